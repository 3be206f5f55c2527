//! A small network of learnable functions of one variable, the modern reading of Kolmogorov's theorem, on
//! functions of two variables.

mod explain;
mod figures;
mod function;
mod learn;
mod objective;
mod panels;
mod results;
mod superposition;
#[cfg(test)]
mod tests;

use super::ranges::Ranges;
use super::{Context, Failure, Problem, Settings};
use crate::optimize::{Method, MethodSettings};
use crate::outcome::{Outcome, Text};
pub use function::Function;
use learn::{Errors, Refined};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Settings of the kind `kolmogorov-arnold`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct KolmogorovArnold {
    /// What is learned on [−1, 1]²: `exp-sine` (default), `product`, `radius` or `sine-of-product`.
    pub function: Function,
    /// Nodes of the hidden layers, 1 to 3 layers of 1 to 10. Default `[1]`: with two inputs and one output the
    /// paper's [2, 1, 1].
    pub hidden: Vec<usize>,
    /// Intervals G of the splines, one grid after another, ascending: 2 to 10 different ones of 1 to 200.
    /// Default [3, 5, 10, 20, 40].
    pub intervals: Vec<usize>,
    /// Points to learn from, as many again to test on, uniform on the square: 50 to 10000. Default 2000.
    pub examples: usize,
    /// Steps of the method on each grid, 4 to 2000. Default 40.
    pub steps: u64,
    /// Starts from other weights, 1 to 20. Default 5.
    pub starts: usize,
    /// Training method, by name or as a table. Default Levenberg–Marquardt; the paper takes L-BFGS.
    pub method: Method,
    /// Steps of the perceptrons of as many weights, 0 to 5000; 0 for no perceptrons. Default 150.
    pub perceptron_steps: u64,
}

impl Default for KolmogorovArnold {
    fn default() -> Self {
        KolmogorovArnold {
            function: Function::ExpSine,
            hidden: vec![1],
            intervals: vec![3, 5, 10, 20, 40],
            examples: 2000,
            steps: 40,
            starts: 5,
            method: Method::LevenbergMarquardt(Default::default()),
            perceptron_steps: 150,
        }
    }
}

impl KolmogorovArnold {
    /// Nodes of every layer.
    fn sizes(&self) -> Vec<usize> {
        let hidden = self.hidden.iter().copied();
        std::iter::once(2).chain(hidden).chain([1]).collect()
    }

    /// Weights of the network on that many intervals.
    fn weights(&self, intervals: usize) -> usize {
        let edges: usize = self.sizes().windows(2).map(|pair| pair[0] * pair[1]).sum();
        edges * (intervals + 4)
    }

    /// Grids with which a perceptron is compared.
    fn perceptrons(&self) -> usize {
        if self.perceptron_steps > 0 {
            self.intervals.len()
        } else {
            0
        }
    }
}

/// What one job gives.
pub enum Part {
    /// One start of the network of learned functions, all grids.
    Refined(Box<Refined>),
    /// One start of the perceptron beside one grid.
    Perceptron(Errors),
}

impl Settings for KolmogorovArnold {
    const KIND: &'static str = "kolmogorov-arnold";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    type Part = Part;

    fn summary() -> Text {
        Text::new(
            "A network of learnable functions of one variable: the modern reading of Kolmogorov's theorem",
            "Сеть обучаемых функций одной переменной: современное прочтение теоремы Колмогорова",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        ranges.entries("hidden", self.hidden.len(), 1, 3);
        for (i, &nodes) in self.hidden.iter().enumerate() {
            ranges.within(format!("hidden[{i}]"), nodes as f64, 1.0, 10.0);
        }
        ranges.entries("intervals", self.intervals.len(), 2, 10);
        for (i, &count) in self.intervals.iter().enumerate() {
            ranges.count(format!("intervals[{i}]"), count, 1, 200);
        }
        ranges.rising("intervals", &self.intervals);
        ranges.within("examples", self.examples as f64, 50.0, 10_000.0);
        ranges.within("steps", self.steps as f64, 4.0, 2000.0);
        ranges.within("starts", self.starts as f64, 1.0, 20.0);
        ranges.within(
            "perceptron_steps",
            self.perceptron_steps as f64,
            0.0,
            5000.0,
        );
        for problem in self.method.problems() {
            ranges.wrong(format!("method.{}", problem.key), problem.to_string());
        }
        ranges.problems
    }

    /// All jobs at once: outputs of the perceptron and the matrices of the method.
    fn memory_bytes(&self, _base: &Path) -> u64 {
        let most = self.intervals.iter().copied().max().unwrap_or(1);
        let weights = self.weights(most) as u64;
        let numbers = 2 * self.examples as u64 * (weights / 4 + 4);
        let methods = std::iter::once(&self.method);
        super::supervised::memory_bytes(numbers, weights, methods).saturating_mul(4)
    }

    fn jobs(&self, _context: &Context) -> usize {
        self.starts * (1 + self.perceptrons())
    }

    fn run(&self, job: usize, context: &Context) -> Result<Part, Failure> {
        let (network, start) = (job / self.starts, job % self.starts);
        if network == 0 {
            let refined = learn::refine(self, start, context)?;
            return Ok(Part::Refined(Box::new(refined)));
        }
        let weights = self.weights(self.intervals[network - 1]);
        learn::perceptron(self, weights, start, context).map(Part::Perceptron)
    }

    fn assemble(&self, parts: Vec<Part>, _context: &Context) -> Result<Outcome, Failure> {
        let results = results::Results::of(self, parts)?;
        let mut outcome = Outcome::default();
        results.report(self, &mut outcome);
        outcome.figures.push(figures::refinement(self, &results));
        outcome
            .figures
            .push(panels::functions(self, results.best()));
        outcome.figures.push(figures::history(self, results.best()));
        Ok(outcome)
    }
}
