//! RMSprop: each gradient component divided by the root of a running mean of its squares.
//!
//! S_t = α S_{t−1} + (1 − α) g_t²,   w ← w − η g_t/(√S_t + ε),   S_0 = 0,   g = ∇E + ρ w
//!
//! η is the learning rate, ρ the weight decay. S is not corrected for its start at zero: the first
//! steps are 1/√(1 − α) times as long as later ones.
//!
//! Source: Tieleman & Hinton 2012, Neural Networks for Machine Learning (Coursera), lecture 6e, which
//! gives α = 0.9 and no ε; ε outside the root as in PyTorch, whose defaults are η = 0.01, α = 0.99,
//! ε = 1e-8.

use super::preset::Preset;
use super::search::Range;
use super::{Error, MethodSettings, Objective, Optimizer, OutOfRange, Registered, Step};
use crate::math::dispatch::vectorised;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Settings of RMSprop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct RmsProp {
    /// Learning rate η, above 0. Default 0.01 (PyTorch).
    pub learning_rate: f64,
    /// Decay α of the running mean, in [0, 1). Default 0.9 (Tieleman & Hinton 2012; 0.99 in PyTorch).
    pub decay: f64,
    /// ε that keeps the divisor from zero, above 0. Default 1e-8 (PyTorch).
    pub epsilon: f64,
    /// Weight decay ρ, at least 0. Default 0.
    pub weight_decay: f64,
}

impl Default for RmsProp {
    fn default() -> Self {
        RmsProp {
            learning_rate: 0.01,
            decay: 0.9,
            epsilon: 1e-8,
            weight_decay: 0.0,
        }
    }
}

impl Registered for RmsProp {
    const PRESETS: &'static [Preset<Self>] = &[
        Preset::paper("Tieleman & Hinton 2012: α = 0.9."),
        Preset {
            name: "pytorch",
            about: "RMSprop with its α = 0.99.",
            settings: || RmsProp {
                decay: 0.99,
                ..RmsProp::default()
            },
        },
    ];

    // The rate alone, as DeepOBS (Schneider, Balles & Hennig 2019): about the length of every step, so
    // that weights of order 1 bear no more than 1.
    const SEARCH: &'static [Range] = &[Range::log("learning_rate", 1e-4, 1.0)];
}

impl MethodSettings for RmsProp {
    fn problems(&self) -> Vec<OutOfRange> {
        [
            OutOfRange::unless_positive("learning_rate", self.learning_rate),
            OutOfRange::unless_fraction("decay", self.decay),
            OutOfRange::unless_positive("epsilon", self.epsilon),
            OutOfRange::unless_not_negative("weight_decay", self.weight_decay),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn optimizer(&self, dimension: usize) -> Box<dyn Optimizer> {
        Box::new(RunningMean {
            settings: self.clone(),
            learning_rate: self.learning_rate,
            gradient: vec![0.0; dimension],
            squares: vec![0.0; dimension],
        })
    }
}

struct RunningMean {
    settings: RmsProp,
    /// η of the settings times what scales it.
    learning_rate: f64,
    gradient: Vec<f64>,
    /// S.
    squares: Vec<f64>,
}

vectorised! {
    fn update(arguments: (&mut [f64], &[f64], &mut [f64], [f64; 4])) {
        let (w, gradient, squares, [learning_rate, decay, epsilon, weight_decay]) = arguments;
        for ((w, g), s) in w.iter_mut().zip(gradient).zip(squares) {
            let g = g + weight_decay * *w;
            *s = decay * *s + (1.0 - decay) * g * g;
            *w -= learning_rate * g / (s.sqrt() + epsilon);
        }
    }
}

impl Optimizer for RunningMean {
    fn name(&self) -> &'static str {
        "rmsprop"
    }

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step<'_>, Error> {
        assert_eq!(w.len(), self.gradient.len(), "the number of weights");
        let RmsProp {
            decay,
            epsilon,
            weight_decay,
            ..
        } = self.settings;
        let loss = objective.gradient(w, &mut self.gradient);
        let constants = [self.learning_rate, decay, epsilon, weight_decay];
        update((w, &self.gradient, &mut self.squares, constants));
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
        // E = w²/2 from w = 1, η = 0.1, α = ¾, ε negligible: S = ¼, w = 1 − 0.1/½ = 0.8;
        // S = 3/16 + 0.64/4 = 0.3475, w = 0.8 − 0.08/√0.3475 = 0.6642891.
        let settings = RmsProp {
            learning_rate: 0.1,
            decay: 0.75,
            epsilon: 1e-300,
            weight_decay: 0.0,
        };
        let path = path(&settings, &mut Quadratic::diagonal(&[1.0]), &[1.0], 2);
        approx::assert_abs_diff_eq!(path[0][0], 0.8, epsilon = 1e-15);
        approx::assert_abs_diff_eq!(path[1][0], 0.8 - 0.08 / 0.3475f64.sqrt(), epsilon = 1e-15);
    }

    #[test]
    fn the_first_step_has_the_published_length() {
        // η g/(√((1 − α) g²) + ε), with an ε that is felt.
        for g in [1e-3, 1.0, 1e3] {
            let settings = RmsProp {
                epsilon: 1e-2,
                ..RmsProp::default()
            };
            let path = path(&settings, &mut Quadratic::diagonal(&[g]), &[1.0], 1);
            let expected = 1.0 - 0.01 * g / ((0.1 * g * g).sqrt() + 1e-2);
            approx::assert_abs_diff_eq!(path[0][0], expected, epsilon = 1e-15);
        }
    }

    #[test]
    fn without_memory_only_the_sign_of_the_gradient_counts() {
        // Hinton's starting point: rprop is to divide the gradient by its own size.
        let settings = RmsProp {
            decay: 0.0,
            ..RmsProp::default()
        };
        let mut quadratic = Quadratic::diagonal(&[1e-2, 1e2]);
        let path = path(&settings, &mut quadratic, &[1.0, -1.0], 1);
        approx::assert_abs_diff_eq!(path[0][0], 0.99, epsilon = 1e-7);
        approx::assert_abs_diff_eq!(path[0][1], -0.99, epsilon = 1e-7);
    }
}
