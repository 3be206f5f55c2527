//! Metrics, the table and the weights as a series.

use super::Stdp;
use super::learning::Learned;
use super::window::Measured;
use crate::outcome::{Cell, Column, Outcome, Series, Table, Text};

/// A rate in a name: `10`, `12_5`.
fn name_of(rate_hz: f64) -> String {
    rate_hz.to_string().replace('.', "_")
}

fn mean(weights: &[f64]) -> f64 {
    weights.iter().sum::<f64>() / weights.len() as f64
}

/// The metrics of each rate, and of all.
pub fn add_metrics(settings: &Stdp, window: &Measured, runs: &[Learned], outcome: &mut Outcome) {
    for run in runs {
        let weights = run.distribution();
        let at = name_of(run.rate_hz);
        for (name, value, unit) in [
            ("output_hz", run.at_last.rate_hz, "Hz"),
            ("cv", run.at_last.cv, ""),
            ("low_fraction", weights.low_fraction, ""),
            ("high_fraction", weights.high_fraction, ""),
            ("mean_weight", mean(&run.after), ""),
            ("untrained_hz", run.at_first.rate_hz, "Hz"),
        ] {
            outcome.metric(format!("{name}_at_{at}"), value, unit);
        }
    }
    if let [first, .., last] = runs {
        let growth = last.at_last.rate_hz / first.at_last.rate_hz;
        outcome.metric("output_growth", growth, "");
        let growth = last.at_first.rate_hz / first.at_first.rate_hz;
        outcome.metric("untrained_growth", growth, "");
    }
    let outer = runs.iter().map(|run| {
        let weights = run.distribution();
        weights.low_fraction + weights.high_fraction
    });
    let outer = outer.fold(f64::INFINITY, f64::min);
    outcome.metric("outer_fraction", outer, "");
    outcome.metric("window_misfit", window.misfit(), "");
    let seconds = runs.len() as f64 * settings.learning_s;
    outcome.metric("simulated_s", seconds, "s");
}

/// One row a rate.
pub fn table(runs: &[Learned]) -> Table {
    let number = |value: f64, decimals: usize| Cell::Number { value, decimals };
    let row = |run: &Learned| {
        let weights = run.distribution();
        vec![
            number(run.rate_hz, 1),
            number(run.at_first.rate_hz, 1),
            number(run.at_last.rate_hz, 1),
            number(run.at_last.cv, 2),
            number(mean(&run.after), 3),
            number(weights.low_fraction, 3),
            number(weights.high_fraction, 3),
        ]
    };
    Table {
        name: "rates".into(),
        caption: Text::new(
            "The cell before and after learning, for each rate of its inputs",
            "Нейрон до и после обучения при каждой частоте входов",
        ),
        header: vec![
            Text::new("input rate, Hz", "частота входов, Гц"),
            Text::new("output untrained, Hz", "выход до обучения, Гц"),
            Text::new("output trained, Hz", "выход после обучения, Гц"),
            Text::new("CV of intervals", "CV интервалов"),
            Text::new("mean w/w_max", "среднее w/w_max"),
            Text::new("weights in the lowest fifth", "весов в нижней пятой части"),
            Text::new(
                "weights in the highest fifth",
                "весов в верхней пятой части",
            ),
        ],
        rows: runs.iter().map(row).collect(),
    }
}

/// Every weight w/w_max before and after learning.
pub fn weights(runs: &[Learned]) -> Series {
    let column = |name: String, values: &[f64]| Column {
        name,
        unit: String::new(),
        values: values.to_vec(),
    };
    let columns = runs.iter().flat_map(|run| {
        let at = name_of(run.rate_hz);
        [
            column(format!("before_at_{at}_hz"), &run.before),
            column(format!("after_at_{at}_hz"), &run.after),
        ]
    });
    Series {
        name: "weights".into(),
        columns: columns.collect(),
    }
}
