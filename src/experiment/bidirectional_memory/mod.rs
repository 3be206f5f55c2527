//! Kosko's bidirectional associative memory: the kinds `bam` (recall of pairs) and `bam-capacity` (how
//! many pairs it keeps), and what they share.

pub mod bam;
pub mod capacity;
#[cfg(test)]
mod tests;

use crate::memory;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the outputs of the units count as; the pairs are stored in ±1 either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum Units {
    /// 1 and 0, as in the paper.
    #[default]
    Binary,
    /// 1 and −1.
    Bipolar,
}

impl From<Units> for memory::Units {
    fn from(units: Units) -> Self {
        match units {
            Units::Binary => memory::Units::Binary,
            Units::Bipolar => memory::Units::Bipolar,
        }
    }
}
