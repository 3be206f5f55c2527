//! The kind `vanishing-gradient`: how the back-propagated gradient shrinks or grows from layer to
//! layer of a network just after its initialisation, for activations × initialisations.

mod bound;
mod explain;
mod figures;
mod names;
mod pass;
mod report;
mod results;
#[cfg(test)]
mod tests;
mod theory;

use super::ranges::Ranges;
use super::{Context, Failure, Problem, Settings};
use crate::dataset::{Encoder, Scaling, Source};
use crate::outcome::{Outcome, Text};
use crate::perceptron::{Activation, Initialisation, Loss};
use crate::random::Stream;
use pass::Part;
use results::Results;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Most hidden layers of a network.
const MOST_LAYERS: usize = 64;
/// Most units of a layer, inputs or outputs of a network.
const MOST_UNITS: usize = 2000;
/// Most examples.
const MOST_EXAMPLES: usize = 10_000;
/// Inputs, outputs and number of the random examples.
const INPUTS: usize = 100;
const OUTPUTS: usize = 10;
const EXAMPLES: usize = 50;

/// Settings of the kind `vanishing-gradient`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct VanishingGradient {
    /// Activations of the hidden units, at least one and none twice; the output is linear. Default
    /// `["linear", "tanh", "softsign", "logistic", "relu"]`.
    pub activations: Vec<Activation>,
    /// How initial weights are drawn, at least one and none twice. Default `[{ uniform = 0.05 },
    /// "standard", "glorot-uniform", "he"]`.
    pub initialisations: Vec<Initialisation>,
    /// Hidden layers d of the networks that are followed layer by layer, 3 to 64. Default 10.
    pub depth: usize,
    /// Units of each hidden layer, 2 to 2000. Default 100.
    pub width: usize,
    /// Hidden layers of the networks whose first layer is compared, at most 16 numbers of 1 to 64,
    /// none twice. Default `[1, 2, 3, 5, 7, 10]`.
    pub depths: Vec<usize>,
    /// A data set; its numbers are standardised. Default: random examples, standard normal inputs
    /// of one random class each.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Source>,
    /// Inputs of a random example, 1 to 2000. Default 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inputs: Option<usize>,
    /// Classes of the random examples and outputs of the network, 2 to 2000. Default 10.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outputs: Option<usize>,
    /// Examples, 1 to 10000; of a data set as many at random, or all that it has. Default 50.
    pub examples: usize,
    /// The loss E whose gradient is propagated back. Default `softmax-cross-entropy`.
    pub loss: Loss,
    /// Absolute weights w of Hochreiter's product (w/4)^q, at most 8, each above 0 to 100. Default
    /// `[1, 3, 3.99, 6]`.
    pub recurrent_weights: Vec<f64>,
    /// Its steps back in time q, 1 to 200. Default 100.
    pub steps: usize,
}

impl Default for VanishingGradient {
    fn default() -> Self {
        VanishingGradient {
            activations: vec![
                Activation::Linear,
                Activation::Tanh,
                Activation::Softsign,
                Activation::Logistic,
                Activation::Relu,
            ],
            initialisations: vec![
                Initialisation::Uniform(0.05),
                Initialisation::Standard,
                Initialisation::GlorotUniform,
                Initialisation::He,
            ],
            depth: 10,
            width: 100,
            depths: vec![1, 2, 3, 5, 7, 10],
            data: None,
            inputs: None,
            outputs: None,
            examples: EXAMPLES,
            loss: Loss::SoftmaxCrossEntropy,
            recurrent_weights: vec![1.0, 3.0, 3.99, 6.0],
            steps: 100,
        }
    }
}

impl VanishingGradient {
    /// Inputs and outputs of the networks, or why the data set has none.
    fn shape(&self, base: &Path) -> Result<(usize, usize), String> {
        let Some(source) = &self.data else {
            let (inputs, outputs) = (self.inputs, self.outputs);
            return Ok((inputs.unwrap_or(INPUTS), outputs.unwrap_or(OUTPUTS)));
        };
        let mut stream = Stream::new(0, Self::KIND, "shape", 0);
        let table = source.load(base, &mut stream).map_err(|e| e.to_string())?;
        let rows: Vec<usize> = (0..table.rows()).collect();
        let encoder = Encoder::fit(&table, &rows, Scaling::Standard).map_err(|e| e.to_string())?;
        let examples = encoder.encode(&table, &rows);
        Ok((examples.features(), examples.outputs()))
    }

    fn check_data(&self, base: &Path, ranges: &mut Ranges) {
        let of_random_examples = [("inputs", self.inputs, 1), ("outputs", self.outputs, 2)];
        for (key, value, least) in of_random_examples {
            match value {
                Some(_) if self.data.is_some() => ranges.wrong(
                    key,
                    "belongs to random examples; a data set has its own inputs and outputs",
                ),
                Some(value) => ranges.count(key, value, least, MOST_UNITS),
                None => {}
            }
        }
        if let Err(message) = self.shape(base) {
            ranges.wrong("data", format!("cannot be used: {message}"));
        }
    }

    fn check_choices(&self, ranges: &mut Ranges) {
        let most = Activation::ALL.len();
        ranges.entries("activations", self.activations.len(), 1, most);
        ranges.distinct("activations", &self.activations);
        for (index, &activation) in self.activations.iter().enumerate() {
            if let Some(reason) = theory::unfit(activation) {
                ranges.wrong(format!("activations[{index}]"), reason);
            }
        }
        ranges.entries("initialisations", self.initialisations.len(), 1, 12);
        let keys: Vec<String> = self.initialisations.iter().map(names::init_key).collect();
        ranges.distinct("initialisations", &keys);
        for (index, initialisation) in self.initialisations.iter().enumerate() {
            if let Err(error) = initialisation.check() {
                ranges.wrong(format!("initialisations[{index}]"), error.to_string());
            }
        }
    }

    fn check_bound(&self, ranges: &mut Ranges) {
        let weights = &self.recurrent_weights;
        ranges.entries("recurrent_weights", weights.len(), 0, 8);
        ranges.distinct("recurrent_weights", weights);
        for (index, &weight) in weights.iter().enumerate() {
            ranges.positive(format!("recurrent_weights[{index}]"), weight, 100.0);
        }
        ranges.count("steps", self.steps, 1, 200);
    }
}

impl Settings for VanishingGradient {
    const KIND: &'static str = "vanishing-gradient";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    const GATHERS_REPEATS: bool = true;
    type Part = Part;

    fn summary() -> Text {
        Text::new(
            "How gradients vanish or explode with depth, by activation and initial weights",
            "Затухание и взрыв градиента с глубиной при разных функциях активации и начальных весах",
        )
    }

    fn problems(&self, base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        self.check_choices(&mut ranges);
        ranges.count("depth", self.depth, 3, MOST_LAYERS);
        ranges.count("width", self.width, 2, MOST_UNITS);
        ranges.entries("depths", self.depths.len(), 0, 16);
        ranges.distinct("depths", &self.depths);
        for (index, &depth) in self.depths.iter().enumerate() {
            ranges.count(format!("depths[{index}]"), depth, 1, MOST_LAYERS);
        }
        self.check_data(base, &mut ranges);
        ranges.count("examples", self.examples, 1, MOST_EXAMPLES);
        self.check_bound(&mut ranges);
        ranges.problems
    }

    /// The weights of the deepest network, its outputs for a block of examples, the examples.
    fn memory_bytes(&self, base: &Path) -> u64 {
        let (inputs, outputs) = self.shape(base).unwrap_or((INPUTS, OUTPUTS));
        let deepest = self
            .depths
            .iter()
            .copied()
            .max()
            .unwrap_or(0)
            .max(self.depth);
        let widest = self.width.max(inputs).max(outputs);
        let numbers =
            (deepest + 1) * widest * (self.width + 256) + self.examples * (inputs + outputs);
        8 * numbers as u64
    }

    fn inputs(&self, base: &Path) -> Vec<PathBuf> {
        let files = self.data.as_ref().map(|source| source.files(base));
        files.unwrap_or_default()
    }

    fn jobs(&self, context: &Context) -> usize {
        self.initialisations.len() * self.activations.len() * context.repeats as usize
    }

    fn run(&self, job: usize, context: &Context) -> Result<Part, Failure> {
        pass::run(self, job, context)
    }

    fn assemble(&self, parts: Vec<Part>, context: &Context) -> Result<Outcome, Failure> {
        let results = Results::new(self, parts, context.repeats as usize);
        let mut outcome = Outcome::default();
        report::add_metrics(&results, &mut outcome);
        bound::add_metrics(self, &mut outcome);
        outcome.figures = figures::all(&results);
        outcome.figures.extend(bound::figure(self));
        outcome.tables.push(report::table(&results));
        outcome.notes = report::notes(&results);
        Ok(outcome)
    }
}
