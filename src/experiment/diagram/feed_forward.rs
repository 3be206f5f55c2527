//! Feed-forward networks of given layers.

use super::Drawing;
use super::parts::{Column, Units, join, note};
use crate::experiment::sketch::{Sketch, line};
use crate::outcome::Text;

/// Σ (n_l + 1) n_{l+1}: a matrix and a bias for each unit.
pub fn weights(layers: &[usize]) -> usize {
    layers.windows(2).map(|pair| (pair[0] + 1) * pair[1]).sum()
}

pub fn draw(layers: &[usize]) -> Drawing {
    let last = layers.len() - 1;
    let across = 52.0 / last as f64;
    let across = across.min(17.0);
    let units = |place: usize| Units {
        count: layers[place],
        letter: ["x", "y", "z"][usize::from(place > 0) + usize::from(place == last)],
        key: ["leak", "class-1", "class-0"][usize::from(place > 0) + usize::from(place == last)],
        diameter: 2.9,
        step: 3.9,
    };
    let places = (0..=last).map(|place| units(place).places()).max();
    let high = 3.9 * places.unwrap_or(1) as f64;
    let mut sketch = Sketch::new(across * last as f64 + 9.0, high + 4.2);
    let middle = |place: usize| (4.5 + across * place as f64, 4.2 + high / 2.0);
    let columns: Vec<Column> = (0..=last)
        .map(|place| units(place).draw(&mut sketch, middle(place)))
        .collect();
    for pair in columns.windows(2) {
        join(
            &mut sketch,
            &pair[0],
            &pair[1],
            &line().key("leak").width(1.5),
        );
    }
    for place in 0..=last {
        let words = sketch.words((middle(place).0, 1.7), across.min(11.5), name(place, last));
        sketch.resize(words, 0.86);
    }
    for place in 1..=last {
        let x = (middle(place - 1).0 + middle(place).0) / 2.0;
        let matrix = Text::same(format!("W^{{({place})}}"));
        sketch.tag((x, middle(place).1), 6.0, matrix);
    }
    Drawing {
        sketch,
        title: Text::new(
            format!("A feed-forward network {}", sizes(layers)),
            format!("Сеть прямого распространения {}", sizes(layers)),
        ),
        nodes: layers.iter().sum(),
        connections: layers.windows(2).map(|pair| pair[0] * pair[1]).sum(),
        weights: Some(weights(layers)),
        note: note(layers),
    }
}

fn sizes(layers: &[usize]) -> String {
    let sizes: Vec<String> = layers.iter().map(usize::to_string).collect();
    sizes.join("–")
}

fn name(place: usize, last: usize) -> Text {
    match place {
        0 => Text::new("input layer", "распределительный (входной) слой"),
        place if place == last => Text::new("output layer", "выходной слой"),
        _ if last == 2 => Text::new("hidden layer", "скрытый слой"),
        place => Text::new(
            format!("hidden layer {place}"),
            format!("скрытый слой {place}"),
        ),
    }
}
