//! When training ends, and why it did.

use super::{EarlyStopping, Record};
use crate::optimize::OutOfRange;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Rules for stopping. The first that applies ends the run; at least one of the first three, the
/// limits, must be set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default = "Stopping::never", deny_unknown_fields)]
pub struct Stopping {
    /// Most passes through all examples, at least 1. Default: no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_epochs: Option<u64>,
    /// Most steps of the method, at least 1. Default: no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_iterations: Option<u64>,
    /// Most work in gradients over all examples, above 0; a step that has begun is finished.
    /// Default: no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_gradient_equivalents: Option<f64>,
    /// Loss on the training examples at which to stop. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_loss: Option<f64>,
    /// ‖∇E‖₂ at which to stop (full batch only), at least 0. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gradient_norm: Option<f64>,
    /// Records (steps of the full batch, else epochs) without a new least loss after which to stop,
    /// at least 1. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub patience: Option<u64>,
    /// What the error on the validation examples ends. Default: they are not looked at.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validation: Option<EarlyStopping>,
}

impl Default for Stopping {
    fn default() -> Self {
        Stopping::after_epochs(1000)
    }
}

/// Why training ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StopReason {
    /// [`Stopping::max_epochs`].
    Epochs,
    /// [`Stopping::max_iterations`].
    Iterations,
    /// [`Stopping::max_gradient_equivalents`].
    Budget,
    /// [`Stopping::target_loss`].
    TargetLoss,
    /// [`Stopping::gradient_norm`].
    GradientNorm,
    /// The method could not move, or [`Stopping::patience`] ran out.
    NoProgress,
    /// The loss was no longer finite after this many steps.
    Diverged {
        /// Steps made.
        iteration: u64,
    },
    /// GL: the validation error has risen too far above its least.
    GeneralisationLoss,
    /// PQ: it has risen further than the training progress makes up for.
    ProgressQuotient,
    /// UP: it has risen in successive strips.
    SuccessiveRises,
    /// P_k: the training loss hardly falls any more.
    TrainingProgress,
    /// The user asked to stop.
    Interrupted,
}

impl fmt::Display for StopReason {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            StopReason::Epochs => formatter.write_str("epochs used up"),
            StopReason::Iterations => formatter.write_str("iterations used up"),
            StopReason::Budget => formatter.write_str("evaluations used up"),
            StopReason::TargetLoss => formatter.write_str("target loss reached"),
            StopReason::GradientNorm => formatter.write_str("gradient vanished"),
            StopReason::NoProgress => formatter.write_str("no progress"),
            StopReason::Diverged { iteration } => {
                write!(formatter, "diverged at iteration {iteration}")
            }
            StopReason::GeneralisationLoss => formatter.write_str("generalisation loss"),
            StopReason::ProgressQuotient => {
                formatter.write_str("generalisation loss over progress")
            }
            StopReason::SuccessiveRises => formatter.write_str("validation error rose in a row"),
            StopReason::TrainingProgress => formatter.write_str("training progress ended"),
            StopReason::Interrupted => formatter.write_str("interrupted"),
        }
    }
}

impl Stopping {
    /// Nothing but a number of epochs.
    pub fn after_epochs(epochs: u64) -> Self {
        Stopping {
            max_epochs: Some(epochs),
            ..Stopping::never()
        }
    }

    /// Nothing but a number of steps.
    pub fn after_iterations(iterations: u64) -> Self {
        Stopping {
            max_iterations: Some(iterations),
            ..Stopping::never()
        }
    }

    /// Nothing but an amount of work.
    pub fn after_gradient_equivalents(work: f64) -> Self {
        Stopping {
            max_gradient_equivalents: Some(work),
            ..Stopping::never()
        }
    }

    fn never() -> Self {
        Stopping {
            max_epochs: None,
            max_iterations: None,
            max_gradient_equivalents: None,
            target_loss: None,
            gradient_norm: None,
            patience: None,
            validation: None,
        }
    }

    /// Whether one of the limits is set: without any, training might never end.
    pub fn has_limit(&self) -> bool {
        self.max_epochs.is_some()
            || self.max_iterations.is_some()
            || self.max_gradient_equivalents.is_some()
    }

    /// Values of the right type that are out of their range.
    pub fn problems(&self) -> Vec<OutOfRange> {
        let at_least_1 = |key, value: Option<u64>| {
            value.and_then(|n| OutOfRange::unless(n >= 1, key, n as f64, "at least 1"))
        };
        [
            at_least_1("max_epochs", self.max_epochs),
            at_least_1("max_iterations", self.max_iterations),
            self.max_gradient_equivalents
                .and_then(|work| OutOfRange::unless_positive("max_gradient_equivalents", work)),
            self.target_loss
                .and_then(|e| OutOfRange::unless(e.is_finite(), "target_loss", e, "finite")),
            self.gradient_norm
                .and_then(|norm| OutOfRange::unless_not_negative("gradient_norm", norm)),
            at_least_1("patience", self.patience),
        ]
        .into_iter()
        .flatten()
        .chain(self.validation.iter().flat_map(EarlyStopping::problems))
        .collect()
    }

    /// The limit that is used up after these iterations, epochs and gradient-equivalents.
    pub(super) fn limit(&self, iteration: u64, epoch: u64, work: f64) -> Option<StopReason> {
        if self.max_epochs.is_some_and(|most| epoch >= most) {
            Some(StopReason::Epochs)
        } else if self.max_iterations.is_some_and(|most| iteration >= most) {
            Some(StopReason::Iterations)
        } else if self
            .max_gradient_equivalents
            .is_some_and(|most| work >= most)
        {
            Some(StopReason::Budget)
        } else {
            None
        }
    }
}

/// Judges record after record.
pub(super) struct Judge<'a> {
    rules: &'a Stopping,
    least_loss: f64,
    since_least: u64,
}

impl<'a> Judge<'a> {
    pub fn new(rules: &'a Stopping) -> Self {
        Judge {
            rules,
            least_loss: f64::INFINITY,
            since_least: 0,
        }
    }

    /// Why to stop at the point of this record, if at all. `gradient_norm` is NaN where it is not
    /// known.
    pub fn verdict(&mut self, record: &Record, gradient_norm: f64) -> Option<StopReason> {
        if !record.loss.is_finite() {
            return Some(StopReason::Diverged {
                iteration: record.iteration,
            });
        }
        if self.rules.target_loss.is_some_and(|e| record.loss <= e) {
            return Some(StopReason::TargetLoss);
        }
        if self.rules.gradient_norm.is_some_and(|g| gradient_norm <= g) {
            return Some(StopReason::GradientNorm);
        }
        if record.loss < self.least_loss {
            self.least_loss = record.loss;
            self.since_least = 0;
        } else {
            self.since_least += 1;
        }
        self.rules
            .patience
            .is_some_and(|patience| self.since_least >= patience)
            .then_some(StopReason::NoProgress)
    }
}
