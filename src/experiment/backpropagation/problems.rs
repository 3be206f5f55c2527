//! What is wrong with settings of the right type.

use super::Backpropagation;
use crate::experiment::Problem;
use crate::experiment::ranges::Ranges;
use crate::experiment::supervised::{check_activation, untrainable};

const MOST_LAYERS: usize = 5;
const MOST_UNITS: usize = 6;
const MOST_EXAMPLES: usize = 64;
const MOST_STEPS: usize = 1_000_000;

/// Everything wrong with the settings.
pub fn all(settings: &Backpropagation) -> Vec<Problem> {
    let mut ranges = Ranges::default();
    ranges.entries("layers", settings.layers.len(), 2, MOST_LAYERS);
    for (place, &units) in settings.layers.iter().enumerate() {
        whole(&format!("layers[{place}]"), units, MOST_UNITS, &mut ranges);
    }
    check_activation(settings.activation, &mut ranges);
    if let Some(message) = untrainable(settings.output) {
        ranges.wrong("output", message);
    }
    if let Err(error) = settings.initialisation.check() {
        ranges.wrong("initialisation", error.to_string());
    }
    ranges.positive("learning_rate", settings.learning_rate, 1000.0);
    whole("steps", settings.steps, MOST_STEPS, &mut ranges);
    if ranges.problems.is_empty() {
        settings.check_numbers(&mut ranges);
    }
    ranges.problems
}

fn whole(key: &str, found: usize, most: usize, ranges: &mut Ranges) {
    if !(1..=most).contains(&found) {
        ranges.wrong(key, format!("is {found}, must be from 1 to {most}"));
    }
}

impl Backpropagation {
    /// Examples and weights, which depend on the layers.
    fn check_numbers(&self, ranges: &mut Ranges) {
        let network = match self.network() {
            Ok(network) => network,
            Err(message) => return ranges.wrong("output", format!("does not fit: {message}")),
        };
        ranges.entries("examples", self.examples.len(), 0, MOST_EXAMPLES);
        for (place, example) in self.examples.iter().enumerate() {
            let key = |part: &str| format!("examples[{place}].{part}");
            numbers(
                key("input"),
                &example.input,
                network.inputs(),
                "input",
                ranges,
            );
            numbers(
                key("target"),
                &example.target,
                network.outputs(),
                "output",
                ranges,
            );
        }
        if let Some(weights) = &self.initial_weights {
            let key = "initial_weights".to_owned();
            numbers(key, weights, network.weights(), "weight", ranges);
        }
    }
}

fn numbers(key: String, found: &[f64], wanted: usize, what: &str, ranges: &mut Ranges) {
    if found.len() != wanted {
        let (length, plural) = (found.len(), if wanted == 1 { "" } else { "s" });
        let message = format!("is of length {length}, but the network has {wanted} {what}{plural}");
        ranges.wrong(key, message);
    } else if let Some(place) = found.iter().position(|number| !number.is_finite()) {
        let message = format!("is {}, must be finite", found[place]);
        ranges.wrong(format!("{key}[{place}]"), message);
    }
}
