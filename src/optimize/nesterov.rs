//! Nesterov's accelerated gradient: the gradient is taken where the momentum is about to lead.
//!
//! ΔW_t = η (∇E(θ_{t−1}) + ρ θ_{t−1}) + μ ΔW_{t−1},   θ_{t−1} = W_{t−1} − μ ΔW_{t−1},
//! W_t = W_{t−1} − ΔW_t,   ΔW_0 = 0
//!
//! η is the learning rate, μ the momentum, ρ the weight decay. The forms differ in the point that a
//! step leaves behind, not in the points where gradients are taken:
//!
//! * `pytorch` (default) leaves θ: θ_t = θ_{t−1} − η(∇E + ρθ) − μ ΔW_t. It is PyTorch's `SGD` with
//!   `nesterov=True`: b ← μ b + g, θ ← θ − η (g + μ b), where η b = ΔW. Default because E(θ) comes
//!   with the gradient, so that the loss of the weights that are told costs nothing
//! * `look-ahead` leaves W. E(W) takes one more evaluation a step, which is counted; the gradient norm
//!   that it tells is that of θ
//! * `printed` is the lecture's formula as it stands: θ = W + μ ΔW although its W := W − ΔW, which
//!   looks back instead of ahead, and ρ W in the place of ρ θ
//!
//! Source: Nesterov 1983, Soviet Math. Dokl. 27:372; in this form Sutskever, Martens, Dahl & Hinton
//! 2013, ICML, eq. 3–4; the change of variable Bengio, Boulanger-Lewandowski & Pascanu 2013, ICASSP,
//! eq. 7.

use super::preset::Preset;
use super::search::Range;
use super::{Error, MethodSettings, Objective, Optimizer, OutOfRange, Registered, Step, vector};
use crate::math::dispatch::vectorised;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which point a step leaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// θ, where the gradient is taken.
    #[default]
    Pytorch,
    /// W, from which it looks ahead.
    LookAhead,
    /// W with the sign of the lecture's formula, a slip.
    Printed,
}

/// Settings of Nesterov's accelerated gradient.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Nesterov {
    /// `pytorch` (default), `look-ahead` or `printed`.
    pub form: Form,
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
            form: Form::Pytorch,
            learning_rate: 0.05,
            momentum: 0.9,
            weight_decay: 0.0,
        }
    }
}

impl Registered for Nesterov {
    const PRESETS: &'static [Preset<Self>] = &[
        Preset::paper("Nesterov's method for networks, η = 0.05, μ = 0.9."),
        Preset {
            name: "lecture",
            about: "The lecture's form with its sign corrected: W is kept, the gradient is taken at W − μΔW.",
            settings: || Nesterov {
                form: Form::LookAhead,
                ..Nesterov::default()
            },
        },
        Preset {
            name: "printed",
            about: "As the lecture prints it: the gradient is taken at W + μΔW although W := W − ΔW.",
            settings: || Nesterov {
                form: Form::Printed,
                ..Nesterov::default()
            },
        },
        Preset {
            name: "pytorch",
            about: "SGD with nesterov=True, its rate of 0.001 and μ = 0.9.",
            settings: || Nesterov {
                learning_rate: 1e-3,
                ..Nesterov::default()
            },
        },
    ];

    // As the momentum's: its steps grow to the same η/(1 − μ).
    const SEARCH: &'static [Range] = &[Range::log("learning_rate", 3e-4, 3.0)];
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
        Box::new(Accelerated {
            settings: self.clone(),
            learning_rate: self.learning_rate,
            gradient: vec![0.0; dimension],
            change: vec![0.0; dimension],
            point: vec![0.0; dimension],
        })
    }
}

struct Accelerated {
    settings: Nesterov,
    /// η of the settings times what scales it.
    learning_rate: f64,
    gradient: Vec<f64>,
    /// ΔW_{t−1}.
    change: Vec<f64>,
    /// θ, where it is not the weights.
    point: Vec<f64>,
}

vectorised! {
    fn move_point(arguments: (&mut [f64], &[f64], &mut [f64], [f64; 3])) {
        let (theta, gradient, change, [learning_rate, momentum, weight_decay]) = arguments;
        for ((theta, g), change) in theta.iter_mut().zip(gradient).zip(change) {
            let descent = learning_rate * (g + weight_decay * *theta);
            *change = descent + momentum * *change;
            *theta -= descent + momentum * *change;
        }
    }
}

vectorised! {
    /// `decayed` is where the weight decay is taken, w or θ.
    fn move_weights(arguments: ([&mut [f64]; 2], [&[f64]; 2], [f64; 3])) {
        let ([w, change], [decayed, gradient], [learning_rate, momentum, weight_decay]) = arguments;
        for (((w, decayed), g), change) in w.iter_mut().zip(decayed).zip(gradient).zip(change) {
            *change = learning_rate * (g + weight_decay * decayed) + momentum * *change;
            *w -= *change;
        }
    }
}

impl Accelerated {
    /// From θ_{t−1} to θ_t.
    fn step_between_points(
        &mut self,
        theta: &mut [f64],
        objective: &mut dyn Objective,
    ) -> Step<'_> {
        let Nesterov {
            momentum,
            weight_decay,
            ..
        } = self.settings;
        let loss = objective.gradient(theta, &mut self.gradient);
        let factors = [self.learning_rate, momentum, weight_decay];
        move_point((theta, &self.gradient, &mut self.change, factors));
        Step::made(loss, &self.gradient)
    }

    /// From W_{t−1} to W_t with θ = W + `reach` ΔW.
    fn step_between_weights(
        &mut self,
        w: &mut [f64],
        reach: f64,
        objective: &mut dyn Objective,
    ) -> Step<'_> {
        let Nesterov {
            form,
            momentum,
            weight_decay,
            ..
        } = self.settings;
        let loss = objective.value(w);
        self.point.copy_from_slice(w);
        vector::add_scaled(&mut self.point, reach, &self.change);
        objective.gradient(&self.point, &mut self.gradient);
        if form == Form::Printed {
            // Its decay is taken at W.
            self.point.copy_from_slice(w);
        }
        let factors = [self.learning_rate, momentum, weight_decay];
        let changing = [w, &mut self.change];
        move_weights((changing, [&self.point, &self.gradient], factors));
        Step::made(loss, &self.gradient)
    }
}

impl Optimizer for Accelerated {
    fn name(&self) -> &'static str {
        "nesterov"
    }

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step<'_>, Error> {
        assert_eq!(w.len(), self.gradient.len(), "the number of weights");
        let momentum = self.settings.momentum;
        Ok(match self.settings.form {
            Form::Pytorch => self.step_between_points(w, objective),
            Form::LookAhead => self.step_between_weights(w, -momentum, objective),
            Form::Printed => self.step_between_weights(w, momentum, objective),
        })
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
    use crate::optimize::{Counted, Counts};

    fn by_hand(form: Form) -> Nesterov {
        Nesterov {
            form,
            learning_rate: 0.1,
            momentum: 0.5,
            weight_decay: 0.0,
        }
    }

    #[test]
    fn the_steps_of_every_form_are_those_worked_by_hand() {
        // E = w²/2, η = 0.1, μ = 0.5, W_0 = 1:
        // θ_0 = 1:      ΔW_1 = 0.1,                        W_1 = 0.9;
        // θ_1 = 0.85:   ΔW_2 = 0.085 + 0.05 = 0.135,       W_2 = 0.765;
        // θ_2 = 0.6975: ΔW_3 = 0.06975 + 0.0675 = 0.13725, W_3 = 0.62775, θ_3 = 0.559125.
        // As printed: θ_1 = 0.95, ΔW_2 = 0.095 + 0.05 = 0.145, W_2 = 0.755; θ_2 = 0.8275,
        // ΔW_3 = 0.08275 + 0.0725 = 0.15525, W_3 = 0.59975.
        for (form, expected) in [
            (Form::Pytorch, [0.85, 0.6975, 0.559125]),
            (Form::LookAhead, [0.9, 0.765, 0.62775]),
            (Form::Printed, [0.9, 0.755, 0.59975]),
        ] {
            let mut parabola = Quadratic::diagonal(&[1.0]);
            let path = path(&by_hand(form), &mut parabola, &[1.0], 3);
            for (w, expected) in path.iter().zip(expected) {
                approx::assert_abs_diff_eq!(w[0], expected, epsilon = 1e-15);
            }
        }
    }

    /// W_t = θ_t + μ ΔW_t with ΔW_t = W_{t−1} − W_t, also with decay and on a curved surface.
    #[test]
    fn both_forms_walk_through_the_same_points() {
        let settings = |form| Nesterov {
            form,
            learning_rate: 1e-3,
            momentum: 0.9,
            weight_decay: 0.1,
        };
        let start = [-1.2, 1.0];
        let mut valley = Surface::Rosenbrock;
        let points = path(&settings(Form::Pytorch), &mut valley, &start, 100);
        let weights = path(&settings(Form::LookAhead), &mut valley, &start, 100);
        let mut before = start.to_vec();
        for (theta, w) in points.iter().zip(&weights) {
            for i in 0..2 {
                let ahead = w[i] - 0.9 * (before[i] - w[i]);
                approx::assert_abs_diff_eq!(theta[i], ahead, epsilon = 1e-12);
            }
            before.clone_from(w);
        }
    }

    #[test]
    fn the_default_is_pytorchs_update_with_its_buffer() {
        let settings = Nesterov::default();
        let (rate, momentum) = (settings.learning_rate, settings.momentum);
        let (mut theta, mut buffer) = (1.0, 0.0);
        let path = path(&settings, &mut Quadratic::diagonal(&[3.0]), &[1.0], 40);
        for w in path {
            let g = 3.0 * theta;
            buffer = momentum * buffer + g;
            theta -= rate * (g + momentum * buffer);
            approx::assert_abs_diff_eq!(w[0], theta, epsilon = 1e-14);
        }
    }

    #[test]
    fn telling_the_loss_of_the_weights_takes_one_more_evaluation() {
        let mut counts = Counts::default();
        let mut parabola = Quadratic::diagonal(&[1.0]);
        let mut counted = Counted::new(&mut parabola, &mut counts);
        let mut optimizer = by_hand(Form::LookAhead).optimizer(1);
        let mut w = [1.0];
        optimizer.step(&mut w, &mut counted).unwrap();
        let step = optimizer.step(&mut w, &mut counted).unwrap();
        // W_1 = 0.9, θ_1 = 0.85.
        approx::assert_abs_diff_eq!(step.loss, 0.405, epsilon = 1e-15);
        approx::assert_abs_diff_eq!(step.gradient_norm(), 0.85, epsilon = 1e-15);
        assert_eq!((counts.values, counts.gradients), (2, 2));
    }
}
