//! The functions of two variables that are learned, and the superpositions behind them.

use crate::math::elementary::{exp, sin};
use crate::outcome::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::f64::consts::PI;

/// A function on [−1, 1]².
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Function {
    /// exp(sin πx + y²): one inner sum and one outer function, the paper's example.
    #[default]
    ExpSine,
    /// xy = ((x + y)² − (x − y)²)/4: two inner sums.
    Product,
    /// √(x² + y²): one inner sum, an outer function whose slope is infinite at 0.
    Radius,
    /// sin(πxy): no superposition of two layers is known, three layers do it: sin of a product.
    SineOfProduct,
}

/// One function of one variable.
pub type OneVariable = fn(f64) -> f64;

impl Function {
    /// f(x, y).
    pub fn value(self, x: f64, y: f64) -> f64 {
        match self {
            Function::ExpSine => exp(sin(PI * x) + y * y),
            Function::Product => x * y,
            Function::Radius => (x * x + y * y).sqrt(),
            Function::SineOfProduct => sin(PI * x * y),
        }
    }

    /// f(x, y) = Φ(φ₁(x) + φ₂(y)), where it is so: φ₁, φ₂, Φ.
    pub fn inner_sum(self) -> Option<[OneVariable; 3]> {
        match self {
            Function::ExpSine => Some([|x| sin(PI * x), |y| y * y, exp]),
            Function::Radius => Some([|x| x * x, |y| y * y, |s| s.max(0.0).sqrt()]),
            Function::Product | Function::SineOfProduct => None,
        }
    }

    /// In figures.
    pub fn label(self) -> Text {
        Text::same(match self {
            Function::ExpSine => "exp(sin πx + y²)",
            Function::Product => "xy",
            Function::Radius => "√(x² + y²)",
            Function::SineOfProduct => "sin πxy",
        })
    }
}
