//! `{ from = 1, to = 100, count = 21, scale = "log" }`: numbers evenly spaced, or evenly in ratio.

use super::MAX_POINTS;
use crate::config::suggest;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

/// A range of numbers as `{ from, to, count, scale }`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Spread {
    from: f64,
    to: f64,
    count: usize,
    #[serde(default)]
    scale: Spacing,
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Spacing {
    #[default]
    Linear,
    Log,
}

impl Spread {
    fn problem(&self) -> Option<String> {
        if !(2..=MAX_POINTS).contains(&self.count) {
            return Some(format!(
                "`count` is {}; must be from 2 to {MAX_POINTS}",
                self.count
            ));
        }
        if !(self.from.is_finite() && self.to.is_finite()) {
            return Some("`from` and `to` must be finite".into());
        }
        let positive = self.from > 0.0 && self.to > 0.0;
        (matches!(self.scale, Spacing::Log) && !positive).then(|| {
            format!(
                "a log range needs `from` and `to` above 0, not {} and {}",
                self.from, self.to
            )
        })
    }

    /// The numbers as TOML text, ends exact.
    fn numbers(&self) -> Vec<String> {
        let last = self.count - 1;
        (0..self.count)
            .map(|index| {
                let share = index as f64 / last as f64;
                let value = match self.scale {
                    _ if index == 0 => self.from,
                    _ if index == last => self.to,
                    Spacing::Linear => self.from + (self.to - self.from) * share,
                    // Rounded to 12 digits: the last bits of a power are not worth a label.
                    Spacing::Log => rounded(self.from * libm::pow(self.to / self.from, share)),
                };
                format!("{:?}", rounded(value))
            })
            .collect()
    }
}

/// To 12 significant digits, so that 0.1 + 0.2 is 0.3 on a label.
fn rounded(value: f64) -> f64 {
    format!("{value:.11e}").parse().unwrap_or(value)
}

/// The texts of the numbers of every range in a sweep. They live apart because the values that are
/// read from them borrow them, as all other values borrow the file's text.
#[derive(Default)]
pub struct Numbers(BTreeMap<usize, Result<Vec<String>, String>>);

impl Numbers {
    /// Expands every range of a `sweep` table, keyed by where it stands in the file.
    pub fn of(sweep: &Spanned<DeValue<'_>>) -> Self {
        let mut numbers = BTreeMap::new();
        let groups = sweep
            .get_ref()
            .as_table()
            .into_iter()
            .flat_map(DeTable::values);
        for value in groups
            .filter_map(|group| group.get_ref().as_table())
            .flat_map(DeTable::values)
        {
            if let DeValue::Table(range) = value.get_ref() {
                numbers.insert(value.span().start, expand(range, value.span()));
            }
        }
        Numbers(numbers)
    }

    /// The numbers of the range that stands at `span`, or what is wrong with it.
    pub fn at(&self, span: &Range<usize>) -> Option<Result<&[String], &str>> {
        let found = self.0.get(&span.start)?;
        Some(found.as_deref().map_err(String::as_str))
    }
}

/// Serde's message about a range, as a sentence.
fn mistake(message: &str) -> String {
    match suggest::unknown(message) {
        Some(unknown) => {
            let what = if unknown.is_key { "key" } else { "scale" };
            let help = suggest::help(&unknown.found, unknown.allowed.iter().map(String::as_str));
            format!("unknown {what} `{}` in a range; {help}", unknown.found)
        }
        None => format!("in a range: {}", suggest::plain(message)),
    }
}

fn expand(range: &DeTable<'_>, span: Range<usize>) -> Result<Vec<String>, String> {
    let range = Spread::deserialize(Deserializer::from(Spanned::new(span, range.clone())))
        .map_err(|error| mistake(error.message()))?;
    match range.problem() {
        Some(problem) => Err(problem),
        None => Ok(range.numbers()),
    }
}
