//! What is to be learned: a data set, or noisy points of a sine wave.

use super::WeightDecay;
use crate::dataset::{self, Column, Encoder, Examples, Parts, Table, Target, Values};
use crate::experiment::supervised::Splitting;
use crate::math::elementary::sin;
use crate::random::Stream;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::f64::consts::TAU;
use std::path::Path;

/// Points (x, sin 2πx + noise), x from 0 to 1: evenly spaced to learn from, uniformly drawn for the
/// test.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Curve {
    /// Points to learn from, 2 to 10000. Default 12.
    pub examples: usize,
    /// Points for the test, 2 to 100000. Default 400.
    pub test_examples: usize,
    /// Standard deviation of the noise on y, 0 to 10. Default 0.25.
    pub noise: f64,
}

impl Default for Curve {
    fn default() -> Self {
        Curve {
            examples: 12,
            test_examples: 400,
            noise: 0.25,
        }
    }
}

impl Curve {
    /// The wave without noise.
    pub fn truth(x: f64) -> f64 {
        sin(TAU * x)
    }

    fn draw(&self, stream: &mut Stream) -> Table {
        let rows = self.examples + self.test_examples;
        let even = |row: usize| (row as f64 + 0.5) / self.examples as f64;
        let place = |row| {
            if row < self.examples {
                even(row)
            } else {
                stream.uniform()
            }
        };
        let x: Vec<f64> = (0..rows).map(place).collect();
        let noisy = |&x: &f64| Curve::truth(x) + self.noise * stream.normal();
        let values = x.iter().map(noisy).collect();
        Table {
            name: "curve".into(),
            columns: vec![Column {
                name: "x".into(),
                values: Values::Numeric(x),
            }],
            target: Target::Real {
                name: "y".into(),
                values,
            },
            parts: Some(Parts {
                train: self.examples,
                validation: 0,
                test: self.test_examples,
            }),
            picture: None,
        }
    }
}

/// The encoded parts of a task.
pub struct Prepared {
    pub encoder: Encoder,
    pub train: Examples,
    pub test: Examples,
}

impl WeightDecay {
    /// Draws or reads the examples. `stream` gives the stream of a purpose.
    pub fn table(
        &self,
        base: &Path,
        stream: &impl Fn(&str) -> Stream,
    ) -> Result<Table, dataset::Error> {
        match &self.curve {
            Some(curve) => Ok(curve.draw(&mut stream("examples"))),
            None => self.data.load(base, &mut stream("examples")),
        }
    }

    /// Splits and encodes them.
    pub fn prepare(
        &self,
        table: &Table,
        stream: &impl Fn(&str) -> Stream,
    ) -> Result<Prepared, dataset::Error> {
        let splitting = match self.curve {
            Some(_) => Splitting::Customary,
            None => self.split,
        };
        let fraction = self.test_fraction;
        let split = splitting.split(table, fraction, 0, &mut stream("split"))?;
        let mut train = split.train;
        if let Some(most) = self.train_examples {
            stream("train examples").shuffle(&mut train);
            train.truncate(most);
            train.sort_unstable();
        }
        let encoder = Encoder::fit(table, &train, self.scaling)?;
        Ok(Prepared {
            train: encoder.encode(table, &train),
            test: encoder.encode(table, &split.test),
            encoder,
        })
    }
}
