//! Activation functions y = σ(s) of a unit's weighted sum s, with the derivative written in terms
//! of the output y, which is all that back-propagation keeps.

use crate::math::elementary::{logistic_in_place, tanh_in_place};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

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
    /// Logistic sigmoid about zero, y = 1/(1 + e^(−s)) − ½: Fahlman's symmetric sigmoid (Fahlman 1988,
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
    ];

    /// σ(s) of one weighted sum; the same bits as [`Activation::apply`].
    pub fn value(self, s: f64) -> f64 {
        let mut one = [s];
        self.apply(&mut one);
        one[0]
    }

    /// Replaces weighted sums s by outputs y = σ(s).
    pub fn apply(self, sums: &mut [f64]) {
        match self {
            Activation::Linear => {}
            Activation::Logistic => logistic_in_place(sums),
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
        }
    }

    /// dσ/ds where the output is y.
    #[inline(always)]
    pub fn slope(self, y: f64) -> f64 {
        match self {
            Activation::Linear => 1.0,
            Activation::Logistic => y * (1.0 - y),
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

    /// Whether it is a sigmoid, whose slope vanishes for large |s|.
    pub fn saturates(self) -> bool {
        use Activation::{LecunTanh, Logistic, Softsign, SymmetricLogistic, Tanh};
        matches!(
            self,
            Logistic | SymmetricLogistic | Tanh | LecunTanh | Softsign
        )
    }

    /// Multiplies each δ by the slope at the output y of the same place, to which `offset` is added
    /// if the activation [saturates](Activation::saturates).
    pub(super) fn multiply_by_slope(self, outputs: &[f64], deltas: &mut [f64], offset: f64) {
        use Activation::SymmetricLogistic;
        use Activation::{LecunTanh, Linear, Logistic, Relu, Softsign, Tanh, Threshold};
        // The match stands outside of the loops, so that each of them vectorises.
        match self {
            Linear => {}
            Logistic => scale(outputs, deltas, |y| Logistic.slope(y) + offset),
            SymmetricLogistic => {
                scale(outputs, deltas, |y| SymmetricLogistic.slope(y) + offset);
            }
            Tanh => scale(outputs, deltas, |y| Tanh.slope(y) + offset),
            LecunTanh => scale(outputs, deltas, |y| LecunTanh.slope(y) + offset),
            Softsign => scale(outputs, deltas, |y| Softsign.slope(y) + offset),
            Relu => scale(outputs, deltas, |y| Relu.slope(y)),
            Threshold => deltas.fill(0.0),
        }
    }
}

fn scale(outputs: &[f64], deltas: &mut [f64], slope: impl Fn(f64) -> f64) {
    for (delta, &y) in deltas.iter_mut().zip(outputs) {
        *delta *= slope(y);
    }
}
