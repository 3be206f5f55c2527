//! Gates with their weights, margins and wrong rows, and their truth tables with the potential.

use super::gate::Circuit;
use crate::outcome::{Cell, Outcome, Table, Text};
use crate::threshold::Unit;

/// Adds metrics and tables.
pub fn add(circuits: &[Circuit], outcome: &mut Outcome) {
    let wrong: Vec<Option<usize>> = circuits.iter().map(wrong_rows).collect();
    let all: usize = wrong.iter().flatten().sum();
    outcome.metric("wrong_rows", all as f64, "");
    for (circuit, wrong) in circuits.iter().zip(&wrong) {
        let key = &circuit.key;
        if let Some(wrong) = wrong {
            outcome.metric(format!("{key}_wrong_rows"), *wrong as f64, "");
        }
        outcome.metric(format!("{key}_margin"), circuit.margin(), "");
    }
    outcome.tables.push(gates(circuits, &wrong));
    outcome.tables.push(truth_tables(circuits));
}

fn wrong_rows(circuit: &Circuit) -> Option<usize> {
    circuit.wanted.as_ref()?;
    Some(circuit.table().iter().filter(|row| row.is_wrong).count())
}

/// A number as a formula has it: with few digits, a typographic minus, and a comma in Russian.
pub fn short(value: f64) -> Text {
    let digits = format!("{}", (value * 1000.0).round() / 1000.0 + 0.0).replace('-', "−");
    Text::new(digits.clone(), digits.replace('.', ","))
}

/// "2x₁ − x₂ ≥ 0.5" with the letter of the inputs.
pub fn formula(unit: &Unit, letter: &str) -> Text {
    let sum = |language: fn(&Text) -> &str| {
        let mut words = String::new();
        for (i, weight) in unit.weights.iter().enumerate() {
            let sign = match (words.is_empty(), *weight < 0.0) {
                (true, false) => "",
                (true, true) => "−",
                (false, false) => " + ",
                (false, true) => " − ",
            };
            let factor = match weight.abs() {
                0.0 => continue,
                1.0 => String::new(),
                other => language(&short(other)).to_owned(),
            };
            words += &format!("{sign}{factor}{letter}{}", subscript(i + 1));
        }
        if words.is_empty() {
            words += "0";
        }
        format!("{words} ≥ {}", language(&short(unit.threshold)))
    };
    Text::new(sum(|text| &text.en), sum(|text| &text.ru))
}

/// ₁, ₂ …
pub fn subscript(number: usize) -> String {
    let digit = |c: char| char::from_u32('₀' as u32 + c as u32 - '0' as u32).unwrap_or(c);
    number.to_string().chars().map(digit).collect()
}

/// All units of a circuit as formulas.
fn formulas(circuit: &Circuit) -> Text {
    let layers = circuit.network.layers();
    let last = layers.len() - 1;
    let mut words = Text::default();
    for (layer, units) in layers.iter().enumerate() {
        let letter = if layer == 0 { "x" } else { "h" };
        for (index, unit) in units.iter().enumerate() {
            let formula = formula(unit, letter);
            let name = if layer == last {
                "y".to_owned()
            } else {
                format!("h{}", subscript(index + 1))
            };
            let head = if last == 0 {
                String::new()
            } else {
                format!("{name}: ")
            };
            for (words, formula) in [(&mut words.en, formula.en), (&mut words.ru, formula.ru)] {
                let between = if words.is_empty() { "" } else { "; " };
                *words += &format!("{between}{head}{formula}");
            }
        }
    }
    words
}

fn gates(circuits: &[Circuit], wrong: &[Option<usize>]) -> Table {
    let whole = |value: usize| Cell::Number {
        value: value as f64,
        decimals: 0,
    };
    let row = |(circuit, wrong): (&Circuit, &Option<usize>)| {
        vec![
            Cell::Text(circuit.name.clone()),
            whole(circuit.inputs()),
            whole(circuit.network.layers().len()),
            whole(circuit.network.layers().iter().map(Vec::len).sum()),
            Cell::Text(formulas(circuit)),
            Cell::Number {
                value: circuit.margin(),
                decimals: 4,
            },
            wrong.map_or_else(|| Cell::Text(Text::same("")), whole),
        ]
    };
    Table {
        name: "gates".into(),
        caption: Text::new(
            "Gates of threshold units: 1 where the inequality holds",
            "Логические элементы из пороговых нейронов: 1, где неравенство выполнено",
        ),
        header: vec![
            Text::new("gate", "элемент"),
            Text::new("inputs", "входов"),
            Text::new("layers", "слоёв"),
            Text::new("units", "нейронов"),
            Text::new("fires when", "условие срабатывания"),
            Text::new("margin", "зазор"),
            Text::new("wrong rows", "неверных строк"),
        ],
        rows: circuits.iter().zip(wrong).map(row).collect(),
    }
}

fn truth_tables(circuits: &[Circuit]) -> Table {
    let digits = |values: &[f64]| {
        let digits: Vec<&str> = values
            .iter()
            .map(|v| if *v > 0.0 { "1" } else { "0" })
            .collect();
        Cell::Text(Text::same(digits.join(" ")))
    };
    let rows = circuits.iter().flat_map(|circuit| {
        circuit.table().into_iter().map(|row| {
            let judged = if row.is_wrong {
                Text::new("wrong", "неверно")
            } else {
                Text::same("")
            };
            vec![
                Cell::Text(circuit.name.clone()),
                digits(&row.x),
                digits(&row.hidden),
                Cell::Number {
                    value: row.potential,
                    decimals: 2,
                },
                digits(&[f64::from(u8::from(row.y))]),
                Cell::Text(judged),
            ]
        })
    });
    Table {
        name: "truth_tables".into(),
        caption: Text::new(
            "Truth tables with the potential s = w·x − θ of the last unit",
            "Таблицы истинности и потенциал s = w·x − θ последнего нейрона",
        ),
        header: vec![
            Text::new("gate", "элемент"),
            Text::new("inputs x", "входы x"),
            Text::new("hidden units h", "скрытые нейроны h"),
            Text::new("potential s", "потенциал s"),
            Text::same("y"),
            Text::new("judged", "оценка"),
        ],
        rows: rows.collect(),
    }
}
