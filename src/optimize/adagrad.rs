//! AdaGrad: each component's rate falls with the gradients it has seen.
//!
//! S_t = S_{t−1} + g_t²,   ΔW_t = η g_t/(√S_t + ε) + μ ΔW_{t−1},   w ← w − ΔW_t,   g = ∇E + ρ w
//!
//! η is the learning rate, ρ the weight decay, μ the momentum (0 in the paper). The lecture's general
//! rule adds the decay to the scaled gradient instead (`form = "lecture"`):
//!
//! S_t = S_{t−1} + (∇E)²,   ΔW_t = η (∇E/(√S_t + ε) + ρ w) + μ ΔW_{t−1}
//!
//! Source: Duchi, Hazan & Singer 2011, J. Mach. Learn. Res. 12:2121, figure 1 (diagonal). The lecture
//! prints it without ε, which is 0/0 where a component of the gradient has always been 0;
//! `epsilon = 0`, the preset `printed`, reproduces that.

use super::preset::Preset;
use super::search::Range;
use super::{Error, MethodSettings, Objective, Optimizer, OutOfRange, Registered, Step};
use crate::math::dispatch::vectorised;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where the weight decay joins in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// In the gradient that is scaled: the gradient of a penalty.
    #[default]
    Paper,
    /// Beside the scaled gradient.
    Lecture,
}

/// Settings of AdaGrad.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AdaGrad {
    /// `paper` (default) or `lecture`.
    pub form: Form,
    /// Learning rate η, above 0. Default 0.1.
    pub learning_rate: f64,
    /// ε that keeps the divisor from zero, at least 0. Default 1e-8.
    pub epsilon: f64,
    /// Momentum μ, in [0, 1). Default 0.
    pub momentum: f64,
    /// Weight decay ρ, at least 0. Default 0.
    pub weight_decay: f64,
}

impl Default for AdaGrad {
    fn default() -> Self {
        AdaGrad {
            form: Form::Paper,
            learning_rate: 0.1,
            epsilon: 1e-8,
            momentum: 0.0,
            weight_decay: 0.0,
        }
    }
}

impl AdaGrad {
    /// The lecture's general rule.
    pub fn lecture() -> Self {
        AdaGrad {
            form: Form::Lecture,
            ..AdaGrad::default()
        }
    }

    /// The lecture's rule as it is printed.
    pub fn printed() -> Self {
        AdaGrad {
            epsilon: 0.0,
            ..AdaGrad::lecture()
        }
    }
}

impl Registered for AdaGrad {
    const PRESETS: &'static [Preset<Self>] = &[
        Preset::paper("Duchi, Hazan & Singer 2011 with η = 0.1."),
        Preset {
            name: "lecture",
            about: "The lecture's general rule, decay and momentum beside the scaled gradient (it names no values for ρ and μ: 0), with ε.",
            settings: AdaGrad::lecture,
        },
        Preset {
            name: "printed",
            about: "The lecture's rule as it is printed, without ε: 0/0 where a derivative is always 0.",
            settings: AdaGrad::printed,
        },
        Preset {
            name: "pytorch",
            about: "Adagrad with its η = 0.01 and ε = 1e-10.",
            settings: || AdaGrad {
                learning_rate: 0.01,
                epsilon: 1e-10,
                ..AdaGrad::default()
            },
        },
    ];

    // The rate alone, as DeepOBS (Schneider, Balles & Hennig 2019): the first step of every weight is η,
    // later ones shrink, so it bears more than Adam.
    const SEARCH: &'static [Range] = &[Range::log("learning_rate", 1e-3, 10.0)];
}

impl MethodSettings for AdaGrad {
    fn problems(&self) -> Vec<OutOfRange> {
        [
            OutOfRange::unless_positive("learning_rate", self.learning_rate),
            OutOfRange::unless_not_negative("epsilon", self.epsilon),
            OutOfRange::unless_fraction("momentum", self.momentum),
            OutOfRange::unless_not_negative("weight_decay", self.weight_decay),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn optimizer(&self, dimension: usize) -> Box<dyn Optimizer> {
        Box::new(SumOfSquares {
            settings: self.clone(),
            learning_rate: self.learning_rate,
            gradient: vec![0.0; dimension],
            squares: vec![0.0; dimension],
            change: vec![0.0; dimension],
        })
    }
}

struct SumOfSquares {
    settings: AdaGrad,
    /// η of the settings times what scales it.
    learning_rate: f64,
    gradient: Vec<f64>,
    /// S.
    squares: Vec<f64>,
    /// ΔW_{t−1}.
    change: Vec<f64>,
}

vectorised! {
    /// The weight decay stands `within` what is squared or `beside` it.
    fn update(arguments: ([&mut [f64]; 3], &[f64], [f64; 5])) {
        let ([w, squares, change], gradient, constants) = arguments;
        let [learning_rate, epsilon, momentum, within, beside] = constants;
        let memory = squares.iter_mut().zip(change);
        for ((w, g), (s, change)) in w.iter_mut().zip(gradient).zip(memory) {
            let g = g + within * *w;
            *s += g * g;
            let scaled = g / (s.sqrt() + epsilon) + beside * *w;
            *change = learning_rate * scaled + momentum * *change;
            *w -= *change;
        }
    }
}

impl Optimizer for SumOfSquares {
    fn name(&self) -> &'static str {
        "adagrad"
    }

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step<'_>, Error> {
        assert_eq!(w.len(), self.gradient.len(), "the number of weights");
        let AdaGrad {
            form,
            epsilon,
            momentum,
            weight_decay,
            ..
        } = self.settings;
        let (within, beside) = match form {
            Form::Paper => (weight_decay, 0.0),
            Form::Lecture => (0.0, weight_decay),
        };
        let loss = objective.gradient(w, &mut self.gradient);
        let changing = [w, &mut self.squares, &mut self.change];
        let constants = [self.learning_rate, epsilon, momentum, within, beside];
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
        // E = w²/2 from w = 1, η = 0.1: w = 0.9; S = 1.81, w = 0.9 − 0.09/√1.81 = 0.8331035;
        // S = 2.5040615, w = 0.8331035 − 0.08331035/√2.5040615 = 0.7804562.
        let settings = AdaGrad {
            learning_rate: 0.1,
            epsilon: 0.0,
            ..AdaGrad::default()
        };
        let path = path(&settings, &mut Quadratic::diagonal(&[1.0]), &[1.0], 3);
        approx::assert_abs_diff_eq!(path[0][0], 0.9, epsilon = 1e-15);
        approx::assert_abs_diff_eq!(path[1][0], 0.8331035, epsilon = 5e-8);
        approx::assert_abs_diff_eq!(path[2][0], 0.7804562, epsilon = 5e-8);
    }

    #[test]
    fn without_epsilon_a_dead_component_becomes_nan_as_the_lecture_prints_it() {
        let quadratic = || Quadratic::diagonal(&[1.0, 0.0]);
        assert!(path(&AdaGrad::printed(), &mut quadratic(), &[1.0, 1.0], 1)[0][1].is_nan());
        let corrected = AdaGrad::default();
        assert_eq!(
            path(&corrected, &mut quadratic(), &[1.0, 1.0], 1)[0][1],
            1.0
        );
    }

    #[test]
    fn the_lectures_rule_adds_decay_and_momentum_to_the_scaled_gradient() {
        // E = w²/2 from w = 1, η = 0.1, ρ = 0.2, μ = 0.5, no ε: g/√S = 1, ΔW = 0.1·1.2 = 0.12,
        // w = 0.88; S = 1.7744, ΔW = 0.1(0.88/√1.7744 + 0.176) + 0.06 = 0.1436630, w = 0.7363370.
        let settings = AdaGrad {
            weight_decay: 0.2,
            momentum: 0.5,
            ..AdaGrad::printed()
        };
        let path = path(&settings, &mut Quadratic::diagonal(&[1.0]), &[1.0], 2);
        approx::assert_abs_diff_eq!(path[0][0], 0.88, epsilon = 1e-15);
        let by_hand = 0.88 - 0.1 * (0.88 / 1.7744f64.sqrt() + 0.176) - 0.06;
        approx::assert_abs_diff_eq!(path[1][0], by_hand, epsilon = 1e-15);
    }
}
