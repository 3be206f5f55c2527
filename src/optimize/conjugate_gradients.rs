//! Nonlinear conjugate gradients.
//!
//! p_0 = −g_0,   w_{t+1} = w_t + α_t p_t,   p_{t+1} = −g_{t+1} + β_{t+1} p_t
//!
//! α_t comes from a line search ([`super::line_search`]), by default for the strong Wolfe conditions,
//! β from one of the formulas of [`super::beta`]. Every n steps, and where p is no descent direction,
//! it restarts along −g. (The preset `scipy` restarts where its condition for sufficient descent fails;
//! SciPy then searches the line again.)
//!
//! Sources: Fletcher & Reeves 1964, Comput. J. 7:149; Nocedal & Wright 2006, Numerical Optimization,
//! algorithm 5.4; Gilbert & Nocedal 1992, SIAM J. Optim. 2:21 (sufficient descent); first trial step α_{t−1} g_{t−1}·p_{t−1} / g_t·p_t, ibid. p. 59.

use super::beta::Beta;
use super::descent::Descent;
use super::line_search::{Constants, FirstTrial, LineSearch, Search, Trial};
use super::preset::Preset;
use super::search::Range;
use super::{
    Error, MethodSettings, Objective, Optimizer, OutOfRange, Registered, Step, vector, weight_decay,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// When the direction is reset to −g although it descends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Restart {
    /// Every n steps, n the number of weights (Fletcher & Reeves 1964; the lecture).
    #[default]
    EveryNSteps,
    /// Never (SciPy).
    Never,
}

/// Settings of conjugate gradients.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ConjugateGradients {
    /// `fletcher-reeves`, `polak-ribiere`, `polak-ribiere-plus` (default) or `hestenes-stiefel`.
    pub beta: Beta,
    /// `every-n-steps` (default) or `never`.
    pub restart: Restart,
    /// σ of the condition p·g ≤ −σ‖g‖² for sufficient descent (Gilbert & Nocedal 1992), without which
    /// it restarts, in [0, 1). Default 0: that p descends at all is asked for when the line is
    /// searched.
    pub descent_condition: f64,
    /// `strong-wolfe` (default), `more-thuente`, `backtracking`, `golden-section` or `fixed`.
    pub line_search: Search,
    /// First trial of a line search: `customary` (default), `decrease`, `unit-length` or `unit-sum`.
    pub first_trial: FirstTrial,
    /// Sufficient decrease c₁ of the line search, in (0, c₂). Default 1e-4.
    pub c1: f64,
    /// Curvature c₂ of the line search, in (c₁, ½). Default 0.1 (Nocedal & Wright 2006, p. 62).
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

impl Default for ConjugateGradients {
    fn default() -> Self {
        ConjugateGradients {
            beta: Beta::PolakRibierePlus,
            restart: Restart::EveryNSteps,
            descent_condition: 0.0,
            line_search: Search::StrongWolfe,
            first_trial: FirstTrial::Customary,
            c1: 1e-4,
            c2: 0.1,
            backtracking_factor: 0.5,
            tolerance: 0.01,
            learning_rate: 1.0,
            max_evaluations: 20,
            weight_decay: 0.0,
        }
    }
}

impl ConjugateGradients {
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

impl Registered for ConjugateGradients {
    const PRESETS: &'static [Preset<Self>] = &[
        Preset::paper("Polak–Ribière+ with a strong Wolfe search (Nocedal & Wright 2006)."),
        Preset {
            name: "lecture",
            about: "The lecture's Polak–Ribière, the second of its formulas, with its restart every n steps.",
            settings: || ConjugateGradients {
                beta: Beta::PolakRibiere,
                ..ConjugateGradients::default()
            },
        },
        Preset {
            name: "scipy",
            about: "minimize(method='CG'): Polak–Ribière+ without restart but for its descent condition, c2 = 0.4, Moré & Thuente's search.",
            settings: || ConjugateGradients {
                restart: Restart::Never,
                descent_condition: 0.01,
                line_search: Search::MoreThuente,
                first_trial: FirstTrial::Decrease,
                c2: 0.4,
                tolerance: 1e-14,
                max_evaluations: 100,
                ..ConjugateGradients::default()
            },
        },
    ];

    // How exact the line search is: from nearly exact to just below the ½ up to which directions surely
    // descend (Nocedal & Wright 2006, lemma 5.6).
    const SEARCH: &'static [Range] = &[Range::log("c2", 0.01, 0.49)];
}

impl MethodSettings for ConjugateGradients {
    fn problems(&self) -> Vec<OutOfRange> {
        // From ½ on Fletcher–Reeves directions may fail to descend.
        let decay = OutOfRange::unless_not_negative("weight_decay", self.weight_decay);
        let descent = OutOfRange::unless_fraction("descent_condition", self.descent_condition);
        let search = self.searching().problems(0.5, "between 0 and 0.5");
        search.into_iter().chain(descent).chain(decay).collect()
    }

    fn optimizer(&self, dimension: usize) -> Box<dyn Optimizer> {
        let optimizer = Box::new(Conjugate {
            beta: self.beta,
            search: self.searching().line_search(),
            first_trial: self.first_trial,
            descent: Descent::new(dimension),
            restart: self.restart,
            descent_condition: self.descent_condition,
            since_restart: 0,
            lengthening: match self.line_search {
                // It only shortens: without, steps could never grow again.
                Search::Backtracking => 1.0 / self.backtracking_factor,
                _ => 1.0,
            },
            reach: None,
        });
        weight_decay::around(self.weight_decay, optimizer, dimension)
    }
}

struct Conjugate {
    beta: Beta,
    search: Box<dyn LineSearch>,
    first_trial: FirstTrial,
    descent: Descent,
    restart: Restart,
    /// σ.
    descent_condition: f64,
    since_restart: usize,
    /// How much longer the first trial is than the last step suggests.
    lengthening: f64,
    /// α_{t−1} g_{t−1}·p_{t−1}.
    reach: Option<f64>,
}

impl Conjugate {
    fn restart(&mut self) {
        self.descent.head_along_steepest();
        self.since_restart = 0;
    }

    fn search(&mut self, w: &[f64], loss: f64, objective: &mut dyn Objective) -> Option<Trial> {
        let slope = self.descent.slope();
        let customary = self.reach.map(|reach| self.lengthening * reach / slope);
        let first_step = self.descent.first_trial(self.first_trial, loss, customary);
        let found = self
            .descent
            .search(&*self.search, (w, loss), first_step, objective)?;
        self.reach = Some(found.step * slope);
        Some(found)
    }

    /// p ← −g_{t+1} + β p.
    fn turn(&mut self) {
        self.since_restart += 1;
        let descent = &mut self.descent;
        if self.restart == Restart::EveryNSteps && self.since_restart >= descent.direction.len() {
            self.restart();
            return;
        }
        // `point_gradient` holds g_{t−1} here: the step has arrived.
        let beta = self.beta.of(
            &descent.gradient,
            &descent.point_gradient,
            &descent.direction,
        );
        for (p, g) in descent.direction.iter_mut().zip(&descent.gradient) {
            *p = beta * *p - g;
        }
        let square = vector::dot(&self.descent.gradient, &self.descent.gradient);
        let sigma = self.descent_condition;
        if sigma > 0.0 && self.descent.slope() > -sigma * square {
            self.restart();
        }
    }
}

impl Optimizer for Conjugate {
    fn name(&self) -> &'static str {
        "conjugate-gradients"
    }

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step<'_>, Error> {
        let mut step = self.descent.begin(w, objective);
        if self.descent.is_idle() {
            return Ok(step);
        }
        let mut found = self.search(w, step.loss, objective);
        if found.is_none() && self.since_restart > 0 {
            self.restart();
            self.reach = None;
            found = self.search(w, step.loss, objective);
        }
        if let Some(found) = found {
            self.descent.arrive(w, found.loss);
            self.turn();
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
    use crate::optimize::laws::{minimise, path};
    use crate::optimize::surface::{Quadratic, Surface};

    #[test]
    fn on_a_quadratic_of_n_weights_it_ends_in_n_steps() {
        for beta in Beta::ALL {
            let settings = ConjugateGradients {
                beta,
                c2: 1e-7,
                ..ConjugateGradients::default()
            };
            let n = 8;
            let mut quadratic = Quadratic::conditioned(n, 100.0);
            let path = path(&settings, &mut quadratic, &vec![1.0; n], n);
            assert!(vector::norm(&path[n - 2]) > 1e-3, "{beta:?} ends too early");
            assert!(
                vector::norm(&path[n - 1]) < 1e-6,
                "{beta:?} leaves {:?}",
                path[n - 1]
            );
        }
    }

    #[test]
    fn rosenbrocks_valley_takes_at_most_the_known_number_of_gradients() {
        for (beta, most) in [
            (Beta::FletcherReeves, 98),
            (Beta::PolakRibiere, 99),
            (Beta::PolakRibierePlus, 99),
            (Beta::HestenesStiefel, 99),
        ] {
            let settings = ConjugateGradients {
                beta,
                ..ConjugateGradients::default()
            };
            let run = minimise(&settings, &mut Surface::Rosenbrock, &[-1.2, 1.0], 1e-6, 200);
            approx::assert_abs_diff_eq!(run.w.as_slice(), [1.0, 1.0].as_slice(), epsilon = 1e-5);
            assert!(run.counts.gradients <= most, "{beta:?}: {:?}", run.counts);
        }
    }
}
