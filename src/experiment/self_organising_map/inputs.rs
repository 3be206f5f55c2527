//! What a map learns: points of a figure in the plane, colours, or the rows of a data set.

use super::SelfOrganisingMap;
use crate::dataset::{self, Encoder, Scaling};
use crate::experiment::Problem;
use crate::outcome::Text;
use crate::random::Stream;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::f64::consts::PI;
use std::path::Path;

/// Inner radius of the ring as a share of the outer.
const HOLE: f64 = 0.5;

/// A figure or body in which inputs lie uniformly.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Distribution {
    /// The unit square.
    Square,
    /// The equilateral triangle of side 1.
    Triangle,
    /// The disc of diameter 1.
    Disc,
    /// The same disc without its inner half.
    Ring,
    /// Red, green and blue, each from 0 to 1.
    Colours,
}

impl Distribution {
    fn dimensions(self) -> usize {
        match self {
            Distribution::Colours => 3,
            _ => 2,
        }
    }

    /// The area of a figure in the plane.
    pub fn area(self) -> Option<f64> {
        match self {
            Distribution::Square => Some(1.0),
            Distribution::Triangle => Some(0.75_f64.sqrt() / 2.0),
            Distribution::Disc => Some(PI / 4.0),
            Distribution::Ring => Some(PI / 4.0 * (1.0 - HOLE * HOLE)),
            Distribution::Colours => None,
        }
    }

    /// One input, by rejection from the unit cube.
    fn draw(self, stream: &mut Stream, data: &mut Vec<f64>) {
        loop {
            let [x, y] = [stream.uniform(), stream.uniform()];
            let radius = ((x - 0.5) * (x - 0.5) + (y - 0.5) * (y - 0.5)).sqrt();
            let inside = match self {
                Distribution::Square => true,
                // The height above an edge is at most √3 times the way to the nearer corner.
                Distribution::Triangle => y <= 3.0_f64.sqrt() * x.min(1.0 - x),
                Distribution::Disc => radius <= 0.5,
                Distribution::Ring => (0.5 * HOLE..=0.5).contains(&radius),
                Distribution::Colours => {
                    data.extend([x, y, stream.uniform()]);
                    return;
                }
            };
            if inside {
                data.extend([x, y]);
                return;
            }
        }
    }
}

/// The inputs and what their components and classes are called.
pub struct Inputs {
    /// Input after input.
    pub data: Vec<f64>,
    pub dimensions: usize,
    pub names: Vec<Text>,
    /// The class of every input; empty where there are none.
    pub labels: Vec<usize>,
    pub classes: Vec<String>,
    /// What turns a data set into numbers.
    pub encoder: Option<Encoder>,
}

impl Inputs {
    /// Draws or loads the inputs.
    pub fn of(
        settings: &SelfOrganisingMap,
        base: &Path,
        stream: &mut Stream,
    ) -> Result<Self, Problem> {
        match &settings.data {
            Some(data) => {
                let unusable = |error: dataset::Error| {
                    Problem::new("data", format!("cannot be used: {error}"))
                };
                let table = data.load(base, stream).map_err(unusable)?;
                let usual = match table.picture {
                    Some(_) => Scaling::SharedMinMax,
                    None => Scaling::Standard,
                };
                let rows: Vec<usize> = (0..table.rows()).collect();
                let scaling = settings.scaling.unwrap_or(usual);
                let encoder = Encoder::fit(&table, &rows, scaling).map_err(unusable)?;
                let examples = encoder.encode(&table, &rows);
                Ok(Inputs {
                    data: examples.input_slice().to_vec(),
                    dimensions: examples.features(),
                    names: examples.feature_names.iter().map(Text::same).collect(),
                    labels: examples.labels,
                    classes: examples.classes,
                    encoder: Some(encoder),
                })
            }
            None => Ok(Self::drawn(
                settings.inputs.unwrap_or(Distribution::Square),
                settings.examples,
                stream,
            )),
        }
    }

    fn drawn(distribution: Distribution, examples: usize, stream: &mut Stream) -> Self {
        let dimensions = distribution.dimensions();
        let mut data = Vec::with_capacity(examples * dimensions);
        for _ in 0..examples {
            distribution.draw(stream, &mut data);
        }
        let names = match distribution {
            Distribution::Colours => vec![
                Text::new("red", "красный"),
                Text::new("green", "зелёный"),
                Text::new("blue", "синий"),
            ],
            _ => vec![Text::same("x₁"), Text::same("x₂")],
        };
        Inputs {
            data,
            dimensions,
            names,
            labels: Vec::new(),
            classes: Vec::new(),
            encoder: None,
        }
    }

    /// Number of inputs.
    pub fn count(&self) -> usize {
        self.data.len() / self.dimensions
    }

    /// At most `most` inputs, evenly chosen, because data sets may be sorted by class.
    pub fn some(&self, most: usize) -> Vec<usize> {
        let count = self.count();
        let chosen = count.min(most);
        (0..chosen).map(|k| k * count / chosen).collect()
    }

    /// The inputs of these numbers.
    pub fn of_numbers(&self, numbers: &[usize]) -> Vec<f64> {
        let input = |&number: &usize| &self.data[number * self.dimensions..][..self.dimensions];
        numbers.iter().flat_map(input).copied().collect()
    }

    /// A component in the units of the data set.
    pub fn unscaled(&self, component: usize, value: f64) -> f64 {
        match &self.encoder {
            Some(encoder) => encoder.unscaled(component, value),
            None => value,
        }
    }
}
