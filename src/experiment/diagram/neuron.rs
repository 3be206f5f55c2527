//! The formal neuron (McCulloch & Pitts 1943).

use super::Drawing;
use super::parts::{MOST_SHOWN, Units, note, shown};
use crate::experiment::sketch::{Sketch, arrow, line};
use crate::outcome::Text;
use crate::outcome::figure::Align;

pub fn draw(inputs: usize) -> Drawing {
    let step = 4.2;
    let units = Units {
        count: inputs,
        letter: "x",
        key: "leak",
        diameter: 2.8,
        step,
    };
    let places = units.places().max(3) as f64;
    let middle = (places * step / 2.0).max(8.8);
    let mut sketch = Sketch::new(54.0, middle + (places * step / 2.0).max(5.6));
    let column = units.draw(&mut sketch, (3.0, middle));
    let sum = sketch.circle((25.0, middle), 6.0, Text::same("Σ"), "class-1");
    sketch.resize(sum, 2.2);
    let (numbers, _) = shown(inputs);
    for (&unit, number) in column.units.iter().zip(&numbers) {
        sketch.connect(unit, sum, arrow());
        // A label half-way, on the line.
        let from = sketch.place(unit);
        let at = (
            from.0 + 0.42 * (25.0 - from.0),
            from.1 + 0.42 * (middle - from.1),
        );
        sketch.tag(at, 5.0, Text::same(format!("w_{{{number}}}")));
    }
    let threshold = sketch.words((25.0, middle - 7.4), 4.0, Text::same("−w_{0}"));
    sketch.resize(threshold, 1.1);
    sketch.path(vec![(25.0, middle - 6.5), (25.0, middle - 3.0)], arrow());
    let size = (7.0, 6.0);
    let activation = sketch.boxed((39.0, middle), size, Text::default(), "class-0");
    sketch.connect(sum, activation, arrow());
    sketch.words((31.8, middle + 1.2), 3.0, Text::same("s"));
    sigmoid(&mut sketch, (39.0, middle));
    let output = sketch.circle((51.0, middle), 2.8, Text::same("y"), "class-2");
    sketch.connect(activation, output, arrow());
    captions(&mut sketch, middle);
    Drawing {
        sketch,
        title: Text::new(
            "The formal neuron: y = σ(s), s = Σ wᵢxᵢ − w₀",
            "Формальный нейрон: y = σ(s), s = Σ wᵢxᵢ − w₀",
        ),
        nodes: inputs + 3,
        connections: inputs + 3,
        weights: Some(inputs + 1),
        note: note(&[inputs]).filter(|_| inputs > MOST_SHOWN),
    }
}

/// A small sigmoid in its box.
fn sigmoid(sketch: &mut Sketch, (x, y): (f64, f64)) {
    let axis = || line().key("leak").width(1.5);
    sketch.overlay(vec![(x - 2.8, y - 1.7), (x + 2.8, y - 1.7)], axis());
    sketch.overlay(vec![(x, y - 2.1), (x, y + 2.3)], axis());
    let point = |k: i32| {
        let t = f64::from(k) / 20.0;
        (x + 2.6 * t, y - 1.7 + 3.4 / (1.0 + (-5.0 * t).exp()))
    };
    sketch.overlay(
        (-20..=20).map(point).collect(),
        line().key("class-0").width(3.0),
    );
}

fn captions(sketch: &mut Sketch, middle: f64) {
    let below = middle - 4.4;
    let captions = [
        (39.0, Text::new("activation σ", "функция активации σ")),
        (51.0, Text::new("output", "выход")),
    ];
    for (x, label) in captions {
        let words = sketch.words((x, below), 9.0, label);
        sketch.resize(words, 0.82);
    }
    let threshold = Text::new("threshold", "порог");
    let words = sketch.words_from((27.0, middle - 7.4), 9.0, threshold, Align::Start);
    sketch.resize(words, 0.82);
    let sum = Text::new("weighted sum", "взвешенная сумма");
    let words = sketch.words((25.0, middle + 4.4), 14.0, sum);
    sketch.resize(words, 0.82);
}
