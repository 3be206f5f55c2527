//! AdaDelta: steps in the units of the weights, from running means of squared gradients and squared
//! steps.
//!
//! S_t = α S_{t−1} + (1 − α) g_t²,   Δ_t = √(D_{t−1} + ε)/√(S_t + ε) · g_t,
//! D_t = α D_{t−1} + (1 − α) Δ_t²,   w ← w − η Δ_t,   S_0 = D_0 = 0,
//! g = ∇E + ρ w
//!
//! ρ is the weight decay.
//!
//! Source: Zeiler 2012, arXiv:1212.5701, algorithm 1 (where η = 1). The lecture prints it without ε:
//! the step is then exactly 0 for ever, which `epsilon = 0` reproduces.

use super::{Error, MethodSettings, Objective, Optimizer, OutOfRange, Step, vector};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Settings of AdaDelta.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AdaDelta {
    /// Factor η on the step, above 0. Default 1.
    pub learning_rate: f64,
    /// Decay α of both running means, in [0, 1). Default 0.95 (Zeiler 2012, table 1).
    pub decay: f64,
    /// ε inside both roots, at least 0. Default 1e-6 (Zeiler 2012, table 1).
    pub epsilon: f64,
    /// Weight decay ρ, at least 0. Default 0.
    pub weight_decay: f64,
}

impl Default for AdaDelta {
    fn default() -> Self {
        AdaDelta {
            learning_rate: 1.0,
            decay: 0.95,
            epsilon: 1e-6,
            weight_decay: 0.0,
        }
    }
}

impl MethodSettings for AdaDelta {
    fn problems(&self) -> Vec<OutOfRange> {
        [
            OutOfRange::unless_positive("learning_rate", self.learning_rate),
            OutOfRange::unless_fraction("decay", self.decay),
            OutOfRange::unless_not_negative("epsilon", self.epsilon),
            OutOfRange::unless_not_negative("weight_decay", self.weight_decay),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn optimizer(&self, dimension: usize) -> Box<dyn Optimizer> {
        Box::new(RunningMeans {
            settings: self.clone(),
            gradient: vec![0.0; dimension],
            gradient_squares: vec![0.0; dimension],
            step_squares: vec![0.0; dimension],
        })
    }
}

struct RunningMeans {
    settings: AdaDelta,
    gradient: Vec<f64>,
    /// S.
    gradient_squares: Vec<f64>,
    /// D.
    step_squares: Vec<f64>,
}

impl Optimizer for RunningMeans {
    fn name(&self) -> &'static str {
        "adadelta"
    }

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step, Error> {
        assert_eq!(w.len(), self.gradient.len(), "the number of weights");
        let AdaDelta {
            learning_rate,
            decay,
            epsilon,
            weight_decay,
        } = self.settings;
        let loss = objective.gradient(w, &mut self.gradient);
        let means = self.gradient_squares.iter_mut().zip(&mut self.step_squares);
        for ((w, &g), (s, d)) in w.iter_mut().zip(&self.gradient).zip(means) {
            let g = g + weight_decay * *w;
            *s = decay * *s + (1.0 - decay) * g * g;
            let divisor = (*s + epsilon).sqrt();
            // Without ε a component that never had a gradient divides 0 by 0: it stays.
            let step = if divisor > 0.0 {
                (*d + epsilon).sqrt() / divisor * g
            } else {
                0.0
            };
            *d = decay * *d + (1.0 - decay) * step * step;
            *w -= learning_rate * step;
        }
        Ok(Step {
            loss,
            gradient_norm: vector::norm(&self.gradient),
            moved: true,
        })
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
            learning_rate: 1.0,
            decay: 0.5,
            weight_decay: 0.0,
            epsilon: 0.01,
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
        let printed = AdaDelta {
            epsilon: 0.0,
            ..AdaDelta::default()
        };
        let path = path(&printed, &mut Quadratic::diagonal(&[1.0]), &[1.0], 50);
        assert_eq!(path[49], [1.0]);
    }
}
