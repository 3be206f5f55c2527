//! Training: the one loop that every method runs in, so that all are compared on the same examples,
//! the same initial weights and the same budget.
//!
//! * [`NetworkObjective`]: a perceptron and its examples as a function of the weights
//! * [`train`]: batches, recording, stopping
//! * [`Stopping`], [`StopReason`]: when and why it ends
//! * [`metrics`]: how good the result is on examples it has not seen

pub mod metrics;
mod network_objective;
mod stopping;
mod training;

pub use network_objective::NetworkObjective;
pub use stopping::{StopReason, Stopping};
pub use training::{BatchSize, Record, Trainable, Trained, Training, train};

/// Why training could not begin or go on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The method compares losses and gradients between steps, which makes sense only if they are
    /// those of one function.
    #[error("{method} needs the full batch, not {batch}")]
    NeedsFullBatch {
        /// The method's name.
        method: &'static str,
        /// The batches that were asked for.
        batch: String,
    },
    /// See [`crate::optimize::Error`].
    #[error(transparent)]
    Method(#[from] crate::optimize::Error),
}
