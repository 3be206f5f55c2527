//! L-BFGS: BFGS that keeps its last m changes of weights and gradient instead of a matrix of n².
//!
//! p = −H g,   w_{t+1} = w_t + α p,   s_i = w_{i+1} − w_i,   y_i = g_{i+1} − g_i,   ϱ_i = 1/(y_i·s_i)
//!
//! H is what the last m updates of BFGS make of H⁰ = γ I. It is never formed; two loops over the
//! pairs give r = H g in 4mn multiplications:
//!
//! q = g;    from the newest pair to the oldest:  a_i = ϱ_i s_i·q,  q ← q − a_i y_i
//! r = γ q;  from the oldest pair to the newest:  r ← r + s_i (a_i − ϱ_i y_i·r)
//!
//! γ = s·y / y·y of the newest pair, or 1. α comes from a line search ([`super::line_search`]), by
//! default for the strong Wolfe conditions with first trial 1, before the first pair 1/‖g‖; these make
//! y·s > 0. A pair without it is not kept.
//!
//! Sources: Nocedal 1980, Math. Comput. 35:773; Liu & Nocedal 1989, Math. Program. 45:503 (γ is their
//! M3); Nocedal & Wright 2006, Numerical Optimization, algorithms 7.4 and 7.5, eq. 7.20.

use super::descent::Descent;
use super::line_search::{Constants, FirstTrial, LineSearch, Search, Trial};
use super::preset::Preset;
use super::search::Range;
use super::vector::{add_scaled, dot};
use super::{
    Error, MethodSettings, Objective, Optimizer, OutOfRange, Registered, Step, weight_decay,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::VecDeque;
use std::mem;

/// γ, the scale of the matrix H⁰ = γ I to which the pairs are applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum InitialMatrix {
    /// γ = s·y / y·y of the newest pair (Liu & Nocedal 1989).
    #[default]
    Scaled,
    /// γ = 1. With as many pairs as steps the method is then BFGS.
    Identity,
}

/// Settings of L-BFGS.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LBfgs {
    /// Number of pairs m that are kept, from 1 to 1000. Default 10; Liu & Nocedal 1989 advise 3 to 7,
    /// Nocedal & Wright 2006, section 7.2, 3 to 20.
    pub memory: u32,
    /// `scaled` (default) or `identity`.
    pub initial_matrix: InitialMatrix,
    /// `strong-wolfe` (default), `more-thuente`, `backtracking`, `golden-section` or `fixed`.
    pub line_search: Search,
    /// First trial of a line search: `customary` (default), `decrease`, `unit-length` or `unit-sum`.
    pub first_trial: FirstTrial,
    /// Sufficient decrease c₁ of the line search, in (0, c₂). Default 1e-4 (Liu & Nocedal 1989).
    pub c1: f64,
    /// Curvature c₂ of the line search, in (c₁, 1). Default 0.9 (Liu & Nocedal 1989).
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

impl Default for LBfgs {
    fn default() -> Self {
        LBfgs {
            memory: 10,
            initial_matrix: InitialMatrix::Scaled,
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

impl LBfgs {
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

impl Registered for LBfgs {
    const PRESETS: &'static [Preset<Self>] = &[
        Preset::paper("Liu & Nocedal 1989 with 10 pairs."),
        Preset {
            name: "scipy",
            about: "minimize(method='L-BFGS-B') without bounds: 10 pairs, Moré & Thuente's search with c1 = 1e-3 and c2 = 0.9.",
            settings: || LBfgs {
                line_search: Search::MoreThuente,
                first_trial: FirstTrial::UnitLength,
                c1: 1e-3,
                tolerance: 0.1,
                ..LBfgs::default()
            },
        },
        Preset {
            name: "pytorch",
            about: "LBFGS: 100 pairs, no line search, learning rate 1; its tolerances are the training's affair.",
            settings: || LBfgs {
                memory: 100,
                line_search: Search::Fixed,
                first_trial: FirstTrial::UnitSum,
                ..LBfgs::default()
            },
        },
    ];

    // Nocedal & Wright 2006, table 7.1, compare 3 to 29 pairs.
    const SEARCH: &'static [Range] = &[Range::log("memory", 3.0, 30.0)];
}

impl MethodSettings for LBfgs {
    fn problems(&self) -> Vec<OutOfRange> {
        let memory = OutOfRange::unless(
            (1..=1000).contains(&self.memory),
            "memory",
            f64::from(self.memory),
            "from 1 to 1000",
        );
        let line_search = self.searching().problems(1.0, "between 0 and 1");
        let decay = OutOfRange::unless_not_negative("weight_decay", self.weight_decay);
        memory.into_iter().chain(line_search).chain(decay).collect()
    }

    fn optimizer(&self, dimension: usize) -> Box<dyn Optimizer> {
        let optimizer = Box::new(LimitedMemory {
            search: self.searching().line_search(),
            first_trial: self.first_trial,
            descent: Descent::new(dimension),
            pairs: Pairs::new(self.initial_matrix, self.memory as usize, dimension),
        });
        weight_decay::around(self.weight_decay, optimizer, dimension)
    }
}

/// One change of the weights and what it did to the gradient.
struct Pair {
    weight_change: Vec<f64>,
    gradient_change: Vec<f64>,
    /// ϱ = 1/(y·s).
    rho: f64,
    /// a of the first loop, kept for the second.
    along: f64,
}

impl Pair {
    fn new(n: usize) -> Self {
        Pair {
            weight_change: vec![0.0; n],
            gradient_change: vec![0.0; n],
            rho: 0.0,
            along: 0.0,
        }
    }
}

/// H as the pairs it is made of.
struct Pairs {
    initial_matrix: InitialMatrix,
    /// Room for m pairs; the last `known` are in use, the newest at the end.
    pairs: VecDeque<Pair>,
    known: usize,
    /// Where the next pair is written before it proves its worth.
    spare: Pair,
    /// γ.
    scale: f64,
}

impl Pairs {
    fn new(initial_matrix: InitialMatrix, memory: usize, n: usize) -> Self {
        Pairs {
            initial_matrix,
            pairs: (0..memory).map(|_| Pair::new(n)).collect(),
            known: 0,
            spare: Pair::new(n),
            scale: 1.0,
        }
    }

    fn forget(&mut self) {
        self.known = 0;
        self.scale = 1.0;
    }

    /// Replaces q = g by r = H g.
    fn apply(&mut self, q: &mut [f64]) {
        let oldest = self.pairs.len() - self.known;
        for pair in self.pairs.range_mut(oldest..).rev() {
            pair.along = pair.rho * dot(&pair.weight_change, q);
            add_scaled(q, -pair.along, &pair.gradient_change);
        }
        for q in q.iter_mut() {
            *q *= self.scale;
        }
        for pair in self.pairs.range(oldest..) {
            let along = pair.rho * dot(&pair.gradient_change, q);
            add_scaled(q, pair.along - along, &pair.weight_change);
        }
    }

    /// Keeps the changes from `w` to the last trial in the place of the oldest pair.
    fn learn(&mut self, w: &[f64], descent: &Descent) {
        let (s, y) = (
            &mut self.spare.weight_change,
            &mut self.spare.gradient_change,
        );
        let Some(ys) = descent.changes(w, s, y) else {
            return;
        };
        if self.initial_matrix == InitialMatrix::Scaled {
            self.scale = ys / dot(y, y);
        }
        self.spare.rho = 1.0 / ys;
        if let Some(oldest) = self.pairs.pop_front() {
            self.pairs.push_back(mem::replace(&mut self.spare, oldest));
        }
        self.known = (self.known + 1).min(self.pairs.len());
    }
}

struct LimitedMemory {
    search: Box<dyn LineSearch>,
    first_trial: FirstTrial,
    descent: Descent,
    pairs: Pairs,
}

impl LimitedMemory {
    fn search(&mut self, w: &[f64], loss: f64, objective: &mut dyn Objective) -> Option<Trial> {
        let descent = &mut self.descent;
        descent.head_along_steepest();
        // H(−g) = −H g.
        self.pairs.apply(&mut descent.direction);
        let customary = (self.pairs.known > 0).then_some(1.0);
        let first_step = descent.first_trial(self.first_trial, loss, customary);
        descent.search(&*self.search, (w, loss), first_step, objective)
    }
}

impl Optimizer for LimitedMemory {
    fn name(&self) -> &'static str {
        "l-bfgs"
    }

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step<'_>, Error> {
        let mut step = self.descent.begin(w, objective);
        if self.descent.is_idle() {
            return Ok(step);
        }
        let mut found = self.search(w, step.loss, objective);
        if found.is_none() && self.pairs.known > 0 {
            self.pairs.forget();
            found = self.search(w, step.loss, objective);
        }
        if let Some(found) = found {
            self.pairs.learn(w, &self.descent);
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
#[path = "l_bfgs_tests.rs"]
mod tests;
