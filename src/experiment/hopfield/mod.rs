//! The kinds about Hopfield's network (J. J. Hopfield 1982, PNAS 79:2554–2558), and what they share:
//! its names in reports, and shares with their intervals.

pub mod attractors;
pub mod capacity;
mod names;
pub mod recall;
mod share;
pub mod storage;

use super::ranges::Ranges;
use crate::outcome::{Outcome, Text};

/// Whole numbers of a list must lie between two others and rise.
fn check_rising(key: &str, list: &[usize], least: usize, most: usize, ranges: &mut Ranges) {
    for (index, &value) in list.iter().enumerate() {
        ranges.count(format!("{key}[{index}]"), value, least, most);
    }
    ranges.rising(key, list);
}

/// How many relaxations found no rest, as a metric and, where there are any, as a note.
fn add_unsettled(unsettled: usize, sweeps: usize, outcome: &mut Outcome) {
    outcome.metric("unsettled", unsettled as f64, "");
    if unsettled > 0 {
        outcome.notes.push(Text::new(
            format!("{unsettled} relaxations were given up after {sweeps} sweeps."),
            format!("Релаксаций, прерванных после {sweeps} проходов: {unsettled}."),
        ));
    }
}
