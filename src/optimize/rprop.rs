//! Resilient propagation: every weight has a step size of its own that follows the signs of its last
//! two derivatives; the derivatives' sizes play no part.
//!
//! Δ_t = min(a Δ_{t−1}, Δ_max) if g_t g_{t−1} > 0;  max(b Δ_{t−1}, Δ_min) if < 0;  Δ_{t−1} if = 0
//! w ← w − sign(g_t) Δ_t
//!
//! What happens where the sign changed (g_t g_{t−1} < 0) makes the variants:
//!
//! | variant | step | memory of g |
//! |---|---|---|
//! | Rprop+ | the last step of this weight is taken back | 0 |
//! | Rprop− | as everywhere | g_t |
//! | iRprop+ | the last step is taken back if E rose, else none | 0 |
//! | iRprop− | none | 0 |
//!
//! Sources: Riedmiller & Braun 1993, IEEE Int. Conf. Neural Networks, p. 586 (Rprop+ and the
//! constants); Riedmiller 1994, Computer Standards & Interfaces 16:265 (Rprop−, which the lecture
//! prints); Igel & Hüsken 2003, Neurocomputing 50:105 (iRprop+, iRprop−).

use super::preset::Preset;
use super::search::Range;
use super::{
    Error, MethodSettings, Objective, Optimizer, OutOfRange, Registered, Step, weight_decay,
};
use crate::math::dispatch::vectorised;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is done where a derivative changes its sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Variant {
    /// Weight backtracking (Riedmiller & Braun 1993).
    #[default]
    RpropPlus,
    /// No backtracking (Riedmiller 1994; the lecture).
    RpropMinus,
    /// Backtracking only where the loss rose (Igel & Hüsken 2003).
    IrpropPlus,
    /// No backtracking; one step of rest (Igel & Hüsken 2003).
    IrpropMinus,
}

/// Settings of Rprop.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Rprop {
    /// `rprop-plus` (default), `rprop-minus`, `irprop-plus` or `irprop-minus`.
    pub variant: Variant,
    /// Factor a (η⁺) of a step size whose derivative keeps its sign, above 1. Default 1.2.
    pub increase: f64,
    /// Factor b (η⁻) of a step size whose derivative changed its sign, in (0, 1). Default 0.5.
    pub decrease: f64,
    /// First step size Δ₀, above 0. Default 0.1.
    pub delta0: f64,
    /// Smallest step size Δ_min, at least 0. Default 1e-6.
    pub delta_min: f64,
    /// Largest step size Δ_max, at least Δ_min. Default 50.
    pub delta_max: f64,
    /// Weight decay ρ, at least 0: the objective is E + ½ρ‖w‖². Default 0.
    pub weight_decay: f64,
}

impl Default for Rprop {
    fn default() -> Self {
        Rprop {
            variant: Variant::RpropPlus,
            increase: 1.2,
            decrease: 0.5,
            delta0: 0.1,
            delta_min: 1e-6,
            delta_max: 50.0,
            weight_decay: 0.0,
        }
    }
}

impl Rprop {
    /// As the lecture prints it: the same constants, no backtracking.
    pub fn lecture() -> Self {
        Rprop {
            variant: Variant::RpropMinus,
            ..Rprop::default()
        }
    }

    /// With a first step size for each weight in place of Δ₀ (Prechelt 1994 draws them).
    pub fn starting_from(&self, mut delta: Vec<f64>) -> Box<dyn Optimizer> {
        for delta in &mut delta {
            *delta = delta.clamp(self.delta_min, self.delta_max);
        }
        let dimension = delta.len();
        let zeros = vec![0.0; dimension];
        let optimizer = Box::new(Resilient {
            settings: self.clone(),
            gradient: zeros.clone(),
            gradient_before: zeros.clone(),
            change: zeros,
            delta,
            loss_before: f64::INFINITY,
        });
        weight_decay::around(self.weight_decay, optimizer, dimension)
    }
}

impl Registered for Rprop {
    const PRESETS: &'static [Preset<Self>] = &[
        Preset::paper(
            "Riedmiller & Braun 1993: with backtracking, a = 1.2, b = 0.5, Δ from 1e-6 to 50.",
        ),
        Preset {
            name: "lecture",
            about: "The lecture: the same constants without backtracking, Rprop−.",
            settings: Rprop::lecture,
        },
        Preset {
            name: "pytorch",
            about: "Rprop, which is iRprop−, with its first step size of 0.01.",
            settings: || Rprop {
                variant: Variant::IrpropMinus,
                delta0: 0.01,
                ..Rprop::default()
            },
        },
    ];

    // Riedmiller & Braun 1993 tried Δ₀ over orders of magnitude and found that it hardly matters.
    const SEARCH: &'static [Range] = &[Range::log("delta0", 1e-4, 1.0)];
}

impl MethodSettings for Rprop {
    fn problems(&self) -> Vec<OutOfRange> {
        let Rprop {
            increase,
            decrease,
            delta_min,
            delta_max,
            ..
        } = *self;
        [
            OutOfRange::unless(
                increase > 1.0 && increase.is_finite(),
                "increase",
                increase,
                "finite and above 1",
            ),
            OutOfRange::unless(
                decrease > 0.0 && decrease < 1.0,
                "decrease",
                decrease,
                "between 0 and 1",
            ),
            OutOfRange::unless_positive("delta0", self.delta0),
            OutOfRange::unless_not_negative("delta_min", delta_min),
            OutOfRange::unless(
                delta_max >= delta_min && delta_max.is_finite(),
                "delta_max",
                delta_max,
                "finite and at least delta_min",
            ),
            OutOfRange::unless_not_negative("weight_decay", self.weight_decay),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn optimizer(&self, dimension: usize) -> Box<dyn Optimizer> {
        self.starting_from(vec![self.delta0; dimension])
    }
}

struct Resilient {
    settings: Rprop,
    gradient: Vec<f64>,
    /// g_{t−1}, or 0 where a sign changed and the variant forgets it.
    gradient_before: Vec<f64>,
    /// Δ.
    delta: Vec<f64>,
    /// What the last step added to each weight.
    change: Vec<f64>,
    loss_before: f64,
}

/// −sign(g) Δ, with sign(0) = 0.
#[inline(always)]
fn descent(g: f64, delta: f64) -> f64 {
    if g > 0.0 {
        -delta
    } else if g < 0.0 {
        delta
    } else {
        0.0
    }
}

/// What is the same for all weights of one step.
#[derive(Clone, Copy)]
struct Rule {
    /// η⁺ and η⁻.
    factors: [f64; 2],
    /// Δ_min and Δ_max.
    limits: [f64; 2],
    /// Whether a weight whose slope changed its sign makes no fresh step.
    rests: bool,
    /// Whether it goes back to where it came from.
    takes_back: bool,
}

vectorised! {
    fn update(arguments: ([&mut [f64]; 4], &[f64], Rule)) {
        let ([w, change, gradient_before, delta], gradient, rule) = arguments;
        let ([increase, decrease], [delta_min, delta_max]) = (rule.factors, rule.limits);
        let memory = gradient_before.iter_mut().zip(delta);
        let weights = w.iter_mut().zip(change);
        for (((w, change), &g), (before, delta)) in weights.zip(gradient).zip(memory) {
            let agreement = g * *before;
            *delta = if agreement > 0.0 {
                (*delta * increase).min(delta_max)
            } else if agreement < 0.0 {
                (*delta * decrease).max(delta_min)
            } else {
                *delta
            };
            let rests = agreement < 0.0 && rule.rests;
            let back = if rule.takes_back { -*change } else { 0.0 };
            *change = if rests { back } else { descent(g, *delta) };
            *before = if rests { 0.0 } else { g };
            *w += *change;
        }
    }
}

impl Optimizer for Resilient {
    fn name(&self) -> &'static str {
        "rprop"
    }

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step<'_>, Error> {
        assert_eq!(w.len(), self.gradient.len(), "the number of weights");
        let loss = objective.gradient(w, &mut self.gradient);
        let Rprop {
            variant,
            increase,
            decrease,
            delta_min,
            delta_max,
            ..
        } = self.settings;
        let takes_back = match variant {
            Variant::RpropPlus => true,
            Variant::IrpropPlus => loss > self.loss_before,
            Variant::RpropMinus | Variant::IrpropMinus => false,
        };
        let rule = Rule {
            factors: [increase, decrease],
            limits: [delta_min, delta_max],
            rests: variant != Variant::RpropMinus,
            takes_back,
        };
        let memory = &mut self.gradient_before;
        let changing = [w, &mut self.change, memory, &mut self.delta];
        update((changing, &self.gradient, rule));
        self.loss_before = loss;
        Ok(Step::made(loss, &self.gradient))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::optimize::laws::path;
    use crate::optimize::surface::Quadratic;

    /// E = w²/2 from w = 0.25. Worked by hand: Δ = 0.1, w = 0.15; Δ = 0.12, w = 0.03; Δ = 0.144,
    /// w = −0.114; then the sign has changed and Δ = 0.072.
    fn path_of(variant: Variant) -> Vec<f64> {
        let settings = Rprop {
            variant,
            ..Rprop::default()
        };
        path(&settings, &mut Quadratic::diagonal(&[1.0]), &[0.25], 5)
            .into_iter()
            .map(|w| w[0])
            .collect()
    }

    #[test]
    fn step_sizes_follow_the_sign_rule_worked_by_hand() {
        let by_hand = [
            // Takes 0.144 back to 0.03, then a fresh step of 0.072.
            (Variant::RpropPlus, [0.15, 0.03, -0.114, 0.03, -0.042]),
            // −0.114 + 0.072; then the sign has not changed: + 0.0864.
            (Variant::RpropMinus, [0.15, 0.03, -0.114, -0.042, 0.0444]),
            // E rose from 0.00045 to 0.0065: takes back.
            (Variant::IrpropPlus, [0.15, 0.03, -0.114, 0.03, -0.042]),
            // Rests, then a fresh step of 0.072.
            (Variant::IrpropMinus, [0.15, 0.03, -0.114, -0.114, -0.042]),
        ];
        for (variant, by_hand) in by_hand {
            let path = path_of(variant);
            approx::assert_abs_diff_eq!(path.as_slice(), by_hand.as_slice(), epsilon = 1e-15);
        }
    }

    #[test]
    fn irprop_plus_keeps_a_step_that_lowered_the_loss() {
        // From 0.2: 0.1, then −0.02 (sign changed, E fell): Rprop+ goes back to 0.1, iRprop+ rests.
        let run = |variant| {
            let settings = Rprop {
                variant,
                ..Rprop::default()
            };
            path(&settings, &mut Quadratic::diagonal(&[1.0]), &[0.2], 3)[2][0]
        };
        approx::assert_abs_diff_eq!(run(Variant::RpropPlus), 0.1, epsilon = 1e-15);
        approx::assert_abs_diff_eq!(run(Variant::IrpropPlus), -0.02, epsilon = 1e-15);
    }

    #[test]
    fn each_weight_begins_with_its_own_step() {
        let mut rprop = Rprop::default().starting_from(vec![0.1, 0.03, 99.0]);
        let mut w = [1.0, -1.0, 60.0];
        let mut bowl = Quadratic::diagonal(&[1.0, 1.0, 1.0]);
        rprop.step(&mut w, &mut bowl).unwrap();
        // The third begins with Δ_max = 50.
        approx::assert_abs_diff_eq!(w.as_slice(), [0.9, -0.97, 10.0].as_slice(), epsilon = 1e-15);
    }

    #[test]
    fn the_size_of_the_gradient_plays_no_part() {
        let settings = Rprop::default();
        let run = |curvature| {
            path(
                &settings,
                &mut Quadratic::diagonal(&[curvature]),
                &[7.0],
                40,
            )
        };
        assert_eq!(run(1e-3), run(1e3));
    }

    #[test]
    fn step_sizes_stay_within_their_limits() {
        let settings = Rprop {
            delta_max: 0.3,
            ..Rprop::default()
        };
        let path = path(&settings, &mut Quadratic::diagonal(&[1.0]), &[100.0], 20);
        approx::assert_abs_diff_eq!(path[18][0] - path[19][0], 0.3, epsilon = 1e-12);
    }
}
