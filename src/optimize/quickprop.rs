//! Quickprop: each weight jumps to the minimum of the parabola through its last two slopes.
//!
//! S_t = ∇E + ρ w,   δ_t = −η S_t + μ δ_{t−1},   w ← w + δ_t,   δ_0 = 0
//! β = S_t/(S_{t−1} − S_t)
//! η = η₀ if δ_{t−1} = 0 or δ_{t−1} S_t < 0 (still downhill), else 0
//! μ = μ_max if β > μ_max or δ_{t−1} S_t β > 0 (the slope grew), else β
//!
//! δ is the change that is added. The lecture prints the same two conditions in this δ but then
//! subtracts it (W := W − ΔW), which turns both of them round.
//!
//! Source: Fahlman 1988, Tech. Rep. CMU-CS-88-162, with its μ_max = 1.75; constants in the lecture's
//! form η₀ ∈ (0.01, 0.6).

use super::{Error, MethodSettings, Objective, Optimizer, OutOfRange, Step, vector};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Settings of Quickprop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Quickprop {
    /// Learning rate η₀ of the gradient term, above 0. Default 0.1.
    pub learning_rate: f64,
    /// Growth limit μ_max, above 0. Default 1.75 (Fahlman 1988).
    pub growth_limit: f64,
    /// Weight decay ρ, at least 0. Default 0 (Fahlman used 1e-4 where units saturated).
    pub weight_decay: f64,
}

impl Default for Quickprop {
    fn default() -> Self {
        Quickprop {
            learning_rate: 0.1,
            growth_limit: 1.75,
            weight_decay: 0.0,
        }
    }
}

impl MethodSettings for Quickprop {
    fn problems(&self) -> Vec<OutOfRange> {
        [
            OutOfRange::unless_positive("learning_rate", self.learning_rate),
            OutOfRange::unless_positive("growth_limit", self.growth_limit),
            OutOfRange::unless_not_negative("weight_decay", self.weight_decay),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn optimizer(&self, dimension: usize) -> Box<dyn Optimizer> {
        Box::new(Parabolas {
            settings: self.clone(),
            gradient: vec![0.0; dimension],
            slope: vec![0.0; dimension],
            change: vec![0.0; dimension],
        })
    }
}

struct Parabolas {
    settings: Quickprop,
    gradient: Vec<f64>,
    /// S_{t−1}.
    slope: Vec<f64>,
    /// δ_{t−1}.
    change: Vec<f64>,
}

/// δ_t of one weight.
fn change(settings: &Quickprop, slope: f64, slope_before: f64, change_before: f64) -> f64 {
    if change_before == 0.0 {
        return -settings.learning_rate * slope;
    }
    if slope == 0.0 {
        return 0.0;
    }
    let beta = slope / (slope_before - slope);
    let downhill = change_before * slope < 0.0;
    let rate = if downhill {
        settings.learning_rate
    } else {
        0.0
    };
    let momentum = if beta > settings.growth_limit || change_before * slope * beta > 0.0 {
        settings.growth_limit
    } else {
        beta
    };
    -rate * slope + momentum * change_before
}

impl Optimizer for Parabolas {
    fn name(&self) -> &'static str {
        "quickprop"
    }

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step, Error> {
        assert_eq!(w.len(), self.gradient.len(), "the number of weights");
        let loss = objective.gradient(w, &mut self.gradient);
        let memory = self.slope.iter_mut().zip(&mut self.change);
        for ((w, g), (slope_before, delta)) in w.iter_mut().zip(&self.gradient).zip(memory) {
            let slope = g + self.settings.weight_decay * *w;
            *delta = change(&self.settings, slope, *slope_before, *delta);
            *slope_before = slope;
            *w += *delta;
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
        // E = w²/2 from w = 1, η₀ = 0.1: S = 1, δ = −0.1, w = 0.9;
        // S = 0.9, β = 9 > 1.75, δ = −0.09 − 0.175 = −0.265, w = 0.635;
        // S = 0.635, β = 0.635/0.265 > 1.75, δ = −0.0635 − 0.46375 = −0.52725, w = 0.10775.
        let settings = Quickprop::default();
        let path = path(&settings, &mut Quadratic::diagonal(&[1.0]), &[1.0], 3);
        for (w, by_hand) in path.iter().zip([0.9, 0.635, 0.10775]) {
            approx::assert_abs_diff_eq!(w[0], by_hand, epsilon = 1e-15);
        }
    }

    #[test]
    fn after_an_overshoot_it_jumps_to_the_minimum_of_the_parabola() {
        // Slopes −2 and 1 with a step of 3 between them: the parabola's minimum lies a third back.
        assert_eq!(change(&Quickprop::default(), 1.0, -2.0, 3.0), -1.0);
    }

    #[test]
    fn where_the_slope_grew_the_step_grows_by_the_limit() {
        let settings = Quickprop::default();
        approx::assert_abs_diff_eq!(change(&settings, 2.0, 1.0, -1.0), -0.2 - 1.75);
    }
}
