//! Full-batch training of a network on examples that a kind has made itself.

use crate::experiment::{Context, Failure};
use crate::optimize::{Method, MethodSettings};
use crate::perceptron::{Batch, Perceptron};
use crate::train::{NetworkObjective, StopReason, Stopping, Training, train};

/// Trains `w` in place and returns the loss at the end.
///
/// # Errors
/// [`Failure::Interrupted`] once the user has asked to stop, [`Failure::Diverged`] where the loss is no
/// longer finite; else what [`train`] says.
pub fn minimise(
    network: &Perceptron,
    examples: Batch,
    method: &Method,
    stopping: Stopping,
    w: &mut [f64],
    context: &Context,
) -> Result<f64, Failure> {
    let mut objective = NetworkObjective::new(network, examples);
    let mut optimizer = method.optimizer(network.weights());
    let training = Training {
        stopping,
        ..Training::default()
    };
    // The full batch takes no draws.
    let mut batches = context.stream("batches");
    let trained = train(
        &mut objective,
        &mut *optimizer,
        w,
        &training,
        &mut batches,
        context.interrupted,
    )
    .map_err(Failure::told)?;
    match trained.stop {
        StopReason::Interrupted => Err(Failure::Interrupted),
        StopReason::Diverged { iteration } => Err(Failure::Diverged {
            what: "the loss".into(),
            when: format!("iteration {iteration}"),
        }),
        _ => Ok(trained.final_loss()),
    }
}
