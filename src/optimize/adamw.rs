//! AdamW: Adam whose weight decay acts on the weights alone and never enters the moments.
//!
//! w ← w − η λ w,   then Adam's step:   w ← w − η m̂/(√v̂ + ε)
//!
//! m̂ and v̂ are the corrected moments of g = ∇E ([`super::adam`]). A decay that is added to the
//! gradient, g + λw, is divided by √v̂ as well: weights with large gradients then decay less. Here all
//! decay alike.
//!
//! Source: Loshchilov & Hutter 2019, ICLR (arXiv:1711.05101), algorithm 2, with the learning rate η as
//! its multiplier η_t and with α = 1, so that η scales both terms, as in PyTorch (whose λ is 0.01). In
//! the paper's experiments α scales Adam's term alone: its λ is η λ here.

use super::adam::{Adam, Moments};
use super::preset::Preset;
use super::search::Range;
use super::{MethodSettings, Optimizer, OutOfRange, Registered};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Settings of AdamW.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AdamW {
    /// Learning rate η, above 0. Default 0.01 (0.001 in the paper and PyTorch, for mini-batches).
    pub learning_rate: f64,
    /// Decay β₁ of the first moment, in [0, 1). Default 0.9.
    pub beta1: f64,
    /// Decay β₂ of the second moment, in [0, 1). Default 0.999.
    pub beta2: f64,
    /// ε that keeps the divisor from zero, above 0. Default 1e-8.
    pub epsilon: f64,
    /// Decoupled weight decay λ, at least 0. Default 0.01 (PyTorch).
    pub weight_decay: f64,
}

impl Default for AdamW {
    fn default() -> Self {
        let Adam {
            learning_rate,
            beta1,
            beta2,
            epsilon,
            ..
        } = Adam::default();
        AdamW {
            learning_rate,
            beta1,
            beta2,
            epsilon,
            weight_decay: 0.01,
        }
    }
}

impl AdamW {
    /// Adam without any decay of its own.
    fn adam(&self) -> Adam {
        Adam {
            learning_rate: self.learning_rate,
            beta1: self.beta1,
            beta2: self.beta2,
            epsilon: self.epsilon,
            weight_decay: 0.0,
        }
    }
}

impl Registered for AdamW {
    const PRESETS: &'static [Preset<Self>] = &[
        Preset::paper("Loshchilov & Hutter 2019 with η = 0.01, the full batch's."),
        Preset {
            name: "pytorch",
            about: "AdamW with its rate of 0.001.",
            settings: || AdamW {
                learning_rate: 1e-3,
                ..AdamW::default()
            },
        },
    ];

    // As Adam's; Loshchilov & Hutter 2019 tune λ apart from η.
    const SEARCH: &'static [Range] = &[Range::log("learning_rate", 1e-4, 1.0)];
}

impl MethodSettings for AdamW {
    fn problems(&self) -> Vec<OutOfRange> {
        let decay = OutOfRange::unless_not_negative("weight_decay", self.weight_decay);
        self.adam().problems().into_iter().chain(decay).collect()
    }

    fn optimizer(&self, dimension: usize) -> Box<dyn Optimizer> {
        let decoupled = Moments::new("adamw", self.adam(), self.weight_decay, dimension);
        Box::new(decoupled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::optimize::laws::path;
    use crate::optimize::surface::{Quadratic, Surface};

    #[test]
    fn without_decay_it_is_adam_to_the_bit() {
        let settings = AdamW {
            weight_decay: 0.0,
            ..AdamW::default()
        };
        for mut surface in Surface::ALL {
            let start = surface.start();
            assert_eq!(
                path(&settings, &mut surface, &start, 50),
                path(&Adam::default(), &mut surface, &start, 50)
            );
        }
    }

    #[test]
    fn the_first_steps_are_those_worked_by_hand() {
        // E = w²/2 from w = 1, η = 0.1, λ = 0.5, β₁ = β₂ = 0.5, ε negligible:
        // t = 1: w = 0.95, m̂ = √v̂ = 1: w = 0.85;
        // t = 2: g = 0.85: m = 0.675, m̂ = 0.9, v = 0.61125, v̂ = 0.815, w = 0.85·0.95 − 0.09/√0.815.
        let settings = AdamW {
            learning_rate: 0.1,
            beta1: 0.5,
            beta2: 0.5,
            epsilon: 1e-300,
            weight_decay: 0.5,
        };
        let path = path(&settings, &mut Quadratic::diagonal(&[1.0]), &[1.0], 2);
        approx::assert_abs_diff_eq!(path[0][0], 0.85, epsilon = 1e-15);
        let second = 0.85 * 0.95 - 0.09 / 0.815f64.sqrt();
        approx::assert_abs_diff_eq!(path[1][0], second, epsilon = 1e-15);
    }

    #[test]
    fn decay_of_the_weights_is_not_decay_in_the_gradient() {
        // Where E is flat, g = 0: coupled, only λw is left, whose size Adam divides away: the first
        // step is η whatever λ; decoupled, the weight shrinks by the factor 1 − ηλ.
        let mut flat = Quadratic::diagonal(&[0.0]);
        for weight_decay in [0.01, 1.0] {
            let coupled = Adam {
                weight_decay,
                ..Adam::default()
            };
            let decoupled = AdamW {
                weight_decay,
                ..AdamW::default()
            };
            let coupled = path(&coupled, &mut flat, &[1.0], 1);
            let decoupled = path(&decoupled, &mut flat, &[1.0], 1);
            approx::assert_abs_diff_eq!(coupled[0][0], 0.99, epsilon = 1e-7);
            assert_eq!(decoupled[0][0], 1.0 - 0.01 * weight_decay);
        }
    }
}
