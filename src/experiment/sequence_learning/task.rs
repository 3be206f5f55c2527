//! What is to be learnt: the settings.

use crate::outcome::Text;
use crate::recurrent::tasks::reber;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is learnt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// The sum of two marked numbers among many.
    Adding(Adding),
    /// The next symbol of strings of the embedded Reber grammar.
    EmbeddedReber(EmbeddedReber),
    /// The last symbol, which is the first again.
    LongTimeLag(LongTimeLag),
}

/// Settings of the adding problem.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct Adding {
    /// Shortest sequence T; lengths are uniform from T to T + T/10. 22 to 2000. Default 30.
    pub length: usize,
    /// Sequences on which networks are tested, 1 to 10000. Default 200.
    pub test_sequences: usize,
}

impl Default for Adding {
    fn default() -> Self {
        Adding {
            length: 30,
            test_sequences: 200,
        }
    }
}

/// Settings of the embedded Reber grammar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct EmbeddedReber {
    /// Strings from which training draws, 1 to 10000. Default 256, as Fahlman (1991) and the paper.
    pub training_strings: usize,
    /// Other strings for the test, 1 to 10000. Default 256.
    pub test_strings: usize,
}

impl Default for EmbeddedReber {
    fn default() -> Self {
        EmbeddedReber {
            training_strings: 256,
            test_strings: 256,
        }
    }
}

/// Settings of the long time lag.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct LongTimeLag {
    /// Delays p in steps, each 2 to 1000, at most 12; every network learns each of them. Default
    /// [50].
    pub lags: Vec<usize>,
    /// Whether every next symbol is to be told (the paper's task 2a) or the last alone. Default
    /// true.
    pub every_step: bool,
}

impl Default for LongTimeLag {
    fn default() -> Self {
        LongTimeLag {
            lags: vec![50],
            every_step: true,
        }
    }
}

impl Task {
    /// The variants of the task that every network learns: the lags, else one.
    pub fn lags(&self) -> Vec<Option<usize>> {
        match self {
            Task::LongTimeLag(lag) => lag.lags.iter().copied().map(Some).collect(),
            _ => vec![None],
        }
    }

    /// Inputs and outputs.
    pub fn width(&self, lag: Option<usize>) -> (usize, usize) {
        match self {
            Task::Adding(_) => (2, 1),
            Task::EmbeddedReber(_) => (reber::SYMBOLS.len(), reber::SYMBOLS.len()),
            Task::LongTimeLag(_) => {
                let symbols = lag.unwrap_or(2) + 1;
                (symbols, symbols)
            }
        }
    }

    /// About how many steps a sequence has.
    pub fn steps(&self, lag: Option<usize>) -> usize {
        match self {
            Task::Adding(adding) => adding.length + adding.length / 10,
            Task::EmbeddedReber(_) => 64,
            Task::LongTimeLag(_) => lag.unwrap_or(2),
        }
    }

    /// What the error of a sequence is called.
    pub fn error_label(&self) -> Text {
        match self {
            Task::Adding(_) => Text::new("mean |error| of the sum", "средняя |ошибка| суммы"),
            Task::EmbeddedReber(_) => Text::new(
                "share of strings told wrongly",
                "доля неверно предсказанных строк",
            ),
            Task::LongTimeLag(_) => Text::new(
                "largest |error| at the last symbol",
                "наибольшая |ошибка| на последнем символе",
            ),
        }
    }
}
