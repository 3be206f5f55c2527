//! The kind `hopfield-storage`: what a network of few units makes of the random patterns that it
//! stores, as in the paper of 1982.

mod explain;
mod figures;
mod point;
mod results;
#[cfg(test)]
mod tests;

use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::memory::{Hopfield, Patterns, Rule, StorageCounts, Units};
use crate::outcome::{Outcome, Text};
use point::Point;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

use super::names::units_key;

const MOST_NEURONS: usize = 2000;
const MOST_PATTERNS: usize = 2000;
const MOST_COUNTS: usize = 50;
const MOST_NETWORKS: usize = 1_000_000;
const MOST_SWEEPS: usize = 100_000;

/// Settings of the kind `hopfield-storage`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Storage {
    /// Units N of each network, 2 to 2000. Default 100.
    pub neurons: usize,
    /// Numbers n of stored random patterns, 1 to 50 rising numbers from 1 to 2000. Default 5 to 15.
    pub patterns: Vec<usize>,
    /// What a unit's output counts as, one or both of `binary` (0/1, as in the paper) and `bipolar`
    /// (±1). Default both.
    pub units: Vec<Units>,
    /// Networks with patterns of their own at each number of patterns, 1 to 1000000. Default 2000.
    pub networks: usize,
    /// Most wrong units with which a pattern counts as nearly recalled, 0 to N. Default 5.
    pub errors: usize,
    /// Sweeps after which a relaxation is given up, 1 to 100000. Default 1000.
    pub sweeps: usize,
}

impl Default for Storage {
    fn default() -> Self {
        Storage {
            neurons: 100,
            patterns: (5..=15).collect(),
            units: vec![Units::Binary, Units::Bipolar],
            networks: 2000,
            errors: 5,
            sweeps: 1000,
        }
    }
}

impl Settings for Storage {
    const KIND: &'static str = "hopfield-storage";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    type Part = Point;

    fn summary() -> Text {
        Text::new(
            "How many random patterns a Hopfield network keeps, counted as in the paper of 1982",
            "Сколько случайных образов хранит сеть Хопфилда: подсчёт, как в статье 1982 года",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        let mut count = |key: &str, value: usize, least: usize, most: usize| {
            ranges.within(key, value as f64, least as f64, most as f64);
        };
        count("neurons", self.neurons, 2, MOST_NEURONS);
        count("networks", self.networks, 1, MOST_NETWORKS);
        count("errors", self.errors, 0, self.neurons);
        count("sweeps", self.sweeps, 1, MOST_SWEEPS);
        ranges.entries("units", self.units.len(), 1, 2);
        ranges.distinct("units", &self.units);
        ranges.entries("patterns", self.patterns.len(), 1, MOST_COUNTS);
        super::check_rising("patterns", &self.patterns, 1, MOST_PATTERNS, &mut ranges);
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        let most = self.patterns.last().copied().unwrap_or(1);
        let jobs = self.units.len() * self.patterns.len();
        let network = 2 * self.neurons * (most + 64) + 16 * self.neurons;
        (jobs * (network + 16 * self.networks) + (1 << 20)) as u64
    }

    fn jobs(&self, _context: &Context) -> usize {
        self.units.len() * self.patterns.len()
    }

    fn run(&self, job: usize, context: &Context) -> Result<Point, Failure> {
        let units = self.units[job / self.patterns.len()];
        let patterns = self.patterns[job % self.patterns.len()];
        let mut point = Point::new(units, patterns, self.neurons);
        let purpose = format!("{} {patterns} patterns", units_key(units));
        for repeat in 0..self.networks as u64 {
            context.go_on()?;
            let mut stream = context.stream_of(&purpose, repeat);
            let stored = Patterns::random(patterns, self.neurons, &mut stream);
            let network = Hopfield::new(units, Rule::Hebb, stored).map_err(Failure::told)?;
            let mut counts = StorageCounts::new(self.neurons);
            counts.add(&network, self.sweeps, &mut stream);
            point.add(&counts);
        }
        Ok(point)
    }

    fn assemble(&self, parts: Vec<Point>, _context: &Context) -> Result<Outcome, Failure> {
        Ok(results::outcome(self, &parts))
    }
}
