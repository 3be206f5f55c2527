//! Activation functions y = σ(s) of a unit's weighted sum s, with the derivatives written in terms
//! of the output y, which is all that back-propagation keeps.
//!
//! | activation | σ(s) | σ′ by y | σ″ by y |
//! |---|---|---|---|
//! | linear | s | 1 | 0 |
//! | logistic, stochastic | 1/(1 + e^(−s)) | y(1 − y) | σ′·(1 − 2y) |
//! | symmetric logistic | 1/(1 + e^(−s)) − ½ | ¼ − y² | −2y·σ′ |
//! | tanh | tanh s | 1 − y² | −2y·σ′ |
//! | LeCun's tanh | a·tanh(b·s) | b(a² − y²)/a | −2b/a·y·σ′ |
//! | softsign | s/(1 + ∣s∣) | (1 − ∣y∣)² | ∓2(1 − ∣y∣)³ |
//! | relu | max(0, s) | 0 or 1 | 0 |
//! | threshold | 0 or 1 | 0 | 0 |
//! | softmax | e^s / Σ e^s | see `softmax.rs` | |

use super::Layer;
use super::softmax::{multiply_by_jacobian, normalise_exponentials, shift_by_largest};
use crate::math::dispatch::vectorised;
use crate::math::elementary::{logistic_in_place, tanh_in_place};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Amplitude and slope of LeCun's sigmoid: σ(±1) = ±1 and the second derivative is largest there.
const LECUN_AMPLITUDE: f64 = 1.7159;
const LECUN_SLOPE: f64 = 2.0 / 3.0;

/// Activation function of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Activation {
    /// y = s.
    Linear,
    /// Exponential sigmoid y = 1/(1 + e^(−s)).
    Logistic,
    /// Fahlman's "symmetric" sigmoid y = 1/(1 + e^(−s)) − ½, between −½ and ½ (Fahlman 1988,
    /// CMU-CS-88-162).
    SymmetricLogistic,
    /// Bipolar sigmoid y = tanh s.
    Tanh,
    /// y = 1.7159·tanh(2s/3) (LeCun, Bottou, Orr & Müller 1998, *Efficient BackProp*, §4.4).
    LecunTanh,
    /// y = s/(1 + |s|) (Elliott 1993).
    Softsign,
    /// Rectified linear unit y = max(0, s) (Nair & Hinton 2010); the slope at 0 is taken as 0.
    Relu,
    /// Heaviside's step: 1 for s ≥ 0, else 0 (McCulloch & Pitts 1943). Its slope is 0: for
    /// networks whose weights are set by hand, not for training.
    Threshold,
    /// Stochastic binary unit: y is 1 with probability 1/(1 + e^(−s)), else 0 (Ackley, Hinton &
    /// Sejnowski 1985, Cognitive Science 9:147, at temperature 1). Training and predictions put the
    /// probability in place of y (mean field); `Perceptron::sample` draws.
    Stochastic,
    /// y = e^s / Σ e^s over the units of the layer, which must be the last one.
    Softmax,
}

/// Its name in settings.
impl fmt::Display for Activation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.serialize(f)
    }
}

impl Activation {
    /// Every activation; tests of laws run over them all.
    pub const ALL: &'static [Activation] = &[
        Activation::Linear,
        Activation::Logistic,
        Activation::SymmetricLogistic,
        Activation::Tanh,
        Activation::LecunTanh,
        Activation::Softsign,
        Activation::Relu,
        Activation::Threshold,
        Activation::Stochastic,
        Activation::Softmax,
    ];

    /// σ(s) of one weighted sum; the same bits as [`Activation::apply`]. Of softmax: that of a
    /// layer of one unit, 1.
    pub fn value(self, s: f64) -> f64 {
        let mut one = [s];
        self.apply(&mut one);
        one[0]
    }

    /// Replaces weighted sums s by outputs y = σ(s). Of softmax they are the sums of one layer for
    /// one example.
    pub fn apply(self, sums: &mut [f64]) {
        match self {
            Activation::Linear => {}
            Activation::Logistic | Activation::Stochastic => logistic_in_place(sums),
            Activation::SymmetricLogistic => {
                logistic_in_place(sums);
                sums.iter_mut().for_each(|y| *y -= 0.5);
            }
            Activation::Tanh => tanh_in_place(sums),
            Activation::LecunTanh => {
                sums.iter_mut().for_each(|s| *s *= LECUN_SLOPE);
                tanh_in_place(sums);
                sums.iter_mut().for_each(|y| *y *= LECUN_AMPLITUDE);
            }
            Activation::Softsign => sums.iter_mut().for_each(|s| *s /= 1.0 + s.abs()),
            // Not `max`, which would turn NaN into 0 and hide that training diverged.
            Activation::Relu => sums.iter_mut().for_each(|s| {
                if *s < 0.0 {
                    *s = 0.0
                }
            }),
            Activation::Threshold => sums.iter_mut().for_each(|s| {
                if !s.is_nan() {
                    *s = f64::from(*s >= 0.0);
                }
            }),
            Activation::Softmax => {
                let width = sums.len();
                shift_by_largest(sums, width);
                normalise_exponentials(sums, width);
            }
        }
    }

    /// dσ/ds where the output is y. Of softmax: ∂y/∂s of one and the same unit.
    #[inline(always)]
    pub fn slope(self, y: f64) -> f64 {
        match self {
            Activation::Linear => 1.0,
            Activation::Logistic | Activation::Stochastic | Activation::Softmax => y * (1.0 - y),
            Activation::SymmetricLogistic => (0.5 - y) * (0.5 + y),
            Activation::Tanh => (1.0 - y) * (1.0 + y),
            Activation::LecunTanh => {
                LECUN_SLOPE / LECUN_AMPLITUDE * (LECUN_AMPLITUDE - y) * (LECUN_AMPLITUDE + y)
            }
            Activation::Softsign => (1.0 - y.abs()) * (1.0 - y.abs()),
            Activation::Relu => f64::from(y > 0.0),
            Activation::Threshold => 0.0,
        }
    }

    /// d²σ/ds² where the output is y; that of softsign, which jumps at 0, is taken as −2 there. Of
    /// softmax: ∂²y/∂s² of one and the same unit.
    pub fn curvature(self, y: f64) -> f64 {
        let slope = self.slope(y);
        match self {
            Activation::Linear | Activation::Relu | Activation::Threshold => 0.0,
            Activation::Logistic | Activation::Stochastic | Activation::Softmax => {
                slope * (1.0 - 2.0 * y)
            }
            Activation::SymmetricLogistic | Activation::Tanh => -2.0 * y * slope,
            Activation::LecunTanh => -2.0 * LECUN_SLOPE / LECUN_AMPLITUDE * y * slope,
            Activation::Softsign => -2.0 * (1.0 - y.abs()) * slope.copysign(y),
        }
    }

    /// Whether it is a sigmoid, whose slope vanishes for large |s|.
    pub fn saturates(self) -> bool {
        use Activation::{LecunTanh, Logistic, Softsign, Stochastic, SymmetricLogistic, Tanh};
        matches!(
            self,
            Logistic | SymmetricLogistic | Tanh | LecunTanh | Softsign | Stochastic
        )
    }
}

/// Of a layer's outputs for any number of examples, rows × units.
impl Layer {
    /// Replaces weighted sums by outputs.
    pub(super) fn apply(&self, sums: &mut [f64]) {
        match self.activation {
            Activation::Softmax => {
                shift_by_largest(sums, self.units);
                normalise_exponentials(sums, self.units);
            }
            elementwise => elementwise.apply(sums),
        }
    }

    /// Replaces each row δ by δ ∂y/∂s at the outputs of the same row; `offset` is added to the
    /// slopes of an activation that [saturates](Activation::saturates).
    pub(super) fn multiply_by_slope(&self, outputs: &[f64], deltas: &mut [f64], offset: f64) {
        use Activation::{
            LecunTanh, Linear, Logistic, Relu, Softmax, Softsign, Stochastic, SymmetricLogistic,
            Tanh, Threshold,
        };
        // The match stands outside of the loops, so that each of them vectorises.
        match self.activation {
            Linear => {}
            Logistic | Stochastic => multiply_by_slope_of_logistic((outputs, deltas, offset)),
            SymmetricLogistic => {
                scale(outputs, deltas, |y| SymmetricLogistic.slope(y) + offset);
            }
            Tanh => multiply_by_slope_of_tanh((outputs, deltas, offset)),
            LecunTanh => scale(outputs, deltas, |y| LecunTanh.slope(y) + offset),
            Softsign => scale(outputs, deltas, |y| Softsign.slope(y) + offset),
            Relu => scale(outputs, deltas, |y| Relu.slope(y)),
            Threshold => deltas.fill(0.0),
            Softmax => {
                let rows = outputs.chunks_exact(self.units);
                for (y, deltas) in rows.zip(deltas.chunks_exact_mut(self.units)) {
                    multiply_by_jacobian(y, deltas);
                }
            }
        }
    }

    /// Adds δ·R{∂y/∂s} to each row of `sums_delta`, R{·} being the derivative along a direction in
    /// which the weighted sums move with `along.0` = R{s} and the outputs with `along.1` = R{y}.
    pub(super) fn add_slope_change(
        &self,
        outputs: &[f64],
        along: (&[f64], &[f64]),
        deltas: &[f64],
        sums_delta: &mut [f64],
    ) {
        if self.activation == Activation::Softmax {
            // R{y ∘ (δ − yᵀδ)} at constant δ.
            let rows = outputs.chunks_exact(self.units);
            let rows = rows.zip(along.1.chunks_exact(self.units));
            let rows = rows.zip(deltas.chunks_exact(self.units));
            for (((y, r_y), delta), sum) in rows.zip(sums_delta.chunks_exact_mut(self.units)) {
                let dot = |a: &[f64]| a.iter().zip(delta).map(|(a, d)| a * d).sum::<f64>();
                let (mean, r_mean) = (dot(y), dot(r_y));
                for i in 0..self.units {
                    sum[i] += r_y[i] * (delta[i] - mean) - y[i] * r_mean;
                }
            }
            return;
        }
        let of_units = outputs.iter().zip(along.0).zip(deltas);
        for (sum, ((&y, r_s), delta)) in sums_delta.iter_mut().zip(of_units) {
            *sum += self.activation.curvature(y) * r_s * delta;
        }
    }
}

#[inline(always)]
fn scale(outputs: &[f64], deltas: &mut [f64], slope: impl Fn(f64) -> f64) {
    for (delta, &y) in deltas.iter_mut().zip(outputs) {
        *delta *= slope(y);
    }
}

vectorised! {
    fn multiply_by_slope_of_tanh(arguments: (&[f64], &mut [f64], f64)) {
        let (outputs, deltas, offset) = arguments;
        scale(outputs, deltas, |y| Activation::Tanh.slope(y) + offset);
    }
}

vectorised! {
    fn multiply_by_slope_of_logistic(arguments: (&[f64], &mut [f64], f64)) {
        let (outputs, deltas, offset) = arguments;
        scale(outputs, deltas, |y| Activation::Logistic.slope(y) + offset);
    }
}
