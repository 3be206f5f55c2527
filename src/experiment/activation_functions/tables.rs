//! Metrics and tables of the curves and of the stochastic neuron.

use super::firing::Frequencies;
use super::names::{decimal, key, title};
use super::shape::Shape;
use crate::math::statistics::distributions::chi_square_tail;
use crate::outcome::{Cell, Column, Metric, Outcome, Series, Table, Text, Tolerance};
use crate::perceptron::Activation;

fn number(value: f64, decimals: usize) -> Cell {
    Cell::Number { value, decimals }
}

/// Adds what was measured on the curves.
pub fn add_shapes(shapes: &[Shape], outcome: &mut Outcome) {
    let largest = |of: fn(&Shape) -> f64| shapes.iter().map(of).fold(0.0, f64::max);
    outcome.metric("derivative_deviation", largest(|s| s.slope_deviation), "");
    outcome.metric(
        "curvature_deviation",
        largest(|s| s.curvature_deviation),
        "",
    );
    for shape in shapes {
        let key = key(shape.function);
        let mut metric = |name: &str, value| outcome.metric(format!("{key}_{name}"), value, "");
        metric("derivative_deviation", shape.slope_deviation);
        metric("largest_slope", shape.largest_slope);
        if let Some(s) = shape.bends_most_at {
            metric("bends_most_at", s);
        }
        if shape.function == Activation::LecunTanh {
            metric("at_1", shape.function.value(1.0));
        }
    }
    outcome.tables.push(table_of_shapes(shapes));
}

fn table_of_shapes(shapes: &[Shape]) -> Table {
    let ends = |values: &[f64]| {
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (low, high) = (decimal(format!("{low:.3}")), decimal(format!("{high:.3}")));
        Text::new(
            format!("{} … {}", low.en, high.en),
            format!("{} … {}", low.ru, high.ru),
        )
    };
    let scientific = |value: f64| Cell::Text(decimal(format!("{value:.1e}")));
    let row = |shape: &Shape| {
        vec![
            Cell::Text(title(shape.function)),
            Cell::Text(ends(&shape.y)),
            number(shape.largest_slope, 4),
            shape
                .bends_most_at
                .map_or_else(|| Cell::Text(Text::same("")), |s| number(s, 4)),
            scientific(shape.slope_deviation),
            scientific(shape.curvature_deviation),
        ]
    };
    Table {
        name: "functions".into(),
        caption: Text::new(
            "The functions over the range shown; deviations of formulas from central differences",
            "Функции на показанном отрезке; отклонения формул от центральных разностей",
        ),
        header: vec![
            Text::new("function", "функция"),
            Text::new("values", "значения"),
            Text::new("largest σ′", "наибольшая σ′"),
            Text::new("bends most at s", "наибольший изгиб при s"),
            Text::new("deviation of σ′", "отклонение σ′"),
            Text::new("deviation of σ″", "отклонение σ″"),
        ],
        rows: shapes.iter().map(row).collect(),
    }
}

/// Adds how the stochastic neuron's frequencies agree with the law.
pub fn add_frequencies(all: &[Frequencies], outcome: &mut Outcome) {
    let z: Vec<f64> = all.iter().flat_map(Frequencies::z).collect();
    let points: usize = all.iter().map(|one| one.points.len()).sum();
    let covered: usize = all.iter().map(Frequencies::covered).sum();
    let chi_square: f64 = z.iter().map(|z| z * z).sum();
    outcome.metric("largest_abs_z", largest(z.iter().copied()), "");
    outcome.metric("chi_square", chi_square, "");
    outcome.metric("chi_square_points", z.len() as f64, "");
    if !z.is_empty() {
        outcome.metrics.push(Metric {
            name: "chi_square_p".into(),
            value: chi_square_tail(chi_square, z.len() as f64),
            unit: String::new(),
            tolerance: Some(Tolerance {
                absolute: 0.0,
                relative: 1e-9,
                reason: "the incomplete gamma function takes logarithms of the platform".into(),
            }),
        });
    }
    outcome.metric("interval_coverage", covered as f64 / points as f64, "");
    for one in all {
        let name = format!("gain_{}_largest_abs_z", one.gain).replace('.', "_");
        outcome.metric(name, largest(one.z()), "");
    }
    outcome.tables.push(table_of_frequencies(all));
    outcome.series.extend(all.iter().map(series));
}

fn largest(z: impl Iterator<Item = f64>) -> f64 {
    z.fold(0.0, |most, z| most.max(z.abs()))
}

fn table_of_frequencies(all: &[Frequencies]) -> Table {
    let row = |one: &Frequencies| {
        let z: Vec<f64> = one.z().collect();
        let chi_square: f64 = z.iter().map(|z| z * z).sum();
        vec![
            number(one.gain, 2),
            number(1.0 / one.gain, 2),
            number(one.points.len() as f64, 0),
            number(one.trials as f64, 0),
            number(largest(one.z()), 2),
            number(chi_square, 1),
            number(z.len() as f64, 0),
            number(one.covered() as f64, 0),
        ]
    };
    Table {
        name: "firing".into(),
        caption: Text::new(
            "The stochastic neuron's frequencies against 1/(1 + e^(−βs))",
            "Частоты стохастического нейрона и закон 1/(1 + e^(−βs))",
        ),
        header: vec![
            Text::new("gain β", "крутизна β"),
            Text::new("temperature 1/β", "температура 1/β"),
            Text::new("values of s", "значений s"),
            Text::new("trials at each", "испытаний на каждое"),
            Text::new("largest |z|", "наибольшее |z|"),
            Text::same("χ²"),
            Text::new("points in χ²", "точек в χ²"),
            Text::new("intervals that hold P", "интервалов, накрывших P"),
        ],
        rows: all.iter().map(row).collect(),
    }
}

fn series(one: &Frequencies) -> Series {
    let column = |name: &str, of: &dyn Fn(&super::firing::Point) -> f64| Column {
        name: name.into(),
        unit: String::new(),
        values: one.points.iter().map(of).collect(),
    };
    Series {
        name: format!("firing_gain_{}", one.gain).replace('.', "_"),
        columns: vec![
            column("s", &|point| point.s),
            column("spikes", &|point| point.spikes as f64),
            column("frequency", &|point| point.frequency(one.trials)),
            column("low", &|point| point.interval(one.trials).0),
            column("high", &|point| point.interval(one.trials).1),
            column("probability", &|point| point.probability),
        ],
    }
}
