//! The states of all cells over two strings that differ in the second symbol.

use super::super::inside::{Part, Trace};
use super::super::lesson::Item;
use super::super::results::Group;
use super::{how, name, telling};
use crate::outcome::figure::{Axis, Colours, Mark, Panel};
use crate::outcome::{Figure, Text};

/// All states over one string, symbol by symbol, and how they differ from those over its twin.
pub fn strings(group: &Group<'_>, items: &[Item]) -> Figure {
    let traces = &group.shown().traces;
    let read = items[0].string.len() - 1;
    let keeper = telling(traces, read - 2);
    let first = states(&traces[0]);
    let differences: Vec<Vec<f64>> = first
        .iter()
        .zip(&states(&traces[1]))
        .map(|(a, b)| a.iter().zip(b).map(|(a, b)| a - b).collect())
        .collect();
    let letters = |of: fn(char, char) -> String| -> Vec<Text> {
        let pairs = items[0].string.chars().zip(items[1].string.chars());
        pairs
            .take(read)
            .map(|(a, b)| Text::same(of(a, b)))
            .collect()
    };
    let both = |a: char, b: char| match a == b {
        true => a.to_string(),
        false => format!("{a}/{b}"),
    };
    let over = Text::new(
        format!("States over {}", items[0].string),
        format!("Состояния на строке {}", items[0].string),
    );
    let apart = Text::new(
        format!(
            "Less those over {}: what is left of the second symbol",
            items[1].string
        ),
        format!(
            "Минус те, что на строке {}: что осталось от второго символа",
            items[1].string
        ),
    );
    let (name_of, how) = (group.net.title(), how(group));
    Figure::grid(
        name(group),
        Text::new(
            format!(
                "Inside: {}. Which cell remembers the second symbol? ({})",
                name_of.en, how.en
            ),
            format!(
                "Что внутри: {}. Какая ячейка помнит второй символ? ({})",
                name_of.ru, how.ru
            ),
        ),
        1,
        vec![
            panel(&first, keeper, letters(|a, _| a.to_string())).titled(over),
            panel(&differences, keeper, letters(both)).titled(apart),
        ],
    )
}

fn states(trace: &Trace) -> Vec<Vec<f64>> {
    let states = trace.of(Part::State);
    states.map(|signal| signal.values.clone()).collect()
}

/// Cells over symbols; an arrow points at the cell that remembers.
fn panel(rows: &[Vec<f64>], keeper: usize, columns: Vec<Text>) -> Panel {
    let row_name = |row: usize| {
        let arrow = if row == keeper { "→ " } else { "" };
        Text::same(format!("{arrow}{}", row + 1))
    };
    let mark = Mark::Matrix {
        label: Text::new("state", "состояние"),
        rows: (0..rows.len()).map(row_name).collect(),
        columns,
        z: rows.iter().flatten().copied().collect(),
        texts: Vec::new(),
        colours: Colours::Diverging,
        limits: None,
    };
    let symbol = Axis::linear(Text::new("symbol read", "прочитанный символ"));
    Panel::new(
        symbol,
        Axis::linear(Text::new("cell", "ячейка")),
        vec![mark],
    )
}
