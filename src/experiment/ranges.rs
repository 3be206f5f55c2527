//! Settings out of range, each named with what was found and what is allowed.

use crate::experiment::Problem;
use std::fmt::Display;

/// Collects what is out of range. A NaN lies nowhere.
#[derive(Default)]
pub struct Ranges {
    /// What was found so far, in the order of the checks.
    pub problems: Vec<Problem>,
}

impl Ranges {
    /// `value` must be from `low` to `high`.
    pub fn within(&mut self, key: impl Into<String>, value: f64, low: f64, high: f64) {
        if !(low..=high).contains(&value) {
            self.wrong(key, format!("is {value}, must be from {low} to {high}"));
        }
    }

    /// A number of things must be from `least` to `most`.
    pub fn count(&mut self, key: impl Into<String>, found: usize, least: usize, most: usize) {
        if !(least..=most).contains(&found) {
            self.wrong(key, format!("is {found}, must be from {least} to {most}"));
        }
    }

    /// `value` must be above 0 and at most `most`.
    pub fn positive(&mut self, key: impl Into<String>, value: f64, most: f64) {
        if !(value > 0.0 && value <= most) {
            self.wrong(
                key,
                format!("is {value}, must be above 0 and at most {most}"),
            );
        }
    }

    /// A tolerance must be from `low` to `high`.
    pub fn tolerance(&mut self, key: impl Into<String>, value: f64, low: f64, high: f64) {
        if !(low..=high).contains(&value) {
            // Powers of ten are for small numbers.
            let found = if value > 0.0 && value < 1e-3 {
                format!("{value:e}")
            } else {
                value.to_string()
            };
            self.wrong(key, format!("is {found}, must be from {low:e} to {high:e}"));
        }
    }

    /// A list must have from `least` to `most` entries.
    pub fn entries(&mut self, key: impl Into<String>, found: usize, least: usize, most: usize) {
        if !(least..=most).contains(&found) {
            let entries = if found == 1 { "entry" } else { "entries" };
            let message = format!("has {found} {entries}, must have from {least} to {most}");
            self.wrong(key, message);
        }
    }

    /// No entry of a list may be there twice.
    pub fn distinct<T: PartialEq>(&mut self, key: &str, list: &[T]) {
        for (index, entry) in list.iter().enumerate() {
            if list[..index].contains(entry) {
                self.wrong(
                    format!("{key}[{index}]"),
                    "is there already, must be another",
                );
            }
        }
    }

    /// A list must rise from entry to entry; the first that does not is told.
    pub fn rising<T: PartialOrd + Display>(&mut self, key: &str, list: &[T]) {
        let falls = list.windows(2).position(|pair| pair[1] <= pair[0]);
        if let Some(place) = falls {
            let (before, here) = (&list[place], &list[place + 1]);
            let message = format!("is {here}, must be above {before}, the one before");
            self.wrong(format!("{key}[{}]", place + 1), message);
        }
    }

    /// Any other problem.
    pub fn wrong(&mut self, key: impl Into<String>, message: impl Into<String>) {
        self.problems.push(Problem::new(key, message));
    }
}
