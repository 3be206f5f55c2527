//! AdaDelta: steps in the units of the weights, from running means of squared gradients and squared
//! steps.
//!
//! S_t = α S_{t−1} + (1 − α) g_t²,   Δ_t = √(D_{t−1} + ε)/√(S_t + ε) · g_t,
//! D_t = α D_{t−1} + (1 − α) Δ_t²,   ΔW_t = η Δ_t + μ ΔW_{t−1},   w ← w − ΔW_t,
//! S_0 = D_0 = 0,   g = ∇E + ρ w
//!
//! ρ is the weight decay, μ the momentum (0 in the paper). The lecture's general rule
//! (`form = "lecture"`) adds the decay to the scaled gradient, and its D is the mean of what the
//! weights were really changed by:
//!
//! g = ∇E,   ΔW_t = η (Δ_t + ρ w) + μ ΔW_{t−1},   D_t = α D_{t−1} + (1 − α) ΔW_t²
//!
//! Source: Zeiler 2012, arXiv:1212.5701, algorithm 1 (where η = 1). The lecture prints it without ε:
//! with neither decay nor momentum the step is then exactly 0 for ever, which `epsilon = 0`, the
//! preset `printed`, reproduces. Its separate factor for D is Zeiler's one α here.

use super::preset::Preset;
use super::search::Range;
use super::{Error, MethodSettings, Objective, Optimizer, OutOfRange, Registered, Step};
use crate::math::dispatch::vectorised;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the mean of squared steps is of, and where the weight decay joins in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Of the scaled gradient; the decay is part of the gradient that is scaled.
    #[default]
    Paper,
    /// Of the whole change of the weights; the decay stands beside the scaled gradient.
    Lecture,
}

/// Settings of AdaDelta.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AdaDelta {
    /// `paper` (default) or `lecture`.
    pub form: Form,
    /// Factor η on the step, above 0. Default 1.
    pub learning_rate: f64,
    /// Decay α of both running means, in [0, 1). Default 0.95 (Zeiler 2012, table 1).
    pub decay: f64,
    /// ε inside both roots, at least 0. Default 1e-6 (Zeiler 2012, table 1).
    pub epsilon: f64,
    /// Momentum μ, in [0, 1). Default 0.
    pub momentum: f64,
    /// Weight decay ρ, at least 0. Default 0.
    pub weight_decay: f64,
}

impl Default for AdaDelta {
    fn default() -> Self {
        AdaDelta {
            form: Form::Paper,
            learning_rate: 1.0,
            decay: 0.95,
            epsilon: 1e-6,
            momentum: 0.0,
            weight_decay: 0.0,
        }
    }
}

impl AdaDelta {
    /// The lecture's general rule.
    pub fn lecture() -> Self {
        AdaDelta {
            form: Form::Lecture,
            ..AdaDelta::default()
        }
    }

    /// The lecture's rule as it is printed.
    pub fn printed() -> Self {
        AdaDelta {
            epsilon: 0.0,
            ..AdaDelta::lecture()
        }
    }
}

impl Registered for AdaDelta {
    const PRESETS: &'static [Preset<Self>] = &[
        Preset::paper("Zeiler 2012: α = 0.95, ε = 1e-6, η = 1."),
        Preset {
            name: "lecture",
            about: "The lecture's general rule, decay and momentum beside the scaled gradient (it names no values for ρ and μ: 0), with ε.",
            settings: AdaDelta::lecture,
        },
        Preset {
            name: "printed",
            about: "The lecture's rule as it is printed, without ε: it never moves.",
            settings: AdaDelta::printed,
        },
        Preset {
            name: "pytorch",
            about: "Adadelta with its α = 0.9.",
            settings: || AdaDelta {
                decay: 0.9,
                ..AdaDelta::default()
            },
        },
    ];

    // Zeiler 2012, table 1, varies ε over just this range: it sets the first steps, √(ε/(1 − α)).
    const SEARCH: &'static [Range] = &[Range::log("epsilon", 1e-8, 1e-2)];
}

impl MethodSettings for AdaDelta {
    fn problems(&self) -> Vec<OutOfRange> {
        [
            OutOfRange::unless_positive("learning_rate", self.learning_rate),
            OutOfRange::unless_fraction("decay", self.decay),
            OutOfRange::unless_not_negative("epsilon", self.epsilon),
            OutOfRange::unless_fraction("momentum", self.momentum),
            OutOfRange::unless_not_negative("weight_decay", self.weight_decay),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn optimizer(&self, dimension: usize) -> Box<dyn Optimizer> {
        Box::new(RunningMeans {
            settings: self.clone(),
            learning_rate: self.learning_rate,
            gradient: vec![0.0; dimension],
            gradient_squares: vec![0.0; dimension],
            step_squares: vec![0.0; dimension],
            change: vec![0.0; dimension],
        })
    }
}

struct RunningMeans {
    settings: AdaDelta,
    /// η of the settings times what scales it.
    learning_rate: f64,
    gradient: Vec<f64>,
    /// S.
    gradient_squares: Vec<f64>,
    /// D.
    step_squares: Vec<f64>,
    /// ΔW_{t−1}.
    change: Vec<f64>,
}

vectorised! {
    fn update(arguments: ([&mut [f64]; 4], &[f64], Form, [f64; 5])) {
        let ([w, change, gradient_squares, step_squares], gradient, form, constants) = arguments;
        let [learning_rate, decay, epsilon, momentum, weight_decay] = constants;
        let (within, beside) = match form {
            Form::Paper => (weight_decay, 0.0),
            Form::Lecture => (0.0, weight_decay),
        };
        let means = gradient_squares.iter_mut().zip(step_squares);
        let weights = w.iter_mut().zip(change);
        for (((w, change), &g), (s, d)) in weights.zip(gradient).zip(means) {
            let g = g + within * *w;
            *s = decay * *s + (1.0 - decay) * g * g;
            let divisor = (*s + epsilon).sqrt();
            // Without ε a component that never had a gradient divides 0 by 0: it stays.
            let step = if divisor > 0.0 {
                (*d + epsilon).sqrt() / divisor * g
            } else {
                0.0
            };
            *change = learning_rate * (step + beside * *w) + momentum * *change;
            let measured = match form {
                Form::Paper => step,
                Form::Lecture => *change,
            };
            *d = decay * *d + (1.0 - decay) * measured * measured;
            *w -= *change;
        }
    }
}

impl Optimizer for RunningMeans {
    fn name(&self) -> &'static str {
        "adadelta"
    }

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step<'_>, Error> {
        assert_eq!(w.len(), self.gradient.len(), "the number of weights");
        let AdaDelta {
            form,
            decay,
            epsilon,
            momentum,
            weight_decay,
            ..
        } = self.settings;
        let loss = objective.gradient(w, &mut self.gradient);
        let constants = [self.learning_rate, decay, epsilon, momentum, weight_decay];
        let (squares, steps) = (&mut self.gradient_squares, &mut self.step_squares);
        let changing = [w, &mut self.change, squares, steps];
        update((changing, &self.gradient, form, constants));
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
        // E = w²/2 from w = 1, α = 0.5, ε = 0.01:
        // S = 0.5,   Δ = √0.01/√0.51 · 1 = 0.1400280,                 w = 0.8599720;
        // D = 0.0098039, S = 0.6197759, Δ = √0.0198039/√0.6297759 · 0.8599720 = 0.1524990,
        // w = 0.7074730;
        // D = 0.0165299, S = 0.5601470, Δ = √0.0265299/√0.5701470 · 0.7074730 = 0.1526105,
        // w = 0.5548625.
        let settings = AdaDelta {
            decay: 0.5,
            epsilon: 0.01,
            ..AdaDelta::default()
        };
        let path = path(&settings, &mut Quadratic::diagonal(&[1.0]), &[1.0], 3);
        for (w, by_hand) in path.iter().zip([0.859972, 0.707473, 0.5548625]) {
            approx::assert_abs_diff_eq!(w[0], by_hand, epsilon = 5e-8);
        }
    }

    #[test]
    fn the_first_step_is_the_root_of_epsilon_over_1_minus_decay_whatever_the_gradient() {
        for scale in [1.0, 1e3, 1e6] {
            let settings = AdaDelta::default();
            let path = path(&settings, &mut Quadratic::diagonal(&[scale]), &[1.0], 1);
            approx::assert_abs_diff_eq!(path[0][0], 1.0 - (1e-6f64 / 0.05).sqrt(), epsilon = 1e-7);
        }
    }

    #[test]
    fn without_epsilon_it_never_moves_as_the_lecture_prints_it() {
        let path = path(
            &AdaDelta::printed(),
            &mut Quadratic::diagonal(&[1.0]),
            &[1.0],
            50,
        );
        assert_eq!(path[49], [1.0]);
    }

    #[test]
    fn the_lectures_rule_measures_the_whole_change_of_the_weights() {
        // E = w²/2 from w = 1, η = 0.5, α = 0.5, ε = 0.01, ρ = 0.2, μ = 0.5:
        // S = 0.5, Δ = √0.01/√0.51, ΔW = 0.5(Δ + 0.2) = 0.1700140, w = 0.8299860,
        // D = 0.5 ΔW² = 0.0144524; S = 0.5944384, Δ = √0.0244524/√0.6044384 · 0.8299860 = 0.1669380,
        // ΔW = 0.5(0.1669380 + 0.1659972) + 0.0850070 = 0.2514746, w = 0.5785114.
        let settings = AdaDelta {
            learning_rate: 0.5,
            decay: 0.5,
            epsilon: 0.01,
            weight_decay: 0.2,
            momentum: 0.5,
            ..AdaDelta::lecture()
        };
        let path = path(&settings, &mut Quadratic::diagonal(&[1.0]), &[1.0], 2);
        approx::assert_abs_diff_eq!(path[0][0], 0.829986, epsilon = 5e-8);
        approx::assert_abs_diff_eq!(path[1][0], 0.5785114, epsilon = 5e-8);
    }
}
