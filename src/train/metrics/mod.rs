//! How good answers are on examples whose class or number is known.
//!
//! | file | measures |
//! |---|---|
//! | [`Confusion`] | accuracy, precision, recall, F₁ and their averages, Matthews' correlation, Cohen's κ |
//! | [`RocCurve`], [`auc`], [`OneVersusRest`] | how well scores rank the examples |
//! | [`log_loss`], [`brier_score`] | how good probabilities are |
//! | [`root_mean_squared_error`], [`mean_absolute_error`], [`r_squared`] | predicted numbers |
//! | [`ClassificationScores`], [`RegressionScores`] | the customary ones of them in one call |
//!
//! Definitions and conventions are those of scikit-learn (Pedregosa et al. 2011, J. Mach. Learn.
//! Res. 12:2825); `tests/metrics` demands its values to 1e-12. Where we say more than it does, the
//! function tells.

mod confusion;
mod probabilities;
mod regression;
mod roc;
mod scores;

pub use confusion::{Average, Confusion};
pub use probabilities::{brier_score, log_loss, most_probable};
pub use regression::{mean_absolute_error, r_squared, root_mean_squared_error};
pub use roc::{OneVersusRest, RocCurve, against_rest, auc};
pub use scores::{ClassificationScores, RegressionScores};
