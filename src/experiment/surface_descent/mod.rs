//! The kind `surface-descent`: the paths of training methods over functions of two weights, on
//! contour lines.

mod descend;
mod explain;
mod figures;
mod methods;
mod report;
#[cfg(test)]
mod tests;

use super::ranges::Ranges;
use super::{Context, Failure, Problem, Settings};
use crate::optimize::surface::Surface;
use crate::optimize::{Method, MethodSettings};
use crate::outcome::{Outcome, Text};
use descend::Run;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Most iterations of a method.
const MOST_ITERATIONS: usize = 1_000_000;
/// Farthest start along either axis.
const FARTHEST_START: f64 = 100.0;
/// The quadratic's κ where none is set.
const CONDITION: f64 = 25.0;
/// The quadratic's θ where none is set.
const ANGLE_DEG: f64 = 30.0;

/// Settings of the kind `surface-descent`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SurfaceDescent {
    /// `quadratic`, `rosenbrock` (default), `beale`, `himmelblau` or `rastrigin`.
    pub surface: Name,
    /// Condition number κ of the quadratic, 1 to 1000000. Default 25.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<f64>,
    /// Direction in which the quadratic is flat, degrees from the x axis, −180 to 180. Default 30.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub angle_deg: Option<f64>,
    /// Where every method begins, [x, y], each −100 to 100. Default by surface: quadratic [−2, 1],
    /// Rosenbrock [−1.2, 1], Beale [1, 1], Himmelblau [0, 0], Rastrigin [2.3, −1.3].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Vec<f64>>,
    /// Methods, at least one and none twice: a name, or a table with `method` and its settings.
    /// Default: all, with learning rates that suit the surface; the table of settings tells them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub methods: Option<Vec<Method>>,
    /// Most iterations of each method, 1 to 1000000. Default 10000.
    pub iterations: usize,
    /// Length of the gradient at which a method has arrived, 1e-12 to 1. Default 1e-6.
    pub tolerance: f64,
    /// Most work of each method in gradient-equivalents, above 0 to 10000000. Default: no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub budget: Option<f64>,
}

impl Default for SurfaceDescent {
    fn default() -> Self {
        SurfaceDescent {
            surface: Name::Rosenbrock,
            condition: None,
            angle_deg: None,
            start: None,
            methods: None,
            iterations: 10_000,
            tolerance: 1e-6,
            budget: None,
        }
    }
}

/// The name of a surface in files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Name {
    /// An elliptic bowl with `condition` and `angle_deg`.
    Quadratic,
    /// A curved valley.
    Rosenbrock,
    /// A plateau with steep corners.
    Beale,
    /// Four minima.
    Himmelblau,
    /// A minimum beside every pair of whole numbers.
    Rastrigin,
}

impl SurfaceDescent {
    fn surface(&self) -> Surface {
        match self.surface {
            Name::Quadratic => Surface::Quadratic {
                condition: self.condition.unwrap_or(CONDITION),
                angle_deg: self.angle_deg.unwrap_or(ANGLE_DEG),
            },
            Name::Rosenbrock => Surface::Rosenbrock,
            Name::Beale => Surface::Beale,
            Name::Himmelblau => Surface::Himmelblau,
            Name::Rastrigin => Surface::Rastrigin,
        }
    }

    fn start(&self) -> [f64; 2] {
        match self.start.as_deref() {
            Some(&[x, y]) => [x, y],
            _ => self.surface().start(),
        }
    }

    fn methods(&self) -> Vec<Method> {
        let set = self.methods.clone();
        set.unwrap_or_else(|| methods::suited_to(self.surface()))
    }

    fn check_methods(&self, ranges: &mut Ranges) {
        let Some(methods) = &self.methods else {
            return;
        };
        ranges.entries("methods", methods.len(), 1, crate::optimize::METHODS.len());
        let names: Vec<&str> = methods.iter().map(Method::name).collect();
        ranges.distinct("methods", &names);
        for (index, method) in methods.iter().enumerate() {
            for problem in method.problems() {
                let key = format!("methods[{index}].{}", problem.key);
                ranges.wrong(key, problem.to_string());
            }
        }
    }
}

impl Settings for SurfaceDescent {
    const KIND: &'static str = "surface-descent";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    type Part = Run;

    fn summary() -> Text {
        Text::new(
            "Paths of training methods over functions of two weights, on contour lines",
            "Траектории методов обучения на линиях уровня функций двух весов",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        let of_the_quadratic = [
            ("condition", self.condition, 1.0, 1e6),
            ("angle_deg", self.angle_deg, -180.0, 180.0),
        ];
        for (key, value, low, high) in of_the_quadratic {
            match value {
                Some(_) if self.surface != Name::Quadratic => ranges.wrong(
                    key,
                    "belongs to `surface = \"quadratic\"`; the other surfaces have no such setting",
                ),
                Some(value) => ranges.within(key, value, low, high),
                None => {}
            }
        }
        if let Some(start) = &self.start {
            if start.len() != 2 {
                let message = format!("has {} numbers, must have 2: x and y", start.len());
                ranges.wrong("start", message);
            }
            for (index, &value) in start.iter().enumerate() {
                let key = format!("start[{index}]");
                ranges.within(key, value, -FARTHEST_START, FARTHEST_START);
            }
        }
        self.check_methods(&mut ranges);
        if !(1..=MOST_ITERATIONS).contains(&self.iterations) {
            let found = self.iterations;
            let message = format!("is {found}, must be from 1 to {MOST_ITERATIONS}");
            ranges.wrong("iterations", message);
        }
        ranges.tolerance("tolerance", self.tolerance, 1e-12, 1.0);
        if let Some(budget) = self.budget {
            ranges.positive("budget", budget, 1e7);
        }
        ranges.problems
    }

    /// Every point of every path, the contour lines of every panel.
    fn memory_bytes(&self, _base: &Path) -> u64 {
        let path = (self.iterations + 1) * size_of::<descend::Visit>();
        ((path + 8 * figures::GRID.0 * figures::GRID.1) * self.methods().len()) as u64
    }

    fn jobs(&self, _context: &Context) -> usize {
        self.methods().len()
    }

    fn run(&self, job: usize, context: &Context) -> Result<Run, Failure> {
        descend::descend(self, &self.methods()[job], context)
    }

    fn assemble(&self, runs: Vec<Run>, _context: &Context) -> Result<Outcome, Failure> {
        let mut outcome = Outcome::default();
        report::add_metrics(self, &runs, &mut outcome);
        outcome.figures = vec![figures::paths(self, &runs), figures::convergence(&runs)];
        outcome.tables = vec![report::results(&runs), report::settings(&runs)];
        outcome.notes = report::notes(self, &runs);
        Ok(outcome)
    }
}
