//! Counts beside theory, as metrics, a table and notes.

use super::point::Point;
use super::{Storage, figures};
use crate::experiment::hopfield::add_unsettled;
use crate::experiment::hopfield::names::{units_key, units_label};
use crate::experiment::hopfield::share::LEVEL;
use crate::math::statistics::{interval, mean};
use crate::outcome::{Cell, Outcome, Table, Text};

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
