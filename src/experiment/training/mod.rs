//! Kind `training`: one network learns one data set by several methods; error histories,
//! predictions, first-layer weights, and how many iterations each method needs.

mod explain;
mod figures;
mod learn;
mod results;
mod tables;
#[cfg(test)]
mod tests;
mod weights;

use super::ranges::Ranges;
use super::supervised::{Splitting, check_activation, check_hidden, name_of_method, snake_case};
use super::{Context, Failure, Problem, Settings};
use crate::dataset::{Generated, Scaling, Source, Target};
use crate::optimize::{Method, MethodSettings, Needs};
use crate::outcome::{Outcome, Text};
use crate::perceptron::{Activation, Initialisation, Layer, Loss, Perceptron};
use crate::random::Stream;
use crate::train::{BatchSize, Order, Schedule, Stopping};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use weights::InitialWeights;

/// Most runs of one experiment.
const MOST_RUNS: usize = 100;
/// Most pictures of weights in a row.
const MOST_PER_ROW: usize = 100;

/// Trains one network on one data set by several methods.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct NetworkTraining {
    /// The data set. Default: `arch-and-blob`, 2799 examples.
    pub data: Source,
    /// How examples for training and test are told apart. Default `stratified`.
    pub split: Splitting,
    /// Share of the examples that a stratified split keeps for the test, at least 0 and below 1; 0:
    /// all train, in the order of the file, and nothing is tested. Default 0.5.
    pub test_fraction: f64,
    /// Share of the training part that is kept for validation, at least 0 and below 1; a customary
    /// split may bring a validation part of its own. Default 0.
    pub validation_fraction: f64,
    /// So many examples of the training part, drawn at random, at least 2. Default: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub train_examples: Option<usize>,
    /// How numbers are scaled, by what is seen in the training part. Default `standard`.
    pub scaling: Scaling,
    /// Units in each hidden layer, each 1 to 10000, at most 32 layers; empty for none. Default
    /// `[10]`.
    pub hidden: Vec<usize>,
    /// Activation of the hidden units. Default `tanh`.
    pub activation: Activation,
    /// Activation of the output units; `linear` (default) where the loss contains the output
    /// function.
    pub output: Activation,
    /// Whether every layer sees the inputs and all layers before it. Default false.
    pub shortcuts: bool,
    /// What is added to the slope of every saturating unit in back-propagation (Fahlman 1988's
    /// sigmoid-prime offset), at least 0. Default 0.
    pub slope_offset: f64,
    /// What training minimises. Default `softmax-cross-entropy`; a target of numbers takes
    /// `squared-error` or `mean-squared-error`.
    pub loss: Loss,
    /// How initial weights are drawn. Default `glorot-uniform`.
    pub initialisation: Initialisation,
    /// The initial weights themselves, for every repeat the same: a list, or the path of a CSV or
    /// NumPy file. Layer by layer from the inputs to the outputs, each the matrix row by row (a row
    /// for each input of the layer, a column for each unit) and then the layer's biases. Default:
    /// drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_weights: Option<InitialWeights>,
    /// Order of the examples in mini-batches: `shuffled` (default) in every epoch, or `as-given`.
    pub order: Order,
    /// When a run ends. Default: after 1000 epochs.
    pub stopping: Stopping,
    /// The runs, 1 to 100. Default: gradient descent.
    pub runs: Vec<Run>,
    /// Pictures of weights in a row, 1 to 100. Default 23.
    pub weights_per_row: usize,
}

/// One run: a method and what differs from the experiment's settings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// What it is called in figures; in snake case it begins the names of its metrics and files. No
    /// two are alike, so a method that runs twice needs one. Default: the method's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Its name in Russian reports. Default: `name`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_ru: Option<String>,
    /// The method: a name, or a table with `method` and its settings.
    pub method: Method,
    /// Examples a step looks at: `"full"` (default), `"stochastic"` or a number.
    #[serde(default)]
    pub batch: BatchSize,
    /// How the learning rate changes from epoch to epoch. Default `"constant"`.
    #[serde(default)]
    pub schedule: Schedule,
    /// The target loss of this run, in place of `stopping.target_loss`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_loss: Option<f64>,
    /// Initial weights of this run, in place of the experiment's `initialisation`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initialisation: Option<Initialisation>,
    /// Iterations somebody else needed, drawn beside ours, above 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published_iterations: Option<f64>,
}

impl Run {
    /// A method as it is.
    pub fn of(method: Method) -> Self {
        Run {
            name: None,
            name_ru: None,
            method,
            batch: BatchSize::Full,
            schedule: Schedule::Constant,
            target_loss: None,
            initialisation: None,
            published_iterations: None,
        }
    }

    /// Begins the names of metrics and files.
    fn stem(&self) -> String {
        snake_case(self.name.as_deref().unwrap_or(self.method.name()))
    }

    /// What it is called in figures.
    fn text(&self) -> Text {
        let method = self.method.entry();
        match (&self.name, &self.name_ru) {
            (Some(en), ru) => Text::new(en, ru.as_ref().unwrap_or(en)),
            (None, Some(ru)) => Text::new(method.english, ru),
            (None, None) => name_of_method(method),
        }
    }

    /// The batches the method takes: those that need the full batch have it.
    fn batch(&self) -> BatchSize {
        match self.method.entry().needs {
            Needs::Gradient => self.batch,
            Needs::FullBatchGradient | Needs::NormalEquations => BatchSize::Full,
        }
    }

    fn check(&self, place: usize, ranges: &mut Ranges) {
        let key = |rest: &str| format!("runs[{place}].{rest}");
        for problem in self.method.problems() {
            ranges.wrong(key(&format!("method.{}", problem.key)), problem.to_string());
        }
        if self.batch() != self.batch {
            let message = format!(
                "is set, but {} takes the full batch only",
                self.method.entry().english
            );
            ranges.wrong(key("batch"), message);
        }
        for problem in self.schedule.problems() {
            ranges.wrong(
                key(&format!("schedule.{}", problem.key)),
                problem.to_string(),
            );
        }
        if self.schedule != Schedule::Constant && !self.method.optimizer(1).scale_learning_rate(1.0)
        {
            let name = self.method.entry().english;
            ranges.wrong(
                key("schedule"),
                format!("is set, but {name} has no learning rate"),
            );
        }
        if let Some(target) = self.target_loss
            && !target.is_finite()
        {
            ranges.wrong(key("target_loss"), format!("is {target}, must be finite"));
        }
        if let Some(initialisation) = self.initialisation
            && let Err(error) = initialisation.check()
        {
            ranges.wrong(key("initialisation"), error.to_string());
        }
        if let Some(published) = self.published_iterations {
            ranges.positive(key("published_iterations"), published, 1e12);
        }
        if self.stem().is_empty() {
            ranges.wrong(key("name"), "has no letter or digit, must have one");
        }
    }
}

impl Default for NetworkTraining {
    fn default() -> Self {
        NetworkTraining {
            data: Source::Generated(Generated {
                generate: "arch-and-blob".into(),
                examples: 2799,
                noise: 0.025,
                classes: 2,
            }),
            split: Splitting::Stratified,
            test_fraction: 0.5,
            validation_fraction: 0.0,
            train_examples: None,
            scaling: Scaling::Standard,
            hidden: vec![10],
            activation: Activation::Tanh,
            output: Activation::Linear,
            shortcuts: false,
            slope_offset: 0.0,
            loss: Loss::SoftmaxCrossEntropy,
            initialisation: Initialisation::GlorotUniform,
            initial_weights: None,
            order: Order::Shuffled,
            stopping: Stopping::default(),
            runs: Vec::from_iter(Method::named("gradient-descent").map(Run::of)),
            weights_per_row: 23,
        }
    }
}

/// The sizes of a job.
struct Shape {
    numbers: u64,
    weights: usize,
}

impl NetworkTraining {
    /// The network for so many features and outputs.
    fn network(&self, features: usize, outputs: usize) -> Result<Perceptron, String> {
        let output = Layer {
            units: outputs,
            activation: self.output,
        };
        let layers = super::supervised::layers(&self.hidden, self.activation, output);
        let network = Perceptron::new(features, &layers, self.loss);
        let network = if self.shortcuts {
            network.and_then(Perceptron::with_shortcuts)
        } else {
            network
        };
        network
            .and_then(|network| network.with_slope_offset(self.slope_offset))
            .map_err(|error| error.to_string())
    }

    /// What is wrong with the data set or the network for it, or the sizes of both.
    fn shape(&self, base: &Path) -> Result<Shape, Problem> {
        let unusable =
            |error: crate::dataset::Error| Problem::new("data", format!("cannot be used: {error}"));
        // Only whether it works and how large it is matters here, not which rows are drawn.
        let stream = |purpose: &str| Stream::new(0, Self::KIND, purpose, 0);
        let table = self
            .data
            .load(base, &mut stream("examples"))
            .map_err(unusable)?;
        if !matches!(table.target, Target::Classes { .. }) && !self.loss.takes_any_targets() {
            return Err(Problem::new(
                "data",
                format!(
                    "has numbers to predict (`{}`), but the loss is one for classes; set \
                     `loss = \"squared-error\"` or `\"mean-squared-error\"`",
                    table.name
                ),
            ));
        }
        let rows = table.rows();
        let prepared = learn::prepare(self, &table, stream).map_err(unusable)?;
        let train = &prepared.train;
        let network = self
            .network(train.features(), train.outputs())
            .map_err(|message| Problem::new("hidden", message))?;
        let width: usize = self.hidden.iter().sum::<usize>() + train.features() + train.outputs();
        Ok(Shape {
            numbers: (width as u64).saturating_mul(rows as u64),
            weights: network.weights(),
        })
    }

    fn check_fractions(&self, ranges: &mut Ranges) {
        for (key, fraction) in [
            ("test_fraction", self.test_fraction),
            ("validation_fraction", self.validation_fraction),
        ] {
            if !(0.0..1.0).contains(&fraction) {
                ranges.wrong(
                    key,
                    format!("is {fraction}, must be at least 0 and below 1"),
                );
            }
        }
        if let Some(examples) = self.train_examples
            && examples < 2
        {
            ranges.wrong(
                "train_examples",
                format!("is {examples}, must be at least 2"),
            );
        }
    }

    fn check_runs(&self, ranges: &mut Ranges) {
        ranges.entries("runs", self.runs.len(), 1, MOST_RUNS);
        let stems: Vec<String> = self.runs.iter().map(Run::stem).collect();
        for (place, run) in self.runs.iter().enumerate() {
            if stems[..place].contains(&stems[place]) {
                let message = format!(
                    "`{}` is there already; give this run a `name`",
                    stems[place]
                );
                ranges.wrong(format!("runs[{place}]"), message);
            }
            run.check(place, ranges);
        }
    }

    fn check_stopping(&self, ranges: &mut Ranges) {
        for problem in self.stopping.problems() {
            ranges.wrong(format!("stopping.{}", problem.key), problem.to_string());
        }
        if !self.stopping.has_limit() {
            ranges.wrong(
                "stopping",
                "has no limit, must set max_epochs, max_iterations or max_gradient_equivalents",
            );
        }
    }
}

impl Settings for NetworkTraining {
    const KIND: &'static str = "training";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    const GATHERS_REPEATS: bool = true;
    type Part = learn::Part;

    fn summary() -> Text {
        Text::new(
            "One network trained by several methods: error histories, predictions, weight maps",
            "Обучение одной сети несколькими методами: история ошибки, предсказания, карты весов",
        )
    }

    fn problems(&self, base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        self.check_fractions(&mut ranges);
        check_hidden(&self.hidden, &mut ranges);
        check_activation(self.activation, &mut ranges);
        if let Err(error) = self.initialisation.check() {
            ranges.wrong("initialisation", error.to_string());
        }
        self.check_stopping(&mut ranges);
        self.check_runs(&mut ranges);
        if !(1..=MOST_PER_ROW).contains(&self.weights_per_row) {
            let found = self.weights_per_row;
            let message = format!("is {found}, must be from 1 to {MOST_PER_ROW}");
            ranges.wrong("weights_per_row", message);
        }
        // The data are looked at only with settings that make sense.
        if ranges.problems.is_empty() {
            match self.shape(base) {
                Ok(shape) => {
                    weights::check(&self.initial_weights, shape.weights, base, &mut ranges)
                }
                Err(problem) => ranges.problems.push(problem),
            }
        }
        ranges.problems
    }

    /// The data and each layer's outputs for them, and the n × n matrices of BFGS (one) and
    /// Levenberg–Marquardt (the matrix, its factor and the products it is put together from).
    fn memory_bytes(&self, base: &Path) -> u64 {
        let Ok(shape) = self.shape(base) else {
            return 0;
        };
        let matrices = self
            .runs
            .iter()
            .map(|run| match (&run.method, run.method.entry().needs) {
                (_, Needs::NormalEquations) => 3,
                (Method::Bfgs(_), _) => 1,
                _ => 0,
            });
        let weights = shape.weights as u64;
        let squares = weights
            .saturating_mul(weights)
            .saturating_mul(matrices.max().unwrap_or(0));
        let vectors = shape.numbers.saturating_mul(3).saturating_add(weights * 10);
        squares.saturating_add(vectors).saturating_mul(8)
    }

    fn inputs(&self, base: &Path) -> Vec<PathBuf> {
        let weights = self.initial_weights.as_ref();
        let weights = weights.and_then(|weights| weights.file(base));
        self.data.files(base).into_iter().chain(weights).collect()
    }

    fn jobs(&self, context: &Context) -> usize {
        self.runs.len() * context.repeats as usize
    }

    fn run(&self, job: usize, context: &Context) -> Result<learn::Part, Failure> {
        let repeats = context.repeats as usize;
        learn::learn(self, &self.runs[job / repeats], job % repeats, context)
    }

    fn assemble(&self, parts: Vec<learn::Part>, context: &Context) -> Result<Outcome, Failure> {
        let results = results::Results::new(self, &parts, context.repeats as usize);
        let mut outcome = Outcome::default();
        results::add_metrics(&results, &mut outcome);
        outcome.series = results::series(&results);
        outcome.figures = figures::all(&results);
        outcome.tables = tables::all(&results);
        outcome.notes = results::notes(&results);
        Ok(outcome)
    }
}
