//! Adam: first and second moments of each gradient component, corrected for their start at zero.
//!
//! m_t = β₁ m_{t−1} + (1 − β₁) g_t,   v_t = β₂ v_{t−1} + (1 − β₂) g_t²,
//! m̂ = m_t/(1 − β₁ᵗ),   v̂ = v_t/(1 − β₂ᵗ),   w ← w − η m̂/(√v̂ + ε),   g = ∇E + ρ w
//!
//! ρ is the weight decay; [`super::adamw`] is the form that keeps it out of the moments.
//!
//! Source: Kingma & Ba 2015, ICLR (arXiv:1412.6980), algorithm 1, with its defaults but for η, which
//! there is 0.001 for mini-batches of deep networks.

use super::preset::Preset;
use super::search::Range;
use super::{Error, MethodSettings, Objective, Optimizer, OutOfRange, Registered, Step};
use crate::math::dispatch::vectorised;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Settings of Adam.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Adam {
    /// Learning rate η, above 0. Default 0.01 (the paper's 0.001 is for mini-batches).
    pub learning_rate: f64,
    /// Decay β₁ of the first moment, in [0, 1). Default 0.9.
    pub beta1: f64,
    /// Decay β₂ of the second moment, in [0, 1). Default 0.999.
    pub beta2: f64,
    /// ε that keeps the divisor from zero, above 0. Default 1e-8.
    pub epsilon: f64,
    /// Weight decay ρ, at least 0. Default 0.
    pub weight_decay: f64,
}

impl Default for Adam {
    fn default() -> Self {
        Adam {
            learning_rate: 0.01,
            beta1: 0.9,
            beta2: 0.999,
            epsilon: 1e-8,
            weight_decay: 0.0,
        }
    }
}

impl Registered for Adam {
    const PRESETS: &'static [Preset<Self>] = &[
        Preset::paper("Kingma & Ba 2015 with η = 0.01, the full batch's."),
        Preset {
            name: "pytorch",
            about: "Adam with its rate of 0.001, which is also the paper's for mini-batches.",
            settings: || Adam {
                learning_rate: 1e-3,
                ..Adam::default()
            },
        },
    ];

    // The rate alone, as DeepOBS (Schneider, Balles & Hennig 2019): about the length of every step, so
    // that weights of order 1 bear no more than 1.
    const SEARCH: &'static [Range] = &[Range::log("learning_rate", 1e-4, 1.0)];
}

impl MethodSettings for Adam {
    fn problems(&self) -> Vec<OutOfRange> {
        [
            OutOfRange::unless_positive("learning_rate", self.learning_rate),
            OutOfRange::unless_fraction("beta1", self.beta1),
            OutOfRange::unless_fraction("beta2", self.beta2),
            OutOfRange::unless_positive("epsilon", self.epsilon),
            OutOfRange::unless_not_negative("weight_decay", self.weight_decay),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn optimizer(&self, dimension: usize) -> Box<dyn Optimizer> {
        Box::new(Moments::new("adam", self.clone(), 0.0, dimension))
    }
}

/// The steps of Adam and AdamW.
pub(super) struct Moments {
    name: &'static str,
    settings: Adam,
    /// η of the settings times what scales it.
    learning_rate: f64,
    /// λ of AdamW, 0 in Adam.
    decoupled_decay: f64,
    gradient: Vec<f64>,
    /// m.
    first: Vec<f64>,
    /// v.
    second: Vec<f64>,
    /// β₁ᵗ.
    beta1_power: f64,
    /// β₂ᵗ.
    beta2_power: f64,
}

impl Moments {
    pub(super) fn new(
        name: &'static str,
        settings: Adam,
        decoupled_decay: f64,
        dimension: usize,
    ) -> Self {
        Moments {
            name,
            learning_rate: settings.learning_rate,
            settings,
            decoupled_decay,
            gradient: vec![0.0; dimension],
            first: vec![0.0; dimension],
            second: vec![0.0; dimension],
            beta1_power: 1.0,
            beta2_power: 1.0,
        }
    }
}

/// What is the same for all weights of one step.
#[derive(Clone, Copy)]
struct Constants {
    learning_rate: f64,
    betas: [f64; 2],
    /// 1 − β₁ᵗ and 1 − β₂ᵗ.
    corrections: [f64; 2],
    epsilon: f64,
    weight_decay: f64,
    /// The part of w that AdamW takes off.
    shrinkage: f64,
}

vectorised! {
    fn update(arguments: ([&mut [f64]; 3], &[f64], Constants)) {
        let ([w, first, second], gradient, constants) = arguments;
        let Constants {
            learning_rate,
            betas: [beta1, beta2],
            corrections,
            epsilon,
            weight_decay,
            shrinkage,
        } = constants;
        let moments = first.iter_mut().zip(second);
        for ((w, g), (m, v)) in w.iter_mut().zip(gradient).zip(moments) {
            let g = g + weight_decay * *w;
            *w -= shrinkage * *w;
            *m = beta1 * *m + (1.0 - beta1) * g;
            *v = beta2 * *v + (1.0 - beta2) * g * g;
            let m_hat = *m / corrections[0];
            let v_hat = *v / corrections[1];
            *w -= learning_rate * m_hat / (v_hat.sqrt() + epsilon);
        }
    }
}

impl Optimizer for Moments {
    fn name(&self) -> &'static str {
        self.name
    }

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step<'_>, Error> {
        assert_eq!(w.len(), self.gradient.len(), "the number of weights");
        let Adam {
            beta1,
            beta2,
            epsilon,
            weight_decay,
            ..
        } = self.settings;
        let loss = objective.gradient(w, &mut self.gradient);
        self.beta1_power *= beta1;
        self.beta2_power *= beta2;
        let constants = Constants {
            learning_rate: self.learning_rate,
            betas: [beta1, beta2],
            corrections: [1.0 - self.beta1_power, 1.0 - self.beta2_power],
            epsilon,
            weight_decay,
            shrinkage: self.learning_rate * self.decoupled_decay,
        };
        let changing = [w, &mut self.first, &mut self.second];
        update((changing, &self.gradient, constants));
        Ok(Step::made(loss, &self.gradient))
    }

    fn scale_learning_rate(&mut self, factor: f64) -> bool {
        self.learning_rate = factor * self.settings.learning_rate;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::optimize::laws::path;
    use crate::optimize::surface::Quadratic;

    #[test]
    fn the_first_steps_are_those_worked_by_hand() {
        // E = w²/2 from w = 1, η = 0.1, β₁ = β₂ = 0.5, ε negligible:
        // t = 1: m̂ = 1, √v̂ = 1, w = 0.9;
        // t = 2: m = 0.7, m̂ = 0.93333, v = 0.655, v̂ = 0.87333, w = 0.9 − 0.0998727 = 0.8001273;
        // t = 3: m = 0.7500637, m̂ = 0.8572156, v = 0.6476019, v̂ = 0.7401164,
        // w = 0.8001273 − 0.0996415 = 0.7004859.
        let settings = Adam {
            learning_rate: 0.1,
            beta1: 0.5,
            beta2: 0.5,
            epsilon: 1e-300,
            weight_decay: 0.0,
        };
        let path = path(&settings, &mut Quadratic::diagonal(&[1.0]), &[1.0], 3);
        approx::assert_abs_diff_eq!(path[0][0], 0.9, epsilon = 1e-15);
        let second = 0.9 - 0.1 * (0.7 / 0.75) / (0.655f64 / 0.75).sqrt();
        approx::assert_abs_diff_eq!(path[1][0], second, epsilon = 1e-15);
        approx::assert_abs_diff_eq!(path[1][0], 0.8001273, epsilon = 5e-8);
        approx::assert_abs_diff_eq!(path[2][0], 0.7004859, epsilon = 5e-8);
    }

    #[test]
    fn the_first_step_is_the_learning_rate_whatever_the_gradient() {
        for scale in [1e-4, 1.0, 1e6] {
            let settings = Adam::default();
            let path = path(&settings, &mut Quadratic::diagonal(&[scale]), &[1.0], 1);
            approx::assert_abs_diff_eq!(path[0][0], 0.99, epsilon = 1e-5);
        }
    }
}
