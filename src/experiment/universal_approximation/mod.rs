//! Universal approximation, measured: how the error of one hidden layer falls with its units, with
//! weights written down and with trained ones.

mod construct;
mod explain;
mod figures;
mod function;
mod learn;
mod pictures;
mod results;
#[cfg(test)]
mod tests;

use super::ranges::Ranges;
use super::supervised::untrainable;
use super::{Context, Failure, Problem, Settings};
use crate::optimize::{Method, MethodSettings};
use crate::outcome::{Outcome, Text};
use crate::perceptron::Activation;
pub use function::Function;
use learn::Learned;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Settings of the kind `universal-approximation`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct UniversalApproximation {
    /// What is approximated: `sine` (default), `absolute-value`, `step`, `runge`, `weierstrass` of one
    /// variable, `bump`, `saddle` of two.
    pub function: Function,
    /// Activation of the trained hidden units: `tanh` (default), `logistic`, `relu` or any other that can
    /// be trained.
    pub activation: Activation,
    /// Numbers of hidden units that are trained, ascending, 2 to 12 different ones of 1 to 100.
    /// Default [1, 2, 3, 4, 6, 8, 12, 16].
    pub units: Vec<usize>,
    /// Numbers of hidden units whose weights are written down, for functions of one variable: ascending,
    /// 2 to 12 different ones of 1 to 4096. Default [1, 2, 4, 8, 16, 32, 64, 128, 256].
    pub constructed_units: Vec<usize>,
    /// Evenly spaced points to learn from: 20 to 4000 of one variable, default 200; along either axis of
    /// two variables 5 to 60, default 21.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub examples: Option<usize>,
    /// Starts from other weights for every number of units, 1 to 50. Default 9.
    pub starts: usize,
    /// Training method, by name or as a table. Default Levenberg–Marquardt.
    pub method: Method,
    /// Most steps of a training, 1 to 20000. Default 400.
    pub iterations: u64,
}

impl Default for UniversalApproximation {
    fn default() -> Self {
        UniversalApproximation {
            function: Function::Sine,
            activation: Activation::Tanh,
            units: vec![1, 2, 3, 4, 6, 8, 12, 16],
            constructed_units: vec![1, 2, 4, 8, 16, 32, 64, 128, 256],
            examples: None,
            starts: 9,
            method: Method::LevenbergMarquardt(Default::default()),
            iterations: 400,
        }
    }
}

impl UniversalApproximation {
    /// Points to learn from along every axis.
    fn examples(&self) -> usize {
        let usual = if self.function.inputs() == 1 { 200 } else { 21 };
        self.examples.unwrap_or(usual)
    }
}

impl Settings for UniversalApproximation {
    const KIND: &'static str = "universal-approximation";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    type Part = Learned;

    fn summary() -> Text {
        Text::new(
            "Universal approximation: the error of one hidden layer against its units",
            "Универсальная аппроксимация: ошибка одного скрытого слоя от числа нейронов",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        check_counts("units", &self.units, 100, &mut ranges);
        check_counts(
            "constructed_units",
            &self.constructed_units,
            4096,
            &mut ranges,
        );
        let (least, most) = match self.function.inputs() {
            1 => (20.0, 4000.0),
            _ => (5.0, 60.0),
        };
        ranges.within("examples", self.examples() as f64, least, most);
        ranges.within("starts", self.starts as f64, 1.0, 50.0);
        ranges.within("iterations", self.iterations as f64, 1.0, 20_000.0);
        if let Some(message) = untrainable(self.activation) {
            ranges.wrong("activation", message);
        }
        if matches!(self.activation, Activation::Softmax | Activation::Linear) {
            let message =
                "must bend: a hidden layer of linear or softmax units approximates nothing";
            ranges.wrong("activation", message);
        }
        for problem in self.method.problems() {
            ranges.wrong(format!("method.{}", problem.key), problem.to_string());
        }
        ranges.problems
    }

    /// All jobs at once: outputs for the dense grid and the matrices of the method.
    fn memory_bytes(&self, _base: &Path) -> u64 {
        let most = self.units.iter().copied().max().unwrap_or(1) as u64;
        let weights = most * (self.function.inputs() as u64 + 2) + 1;
        let numbers = 15_000 * (most + 4);
        let methods = std::iter::once(&self.method);
        let one = super::supervised::memory_bytes(numbers, weights, methods);
        // The networks constructed may be larger than the trained ones.
        let constructed = self.constructed_units.iter().copied().max().unwrap_or(1) as u64;
        one.saturating_mul(4) + 8 * 300 * constructed
    }

    fn jobs(&self, _context: &Context) -> usize {
        self.units.len() * self.starts
    }

    fn run(&self, job: usize, context: &Context) -> Result<Learned, Failure> {
        context.go_on()?;
        let (size, start) = (job / self.starts, job % self.starts);
        learn::learn(self, self.units[size], start, context)
    }

    fn assemble(&self, parts: Vec<Learned>, _context: &Context) -> Result<Outcome, Failure> {
        let mut outcome = Outcome::default();
        let results = results::Results::of(self, parts);
        results.report(&mut outcome);
        outcome.figures.push(figures::errors(self, &results));
        outcome
            .figures
            .push(pictures::approximations(self, &results));
        Ok(outcome)
    }
}

/// Numbers of units must ascend.
fn check_counts(key: &str, counts: &[usize], most: usize, ranges: &mut Ranges) {
    ranges.entries(key, counts.len(), 2, 12);
    for (i, &count) in counts.iter().enumerate() {
        ranges.within(format!("{key}[{i}]"), count as f64, 1.0, most as f64);
    }
    ranges.rising(key, counts);
}
