//! Initial weights that are given, not drawn.

use crate::dataset::read_numbers;
use crate::experiment::ranges::Ranges;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Given weights: the numbers, or the file they stand in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum InitialWeights {
    /// The numbers.
    Numbers(Vec<f64>),
    /// A CSV or NumPy file (float64), relative to the folder of the settings.
    File(PathBuf),
}

impl InitialWeights {
    /// The file, where there is one.
    pub fn file(&self, base: &Path) -> Option<PathBuf> {
        match self {
            InitialWeights::Numbers(_) => None,
            InitialWeights::File(file) => Some(base.join(file)),
        }
    }

    /// The numbers.
    pub fn read(&self, base: &Path) -> Result<Vec<f64>, String> {
        match self {
            InitialWeights::Numbers(numbers) => {
                match numbers.iter().position(|number| !number.is_finite()) {
                    Some(place) => Err(format!(
                        "number {} is {}, must be finite",
                        place + 1,
                        numbers[place]
                    )),
                    None => Ok(numbers.clone()),
                }
            }
            InitialWeights::File(file) => {
                read_numbers(&base.join(file)).map_err(|error| error.to_string())
            }
        }
    }
}

/// Checks the setting `initial_weights` of a network of so many weights.
pub fn check(weights: &Option<InitialWeights>, expected: usize, base: &Path, ranges: &mut Ranges) {
    let Some(weights) = weights else {
        return;
    };
    match weights.read(base) {
        Ok(numbers) if numbers.len() == expected => {}
        Ok(numbers) => {
            let message = format!(
                "has {} numbers, but the network has {expected} weights",
                numbers.len()
            );
            ranges.wrong("initial_weights", message);
        }
        Err(message) => ranges.wrong("initial_weights", format!("cannot be used: {message}")),
    }
}
