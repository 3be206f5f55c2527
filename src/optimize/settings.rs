//! What the settings of every method have in common.

use super::Optimizer;
use super::preset::Preset;
use super::search::Range;
use crate::settings::OutOfRange;
use std::fmt;

/// The settings of one method; their defaults stand beside the fields.
pub trait MethodSettings: fmt::Debug {
    /// Values of the right type that are out of their range.
    fn problems(&self) -> Vec<OutOfRange>;

    /// A fresh optimizer of n = `dimension` weights. Everything it needs is allocated here, nothing
    /// in its steps.
    fn optimizer(&self, dimension: usize) -> Box<dyn Optimizer>;
}

/// What the registry knows of a method's settings besides.
pub trait Registered: Default + 'static {
    /// Its presets, `paper` first.
    const PRESETS: &'static [Preset<Self>];

    /// The ranges of its main settings, over which it is tuned where a file names no others: the one
    /// that its source or common practice tunes. The default lies within.
    const SEARCH: &'static [Range];
}

/// What a method asks of its objective.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Gradients, also those of changing mini-batches.
    Gradient,
    /// Gradients of one and the same function: the full batch.
    FullBatchGradient,
    /// The Gauss–Newton matrix over the full batch.
    NormalEquations,
}

impl Needs {
    /// Whether the function must be the same in every step.
    pub fn full_batch(self) -> bool {
        self != Needs::Gradient
    }
}
