//! Adaptive resonance (Carpenter & Grossberg 1987): two layers of units, two matrices, gain, reset.

use super::Drawing;
use super::parts::{note, shown};
use crate::experiment::sketch::{NodeId, Sketch, arrow};
use crate::outcome::Text;
use crate::outcome::figure::Align;

const F1: f64 = 11.0;
const F2: f64 = 24.0;
const MIDDLE: f64 = 28.0;

pub fn draw(inputs: usize, categories: usize) -> Drawing {
    let mut sketch = Sketch::new(56.0, 29.0);
    let lower = layer(&mut sketch, F1, inputs, "class-1");
    let upper = layer(&mut sketch, F2, categories, "class-0");
    let thick = |key: &str| arrow().key(key).width(3.6);
    let (up, down) = (MIDDLE - 3.0, MIDDLE + 3.0);
    sketch.path(vec![(up, F1 + 2.4), (up, F2 - 2.4)], thick("class-1"));
    sketch.path(vec![(down, F2 - 2.4), (down, F1 + 2.4)], thick("class-0"));
    let between = (F1 + F2) / 2.0;
    sketch.words_from((up - 1.0, between), 8.0, Text::same("W"), Align::End);
    sketch.words_from((down + 1.0, between), 8.0, Text::same("T"), Align::Start);
    let gain = sketch.circle((6.0, between), 4.4, Text::same("G"), "class-2");
    let reset = sketch.circle((50.0, between), 4.4, Text::same("R"), "class-3");
    for node in [gain, reset] {
        sketch.resize(node, 1.3);
    }
    let input = sketch.words((MIDDLE, 2.2), 24.0, Text::new("input I", "вход I"));
    sketch.path(vec![(MIDDLE, 3.2), (MIDDLE, F1 - 2.4)], thick("leak"));
    sketch.resize(input, 1.0);
    control(&mut sketch, (gain, reset), (lower, upper));
    captions(&mut sketch);
    Drawing {
        sketch,
        title: Text::new(
            "Grossberg's ART: a category resonates with the input or is reset",
            "Сеть ART Гроссберга: категория входит в резонанс или сбрасывается",
        ),
        nodes: inputs + categories + 2,
        connections: 2 * inputs * categories,
        weights: Some(2 * inputs * categories),
        note: note(&[inputs, categories]),
    }
}

/// A layer as a box with its units in it.
fn layer(sketch: &mut Sketch, y: f64, units: usize, key: &str) -> NodeId {
    let boxed = sketch.boxed((MIDDLE, y), (25.0, 4.6), Text::default(), key);
    let (numbers, has_dots) = shown(units);
    let places = numbers.len() + usize::from(has_dots);
    let x = |place: usize| MIDDLE + 3.3 * (place as f64 - (places as f64 - 1.0) / 2.0);
    for (k, _) in numbers.iter().enumerate() {
        let is_last = k + 1 == numbers.len();
        let place = if is_last { places - 1 } else { k };
        sketch.circle((x(place), y), 2.3, Text::default(), key);
    }
    if has_dots {
        sketch.words((x(places - 2), y), 2.0, Text::same("…"));
    }
    boxed
}

/// Gain and reset: the input switches the gain on, an active category off; the reset compares the input
/// with F1 and shuts a category out.
fn control(sketch: &mut Sketch, (gain, reset): (NodeId, NodeId), (lower, upper): (NodeId, NodeId)) {
    let by = |sketch: &mut Sketch, from, corner, to, key: &str| {
        sketch.connect_by(from, &[corner], to, arrow().key(key));
    };
    by(sketch, gain, (6.0, F1), lower, "class-2");
    sketch.path(
        vec![(MIDDLE - 12.5, F2), (6.0, F2), (6.0, (F1 + F2) / 2.0 + 2.2)],
        arrow().key("class-0"),
    );
    sketch.path(
        vec![(MIDDLE, 5.0), (2.0, 5.0), (2.0, 17.5), (3.8, 17.5)],
        arrow().key("leak"),
    );
    by(sketch, reset, (50.0, F2), upper, "class-3");
    sketch.path(
        vec![
            (MIDDLE + 12.5, F1),
            (50.0, F1),
            (50.0, (F1 + F2) / 2.0 - 2.2),
        ],
        arrow().key("class-1"),
    );
    sketch.path(
        vec![(MIDDLE, 5.0), (54.6, 5.0), (54.6, 17.5), (52.2, 17.5)],
        arrow().key("leak"),
    );
    for (x, y, sign) in [
        (5.0, F1 + 3.4, "+"),
        (7.2, F2 - 3.4, "−"),
        (1.0, 14.0, "+"),
        (51.2, F2 - 3.4, "−"),
        (51.2, F1 + 2.6, "−"),
        (55.5, 14.0, "+"),
    ] {
        sketch.words((x, y), 2.0, Text::same(sign));
    }
}

fn captions(sketch: &mut Sketch) {
    for (at, width, label) in [
        (
            (MIDDLE, F2 + 3.6),
            26.0,
            Text::new("F2: categories compete", "F2: конкуренция категорий"),
        ),
        (
            (MIDDLE - 13.2, F1 - 3.4),
            22.0,
            Text::new("F1: input meets prototype", "F1: сравнение с прототипом"),
        ),
        ((12.8, (F1 + F2) / 2.0), 8.0, Text::new("gain", "усиление")),
        (
            (42.6, (F1 + F2) / 2.0),
            9.5,
            Text::new("reset below vigilance ρ", "сброс ниже бдительности ρ"),
        ),
    ] {
        let words = sketch.words(at, width, label);
        sketch.resize(words, 0.82);
    }
}
