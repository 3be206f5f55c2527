//! The page of activations, and the stochastic neuron's spikes and frequencies.

use super::evenly;
use super::firing::{Frequencies, Point};
use super::names::{decimal, title};
use super::shape::Shape;
use crate::math::exp;
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Text};
use crate::perceptron::Activation;

/// Central differences shown on a curve, about.
const SHOWN_DIFFERENCES: usize = 21;
/// Points of the law's curve.
const LAW_POINTS: usize = 201;

/// All functions, a panel each.
pub fn page(shapes: &[Shape]) -> Figure {
    let columns = match shapes.len() {
        1..=3 => shapes.len(),
        4 => 2,
        5 | 6 | 9 => 3,
        _ => 4,
    };
    Figure::grid(
        "activations",
        Text::new(
            "Activation functions and their derivatives",
            "Функции активации и их производные",
        ),
        columns,
        shapes.iter().map(panel).collect(),
    )
}

fn panel(shape: &Shape) -> Panel {
    let mut marks = vec![Mark::Horizontal {
        label: Text::default(),
        style: Style::of("rest").width(1.0),
        at: 0.0,
    }];
    marks.extend(values(shape));
    marks.push(slope(shape));
    marks.push(differences(shape));
    let argument = match shape.function {
        Activation::Softmax => "s₁",
        _ => "s",
    };
    let (low, high) = (shape.s[0], shape.s[shape.s.len() - 1]);
    Panel::new(
        Axis::linear(Text::same(argument)).from_to(low, high),
        Axis::linear(Text::default()).with_zero(),
        marks,
    )
    .titled(title(shape.function))
}

/// σ, and of softmax the other outputs.
fn values(shape: &Shape) -> Vec<Mark> {
    let style = Style::of("value").width(3.0);
    let other = |y: &Vec<f64>| Mark::Line {
        label: Text::new("softmax: the other outputs", "softmax: остальные выходы"),
        style: style.clone().width(1.6).dotted(),
        x: shape.s.clone(),
        y: y.clone(),
    };
    let mut marks: Vec<Mark> = shape.others.iter().map(other).collect();
    let (label, x, y) = (Text::same("σ(s)"), shape.s.clone(), shape.y.clone());
    marks.push(match shape.function {
        Activation::Threshold => Mark::Steps { label, style, x, y },
        _ => Mark::Line { label, style, x, y },
    });
    marks
}

/// Some of the central differences.
fn differences(shape: &Shape) -> Mark {
    let every = (shape.s.len() / SHOWN_DIFFERENCES).max(1);
    let thinned = |values: &[f64]| values.iter().copied().step_by(every).collect();
    Mark::Points {
        label: Text::new("σ′ by central differences", "σ′ центральными разностями"),
        style: Style::of("potential").radius(2.6),
        x: thinned(&shape.s),
        y: thinned(&shape.difference),
    }
}

/// σ′ by formula; that of relu jumps at 0, where the line breaks.
fn slope(shape: &Shape) -> Mark {
    let mut y = shape.slope.clone();
    if shape.function == Activation::Relu {
        for (s, y) in shape.s.iter().zip(&mut y) {
            if s.abs() < 1e-9 {
                *y = f64::NAN;
            }
        }
    }
    Mark::Line {
        label: Text::same("σ′(s)"),
        style: Style::of("slope").width(2.4),
        x: shape.s.clone(),
        y,
    }
}

/// The law as a phrase.
fn law(gain: f64) -> Text {
    let gain = decimal(format!("{gain}"));
    Text::new(format!("β = {}", gain.en), format!("β = {}", gain.ru))
}

/// Spikes of single trials, frequencies on the law's curves, and distances from it.
pub fn firing(all: &[Frequencies]) -> Figure {
    let shown = all
        .iter()
        .min_by(|a, b| (a.gain - 1.0).abs().total_cmp(&(b.gain - 1.0).abs()));
    let panels = shown
        .map(raster)
        .into_iter()
        .chain([frequencies(all), distances(all)]);
    Figure::grid(
        "firing",
        Text::new(
            "The stochastic neuron fires with probability 1/(1 + e^(−βs))",
            "Стохастический нейрон срабатывает с вероятностью 1/(1 + e^(−βs))",
        ),
        3,
        panels.collect(),
    )
}

fn style(gain: f64) -> Style {
    Style::of(format!("gain {gain}"))
}

fn axis_of_s(all: &[Frequencies]) -> Axis {
    let s = || all.iter().flat_map(|one| &one.points).map(|point| point.s);
    let low = s().fold(f64::INFINITY, f64::min);
    let high = s().fold(f64::NEG_INFINITY, f64::max);
    let margin = 0.03 * (high - low);
    let label = Text::new("weighted sum s", "взвешенная сумма s");
    Axis::linear(label).from_to(low - margin, high + margin)
}

/// The first trials, one row of ticks for each: s from left to right.
fn raster(one: &Frequencies) -> Panel {
    let spikes = one.points.iter().flat_map(|point| {
        let fired = point.shown.iter().enumerate().filter(|(_, fired)| **fired);
        fired.map(|(trial, _)| (point.s, (trial + 1) as f64))
    });
    let (x, y): (Vec<f64>, Vec<f64>) = spikes.unzip();
    let trials = one.points.first().map_or(1, |point| point.shown.len());
    let spikes = Mark::Points {
        label: Text::default(),
        style: style(one.gain).radius(2.4),
        x,
        y,
    };
    let beta = law(one.gain);
    Panel::new(
        axis_of_s(std::slice::from_ref(one)),
        Axis::linear(Text::new("trial", "испытание"))
            .from_to(0.0, trials as f64 + 1.0)
            .whole(),
        vec![spikes],
    )
    .titled(Text::new(
        format!("a dot where y = 1, {}", beta.en),
        format!("точка, где y = 1, {}", beta.ru),
    ))
}

fn frequencies(all: &[Frequencies]) -> Panel {
    let mut marks = Vec::new();
    for one in all {
        let (first, last) = (&one.points[0], &one.points[one.points.len() - 1]);
        let x = evenly([first.s, last.s], LAW_POINTS);
        marks.push(Mark::Line {
            label: law(one.gain),
            style: style(one.gain).width(1.6),
            y: x.iter().map(|s| 1.0 / (1.0 + exp(-one.gain * s))).collect(),
            x,
        });
        marks.push(error_bars(one));
        marks.push(Mark::Points {
            label: law(one.gain),
            style: style(one.gain).radius(4.0),
            x: one.points.iter().map(|point| point.s).collect(),
            y: one
                .points
                .iter()
                .map(|point| point.frequency(one.trials))
                .collect(),
        });
    }
    let y = Text::new("share of trials with y = 1", "доля испытаний с y = 1");
    Panel::new(axis_of_s(all), Axis::linear(y).from_to(-0.03, 1.03), marks).titled(Text::new(
        "points: frequency; lines: the law",
        "точки — частота, линии — закон",
    ))
}

/// Upright strokes from one end of each interval to the other.
fn error_bars(one: &Frequencies) -> Mark {
    let ends = one.points.iter().flat_map(|point| {
        let (low, high) = point.interval(one.trials);
        [(point.s, low), (point.s, high), (f64::NAN, f64::NAN)]
    });
    let (x, y) = ends.unzip();
    Mark::Line {
        label: Text::default(),
        style: style(one.gain).width(2.0),
        x,
        y,
    }
}

fn distances(all: &[Frequencies]) -> Panel {
    let (low, high) = (all[0].points[0].s, all[0].points[all[0].points.len() - 1].s);
    let mut marks = vec![
        Mark::Band {
            label: Text::new("95 % under the law", "95 % при верном законе"),
            style: Style::of("rest"),
            x: vec![low, high],
            low: vec![-1.96; 2],
            high: vec![1.96; 2],
        },
        Mark::Horizontal {
            label: Text::default(),
            style: Style::of("rest").width(1.0),
            at: 0.0,
        },
    ];
    for one in all {
        let z = |point: &Point| point.z(one.trials).unwrap_or(f64::NAN);
        marks.push(Mark::Points {
            label: law(one.gain),
            style: style(one.gain).radius(4.0),
            x: one.points.iter().map(|point| point.s).collect(),
            y: one.points.iter().map(z).collect(),
        });
    }
    let y = Text::same("z");
    Panel::new(axis_of_s(all), Axis::linear(y).from_to(-4.0, 4.0), marks)
        .titled(Text::new("distance from the law", "отклонение от закона"))
}
