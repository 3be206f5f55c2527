//! All functions of two inputs, each with the line of one unit where there is one.

use super::figures::{SQUARE, answer, line_style};
use super::gate::{rows, separating_unit};
use super::plane::{class_key, discs};
use crate::outcome::{Figure, Text};

/// Names of the sixteen functions by their answers to 00, 01, 10, 11.
const NAMES: [&str; 16] = [
    "0",
    "x₁ ∧ x₂",
    "x₁ ∧ ¬x₂",
    "x₁",
    "¬x₁ ∧ x₂",
    "x₂",
    "x₁ ⊕ x₂",
    "x₁ ∨ x₂",
    "¬(x₁ ∨ x₂)",
    "x₁ ≡ x₂",
    "¬x₂",
    "x₁ ∨ ¬x₂",
    "¬x₁",
    "¬x₁ ∨ x₂",
    "¬(x₁ ∧ x₂)",
    "1",
];

/// Every function with its line.
pub fn all_functions() -> Figure {
    let panel = |(function, name): (usize, &&str)| {
        let wanted: Vec<bool> = (0..4).map(|row| (function >> (3 - row)) & 1 == 1).collect();
        let unit = separating_unit(2, &wanted);
        let mut marks = Vec::new();
        if let Some(unit) = &unit {
            marks.extend(SQUARE.sides(unit));
            marks.extend(SQUARE.line(unit, Text::default(), line_style()));
        }
        for fires in [false, true] {
            let of_class = rows(2).zip(&wanted).filter(|(_, y)| **y == fires);
            let points: Vec<[f64; 2]> = of_class.map(|(x, _)| [x[0], x[1]]).collect();
            if !points.is_empty() {
                marks.extend(discs(&points, answer(fires), class_key(fires), 8.0));
            }
        }
        let title = match unit {
            Some(_) => Text::same(*name),
            None => Text::new(format!("{name}: no line"), format!("{name}: прямой нет")),
        };
        SQUARE
            .panel_of_bits([Text::default(), Text::default()], marks)
            .titled(title)
    };
    Figure::grid(
        "two_input_functions",
        Text::new(
            "All sixteen functions of two inputs: one line separates fourteen",
            "Все шестнадцать функций двух входов: одна прямая разделяет четырнадцать",
        ),
        4,
        NAMES.iter().enumerate().map(panel).collect(),
    )
}
