//! Numbers and nothing else: elementary functions, dense linear algebra, statistics.
//!
//! Every `exp`, `tanh` and `ln` of the models goes through [`elementary`], which decides in one
//! place how it is computed, so that a result does not depend on the platform's C library; every
//! dense product goes through [`matrix_product`], which has one order of accumulation.

pub mod cholesky;
pub(crate) mod dispatch;
pub mod eigenvalues;
pub mod elementary;
pub(crate) mod exponential_fraction;
mod exponential_integral;
pub mod fourier;
pub mod lu;
pub mod matrix_product;
pub mod normal;
pub mod ranks;
pub mod singular_values;
pub mod statistics;
pub mod sums;
pub mod symmetric;

pub(crate) use elementary::exp_lane;
pub use elementary::{cos, exp, ln, logistic, tanh};
pub(crate) use exponential_integral::{all_near_zero, fade_fraction, fade_fraction_near_zero};
pub use exponential_integral::{exponential_integrals, fade_integral};
