//! What is wrong with settings of the right type.

use super::{WeightDecay, learn};
use crate::dataset;
use crate::experiment::ranges::Ranges;
use crate::experiment::supervised::{Splitting, check_activation, check_hidden};
use crate::experiment::{Problem, Settings};
use crate::optimize::MethodSettings;
use crate::random::Stream;
use crate::train::BatchSize;
use std::path::Path;

const MOST_DECAYS: usize = 12;
const LARGEST_DECAY: f64 = 1000.0;
const MOST_SIZES: usize = 20;
const MOST_UNITS: usize = 1000;
const MOST_EPOCHS: u64 = 1_000_000;
const MOST_PER_ROW: usize = 100;

/// The sizes of a job.
pub struct Shape {
    /// Numbers in the data and in each layer's outputs for them.
    pub numbers: u64,
    pub weights: u64,
}

/// Everything wrong with the settings.
pub fn all(settings: &WeightDecay, base: &Path) -> Vec<Problem> {
    let mut ranges = Ranges::default();
    settings.check_task(&mut ranges);
    check_hidden(&settings.hidden, &mut ranges);
    check_activation(settings.activation, &mut ranges);
    if let Err(error) = settings.initialisation.check() {
        ranges.wrong("initialisation", error.to_string());
    }
    settings.check_decays(&mut ranges);
    settings.check_sizes(&mut ranges);
    settings.check_method(&mut ranges);
    // The data are looked at only with settings that make sense.
    if ranges.problems.is_empty()
        && let Err(problem) = settings.shape(base)
    {
        ranges.problems.push(problem);
    }
    ranges.problems
}

impl WeightDecay {
    /// What is wrong with the data set or the network for it, or the sizes of both.
    pub fn shape(&self, base: &Path) -> Result<Shape, Problem> {
        // Only whether it works and how large it is matters here, not which rows are drawn.
        let stream = |purpose: &str| Stream::new(0, Self::KIND, purpose, 0);
        let table = self.table(base, &stream).map_err(unusable)?;
        let prepared = self.prepare(&table, &stream).map_err(unusable)?;
        if prepared.test.rows() == 0 {
            return Err(Problem::new(
                "split",
                "leaves no examples for the test; set `split = \"stratified\"`",
            ));
        }
        let train = &prepared.train;
        let mut shape = Shape {
            numbers: 0,
            weights: 0,
        };
        for variant in self.variants() {
            let network = learn::network(self, &variant.hidden, train)
                .map_err(|message| Problem::new("hidden", message))?;
            let units: usize = variant.hidden.iter().sum();
            let width = (units + train.features() + train.outputs()) as u64;
            let numbers = width.saturating_mul(table.rows() as u64);
            shape.numbers = shape.numbers.max(numbers);
            shape.weights = shape.weights.max(network.weights() as u64);
        }
        Ok(shape)
    }

    fn check_task(&self, ranges: &mut Ranges) {
        if let Splitting::Folds(_) = self.split {
            let message = "has folds, but this kind makes one split a repeat: set `stratified` or `customary`";
            ranges.wrong("split", message);
        }
        let test = self.test_fraction;
        if !(test > 0.0 && test < 1.0) {
            let message = format!("is {test}, must be above 0 and below 1");
            ranges.wrong("test_fraction", message);
        }
        if let Some(examples) = self.train_examples
            && examples < 2
        {
            let message = format!("is {examples}, must be at least 2");
            ranges.wrong("train_examples", message);
        }
        if let Some(curve) = &self.curve {
            let whole = |value: usize| value as f64;
            ranges.within("curve.examples", whole(curve.examples), 2.0, 1e4);
            ranges.within("curve.test_examples", whole(curve.test_examples), 2.0, 1e5);
            ranges.within("curve.noise", curve.noise, 0.0, 10.0);
        }
        if !(1..=MOST_PER_ROW).contains(&self.weights_per_row) {
            let found = self.weights_per_row;
            let message = format!("is {found}, must be from 1 to {MOST_PER_ROW}");
            ranges.wrong("weights_per_row", message);
        }
    }

    fn check_decays(&self, ranges: &mut Ranges) {
        ranges.entries("decays", self.decays.len(), 1, MOST_DECAYS);
        for (place, &decay) in self.decays.iter().enumerate() {
            ranges.within(format!("decays[{place}]"), decay, 0.0, LARGEST_DECAY);
        }
        ranges.rising("decays", &self.decays);
    }

    fn check_sizes(&self, ranges: &mut Ranges) {
        ranges.entries("sizes", self.sizes.len(), 0, MOST_SIZES);
        for (place, &units) in self.sizes.iter().enumerate() {
            if !(1..=MOST_UNITS).contains(&units) {
                let message = format!("is {units}, must be from 1 to {MOST_UNITS}");
                ranges.wrong(format!("sizes[{place}]"), message);
            }
        }
        ranges.rising("sizes", &self.sizes);
        ranges.within("sizes_decay", self.sizes_decay, 0.0, LARGEST_DECAY);
    }

    fn check_method(&self, ranges: &mut Ranges) {
        let entry = self.method.entry();
        for problem in self.method.problems() {
            ranges.wrong(format!("method.{}", problem.key), problem.to_string());
        }
        match self.method.setting("weight_decay") {
            None => ranges.wrong("method", "has no weight decay: choose another one"),
            // AdamW comes with one of its own.
            Some(decay) if decay != 0.0 && Some(decay) != entry_default(&self.method) => {
                let message =
                    format!("is {decay}, but here ρ is what `decays` lists: leave it out");
                ranges.wrong("method.weight_decay", message);
            }
            Some(_) => {}
        }
        if entry.needs.full_batch() && self.batch != BatchSize::Full {
            let (name, batch) = (entry.english, self.batch);
            let message = format!("is {batch}, but {name} takes the full batch only");
            ranges.wrong("batch", message);
        }
        ranges.within("epochs", self.epochs as f64, 1.0, MOST_EPOCHS as f64);
    }
}

/// The decay with which a method comes.
fn entry_default(method: &crate::optimize::Method) -> Option<f64> {
    (method.entry().default)().setting("weight_decay")
}

fn unusable(error: dataset::Error) -> Problem {
    match error {
        dataset::Error::NoCustomarySplit { table } => Problem::new(
            "split",
            format!("is `customary`, but {table} has no such split: set `stratified`"),
        ),
        error => Problem::new("data", format!("cannot be used: {error}")),
    }
}
