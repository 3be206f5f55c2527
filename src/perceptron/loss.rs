//! Losses E = (1/N) Σ_s E_s of N examples with outputs z of the last layer and targets t.
//!
//! | loss | link p(z) | E_s | ∂E_s/∂z | H = ∂²E_s/∂z² | root S, SᵀS = H |
//! |---|---|---|---|---|---|
//! | squared error | z | ½ Σ (z − t)² | z − t | I | I |
//! | softmax cross-entropy | e^z / Σ e^z | ln Σ e^z − Σ t·z | p − t | diag p − p pᵀ | diag √p − √p pᵀ |
//! | logistic cross-entropy | 1/(1 + e^(−z)) | Σ ln(1 + e^z) − t·z | p − t | diag p(1−p) | diag √(p(1−p)) |
//!
//! The cross-entropies contain their own output function ("matching" loss and link, Bishop 1995,
//! *Neural Networks for Pattern Recognition*, §6.7–6.9): it is computed from z, so that neither a
//! logarithm of 0 nor an overflow can occur.

use crate::math::sums::dot;
use crate::math::elementary::{exp, exp_in_place, ln, ln_1p, logistic_in_place};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What training minimises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Loss {
    /// ½ Σ (y − t)² over the outputs, averaged over the examples.
    SquaredError,
    /// −Σ t ln p with softmax outputs p, for one class out of many: each row of targets sums to 1.
    /// The last layer must be linear.
    SoftmaxCrossEntropy,
    /// −Σ t ln p + (1 − t) ln(1 − p) with logistic outputs p, for yes or no at each output:
    /// targets in [0, 1]. The last layer must be linear.
    LogisticCrossEntropy,
}

impl Loss {
    /// Every loss; tests of laws run over them all.
    pub const ALL: &'static [Loss] = &[
        Loss::SquaredError,
        Loss::SoftmaxCrossEntropy,
        Loss::LogisticCrossEntropy,
    ];

    /// Whether the loss contains the output function, so that the last layer must be linear.
    pub fn has_own_link(self) -> bool {
        self != Loss::SquaredError
    }

    /// Replaces outputs z of the last layer, `width` in a row, by the network's answers p(z).
    pub(super) fn link(self, z: &mut [f64], width: usize) {
        match self {
            Loss::SquaredError => {}
            Loss::SoftmaxCrossEntropy => {
                shift_by_largest(z, width);
                normalise_exponentials(z, width);
            }
            Loss::LogisticCrossEntropy => logistic_in_place(z),
        }
    }

    /// Replaces z by p(z) and returns Σ_s E_s over the rows.
    pub(super) fn sum(self, z: &mut [f64], targets: &[f64], width: usize) -> f64 {
        match self {
            Loss::SquaredError => {
                let terms = z.iter().zip(targets).map(|(z, t)| (z - t) * (z - t));
                0.5 * terms.sum::<f64>()
            }
            Loss::SoftmaxCrossEntropy => {
                // A common shift of a row's z changes nothing, because its targets sum to 1.
                shift_by_largest(z, width);
                let linear = dot(z, targets);
                normalise_exponentials(z, width) - linear
            }
            Loss::LogisticCrossEntropy => {
                // ln(1 + e^z) = max(z, 0) + ln(1 + e^(−|z|)).
                let term = |(z, t): (&f64, &f64)| {
                    let ramp = if *z < 0.0 { 0.0 } else { *z };
                    ramp - z * t + ln_1p(exp(-z.abs()))
                };
                let sum = z.iter().zip(targets).map(term).sum();
                logistic_in_place(z);
                sum
            }
        }
    }

    /// Writes, for one example with answers p, a root S of H = SᵀS, row by row.
    pub(super) fn hessian_root(self, p: &[f64], root: &mut [f64]) {
        let width = p.len();
        root.fill(0.0);
        for o in 0..width {
            match self {
                Loss::SquaredError => root[o * width + o] = 1.0,
                Loss::LogisticCrossEntropy => {
                    root[o * width + o] = (p[o] * (1.0 - p[o])).sqrt();
                }
                Loss::SoftmaxCrossEntropy => {
                    let sqrt = p[o].sqrt();
                    for (j, value) in root[o * width..(o + 1) * width].iter_mut().enumerate() {
                        *value = sqrt * (f64::from(j == o) - p[j]);
                    }
                }
            }
        }
    }
}

/// Rows whose maxima and sums are found side by side: one after the other the additions of a row
/// would wait for each other.
const SIDE_BY_SIDE: usize = 8;

/// Subtracts from each row of `width` its largest z, so that no exponential overflows.
fn shift_by_largest(z: &mut [f64], width: usize) {
    for rows in z.chunks_mut(SIDE_BY_SIDE * width) {
        let mut largest = [f64::NEG_INFINITY; SIDE_BY_SIDE];
        for o in 0..width {
            for (largest, row) in largest.iter_mut().zip(rows.chunks_exact(width)) {
                // NaN is never the larger one, and stays where it is.
                *largest = if row[o] > *largest { row[o] } else { *largest };
            }
        }
        for (row, largest) in rows.chunks_exact_mut(width).zip(largest) {
            row.iter_mut().for_each(|z| *z -= largest);
        }
    }
}

/// Replaces each row of `width` shifted z by e^z / Σ e^z and returns the sum of ln Σ e^z over the
/// rows. Each Σ e^z lies between 1 and `width`, so that the logarithm of a product of some of them
/// is the sum of their logarithms.
fn normalise_exponentials(z: &mut [f64], width: usize) -> f64 {
    exp_in_place(z);
    let mut log_sums = 0.0;
    for rows in z.chunks_mut(SIDE_BY_SIDE * width) {
        let mut sums = [0.0; SIDE_BY_SIDE];
        for o in 0..width {
            for (sum, row) in sums.iter_mut().zip(rows.chunks_exact(width)) {
                *sum += row[o];
            }
        }
        let mut product = 1.0;
        for (row, sum) in rows.chunks_exact_mut(width).zip(sums) {
            row.iter_mut().for_each(|p| *p /= sum);
            product *= sum;
        }
        log_sums += ln(product);
    }
    log_sums
}
