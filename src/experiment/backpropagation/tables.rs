//! Every number of the step.

use super::results::Results;
use crate::outcome::{Cell, Table, Text};

/// Every table of the outcome.
pub fn all(results: &Results) -> Vec<Table> {
    vec![units(results), weights(results)]
}

fn number(value: f64) -> Cell {
    Cell::Number { value, decimals: 9 }
}

fn units(results: &Results) -> Table {
    let mut rows = Vec::new();
    for (layer, values) in results.layers.iter().enumerate() {
        for unit in 0..values.sums.len() {
            let name = if layer + 1 == results.layers.len() {
                "z"
            } else {
                "y"
            };
            rows.push(vec![
                Cell::Text(Text::same(format!("{name} {}, {}", layer + 1, unit + 1))),
                number(values.sums[unit]),
                number(values.outputs[unit]),
                number(values.deltas[unit]),
            ]);
        }
    }
    Table {
        name: "units".into(),
        caption: Text::new(
            "The first example, forwards (s, y) and back (δ); outputs are z",
            "Первый пример: прямой ход (s, y) и обратный (δ); выходы сети — z",
        ),
        header: vec![
            Text::new("layer, unit", "слой, нейрон"),
            Text::same("s"),
            Text::same("y = σ(s)"),
            Text::same("δ = ∂E/∂s"),
        ],
        rows,
    }
}

fn weights(results: &Results) -> Table {
    let gradients = &results.gradients;
    let rows = results.places().into_iter().enumerate().map(|(k, place)| {
        let (layer, unit) = (place.layer + 1, place.unit + 1);
        let name = match place.from {
            Some(from) => format!("w {layer}: {} → {unit}", from + 1),
            None => format!("b {layer}: {unit}"),
        };
        vec![
            Cell::Text(Text::same(name)),
            number(results.weights[k]),
            number(gradients.back_propagation[k]),
            number(gradients.central_difference[k]),
            number(gradients.forward_mode[k]),
            number(results.descent.after_one_step[k]),
        ]
    });
    Table {
        name: "weights".into(),
        caption: Text::new(
            "Every weight: its gradient in three ways, its value after one step",
            "Каждый вес: градиент тремя способами и значение после одного шага",
        ),
        header: vec![
            Text::new("layer: from → to", "слой: от → к"),
            Text::same("w"),
            Text::new("∂E/∂w, back-propagation", "∂E/∂w, обратное распространение"),
            Text::new("central difference", "центральная разность"),
            Text::new("forward mode", "прямой режим"),
            Text::new("w after the step", "w после шага"),
        ],
        rows: rows.collect(),
    }
}
