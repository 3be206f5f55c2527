//! The map unfolding, and its errors on the way.

use super::inputs::{Distribution, Inputs};
use super::learn::{Course, Frame, Judgement};
use super::{Learning, SelfOrganisingMap, units};
use crate::experiment::supervised::class_key;
use crate::map::{Adjacency, Principal, principal};
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Text};

/// Most inputs that are drawn behind a lattice.
const SHOWN: usize = 1_500;

/// The frames and the course of the errors.
pub fn all(settings: &SelfOrganisingMap, inputs: &Inputs, parts: &[Course]) -> Vec<Figure> {
    vec![
        unfolding(settings, inputs, &parts[0].frames),
        errors(settings, parts),
    ]
}

/// The words for a number of steps.
fn after(settings: &SelfOrganisingMap, step: u64) -> Text {
    let (one, many, russian_one, russian_many) = match settings.learning {
        Learning::OnLine => ("input", "inputs", "входа", "входов"),
        Learning::Batch => ("pass", "passes", "прохода", "проходов"),
    };
    let english = if step == 1 { one } else { many };
    // In Russian 21 counts as one, 11 does not.
    let is_one = step % 10 == 1 && step % 100 != 11;
    let russian = if is_one { russian_one } else { russian_many };
    match step {
        0 => Text::new("at the start", "в начале"),
        _ => Text::new(
            format!("after {step} {english}"),
            format!("после {step} {russian}"),
        ),
    }
}

fn unfolding(settings: &SelfOrganisingMap, inputs: &Inputs, frames: &[Frame]) -> Figure {
    let columns = if frames.len() == 4 { 2 } else { 3 };
    if settings.inputs == Some(Distribution::Colours) {
        let panel = |frame: &Frame| {
            let map = units::in_own_colours(settings, &frame.weights);
            Panel::new(Axis::default(), Axis::default(), vec![map])
                .titled(after(settings, frame.step))
        };
        let title = Text::new(
            "Colours find their places on the map",
            "Цвета находят свои места на карте",
        );
        return Figure::grid(
            "unfolding",
            title,
            columns,
            frames.iter().map(panel).collect(),
        );
    }
    let plane = Plane::of(inputs);
    let panels = frames.iter().map(|frame| {
        let mut marks = plane.marks.clone();
        marks.extend(plane.lattice(settings, inputs, frame));
        let axis = |k: usize| {
            let (low, high) = plane.ranges[k];
            Axis::linear(plane.axes[k].clone()).from_to(low, high)
        };
        let mut panel = Panel::new(axis(0), axis(1), marks).titled(after(settings, frame.step));
        panel.equal_aspect = true;
        panel
    });
    let title = match plane.principal {
        None => Text::new(
            "The lattice unfolds over its inputs",
            "Решётка развёртывается по входам",
        ),
        Some(_) => Text::new(
            "The lattice unfolds, seen on the plane of the inputs' first two principal components",
            "Решётка развёртывается (плоскость первых двух главных компонент входов)",
        ),
    };
    Figure::grid("unfolding", title, columns, panels.collect())
}

/// The plane on which a lattice is drawn: that of the inputs, or of their principal components.
struct Plane {
    principal: Option<Principal>,
    axes: [Text; 2],
    /// Least and largest of the inputs with a margin.
    ranges: [(f64, f64); 2],
    /// The inputs.
    marks: Vec<Mark>,
}

impl Plane {
    fn of(inputs: &Inputs) -> Self {
        let principal =
            (inputs.dimensions != 2).then(|| principal(&inputs.data, inputs.dimensions));
        let axes = match &principal {
            None => [0, 1].map(|k| inputs.names[k].clone()),
            Some(found) => [0, 1].map(|k| component(k, found)),
        };
        let mut plane = Plane {
            principal,
            axes,
            ranges: [(0.0, 1.0); 2],
            marks: Vec::new(),
        };
        let places = inputs.data.chunks_exact(inputs.dimensions);
        let places: Vec<[f64; 2]> = places.map(|x| plane.place(inputs, x)).collect();
        plane.ranges = [0, 1].map(|k| with_margin(places.iter().map(|place| place[k])));
        let numbers = inputs.some(SHOWN);
        if inputs.labels.is_empty() {
            let label = Text::new("inputs", "входы");
            plane
                .marks
                .push(plane.points(inputs, &numbers, label, "inputs"));
        }
        for (class, name) in inputs.classes.iter().enumerate() {
            let own: Vec<usize> = numbers
                .iter()
                .copied()
                .filter(|&number| inputs.labels[number] == class)
                .collect();
            let label = Text::same(name);
            plane
                .marks
                .push(plane.points(inputs, &own, label, &class_key(class)));
        }
        plane
    }

    /// Where a vector lies: in the units of the data, or along the principal components.
    fn place(&self, inputs: &Inputs, vector: &[f64]) -> [f64; 2] {
        match &self.principal {
            None => [0, 1].map(|k| inputs.unscaled(k, vector[k])),
            Some(found) => found.project(vector),
        }
    }

    fn points(&self, inputs: &Inputs, numbers: &[usize], label: Text, key: &str) -> Mark {
        let data = inputs.of_numbers(numbers);
        let places = data.chunks_exact(inputs.dimensions);
        let (x, y) = places
            .map(|vector| self.place(inputs, vector))
            .map(|[x, y]| (x, y))
            .unzip();
        Mark::Points {
            label,
            style: Style::of(key).radius(1.8),
            x,
            y,
        }
    }

    /// The edges between neighbours as one broken line, and the units.
    fn lattice(&self, settings: &SelfOrganisingMap, inputs: &Inputs, frame: &Frame) -> [Mark; 2] {
        let lattice = settings.lattice();
        let vectors = frame.weights.chunks_exact(inputs.dimensions);
        let places: Vec<[f64; 2]> = vectors.map(|vector| self.place(inputs, vector)).collect();
        let (mut x, mut y) = (Vec::new(), Vec::new());
        for (i, j) in lattice.edges(Adjacency::Edges) {
            x.extend([places[i][0], places[j][0], f64::NAN]);
            y.extend([places[i][1], places[j][1], f64::NAN]);
        }
        // Many units leave no room for thick lines.
        let scale = (20.0 / (settings.units() as f64).sqrt()).clamp(0.4, 1.0);
        let key = if inputs.labels.is_empty() {
            "lattice"
        } else {
            "potential"
        };
        let label = Text::new("units and their neighbours", "нейроны и их соседи");
        let style = Style::of(key).width(1.4 * scale).radius(3.2 * scale);
        [
            Mark::Line {
                label: label.clone(),
                style: style.clone(),
                x,
                y,
            },
            Mark::Points {
                label,
                style,
                x: places.iter().map(|place| place[0]).collect(),
                y: places.iter().map(|place| place[1]).collect(),
            },
        ]
    }
}

fn with_margin(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let ends = (f64::INFINITY, f64::NEG_INFINITY);
    let (low, high) = values.fold(ends, |(low, high), value| (low.min(value), high.max(value)));
    let margin = if high > low { 0.03 * (high - low) } else { 1.0 };
    (low - margin, high + margin)
}

fn component(k: usize, found: &Principal) -> Text {
    let share = 100.0 * found.variances[k] / found.total;
    let number = k + 1;
    Text::new(
        format!("component {number} ({share:.0}\u{a0}% of variance)"),
        format!("компонента {number} ({share:.0}\u{a0}% дисперсии)"),
    )
}

fn errors(settings: &SelfOrganisingMap, parts: &[Course]) -> Figure {
    let names = [
        (Text::new("map", "карта"), "lattice"),
        (
            Text::new("without neighbourhood", "без соседства"),
            "reference",
        ),
    ];
    let curves = |of: fn(&Judgement) -> f64| -> Vec<Mark> {
        let parts = names.iter().zip(parts);
        parts
            .map(|((label, key), part)| Mark::Line {
                label: label.clone(),
                style: Style::of(*key),
                x: part.history.iter().map(|at| at.step as f64 + 1.0).collect(),
                y: part.history.iter().map(of).collect(),
            })
            .collect()
    };
    let steps = || {
        Axis::log(match settings.learning {
            Learning::OnLine => Text::new("inputs + 1", "входы + 1"),
            Learning::Batch => Text::new("passes + 1", "проходы + 1"),
        })
    };
    let quantisation = Text::new(
        "quantisation error ⟨‖x − w‖⟩",
        "ошибка квантования ⟨‖x − w‖⟩",
    );
    let topographic = Text::new("topographic error", "топографическая ошибка");
    Figure::grid(
        "errors",
        Text::new(
            "How close the units are, and whether neighbours answer like inputs",
            "Точность представления и сохранение соседства",
        ),
        2,
        vec![
            Panel::new(
                steps(),
                Axis::linear(quantisation).with_zero(),
                curves(|at| at.quantisation),
            ),
            Panel::new(
                steps(),
                Axis::linear(topographic).from_to(0.0, 1.0),
                curves(|at| at.topographic),
            ),
        ],
    )
}
