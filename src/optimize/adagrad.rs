//! AdaGrad: each component's rate falls with the gradients it has seen.
//!
//! S_t = S_{t−1} + g_t²,   w ← w − η g_t/(√S_t + ε),   g = ∇E + ρ w
//!
//! η is the learning rate, ρ the weight decay.
//!
//! Source: Duchi, Hazan & Singer 2011, J. Mach. Learn. Res. 12:2121, figure 1 (diagonal). The lecture
//! prints it without ε, which is 0/0 where a component of the gradient has always been 0;
//! `epsilon = 0` reproduces that.

use super::{Error, MethodSettings, Objective, Optimizer, OutOfRange, Step, vector};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Settings of AdaGrad.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AdaGrad {
    /// Learning rate η, above 0. Default 0.1.
    pub learning_rate: f64,
    /// ε that keeps the divisor from zero, at least 0. Default 1e-8.
    pub epsilon: f64,
    /// Weight decay ρ, at least 0. Default 0.
    pub weight_decay: f64,
}

impl Default for AdaGrad {
    fn default() -> Self {
        AdaGrad {
            learning_rate: 0.1,
            epsilon: 1e-8,
            weight_decay: 0.0,
        }
    }
}

impl MethodSettings for AdaGrad {
    fn problems(&self) -> Vec<OutOfRange> {
        [
            OutOfRange::unless_positive("learning_rate", self.learning_rate),
            OutOfRange::unless_not_negative("epsilon", self.epsilon),
            OutOfRange::unless_not_negative("weight_decay", self.weight_decay),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn optimizer(&self, dimension: usize) -> Box<dyn Optimizer> {
        Box::new(SumOfSquares {
            settings: self.clone(),
            gradient: vec![0.0; dimension],
            squares: vec![0.0; dimension],
        })
    }
}

struct SumOfSquares {
    settings: AdaGrad,
    gradient: Vec<f64>,
    /// S.
    squares: Vec<f64>,
}

impl Optimizer for SumOfSquares {
    fn name(&self) -> &'static str {
        "adagrad"
    }

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step, Error> {
        assert_eq!(w.len(), self.gradient.len(), "the number of weights");
        let AdaGrad {
            learning_rate,
            epsilon,
            weight_decay,
        } = self.settings;
        let loss = objective.gradient(w, &mut self.gradient);
        for ((w, g), s) in w.iter_mut().zip(&self.gradient).zip(&mut self.squares) {
            let g = g + weight_decay * *w;
            *s += g * g;
            *w -= learning_rate * g / (s.sqrt() + epsilon);
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
        // E = w²/2 from w = 1, η = 0.1: w = 0.9; S = 1.81, w = 0.9 − 0.09/√1.81 = 0.8331035;
        // S = 2.5040615, w = 0.8331035 − 0.08331035/√2.5040615 = 0.7804562.
        let settings = AdaGrad {
            learning_rate: 0.1,
            epsilon: 0.0,
            weight_decay: 0.0,
        };
        let path = path(&settings, &mut Quadratic::diagonal(&[1.0]), &[1.0], 3);
        approx::assert_abs_diff_eq!(path[0][0], 0.9, epsilon = 1e-15);
        approx::assert_abs_diff_eq!(path[1][0], 0.8331035, epsilon = 5e-8);
        approx::assert_abs_diff_eq!(path[2][0], 0.7804562, epsilon = 5e-8);
    }

    #[test]
    fn without_epsilon_a_dead_component_becomes_nan_as_the_lecture_prints_it() {
        let quadratic = || Quadratic::diagonal(&[1.0, 0.0]);
        let printed = AdaGrad {
            epsilon: 0.0,
            ..AdaGrad::default()
        };
        assert!(path(&printed, &mut quadratic(), &[1.0, 1.0], 1)[0][1].is_nan());
        let corrected = AdaGrad::default();
        assert_eq!(
            path(&corrected, &mut quadratic(), &[1.0, 1.0], 1)[0][1],
            1.0
        );
    }
}
