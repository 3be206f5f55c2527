//! Kind `optimizer-comparison`: training methods against each other on the same data sets, splits,
//! initial weights and budget of evaluations, each with its defaults and tuned.
//!
//! | file | what |
//! |---|---|
//! | `entrant`, `problem` | a method as it enters; a data set, split and encoded |
//! | `run` | one job: an entrant on a data set in one run, all its trials |
//! | `results`, `contest` | all runs together: curves, targets; ranks and tests |
//! | `protocol`, `tables`, `figures`, `metrics` | what the report shows |

mod contest;
mod entrant;
mod explain;
mod figures;
mod first_layer;
mod measure;
mod metrics;
mod problem;
mod problems;
mod protocol;
mod results;
mod run;
mod tables;
#[cfg(test)]
mod tests;

pub use entrant::Entrant;

use super::supervised::{self, Splitting};
use super::{Context, Failure, Problem, Settings};
use crate::dataset::{Scaling, Source};
use crate::optimize::Method;
use crate::outcome::{Outcome, Text};
use crate::perceptron::{Activation, Initialisation};
use crate::train::BatchSize;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Compares training methods.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OptimizerComparison {
    /// Data sets with classes or numbers to predict, at least one. Default `["iris"]`.
    pub datasets: Vec<Source>,
    /// Methods, at least one: a name, or a table with `method`, its settings (which then count as its
    /// defaults), and `name`, `name_ru`, `batch` and `tune` where they are to differ. `tune` has the
    /// ranges over which it is tuned: `{ learning_rate = [0.001, 10] }`, on a logarithmic scale. A
    /// method that is there twice needs a `name`. Default: gradient-descent, momentum, rprop,
    /// conjugate-gradients, bfgs, levenberg-marquardt.
    pub methods: Vec<Entrant>,
    /// Units in each hidden layer, each 1 to 10000, at most 32 layers; empty for none. Default
    /// `[8]`.
    pub hidden: Vec<usize>,
    /// Units in each hidden layer for single data sets, by their names: `{ optdigits = [16] }`.
    /// Default: none.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub hidden_of: BTreeMap<String, Vec<usize>>,
    /// Activation of the hidden units. Default `tanh`. The outputs are softmax probabilities with
    /// cross-entropy as their loss, or linear with the mean squared error for numbers to predict.
    pub activation: Activation,
    /// How initial weights are drawn. Default `glorot-uniform`.
    pub initialisation: Initialisation,
    /// How numbers are scaled, by what is seen in the training part. Default `standard`. Numbers to
    /// predict are brought to mean 0 and deviation 1, and back for the test.
    pub scaling: Scaling,
    /// How examples for training and test are told apart: `stratified` (default), `customary` or
    /// `{ folds = k }` for k-fold cross-validation, which takes k runs a repeat.
    pub split: Splitting,
    /// Share of the examples, of every class, that a stratified split keeps for the test, between 0
    /// and 1. Default 0.2.
    pub test_fraction: f64,
    /// Share of all examples (of the training part of a customary split), of every class, that is
    /// kept for validation: by its loss weights and trials are chosen. Above 0, and with
    /// `test_fraction` below 1. Default 0.2.
    pub validation_fraction: f64,
    /// So many examples of a data set that has more, drawn anew in every repeat with the same share
    /// of every class, at least 10. Default: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_examples: Option<usize>,
    /// Batches of the methods that allow others than the full one: `"full"`, `"stochastic"` or a
    /// number of examples. Default `"full"`.
    pub batch: BatchSize,
    /// Work after which training ends, in gradients over all training examples, at least 1.
    /// Default 100.
    pub budget: f64,
    /// Loss on the training examples at which training ends earlier, above 0. Default 0.0001.
    pub target_loss: f64,
    /// Trainings with other settings than the defaults, from 0 to 1000; 0: nothing is tuned. One
    /// setting is tuned over a grid, several over quasi-random points. Default 0.
    pub trials: usize,
    /// τ of the targets: a problem counts as solved when the loss has come down to
    /// f_L + τ (f₀ − f_L), f₀ being the loss of the initial weights and f_L the least that any
    /// method has reached. From 1 to 4 numbers, each between 0 and 1. Default `[0.1, 0.01]`.
    pub targets: Vec<f64>,
}

impl Default for OptimizerComparison {
    fn default() -> Self {
        let methods = [
            "gradient-descent",
            "momentum",
            "rprop",
            "conjugate-gradients",
            "bfgs",
            "levenberg-marquardt",
        ];
        let methods = methods.into_iter().filter_map(Method::named);
        OptimizerComparison {
            datasets: vec![Source::Named("iris".into())],
            methods: methods.map(Entrant::of).collect(),
            hidden: vec![8],
            hidden_of: BTreeMap::new(),
            activation: Activation::Tanh,
            initialisation: Initialisation::GlorotUniform,
            scaling: Scaling::Standard,
            split: Splitting::Stratified,
            test_fraction: 0.2,
            validation_fraction: 0.2,
            most_examples: None,
            batch: BatchSize::Full,
            budget: 100.0,
            target_loss: 1e-4,
            trials: 0,
            targets: vec![0.1, 0.01],
        }
    }
}

impl OptimizerComparison {
    fn dataset_names(&self) -> Vec<String> {
        let names = self.datasets.iter().map(supervised::name_of_source);
        names.collect()
    }

    /// Runs of every entrant on every data set.
    fn runs(&self, context: &Context) -> usize {
        context.repeats as usize * self.split.runs()
    }
}

impl Settings for OptimizerComparison {
    const KIND: &'static str = "optimizer-comparison";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    const GATHERS_REPEATS: bool = true;
    type Part = run::Part;

    fn summary() -> Text {
        Text::new(
            "Training methods compared on the same data, initial weights and budget of evaluations",
            "Сравнение методов обучения на одних данных, начальных весах и бюджете вычислений",
        )
    }

    fn problems(&self, base: &Path) -> Vec<Problem> {
        problems::all(self, base)
    }

    fn memory_bytes(&self, base: &Path) -> u64 {
        problems::memory_bytes(self, base)
    }

    fn inputs(&self, base: &Path) -> Vec<PathBuf> {
        let files = self.datasets.iter().flat_map(|source| source.files(base));
        files.collect()
    }

    fn jobs(&self, context: &Context) -> usize {
        self.datasets.len() * self.methods.len() * self.runs(context)
    }

    fn run(&self, job: usize, context: &Context) -> Result<run::Part, Failure> {
        run::run(self, job, context)
    }

    fn assemble(&self, parts: Vec<run::Part>, context: &Context) -> Result<Outcome, Failure> {
        let results = results::Results::new(self, &parts, self.runs(context));
        let contests = contest::all(&results);
        let mut outcome = Outcome::default();
        metrics::add(&results, &contests, &mut outcome);
        outcome.tables = protocol::tables(&results, context.repeats);
        outcome.tables.extend(tables::all(&results, &contests));
        outcome.figures = figures::all(&results, &contests);
        outcome.series = results.splits();
        outcome.notes = protocol::notes(&results);
        outcome.timings = vec![tables::seconds(&results)];
        Ok(outcome)
    }
}
