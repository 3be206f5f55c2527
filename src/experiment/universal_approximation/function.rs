//! The functions that are approximated, with what is known of them in closed form.

use crate::math::{cos, exp, tanh};
use crate::outcome::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::f64::consts::PI;

/// Terms of the sum `weierstrass`.
const TERMS: i32 = 6;

/// A continuous function by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Function {
    /// sin 2πx on [0, 1].
    #[default]
    Sine,
    /// |x| on [−1, 1]: a kink.
    AbsoluteValue,
    /// tanh 10x on [−1, 1]: nearly a step.
    Step,
    /// 1/(1 + 25x²) on [−1, 1], where polynomials through even points fail (Runge 1901).
    Runge,
    /// Σ 2^(−k) cos(3^k πx), k = 0 … 5, on [0, 1]: the first terms of Weierstrass's function, which has
    /// a derivative nowhere.
    Weierstrass,
    /// exp(−4(x₁² + x₂²)) on [−1, 1]².
    Bump,
    /// x₁² − x₂² on [−1, 1]².
    Saddle,
}

impl Function {
    /// Number of variables.
    pub fn inputs(self) -> usize {
        match self {
            Function::Bump | Function::Saddle => 2,
            _ => 1,
        }
    }

    /// The interval of every variable.
    pub fn domain(self) -> (f64, f64) {
        match self {
            Function::Sine | Function::Weierstrass => (0.0, 1.0),
            _ => (-1.0, 1.0),
        }
    }

    /// f(x).
    pub fn value(self, x: &[f64]) -> f64 {
        match self {
            Function::Sine => crate::math::elementary::sin(2.0 * PI * x[0]),
            Function::AbsoluteValue => x[0].abs(),
            Function::Step => tanh(10.0 * x[0]),
            Function::Runge => 1.0 / (1.0 + 25.0 * x[0] * x[0]),
            Function::Weierstrass => terms().map(|(a, b)| a * cos(b * PI * x[0])).sum(),
            Function::Bump => exp(-4.0 * (x[0] * x[0] + x[1] * x[1])),
            Function::Saddle => x[0] * x[0] - x[1] * x[1],
        }
    }

    /// At least the modulus of continuity ω(δ) = max |f(x) − f(y)| over |x − y| ≤ δ; exact for the sine,
    /// the absolute value and the step. `None` for functions of two variables.
    pub fn modulus(self, delta: f64) -> Option<f64> {
        // cos and sin of arguments a period apart differ by at most 2 |sin| of half the angle.
        let wave = |angle: f64| {
            if angle < PI {
                2.0 * crate::math::elementary::sin(0.5 * angle)
            } else {
                2.0
            }
        };
        match self {
            Function::Sine => Some(wave(2.0 * PI * delta)),
            Function::AbsoluteValue => Some(delta.min(1.0)),
            Function::Step => Some(2.0 * tanh(5.0 * delta)),
            // The steepest slope, 5·3√3/8, is at 5x = 1/√3.
            Function::Runge => Some((15.0 * 3.0_f64.sqrt() / 8.0 * delta).min(1.0)),
            Function::Weierstrass => Some(terms().map(|(a, b)| a * wave(b * PI * delta)).sum()),
            Function::Bump | Function::Saddle => None,
        }
    }

    /// At least max |f″|, where f has one.
    pub fn curvature(self) -> Option<f64> {
        match self {
            Function::Sine => Some(4.0 * PI * PI),
            // tanh has its largest second derivative, 4/(3√3), at tanh = 1/√3.
            Function::Step => Some(100.0 * 4.0 / (3.0 * 3.0_f64.sqrt())),
            Function::Runge => Some(50.0),
            Function::Weierstrass => Some(terms().map(|(a, b)| a * (b * PI).powi(2)).sum()),
            _ => None,
        }
    }

    /// In figures.
    pub fn label(self) -> Text {
        Text::same(match self {
            Function::Sine => "sin 2πx",
            Function::AbsoluteValue => "|x|",
            Function::Step => "tanh 10x",
            Function::Runge => "1/(1 + 25x²)",
            Function::Weierstrass => "Σ 2⁻ᵏ cos(3ᵏπx)",
            Function::Bump => "exp(−4(x₁² + x₂²))",
            Function::Saddle => "x₁² − x₂²",
        })
    }
}

/// Amplitude and frequency of every term.
fn terms() -> impl Iterator<Item = (f64, f64)> {
    (0..TERMS).map(|k| (0.5_f64.powi(k), 3.0_f64.powi(k)))
}
