//! Metrics and the series of the measured shares.

use super::measured::Measured;
use super::{BamCapacity, theory};
use crate::outcome::{Column, Outcome, Series};

/// Adds all metrics.
pub fn add(settings: &BamCapacity, curves: &[Vec<&Measured>], outcome: &mut Outcome) {
    let units = settings.units.into();
    for curve in curves {
        let [n, p] = curve[0].layers;
        let prefix = format!("n{n}_p{p}");
        let mut metric =
            |name: &str, value: f64| outcome.metric(format!("{prefix}_{name}"), value, "");
        metric("rule_of_thumb", n.min(p) as f64);
        metric("half_stable", crossing(curve, |m| m.stable));
        metric(
            "half_stable_expected",
            theory::half_stable(units, [n, p]) as f64,
        );
        metric("half_recalled", crossing(curve, |m| m.recalled));
        let last = curve[curve.len() - 1];
        metric("stable_at_most_pairs", last.stable);
        metric(
            "difference_from_closed_form",
            largest(curve, |m| {
                m.stable - theory::stable(units, m.layers, m.pairs)
            }),
        );
        metric(
            "difference_if_independent",
            largest(curve, |m| {
                m.stable - theory::stable_if_independent(units, m.layers, m.pairs)
            }),
        );
        metric(
            "unit_error_difference",
            largest(curve, |m| {
                m.bit_error - theory::unit_error(units, m.layers, m.pairs)
            }),
        );
    }
    let all = || curves.iter().flatten();
    let rises: usize = all().map(|measured| measured.rises).sum();
    outcome.metric("energy_rises", rises as f64, "");
    let unstable: usize = all().map(|measured| measured.unstable).sum();
    outcome.metric("unstable_recalls", unstable as f64, "");
}

fn largest(curve: &[&Measured], difference: impl Fn(&Measured) -> f64) -> f64 {
    let differences = curve.iter().map(|measured| difference(measured).abs());
    differences.fold(0.0, f64::max)
}

/// The number of pairs at which a share first falls below one half, between the two numbers that were
/// measured in proportion; NaN where it does not, or begins below.
fn crossing(curve: &[&Measured], share: fn(&Measured) -> f64) -> f64 {
    let falls = |pair: &&[&Measured]| share(pair[0]) >= 0.5 && share(pair[1]) < 0.5;
    match curve.windows(2).find(falls) {
        Some(pair) => {
            let (high, low) = (share(pair[0]), share(pair[1]));
            let (few, many) = (pair[0].pairs as f64, pair[1].pairs as f64);
            few + (many - few) * (high - 0.5) / (high - low)
        }
        None => f64::NAN,
    }
}

/// Everything that was measured.
pub fn series(curves: &[Vec<&Measured>]) -> Series {
    let column = |name: &str, of: fn(&Measured) -> f64| Column {
        name: name.into(),
        unit: String::new(),
        values: curves
            .iter()
            .flatten()
            .map(|measured| of(measured))
            .collect(),
    };
    Series {
        name: "capacity".into(),
        columns: vec![
            column("n", |m| m.layers[0] as f64),
            column("p", |m| m.layers[1] as f64),
            column("pairs", |m| m.pairs as f64),
            column("stable", |m| m.stable),
            column("recalled", |m| m.recalled),
            column("unit_error", |m| m.bit_error),
        ],
    }
}
