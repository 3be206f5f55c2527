//! Losses E = (1/N) Σ_s E_s of N examples with outputs z of the last layer and targets t.
//!
//! | loss | link p(z) | E_s | ∂E_s/∂z | H = ∂²E_s/∂z² | root S, SᵀS = H |
//! |---|---|---|---|---|---|
//! | squared error | z | ½ Σ (z − t)² | z − t | I | I |
//! | mean squared error | z | (1/M) Σ (z − t)² over M outputs | 2 (z − t)/M | 2 I/M | √(2/M) I |
//! | hyperbolic error | z | Σ (1 + d) ln(1 + d) + (1 − d) ln(1 − d) | −ln((1 + d)/(1 − d)) | diag 2/(1 − d²) | diag √(2/(1 − d²)) |
//! | softmax cross-entropy | e^z / Σ e^z | ln Σ e^z − Σ t·z | p − t | diag p − p pᵀ | diag √p − √p pᵀ |
//! | Kullback–Leibler | e^z / Σ e^z | ln Σ e^z − Σ t·z + Σ t ln t | p − t | diag p − p pᵀ | diag √p − √p pᵀ |
//! | logistic cross-entropy | 1/(1 + e^(−z)) | Σ ln(1 + e^z) − t·z | p − t | diag p(1−p) | diag √(p(1−p)) |
//!
//! with d = t − z. The hyperbolic error ends where |d| reaches 1: from |d| = 0.9999999 on it goes on
//! as a straight line of slope 17 (H = 0).
//!
//! The cross-entropies and the Kullback–Leibler divergence contain their own output function
//! ("matching" loss and link, Bishop 1995, *Neural Networks for Pattern Recognition*, §6.7–6.9): it
//! is computed from z, so that neither a logarithm of 0 nor an overflow can occur.

use super::Activation;
use super::softmax::{multiply_by_jacobian, normalise_exponentials, shift_by_largest};
use crate::math::elementary::{exp, ln, ln_1p, logistic_in_place};
use crate::math::sums::dot;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Where Fahlman's error gives way to its straight continuation, and the slope of that line.
const HYPERBOLIC_END: f64 = 0.999_999_9;
const HYPERBOLIC_SLOPE: f64 = 17.0;

/// What training minimises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Loss {
    /// ½ Σ (y − t)² over the outputs, averaged over the examples.
    SquaredError,
    /// Σ (y − t)²/M over the M outputs, averaged over the examples, as libraries print it.
    MeanSquaredError,
    /// The loss whose slope is Fahlman's "hyperbolic arctangent error": with d = t − y,
    /// Σ (1 + d) ln(1 + d) + (1 − d) ln(1 − d) and ∂E/∂y = −ln((1 + d)/(1 − d)), for outputs and
    /// targets no further apart than 1; where |d| > 0.9999999 the slope is ±17 (Fahlman 1988,
    /// CMU-CS-88-162). About d² for small d, twice the squared error.
    HyperbolicError,
    /// −Σ t ln p with softmax outputs p, for one class out of many: each row of targets sums to 1.
    /// The last layer is linear or, which means the same, softmax.
    SoftmaxCrossEntropy,
    /// −Σ t ln p + (1 − t) ln(1 − p) with logistic outputs p, for yes or no at each output:
    /// targets in [0, 1]. The last layer is linear or, which means the same, logistic.
    LogisticCrossEntropy,
    /// Σ t ln(t/p) with softmax outputs p (Kullback & Leibler 1951): the softmax cross-entropy less
    /// the entropy of the targets, hence 0 where p = t. Targets in [0, 1], each row summing to 1.
    /// The last layer is linear or, which means the same, softmax.
    KullbackLeibler,
}

/// Its name in settings.
impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

impl Loss {
    /// Every loss; tests of laws run over them all.
    pub const ALL: &'static [Loss] = &[
        Loss::SquaredError,
        Loss::MeanSquaredError,
        Loss::HyperbolicError,
        Loss::SoftmaxCrossEntropy,
        Loss::LogisticCrossEntropy,
        Loss::KullbackLeibler,
    ];

    /// The output function that the loss contains, computed from the outputs of a linear layer.
    pub fn output_function(self) -> Option<Activation> {
        match self {
            Loss::SquaredError | Loss::MeanSquaredError | Loss::HyperbolicError => None,
            Loss::SoftmaxCrossEntropy | Loss::KullbackLeibler => Some(Activation::Softmax),
            Loss::LogisticCrossEntropy => Some(Activation::Logistic),
        }
    }

    /// Replaces outputs z of the last layer, `width` in a row, by the network's answers p(z).
    pub(super) fn link(self, z: &mut [f64], width: usize) {
        match self {
            Loss::SquaredError | Loss::MeanSquaredError | Loss::HyperbolicError => {}
            Loss::SoftmaxCrossEntropy | Loss::KullbackLeibler => {
                shift_by_largest(z, width);
                normalise_exponentials(z, width);
            }
            Loss::LogisticCrossEntropy => logistic_in_place(z),
        }
    }

    /// Replaces z by p(z) and returns Σ_s E_s over the rows.
    pub(super) fn sum(self, z: &mut [f64], targets: &[f64], width: usize) -> f64 {
        match self {
            Loss::SquaredError => 0.5 * sum_of_squares(z, targets),
            Loss::MeanSquaredError => sum_of_squares(z, targets) / width as f64,
            Loss::HyperbolicError => {
                let terms = z.iter().zip(targets).map(|(z, t)| hyperbolic(t - z));
                terms.sum()
            }
            Loss::SoftmaxCrossEntropy => softmax_cross_entropy(z, targets, width),
            Loss::KullbackLeibler => {
                let known = targets.iter().filter(|&&t| t > 0.0);
                let negative_entropy: f64 = known.map(|&t| t * ln(t)).sum();
                softmax_cross_entropy(z, targets, width) + negative_entropy
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

    /// Whether targets may be any numbers, not only classes or shares.
    pub fn takes_any_targets(self) -> bool {
        matches!(self, Loss::SquaredError | Loss::MeanSquaredError)
    }

    /// Replaces `deltas` by ∂E_s/∂z times `scale`, for answers p to any number of examples, `width`
    /// in a row.
    pub(super) fn output_deltas(
        self,
        answers: &[f64],
        targets: &[f64],
        (scale, width): (f64, usize),
        deltas: &mut Vec<f64>,
    ) {
        deltas.clear();
        let pairs = answers.iter().zip(targets);
        let scale = match self {
            Loss::MeanSquaredError => scale * 2.0 / width as f64,
            _ => scale,
        };
        match self {
            Loss::HyperbolicError => {
                deltas.extend(pairs.map(|(p, t)| -hyperbolic_slope(t - p) * scale));
            }
            _ => deltas.extend(pairs.map(|(p, t)| (p - t) * scale)),
        }
    }

    /// Writes, for one example with answers p and targets t, a root S of H = SᵀS, row by row.
    pub(super) fn hessian_root(self, p: &[f64], t: &[f64], root: &mut [f64]) {
        let width = p.len();
        root.fill(0.0);
        for o in 0..width {
            match self {
                Loss::SquaredError => root[o * width + o] = 1.0,
                Loss::MeanSquaredError => root[o * width + o] = (2.0 / width as f64).sqrt(),
                Loss::HyperbolicError => {
                    root[o * width + o] = hyperbolic_curvature(t[o] - p[o]).sqrt();
                }
                Loss::LogisticCrossEntropy => {
                    root[o * width + o] = (p[o] * (1.0 - p[o])).sqrt();
                }
                Loss::SoftmaxCrossEntropy | Loss::KullbackLeibler => {
                    let sqrt = p[o].sqrt();
                    for (j, value) in root[o * width..(o + 1) * width].iter_mut().enumerate() {
                        *value = sqrt * (f64::from(j == o) - p[j]);
                    }
                }
            }
        }
    }

    /// Replaces a direction r of one example, with answers p and targets t, by H·r.
    pub(super) fn multiply_by_hessian(self, p: &[f64], t: &[f64], r: &mut [f64]) {
        match self {
            Loss::SquaredError => {}
            Loss::MeanSquaredError => {
                let curvature = 2.0 / p.len() as f64;
                r.iter_mut().for_each(|r| *r *= curvature);
            }
            Loss::HyperbolicError => {
                for (r, (p, t)) in r.iter_mut().zip(p.iter().zip(t)) {
                    *r *= hyperbolic_curvature(t - p);
                }
            }
            Loss::LogisticCrossEntropy => {
                for (r, p) in r.iter_mut().zip(p) {
                    *r *= p * (1.0 - p);
                }
            }
            Loss::SoftmaxCrossEntropy | Loss::KullbackLeibler => multiply_by_jacobian(p, r),
        }
    }
}

/// Σ (z − t)².
fn sum_of_squares(z: &[f64], targets: &[f64]) -> f64 {
    let terms = z.iter().zip(targets).map(|(z, t)| (z - t) * (z - t));
    terms.sum()
}

/// Replaces z by p and returns the sum of −Σ t ln p over the rows.
fn softmax_cross_entropy(z: &mut [f64], targets: &[f64], width: usize) -> f64 {
    // A common shift of a row's z changes nothing, because its targets sum to 1.
    shift_by_largest(z, width);
    let linear = dot(z, targets);
    normalise_exponentials(z, width) - linear
}

/// (1 + d) ln(1 + d) + (1 − d) ln(1 − d), beyond its end the straight line.
fn hyperbolic(d: f64) -> f64 {
    let inside = |d: f64| (1.0 + d) * ln_1p(d) + (1.0 - d) * ln_1p(-d);
    let beyond = d.abs() - HYPERBOLIC_END;
    if beyond > 0.0 {
        inside(HYPERBOLIC_END) + HYPERBOLIC_SLOPE * beyond
    } else {
        inside(d)
    }
}

/// Its derivative ln((1 + d)/(1 − d)).
fn hyperbolic_slope(d: f64) -> f64 {
    if d.abs() > HYPERBOLIC_END {
        HYPERBOLIC_SLOPE.copysign(d)
    } else {
        ln_1p(d) - ln_1p(-d)
    }
}

/// Its second derivative 2/(1 − d²).
fn hyperbolic_curvature(d: f64) -> f64 {
    if d.abs() > HYPERBOLIC_END {
        0.0
    } else {
        2.0 / ((1.0 - d) * (1.0 + d))
    }
}
