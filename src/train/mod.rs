//! Training: the one loop that every method runs in, so that all are compared on the same examples,
//! the same initial weights and the same budget.
//!
//! * [`NetworkObjective`]: a perceptron and its examples as a function of the weights
//! * [`train`]: batches, recording, stopping
//! * [`Schedule`]: how the learning rate changes
//! * [`Stopping`], [`EarlyStopping`], [`StopReason`]: when and why it ends
//! * [`metrics`]: how good the result is on examples it has not seen

mod early_stopping;
pub mod metrics;
mod network_objective;
mod schedule;
mod stopping;
mod training;

pub use early_stopping::{Best, EarlyStopping};
pub use network_objective::NetworkObjective;
pub use schedule::{Schedule, Steps};
pub use stopping::{StopReason, Stopping};
pub use training::{BatchSize, Order, Record, Trainable, Trained, Training, train};

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
    /// A schedule changes a learning rate, and the method has none.
    #[error("{method} has no learning rate that the schedule `{schedule}` could change")]
    NoLearningRate {
        /// The method's name.
        method: &'static str,
        /// The schedule that was asked for.
        schedule: String,
    },
    /// Stopping by the validation error, and no validation examples.
    #[error("there are no validation examples whose error could end the training")]
    NoValidation,
    /// See [`crate::optimize::Error`].
    #[error(transparent)]
    Method(#[from] crate::optimize::Error),
}
