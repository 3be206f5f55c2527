//! Initial-value problems y′ = f(t, y) by adaptive explicit Runge–Kutta pairs, with the times of
//! events found to the method's own accuracy.
//!
//! The method of choice is Dormand & Prince's 8(5,3) (Prince & Dormand 1981, J. Comput. Appl. Math.
//! 7:67; step control after Hairer, Nørsett & Wanner 1993, *Solving Ordinary Differential Equations
//! I*, II.4–II.6) in the project's own [`lanes`]; the crate `ode_solvers` steps the same pair and the
//! 5(4) pair (Dormand & Prince 1980, ibid. 6:19) beside it. An [`Event`] inside an accepted step is
//! located by steps of the same method from that step's beginning, never by interpolation, so it
//! is as accurate as the steps themselves.
//!
//! * [`Solver`]: method and tolerances; [`Solver::integrate`] runs one segment between two
//!   discontinuities of the right-hand side.
//! * [`Trajectory`]: what a segment gave: samples, events, final state, [`Work`].
//! * [`lanes`]: many problems side by side in vector registers.
//! * [`fixed_step`]: Euler and the classic Runge–Kutta method.
//! * [`find_root`]: Brent's method, which locates the events and serves wherever else a
//!   bracketed root is wanted.

mod event;
pub mod fixed_step;
pub mod lanes;
mod root;
mod solver;
#[cfg(test)]
mod tests;
mod through_ode_solvers;

pub use event::{Event, Occurrence};
pub use root::find_root;
pub use solver::{Method, Solver, Trajectory, Work};

/// Why an integration ended early. Times are in the unit of the system.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// The derivative stopped being finite.
    #[error("the derivative is no longer finite at t = {t}")]
    NonFinite {
        /// End of the last accepted step.
        t: f64,
    },
    /// The tolerance would need a step below the resolution of t.
    #[error("the step became too short for the resolution of time at t = {t}")]
    StepUnderflow {
        /// End of the last accepted step.
        t: f64,
    },
    /// More steps than [`Solver::most_steps`].
    #[error("more than {most_steps} steps were needed; stopped at t = {t}")]
    TooManySteps {
        /// End of the last accepted step.
        t: f64,
        /// The limit.
        most_steps: u32,
    },
}
