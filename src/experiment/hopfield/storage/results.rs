//! Counts beside theory, as metrics, a table and notes.

use super::{Storage, figures};
use crate::experiment::hopfield::names::{units_key, units_label};
use crate::experiment::hopfield::share::Share;
use crate::math::exp;
use crate::memory::{StorageCounts, Units, theory};
use crate::outcome::{Cell, Outcome, Table, Text};

/// Errors that must be expected before a deviation says something.
const LEAST_ERRORS: f64 = 20.0;

/// The counts at one number of patterns.
#[derive(Clone, Debug)]
pub struct Point {
    pub units: Units,
    pub patterns: usize,
    pub counts: StorageCounts,
}

impl Point {
    fn neurons(&self) -> usize {
        self.counts.errors.len() - 1
    }

    /// Units that leave a stored pattern at once.
    pub fn bit_error(&self) -> Share {
        Share {
            successes: self.counts.unstable_units,
            trials: self.counts.patterns * self.neurons(),
        }
    }

    /// Patterns that are fixed points.
    pub fn stable(&self) -> Share {
        Share {
            successes: self.counts.stable,
            trials: self.counts.patterns,
        }
    }

    /// Patterns recalled with at most so many wrong units.
    pub fn within(&self, errors: usize) -> Share {
        Share {
            successes: self.counts.errors.iter().take(errors + 1).sum(),
            trials: self.counts.patterns,
        }
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

    /// The bit error's distance from the exact one in standard errors; 0 where too few are expected.
    fn deviation(&self) -> f64 {
        let (found, exact) = (self.bit_error(), self.exact());
        let trials = found.trials as f64;
        if trials * exact < LEAST_ERRORS {
            return 0.0;
        }
        (found.value() - exact).abs() / (exact * (1.0 - exact) / trials).sqrt()
    }
}

/// The outcome of all jobs.
pub fn outcome(settings: &Storage, points: &[Point]) -> Outcome {
    let mut outcome = Outcome::default();
    for point in points {
        let name = format!("{}_{}", units_key(point.units), point.patterns);
        let mut metric =
            |what: &str, value: f64| outcome.metric(format!("{name}_{what}"), value, "");
        metric("bit_error", point.bit_error().value());
        metric("bit_error_exact", point.exact());
        metric("bit_error_normal", point.normal());
        metric("stable", point.stable().value());
        metric("stable_independent", point.independent());
        metric("within", point.within(settings.errors).value());
        metric("mean_overlap", point.counts.mean_overlap());
    }
    let unsettled: usize = points.iter().map(|point| point.counts.unsettled).sum();
    outcome.metric("unsettled", unsettled as f64, "");
    let largest = points.iter().map(Point::deviation).fold(0.0, f64::max);
    outcome.metric("largest_deviation", largest, "standard errors");
    if unsettled > 0 {
        outcome.notes.push(Text::new(
            format!("{unsettled} relaxations were given up after {} sweeps.", settings.sweeps),
            format!("Релаксаций, прерванных после {} проходов: {unsettled}.", settings.sweeps),
        ));
    }
    outcome.tables.push(table(settings, points));
    outcome.figures.push(figures::storage(settings, points));
    outcome.figures.push(figures::errors(settings, points));
    outcome
}

fn table(settings: &Storage, points: &[Point]) -> Table {
    let number = |value: f64, decimals: usize| Cell::Number { value, decimals };
    let share = |share: Share, decimals: usize| {
        let interval = share.interval();
        Cell::Spread {
            low: interval.low,
            middle: share.value(),
            high: interval.high,
            decimals,
        }
    };
    let row = |point: &Point| {
        vec![
            Cell::Text(units_label(point.units)),
            number(point.patterns as f64, 0),
            share(point.bit_error(), 5),
            number(point.exact(), 5),
            number(point.normal(), 5),
            share(point.stable(), 3),
            number(point.independent(), 3),
            share(point.within(settings.errors), 3),
        ]
    };
    Table {
        name: "storage".into(),
        caption: Text::new(
            format!("Networks of {} units, {} at each n, with 95 % intervals", settings.neurons, settings.networks),
            format!("Сети из {} нейронов, по {} для каждого n, с интервалами 95 %", settings.neurons, settings.networks),
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
