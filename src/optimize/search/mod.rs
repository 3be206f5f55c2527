//! Over which values of its settings a method is tuned, and at which of them it is tried.
//!
//! Every method says beside its presets over what range its main setting is to be tuned
//! ([`Registered::SEARCH`](super::Registered::SEARCH)). A [`Space`] is what a file may say instead:
//! `tune = { learning_rate = [0.001, 10.0], momentum = { from = 0.5, to = 0.99, scale = "linear" } }`.
//!
//! ```
//! use galvani::optimize::{Method, search::Space};
//!
//! let trials = Space::default().trials(&Method::named("adam").unwrap(), 6)?;
//! let rates: Vec<f64> = trials.iter().filter_map(|trial| trial.setting("learning_rate")).collect();
//! // Its defaults, then its range from end to end.
//! assert_eq!(rates, [0.01, 1e-4, 1e-3, 0.01, 0.1, 1.0]);
//! # Ok::<(), Vec<galvani::optimize::search::Problem>>(())
//! ```

mod points;
mod space;
#[cfg(test)]
mod tests;

pub use points::points;
pub use space::{Problem, Space};

use crate::math;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;

/// How a range is divided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// By equal factors: for settings whose order of magnitude is what matters.
    #[default]
    Log,
    /// By equal differences.
    Linear,
}

/// The range of one setting over which a method is tuned.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    /// The setting.
    pub key: Cow<'static, str>,
    /// Its least value.
    pub from: f64,
    /// Its greatest value.
    pub to: f64,
    /// How what lies between is divided.
    pub scale: Scale,
}

impl Range {
    /// A range on a log scale.
    pub const fn log(key: &'static str, from: f64, to: f64) -> Self {
        Range {
            key: Cow::Borrowed(key),
            from,
            to,
            scale: Scale::Log,
        }
    }

    /// The value that has `fraction` of the range below it: the ends to the bit, what lies between
    /// rounded to [`DIGITS`] digits.
    pub fn at(&self, fraction: f64) -> f64 {
        if fraction <= 0.0 {
            return self.from;
        }
        if fraction >= 1.0 {
            return self.to;
        }
        let between = |from: f64, to: f64| from + fraction * (to - from);
        let value = match self.scale {
            Scale::Log => math::exp(between(math::ln(self.from), math::ln(self.to))),
            Scale::Linear => between(self.from, self.to),
        };
        rounded(value).clamp(self.from, self.to)
    }
}

impl fmt::Display for Range {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let scale = match self.scale {
            Scale::Log => "log",
            Scale::Linear => "linear",
        };
        write!(
            formatter,
            "from {} to {}, on a {scale} scale",
            self.from, self.to
        )
    }
}

/// Significant digits of a trial's settings, so that a grid through 0.01 holds 0.01 and a table can
/// state them whole.
pub const DIGITS: usize = 6;

fn rounded(value: f64) -> f64 {
    let decimal = format!("{value:.*e}", DIGITS - 1);
    decimal.parse().unwrap_or(value)
}
