//! Numbers and nothing else: elementary functions, dense linear algebra, statistics.
//!
//! Every `exp`, `tanh` and `ln` of the models goes through [`elementary`], which decides in one
//! place how it is computed, so that a result does not depend on the platform's C library.

pub mod elementary;
pub mod statistics;

pub use elementary::{exp, ln, tanh};
