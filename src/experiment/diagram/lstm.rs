//! The memory cell of LSTM (Hochreiter & Schmidhuber 1997), with the forget gate of Gers et al. 2000.

use super::Drawing;
use crate::experiment::sketch::{NodeId, Place, Sketch, arrow};
use crate::outcome::Text;
use crate::outcome::figure::{Align, NodeShape};

/// The line on which input, cell and output lie.
const MIDDLE: f64 = 17.0;

pub fn draw(has_forget_gate: bool) -> Drawing {
    let mut sketch = Sketch::new(57.0, 27.4);
    sketch.frame(NodeShape::Box, (29.5, 15.9), (41.5, 21.4), "leak");
    let input = sketch.circle((3.2, MIDDLE), 4.4, Text::same(SEEN), "leak");
    sketch.resize(input, 0.72);
    let g = unit(&mut sketch, (13.0, MIDDLE), "g", "class-1");
    let first = product(&mut sketch, (20.5, MIDDLE));
    let cell = sketch.circle((30.0, MIDDLE), 5.0, Text::same("c_{t}"), "class-3");
    sketch.resize(cell, 1.3);
    let h = unit(&mut sketch, (39.0, MIDDLE), "h", "class-1");
    let second = product(&mut sketch, (46.5, MIDDLE));
    let output = sketch.circle((54.0, MIDDLE), 3.0, Text::same("h_{t}"), "class-2");
    for pair in [input, g, first, cell, h, second, output].windows(2) {
        sketch.connect(pair[0], pair[1], arrow());
    }
    let mut connections = 6;
    gate(
        &mut sketch,
        20.5,
        first,
        "i",
        Text::new("input gate", "входной вентиль"),
    );
    gate(
        &mut sketch,
        46.5,
        second,
        "o",
        Text::new("output gate", "выходной вентиль"),
    );
    connections += 4;
    carousel(&mut sketch, cell, has_forget_gate);
    connections += 1 + 2 * usize::from(has_forget_gate);
    let equation = if has_forget_gate {
        "c_{t} = f_{t} c_{t−1} + i_{t} g_{t},    h_{t} = o_{t} h(c_{t})"
    } else {
        "c_{t} = c_{t−1} + i_{t} g_{t},    h_{t} = o_{t} h(c_{t})"
    };
    sketch.words((30.0, 0.9), 50.0, Text::same(equation));
    let gates = 2 + usize::from(has_forget_gate);
    Drawing {
        sketch,
        title: Text::new(
            "LSTM: a memory cell behind gates",
            "LSTM: ячейка памяти за вентилями",
        ),
        nodes: 5 + gates * 2,
        connections,
        weights: Some(3 * (1 + gates)),
        note: None,
    }
}

fn unit(sketch: &mut Sketch, at: Place, label: &str, key: &str) -> NodeId {
    sketch.boxed(at, (4.0, 4.0), Text::same(label), key)
}

fn product(sketch: &mut Sketch, at: Place) -> NodeId {
    sketch.circle(at, 2.4, Text::same("×"), "")
}

/// What the input of the cell and every gate sees.
const SEEN: &str = "x_{t}, h_{t−1}";

/// A gate below a product, its name towards the cell.
fn gate(sketch: &mut Sketch, x: f64, to: NodeId, letter: &str, name: Text) {
    let label = Text::same(format!("{letter}_{{t}} = σ"));
    let gate = sketch.boxed((x, 9.4), (6.0, 3.0), label, "class-0");
    sketch.connect(gate, to, arrow().key("class-0"));
    sketch.path(vec![(x, 4.6), (x, 7.9)], arrow().key("leak"));
    let seen = sketch.words((x, 3.6), 12.0, Text::same(SEEN));
    sketch.resize(seen, 0.8);
    let (at, align) = if x < 30.0 {
        (x + 3.7, Align::Start)
    } else {
        (x - 3.7, Align::End)
    };
    let words = sketch.words_from((at, 9.4), 7.5, name, align);
    sketch.resize(words, 0.8);
}

/// The cell's connection to itself, above it.
fn carousel(sketch: &mut Sketch, cell: NodeId, has_forget_gate: bool) {
    let high = 23.4;
    let look = || arrow().key("class-3").width(3.0);
    if !has_forget_gate {
        let (start, end) = (
            sketch.edge(cell, (33.0, 21.0)),
            sketch.edge(cell, (27.0, 21.0)),
        );
        let points = vec![start, (38.5, high + 3.0), (21.5, high + 3.0), end];
        sketch.curve(points, look());
        sketch.words((30.0, high - 0.4), 6.0, Text::same("1.0"));
        return;
    }
    let forget = sketch.circle((30.0, high), 2.4, Text::same("×"), "");
    let (start, into) = (
        sketch.edge(cell, (33.4, 20.0)),
        sketch.edge(forget, (31.0, 22.0)),
    );
    sketch.curve(vec![start, (34.4, 21.4), into], look());
    let (from, end) = (
        sketch.edge(forget, (29.0, 22.0)),
        sketch.edge(cell, (26.6, 20.0)),
    );
    sketch.curve(vec![from, (25.6, 21.4), end], look());
    let gate = sketch.boxed((39.5, high), (6.0, 3.0), Text::same("f_{t} = σ"), "class-0");
    sketch.connect(gate, forget, arrow().key("class-0"));
    sketch.path(vec![(51.0, high), (42.5, high)], arrow().key("leak"));
    let seen = sketch.words_from((51.5, high), 8.0, Text::same(SEEN), Align::Start);
    sketch.resize(seen, 0.8);
    let name = Text::new("forget gate", "вентиль забывания");
    let words = sketch.words((44.8, high - 2.6), 11.0, name);
    sketch.resize(words, 0.8);
}
