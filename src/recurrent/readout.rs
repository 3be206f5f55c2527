//! The output layer and the error it is judged by.

use crate::math::elementary::{exp, exp_in_place, ln, ln_1p, logistic_in_place};

/// The output units' function and the error of an answer p to a target t.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// p = z, E = ½ Σ (p − t)².
    Linear,
    /// p = 1/(1 + e^(−z)), E = ½ Σ (p − t)².
    Logistic,
    /// p = 1/(1 + e^(−z)), E = −Σ [t ln p + (1 − t) ln(1 − p)].
    LogisticCrossEntropy,
    /// p = e^z / Σ e^z, E = −Σ t ln p, with targets that sum to 1.
    SoftmaxCrossEntropy,
}

/// The output layer: z(t) = [y(t), x(t)] W_z + b_z.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readout {
    /// Number of output units, at least 1.
    pub units: usize,
    /// Their function and error.
    pub output: Output,
    /// Whether they have biases.
    pub biases: bool,
    /// Whether they also see the inputs x(t).
    pub shortcuts: bool,
}

impl Readout {
    /// With biases, without a direct way from the inputs.
    pub fn new(units: usize, output: Output) -> Readout {
        Readout {
            units,
            output,
            biases: true,
            shortcuts: false,
        }
    }
}

impl Output {
    /// Replaces the sums z of any number of steps, `width` in a row, by answers p.
    pub(super) fn answer(self, z: &mut [f64], width: usize) {
        match self {
            Output::Linear => {}
            Output::Logistic | Output::LogisticCrossEntropy => logistic_in_place(z),
            Output::SoftmaxCrossEntropy => z.chunks_exact_mut(width).for_each(|row| {
                softmax(row);
            }),
        }
    }

    /// The same, and returns E.
    pub(super) fn judge(self, z: &mut [f64], targets: &[f64], width: usize) -> f64 {
        match self {
            Output::Linear | Output::Logistic => {
                self.answer(z, width);
                let squares = z.iter().zip(targets).map(|(p, t)| (p - t) * (p - t));
                0.5 * squares.sum::<f64>()
            }
            Output::LogisticCrossEntropy => {
                // ln(1 + e^z) = max(z, 0) + ln(1 + e^(−|z|)).
                let term = |(z, t): (&f64, &f64)| {
                    let ramp = if *z < 0.0 { 0.0 } else { *z };
                    ramp - z * t + ln_1p(exp(-z.abs()))
                };
                let sum = z.iter().zip(targets).map(term).sum();
                self.answer(z, width);
                sum
            }
            Output::SoftmaxCrossEntropy => {
                let rows = z.chunks_exact_mut(width).zip(targets.chunks_exact(width));
                rows.map(|(z, t)| softmax_entropy(z, t)).sum()
            }
        }
    }

    /// Replaces answers p by ∂E/∂z.
    pub(super) fn deltas(self, answers: &mut [f64], targets: &[f64]) {
        for (p, t) in answers.iter_mut().zip(targets) {
            let slope = match self {
                Output::Logistic => *p * (1.0 - *p),
                _ => 1.0,
            };
            *p = (*p - t) * slope;
        }
    }
}

/// Replaces one row of z by p; returns ln Σ e^z with z as they were less their greatest.
fn softmax(z: &mut [f64]) -> f64 {
    let greatest = z.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    z.iter_mut().for_each(|z| *z -= greatest);
    exp_in_place(z);
    let sum: f64 = z.iter().sum();
    z.iter_mut().for_each(|p| *p /= sum);
    ln(sum)
}

fn softmax_entropy(z: &mut [f64], targets: &[f64]) -> f64 {
    let greatest = z.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let linear: f64 = z.iter().zip(targets).map(|(z, t)| (z - greatest) * t).sum();
    softmax(z) - linear
}
