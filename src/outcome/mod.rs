//! What an experiment returns, as plain data: an experiment fills it, the suite stores and compares
//! it, the report draws it. Nothing here computes, draws, or knows a model.
//!
//! * [`Metric`]: a named number with a unit, compared with the committed reference.
//! * [`Series`]: columns of numbers that go to a CSV file of their own.
//! * [`Table`]: a Markdown table for people.
//! * [`Figure`]: marks on panels, described as data (see [`figure`]).
//!
//! Wall-clock seconds stand apart: what [`Outcome::timings`] holds is never stored with the outcome
//! and never compared.
//!
//! Everything serialises to JSON without losing a bit: finite numbers round-trip exactly and
//! non-finite ones are written as the strings `"NaN"`, `"inf"`, `"-inf"` (see [`number`]).

mod claim;
pub mod figure;
pub mod number;
mod text;

pub use claim::{Claim, Comparison, Expectation, Verdict};
pub use figure::Figure;
pub use text::{Language, Text};

use serde::{Deserialize, Serialize};

/// The result of one experiment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Named numbers, in the order in which the experiment reports them.
    pub metrics: Vec<Metric>,
    /// Data files beside those of the figures.
    pub series: Vec<Series>,
    /// Tables for people.
    pub tables: Vec<Table>,
    /// Figures as data.
    pub figures: Vec<Figure>,
    /// Sentences that a reader of the figures should know: what diverged, what was cut.
    pub notes: Vec<Text>,
    /// Why the run ended before its time, where it did and what it gave until then is here:
    /// "diverged at t = 3.2 ms: …".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_early: Option<Text>,
    /// Tables of wall-clock seconds, such as the median of a run for each method on each data set.
    /// They change from run to run, so they are no part of the stored outcome: the suite keeps them
    /// in `timings.json`, outside of every hash and comparison, and the report shows them in
    /// `timings.md`.
    #[serde(skip)]
    pub timings: Vec<Table>,
}

impl Outcome {
    /// Adds a metric that must be reproduced bit for bit.
    pub fn metric(&mut self, name: impl Into<String>, value: f64, unit: impl Into<String>) {
        self.metrics.push(Metric {
            name: name.into(),
            value,
            unit: unit.into(),
            tolerance: None,
        });
    }

    /// The metric of that name.
    pub fn find_metric(&self, name: &str) -> Option<&Metric> {
        self.metrics.iter().find(|metric| metric.name == name)
    }
}

/// A number with a name and a unit. `""` is the unit of a pure number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metric {
    /// Snake-case name, unique within the experiment; carries the unit where it has one
    /// (`first_spike_ms`).
    pub name: String,
    /// The value; may be non-finite, which compares equal only to itself.
    #[serde(with = "number")]
    pub value: f64,
    /// The unit as it is printed, e.g. `ms`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// How far it may move between machines; `None` means not at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerance: Option<Tolerance>,
}

/// The distance by which a metric may differ from its reference, and why it may at all.
/// The allowed distance is `absolute + relative · |reference|`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tolerance {
    #[serde(default)]
    pub absolute: f64,
    #[serde(default)]
    pub relative: f64,
    /// Why the number depends on the machine.
    pub reason: String,
}

/// Columns of equal length, stored as `<name>.csv`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// File stem.
    pub name: String,
    pub columns: Vec<Column>,
}

/// One column of a [`Series`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    pub name: String,
    /// `""` for a pure number; otherwise the header reads `name [unit]`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    #[serde(with = "number::vec")]
    pub values: Vec<f64>,
}

/// A table for people: Markdown on disk, HTML on the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Snake-case name, unique within the experiment.
    pub name: String,
    pub caption: Text,
    pub header: Vec<Text>,
    /// Each row has as many cells as `header`.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell of a [`Table`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Words in both languages.
    Text(Text),
    /// A number, printed with `decimals` digits behind the point.
    Number {
        #[serde(with = "number")]
        value: f64,
        decimals: usize,
    },
    /// Median with quartiles, printed as `0.951 [0.940, 0.967]`.
    Spread {
        #[serde(with = "number")]
        low: f64,
        #[serde(with = "number")]
        middle: f64,
        #[serde(with = "number")]
        high: f64,
        decimals: usize,
    },
    /// Mean and standard deviation over repeats with a confidence interval of the mean, printed as
    /// `0.951 ± 0.012 [0.943, 0.959]`.
    Estimate {
        #[serde(with = "number")]
        mean: f64,
        #[serde(with = "number")]
        deviation: f64,
        /// Lower end of the interval.
        #[serde(with = "number")]
        low: f64,
        /// Upper end of the interval.
        #[serde(with = "number")]
        high: f64,
        decimals: usize,
    },
}
