//! The memory cell of LSTM (Hochreiter & Schmidhuber 1997), with the forget gate of Gers et al. 2000.

use super::Drawing;
use crate::experiment::sketch::{NodeId, Place, Sketch, arrow};
use crate::outcome::Text;
use crate::outcome::figure::NodeShape;

/// The line on which input, cell and output lie.
const MIDDLE: f64 = 17.0;
const GATES: f64 = 6.6;

pub fn draw(has_forget_gate: bool) -> Drawing {
    let mut sketch = Sketch::new(56.0, 27.0);
    sketch.frame(NodeShape::Box, (29.5, 15.9), (41.5, 21.4), "leak");
    let input = sketch.circle((3.2, MIDDLE), 4.4, Text::same("x_{t}, h_{t−1}"), "leak");
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
    gate(&mut sketch, 20.5, first, "i", Text::new("input gate", "входной вентиль"));
    gate(&mut sketch, 46.5, second, "o", Text::new("output gate", "выходной вентиль"));
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

/// A gate below a product, its input from the left.
fn gate(sketch: &mut Sketch, x: f64, to: NodeId, letter: &str, name: Text) {
    let label = Text::same(format!("σ   {letter}_{{t}}"));
    let gate = sketch.boxed((x, 9.4), (5.0, 3.0), label, "class-0");
    sketch.connect(gate, to, arrow().key("class-0"));
    sketch.path(vec![(x, GATES - 1.8), (x, 7.9)], arrow().key("leak"));
    let words = sketch.words((x, 3.6), 12.0, name);
    sketch.resize(words, 0.8);
}

/// The cell's connection to itself, above it.
fn carousel(sketch: &mut Sketch, cell: NodeId, has_forget_gate: bool) {
    let high = 23.0;
    if !has_forget_gate {
        let points = vec![(31.2, MIDDLE + 2.2), (36.0, high + 3.0), (24.0, high + 3.0), (28.8, MIDDLE + 2.2)];
        sketch.curve(points, arrow().key("class-3").width(3.0));
        sketch.words((30.0, high + 1.2), 6.0, Text::same("1.0"));
        return;
    }
    let forget = sketch.circle((30.0, high), 2.4, Text::same("×"), "");
    let look = || arrow().key("class-3").width(3.0);
    let side = 3.4;
    let start = sketch.edge(cell, (30.0 + side, MIDDLE + 3.0));
    sketch.curve(vec![start, (30.0 + side + 1.6, high), (31.2, high)], look());
    let end = sketch.edge(cell, (30.0 - side, MIDDLE + 3.0));
    sketch.curve(vec![(28.8, high), (30.0 - side - 1.6, high), end], look());
    let gate = sketch.boxed((40.5, high), (5.0, 3.0), Text::same("σ   f_{t}"), "class-0");
    sketch.connect(gate, forget, arrow().key("class-0"));
    let name = Text::new("forget gate", "вентиль забывания");
    let words = sketch.words((47.6, high), 8.0, name);
    sketch.resize(words, 0.8);
}
