//! Every set as a point: its mistakes over Novikoff's bound.

use super::bound::{Group, SetResult};
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Text};

/// The figure of all sets.
pub fn bound(sets: &[SetResult]) -> Figure {
    let bounds = || sets.iter().map(|set| set.bound);
    let least = bounds().fold(f64::INFINITY, f64::min);
    let most = bounds().fold(0.0, f64::max);
    let ends = [0.7 * least, 1.4 * most];
    let mut marks = excluded(ends).to_vec();
    marks.extend(by_inputs(sets));
    if sets.iter().any(|set| is_orthogonal(set.group)) {
        let label = Text::new("orthogonal examples", "ортогональные примеры");
        let style = Style::of("rprop").radius(6.5);
        marks.push(scatter(sets, is_orthogonal, label, style));
    }
    let x = Text::new("bound (R/γ)² of the set", "граница (R/γ)² множества");
    let y = Text::new("mistakes until all is right", "ошибок до безошибочности");
    Figure::single(
        "bound",
        Text::new(
            "The perceptron never makes more mistakes than (R/γ)²",
            "Перцептрон никогда не делает более (R/γ)² ошибок",
        ),
        Panel::new(
            Axis::log(x).from_to(ends[0], ends[1]),
            Axis::log(y).from_to(0.8, 2.0 * ends[1]),
            marks,
        ),
    )
}

fn is_orthogonal(group: Group) -> bool {
    matches!(group, Group::Orthogonal { .. })
}

/// The bound, and what lies above it.
fn excluded(ends: [f64; 2]) -> [Mark; 2] {
    let band = Mark::Band {
        label: Text::new("excluded by the theorem", "исключено теоремой"),
        style: Style::of("dies"),
        x: ends.to_vec(),
        low: ends.to_vec(),
        high: vec![10.0 * ends[1]; 2],
    };
    let line = Mark::Line {
        label: Text::new("bound (R/γ)²", "граница (R/γ)²"),
        style: Style::of("potential").width(2.5),
        x: ends.to_vec(),
        y: ends.to_vec(),
    };
    [band, line]
}

/// The random sets, coloured by their number of inputs.
fn by_inputs(sets: &[SetResult]) -> Vec<Mark> {
    let planted = sets.iter().filter(|set| !is_orthogonal(set.group));
    let mut numbers: Vec<usize> = planted.map(|set| set.group.dimension()).collect();
    numbers.dedup();
    let mark = |number: usize| {
        let is_of = |group: Group| !is_orthogonal(group) && group.dimension() == number;
        let (english, russian) = (inputs(number), russian_inputs(number));
        let label = Text::new(format!("{number} {english}"), format!("{number} {russian}"));
        let style = Style::of(format!("inputs-{number}")).radius(4.0);
        scatter(sets, is_of, label, style)
    };
    numbers.into_iter().map(mark).collect()
}

fn inputs(number: usize) -> &'static str {
    if number == 1 { "input" } else { "inputs" }
}

/// вход, входа, входов.
fn russian_inputs(number: usize) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=14) => "входов",
        (1, _) => "вход",
        (2..=4, _) => "входа",
        _ => "входов",
    }
}

fn scatter(sets: &[SetResult], is_of: impl Fn(Group) -> bool, label: Text, style: Style) -> Mark {
    let chosen = sets.iter().filter(|set| is_of(set.group));
    let (x, y) = chosen.map(|set| (set.bound, set.mistakes as f64)).unzip();
    Mark::Points { label, style, x, y }
}
