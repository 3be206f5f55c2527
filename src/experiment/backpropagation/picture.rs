//! The network with numbers in its units and lines as wide as weights or their gradients.

use super::results::Results;
use crate::experiment::sketch::{Look, NodeId, Sketch, line};
use crate::outcome::Text;
use crate::outcome::figure::{Align, Panel};

/// Distance of the layers, and of the units of a layer.
const ACROSS: f64 = 15.0;
const DOWN: f64 = 6.6;
const DIAMETER: f64 = 4.2;
/// Width of the widest line and the narrowest.
const WIDEST: f64 = 9.0;
const NARROWEST: f64 = 1.0;
/// Networks with more lines than this are drawn without numbers on them.
const MOST_NUMBERS: usize = 16;

/// What is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pass {
    /// Outputs, and weights.
    Forward,
    /// δ, and gradients.
    Backward,
}

pub fn panel(results: &Results, pass: Pass) -> Panel {
    let mut sizes = vec![results.network.inputs()];
    sizes.extend(results.network.layers().iter().map(|layer| layer.units));
    let tallest = sizes.iter().copied().max().unwrap_or(1) as f64;
    let high = DOWN * tallest;
    let width = ACROSS * (sizes.len() as f64 - 1.0) + 18.0;
    let mut sketch = Sketch::new(width, high + 2.6);
    let columns = units(&mut sketch, results, pass, &sizes, high);
    connect(&mut sketch, results, pass, &columns);
    let title = match pass {
        Pass::Forward => Text::new(
            "outputs y in the units, weights w on the lines",
            "в нейронах выходы y, на линиях веса w",
        ),
        Pass::Backward => Text::new(
            "δ = ∂E/∂s in the units, gradients ∂E/∂w on the lines",
            "в нейронах δ = ∂E/∂s, на линиях градиенты ∂E/∂w",
        ),
    };
    sketch.panel().titled(title)
}

fn number(value: f64) -> Text {
    let en = short(value);
    Text::new(en.clone(), en.replace('.', ","))
}

/// About three digits that count.
fn short(value: f64) -> String {
    let size = value.abs();
    if size != 0.0 && !(1e-3..1e4).contains(&size) {
        let text = format!("{value:.1e}").replace('-', "−");
        return match text.split_once('e') {
            Some((digits, power)) => format!("{digits}·10^{{{power}}}"),
            None => text,
        };
    }
    let decimals = match size {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 => 2,
        size if size >= 0.1 => 3,
        _ => 4,
    };
    let text = format!("{value:.decimals$}").replace('-', "−");
    match text.contains('.') {
        true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => text,
    }
}

fn units(
    sketch: &mut Sketch,
    results: &Results,
    pass: Pass,
    sizes: &[usize],
    high: f64,
) -> Vec<Vec<NodeId>> {
    let last = sizes.len() - 1;
    let column = |(place, &count): (usize, &usize)| {
        let x = 9.0 + ACROSS * place as f64;
        let y = |unit: usize| 1.8 + high / 2.0 + DOWN * ((count as f64 - 1.0) / 2.0 - unit as f64);
        let key =
            ["leak", "class-4", "class-2"][usize::from(place > 0) + usize::from(place == last)];
        let draw = |unit: usize| {
            let label = match (place.checked_sub(1), pass) {
                (None, Pass::Forward) => number(results.input[unit]),
                (None, Pass::Backward) => Text::same(format!("x_{{{}}}", unit + 1)),
                (Some(layer), Pass::Forward) => number(results.layers[layer].outputs[unit]),
                (Some(layer), Pass::Backward) => number(results.layers[layer].deltas[unit]),
            };
            let node = sketch.circle((x, y(unit)), DIAMETER, label, key);
            sketch.resize(node, 0.9);
            if let Some(layer) = place.checked_sub(1).filter(|_| pass == Pass::Forward) {
                bias(sketch, results, (layer, unit), (x, y(unit)));
            }
            if place == last {
                target(sketch, results, unit, (x, y(unit)));
            }
            node
        };
        (0..count).map(draw).collect()
    };
    sizes.iter().enumerate().map(column).collect()
}

/// The bias below its unit.
fn bias(sketch: &mut Sketch, results: &Results, (layer, unit): (usize, usize), (x, y): (f64, f64)) {
    let b = number(results.network.biases(layer, &results.weights)[unit]);
    let label = Text::new(format!("b = {}", b.en), format!("b = {}", b.ru));
    let words = sketch.words((x, y - DIAMETER / 2.0 - 0.7), 8.0, label);
    sketch.resize(words, 0.74);
}

/// The target beside its output.
fn target(sketch: &mut Sketch, results: &Results, unit: usize, (x, y): (f64, f64)) {
    let t = number(results.target[unit]);
    let label = Text::new(format!("t = {}", t.en), format!("t = {}", t.ru));
    let at = (x + DIAMETER / 2.0 + 0.6, y);
    let words = sketch.words_from(at, 7.0, label, Align::Start);
    sketch.resize(words, 0.86);
}

fn connect(sketch: &mut Sketch, results: &Results, pass: Pass, columns: &[Vec<NodeId>]) {
    let values = match pass {
        Pass::Forward => &results.weights,
        Pass::Backward => &results.gradients.back_propagation,
    };
    let weights = results.places().into_iter().zip(values);
    let weights: Vec<_> = weights
        .filter_map(|(place, &value)| place.from.map(|from| (place, from, value)))
        .collect();
    let largest = weights
        .iter()
        .fold(0.0_f64, |most, (.., value)| most.max(value.abs()));
    let has_numbers = weights.len() <= MOST_NUMBERS;
    for (place, from, value) in weights {
        let (a, b) = (
            columns[place.layer][from],
            columns[place.layer + 1][place.unit],
        );
        sketch.connect(a, b, look(value, largest));
        if has_numbers {
            let ((x0, y0), (x1, y1)) = (sketch.place(a), sketch.place(b));
            // Lines that cross do so half-way: their numbers stand nearer to one end.
            let share = if (y0 - y1).abs() < 1e-9 { 0.5 } else { 0.3 };
            let at = (x0 + share * (x1 - x0), y0 + share * (y1 - y0));
            let tag = sketch.tag(at, 6.0, number(value));
            sketch.resize(tag, 0.8);
        }
    }
}

fn look(value: f64, largest: f64) -> Look {
    let key = if value < 0.0 { "class-0" } else { "class-1" };
    let share = if largest > 0.0 {
        value.abs() / largest
    } else {
        0.0
    };
    let width = NARROWEST + (WIDEST - NARROWEST) * share;
    line().key(key).width(width)
}
