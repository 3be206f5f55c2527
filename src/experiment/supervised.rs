//! What the kinds that train networks on data sets have in common.

mod minimise;
mod plane;

pub use minimise::minimise;
pub use plane::{Plane, class_key, extent};

use super::ranges::Ranges;
use super::{Context, Failure};
use crate::dataset::{
    self, Encoder, Examples, Source, Split, Table, customary_split, stratified_folds,
    stratified_split,
};
use crate::math::statistics;
use crate::optimize::method::Entry;
use crate::optimize::{Method, MethodSettings, Needs};
use crate::outcome::figure::{Axis, Colours, Mark, Panel, Picture};
use crate::outcome::{Cell, Text};
use crate::perceptron::{Activation, Batch, Layer, Perceptron};
use crate::random::Stream;
use crate::train::{NetworkObjective, StopReason, Trained, Training, train};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Most units in a hidden layer.
const MOST_UNITS: usize = 10_000;
/// Most hidden layers.
const MOST_LAYERS: usize = 32;

/// How examples for training and test are told apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Splitting {
    /// At random, another split in every repeat, with the same share of every class.
    #[default]
    Stratified,
    /// As the data set is published, the same in every repeat. Some sets are published in one part:
    /// they cannot be split so.
    Customary,
    /// Cross-validation: `{ folds = k }`, k from 2 to the number of examples. The examples of every
    /// class are dealt to k parts, each of which is the test part of one run; another deal in every
    /// repeat.
    Folds(usize),
}

impl Splitting {
    /// Runs that one repeat takes: one for each fold.
    pub fn runs(self) -> usize {
        match self {
            Splitting::Folds(folds) => folds.max(1),
            _ => 1,
        }
    }

    /// The rows of each part in the given run of a repeat, from 0 to [`runs`](Self::runs) − 1.
    /// `test_fraction` is for a stratified split. `stream` is the same for all runs of one repeat.
    pub fn split(
        self,
        table: &Table,
        test_fraction: f64,
        run: usize,
        stream: &mut Stream,
    ) -> Result<Split, dataset::Error> {
        match self {
            Splitting::Stratified => stratified_split(table, test_fraction, stream),
            Splitting::Customary => customary_split(table),
            Splitting::Folds(folds) => Ok(stratified_folds(table, folds, stream)?.swap_remove(run)),
        }
    }
}

/// What a data set is called in figures and metrics: its name, or that of its file.
pub fn name_of_source(source: &Source) -> String {
    let file = match source {
        Source::Named(name) => return name.clone(),
        Source::Generated(set) => return set.generate.clone(),
        Source::Csv(file) => &file.csv,
        Source::Idx(files) => &files.idx_images,
        Source::Proben1(file) => &file.proben1,
    };
    let stem = file.file_stem().unwrap_or(file.as_os_str());
    stem.to_string_lossy().into_owned()
}

/// A method's name in running text.
pub fn name_of_method(method: &Entry) -> Text {
    Text::new(method.english, method.russian)
}

/// A name as part of a metric's or a file's name: letters and digits in lower case, all else as one `_`; a sign
/// that ends a word is written out (`Rprop+` is `rprop_plus`).
pub fn snake_case(name: &str) -> String {
    let mut words = String::new();
    let mut characters = name.chars().peekable();
    let mut before = ' ';
    while let Some(c) = characters.next() {
        let ends_word =
            before.is_alphanumeric() && !characters.peek().is_some_and(|c| c.is_alphanumeric());
        let mut written = |word: &str| {
            if !words.is_empty() && !words.ends_with('_') {
                words.push('_');
            }
            words.push_str(word);
        };
        match c {
            '+' if ends_word => written("plus"),
            '-' | '−' if ends_word => written("minus"),
            c if c.is_alphanumeric() => words.extend(c.to_lowercase()),
            _ => written(""),
        }
        before = c;
    }
    words.trim_end_matches('_').to_owned()
}

/// Hidden layers of one activation and the output layer behind them.
pub fn layers(hidden: &[usize], activation: Activation, output: Layer) -> Vec<Layer> {
    let hidden = hidden.iter().map(|&units| Layer { units, activation });
    hidden.chain([output]).collect()
}

/// Checks the setting `hidden`: the units of every hidden layer.
pub fn check_hidden(hidden: &[usize], ranges: &mut Ranges) {
    check_hidden_at("hidden", hidden, ranges);
}

/// Checks the units of every hidden layer, given under a key.
pub fn check_hidden_at(key: &str, hidden: &[usize], ranges: &mut Ranges) {
    if hidden.len() > MOST_LAYERS {
        let message = format!(
            "has {} layers, must have at most {MOST_LAYERS}",
            hidden.len()
        );
        ranges.wrong(key, message);
    }
    for (i, units) in hidden.iter().enumerate() {
        if !(1..=MOST_UNITS).contains(units) {
            let message = format!("is {units}, must be from 1 to {MOST_UNITS}");
            ranges.wrong(format!("{key}[{i}]"), message);
        }
    }
}

/// What is said of an activation that no method can train.
pub fn untrainable(activation: Activation) -> Option<&'static str> {
    (activation == Activation::Threshold)
        .then_some("is `threshold`, whose slope is 0: no method here can train it")
}

/// Checks the setting `activation`, of hidden units that are to be trained.
pub fn check_activation(activation: Activation, ranges: &mut Ranges) {
    if let Some(message) = untrainable(activation) {
        ranges.wrong("activation", message);
    }
    if activation == Activation::Softmax {
        ranges.wrong(
            "activation",
            "is `softmax`, which only an output layer can have: choose another one for the \
             hidden units",
        );
    }
}

/// The memory of the largest job, in bytes: `numbers` in the data and in each layer's outputs for
/// them, and the n × n matrices of BFGS (one) and Levenberg–Marquardt (the matrix, its factor and
/// the products it is put together from) for n `weights`.
pub fn memory_bytes<'a>(
    numbers: u64,
    weights: u64,
    methods: impl Iterator<Item = &'a Method>,
) -> u64 {
    let matrices = methods.map(|method| match (method.entry().needs, method) {
        (Needs::NormalEquations, _) => 3,
        (_, Method::Bfgs(_)) => 1,
        _ => 0,
    });
    let squares = weights
        .saturating_mul(weights)
        .saturating_mul(matrices.max().unwrap_or(0));
    let vectors = numbers
        .saturating_mul(3)
        .saturating_add(weights.saturating_mul(10));
    squares.saturating_add(vectors).saturating_mul(8)
}

/// All encoded examples.
pub fn batch_of(examples: &Examples) -> Batch<'_> {
    Batch {
        rows: examples.rows(),
        inputs: examples.input_slice(),
        targets: examples.target_slice(),
    }
}

/// What a network is trained on.
pub struct Lesson<'a> {
    pub network: &'a Perceptron,
    pub train: &'a Examples,
    /// Without examples nothing is watched.
    pub validation: &'a Examples,
}

impl Lesson<'_> {
    /// Trains `w` in place.
    ///
    /// # Errors
    /// [`Failure::Interrupted`] once the user has asked to stop; else what [`train`] says.
    pub fn learn(
        &self,
        method: &Method,
        w: &mut [f64],
        training: &Training,
        batches: &mut Stream,
        context: &Context,
    ) -> Result<Trained, Failure> {
        let mut objective = NetworkObjective::new(self.network, batch_of(self.train));
        if self.validation.rows() > 0 {
            objective = objective.validated_by(batch_of(self.validation));
        }
        let mut optimizer = method.optimizer(self.network.weights());
        let interrupted = context.interrupted;
        let trained = train(
            &mut objective,
            &mut *optimizer,
            w,
            training,
            batches,
            interrupted,
        )
        .map_err(Failure::told)?;
        match trained.stop {
            StopReason::Interrupted => Err(Failure::Interrupted),
            _ => Ok(trained),
        }
    }
}

/// The weights of every unit of the first layer, laid out as the inputs are.
pub struct Pictures {
    pub width: usize,
    pub height: usize,
    pub units: Vec<Vec<f64>>,
}

impl Pictures {
    /// `None` where the inputs are no pictures.
    pub fn of(network: &Perceptron, w: &[f64], encoder: &Encoder) -> Option<Self> {
        let (inputs, units) = network.fans(0);
        let matrix = network.matrix(0, w);
        let mut size = None;
        let mut pictures = Vec::with_capacity(units);
        for unit in 0..units {
            let weights: Vec<f64> = (0..inputs).map(|i| matrix[i * units + unit]).collect();
            let (picture, pixels) = encoder.as_picture(&weights)?;
            size = Some(picture);
            pictures.push(pixels);
        }
        size.map(|size| Pictures {
            width: size.width,
            height: size.height,
            units: pictures,
        })
    }

    /// Methods differ in how large their weights become, and weights of pixels that are hardly ever
    /// lit run away: a scale for each picture, on which such pixels have its end colour.
    pub fn panel(&self, per_row: usize, colours: Colours) -> Panel {
        let picture = |values: &Vec<f64>| Picture {
            caption: Text::default(),
            values: values.clone(),
        };
        let mark = Mark::Images {
            label: Text::new("weight", "вес"),
            width: self.width,
            height: self.height,
            per_row,
            pictures: self.units.iter().map(picture).collect(),
            colours,
            shared_scale: false,
        };
        Panel::new(Axis::default(), Axis::default(), vec![mark])
    }
}

/// Lower quartile, median, upper quartile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    pub low: f64,
    pub middle: f64,
    pub high: f64,
}

impl Spread {
    pub fn of(sample: &[f64]) -> Self {
        let [low, middle, high] = statistics::quartiles(sample);
        Spread { low, middle, high }
    }

    /// A number alone where all three are the same, as they are for a single run.
    pub fn cell(self, decimals: usize) -> Cell {
        if self.low == self.high {
            return Cell::Number {
                value: self.middle,
                decimals,
            };
        }
        Cell::Spread {
            low: self.low,
            middle: self.middle,
            high: self.high,
            decimals,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spread_is_the_quartiles() {
        let spread = Spread::of(&[4.0, 1.0, 3.0, 2.0, 5.0]);
        assert_eq!((spread.low, spread.middle, spread.high), (2.0, 3.0, 4.0));
    }

    #[test]
    fn names_become_parts_of_metrics() {
        for (name, metric) in [
            ("Quickprop + hyperbolic error", "quickprop_hyperbolic_error"),
            ("10-5-10", "10_5_10"),
            ("iRprop+", "irprop_plus"),
            ("Rprop−", "rprop_minus"),
            ("Rprop- (1993)", "rprop_minus_1993"),
            ("η = 0.5", "η_0_5"),
            ("—", ""),
        ] {
            assert_eq!(snake_case(name), metric);
        }
    }
}
