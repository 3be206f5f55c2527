//! Levenberg–Marquardt: Gauss–Newton steps, damped until they lower the loss.
//!
//! (G + λ D) δ = g,   w ← w − δ
//!
//! G is the Gauss–Newton matrix (JᵀJ for E = ½Σe²), g = ∇E (Jᵀe), λ the damping and D the identity
//! or diag(G). A step that does not lower E is rejected and tried again with more damping; each
//! trial costs one value of E. Two rules move λ:
//!
//! * factor: λ/10 after success, 10 λ after failure (Marquardt 1963)
//! * Nielsen: with the gain ratio γ = (E(w) − E(w − δ)) / (½ δ·(λDδ + g)), after success
//!   λ max(1/3, 1 − (2γ − 1)³) and ν = 2; after failure λν and ν ← 2ν
//!
//! Sources: Levenberg 1944, Q. Appl. Math. 2:164; Marquardt 1963, J. SIAM 11:431; for networks Hagan
//! & Menhaj 1994, IEEE Trans. Neural Networks 5:989 (identity, λ₀ = 0.01); Nielsen 1999, IMM-REP-
//! 1999-05. The lecture writes the identity but defines it as diag(JᵀJ): Marquardt's scaling.

use super::preset::Preset;
use super::search::Range;
use super::{
    Error, Gradient, MethodSettings, Objective, Optimizer, OutOfRange, Registered, Step, vector,
    weight_decay,
};
use crate::math::cholesky;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What the damping multiplies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scaling {
    /// D = I (Levenberg 1944; Hagan & Menhaj 1994).
    #[default]
    Identity,
    /// D = diag(G) (Marquardt 1963; the lecture).
    Marquardt,
}

/// How the damping moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// By a constant factor (Marquardt 1963).
    #[default]
    Factor,
    /// By the gain ratio (Nielsen 1999).
    Nielsen,
}

/// Settings of Levenberg–Marquardt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LevenbergMarquardt {
    /// `identity` (default) or `marquardt`.
    pub scaling: Scaling,
    /// `factor` (default) or `nielsen`.
    pub rule: Rule,
    /// First damping λ₀, above 0. Default 0.01 (Marquardt 1963; Hagan & Menhaj 1994).
    pub lambda0: f64,
    /// Factor of the rule `factor`, above 1. Default 10.
    pub factor: f64,
    /// Damping beyond which the method gives up, above λ₀. Default 1e10.
    pub lambda_max: f64,
    /// Weight decay ρ, at least 0: the objective is E + ½ρ‖w‖². Default 0.
    pub weight_decay: f64,
}

impl Default for LevenbergMarquardt {
    fn default() -> Self {
        LevenbergMarquardt {
            scaling: Scaling::Identity,
            rule: Rule::Factor,
            lambda0: 0.01,
            factor: 10.0,
            lambda_max: 1e10,
            weight_decay: 0.0,
        }
    }
}

impl LevenbergMarquardt {
    /// As the lecture defines its "I": Marquardt's scaling.
    pub fn lecture() -> Self {
        LevenbergMarquardt {
            scaling: Scaling::Marquardt,
            ..LevenbergMarquardt::default()
        }
    }
}

impl Registered for LevenbergMarquardt {
    const PRESETS: &'static [Preset<Self>] = &[
        Preset::paper(
            "Hagan & Menhaj 1994: damping by the identity, λ from 0.01 by factors of 10.",
        ),
        Preset {
            name: "lecture",
            about: "The lecture: damping by the diagonal of JᵀJ, which is Marquardt's scaling.",
            settings: LevenbergMarquardt::lecture,
        },
    ];

    // From nearly Gauss–Newton's step to a short one of gradient descent, around the 0.01 of Hagan &
    // Menhaj 1994; Madsen, Nielsen & Tingleff 2004, section 3.2, name six orders of magnitude too.
    const SEARCH: &'static [Range] = &[Range::log("lambda0", 1e-6, 10.0)];
}

impl MethodSettings for LevenbergMarquardt {
    fn problems(&self) -> Vec<OutOfRange> {
        [
            OutOfRange::unless_positive("lambda0", self.lambda0),
            OutOfRange::unless(
                self.factor > 1.0 && self.factor.is_finite(),
                "factor",
                self.factor,
                "finite and above 1",
            ),
            OutOfRange::unless(
                self.lambda_max > self.lambda0 && self.lambda_max.is_finite(),
                "lambda_max",
                self.lambda_max,
                "finite and above lambda0",
            ),
            OutOfRange::unless_not_negative("weight_decay", self.weight_decay),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn optimizer(&self, dimension: usize) -> Box<dyn Optimizer> {
        let optimizer = Box::new(Damped {
            settings: self.clone(),
            matrix: vec![0.0; dimension * dimension],
            factor: vec![0.0; dimension * dimension],
            workspace: cholesky::Workspace::default(),
            scale: vec![1.0; dimension],
            gradient: vec![0.0; dimension],
            change: vec![0.0; dimension],
            point: vec![0.0; dimension],
            lambda: self.lambda0,
            nu: 2.0,
        });
        weight_decay::around(self.weight_decay, optimizer, dimension)
    }
}

/// Below this the damping adds nothing to a matrix in double precision.
const LAMBDA_MIN: f64 = 1e-20;

/// Least entry of D relative to its largest, so that a weight without influence stays damped.
const SCALE_FLOOR: f64 = 1e-8;

struct Damped {
    settings: LevenbergMarquardt,
    /// G.
    matrix: Vec<f64>,
    /// The Cholesky factor of G + λD.
    factor: Vec<f64>,
    workspace: cholesky::Workspace,
    /// The diagonal of D.
    scale: Vec<f64>,
    /// g.
    gradient: Vec<f64>,
    /// δ.
    change: Vec<f64>,
    point: Vec<f64>,
    lambda: f64,
    /// Nielsen's ν.
    nu: f64,
}

impl Damped {
    fn scale_by_diagonal(&mut self) {
        let n = self.scale.len();
        let diagonal = self.matrix.iter().step_by(n + 1);
        let largest = diagonal.clone().fold(f64::MIN_POSITIVE, |a, &b| a.max(b));
        for (d, &g) in self.scale.iter_mut().zip(diagonal) {
            *d = g.max(SCALE_FLOOR * largest);
        }
    }

    /// Solves (G + λD) δ = g; false where the matrix is not positive definite to rounding.
    fn solve(&mut self) -> bool {
        let n = self.scale.len();
        self.factor.copy_from_slice(&self.matrix);
        for (diagonal, d) in self.factor.iter_mut().step_by(n + 1).zip(&self.scale) {
            *diagonal += self.lambda * d;
        }
        if cholesky::factor(n, &mut self.factor, &mut self.workspace).is_err() {
            return false;
        }
        self.change.copy_from_slice(&self.gradient);
        cholesky::solve(n, &self.factor, &mut self.change);
        true
    }

    /// ½ δ·(λDδ + g): how much E would fall if it were its Gauss–Newton model.
    fn predicted_fall(&self) -> f64 {
        let parts = self.change.iter().zip(&self.scale).zip(&self.gradient);
        let sum: f64 = parts
            .map(|((change, d), g)| change * (self.lambda * d * change + g))
            .sum();
        0.5 * sum
    }

    fn relax(&mut self, fall: f64) {
        let factor = match self.settings.rule {
            Rule::Factor => 1.0 / self.settings.factor,
            Rule::Nielsen => {
                let gain = fall / self.predicted_fall();
                (1.0 - (2.0 * gain - 1.0).powi(3)).max(1.0 / 3.0)
            }
        };
        self.lambda = (self.lambda * factor).max(LAMBDA_MIN);
        self.nu = 2.0;
    }

    fn tighten(&mut self) {
        match self.settings.rule {
            Rule::Factor => self.lambda *= self.settings.factor,
            Rule::Nielsen => {
                self.lambda *= self.nu;
                self.nu *= 2.0;
            }
        }
    }
}

impl Optimizer for Damped {
    fn name(&self) -> &'static str {
        "levenberg-marquardt"
    }

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step<'_>, Error> {
        assert_eq!(w.len(), self.gradient.len(), "the number of weights");
        let loss = objective
            .normal_equations(w, &mut self.matrix, &mut self.gradient)
            .ok_or(Error::NoNormalEquations {
                method: self.name(),
            })?;
        if self.settings.scaling == Scaling::Marquardt {
            self.scale_by_diagonal();
        }
        let mut step = Step {
            loss,
            gradient: Gradient::Norm(vector::norm(&self.gradient)),
            moved: false,
        };
        while self.lambda <= self.settings.lambda_max {
            if self.solve() {
                for ((x, w), change) in self.point.iter_mut().zip(w.iter()).zip(&self.change) {
                    *x = w - change;
                }
                let trial = objective.value(&self.point);
                if trial < loss {
                    w.copy_from_slice(&self.point);
                    self.relax(loss - trial);
                    step.moved = true;
                    return Ok(step);
                }
            }
            self.tighten();
        }
        Ok(step)
    }
}

#[cfg(test)]
#[path = "levenberg_marquardt_tests.rs"]
mod tests;
