//! Kind `classification`: a classifier is trained on one part of a data set and judged on another:
//! the quality report of every class, confusion matrix, ROC curves, decision regions.

mod explain;
mod figures;
mod judged;
mod learn;
mod measures;
mod problems;
mod results;
mod series;
mod tables;
#[cfg(test)]
mod tests;

use super::supervised::{Splitting, memory_bytes};
use super::{Context, Failure, Problem, Settings};
use crate::dataset::{Scaling, Source};
use crate::optimize::Method;
use crate::optimize::momentum::Momentum;
use crate::outcome::{Outcome, Text};
use crate::perceptron::{Activation, Initialisation};
use crate::train::{BatchSize, Schedule, Stopping};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Trains a classifier and judges it on examples it has not seen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Classification {
    /// The data set, one with classes. Default `iris`.
    pub data: Source,
    /// How examples for training and test are told apart: `stratified` (default), `customary`, or
    /// `{ folds = k }` for cross-validation, in which every example is tested once in a repeat.
    pub split: Splitting,
    /// Share of the examples of every class that a stratified split keeps for the test, between 0
    /// and 1. Default 0.3.
    pub test_fraction: f64,
    /// Share of the training part that is kept for validation, at least 0 and below 1; a customary
    /// split may bring a validation part of its own. With one, the weights of the least validation
    /// loss are judged. Default 0.
    pub validation_fraction: f64,
    /// How numbers are scaled, by what is seen in the training part. Default `standard`.
    pub scaling: Scaling,
    /// Units in each hidden layer, each 1 to 10000, at most 32 layers; empty for none. Default
    /// `[16]`.
    pub hidden: Vec<usize>,
    /// Activation of the hidden units. Default `tanh`. The outputs are softmax probabilities with
    /// cross-entropy as their loss.
    pub activation: Activation,
    /// How initial weights are drawn. Default `glorot-uniform`.
    pub initialisation: Initialisation,
    /// The method: a name, or a table with `method` and its settings. Default: gradient descent with
    /// momentum, rate 0.05 and μ = 0.9.
    pub method: Method,
    /// Examples a step looks at: `"full"`, `"stochastic"` or a number. Default: 32, and `"full"` for
    /// methods that take nothing else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch: Option<BatchSize>,
    /// How the learning rate changes from epoch to epoch. Default `"constant"`.
    pub schedule: Schedule,
    /// When training ends. Default: after 100 epochs.
    pub stopping: Stopping,
}

impl Default for Classification {
    fn default() -> Self {
        Classification {
            data: Source::Named("iris".into()),
            split: Splitting::Stratified,
            test_fraction: 0.3,
            validation_fraction: 0.0,
            scaling: Scaling::Standard,
            hidden: vec![16],
            activation: Activation::Tanh,
            initialisation: Initialisation::GlorotUniform,
            method: Method::Momentum(Momentum::default()),
            batch: None,
            schedule: Schedule::Constant,
            stopping: Stopping::after_epochs(100),
        }
    }
}

impl Classification {
    /// Examples a step looks at.
    fn batch(&self) -> BatchSize {
        self.batch
            .unwrap_or(match self.method.entry().needs.full_batch() {
                true => BatchSize::Full,
                false => BatchSize::Mini(32),
            })
    }
}

impl Settings for Classification {
    const KIND: &'static str = "classification";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    const GATHERS_REPEATS: bool = true;
    type Part = learn::Part;

    fn summary() -> Text {
        Text::new(
            "A classifier judged: quality report, confusion matrix, ROC curves, decision regions",
            "Оценка классификатора: отчёт о качестве, матрица ошибок, ROC-кривые, области решений",
        )
    }

    fn problems(&self, base: &Path) -> Vec<Problem> {
        problems::all(self, base)
    }

    fn memory_bytes(&self, base: &Path) -> u64 {
        self.shape(base).map_or(0, |shape| {
            let method = std::iter::once(&self.method);
            memory_bytes(shape.numbers, shape.weights, method)
        })
    }

    fn inputs(&self, base: &Path) -> Vec<PathBuf> {
        self.data.files(base)
    }

    fn jobs(&self, context: &Context) -> usize {
        self.split.runs() * context.repeats as usize
    }

    fn run(&self, job: usize, context: &Context) -> Result<learn::Part, Failure> {
        learn::learn(self, job, context)
    }

    fn assemble(&self, parts: Vec<learn::Part>, _: &Context) -> Result<Outcome, Failure> {
        let results = results::Results::new(self, &parts);
        let mut outcome = Outcome::default();
        results::add_metrics(&results, &mut outcome);
        outcome.series = series::all(&results);
        outcome.figures = figures::all(&results);
        outcome.tables = tables::all(&results);
        outcome.notes = results::notes(&results);
        Ok(outcome)
    }
}
