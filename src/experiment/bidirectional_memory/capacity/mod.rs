//! The kind `bam-capacity`: how many random pairs a bidirectional associative memory keeps.

mod explain;
mod figures;
mod measured;
mod results;
mod theory;

use super::Units;
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::outcome::{Outcome, Text};
use measured::Measured;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

const MOST_LAYERS: usize = 4;
const MOST_UNITS: usize = 4096;
const MOST_LOADS: usize = 100;
const MOST_PAIRS: usize = 8192;

/// Settings of the kind `bam-capacity`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct BamCapacity {
    /// Units of layer A and of layer B of each memory, 1 to 4 such pairs, each number 2 to 4096.
    /// Default [[100, 100], [200, 50]].
    pub layers: Vec<[usize; 2]>,
    /// What the units count as: `binary` (1 and 0, as in Kosko's paper) or `bipolar` (1 and −1).
    /// Default bipolar.
    pub units: Units,
    /// Numbers of stored pairs as shares of min(n, p), each above 0 to 2, 1 to 100 of them, none
    /// twice; rounded, at least one pair. Default 0.02, 0.04 … 0.2, 0.25 … 0.4, 0.5, 0.6, 0.8, 1.
    pub loads: Vec<f64>,
    /// Memories of other random pairs at each load, 1 to 10000. Default 60.
    pub memories: usize,
    /// Share of the pixels of A that are flipped in cues, 0 to 0.5. Default 0.1.
    pub noise: f64,
    /// Pairs of each memory that are recalled from noise, 1 to 1000, or all there are. Default 10.
    pub recalled: usize,
    /// Most passes of one recall, 2 to 10000. Default 100.
    pub max_passes: usize,
}

impl Default for BamCapacity {
    fn default() -> Self {
        let fine = (1..=10).map(|step| f64::from(step) / 50.0);
        BamCapacity {
            layers: vec![[100, 100], [200, 50]],
            units: Units::Bipolar,
            loads: fine
                .chain([0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.8, 1.0])
                .collect(),
            memories: 60,
            noise: 0.1,
            recalled: 10,
            max_passes: 100,
        }
    }
}

impl BamCapacity {
    /// Stored pairs at a load.
    fn pairs(&self, [n, p]: [usize; 2], load: f64) -> usize {
        ((load * n.min(p) as f64).round() as usize).max(1)
    }

    fn check_layers(&self, ranges: &mut Ranges) {
        ranges.entries("layers", self.layers.len(), 1, MOST_LAYERS);
        ranges.distinct("layers", &self.layers);
        for (index, units) in self.layers.iter().enumerate() {
            for (layer, units) in units.iter().enumerate() {
                let key = format!("layers[{index}][{layer}]");
                ranges.within(key, *units as f64, 2.0, MOST_UNITS as f64);
            }
        }
    }
}

impl Settings for BamCapacity {
    const KIND: &'static str = "bam-capacity";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    type Part = Measured;

    fn summary() -> Text {
        Text::new(
            "How many random pairs Kosko's BAM keeps, against min(n, p) and the closed form",
            "Сколько случайных пар хранит ДАП Коско: min(n, p) и формула",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        self.check_layers(&mut ranges);
        ranges.entries("loads", self.loads.len(), 1, MOST_LOADS);
        for (index, load) in self.loads.iter().enumerate() {
            ranges.positive(format!("loads[{index}]"), *load, 2.0);
        }
        ranges.distinct("loads", &self.loads);
        ranges.within("memories", self.memories as f64, 1.0, 10_000.0);
        ranges.within("noise", self.noise, 0.0, 0.5);
        ranges.within("recalled", self.recalled as f64, 1.0, 1000.0);
        ranges.within("max_passes", self.max_passes as f64, 2.0, 10_000.0);
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        let units = self.layers.iter().map(|[n, p]| n + p).max().unwrap_or(0);
        (2 * units * MOST_PAIRS) as u64
    }

    fn jobs(&self, _context: &Context) -> usize {
        self.layers.len() * self.loads.len()
    }

    fn run(&self, job: usize, context: &Context) -> Result<Measured, Failure> {
        let (layers, load) = (job / self.loads.len(), job % self.loads.len());
        Measured::of(self, self.layers[layers], self.loads[load], job, context)
    }

    fn assemble(&self, parts: Vec<Measured>, _context: &Context) -> Result<Outcome, Failure> {
        let curves: Vec<&[Measured]> = parts.chunks(self.loads.len()).collect();
        let mut outcome = Outcome::default();
        let sorted: Vec<Vec<&Measured>> = curves.iter().map(|curve| by_pairs(curve)).collect();
        results::add(self, &sorted, &mut outcome);
        outcome.figures = figures::all(self, &sorted);
        outcome.series.push(results::series(&sorted));
        Ok(outcome)
    }
}

fn by_pairs(curve: &[Measured]) -> Vec<&Measured> {
    let mut sorted: Vec<&Measured> = curve.iter().collect();
    sorted.sort_by_key(|measured| measured.pairs);
    sorted
}
