//! Methods that minimise a function of one flat vector of weights. They know no network: an
//! [`Objective`] gives value, gradient and, where it has one, its Gauss–Newton matrix; an
//! [`Optimizer`] contains one method's formula and nothing else. Batches, recording and stopping
//! belong to the training loop.
//!
//! To add a method: write one file with a settings struct that implements [`MethodSettings`] and
//! [`Registered`], add one line to the registry in [`method`]. The law tests of this folder then run on it
//! unasked. `tests/conformance` compares with PyTorch and SciPy.
//!
//! ```
//! use galvani::optimize::{Method, MethodSettings, surface::Surface};
//!
//! // Rosenbrock's valley from its customary start; the minimum lies at (1, 1).
//! let mut bfgs = Method::named("bfgs").unwrap().optimizer(2);
//! let mut w = [-1.2, 1.0];
//! for _ in 0..40 {
//!     bfgs.step(&mut w, &mut Surface::Rosenbrock)?;
//! }
//! assert!((w[0] - 1.0).abs() < 1e-9 && (w[1] - 1.0).abs() < 1e-9);
//! # Ok::<(), galvani::optimize::Error>(())
//! ```
//!
//! Symbols throughout: w the weights, E(w) the loss, g = ∇E(w), n the number of weights, t the step.

pub mod adadelta;
pub mod adagrad;
pub mod adam;
pub mod adamw;
pub mod beta;
pub mod bfgs;
mod bfgs_printed;
pub mod conjugate_gradients;
mod counted;
mod descent;
pub mod gradient_descent;
pub mod l_bfgs;
#[cfg(test)]
mod laws;
pub mod levenberg_marquardt;
pub mod line_search;
pub mod method;
pub mod momentum;
pub mod nesterov;
pub mod preset;
pub mod quickprop;
pub mod rmsprop;
pub mod rprop;
pub mod scaled_conjugate_gradients;
pub mod search;
mod settings;
pub mod surface;
mod vector;
pub mod weight_decay;

pub use crate::settings::OutOfRange;
pub use counted::{Cost, Counted, Counts};
pub use method::{METHODS, Method, NamedPreset};
pub use preset::Preset;
pub use settings::{MethodSettings, Needs, Registered};

/// A function of n weights to be minimised. `&mut self` because evaluations reuse buffers.
pub trait Objective {
    /// Number of weights, n.
    fn dimension(&self) -> usize;

    /// E(w).
    fn value(&mut self, w: &[f64]) -> f64;

    /// Writes ∇E(w) into `gradient` (length n) and returns E(w).
    fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64;

    /// Where E has a Gauss–Newton form: writes the matrix G ≈ ∇²E(w) (n × n, row by row, both
    /// triangles) and ∇E(w), and returns E(w). For E = ½Σe² these are JᵀJ and Jᵀe; other losses
    /// scale both alike. `None`: the objective has no such form.
    fn normal_equations(
        &mut self,
        _w: &[f64],
        _matrix: &mut [f64],
        _gradient: &mut [f64],
    ) -> Option<f64> {
        None
    }

    /// Number of weights that feed the same unit as the given one, its bias included (Fahlman's
    /// split epsilon divides by it). `None`: the objective is no network.
    fn fan_in(&self, _weight: usize) -> Option<usize> {
        None
    }

    /// What a call of each kind costs.
    fn cost(&self) -> Cost {
        Cost::default()
    }
}

/// A method that improves weights step by step.
///
/// A step begins where the last one ended: the method may carry what it computed there (a loss, a
/// gradient, a direction), so the caller must not move the weights between steps of one run.
pub trait Optimizer {
    /// The method's name in the registry.
    fn name(&self) -> &'static str;

    /// Moves `w` by one step and tells the loss and gradient norm at the point where the step
    /// *began*: every method has computed these on its way, so recording them costs nothing.
    ///
    /// # Errors
    /// [`Error::NoNormalEquations`] when the method needs a Gauss–Newton matrix and the objective
    /// has none, [`Error::NoFanIn`] when it needs fan-ins.
    ///
    /// # Panics
    /// When `w` has another length than the one the optimizer was built for.
    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step<'_>, Error>;

    /// From the next step on the learning rate is `factor` times that of the settings, whatever it
    /// was before; what is remembered of earlier steps (a ΔW of the momentum) stays as it is.
    /// False, and nothing changes: the method has no learning rate.
    fn scale_learning_rate(&mut self, _factor: f64) -> bool {
        false
    }
}

/// What a step tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step<'a> {
    /// E at the point where the step began.
    pub loss: f64,
    gradient: Gradient<'a>,
    /// False: the method found no better point and left the weights where they were (its line
    /// search or damping ran out). Repeating the step would change nothing.
    pub moved: bool,
}

/// ∇E at the point where the step began, as far as it is told.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Gradient<'a> {
    Whole(&'a [f64]),
    Norm(f64),
}

impl<'a> Step<'a> {
    /// A step that was made from where E is `loss` and ∇E is `gradient`.
    fn made(loss: f64, gradient: &'a [f64]) -> Self {
        Step {
            loss,
            gradient: Gradient::Whole(gradient),
            moved: true,
        }
    }

    /// ‖∇E‖₂ at the point where the step began. Computed only when asked for: mini-batches never
    /// ask.
    pub fn gradient_norm(&self) -> f64 {
        match self.gradient {
            Gradient::Whole(gradient) => vector::norm(gradient),
            Gradient::Norm(norm) => norm,
        }
    }
}

/// Why a step could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The method needs [`Objective::normal_equations`].
    #[error("{method} needs a Gauss–Newton matrix, which this objective does not have")]
    NoNormalEquations { method: &'static str },
    /// The method divides by [`Objective::fan_in`].
    #[error(
        "{method} with `split_epsilon` needs the fan-in of every weight, which this objective does not have"
    )]
    NoFanIn { method: &'static str },
}
