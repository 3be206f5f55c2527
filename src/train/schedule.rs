//! How the learning rate changes as training goes on: η_t = η · f(t), t the epochs made.
//!
//! | schedule | f(t) | source |
//! |---|---|---|
//! | constant | 1 | |
//! | step | factor^⌊t/every⌋ | as in He, Zhang, Ren & Sun 2016, CVPR, §3.4 |
//! | inverse | 1/(1 + decay · t) | Robbins & Monro 1951, Ann. Math. Stat. 22:400: Ση = ∞, Ση² < ∞ |
//! | exponential | e^(−decay · t) | |

use crate::math::exp;
use crate::optimize::OutOfRange;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How the learning rate changes. In files `"constant"`, `{ step = { every = 100, factor = 0.5 } }`,
/// `{ inverse = 0.01 }` or `{ exponential = 0.01 }`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Schedule {
    /// It stays as it is.
    #[default]
    Constant,
    /// After every so many epochs it is multiplied by a factor.
    Step(Steps),
    /// 1/(1 + decay · t), decay a positive number an epoch.
    Inverse(f64),
    /// e^(−decay · t), decay a positive number an epoch.
    Exponential(f64),
}

/// The stairs of [`Schedule::Step`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Steps {
    /// Epochs from one step to the next, at least 1.
    pub every: u64,
    /// What the rate is multiplied by, finite and above 0.
    pub factor: f64,
}

impl fmt::Display for Schedule {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(match self {
            Schedule::Constant => "constant",
            Schedule::Step(_) => "step",
            Schedule::Inverse(_) => "inverse",
            Schedule::Exponential(_) => "exponential",
        })
    }
}

impl Schedule {
    /// f(t) after `epochs` epochs.
    ///
    /// ```
    /// use galvani::train::Schedule;
    /// assert_eq!(Schedule::Inverse(0.5).factor(2), 0.5);
    /// ```
    pub fn factor(self, epochs: u64) -> f64 {
        match self {
            Schedule::Constant => 1.0,
            Schedule::Step(Steps { every, factor }) => {
                factor.powi(i32::try_from(epochs / every.max(1)).unwrap_or(i32::MAX))
            }
            Schedule::Inverse(decay) => 1.0 / (1.0 + decay * epochs as f64),
            Schedule::Exponential(decay) => exp(-decay * epochs as f64),
        }
    }

    /// Values of the right type that are out of their range.
    pub fn problems(self) -> Vec<OutOfRange> {
        match self {
            Schedule::Constant => Vec::new(),
            Schedule::Step(Steps { every, factor }) => [
                OutOfRange::unless(every >= 1, "step.every", every as f64, "at least 1"),
                OutOfRange::unless_positive("step.factor", factor),
            ]
            .into_iter()
            .flatten()
            .collect(),
            Schedule::Inverse(decay) => {
                Vec::from_iter(OutOfRange::unless_positive("inverse", decay))
            }
            Schedule::Exponential(decay) => {
                Vec::from_iter(OutOfRange::unless_positive("exponential", decay))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct File {
        schedule: Schedule,
    }

    fn read(text: &str) -> Schedule {
        let file: File = toml::from_str(&format!("schedule = {text}")).unwrap();
        let again: File = toml::from_str(&toml::to_string(&file).unwrap()).unwrap();
        assert_eq!(again, file);
        file.schedule
    }

    #[test]
    fn factors_are_those_worked_by_hand() {
        let at = |schedule: Schedule| [0, 9, 10, 25].map(|epoch| schedule.factor(epoch));
        assert_eq!(at(read("\"constant\"")), [1.0; 4]);
        let stairs = read("{ step = { every = 10, factor = 0.5 } }");
        assert_eq!(at(stairs), [1.0, 1.0, 0.5, 0.25]);
        assert_eq!(
            at(read("{ inverse = 0.1 }")),
            [1.0, 1.0 / 1.9, 0.5, 1.0 / 3.5]
        );
        let exponential = at(read("{ exponential = 0.1 }"));
        for (factor, exponent) in exponential.into_iter().zip([0.0, 0.9, 1.0, 2.5f64]) {
            approx::assert_relative_eq!(factor, (-exponent).exp(), max_relative = 1e-15);
        }
    }

    #[test]
    fn values_out_of_range_are_named() {
        for (text, message) in [
            (
                "{ step = { every = 0, factor = 0.5 } }",
                "step.every is 0, must be at least 1",
            ),
            (
                "{ step = { every = 5, factor = 0 } }",
                "step.factor is 0, must be finite and above 0",
            ),
            (
                "{ inverse = -1.0 }",
                "inverse is -1, must be finite and above 0",
            ),
            (
                "{ exponential = inf }",
                "exponential is inf, must be finite and above 0",
            ),
        ] {
            let problems = read(text).problems();
            let [problem] = problems.as_slice() else {
                panic!("{text}: {problems:?}");
            };
            assert_eq!(format!("{} {problem}", problem.key), message);
        }
        assert_eq!(read("{ inverse = 0.1 }").problems(), []);
    }
}
