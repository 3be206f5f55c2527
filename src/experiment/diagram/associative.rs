//! Hopfield's network and Kosko's bidirectional associative memory.

use super::Drawing;
use super::parts::{Units, join, note};
use crate::experiment::sketch::{NodeId, Sketch, arrow, line};
use crate::outcome::Text;
use std::f64::consts::TAU;

/// Most units on the ring.
const MOST_ON_RING: usize = 12;

pub fn hopfield(units: usize) -> Drawing {
    let shown = units.min(MOST_ON_RING);
    let (radius, middle) = (9.5, (13.0, 12.5));
    let mut sketch = Sketch::new(40.0, 25.0);
    let ring: Vec<NodeId> = (0..shown)
        .map(|k| {
            let angle = TAU * (0.25 - k as f64 / shown as f64);
            let at = (
                middle.0 + radius * angle.cos(),
                middle.1 + radius * angle.sin(),
            );
            let number = if k + 1 == shown { units } else { k + 1 };
            let label = Text::same(format!("y_{{{number}}}"));
            sketch.circle(at, 3.0, label, "class-1")
        })
        .collect();
    for (k, &a) in ring.iter().enumerate() {
        for &b in &ring[k + 1..] {
            sketch.connect(a, b, line().key("leak").width(1.6));
        }
    }
    for (y, label) in [
        (17.0, Text::same("w_{ij} = w_{ji},  w_{ii} = 0")),
        (14.0, Text::same("y_{i} = sgn(Σ_{j} w_{ij} y_{j} − θ_{i})")),
        (
            11.0,
            Text::same("E = −½ Σ w_{ij} y_{i}y_{j} + Σ θ_{i}y_{i}"),
        ),
        (8.0, Text::new("E never rises", "E не возрастает")),
    ] {
        sketch.words((32.5, y), 16.0, label);
    }
    Drawing {
        sketch,
        title: Text::new(
            "Hopfield's network: every unit sees all others",
            "Сеть Хопфилда: каждый нейрон связан со всеми",
        ),
        nodes: units,
        connections: units * (units - 1) / 2,
        weights: Some(units * (units - 1) / 2 + units),
        note: (units > MOST_ON_RING).then(|| {
            Text::new(
                format!("{MOST_ON_RING} of {units} units are drawn."),
                format!("Показано нейронов: {MOST_ON_RING} из {units}."),
            )
        }),
    }
}

pub fn bam(layers: &[usize]) -> Drawing {
    let [n, p] = [layers[0], layers[1]];
    let units = |count, letter, key| Units {
        count,
        letter,
        key,
        diameter: 2.9,
        step: 3.8,
    };
    let (a, b) = (units(n, "a", "class-1"), units(p, "b", "class-0"));
    let high = 3.8 * a.places().max(b.places()) as f64;
    let middle = 6.4 + high / 2.0;
    let mut sketch = Sketch::new(42.0, high + 9.6);
    let [left, right] = [
        a.draw(&mut sketch, (8.0, middle)),
        b.draw(&mut sketch, (34.0, middle)),
    ];
    join(&mut sketch, &left, &right, &line().key("leak").width(1.6));
    let (above, below) = (middle + high / 2.0 + 1.5, middle - high / 2.0 - 1.2);
    sketch.path(
        vec![(11.0, above), (31.0, above)],
        arrow().key("class-1").width(2.6),
    );
    sketch.path(
        vec![(31.0, below), (11.0, below)],
        arrow().key("class-0").width(2.6),
    );
    sketch.tag((21.0, above), 4.0, Text::same("M"));
    sketch.tag((21.0, below), 4.0, Text::same("M^{T}"));
    for (x, label) in [
        (8.0, Text::new("layer A", "слой A")),
        (34.0, Text::new("layer B", "слой B")),
    ] {
        sketch.words((x, 1.6), 14.0, label);
    }
    sketch.words((21.0, 1.6), 14.0, Text::same("E = −a M b^{T}"));
    Drawing {
        sketch,
        title: Text::new(
            "Kosko's bidirectional associative memory",
            "Двунаправленная ассоциативная память Коско",
        ),
        nodes: n + p,
        connections: n * p,
        weights: Some(n * p),
        note: note(layers),
    }
}
