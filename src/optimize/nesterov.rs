//! Nesterov's accelerated gradient: the gradient is taken where the momentum is about to lead.
//!
//! ΔW_t = η (∇E(θ_{t−1}) + ρ θ_{t−1}) + μ ΔW_{t−1},   θ_{t−1} = W_{t−1} − μ ΔW_{t−1},
//! W_t = W_{t−1} − ΔW_t,   ΔW_0 = 0
//!
//! η is the learning rate, μ the momentum, ρ the weight decay. The weights that a step leaves are the
//! look-ahead point θ, at which its loss and gradient are known: θ_t = θ_{t−1} − η(∇E + ρθ) − μ ΔW_t.
//! So written it is PyTorch's form (`SGD` with `nesterov=True`): b ← μ b + g, θ ← θ − η (g + μ b), where
//! η b = ΔW. The look-ahead form above keeps W instead; both take their gradients at the same points.
//! (The lecture prints θ = W + μΔW; with its own W := W − ΔW the look-ahead point is W − μΔW.)
//!
//! Source: Nesterov 1983, Soviet Math. Dokl. 27:372; in this form Sutskever, Martens, Dahl & Hinton
//! 2013, ICML, eq. 3–4; the change of variable Bengio, Boulanger-Lewandowski & Pascanu 2013, ICASSP,
//! eq. 7.

use super::{Error, MethodSettings, Objective, Optimizer, OutOfRange, Step, vector};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Settings of Nesterov's accelerated gradient.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Nesterov {
    /// Learning rate η, above 0. Default 0.05.
    pub learning_rate: f64,
    /// Momentum μ, in [0, 1). Default 0.9.
    pub momentum: f64,
    /// Weight decay ρ, at least 0. Default 0.
    pub weight_decay: f64,
}

impl Default for Nesterov {
    fn default() -> Self {
        Nesterov {
            learning_rate: 0.05,
            momentum: 0.9,
            weight_decay: 0.0,
        }
    }
}

impl MethodSettings for Nesterov {
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
        Box::new(LookAhead {
            settings: self.clone(),
            gradient: vec![0.0; dimension],
            change: vec![0.0; dimension],
        })
    }
}

struct LookAhead {
    settings: Nesterov,
    gradient: Vec<f64>,
    /// ΔW_{t−1}.
    change: Vec<f64>,
}

impl Optimizer for LookAhead {
    fn name(&self) -> &'static str {
        "nesterov"
    }

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step, Error> {
        assert_eq!(w.len(), self.gradient.len(), "the number of weights");
        let Nesterov {
            learning_rate,
            momentum,
            weight_decay,
        } = self.settings;
        let loss = objective.gradient(w, &mut self.gradient);
        for ((w, g), change) in w.iter_mut().zip(&self.gradient).zip(&mut self.change) {
            let descent = learning_rate * (g + weight_decay * *w);
            *change = descent + momentum * *change;
            *w -= descent + momentum * *change;
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
    fn the_steps_are_those_of_the_printed_form_worked_by_hand() {
        // E = w²/2, η = 0.1, μ = 0.5, W_0 = 1 in the form W, ΔW:
        // θ_0 = 1:      ΔW_1 = 0.1,                      W_1 = 0.9;
        // θ_1 = 0.85:   ΔW_2 = 0.085 + 0.05 = 0.135,     W_2 = 0.765;
        // θ_2 = 0.6975: ΔW_3 = 0.06975 + 0.0675 = 0.13725, W_3 = 0.62775, θ_3 = 0.559125.
        let settings = Nesterov {
            learning_rate: 0.1,
            momentum: 0.5,
            weight_decay: 0.0,
        };
        let path = path(&settings, &mut Quadratic::diagonal(&[1.0]), &[1.0], 3);
        for (w, by_hand) in path.iter().zip([0.85, 0.6975, 0.559125]) {
            approx::assert_abs_diff_eq!(w[0], by_hand, epsilon = 1e-15);
        }
    }

    #[test]
    fn look_ahead_form_and_pytorchs_walk_through_the_same_points() {
        let settings = Nesterov::default();
        let (rate, momentum) = (settings.learning_rate, settings.momentum);
        let gradient = |x: f64| 3.0 * x;
        // The look-ahead form: W and ΔW. PyTorch's: θ and b.
        let (mut weight, mut change) = (1.0, 0.0);
        let (mut theta, mut buffer) = (1.0, 0.0);
        let path = path(&settings, &mut Quadratic::diagonal(&[3.0]), &[1.0], 40);
        for w in path {
            change = rate * gradient(weight - momentum * change) + momentum * change;
            weight -= change;
            let g = gradient(theta);
            buffer = momentum * buffer + g;
            theta -= rate * (g + momentum * buffer);
            approx::assert_abs_diff_eq!(w[0], weight - momentum * change, epsilon = 1e-14);
            approx::assert_abs_diff_eq!(w[0], theta, epsilon = 1e-14);
        }
    }
}
