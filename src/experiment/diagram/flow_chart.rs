//! The flow chart of gradient descent.

use super::Drawing;
use crate::experiment::sketch::{NodeId, Place, Sketch, arrow};
use crate::outcome::Text;
use crate::outcome::figure::{Align, NodeShape};

const MIDDLE: f64 = 17.0;

pub fn draw() -> Drawing {
    let mut sketch = Sketch::new(48.0, 33.0);
    let step = |sketch: &mut Sketch, y: f64, label: Text, key: &str| {
        sketch.boxed((MIDDLE, y), (20.0, 3.4), label, key)
    };
    let start = step(
        &mut sketch,
        31.0,
        Text::new("initialise W", "инициализация W"),
        "leak",
    );
    let loss = step(
        &mut sketch,
        25.0,
        Text::new("loss E(W)", "функция потерь E(W)"),
        "class-1",
    );
    let stop = diamond(&mut sketch, (MIDDLE, 17.6), Text::new("stop?", "останов?"));
    let gradient = step(
        &mut sketch,
        9.6,
        Text::new("gradient ∇E(W)", "градиент ∇E(W)"),
        "class-1",
    );
    let update = step(
        &mut sketch,
        3.4,
        Text::new("update W := W − η∇E", "обновление W := W − η∇E"),
        "class-0",
    );
    let end = sketch.node(
        NodeShape::Pill,
        (41.0, 17.6),
        (11.0, 3.4),
        Text::new("W is trained", "W обучены"),
    );
    sketch.paint(end, "class-2");
    for pair in [start, loss, stop, gradient, update].windows(2) {
        sketch.connect(pair[0], pair[1], arrow());
    }
    sketch.connect(stop, end, arrow());
    let corners = [(2.5, 3.4), (2.5, 25.0)];
    sketch.connect_by(update, &corners, loss, arrow());
    for (at, label) in [
        ((MIDDLE + 1.0, 12.6), Text::new("no", "нет")),
        ((MIDDLE + 10.4, 18.8), Text::new("yes", "да")),
    ] {
        let words = sketch.words_from(at, 5.0, label, Align::Start);
        sketch.resize(words, 0.9);
    }
    let next = Text::new("next step", "следующий шаг");
    let words = sketch.words_from((3.3, 14.0), 6.0, next, Align::Start);
    sketch.resize(words, 0.82);
    let when = Text::new(
        "E small enough, |∇E| ≈ 0, or no epochs left",
        "E достаточно мала, |∇E| ≈ 0 или исчерпаны эпохи",
    );
    let words = sketch.words((41.0, 12.8), 13.0, when);
    sketch.resize(words, 0.82);
    Drawing {
        sketch,
        title: Text::new(
            "Training by gradient descent",
            "Обучение методом градиентного спуска",
        ),
        nodes: 6,
        connections: 6,
        weights: None,
        note: None,
    }
}

fn diamond(sketch: &mut Sketch, at: Place, label: Text) -> NodeId {
    let diamond = sketch.node(NodeShape::Diamond, at, (17.0, 7.0), label);
    sketch.paint(diamond, "class-4");
    diamond
}
