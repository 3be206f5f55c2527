//! Nonlinear conjugate gradients.
//!
//! p_0 = −g_0,   w_{t+1} = w_t + α_t p_t,   p_{t+1} = −g_{t+1} + β_{t+1} p_t
//!
//! α_t comes from a line search for the strong Wolfe conditions, β from one of the formulas of
//! [`super::beta`]. Every n steps, and where p is no descent direction, it restarts along −g.
//!
//! Sources: Fletcher & Reeves 1964, Comput. J. 7:149; Nocedal & Wright 2006, Numerical Optimization,
//! algorithm 5.4; first trial step α_{t−1} g_{t−1}·p_{t−1} / g_t·p_t, ibid. p. 59.

use super::beta::Beta;
use super::line_search::{Line, StrongWolfe, Trial};
use super::{Error, MethodSettings, Objective, Optimizer, OutOfRange, Step, vector};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Settings of conjugate gradients.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ConjugateGradients {
    /// `fletcher-reeves`, `polak-ribiere` (default) or `hestenes-stiefel`.
    pub beta: Beta,
    /// Sufficient decrease c₁ of the line search, in (0, c₂). Default 1e-4.
    pub c1: f64,
    /// Curvature c₂ of the line search, in (c₁, ½). Default 0.1 (Nocedal & Wright 2006, p. 62).
    pub c2: f64,
    /// Most gradient evaluations in one line search, at least 1. Default 20.
    pub max_evaluations: u32,
}

impl Default for ConjugateGradients {
    fn default() -> Self {
        ConjugateGradients {
            beta: Beta::PolakRibiere,
            c1: 1e-4,
            c2: 0.1,
            max_evaluations: 20,
        }
    }
}

impl ConjugateGradients {
    fn line_search(&self) -> StrongWolfe {
        StrongWolfe {
            c1: self.c1,
            c2: self.c2,
            max_evaluations: self.max_evaluations,
        }
    }
}

impl MethodSettings for ConjugateGradients {
    fn problems(&self) -> Vec<OutOfRange> {
        // From ½ on Fletcher–Reeves directions may fail to descend.
        self.line_search().problems(0.5, "between 0 and 0.5")
    }

    fn optimizer(&self, dimension: usize) -> Box<dyn Optimizer> {
        Box::new(Conjugate {
            beta: self.beta,
            search: self.line_search(),
            loss: None,
            gradient: vec![0.0; dimension],
            direction: vec![0.0; dimension],
            point: vec![0.0; dimension],
            point_gradient: vec![0.0; dimension],
            since_restart: 0,
            reach: None,
        })
    }
}

struct Conjugate {
    beta: Beta,
    search: StrongWolfe,
    /// E at the weights where the last step ended; `None` before the first.
    loss: Option<f64>,
    /// g there.
    gradient: Vec<f64>,
    /// p.
    direction: Vec<f64>,
    point: Vec<f64>,
    point_gradient: Vec<f64>,
    since_restart: usize,
    /// α_{t−1} g_{t−1}·p_{t−1}.
    reach: Option<f64>,
}

impl Conjugate {
    fn restart(&mut self) {
        for (p, g) in self.direction.iter_mut().zip(&self.gradient) {
            *p = -g;
        }
        self.since_restart = 0;
    }

    fn search(&mut self, w: &[f64], loss: f64, objective: &mut dyn Objective) -> Option<Trial> {
        let start = Trial {
            step: 0.0,
            loss,
            slope: vector::dot(&self.gradient, &self.direction),
        };
        if start.slope >= 0.0 {
            return None;
        }
        let first_step = match self.reach {
            Some(reach) => reach / start.slope,
            None => (1.0 / vector::norm(&self.gradient)).min(1.0),
        };
        let mut line = Line::new(
            objective,
            w,
            &self.direction,
            &mut self.point,
            &mut self.point_gradient,
        );
        let found = self.search.search(&mut line, start, first_step)?;
        self.reach = Some(found.step * start.slope);
        Some(found)
    }

    /// p ← −g_{t+1} + β p.
    fn turn(&mut self) {
        self.since_restart += 1;
        if self.since_restart >= self.direction.len() {
            self.restart();
            return;
        }
        // `point_gradient` holds g_{t−1} here: the caller has swapped the two.
        let beta = self
            .beta
            .of(&self.gradient, &self.point_gradient, &self.direction);
        for (p, g) in self.direction.iter_mut().zip(&self.gradient) {
            *p = beta * *p - g;
        }
    }
}

impl Optimizer for Conjugate {
    fn name(&self) -> &'static str {
        "conjugate-gradients"
    }

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step, Error> {
        assert_eq!(w.len(), self.gradient.len(), "the number of weights");
        let loss = match self.loss {
            Some(loss) => loss,
            None => {
                let loss = objective.gradient(w, &mut self.gradient);
                self.restart();
                loss
            }
        };
        let mut step = Step {
            loss,
            gradient_norm: vector::norm(&self.gradient),
            moved: true,
        };
        self.loss = Some(loss);
        let mut found = self.search(w, loss, objective);
        if found.is_none() && self.since_restart > 0 {
            self.restart();
            self.reach = None;
            found = self.search(w, loss, objective);
        }
        match found {
            Some(found) => {
                w.copy_from_slice(&self.point);
                std::mem::swap(&mut self.gradient, &mut self.point_gradient);
                self.loss = Some(found.loss);
                self.turn();
            }
            None => step.moved = false,
        }
        Ok(step)
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
