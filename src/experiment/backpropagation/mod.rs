//! Kind `backpropagation`: one step of back-propagation worked on a small network, every number shown
//! and checked, and then plain gradient descent.

mod descent;
mod explain;
mod figures;
mod outputs_first;
mod pass;
mod picture;
mod problems;
mod results;
mod tables;
mod tangent;
#[cfg(test)]
mod tests;

use super::{Context, Failure, Problem, Settings};
use crate::outcome::{Outcome, Text};
use crate::perceptron::{Activation, Initialisation, Layer, Loss, Perceptron};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The weights of Mazur's text (w₁, w₃; w₂, w₄; b₁, b₁; w₅, w₇; w₆, w₈; b₂, b₂), in the order of
/// [`Perceptron`].
const MAZUR: [f64; 12] = [
    0.15, 0.25, 0.20, 0.30, 0.35, 0.35, 0.40, 0.50, 0.45, 0.55, 0.60, 0.60,
];

/// Works one step of back-propagation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Backpropagation {
    /// Units of every layer, inputs first: 2 to 5 layers of 1 to 6 units. Default `[2, 2, 2]`.
    pub layers: Vec<usize>,
    /// Activation of the hidden units. Default `logistic`.
    pub activation: Activation,
    /// Activation of the output units; `linear` where the loss contains the output function. Default
    /// `logistic`.
    pub output: Activation,
    /// The loss. Default `squared-error`, ½ Σ (y − t)².
    pub loss: Loss,
    /// The examples, at most 64, over which the loss is averaged; the first one is worked. Default:
    /// inputs 0.05 and 0.10, targets 0.01 and 0.99 for two inputs and two outputs; else one whose
    /// inputs are drawn from −1 to 1 and whose target is 1 for the first output, 0 for the others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub examples: Vec<Example>,
    /// Layer by layer the matrix row by row (a row for each input of the layer, a column for each
    /// unit) and then the layer's biases. Default: those of Mazur's text for layers 2-2-2, else
    /// drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_weights: Option<Vec<f64>>,
    /// How weights that are not given are drawn. Default uniform on ±1.
    pub initialisation: Initialisation,
    /// Learning rate η of plain gradient descent, above 0 and at most 1000. Default 0.5.
    pub learning_rate: f64,
    /// Whether biases learn, too. Default false, as in Mazur's text.
    pub biases_learn: bool,
    /// Whether the weights behind a layer are updated before its δ is computed from them, a common
    /// slip that makes the step another one than that along the gradient. Default false.
    pub outputs_first: bool,
    /// Steps of gradient descent, 1 to 1000000. Default 10000.
    pub steps: usize,
}

/// One example.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Example {
    /// A number for each input.
    pub input: Vec<f64>,
    /// A number for each output.
    pub target: Vec<f64>,
}

impl Default for Backpropagation {
    fn default() -> Self {
        Backpropagation {
            layers: vec![2, 2, 2],
            activation: Activation::Logistic,
            output: Activation::Logistic,
            loss: Loss::SquaredError,
            examples: Vec::new(),
            initial_weights: None,
            initialisation: Initialisation::Uniform(1.0),
            learning_rate: 0.5,
            biases_learn: false,
            outputs_first: false,
            steps: 10_000,
        }
    }
}

impl Backpropagation {
    /// The network, or what is wrong with it.
    fn network(&self) -> Result<Perceptron, String> {
        let last = self.layers.len() - 1;
        let layer = |(place, &units): (usize, &usize)| Layer {
            units,
            activation: if place == last {
                self.output
            } else {
                self.activation
            },
        };
        let layers: Vec<Layer> = self.layers.iter().enumerate().skip(1).map(layer).collect();
        Perceptron::new(self.layers[0], &layers, self.loss).map_err(|error| error.to_string())
    }

    fn examples(&self, context: &Context) -> Vec<Example> {
        if !self.examples.is_empty() {
            return self.examples.clone();
        }
        let (inputs, outputs) = (self.layers[0], self.layers[self.layers.len() - 1]);
        if (inputs, outputs) == (2, 2) {
            return vec![Example {
                input: vec![0.05, 0.10],
                target: vec![0.01, 0.99],
            }];
        }
        let mut stream = context.stream("example");
        let input = (0..inputs).map(|_| stream.uniform_between(-1.0, 1.0));
        vec![Example {
            input: input.collect(),
            target: (0..outputs).map(|output| f64::from(output == 0)).collect(),
        }]
    }

    fn weights(&self, network: &Perceptron, context: &Context) -> Vec<f64> {
        match &self.initial_weights {
            Some(weights) => weights.clone(),
            None if self.layers == [2, 2, 2] => MAZUR.to_vec(),
            None => {
                let stream = &mut context.stream("initial weights");
                self.initialisation.draw(network, stream)
            }
        }
    }
}

impl Settings for Backpropagation {
    const KIND: &'static str = "backpropagation";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    type Part = results::Results;

    fn summary() -> Text {
        Text::new(
            "One step of back-propagation worked on a small network, every number checked",
            "Один шаг обратного распространения ошибки в малой сети, каждое число проверено",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        problems::all(self)
    }

    /// The losses of all steps.
    fn memory_bytes(&self, _base: &Path) -> u64 {
        (1 << 16) + 8 * self.steps as u64
    }

    fn jobs(&self, _context: &Context) -> usize {
        1
    }

    fn run(&self, _job: usize, context: &Context) -> Result<results::Results, Failure> {
        results::work(self, context)
    }

    fn assemble(&self, parts: Vec<results::Results>, _: &Context) -> Result<Outcome, Failure> {
        let mut outcome = Outcome::default();
        for results in &parts {
            results.add_metrics(&mut outcome);
            outcome.figures = figures::all(results);
            outcome.tables = tables::all(results);
            outcome.notes = results.notes();
        }
        Ok(outcome)
    }
}
