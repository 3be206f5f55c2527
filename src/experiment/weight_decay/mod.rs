//! Kind `weight-decay`: regularisation and overfitting. One network learns the same examples with
//! several strengths ρ of weight decay; what that does to the weights, the losses, the answers.

mod answers;
mod explain;
mod figures;
mod histogram;
mod learn;
mod problems;
mod results;
mod ridge;
mod tables;
mod task;
#[cfg(test)]
mod tests;

pub use task::Curve;

use super::supervised::{Splitting, memory_bytes};
use super::{Context, Failure, Problem, Settings};
use crate::dataset::{Generated, Scaling, Source};
use crate::optimize::Method;
use crate::optimize::momentum::Momentum;
use crate::outcome::{Outcome, Text};
use crate::perceptron::{Activation, Initialisation};
use crate::train::BatchSize;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Trains one network with several strengths of weight decay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct WeightDecay {
    /// The data set. Classes are learned with softmax and cross-entropy, numbers with the squared
    /// error. Default: 400 points of two noisy moons.
    pub data: Source,
    /// Noisy points of a sine wave in place of `data`. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub curve: Option<Curve>,
    /// How examples for training and test are told apart: `stratified` (default) or `customary`.
    pub split: Splitting,
    /// Share of the examples that a stratified split keeps for the test, above 0 and below 1.
    /// Default 0.9, so that few are left to learn from.
    pub test_fraction: f64,
    /// So many examples of the training part, drawn at random, at least 2. Default: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub train_examples: Option<usize>,
    /// How numbers are scaled, by what is seen in the training part. Default `standard`.
    pub scaling: Scaling,
    /// Units in each hidden layer, each 1 to 10000, at most 32 layers; empty for a linear network.
    /// Default `[30]`.
    pub hidden: Vec<usize>,
    /// Activation of the hidden units. Default `tanh`.
    pub activation: Activation,
    /// How initial weights are drawn. Default `glorot-uniform`.
    pub initialisation: Initialisation,
    /// The strengths ρ, 1 to 12 different ones, rising, each from 0 to 1000; 0: no decay. Default
    /// `[0, 0.0001, 0.001, 0.01, 0.1]`.
    pub decays: Vec<f64>,
    /// The method, whose setting `weight_decay` is ρ. Default: gradient descent with momentum,
    /// rate 0.1 and μ = 0.9.
    pub method: Method,
    /// Examples a step looks at: `"full"` (default), `"stochastic"` or a number.
    pub batch: BatchSize,
    /// Passes through the training examples, 1 to 1000000. Default 3000.
    pub epochs: u64,
    /// Hidden units of networks with one hidden layer that learn the same examples: 0 to 20
    /// different sizes, rising, each 1 to 1000. Default: none.
    pub sizes: Vec<usize>,
    /// The ρ with which networks of these sizes are trained besides ρ = 0; from 0 to 1000.
    /// Default 0.01.
    pub sizes_decay: f64,
    /// Pictures of first-layer weights in a row where the inputs are images, 1 to 100. Default 10.
    pub weights_per_row: usize,
}

impl Default for WeightDecay {
    fn default() -> Self {
        WeightDecay {
            data: Source::Generated(Generated {
                generate: "moons".into(),
                examples: 400,
                noise: 0.3,
                classes: 2,
            }),
            curve: None,
            split: Splitting::Stratified,
            test_fraction: 0.9,
            train_examples: None,
            scaling: Scaling::Standard,
            hidden: vec![30],
            activation: Activation::Tanh,
            initialisation: Initialisation::GlorotUniform,
            decays: vec![0.0, 1e-4, 1e-3, 1e-2, 1e-1],
            method: Method::Momentum(Momentum {
                learning_rate: 0.1,
                ..Momentum::default()
            }),
            batch: BatchSize::Full,
            epochs: 3000,
            sizes: Vec::new(),
            sizes_decay: 0.01,
            weights_per_row: 10,
        }
    }
}

/// One network with one ρ.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    pub hidden: Vec<usize>,
    pub decay: f64,
}

impl WeightDecay {
    /// What is trained: the network with every ρ, then every size without decay and with it.
    fn variants(&self) -> Vec<Variant> {
        let with = |hidden: &[usize], decay| Variant {
            hidden: hidden.to_vec(),
            decay,
        };
        let decays = self.decays.iter().map(|&decay| with(&self.hidden, decay));
        let of_size = |&units: &usize| [0.0, self.sizes_decay].map(|decay| with(&[units], decay));
        decays.chain(self.sizes.iter().flat_map(of_size)).collect()
    }
}

impl Settings for WeightDecay {
    const KIND: &'static str = "weight-decay";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    const GATHERS_REPEATS: bool = true;
    type Part = learn::Part;

    fn summary() -> Text {
        Text::new(
            "Weight decay against overfitting: weights, losses and answers for every ρ",
            "Регуляризация против переобучения: веса, ошибки и ответы сети при каждом ρ",
        )
    }

    fn problems(&self, base: &Path) -> Vec<Problem> {
        problems::all(self, base)
    }

    fn memory_bytes(&self, base: &Path) -> u64 {
        self.shape(base).map_or(0, |shape| {
            let one = memory_bytes(shape.numbers, shape.weights, std::iter::once(&self.method));
            // The weights and the curves of all jobs are kept for the figures.
            let kept = shape.weights + 3 * learn::CURVE_POINTS;
            one.saturating_add(8 * kept * self.variants().len() as u64)
        })
    }

    fn inputs(&self, base: &Path) -> Vec<PathBuf> {
        match self.curve {
            Some(_) => Vec::new(),
            None => self.data.files(base),
        }
    }

    fn jobs(&self, context: &Context) -> usize {
        self.variants().len() * context.repeats as usize
    }

    fn run(&self, job: usize, context: &Context) -> Result<learn::Part, Failure> {
        let repeats = context.repeats as usize;
        let (variant, repeat) = (job / repeats, job % repeats);
        // The sizes stand behind the decays; only of these pictures are kept.
        let pictured = repeat == 0 && variant < self.decays.len();
        let variant = &self.variants()[variant];
        learn::learn(self, variant, repeat as u64, pictured, context)
    }

    fn assemble(&self, parts: Vec<learn::Part>, context: &Context) -> Result<Outcome, Failure> {
        let results = results::Results::new(self, &parts, context.repeats as usize);
        let mut outcome = Outcome::default();
        results.add_metrics(&mut outcome);
        outcome.figures = figures::all(&results);
        outcome.tables = tables::all(&results);
        outcome.notes = results.notes();
        Ok(outcome)
    }
}
