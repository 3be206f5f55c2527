//! Kind `training`: one network learns one data set by several methods; error histories,
//! predictions, first-layer weights, and how many iterations each method needs.

mod explain;
mod figures;
mod learn;
mod problems;
mod results;
mod run;
mod tables;
#[cfg(test)]
mod tests;
mod weights;

pub use run::Run;

use super::supervised::{Splitting, layers, memory_bytes};
use super::{Context, Failure, Problem, Settings};
use crate::dataset::{Generated, Scaling, Source};
use crate::optimize::Method;
use crate::outcome::{Outcome, Text};
use crate::perceptron::{Activation, Initialisation, Layer, Loss, Perceptron};
use crate::train::{Order, Stopping};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use weights::InitialWeights;

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

impl NetworkTraining {
    /// The network for so many features and outputs.
    fn network(&self, features: usize, outputs: usize) -> Result<Perceptron, String> {
        let output = Layer {
            units: outputs,
            activation: self.output,
        };
        let layers = layers(&self.hidden, self.activation, output);
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
        problems::all(self, base)
    }

    fn memory_bytes(&self, base: &Path) -> u64 {
        let methods = self.runs.iter().map(|run| &run.method);
        self.shape(base).map_or(0, |shape| {
            memory_bytes(shape.numbers, shape.weights as u64, methods)
        })
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
