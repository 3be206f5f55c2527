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

use super::preset::{Preset, Presets};
use super::{Error, MethodSettings, Objective, Optimizer, OutOfRange, Step};
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

impl Presets for Quickprop {
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

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step, Error> {
        assert_eq!(w.len(), self.gradient.len(), "the number of weights");
        if self.settings.split_epsilon && !self.begun {
            self.split(objective)?;
        }
        self.begun = true;
        let change = match self.settings.form {
            Form::Fahlman => change,
            Form::Printed => printed_change,
        };
        let loss = objective.gradient(w, &mut self.gradient);
        let memory = self.slope.iter_mut().zip(&mut self.change);
        let weights = w.iter_mut().zip(&self.shares);
        for (((w, share), g), (slope_before, delta)) in weights.zip(&self.gradient).zip(memory) {
            let slope = g + self.settings.weight_decay * *w;
            let (rate, limit) = (self.learning_rate * share, self.settings.growth_limit);
            *delta = change(rate, limit, slope, *slope_before, *delta);
            *slope_before = slope;
            *w += *delta;
        }
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
    use crate::optimize::{Counted, Counts};
    use proptest::prelude::*;

    const LIMIT: f64 = 1.75;

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
        assert_eq!(change(0.1, LIMIT, 1.0, -2.0, 3.0), -1.0);
    }

    #[test]
    fn where_the_slope_grew_the_step_grows_by_the_limit() {
        let grown = change(0.1, LIMIT, 2.0, 1.0, -1.0);
        approx::assert_abs_diff_eq!(grown, -0.2 - 1.75);
    }

    #[test]
    fn as_printed_the_conditions_are_turned_round_as_worked_by_hand() {
        // E = w²/2 from w = 1: ΔW = 0.1, w = 0.9. S = 0.9: downhill, where −ΔW S < 0: η = 0;
        // β = 9 > 1.75: ΔW = 0.175, w = 0.725. S = 0.725, β = 0.725/0.175 > 1.75: w = 0.41875.
        // S = 0.41875, β = 0.41875/0.30625 = 1.367347, γ = −S ΔW β < 0: μ = 1.75 once more although
        // the minimum of the parabola is nearer, ΔW = 0.5359375, w = −0.1171875.
        let settings = Quickprop {
            form: Form::Printed,
            ..Quickprop::default()
        };
        let path = path(&settings, &mut Quadratic::diagonal(&[1.0]), &[1.0], 4);
        for (w, by_hand) in path.iter().zip([0.9, 0.725, 0.41875, -0.1171875]) {
            approx::assert_abs_diff_eq!(w[0], by_hand, epsilon = 1e-15);
        }
    }

    /// Fahlman's program: `slope` and `slope_before` are those of −E.
    fn of_fahlmans_program(rate: f64, limit: f64, slope: f64, before: f64, last: f64) -> f64 {
        let shrink = limit / (1.0 + limit);
        let mut next = 0.0;
        if last > 0.0 {
            if slope > 0.0 {
                next += rate * slope;
            }
            if slope > shrink * before {
                next += limit * last;
            } else {
                next += slope / (before - slope) * last;
            }
        } else if last < 0.0 {
            if slope < 0.0 {
                next += rate * slope;
            }
            if slope < shrink * before {
                next += limit * last;
            } else {
                next += slope / (before - slope) * last;
            }
        } else {
            next += rate * slope;
        }
        next
    }

    proptest! {
        #[test]
        fn it_takes_the_steps_of_fahlmans_program_for_every_sequence_of_slopes(
            slopes in proptest::collection::vec(-1.0..1.0f64, 2..40),
            rate in 0.01..2.0f64,
            limit in 0.5..3.0f64,
        ) {
            let (mut before, mut ours, mut his) = (0.0, 0.0, 0.0);
            for slope in slopes {
                ours = change(rate, limit, slope, before, ours);
                his = of_fahlmans_program(rate, limit, -slope, -before, his);
                prop_assert!((ours - his).abs() <= 1e-9 * his.abs(), "{} and {}", ours, his);
                before = slope;
            }
        }
    }

    /// E = ½‖w‖² of two weights of units with fan-ins 1 and 4.
    struct TwoUnits;

    impl Objective for TwoUnits {
        fn dimension(&self) -> usize {
            2
        }
        fn value(&mut self, w: &[f64]) -> f64 {
            0.5 * (w[0] * w[0] + w[1] * w[1])
        }
        fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
            gradient.copy_from_slice(w);
            self.value(w)
        }
        fn fan_in(&self, weight: usize) -> Option<usize> {
            Some([1, 4][weight])
        }
    }

    #[test]
    fn a_split_epsilon_is_divided_by_the_fan_in() {
        let settings = Quickprop {
            split_epsilon: true,
            ..Quickprop::default()
        };
        let mut counts = Counts::default();
        let mut units = TwoUnits;
        let mut counted = Counted::new(&mut units, &mut counts);
        // First steps −η₀ S/fan-in.
        let path = path(&settings, &mut counted, &[1.0, 1.0], 1);
        assert_eq!(path[0], [0.9, 0.975]);
    }

    #[test]
    fn a_split_epsilon_without_units_is_refused_by_name() {
        let settings = Quickprop {
            split_epsilon: true,
            ..Quickprop::default()
        };
        let refused = settings
            .optimizer(1)
            .step(&mut [1.0], &mut Quadratic::diagonal(&[1.0]));
        assert_eq!(
            refused.unwrap_err().to_string(),
            "quickprop with `split_epsilon` needs the fan-in of every weight, which this objective does not have"
        );
    }
}
