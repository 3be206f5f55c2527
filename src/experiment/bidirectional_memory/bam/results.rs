//! Metrics, notes and the table of pairs.

use super::noise::Tally;
use super::pairs::{End, Pairs};
use super::worked::{Recall, Worked};
use crate::outcome::{Cell, Outcome, Table, Text};

/// Entries of M up to which each is a metric.
const MOST_ENTRIES: usize = 64;
/// Pairs up to which each has metrics of its own.
const MOST_TOLD: usize = 30;

/// Adds all metrics and notes.
pub fn add(pairs: &Pairs, worked: &Worked, tallies: &[Tally], outcome: &mut Outcome) {
    outcome.metric("pairs", pairs.count() as f64, "");
    let stable = worked.is_stable.iter().filter(|stable| **stable).count();
    outcome.metric("stable_pairs", stable as f64, "");
    let is_small = worked.matrix.len() <= MOST_ENTRIES;
    if is_small {
        matrix(pairs, worked, outcome);
    }
    for (pair, energy) in worked.energies.iter().enumerate().take(MOST_TOLD) {
        let number = pair + 1;
        outcome.metric(format!("pair_{number}_energy"), *energy, "");
        if is_small {
            fields(&format!("pair_{number}"), &worked.fields[pair], outcome);
        }
    }
    for (index, recall) in worked.recalls.iter().enumerate() {
        of_recall(&format!("cue_{}", index + 1), recall, is_small, outcome);
    }
    outcome.metric("matrix_difference", worked.matrix_difference, "");
    outcome.metric("energy_difference", worked.energy_difference, "");
    let sum = |of: fn(&Tally) -> usize| tallies.iter().map(of).sum::<usize>() as f64;
    outcome.metric("energy_rises", sum(|t| t.rises), "");
    outcome.metric("unstable_recalls", sum(|t| t.unstable), "");
    outcome.metric("mean_passes", sum(|t| t.passes) / sum(|t| t.recalls), "");
    for tally in tallies {
        let noise = tally.noise.to_string().replace('.', "_");
        outcome.metric(
            format!("noise_{noise}_recalled"),
            tally.share(tally.right),
            "",
        );
    }
    notes(pairs, stable, outcome);
}

fn matrix(pairs: &Pairs, worked: &Worked, outcome: &mut Outcome) {
    let columns = pairs.units().1;
    for (cell, value) in worked.matrix.iter().enumerate() {
        let (row, column) = (cell / columns + 1, cell % columns + 1);
        outcome.metric(format!("matrix_{row}_{column}"), *value, "");
    }
}

fn fields(prefix: &str, fields: &[f64], outcome: &mut Outcome) {
    for (unit, field) in fields.iter().enumerate() {
        outcome.metric(format!("{prefix}_field_{}", unit + 1), *field, "");
    }
}

fn of_recall(prefix: &str, recall: &Recall, is_small: bool, outcome: &mut Outcome) {
    if is_small {
        fields(prefix, &recall.fields, outcome);
    }
    let recalls = match recall.end {
        End::Pair(pair) => pair as f64 + 1.0,
        End::Complement(pair) => -(pair as f64 + 1.0),
        End::Spurious => 0.0,
    };
    outcome.metric(format!("{prefix}_recalls"), recalls, "");
    let last = &recall.frames[recall.frames.len() - 1];
    outcome.metric(format!("{prefix}_energy"), last.energy, "");
    outcome.metric(
        format!("{prefix}_passes"),
        recall.frames.len() as f64 - 1.0,
        "",
    );
}

fn notes(pairs: &Pairs, stable: usize, outcome: &mut Outcome) {
    let count = pairs.count();
    if stable < count {
        outcome.notes.push(Text::new(
            format!(
                "Of {count} stored pairs {stable} are in resonance; the others cannot be recalled."
            ),
            format!("Из {count} пар резонируют {stable}; остальные вспомнить нельзя."),
        ));
    }
}

/// The pairs with their energies.
pub fn table(pairs: &Pairs, worked: &Worked) -> Table {
    let row = |pair: usize| {
        let stable = match worked.is_stable[pair] {
            true => Text::new("yes", "да"),
            false => Text::new("no", "нет"),
        };
        vec![
            Cell::Text(Text::same(pairs.name(pair))),
            Cell::Number {
                value: worked.energies[pair],
                decimals: 0,
            },
            Cell::Text(stable),
        ]
    };
    Table {
        name: "pairs".into(),
        caption: Text::new("The stored pairs", "Хранимые пары"),
        header: vec![
            Text::new("pair", "пара"),
            Text::new("energy E", "энергия E"),
            Text::new("in resonance", "резонирует"),
        ],
        rows: (0..pairs.count()).map(row).collect(),
    }
}
