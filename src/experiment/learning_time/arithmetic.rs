//! Multiplications that a trial takes, estimated from its calls and steps: a currency in which the
//! linear algebra of second-order methods counts too, as in Hagan & Menhaj 1994 (who counted
//! floating-point operations), and which no machine changes.
//!
//! With n weights, N examples and M outputs:
//!
//! | what | multiplications |
//! |---|---|
//! | E(w), a forward pass | n N |
//! | ∇E(w), forward and backward | 3 n N |
//! | JᵀJ and Jᵀe | (1 + 2M) n N for J, M N n(n + 1)/2 for JᵀJ |
//! | a trial of Levenberg–Marquardt: Cholesky, two triangles | n³/6 + n² |
//! | a step of BFGS: Hg, Hy, the update | 3 n² |
//! | a step of L-BFGS of m pairs | 4 m n |
//!
//! Other work of a step grows with n only and is left out. A Gauss–Newton step of Levenberg–Marquardt
//! costs one value of E a trial, so that its trials are its values.

use crate::optimize::{Counts, Method};

/// The sizes behind an estimate.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// n.
    pub weights: usize,
    /// N.
    pub examples: usize,
    /// M.
    pub outputs: usize,
}

/// Multiplications of so many calls and steps of a method.
pub fn multiplications(method: &Method, sizes: Sizes, counts: &Counts, steps: u64) -> f64 {
    let [n, examples, outputs] =
        [sizes.weights, sizes.examples, sizes.outputs].map(|size| size as f64);
    let [values, gradients, matrices] =
        [counts.values, counts.gradients, counts.normal_equations].map(|calls| calls as f64);
    let pass = n * examples;
    let matrix = (1.0 + 2.0 * outputs) * pass + outputs * examples * n * (n + 1.0) / 2.0;
    let algebra = match method {
        Method::LevenbergMarquardt(_) => values * (n * n * n / 6.0 + n * n),
        Method::Bfgs(_) => steps as f64 * 3.0 * n * n,
        Method::LBfgs(settings) => steps as f64 * 4.0 * f64::from(settings.memory) * n,
        _ => 0.0,
    };
    values * pass + 3.0 * gradients * pass + matrices * matrix + algebra
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZES: Sizes = Sizes {
        weights: 6,
        examples: 10,
        outputs: 2,
    };

    fn count(method: &str, counts: Counts) -> f64 {
        multiplications(&Method::named(method).unwrap(), SIZES, &counts, 4)
    }

    #[test]
    fn first_order_methods_pay_for_their_gradients_only() {
        let counts = Counts {
            gradients: 4,
            values: 1,
            ..Counts::default()
        };
        // 4 · 3 · 60 + 60.
        assert_eq!(count("rprop", counts), 780.0);
        // And 4 · 3 · 36 for the matrix.
        assert_eq!(count("bfgs", counts), 1212.0);
        // And 4 steps of 10 pairs: 4 · 40 · 6.
        assert_eq!(count("l-bfgs", counts), 1740.0);
    }

    #[test]
    fn levenberg_marquardt_pays_for_its_matrices_and_factorisations() {
        let counts = Counts {
            normal_equations: 2,
            values: 3,
            ..Counts::default()
        };
        // 2 (5 · 60 + 20 · 21) + 3 · 60 + 3 (36 + 36).
        assert_eq!(count("levenberg-marquardt", counts), 1836.0);
    }
}
