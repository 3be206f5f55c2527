//! The kinds about Hopfield's network (J. J. Hopfield 1982, PNAS 79:2554–2558), and what they share:
//! its names in reports, and shares with their intervals.

pub mod attractors;
pub mod capacity;
mod names;
pub mod recall;
mod share;
pub mod storage;

use super::ranges::Ranges;

/// Whole numbers of a list must lie between two others and rise.
fn check_rising(key: &str, list: &[usize], least: usize, most: usize, ranges: &mut Ranges) {
    for (index, &value) in list.iter().enumerate() {
        let key = format!("{key}[{index}]");
        ranges.within(&key, value as f64, least as f64, most as f64);
        if index > 0 && (least..=most).contains(&value) && value <= list[index - 1] {
            let message = format!("is {value}, must be above {} before it", list[index - 1]);
            ranges.wrong(key, message);
        }
    }
}
