//! The sequences on which recurrent networks became known, one file a task. Each draws from a
//! stream and gives [`Example`]s.

pub mod adding;
pub mod letters;
pub mod long_time_lag;
pub mod reber;
pub mod temporal_xor;

use super::Sequence;

/// A sequence of inputs with the targets of its last steps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Example {
    /// x(t), steps × inputs, row-major.
    pub inputs: Vec<f64>,
    /// Targets of the last steps, row-major.
    pub targets: Vec<f64>,
}

impl Example {
    /// The same as the networks take it, beginning at rest.
    pub fn sequence(&self) -> Sequence<'_> {
        Sequence {
            inputs: &self.inputs,
            targets: &self.targets,
            start: None,
        }
    }

    /// The prediction of the next of these vectors, each `width` numbers.
    pub fn prediction(vectors: &[f64], width: usize) -> Example {
        if vectors.is_empty() {
            return Example::default();
        }
        Example {
            inputs: vectors[..vectors.len() - width].to_vec(),
            targets: vectors[width..].to_vec(),
        }
    }
}
