//! Error against units on logarithmic axes, with reference slopes.

use super::UniversalApproximation;
use super::construct::Construction;
use super::results::{Constructed, Results, Trained};
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Text};
use crate::perceptron::Activation;

/// Both panels; of functions of two variables the trained one only.
pub fn errors(settings: &UniversalApproximation, results: &Results) -> Figure {
    let mut panels = Vec::new();
    if results.constructed.iter().any(|(_, all)| !all.is_empty()) {
        panels.push(constructed(results));
    }
    panels.push(trained(settings, results));
    let name = settings.function.label();
    Figure::grid(
        "errors",
        Text::new(
            format!("One hidden layer approximates {}", name.en),
            format!("Один скрытый слой приближает {}", name.ru),
        ),
        panels.len(),
        panels,
    )
}

fn axes() -> (Axis, Axis) {
    (
        Axis::log(Text::new("hidden units n", "скрытых нейронов n")),
        Axis::log(Text::new("error", "ошибка")),
    )
}

fn constructed(results: &Results) -> Panel {
    let mut marks = Vec::new();
    for (construction, all) in &results.constructed {
        let (label, bound, key) = match construction {
            Construction::Staircase => (
                Text::new("staircase: largest error", "лестница: наибольшая ошибка"),
                Text::new("its bound ω(h)", "её граница ω(h)"),
                "class-0",
            ),
            Construction::Polygon => (
                Text::new("polygon: largest error", "ломаная: наибольшая ошибка"),
                Text::new("its bound", "её граница"),
                "class-1",
            ),
        };
        let n: Vec<f64> = all.iter().map(|one| one.units as f64).collect();
        let of = |value: fn(&Constructed) -> f64| all.iter().map(value).collect::<Vec<f64>>();
        let errors = of(|one| one.errors.max);
        marks.extend(Mark::joined(
            label,
            Style::of(key).radius(4.0),
            n.clone(),
            errors,
        ));
        marks.push(Mark::Line {
            label: bound,
            style: Style::of(key).dashed(),
            x: n,
            y: of(|one| one.built.bound),
        });
    }
    let (x, y) = axes();
    Panel::new(x, y, marks).titled(Text::new("Weights written down", "Веса заданы по формулам"))
}

fn trained(settings: &UniversalApproximation, results: &Results) -> Panel {
    let all = &results.trained;
    let n: Vec<f64> = all.iter().map(|one| one.units as f64).collect();
    let of = |value: fn(&Trained) -> f64| all.iter().map(value).collect::<Vec<f64>>();
    let rms = of(|one| one.rms.middle);
    let mut marks = vec![Mark::Band {
        label: Text::new("quartiles of the RMS error", "квартили СКО"),
        style: Style::of("class-2"),
        x: n.clone(),
        low: of(|one| one.rms.low),
        high: of(|one| one.rms.high),
    }];
    let label = Text::new("RMS error, median", "СКО, медиана");
    let style = Style::of("class-2").radius(4.0);
    marks.extend(Mark::joined(label, style, n.clone(), rms.clone()));
    let label = Text::new("largest error, median", "наибольшая ошибка, медиана");
    let max = of(|one| one.max.middle);
    marks.extend(Mark::joined(
        label,
        Style::of("class-3").radius(4.0),
        n.clone(),
        max,
    ));
    marks.push(power(
        Text::new(
            "1/√n, as Barron's bound falls",
            "1/√n: так убывает граница Баррона",
        ),
        Style::of("reference").dashed(),
        &n,
        rms[0],
        -0.5,
    ));
    if settings.activation == Activation::Relu {
        marks.push(power(
            Text::new(
                "1/n², splines with free knots",
                "1/n²: сплайны со свободными узлами",
            ),
            Style::of("reference").dotted(),
            &n,
            rms[0],
            -2.0,
        ));
    }
    let (x, y) = axes();
    let name = serde_name(settings.activation);
    Panel::new(x, y, marks).titled(Text::new(
        format!("Trained {name} units"),
        format!("Обученные нейроны: {name}"),
    ))
}

/// The activation as it is written in files.
fn serde_name(activation: Activation) -> String {
    match serde_json::to_value(activation) {
        Ok(serde_json::Value::String(name)) => name,
        _ => String::new(),
    }
}

/// A power of n through the first point.
fn power(label: Text, style: Style, n: &[f64], first: f64, exponent: f64) -> Mark {
    Mark::Line {
        label,
        style,
        x: n.to_vec(),
        y: n.iter()
            .map(|one| first * (one / n[0]).powf(exponent))
            .collect(),
    }
}
