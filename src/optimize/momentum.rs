//! Gradient descent with momentum, the "heavy ball".
//!
//! ΔW_t = η (∇E(W_{t−1}) + ρ W_{t−1}) + μ ΔW_{t−1},   W_t = W_{t−1} − ΔW_t,   ΔW_0 = 0
//!
//! η is the learning rate, μ the momentum, ρ the weight decay.
//!
//! Source: Polyak 1964, USSR Comput. Math. Math. Phys. 4(5):1, eq. 9; for networks Rumelhart, Hinton
//! & Williams 1986, Nature 323:533, eq. 9. Signs as in the lecture, where ΔW points along +∇E.

use super::preset::Preset;
use super::search::Range;
use super::{Error, MethodSettings, Objective, Optimizer, OutOfRange, Registered, Step};
use crate::math::dispatch::vectorised;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Settings of gradient descent with momentum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Momentum {
    /// Learning rate η, above 0. Default 0.05.
    pub learning_rate: f64,
    /// Momentum μ, in [0, 1). Default 0.9 (Rumelhart, Hinton & Williams 1986).
    pub momentum: f64,
    /// Weight decay ρ, at least 0. Default 0.
    pub weight_decay: f64,
}

impl Default for Momentum {
    fn default() -> Self {
        Momentum {
            learning_rate: 0.05,
            momentum: 0.9,
            weight_decay: 0.0,
        }
    }
}

impl Registered for Momentum {
    const PRESETS: &'static [Preset<Self>] = &[
        Preset::paper("Rumelhart, Hinton & Williams 1986: μ = 0.9."),
        Preset {
            name: "lecture",
            about: "The lecture's general rule ΔW = η(∇E + ρW) + μΔW; it names no numbers, so those of `paper`.",
            settings: Momentum::default,
        },
        Preset {
            name: "pytorch",
            about: "SGD with its rate of 0.001 and μ = 0.9.",
            settings: || Momentum {
                learning_rate: 1e-3,
                ..Momentum::default()
            },
        },
    ];

    // As gradient descent's but lower: where slopes are constant a step grows to η/(1 − μ), and where
    // they are steep it bears twice the rate (Polyak 1964: η < 2(1 + μ)/λₙ).
    const SEARCH: &'static [Range] = &[Range::log("learning_rate", 3e-4, 3.0)];
}

impl MethodSettings for Momentum {
    fn problems(&self) -> Vec<OutOfRange> {
        [
            OutOfRange::unless_positive("learning_rate", self.learning_rate),
            OutOfRange::unless_fraction("momentum", self.momentum),
            OutOfRange::unless_not_negative("weight_decay", self.weight_decay),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn optimizer(&self, dimension: usize) -> Box<dyn Optimizer> {
        Box::new(HeavyBall {
            settings: self.clone(),
            learning_rate: self.learning_rate,
            gradient: vec![0.0; dimension],
            change: vec![0.0; dimension],
        })
    }
}

struct HeavyBall {
    settings: Momentum,
    /// η of the settings times what scales it.
    learning_rate: f64,
    gradient: Vec<f64>,
    /// ΔW_{t−1}.
    change: Vec<f64>,
}

vectorised! {
    fn move_on(arguments: (&mut [f64], &[f64], &mut [f64], [f64; 3])) {
        let (w, gradient, change, [learning_rate, momentum, weight_decay]) = arguments;
        for ((w, g), change) in w.iter_mut().zip(gradient).zip(change) {
            *change = learning_rate * (g + weight_decay * *w) + momentum * *change;
            *w -= *change;
        }
    }
}

impl Optimizer for HeavyBall {
    fn name(&self) -> &'static str {
        "momentum"
    }

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step<'_>, Error> {
        assert_eq!(w.len(), self.gradient.len(), "the number of weights");
        let Momentum {
            momentum,
            weight_decay,
            ..
        } = self.settings;
        let loss = objective.gradient(w, &mut self.gradient);
        let factors = [self.learning_rate, momentum, weight_decay];
        move_on((w, &self.gradient, &mut self.change, factors));
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
        // E = w²/2, η = 0.1, μ = 0.5 from w = 1: ΔW = 0.1; 0.09 + 0.05 = 0.14;
        // 0.076 + 0.07 = 0.146.
        let settings = Momentum {
            learning_rate: 0.1,
            momentum: 0.5,
            weight_decay: 0.0,
        };
        let path = path(&settings, &mut Quadratic::diagonal(&[1.0]), &[1.0], 3);
        for (w, by_hand) in path.iter().zip([0.9, 0.76, 0.614]) {
            approx::assert_abs_diff_eq!(w[0], by_hand, epsilon = 1e-15);
        }
    }
}
