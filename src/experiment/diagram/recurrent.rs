//! Elman's simple recurrent network (1990).

use super::Drawing;
use super::parts::{Units, join, note};
use crate::experiment::sketch::{Sketch, arrow, line};
use crate::outcome::Text;

pub fn draw(layers: &[usize]) -> Drawing {
    let [inputs, hidden, outputs] = [layers[0], layers[1], layers[2]];
    let units = |count, letter, key| Units {
        count,
        letter,
        key,
        diameter: 2.8,
        step: 3.6,
    };
    let x = units(inputs, "x", "leak");
    let context = units(hidden, "c", "class-2");
    let h = units(hidden, "h", "class-1");
    let y = units(outputs, "y", "class-0");
    // Inputs stand above the context units.
    let (above, below) = (3.6 * x.places() as f64, 3.6 * context.places() as f64);
    let top = above + below + 2.4 + 7.0;
    let middle = 7.0 + (above + below + 2.4) / 2.0;
    let mut sketch = Sketch::new(48.0, top + 1.6);
    let inputs_at = (10.0, 7.0 + below + 2.4 + above / 2.0);
    let context_at = (10.0, 7.0 + below / 2.0);
    let [from_x, from_c] = [
        x.draw(&mut sketch, inputs_at),
        context.draw(&mut sketch, context_at),
    ];
    let to_h = h.draw(&mut sketch, (26.0, middle));
    let to_y = y.draw(&mut sketch, (42.0, middle));
    let thin = line().key("leak").width(1.5);
    join(&mut sketch, &from_x, &to_h, &thin);
    join(&mut sketch, &from_c, &to_h, &thin.clone().key("class-2"));
    join(&mut sketch, &to_h, &to_y, &thin);
    copies(&mut sketch, middle - 1.8 * h.places() as f64 + 0.4);
    for (at, en, ru) in [
        ((10.0, top + 0.6), "inputs", "входы"),
        (
            (26.0, middle + 1.8 * h.places() as f64 + 1.2),
            "hidden layer",
            "скрытый слой",
        ),
        (
            (42.0, middle + 1.8 * y.places() as f64 + 1.2),
            "outputs",
            "выходы",
        ),
    ] {
        let words = sketch.words(at, 12.0, Text::new(en, ru));
        sketch.resize(words, 0.86);
    }
    let name = Text::new("context layer", "контекстный слой");
    let words = sketch.words((4.0, context_at.1), 6.5, name);
    sketch.resize(words, 0.86);
    Drawing {
        sketch,
        title: Text::new(
            "Elman's network: the hidden layer sees its own last state",
            "Сеть Элмана: скрытый слой видит своё прошлое состояние",
        ),
        nodes: inputs + 2 * hidden + outputs,
        connections: (inputs + hidden) * hidden + hidden + hidden * outputs,
        weights: Some((inputs + hidden + 1) * hidden + (hidden + 1) * outputs),
        note: note(&layers[..3]),
    }
}

/// The way back from the hidden layer, whose lowest edge is at `low`.
fn copies(sketch: &mut Sketch, low: f64) {
    let look = arrow().key("class-2").width(2.5).dashed();
    let points = vec![(26.0, low), (26.0, 3.4), (10.0, 3.4), (10.0, 7.4)];
    sketch.path(points, look);
    let words = Text::new(
        "copy, one step later, weight 1",
        "копия с задержкой на шаг, вес 1",
    );
    let words = sketch.words((18.0, 2.0), 26.0, words);
    sketch.resize(words, 0.86);
}
