//! Line searches: along φ(α) = E(w + αp) with φ'(0) < 0 they find a step α that is good enough.
//!
//! | name | demands | evaluations |
//! |---|---|---|
//! | `strong-wolfe` | sufficient decrease and curvature | gradients |
//! | `more-thuente` | the same, by another bracketing | gradients |
//! | `backtracking` | sufficient decrease | values, and one gradient at the end |
//! | `golden-section` | a minimum to a tolerance | values, and one gradient at the end |
//! | `fixed` | nothing: the learning rate | one gradient |

mod backtracking;
mod fixed;
mod golden_section;
mod more_thuente;
mod strong_wolfe;
#[cfg(test)]
mod tests;

pub use backtracking::Backtracking;
pub use fixed::Fixed;
pub use golden_section::GoldenSection;
pub use more_thuente::MoreThuente;
pub use strong_wolfe::StrongWolfe;

use super::{Objective, OutOfRange, vector};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A way to find a step along a line.
pub trait LineSearch: fmt::Debug {
    /// Searches from `start` (α = 0, whose slope must be negative), trying `first_step` first.
    /// Returns the accepted trial, at which the line's buffers then stand; when the evaluations run
    /// out, the best trial with sufficient decrease; `None` when there is none.
    fn search(&self, line: &mut Line, start: Trial, first_step: f64) -> Option<Trial>;

    /// See [`super::Optimizer::scale_learning_rate`].
    fn scale_learning_rate(&mut self, _factor: f64) -> bool {
        false
    }
}

/// Which line search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Search {
    /// Strong Wolfe conditions (Nocedal & Wright 2006, algorithms 3.5 and 3.6).
    #[default]
    StrongWolfe,
    /// Strong Wolfe conditions (Moré & Thuente 1994).
    MoreThuente,
    /// Armijo's condition, the step shortened by a factor.
    Backtracking,
    /// The minimum to a tolerance.
    GoldenSection,
    /// None: the step is the learning rate.
    Fixed,
}

/// The trial with which a search begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FirstTrial {
    /// The method's own; before anything is known of the scale 1/‖g‖, at most 1.
    #[default]
    Customary,
    /// min(1, 2.02 (E_t − E_{t−1})/g·p), the step that would lower E as much as the last one did;
    /// E_{−1} is E_0 + ½‖g‖ (SciPy; Nocedal & Wright 2006, eq. 3.60).
    Decrease,
    /// The method's own; before anything is known of the scale 1/‖g‖ (L-BFGS-B).
    UnitLength,
    /// The method's own; before anything is known of the scale 1/‖g‖₁, at most 1 (PyTorch).
    UnitSum,
}

/// The settings that every method with a line search has; see there.
#[derive(Clone, Debug, PartialEq)]
pub struct Constants {
    /// Which search.
    pub search: Search,
    /// Sufficient decrease c₁.
    pub c1: f64,
    /// Curvature c₂.
    pub c2: f64,
    /// Factor of `backtracking`.
    pub backtracking_factor: f64,
    /// Relative width of the bracket.
    pub tolerance: f64,
    /// α of `fixed`.
    pub learning_rate: f64,
    /// Most evaluations in one search.
    pub max_evaluations: u32,
}

impl Constants {
    /// Constants out of their range, for a method that allows c₂ below `c2_end`, which `c2_allowed`
    /// says in words.
    pub fn problems(&self, c2_end: f64, c2_allowed: &'static str) -> Vec<OutOfRange> {
        let (c1, c2, most) = (self.c1, self.c2, self.max_evaluations);
        let (factor, tolerance) = (self.backtracking_factor, self.tolerance);
        let within = "between 0 and 1";
        [
            OutOfRange::unless(c1 > 0.0 && c1 < c2, "c1", c1, "above 0 and below c2"),
            OutOfRange::unless(c2 > 0.0 && c2 < c2_end, "c2", c2, c2_allowed),
            OutOfRange::unless(
                factor > 0.0 && factor < 1.0,
                "backtracking_factor",
                factor,
                within,
            ),
            OutOfRange::unless(
                tolerance > 0.0 && tolerance < 1.0,
                "tolerance",
                tolerance,
                within,
            ),
            OutOfRange::unless_positive("learning_rate", self.learning_rate),
            OutOfRange::unless(most >= 1, "max_evaluations", f64::from(most), "at least 1"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The search with these constants.
    pub fn line_search(&self) -> Box<dyn LineSearch> {
        let (c1, c2, max_evaluations) = (self.c1, self.c2, self.max_evaluations);
        match self.search {
            Search::StrongWolfe => Box::new(StrongWolfe {
                c1,
                c2,
                max_evaluations,
            }),
            Search::MoreThuente => Box::new(MoreThuente {
                c1,
                c2,
                tolerance: self.tolerance,
                max_evaluations,
            }),
            Search::Backtracking => Box::new(Backtracking {
                c1,
                factor: self.backtracking_factor,
                max_evaluations,
            }),
            Search::GoldenSection => Box::new(GoldenSection {
                tolerance: self.tolerance,
                max_evaluations,
            }),
            Search::Fixed => Box::new(Fixed::new(self.learning_rate)),
        }
    }
}

/// One point of φ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Trial {
    /// α.
    pub step: f64,
    /// φ(α).
    pub loss: f64,
    /// φ'(α).
    pub slope: f64,
}

/// E along one line, and the buffers that hold its last trial.
pub struct Line<'a> {
    objective: &'a mut dyn Objective,
    origin: &'a [f64],
    direction: &'a [f64],
    /// w + αp of the last trial.
    point: &'a mut [f64],
    /// ∇E there, where it was asked for.
    gradient: &'a mut [f64],
    evaluations: u32,
    /// α of the last gradient.
    last_step: f64,
}

impl<'a> Line<'a> {
    /// The line w + αp from w = `origin` along p = `direction`. `point` and `gradient` receive every
    /// trial; all four have length n.
    pub fn new(
        objective: &'a mut dyn Objective,
        origin: &'a [f64],
        direction: &'a [f64],
        point: &'a mut [f64],
        gradient: &'a mut [f64],
    ) -> Self {
        Line {
            objective,
            origin,
            direction,
            point,
            gradient,
            evaluations: 0,
            last_step: f64::NAN,
        }
    }

    fn go_to(&mut self, step: f64) {
        self.evaluations += 1;
        for ((x, w), p) in self.point.iter_mut().zip(self.origin).zip(self.direction) {
            *x = w + step * p;
        }
    }

    /// φ and φ', one gradient.
    fn evaluate(&mut self, step: f64) -> Trial {
        self.go_to(step);
        self.last_step = step;
        let loss = self.objective.gradient(self.point, self.gradient);
        Trial {
            step,
            loss,
            slope: vector::dot(self.gradient, self.direction),
        }
    }

    /// φ alone, one value. The buffers then stand at no trial.
    fn value(&mut self, step: f64) -> f64 {
        self.go_to(step);
        self.last_step = f64::NAN;
        self.objective.value(self.point)
    }

    /// Takes `best` although it meets not all conditions, and puts the buffers there; `None` where it
    /// is no lower than the start. (Where E is at its rounding every trial is as low as the start, and
    /// a step there would only invite the next search to run out of evaluations too.)
    fn settle(&mut self, start: Trial, best: Trial) -> Option<Trial> {
        if !(best.loss < start.loss) {
            return None;
        }
        if self.last_step == best.step {
            return Some(best);
        }
        Some(self.evaluate(best.step))
    }
}
