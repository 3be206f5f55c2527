//! Counts beside theory, as metrics, a table and notes.

use super::{Storage, figures};
use crate::experiment::hopfield::add_unsettled;
use crate::experiment::hopfield::names::{units_key, units_label};
use crate::experiment::hopfield::share::LEVEL;
use crate::math::exp;
use crate::math::statistics::{interval, mean, standard_deviation};
use crate::memory::{StorageCounts, Units, theory};
use crate::outcome::{Cell, Outcome, Table, Text};

/// Errors that must be expected before a deviation says something.
const LEAST_ERRORS: f64 = 20.0;

/// The counts at one number of patterns.
#[derive(Clone, Debug)]
pub struct Point {
    pub units: Units,
    pub patterns: usize,
    /// Of all networks together.
    pub counts: StorageCounts,
    /// The share of units that leave a stored pattern at once, network by network. Units and patterns
    /// of one network are not independent; networks are.
    pub bit_errors: Vec<f64>,
    /// The share of patterns that are fixed points, network by network.
    pub stable: Vec<f64>,
}

impl Point {
    /// A point of no networks.
    pub fn new(units: Units, patterns: usize, neurons: usize) -> Self {
        Point {
            units,
            patterns,
            counts: StorageCounts::new(neurons),
            bit_errors: Vec::new(),
            stable: Vec::new(),
        }
    }

    /// Adds the counts of a network.
    pub fn add(&mut self, counts: &StorageCounts) {
        self.counts.merge(counts);
        self.bit_errors.push(counts.bit_error());
        self.stable.push(counts.stable_share());
    }

    fn neurons(&self) -> usize {
        self.counts.errors.len() - 1
    }

    /// P by sums of random signs.
    pub fn exact(&self) -> f64 {
        theory::exact_bit_error(self.units, self.neurons(), self.patterns)
    }

    /// P by the normal distribution.
    pub fn normal(&self) -> f64 {
        theory::bit_error(self.units, self.neurons(), self.patterns)
    }

    /// The share of stable patterns were units independent: e^(−NP) with the paper's P.
    pub fn independent(&self) -> f64 {
        exp(-(self.neurons() as f64) * self.normal())
    }

    /// The bit error's distance from the exact one in standard errors; 0 where too few errors are
    /// expected, or there is a single network.
    fn deviation(&self) -> f64 {
        let networks = self.bit_errors.len() as f64;
        let expected = networks * (self.patterns * self.neurons()) as f64 * self.exact();
        let error = standard_deviation(&self.bit_errors) / networks.sqrt();
        match expected >= LEAST_ERRORS && error > 0.0 {
            true => (self.counts.bit_error() - self.exact()).abs() / error,
            false => 0.0,
        }
    }
}

/// The outcome of all jobs.
pub fn outcome(settings: &Storage, points: &[Point]) -> Outcome {
    let mut outcome = Outcome::default();
    for point in points {
        let name = format!("{}_{}", units_key(point.units), point.patterns);
        let mut metric =
            |what: &str, value: f64| outcome.metric(format!("{name}_{what}"), value, "");
        metric("bit_error", point.counts.bit_error());
        metric("bit_error_exact", point.exact());
        metric("bit_error_normal", point.normal());
        metric("stable", point.counts.stable_share());
        metric("stable_independent", point.independent());
        metric("within", point.counts.share_within(settings.errors));
        metric("mean_overlap", point.counts.mean_overlap());
    }
    let unsettled: usize = points.iter().map(|point| point.counts.unsettled).sum();
    add_unsettled(unsettled, settings.sweeps, &mut outcome);
    let largest = points.iter().map(Point::deviation).fold(0.0, f64::max);
    outcome.metric("largest_deviation", largest, "standard errors");
    outcome.tables.push(table(settings, points));
    outcome.figures.push(figures::storage(settings, points));
    outcome.figures.push(figures::errors(settings, points));
    outcome
}

fn table(settings: &Storage, points: &[Point]) -> Table {
    let number = |value: f64, decimals: usize| Cell::Number { value, decimals };
    let over_networks = |sample: &[f64], decimals: usize| {
        let interval = interval::of_mean(sample, LEVEL);
        Cell::Spread {
            low: interval.low,
            middle: mean(sample),
            high: interval.high,
            decimals,
        }
    };
    let row = |point: &Point| {
        vec![
            Cell::Text(units_label(point.units)),
            number(point.patterns as f64, 0),
            over_networks(&point.bit_errors, 5),
            number(point.exact(), 5),
            number(point.normal(), 5),
            over_networks(&point.stable, 3),
            number(point.independent(), 3),
            number(point.counts.share_within(settings.errors), 3),
        ]
    };
    Table {
        name: "storage".into(),
        caption: Text::new(
            format!(
                "Networks of {} units, {} at each n, with 95 % intervals over networks",
                settings.neurons, settings.networks
            ),
            format!(
                "Сети из {} нейронов, по {} для каждого n, с интервалами 95 % по сетям",
                settings.neurons, settings.networks
            ),
        ),
        header: vec![
            Text::new("units", "нейроны"),
            Text::same("n"),
            Text::new("bit error P", "ошибка в бите P"),
            Text::new("exact", "точно"),
            Text::new("normal", "нормальное приближение"),
            Text::new("stable patterns", "устойчивые образы"),
            Text::same("e^(−NP)"),
            Text::new(
                format!("recalled with ≤ {} errors", settings.errors),
                format!("восстановлено, ошибок ≤ {}", settings.errors),
            ),
        ],
        rows: points.iter().map(row).collect(),
    }
}
