//! Quickprop: each weight jumps to the minimum of the parabola through its last two slopes.
//!
//! S_t = ∇E + ρ w,   δ_t = −η S_t + μ δ_{t−1},   w ← w + δ_t,   δ_0 = 0
//! β = S_t/(S_{t−1} − S_t)
//! η = η₀ if δ_{t−1} = 0 or δ_{t−1} S_t < 0 (still downhill), else 0
//! μ = μ_max if β > μ_max or δ_{t−1} S_t β > 0 (the slope grew), else β
//!
//! This is Fahlman's rule in the lecture's symbols. His program asks instead whether S_t is beyond
//! μ_max/(1 + μ_max) S_{t−1}, which is the same for every sequence of slopes: δ_{t−1} never points up
//! its own slope S_{t−1}. With `split_epsilon` η₀ is divided by the fan-in of the unit that the weight
//! leads to.
//!
//! δ is the change that is added. The lecture prints the same two conditions in a ΔW that it then
//! subtracts (W := W − ΔW), which turns both of them round; `form = "printed"` runs that.
//!
//! Source: Fahlman 1988, Tech. Rep. CMU-CS-88-162, with its μ_max = 1.75, and his program of that
//! year (ε = 1 split by fan-in, decay 1e-4); the lecture's η₀ ∈ (0.01, 0.6).

use super::preset::Preset;
use super::search::Range;
use super::{Error, MethodSettings, Objective, Optimizer, OutOfRange, Registered, Step};
use crate::math::dispatch::vectorised;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Fahlman's.
    #[default]
    Fahlman,
    /// The lecture's with its sign, a slip.
    Printed,
}

/// Settings of Quickprop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Quickprop {
    /// `fahlman` (default) or `printed`.
    pub form: Form,
    /// Learning rate η₀ of the gradient term, above 0. Default 0.1.
    pub learning_rate: f64,
    /// Whether η₀ is divided by the number of weights that feed the same unit, its bias included; an
    /// objective without units refuses it. Default false.
    pub split_epsilon: bool,
    /// Growth limit μ_max, above 0. Default 1.75 (Fahlman 1988).
    pub growth_limit: f64,
    /// Weight decay ρ, at least 0. Default 0 (Fahlman used 1e-4 where units saturated).
    pub weight_decay: f64,
}

impl Default for Quickprop {
    fn default() -> Self {
        Quickprop {
            form: Form::Fahlman,
            learning_rate: 0.1,
            split_epsilon: false,
            growth_limit: 1.75,
            weight_decay: 0.0,
        }
    }
}

impl Registered for Quickprop {
    const PRESETS: &'static [Preset<Self>] = &[
        Preset::paper("Fahlman 1988: μ_max = 1.75, without decay; η₀ = 0.1."),
        Preset {
            name: "lecture",
            about: "The lecture's constants, μ_max = 1.75 and η₀ = 0.1 from its range 0.01 to 0.6, with its sign corrected.",
            settings: Quickprop::default,
        },
        Preset {
            name: "printed",
            about: "As the lecture prints it: its conditions on a ΔW that is subtracted.",
            settings: || Quickprop {
                form: Form::Printed,
                ..Quickprop::default()
            },
        },
        Preset {
            name: "fahlman",
            about: "Fahlman's program of 1988: ε = 1 divided by the fan-in, decay 1e-4; meant for a loss summed over the examples.",
            settings: || Quickprop {
                learning_rate: 1.0,
                split_epsilon: true,
                weight_decay: 1e-4,
                ..Quickprop::default()
            },
        },
    ];

    // The lecture's 0.01 to 0.6 and a few times beyond: Fahlman 1988 found the best ε to depend on
    // the task. Above 3 it runs away on a mean loss.
    const SEARCH: &'static [Range] = &[Range::log("learning_rate", 1e-3, 3.0)];
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
            learning_rate: self.learning_rate,
            shares: vec![1.0; dimension],
            begun: false,
            gradient: vec![0.0; dimension],
            slope: vec![0.0; dimension],
            change: vec![0.0; dimension],
        })
    }
}

struct Parabolas {
    settings: Quickprop,
    /// η₀ of the settings times what scales it.
    learning_rate: f64,
    /// What every weight has of η₀: 1, or 1/fan-in.
    shares: Vec<f64>,
    begun: bool,
    gradient: Vec<f64>,
    /// S_{t−1}.
    slope: Vec<f64>,
    /// δ_{t−1}.
    change: Vec<f64>,
}

/// δ_t of one weight.
#[inline(always)]
fn change(rate: f64, limit: f64, slope: f64, slope_before: f64, change_before: f64) -> f64 {
    if change_before == 0.0 {
        return -rate * slope;
    }
    if slope == 0.0 {
        return 0.0;
    }
    let beta = slope / (slope_before - slope);
    let downhill = change_before * slope < 0.0;
    let rate = if downhill { rate } else { 0.0 };
    let momentum = if beta > limit || change_before * slope * beta > 0.0 {
        limit
    } else {
        beta
    };
    -rate * slope + momentum * change_before
}

/// δ_t of one weight, −ΔW_t of the lecture's formula with its conditions read as they stand.
#[inline(always)]
fn printed_change(rate: f64, limit: f64, slope: f64, slope_before: f64, change_before: f64) -> f64 {
    let subtracted = -change_before;
    // μ · 0 is 0 even where β is 0/0.
    if subtracted == 0.0 {
        return -rate * slope;
    }
    if slope == 0.0 {
        return 0.0;
    }
    let beta = slope / (slope_before - slope);
    let gamma = slope * -subtracted * beta;
    let rate = if -subtracted * slope > 0.0 { rate } else { 0.0 };
    let momentum = if beta > limit || gamma < 0.0 {
        limit
    } else {
        beta
    };
    -(rate * slope + momentum * subtracted)
}

vectorised! {
    fn update(arguments: ([&mut [f64]; 3], [&[f64]; 2], f64, &Quickprop)) {
        let ([w, slopes, changes], [gradient, shares], rate, settings) = arguments;
        let Quickprop { form, growth_limit, weight_decay, .. } = *settings;
        let memory = slopes.iter_mut().zip(changes);
        let weights = w.iter_mut().zip(shares);
        for (((w, share), g), (slope_before, delta)) in weights.zip(gradient).zip(memory) {
            let (rate, slope) = (rate * share, g + weight_decay * *w);
            *delta = match form {
                Form::Fahlman => change(rate, growth_limit, slope, *slope_before, *delta),
                Form::Printed => printed_change(rate, growth_limit, slope, *slope_before, *delta),
            };
            *slope_before = slope;
            *w += *delta;
        }
    }
}

impl Parabolas {
    /// Divides η₀ by every weight's fan-in.
    fn split(&mut self, objective: &dyn Objective) -> Result<(), Error> {
        for (weight, share) in self.shares.iter_mut().enumerate() {
            let fan_in = objective.fan_in(weight).ok_or(Error::NoFanIn {
                method: "quickprop",
            })?;
            *share = 1.0 / fan_in as f64;
        }
        Ok(())
    }
}

impl Optimizer for Parabolas {
    fn name(&self) -> &'static str {
        "quickprop"
    }

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step<'_>, Error> {
        assert_eq!(w.len(), self.gradient.len(), "the number of weights");
        if self.settings.split_epsilon && !self.begun {
            self.split(objective)?;
        }
        self.begun = true;
        let loss = objective.gradient(w, &mut self.gradient);
        let changing = [w, &mut self.slope, &mut self.change];
        let fixed = [&self.gradient[..], &self.shares];
        update((changing, fixed, self.learning_rate, &self.settings));
        Ok(Step::made(loss, &self.gradient))
    }

    fn scale_learning_rate(&mut self, factor: f64) -> bool {
        self.learning_rate = factor * self.settings.learning_rate;
        true
    }
}

#[cfg(test)]
#[path = "quickprop_tests.rs"]
mod tests;
