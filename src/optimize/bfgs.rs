//! BFGS: the inverse Hessian is built up from the changes of the gradient.
//!
//! p = −H g,   w_{t+1} = w_t + α p,   s = w_{t+1} − w_t,   y = g_{t+1} − g_t,   ϱ = 1/(y·s)
//! H ← (I − ϱ s yᵀ) H (I − ϱ y sᵀ) + ϱ s sᵀ
//!
//! H is n × n, symmetric and positive definite, H_0 = I. α comes from a line search
//! ([`super::line_search`]), by default for the strong Wolfe conditions with first trial 1, before the
//! first update 1/‖g‖; these make y·s > 0. A search that asks for no curvature may leave y·s ≤ 0: H
//! then stays as it is.
//!
//! Source: Broyden, Fletcher, Goldfarb and Shanno, each 1970; Nocedal & Wright 2006, Numerical
//! Optimization, algorithm 6.1, eq. 6.17. Its scaling of H_0 by y·s / y·y (eq. 6.20) is left out: the
//! first step of a network goes along the steepest of its directions, and the scale it gives makes H
//! far too small in all others, which takes about half as many gradients again (wdbc, ionosphere).
//! The lecture prints another update, which `form = "printed"` runs (bfgs_printed.rs).

use super::bfgs_printed::Printed;
use super::descent::Descent;
use super::line_search::{Constants, FirstTrial, LineSearch, Search, Trial};
use super::preset::Preset;
use super::search::Range;
use super::{
    Error, MethodSettings, Objective, Optimizer, OutOfRange, Registered, Step, vector, weight_decay,
};
use crate::math::symmetric;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which update.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// Of the inverse Hessian, with a line search.
    #[default]
    Inverse,
    /// As printed in the lecture, a slip; it takes no line search.
    Printed,
}

/// Settings of BFGS.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Bfgs {
    /// `inverse` (default) or `printed`.
    pub form: Form,
    /// `strong-wolfe` (default), `more-thuente`, `backtracking`, `golden-section` or `fixed`.
    pub line_search: Search,
    /// First trial of a line search: `customary` (default), `decrease`, `unit-length` or `unit-sum`.
    pub first_trial: FirstTrial,
    /// Sufficient decrease c₁ of the line search, in (0, c₂). Default 1e-4.
    pub c1: f64,
    /// Curvature c₂ of the line search, in (c₁, 1). Default 0.9 (Nocedal & Wright 2006, p. 62).
    pub c2: f64,
    /// Factor by which `backtracking` shortens a step, in (0, 1). Default 0.5.
    pub backtracking_factor: f64,
    /// Width of the bracket against its far end at which `golden-section` is done and `more-thuente`
    /// gives up, in (0, 1). Default 0.01.
    pub tolerance: f64,
    /// Step of `fixed`, above 0. Default 1.
    pub learning_rate: f64,
    /// Most evaluations in one line search, at least 1. Default 20.
    pub max_evaluations: u32,
    /// Weight decay ρ, at least 0: the objective is E + ½ρ‖w‖². Default 0.
    pub weight_decay: f64,
}

impl Default for Bfgs {
    fn default() -> Self {
        Bfgs {
            form: Form::Inverse,
            line_search: Search::StrongWolfe,
            first_trial: FirstTrial::Customary,
            c1: 1e-4,
            c2: 0.9,
            backtracking_factor: 0.5,
            tolerance: 0.01,
            learning_rate: 1.0,
            max_evaluations: 20,
            weight_decay: 0.0,
        }
    }
}

impl Bfgs {
    /// As the lecture prints it.
    pub fn printed() -> Self {
        Bfgs {
            form: Form::Printed,
            ..Bfgs::default()
        }
    }

    fn searching(&self) -> Constants {
        Constants {
            search: self.line_search,
            c1: self.c1,
            c2: self.c2,
            backtracking_factor: self.backtracking_factor,
            tolerance: self.tolerance,
            learning_rate: self.learning_rate,
            max_evaluations: self.max_evaluations,
        }
    }
}

impl Registered for Bfgs {
    const PRESETS: &'static [Preset<Self>] = &[
        Preset::paper("Nocedal & Wright 2006, algorithm 6.1."),
        Preset {
            name: "lecture",
            about: "The lecture's method with its slip corrected: the update of the inverse, with a line search.",
            settings: Bfgs::default,
        },
        Preset {
            name: "printed",
            about: "As the lecture prints it: the update of the Hessian taken for that of its inverse.",
            settings: Bfgs::printed,
        },
        Preset {
            name: "scipy",
            about: "minimize(method='BFGS'): Moré & Thuente's search with SciPy's first trial.",
            settings: || Bfgs {
                line_search: Search::MoreThuente,
                first_trial: FirstTrial::Decrease,
                tolerance: 1e-14,
                max_evaluations: 100,
                ..Bfgs::default()
            },
        },
    ];

    // How exact the line search is: from nearly exact to the customary 0.9 (Nocedal & Wright 2006,
    // p. 62).
    const SEARCH: &'static [Range] = &[Range::log("c2", 0.01, 0.9)];
}

impl MethodSettings for Bfgs {
    fn problems(&self) -> Vec<OutOfRange> {
        let decay = OutOfRange::unless_not_negative("weight_decay", self.weight_decay);
        let search = self.searching().problems(1.0, "between 0 and 1");
        search.into_iter().chain(decay).collect()
    }

    fn optimizer(&self, dimension: usize) -> Box<dyn Optimizer> {
        let optimizer: Box<dyn Optimizer> = match self.form {
            Form::Inverse => Box::new(QuasiNewton::new(self, dimension)),
            Form::Printed => Box::new(Printed::new(dimension)),
        };
        weight_decay::around(self.weight_decay, optimizer, dimension)
    }
}

struct QuasiNewton {
    search: Box<dyn LineSearch>,
    first_trial: FirstTrial,
    descent: Descent,
    /// H, row by row, in its lower triangle.
    inverse_hessian: Vec<f64>,
    /// False while H is the identity.
    updated: bool,
    /// s.
    weight_change: Vec<f64>,
    /// y.
    gradient_change: Vec<f64>,
}

impl QuasiNewton {
    fn new(settings: &Bfgs, n: usize) -> Self {
        let mut inverse_hessian = vec![0.0; n * n];
        symmetric::set_to_identity(n, &mut inverse_hessian);
        QuasiNewton {
            search: settings.searching().line_search(),
            first_trial: settings.first_trial,
            descent: Descent::new(n),
            inverse_hessian,
            updated: false,
            weight_change: vec![0.0; n],
            gradient_change: vec![0.0; n],
        }
    }

    fn search(&mut self, w: &[f64], loss: f64, objective: &mut dyn Objective) -> Option<Trial> {
        let descent = &mut self.descent;
        symmetric::product(
            &self.inverse_hessian,
            &descent.gradient,
            &mut descent.direction,
        );
        for p in &mut descent.direction {
            *p = -*p;
        }
        let customary = self.updated.then_some(1.0);
        let first_step = descent.first_trial(self.first_trial, loss, customary);
        descent.search(&*self.search, (w, loss), first_step, objective)
    }

    /// Updates H by the changes from `w` to the last trial.
    fn update(&mut self, w: &[f64]) {
        let (s, y) = (&mut self.weight_change, &mut self.gradient_change);
        let Some(ys) = self.descent.changes(w, s, y) else {
            return;
        };
        // The direction is spent; its buffer takes Hy.
        let hy = &mut self.descent.direction;
        symmetric::product(&self.inverse_hessian, y, hy);
        let rho = 1.0 / ys;
        let along_s = rho * (1.0 + rho * vector::dot(y, hy));
        symmetric::add_rank_two(&mut self.inverse_hessian, s, hy, [along_s, -rho, 0.0]);
        self.updated = true;
    }
}

impl Optimizer for QuasiNewton {
    fn name(&self) -> &'static str {
        "bfgs"
    }

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step<'_>, Error> {
        let mut step = self.descent.begin(w, objective);
        if self.descent.is_idle() {
            return Ok(step);
        }
        let mut found = self.search(w, step.loss, objective);
        if found.is_none() && self.updated {
            symmetric::set_to_identity(w.len(), &mut self.inverse_hessian);
            self.updated = false;
            found = self.search(w, step.loss, objective);
        }
        if let Some(found) = found {
            self.update(w);
            self.descent.arrive(w, found.loss);
            step.moved = true;
        }
        Ok(step)
    }

    fn scale_learning_rate(&mut self, factor: f64) -> bool {
        self.search.scale_learning_rate(factor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::cholesky;
    use crate::optimize::laws::minimise;
    use crate::optimize::surface::{Quadratic, Surface};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_matrix_stays_positive_definite(x in -2.0..2.0f64, y in -2.0..2.0f64) {
            for mut surface in Surface::ALL {
                let mut method = QuasiNewton::new(&Bfgs::default(), 2);
                let mut w = [x, y];
                for _ in 0..30 {
                    method.step(&mut w, &mut surface).unwrap();
                    let h = &method.inverse_hessian;
                    prop_assert!(h[0] > 0.0 && h[0] * h[3] > h[2] * h[2], "{:?}", h);
                }
            }
        }
    }

    #[test]
    fn on_a_quadratic_it_learns_the_inverse_hessian() {
        let n = 5;
        let settings = Bfgs {
            c2: 1e-6,
            ..Bfgs::default()
        };
        let mut quadratic = Quadratic::conditioned(n, 16.0);
        let mut method = QuasiNewton::new(&settings, n);
        let mut w = vec![1.0; n];
        for _ in 0..n {
            method.step(&mut w, &mut quadratic).unwrap();
        }
        // Eigenvalues 1, 2, 4, 8, 16.
        for i in 0..n {
            for j in 0..=i {
                let exact = if i == j { 0.5f64.powi(i as i32) } else { 0.0 };
                approx::assert_abs_diff_eq!(
                    method.inverse_hessian[i * n + j],
                    exact,
                    epsilon = 1e-5
                );
            }
        }
        let mut factor = method.inverse_hessian.clone();
        assert!(cholesky::factor(n, &mut factor, &mut cholesky::Workspace::default()).is_ok());
    }

    /// At (1, 1) the Hessian is [[401, −200], [−200, 100]], its determinant 100 and its inverse
    /// [[1, 2], [2, 4.01]].
    #[test]
    fn in_rosenbrocks_valley_its_matrix_tends_to_the_inverse_hessian() {
        let mut method = QuasiNewton::new(&Bfgs::default(), 2);
        let mut w = [-1.2, 1.0];
        while method
            .step(&mut w, &mut Surface::Rosenbrock)
            .unwrap()
            .gradient_norm()
            > 1e-8
        {}
        let h = &method.inverse_hessian;
        for (found, exact) in [(h[0], 1.0), (h[2], 2.0), (h[3], 4.01)] {
            approx::assert_relative_eq!(found, exact, max_relative = 1e-2);
        }
    }

    #[test]
    fn rosenbrocks_valley_takes_the_known_number_of_gradients() {
        let run = minimise(
            &Bfgs::default(),
            &mut Surface::Rosenbrock,
            &[-1.2, 1.0],
            1e-8,
            100,
        );
        approx::assert_abs_diff_eq!(run.w.as_slice(), [1.0, 1.0].as_slice(), epsilon = 1e-7);
        // SciPy 1.17 takes 47.
        assert!(run.counts.gradients <= 43, "{:?}", run.counts);
    }
}
