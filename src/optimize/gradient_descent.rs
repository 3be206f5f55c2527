//! Gradient descent with a constant learning rate.
//!
//! w ← w − η (∇E(w) + ρ w)
//!
//! η is the learning rate, ρ the weight decay. On a quadratic with Hessian eigenvalues in [λ₁, λₙ]
//! it converges for η < 2/λₙ; the best constant rate is η = 2/(λ₁ + λₙ), which shrinks the error by
//! (κ − 1)/(κ + 1) a step, κ = λₙ/λ₁.
//!
//! Source: Cauchy 1847, C. R. Acad. Sci. Paris 25:536; for networks Rumelhart, Hinton & Williams
//! 1986, Nature 323:533. The rate of convergence: Polyak 1987, Introduction to Optimization, §1.4.

use super::preset::Preset;
use super::search::Range;
use super::{Error, MethodSettings, Objective, Optimizer, OutOfRange, Registered, Step};
use crate::math::dispatch::vectorised;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Settings of gradient descent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct GradientDescent {
    /// Learning rate η, above 0. Default 0.1.
    pub learning_rate: f64,
    /// Weight decay ρ, at least 0. Default 0.
    pub weight_decay: f64,
}

impl Default for GradientDescent {
    fn default() -> Self {
        GradientDescent {
            learning_rate: 0.1,
            weight_decay: 0.0,
        }
    }
}

impl Registered for GradientDescent {
    const PRESETS: &'static [Preset<Self>] = &[
        Preset::paper("A constant rate of 0.1."),
        Preset {
            name: "lecture",
            about: "The lecture's ΔW = η(∇E + ρW); it names no numbers, so those of `paper`.",
            settings: GradientDescent::default,
        },
        Preset {
            name: "pytorch",
            about: "SGD with its rate of 0.001.",
            settings: || GradientDescent {
                learning_rate: 1e-3,
                ..GradientDescent::default()
            },
        },
    ];

    // DeepOBS tunes nothing but the rate, on a log scale (Schneider, Balles & Hennig 2019, ICLR): from
    // what noisy single examples bear to what a smooth full batch does.
    const SEARCH: &'static [Range] = &[Range::log("learning_rate", 1e-3, 10.0)];
}

impl MethodSettings for GradientDescent {
    fn problems(&self) -> Vec<OutOfRange> {
        [
            OutOfRange::unless_positive("learning_rate", self.learning_rate),
            OutOfRange::unless_not_negative("weight_decay", self.weight_decay),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn optimizer(&self, dimension: usize) -> Box<dyn Optimizer> {
        Box::new(Descent {
            settings: self.clone(),
            learning_rate: self.learning_rate,
            gradient: vec![0.0; dimension],
        })
    }
}

vectorised! {
    fn descend(arguments: (&mut [f64], &[f64], f64, f64)) {
        let (w, gradient, learning_rate, weight_decay) = arguments;
        for (w, g) in w.iter_mut().zip(gradient) {
            *w -= learning_rate * (g + weight_decay * *w);
        }
    }
}

struct Descent {
    settings: GradientDescent,
    /// η of the settings times what scales it.
    learning_rate: f64,
    gradient: Vec<f64>,
}

impl Optimizer for Descent {
    fn name(&self) -> &'static str {
        "gradient-descent"
    }

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step<'_>, Error> {
        assert_eq!(w.len(), self.gradient.len(), "the number of weights");
        let weight_decay = self.settings.weight_decay;
        let loss = objective.gradient(w, &mut self.gradient);
        descend((w, &self.gradient, self.learning_rate, weight_decay));
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
    use crate::optimize::surface::{Quadratic, Surface};
    use crate::optimize::vector;

    #[test]
    fn the_first_steps_are_those_worked_by_hand() {
        // E = ½(w₁² + 4w₂²), η = 0.1: w₁ shrinks by 0.9, w₂ by 0.6 a step.
        let settings = GradientDescent::default();
        let path = path(
            &settings,
            &mut Quadratic::diagonal(&[1.0, 4.0]),
            &[1.0, 1.0],
            3,
        );
        for (w, by_hand) in path.iter().zip([[0.9, 0.6], [0.81, 0.36], [0.729, 0.216]]) {
            approx::assert_abs_diff_eq!(w.as_slice(), by_hand.as_slice(), epsilon = 1e-15);
        }
    }

    #[test]
    fn weight_decay_pulls_towards_zero() {
        // E = 0 · w²/2: only ρ acts, w ← (1 − ηρ) w = 0.95 w.
        let settings = GradientDescent {
            weight_decay: 0.5,
            ..GradientDescent::default()
        };
        let path = path(&settings, &mut Quadratic::diagonal(&[0.0]), &[1.0], 2);
        approx::assert_abs_diff_eq!(path[1][0], 0.9025, epsilon = 1e-15);
    }

    #[test]
    fn with_the_best_rate_the_error_shrinks_by_kappa_minus_1_over_kappa_plus_1() {
        let kappa = 50.0;
        let settings = GradientDescent {
            learning_rate: 2.0 / (1.0 + kappa),
            weight_decay: 0.0,
        };
        let mut quadratic = Quadratic::diagonal(&[1.0, kappa]);
        let path = path(&settings, &mut quadratic, &[1.0, 1.0], 100);
        let rate = (vector::norm(&path[99]) / vector::norm(&path[0])).powf(1.0 / 99.0);
        approx::assert_abs_diff_eq!(rate, (kappa - 1.0) / (kappa + 1.0), epsilon = 1e-9);
    }

    /// Also with rotated axes and for rates that are too small, too large and diverging.
    #[test]
    fn the_error_shrinks_by_the_largest_of_1_minus_eta_lambda() {
        let (condition, angle_deg) = (10.0, 30.0);
        for eta in [0.05, 0.15, 2.0 / 11.0, 0.19, 0.21] {
            let settings = GradientDescent {
                learning_rate: eta,
                weight_decay: 0.0,
            };
            let mut surface = Surface::Quadratic {
                condition,
                angle_deg,
            };
            let path = path(&settings, &mut surface, &[-2.0, 1.0], 200);
            let rate = vector::norm(&path[199]) / vector::norm(&path[198]);
            let theory = (1.0 - eta).abs().max((1.0 - eta * condition).abs());
            approx::assert_relative_eq!(rate, theory, max_relative = 1e-6);
        }
    }
}
