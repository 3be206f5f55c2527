//! The factor β of the conjugate directions p_t = −g_t + β p_{t−1}. With y = g_t − g_{t−1}:
//!
//! * Fletcher–Reeves: β = g_t·g_t / g_{t−1}·g_{t−1} (Fletcher & Reeves 1964, Comput. J. 7:149)
//! * Polak–Ribière: β = g_t·y / g_{t−1}·g_{t−1} (Polak & Ribière 1969, Rev. Fr. Inform. Rech. Opér.
//!   3:35)
//! * Polak–Ribière+: max(β, 0) of it, as Powell 1984 and Gilbert & Nocedal 1992, SIAM J. Optim. 2:21,
//!   ask for: it restarts where β would turn the direction back
//! * Hestenes–Stiefel: β = g_t·y / p_{t−1}·y (Hestenes & Stiefel 1952, J. Res. NBS 49:409), with
//!   max(β, 0) too
//!
//! On a quadratic with an exact line search all are equal.

use super::vector::dot;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The formula for β.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Beta {
    /// g_t·g_t / g_{t−1}·g_{t−1}.
    FletcherReeves,
    /// g_t·y / g_{t−1}·g_{t−1}.
    PolakRibiere,
    /// max(0, g_t·y / g_{t−1}·g_{t−1}).
    #[default]
    PolakRibierePlus,
    /// max(0, g_t·y / p_{t−1}·y).
    HestenesStiefel,
}

impl Beta {
    /// Every formula.
    pub const ALL: [Beta; 4] = [
        Beta::FletcherReeves,
        Beta::PolakRibiere,
        Beta::PolakRibierePlus,
        Beta::HestenesStiefel,
    ];

    /// β from g_t, g_{t−1} and p_{t−1}; 0, which is steepest descent, where the formula divides by
    /// nothing.
    pub fn of(self, gradient: &[f64], gradient_before: &[f64], direction_before: &[f64]) -> f64 {
        // a·y without storing y.
        let along_y = |a: &[f64]| dot(a, gradient) - dot(a, gradient_before);
        let beta = match self {
            Beta::FletcherReeves => dot(gradient, gradient) / dot(gradient_before, gradient_before),
            Beta::PolakRibiere | Beta::PolakRibierePlus => {
                along_y(gradient) / dot(gradient_before, gradient_before)
            }
            Beta::HestenesStiefel => along_y(gradient) / along_y(direction_before),
        };
        let may_turn_back = self == Beta::PolakRibiere;
        if beta.is_finite() && (beta > 0.0 || may_turn_back) {
            beta
        } else {
            0.0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Beta;

    #[test]
    fn factors_worked_by_hand() {
        // g = (1, 2), g₋ = (3, 0), p₋ = (−3, 0): g·g = 5, g₋·g₋ = 9, g·y = 5 − 3 = 2,
        // p₋·y = −3 + 9 = 6.
        let of = |beta: Beta| beta.of(&[1.0, 2.0], &[3.0, 0.0], &[-3.0, 0.0]);
        assert_eq!(of(Beta::FletcherReeves), 5.0 / 9.0);
        assert_eq!(of(Beta::PolakRibiere), 2.0 / 9.0);
        assert_eq!(of(Beta::PolakRibierePlus), 2.0 / 9.0);
        assert_eq!(of(Beta::HestenesStiefel), 2.0 / 6.0);
    }

    #[test]
    fn a_negative_or_undefined_factor_means_steepest_descent() {
        // g·y = 1 − 3 = −2; only Polak–Ribière as first published keeps it.
        assert_eq!(Beta::PolakRibiere.of(&[1.0], &[3.0], &[-3.0]), -2.0 / 9.0);
        assert_eq!(Beta::PolakRibierePlus.of(&[1.0], &[3.0], &[-3.0]), 0.0);
        assert_eq!(Beta::PolakRibiere.of(&[0.0], &[0.0], &[0.0]), 0.0);
        assert_eq!(Beta::HestenesStiefel.of(&[1.0], &[1.0], &[-1.0]), 0.0);
        assert_eq!(Beta::FletcherReeves.of(&[0.0], &[0.0], &[0.0]), 0.0);
    }
}
