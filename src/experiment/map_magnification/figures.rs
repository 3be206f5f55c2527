//! Unit density against input density, and exponents against the reach.

use super::MapMagnification;
use super::chain::Chain;
use super::reach::Reach;
use crate::map::magnification::exponent;
use crate::math::{exp, ln};
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Text};

/// Both figures.
pub fn all(settings: &MapMagnification, reaches: &[Reach]) -> Vec<Figure> {
    vec![densities(settings, reaches), exponents(reaches)]
}

/// (P(w_i), M(w_i)) of the units that count, M = 2/(n·|w_{i+1} − w_{i−1}|) with n units.
fn points(settings: &MapMagnification, chain: &Chain) -> (Vec<f64>, Vec<f64>) {
    let (w, density) = (&chain.weights, settings.density());
    let inner = chain.margin.max(1)..w.len() - chain.margin.max(1);
    let gap = |i: usize| (w[i + 1] - w[i - 1]).abs();
    let place = |i: usize| (density.at(w[i]), 2.0 / gap(i) / w.len() as f64);
    inner.map(place).unzip()
}

fn densities(settings: &MapMagnification, reaches: &[Reach]) -> Figure {
    let panels = reaches.iter().map(|found| {
        let (x, y) = points(settings, found.at_rest);
        let theory = line(&x, &y, found.theory);
        let optimum = line(&x, &y, 1.0);
        let mut marks = vec![
            Mark::Line {
                label: Text::new(
                    "equally many inputs a unit: α = 1",
                    "поровну входов на нейрон: α = 1",
                ),
                style: Style::of("rest").dotted(),
                x: optimum.0,
                y: optimum.1,
            },
            Mark::Line {
                label: Text::new("slope of the theory", "наклон по теории"),
                style: Style::of("potential"),
                x: theory.0,
                y: theory.1,
            },
        ];
        if let Some(run) = found.runs.first() {
            let (x, y) = points(settings, run);
            marks.push(Mark::Points {
                label: Text::new(
                    "units, learning on-line",
                    "нейроны, последовательное обучение",
                ),
                style: Style::of("test").radius(4.5),
                x,
                y,
            });
        }
        marks.push(Mark::Points {
            label: Text::new("units at rest", "нейроны в равновесии"),
            style: Style::of("train").radius(2.5),
            x,
            y,
        });
        let (reach, theory, measured) = (found.reach, found.theory, found.at_rest.exponent);
        let found = format!("n = {reach}: α = {theory:.3}");
        Panel::new(
            Axis::log(Text::new("density of inputs P", "плотность входов P")),
            Axis::log(Text::new("density of units M", "плотность нейронов M")),
            marks,
        )
        .titled(Text::new(
            format!("{found}, at rest {measured:.3}"),
            format!("{found}, в равновесии {measured:.3}").replace('.', ","),
        ))
    });
    Figure::grid(
        "densities",
        Text::new(
            "A chain gives frequent inputs more units, but fewer than their share",
            "Частым входам цепочка отводит больше нейронов, но меньше их доли",
        ),
        2,
        panels.collect(),
    )
}

/// The line of that slope through the middle of the points, on logarithmic axes.
fn line(x: &[f64], y: &[f64], slope: f64) -> (Vec<f64>, Vec<f64>) {
    let middle = |values: &[f64]| {
        values.iter().map(|value| ln(*value)).sum::<f64>() / values.len().max(1) as f64
    };
    let (x_middle, y_middle) = (middle(x), middle(y));
    let low = x.iter().copied().fold(f64::INFINITY, f64::min);
    let high = x.iter().copied().fold(0.0, f64::max);
    let at = |x: f64| exp(y_middle + slope * (ln(x) - x_middle));
    (vec![low, high], vec![at(low), at(high)])
}

fn exponents(reaches: &[Reach]) -> Figure {
    let widest = reaches.iter().map(|found| found.reach).max().unwrap_or(0);
    let x: Vec<f64> = reaches.iter().map(|found| f64::from(found.reach)).collect();
    let all = 0..=widest + 1;
    let mut marks = vec![
        Mark::Horizontal {
            label: Text::new("limit 2/3", "предел 2/3"),
            style: Style::of("reference").dashed(),
            at: 2.0 / 3.0,
        },
        Mark::Line {
            label: Text::same("2/3 − 1/(3n² + 3(n + 1)²)"),
            style: Style::of("potential"),
            x: all.clone().map(f64::from).collect(),
            y: all.map(exponent).collect(),
        },
    ];
    for found in reaches {
        let place = f64::from(found.reach);
        marks.push(Mark::Points {
            label: Text::new(
                "learning on-line, every run",
                "последовательное обучение, каждый запуск",
            ),
            style: Style::of("test").radius(6.0),
            x: vec![place; found.runs.len()],
            y: found.runs.iter().map(|run| run.exponent).collect(),
        });
    }
    marks.push(Mark::Points {
        label: Text::new("at rest", "в равновесии"),
        style: Style::of("train").radius(4.0),
        x,
        y: reaches.iter().map(|found| found.at_rest.exponent).collect(),
    });
    Figure::single(
        "exponents",
        Text::new(
            "The magnification exponent grows with the neighbourhood, to 2/3 at most",
            "Показатель увеличения растёт с соседством, но не выше 2/3",
        ),
        Panel::new(
            Axis::linear(Text::new(
                "neighbours to both sides n",
                "соседей с каждой стороны n",
            ))
            .from_to(-0.4, f64::from(widest) + 0.6)
            .whole(),
            Axis::linear(Text::new("exponent α", "показатель α")),
            marks,
        ),
    )
}
