//! The table of all runs: swept values, then every metric, as medians with quartiles where there
//! are repeats.

use super::{Row, Runs};
use crate::math::statistics;
use crate::outcome::{Cell, Table, Text};

/// One row a point of the sweep.
pub fn table(runs: &Runs, rows: &[Row]) -> Table {
    let keys: Vec<&str> = runs.points[0].iter().map(|(key, _)| key.as_str()).collect();
    let shown = |row: &Row| match row.metric.unit.is_empty()
        || row.metric.name.ends_with(&unit_suffix(&row.metric.unit))
    {
        true => row.metric.name.clone(),
        false => format!("{}, {}", row.metric.name, row.metric.unit),
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
        header: keys
            .into_iter()
            .map(Text::same)
            .chain(rows.iter().map(|row| Text::same(shown(row))))
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

/// `ms` → `_ms`, `µA/cm²` → `_ua_cm2`: whether a metric's name already says its unit.
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
