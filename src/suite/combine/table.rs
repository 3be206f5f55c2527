//! The table of all runs: swept values, then every metric, as medians with quartiles where there
//! are repeats.

use super::{Row, Runs};
use crate::math::statistics;
use crate::outcome::{Cell, Metric, Table, Text};

/// One row a point of the sweep.
pub fn table(runs: &Runs, rows: &[Row]) -> Table {
    let metric_label = |row: &Row| match runs.view.labels.get(&row.metric.name) {
        Some(label) => label.clone(),
        None => Text::same(with_unit(&row.metric)),
    };
    Table {
        name: "runs".into(),
        caption: if runs.repeats > 1 {
            Text::new(
                format!("Medians over {} repeats, with quartiles", runs.repeats),
                format!("Медианы по {} повторам, с квартилями", runs.repeats),
            )
        } else {
            Text::new("Metrics of every run", "Показатели каждого запуска")
        },
        header: runs.points[0]
            .iter()
            .map(|(key, _)| runs.view.label(key))
            .chain(rows.iter().map(metric_label))
            .collect(),
        rows: (0..runs.points.len())
            .map(|point| {
                let values = runs.points[point]
                    .iter()
                    .map(|(_, value)| Cell::Text(Text::same(value.clone())));
                values
                    .chain(rows.iter().map(|row| cell(&row.values[point])))
                    .collect()
            })
            .collect(),
    }
}

/// The metric's name, with its unit where the name does not end with it.
fn with_unit(metric: &Metric) -> String {
    match metric.unit.is_empty() || metric.name.ends_with(&unit_suffix(&metric.unit)) {
        true => metric.name.clone(),
        false => format!("{}, {}", metric.name, metric.unit),
    }
}

/// `ms` → `_ms`, `µA/cm²` → `_ua_cm2`: a unit as names carry it.
fn unit_suffix(unit: &str) -> String {
    let plain = unit
        .to_lowercase()
        .replace(['µ', 'μ'], "u")
        .replace('²', "2")
        .replace('/', "_");
    format!("_{plain}")
}

fn cell(values: &[f64]) -> Cell {
    match values {
        [] => Cell::Number {
            value: f64::NAN,
            decimals: 0,
        },
        [value] => Cell::Number {
            value: *value,
            decimals: decimals(*value),
        },
        _ => {
            let [low, middle, high] = statistics::quartiles(values);
            Cell::Spread {
                low,
                middle,
                high,
                decimals: decimals(middle),
            }
        }
    }
}

/// Decimals that show six significant digits; none for whole numbers.
pub fn decimals(value: f64) -> usize {
    if value == value.trunc() || !value.is_finite() {
        return 0;
    }
    (5 - value.abs().log10().floor() as i64).clamp(0, 12) as usize
}
