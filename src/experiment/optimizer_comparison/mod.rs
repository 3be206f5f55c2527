//! Kind `optimizer-comparison`: training methods against each other on the same data sets, splits,
//! initial weights and budget of evaluations.

mod explain;
mod figures;
mod run;
mod summary;
mod tables;
#[cfg(test)]
mod tests;

use super::ranges::Ranges;
use super::supervised::{self, Splitting, check_activation, check_hidden};
use super::{Context, Failure, Problem, Settings};
use crate::dataset::{self, Encoder, Scaling, Source, Split, Table, Target};
use crate::optimize::{METHODS, Method, MethodSettings};
use crate::outcome::{Outcome, Text};
use crate::perceptron::{Activation, Initialisation};
use crate::random::Stream;
use crate::train::BatchSize;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Compares training methods.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OptimizerComparison {
    /// Data sets with classes, at least one. Default `["iris"]`.
    pub datasets: Vec<Source>,
    /// Methods, at least one and none twice: a name, or a table with `method` and its settings.
    /// Default: gradient-descent, momentum, rprop, conjugate-gradients, bfgs, levenberg-marquardt.
    pub methods: Vec<Method>,
    /// Units in each hidden layer, each 1 to 10000, at most 32 layers; empty for none. Default
    /// `[16]`.
    pub hidden: Vec<usize>,
    /// Activation of the hidden units. Default `tanh`. The outputs are softmax probabilities with
    /// cross-entropy as their loss.
    pub activation: Activation,
    /// How initial weights are drawn. Default `glorot-uniform`.
    pub initialisation: Initialisation,
    /// How numbers are scaled, by what is seen in the training part. Default `standard`.
    pub scaling: Scaling,
    /// How examples for training and test are told apart. Default `stratified`.
    pub split: Splitting,
    /// Share of the examples of every class that a stratified split keeps for the test, between 0
    /// and 1. Default 0.3.
    pub test_fraction: f64,
    /// Batches of the methods that allow others than the full one: `"full"`, `"stochastic"` or a
    /// number of examples. Default `"full"`.
    pub batch: BatchSize,
    /// Work after which training ends, in gradients over all training examples, at least 1.
    /// Default 300.
    pub budget: f64,
    /// Loss on the training examples at which training ends earlier, above 0, in nats.
    /// Default 0.001.
    pub target_loss: f64,
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
        OptimizerComparison {
            datasets: vec![Source::Named("iris".into())],
            methods: methods.into_iter().filter_map(Method::named).collect(),
            hidden: vec![16],
            activation: Activation::Tanh,
            initialisation: Initialisation::GlorotUniform,
            scaling: Scaling::Standard,
            split: Splitting::Stratified,
            test_fraction: 0.3,
            batch: BatchSize::Full,
            budget: 300.0,
            target_loss: 0.001,
        }
    }
}

/// Positions of items that have appeared before.
fn repeated<T: PartialEq>(items: &[T]) -> impl Iterator<Item = usize> {
    (0..items.len()).filter(|&i| items[..i].contains(&items[i]))
}

impl OptimizerComparison {
    fn dataset_names(&self) -> Vec<String> {
        self.datasets
            .iter()
            .map(supervised::name_of_source)
            .collect()
    }

    /// What is wrong with a data set, or the sizes of its training part and of the network.
    fn shape(&self, source: &Source, base: &Path) -> Result<Shape, String> {
        let told = |error: dataset::Error| error.to_string();
        // Only whether it works and how large it is matters here, not which rows are drawn.
        let mut stream = Stream::new(0, "optimizer-comparison", "shape", 0);
        let table = source.load(base, &mut stream).map_err(told)?;
        if !matches!(table.target, Target::Classes { .. }) {
            let remedy = match source {
                Source::Csv(_) => "; if they are classes, say so with `task = \"classification\"`",
                _ => "",
            };
            return Err(format!(
                "`{}` has numbers to predict, but this kind compares classifiers{remedy}",
                table.name
            ));
        }
        let split = self.split(&table, &mut stream).map_err(told)?;
        let encoder = Encoder::fit(&table, &split.train, self.scaling).map_err(told)?;
        let examples = encoder.encode(&table, &split.train);
        // Saturating: absurd sizes are told as too large for the memory, or as a layer's problem.
        let mut weights = 0_u64;
        let mut width = (table.columns.len() + examples.features() + examples.outputs()) as u64;
        let mut fan_in = examples.features() as u64;
        for units in self.hidden.iter().copied().chain([examples.outputs()]) {
            let units = units as u64;
            weights = weights.saturating_add((fan_in + 1).saturating_mul(units));
            width = width.saturating_add(units);
            fan_in = units;
        }
        Ok(Shape {
            numbers: width.saturating_mul(table.rows() as u64),
            weights,
        })
    }

    /// The examples for training and test; a `test_fraction` out of its range, which is a problem of
    /// its own, counts as the default.
    fn split(&self, table: &Table, stream: &mut Stream) -> Result<Split, dataset::Error> {
        let fraction = match self.test_fraction {
            fraction if fraction > 0.0 && fraction < 1.0 => fraction,
            _ => OptimizerComparison::default().test_fraction,
        };
        self.split.split(table, fraction, 0, stream)
    }

    fn problems_of_methods(&self, problems: &mut Vec<Problem>) {
        if self.methods.is_empty() {
            let names: Vec<&str> = METHODS.iter().map(|entry| entry.name).collect();
            let message = format!("is empty, must name at least one of {}", names.join(", "));
            problems.push(Problem::new("methods", message));
        }
        let names: Vec<&str> = self.methods.iter().map(Method::name).collect();
        for i in repeated(&names) {
            let message = format!("`{}` is there twice", names[i]);
            problems.push(Problem::new(format!("methods[{i}]"), message));
        }
        for (i, method) in self.methods.iter().enumerate() {
            for problem in method.problems() {
                let key = format!("methods[{i}].{}", problem.key);
                problems.push(Problem::new(key, problem.to_string()));
            }
        }
    }

    fn problems_of_datasets(&self, base: &Path, problems: &mut Vec<Problem>) {
        if self.datasets.is_empty() {
            problems.push(Problem::new(
                "datasets",
                "is empty, must name at least one data set",
            ));
        }
        let names = self.dataset_names();
        for i in repeated(&names) {
            let message = format!("`{}` is there twice", names[i]);
            problems.push(Problem::new(format!("datasets[{i}]"), message));
        }
        for (i, source) in self.datasets.iter().enumerate() {
            if let Err(message) = self.shape(source, base) {
                let message = format!("cannot be used: {message}");
                problems.push(Problem::new(format!("datasets[{i}]"), message));
            }
        }
    }

    fn problems_of_numbers(&self, problems: &mut Vec<Problem>) {
        if let Err(error) = self.initialisation.check() {
            problems.push(Problem::new("initialisation", error.to_string()));
        }
        let numbers = [
            (
                self.test_fraction > 0.0 && self.test_fraction < 1.0,
                "test_fraction",
                self.test_fraction,
                "between 0 and 1, both excluded",
            ),
            (
                self.budget >= 1.0 && self.budget.is_finite(),
                "budget",
                self.budget,
                "finite and at least 1",
            ),
            (
                self.target_loss > 0.0 && self.target_loss.is_finite(),
                "target_loss",
                self.target_loss,
                "finite and above 0",
            ),
        ];
        for (fine, key, value, allowed) in numbers {
            if !fine {
                problems.push(Problem::new(key, format!("is {value}, must be {allowed}")));
            }
        }
    }
}

/// How large a job is.
struct Shape {
    /// Numbers in the table, its encoding and the layers' outputs for it.
    numbers: u64,
    /// Weights of the network.
    weights: u64,
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
        let mut problems = Vec::new();
        self.problems_of_datasets(base, &mut problems);
        self.problems_of_methods(&mut problems);
        let mut ranges = Ranges::default();
        check_hidden(&self.hidden, &mut ranges);
        check_activation(self.activation, &mut ranges);
        problems.append(&mut ranges.problems);
        self.problems_of_numbers(&mut problems);
        problems
    }

    fn memory_bytes(&self, base: &Path) -> u64 {
        let shapes = self.datasets.iter();
        let shapes = shapes.filter_map(|source| self.shape(source, base).ok());
        let bytes = shapes.map(|shape| {
            supervised::memory_bytes(shape.numbers, shape.weights, self.methods.iter())
        });
        bytes.max().unwrap_or(0)
    }

    fn inputs(&self, base: &Path) -> Vec<PathBuf> {
        self.datasets
            .iter()
            .flat_map(|source| source.files(base))
            .collect()
    }

    fn jobs(&self, context: &Context) -> usize {
        self.datasets.len() * self.methods.len() * context.repeats as usize
    }

    fn run(&self, job: usize, context: &Context) -> Result<run::Part, Failure> {
        run::run(self, job, context)
    }

    fn assemble(&self, parts: Vec<run::Part>, context: &Context) -> Result<Outcome, Failure> {
        let results = summary::Results::new(self, &parts, context.repeats as usize);
        let mut outcome = Outcome::default();
        summary::add_metrics(&results, &mut outcome);
        outcome.figures = figures::all(&results);
        outcome.tables = tables::all(&results);
        outcome.notes = summary::notes(&results);
        Ok(outcome)
    }
}
