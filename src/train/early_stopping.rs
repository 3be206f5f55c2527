//! Stopping by the error on validation examples, as in Proben1.
//!
//! At the end of every strip of k epochs E_va is evaluated; E_opt is the least so far. With E_tr the
//! training loss of an epoch, the sum over the epochs of the strip,
//!
//! GL(t) = 100 (E_va(t)/E_opt(t) − 1)                  generalisation loss, per cent
//! P_k(t) = 1000 (Σ E_tr/(k min E_tr) − 1)             training progress, per mille
//!
//! | rule | stops at the first end of a strip where |
//! |---|---|
//! | GL_α | GL(t) > α |
//! | PQ_α | GL(t)/P_k(t) > α |
//! | UP_s | E_va has risen in s successive strips |
//! | progress | P_k(t) < limit |
//!
//! Sources: Prechelt 1994, Proben1, Tech. Rep. 21/94, Univ. Karlsruhe, §3.3 (GL₅ or P₅ < 0.1, k = 5);
//! Prechelt 1998, *Early stopping – but when?*, LNCS 1524:55 (GL, PQ, UP).

use super::StopReason;
use crate::optimize::OutOfRange;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Rules for stopping by the validation error; without any, it is only watched. The first that
/// applies ends the run.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct EarlyStopping {
    /// Epochs in a strip, k, at least 1. Default 5.
    pub strip: u64,
    /// GL_α: generalisation loss α above which to stop, in per cent, at least 0. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub generalisation_loss: Option<f64>,
    /// PQ_α: quotient α of generalisation loss and training progress above which to stop, above 0.
    /// Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub progress_quotient: Option<f64>,
    /// UP_s: successive strips s at whose ends the validation error has risen, at least 1. Default:
    /// none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub successive_rises: Option<u64>,
    /// Training progress P_k below which to stop, in per mille, at least 0. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub training_progress: Option<f64>,
}

impl Default for EarlyStopping {
    fn default() -> Self {
        EarlyStopping {
            strip: 5,
            generalisation_loss: None,
            progress_quotient: None,
            successive_rises: None,
            training_progress: None,
        }
    }
}

impl EarlyStopping {
    /// Values of the right type that are out of their range, their keys below `validation`.
    pub fn problems(&self) -> Vec<OutOfRange> {
        let strip = self.strip;
        let rises = self.successive_rises;
        [
            OutOfRange::unless(strip >= 1, "validation.strip", strip as f64, "at least 1"),
            self.generalisation_loss.and_then(|alpha| {
                OutOfRange::unless_not_negative("validation.generalisation_loss", alpha)
            }),
            self.progress_quotient.and_then(|alpha| {
                OutOfRange::unless_positive("validation.progress_quotient", alpha)
            }),
            rises.and_then(|s| {
                OutOfRange::unless(
                    s >= 1,
                    "validation.successive_rises",
                    s as f64,
                    "at least 1",
                )
            }),
            self.training_progress.and_then(|least| {
                OutOfRange::unless_not_negative("validation.training_progress", least)
            }),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

/// The weights of the least validation error.
#[derive(Clone, Debug, PartialEq)]
pub struct Best {
    /// Epochs made when they were reached.
    pub epoch: u64,
    /// E_va there.
    pub error: f64,
    /// The weights.
    pub weights: Vec<f64>,
}

/// Follows one run.
pub(super) struct Watch {
    rules: EarlyStopping,
    /// Σ E_tr and min E_tr of the strip.
    sum: f64,
    least: f64,
    /// E_va at the end of the last strip.
    before: f64,
    /// Successive strips that raised it.
    rises: u64,
    best: Best,
}

impl Watch {
    pub fn new(rules: EarlyStopping, dimension: usize) -> Self {
        Watch {
            rules,
            sum: 0.0,
            least: f64::INFINITY,
            before: f64::INFINITY,
            rises: 0,
            best: Best {
                epoch: 0,
                error: f64::INFINITY,
                weights: vec![0.0; dimension],
            },
        }
    }

    /// The weights of the least validation error, `None` before the end of the first strip.
    pub fn into_best(self) -> Option<Best> {
        self.best.error.is_finite().then_some(self.best)
    }

    /// Takes an epoch's training loss; true at the end of a strip, when the validation error is
    /// wanted. Epoch 0 are the initial weights, which belong to no strip.
    pub fn ends_strip(&mut self, epoch: u64, loss: f64) -> bool {
        if epoch == 0 {
            return false;
        }
        self.sum += loss;
        self.least = self.least.min(loss);
        epoch.is_multiple_of(self.rules.strip)
    }

    /// Why to stop at the end of a strip with this validation error, if at all.
    pub fn verdict(&mut self, epoch: u64, error: f64, w: &[f64]) -> Option<StopReason> {
        let strip = self.rules.strip as f64;
        let progress = 1000.0 * (self.sum / (strip * self.least) - 1.0);
        (self.sum, self.least) = (0.0, f64::INFINITY);
        self.rises = if error > self.before {
            self.rises + 1
        } else {
            0
        };
        self.before = error;
        if error < self.best.error {
            self.best.epoch = epoch;
            self.best.error = error;
            self.best.weights.copy_from_slice(w);
        }
        let loss = 100.0 * (error / self.best.error - 1.0);
        let EarlyStopping {
            generalisation_loss,
            progress_quotient,
            successive_rises,
            training_progress,
            ..
        } = self.rules;
        if generalisation_loss.is_some_and(|alpha| loss > alpha) {
            Some(StopReason::GeneralisationLoss)
        } else if progress_quotient.is_some_and(|alpha| loss > alpha * progress) {
            Some(StopReason::ProgressQuotient)
        } else if successive_rises.is_some_and(|s| self.rises >= s) {
            Some(StopReason::SuccessiveRises)
        } else if training_progress.is_some_and(|least| progress < least) {
            Some(StopReason::TrainingProgress)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Feeds strips of two epochs: (training losses, validation error); the epoch and reason of the
    /// stop and the best epoch.
    fn follow(
        rules: EarlyStopping,
        strips: &[([f64; 2], f64)],
    ) -> (Option<(u64, StopReason)>, Option<u64>) {
        let mut watch = Watch::new(EarlyStopping { strip: 2, ..rules }, 1);
        assert!(!watch.ends_strip(0, 9.0));
        let mut stop = None;
        let mut epoch = 0;
        for &(losses, error) in strips {
            for (place, loss) in losses.into_iter().enumerate() {
                epoch += 1;
                assert_eq!(watch.ends_strip(epoch, loss), place == 1);
            }
            stop = watch
                .verdict(epoch, error, &[error])
                .map(|reason| (epoch, reason));
            if stop.is_some() {
                break;
            }
        }
        let best = watch.into_best();
        if let Some(best) = &best {
            assert_eq!(best.weights, [best.error]);
        }
        (stop, best.map(|best| best.epoch))
    }

    /// Validation errors 2, 1, 1.04, 1.05, 1.06 and training losses that fall by a hundredth.
    const STRIPS: [([f64; 2], f64); 5] = [
        ([1.0, 0.99], 2.0),
        ([0.98, 0.97], 1.0),
        ([0.96, 0.95], 1.04),
        ([0.94, 0.93], 1.05),
        ([0.92, 0.91], 1.06),
    ];

    #[test]
    fn each_rule_stops_where_it_does_by_hand() {
        let rules = EarlyStopping::default();
        assert_eq!(follow(rules, &STRIPS), (None, Some(4)));
        let stop = |rules| follow(rules, &STRIPS).0;
        // GL = 4, 5, 6 at epochs 6, 8, 10.
        let by_loss = |alpha| EarlyStopping {
            generalisation_loss: Some(alpha),
            ..rules
        };
        assert_eq!(
            stop(by_loss(3.9)),
            Some((6, StopReason::GeneralisationLoss))
        );
        assert_eq!(
            stop(by_loss(5.5)),
            Some((10, StopReason::GeneralisationLoss))
        );
        // P₂ = 1000 (1.91/(2 · 0.95) − 1) = 5.263 at epoch 6, 5.376 at epoch 8: PQ = 0.760, 0.930.
        let by_quotient = |alpha| EarlyStopping {
            progress_quotient: Some(alpha),
            ..rules
        };
        assert_eq!(
            stop(by_quotient(0.75)),
            Some((6, StopReason::ProgressQuotient))
        );
        assert_eq!(
            stop(by_quotient(0.77)),
            Some((8, StopReason::ProgressQuotient))
        );
        let by_rises = |s| EarlyStopping {
            successive_rises: Some(s),
            ..rules
        };
        assert_eq!(stop(by_rises(2)), Some((8, StopReason::SuccessiveRises)));
        assert_eq!(stop(by_rises(4)), None);
        // P₂ = 5.05, 5.15, 5.26 … at epochs 2, 4, 6: never below 5, at once below 5.1.
        let by_progress = |least| EarlyStopping {
            training_progress: Some(least),
            ..rules
        };
        assert_eq!(stop(by_progress(5.0)), None);
        assert_eq!(
            stop(by_progress(5.1)),
            Some((2, StopReason::TrainingProgress))
        );
    }

    #[test]
    fn a_fall_ends_a_row_of_rises() {
        let flat = [1.0, 1.0];
        let strips = [1.0, 1.1, 1.05, 1.2, 1.3].map(|error| (flat, error));
        let rules = EarlyStopping {
            successive_rises: Some(2),
            ..EarlyStopping::default()
        };
        let stop = follow(rules, &strips).0;
        assert_eq!(stop, Some((10, StopReason::SuccessiveRises)));
    }

    #[test]
    fn values_out_of_range_are_named() {
        let rules = EarlyStopping {
            strip: 0,
            generalisation_loss: Some(-1.0),
            progress_quotient: Some(0.0),
            successive_rises: Some(0),
            training_progress: Some(f64::NAN),
        };
        let keys: Vec<&str> = rules.problems().iter().map(|problem| problem.key).collect();
        assert_eq!(
            keys,
            [
                "validation.strip",
                "validation.generalisation_loss",
                "validation.progress_quotient",
                "validation.successive_rises",
                "validation.training_progress"
            ]
        );
        assert_eq!(EarlyStopping::default().problems(), []);
    }
}
