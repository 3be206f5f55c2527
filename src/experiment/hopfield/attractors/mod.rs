//! The kind `hopfield-attractors`: where random starts end, counted by kind: stored patterns,
//! reversed ones, mixtures and others; and all fixed points of small networks, state by state.

mod census;
mod enumerate;
mod explain;
mod figures;
mod results;
mod sort;
#[cfg(test)]
mod tests;

use super::check_rising;
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::memory::{Rule, Units};
use crate::outcome::{Outcome, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

const MOST_NEURONS: usize = 5000;
const MOST_COUNTS: usize = 50;
const MOST_NETWORKS: usize = 10_000;
const MOST_STARTS: usize = 1_000_000;
const MOST_SWEEPS: usize = 100_000;
/// Units of networks whose 2^N states are gone through.
const MOST_ENUMERATED: usize = 20;

/// Settings of the kind `hopfield-attractors`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Attractors {
    /// Units N, 10 to 5000. Default 200.
    pub neurons: usize,
    /// Numbers p of stored random patterns, 1 to 50 rising numbers from 1 to N. Default [1, 2, 3, 5,
    /// 7, 10, 15, 20, 25, 30, 40].
    pub patterns: Vec<usize>,
    /// The number of patterns, one of those above, whose fixed points are listed and whose energies
    /// are drawn. Default 7.
    pub listed: usize,
    /// What a unit's output counts as: `bipolar` (±1) or `binary` (0/1). Default `bipolar`.
    pub units: Units,
    /// How patterns are stored: `hebb` or `pseudo-inverse`. Default `hebb`.
    pub rule: Rule,
    /// Networks at each number of patterns, 1 to 10000. Default 5.
    pub networks: usize,
    /// Random starts of each network, 1 to 1000000. Default 400.
    pub starts: usize,
    /// Share of units in which a state may differ from a pattern or mixture and still count as one,
    /// from 0 to 0.2. Default 0.03.
    pub errors: f64,
    /// Sweeps or steps after which a relaxation is given up, 1 to 100000. Default 1000.
    pub sweeps: usize,
    /// Small networks of the same rule and units whose states are all gone through.
    pub exact: Exact,
}

/// Settings of the enumeration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct Exact {
    /// Units N, 3 to 20: 2^N states. Default 15.
    pub neurons: usize,
    /// Numbers p of stored random patterns, 1 to 50 rising numbers from 1 to N. Default 1 to 6.
    pub patterns: Vec<usize>,
    /// Networks at each number of patterns, 1 to 10000. Default 10.
    pub networks: usize,
    /// Random starts of each network, to see which share of the fixed points they find, 1 to 1000000.
    /// Default 2000.
    pub starts: usize,
}

impl Default for Exact {
    fn default() -> Self {
        Exact {
            neurons: 15,
            patterns: (1..=6).collect(),
            networks: 10,
            starts: 2000,
        }
    }
}

impl Default for Attractors {
    fn default() -> Self {
        Attractors {
            neurons: 200,
            patterns: vec![1, 2, 3, 5, 7, 10, 15, 20, 25, 30, 40],
            listed: 7,
            units: Units::Bipolar,
            rule: Rule::Hebb,
            networks: 5,
            starts: 400,
            errors: 0.03,
            sweeps: 1000,
            exact: Exact::default(),
        }
    }
}

/// What one job gives.
pub enum Part {
    /// Random starts of networks with one number of patterns.
    Census(census::Census),
    /// All states of small networks with one number of patterns.
    Exact(enumerate::Counts),
}

impl Settings for Attractors {
    const KIND: &'static str = "hopfield-attractors";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    type Part = Part;

    fn summary() -> Text {
        Text::new(
            "Spurious states of Hopfield's network: where random starts end",
            "Ложные состояния сети Хопфилда: куда приводят случайные начальные состояния",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        let mut count = |key: &str, value: usize, least: usize, most: usize| {
            ranges.within(key, value as f64, least as f64, most as f64);
        };
        count("neurons", self.neurons, 10, MOST_NEURONS);
        count("networks", self.networks, 1, MOST_NETWORKS);
        count("starts", self.starts, 1, MOST_STARTS);
        count("sweeps", self.sweeps, 1, MOST_SWEEPS);
        count("exact.neurons", self.exact.neurons, 3, MOST_ENUMERATED);
        count("exact.networks", self.exact.networks, 1, MOST_NETWORKS);
        count("exact.starts", self.exact.starts, 1, MOST_STARTS);
        ranges.within("errors", self.errors, 0.0, 0.2);
        for (key, list, units) in [
            ("patterns", &self.patterns, self.neurons),
            ("exact.patterns", &self.exact.patterns, self.exact.neurons),
        ] {
            ranges.entries(key, list.len(), 1, MOST_COUNTS);
            check_rising(key, list, 1, units, &mut ranges);
        }
        if !self.patterns.contains(&self.listed) {
            let message = format!("is {}, must be one of the numbers in patterns", self.listed);
            ranges.wrong("listed", message);
        }
        ranges.problems
    }

    /// Every end of every start, with its state, and the network.
    fn memory_bytes(&self, _base: &Path) -> u64 {
        let most = self.patterns.last().copied().unwrap_or(1);
        let ends = self.patterns.len() * self.networks * self.starts;
        let network = self.neurons * (10 * most + 400);
        (ends * 64 + self.starts * (self.neurons + 64) + 64 * network + (1 << 24)) as u64
    }

    fn jobs(&self, _context: &Context) -> usize {
        self.patterns.len() + self.exact.patterns.len()
    }

    fn run(&self, job: usize, context: &Context) -> Result<Part, Failure> {
        match job.checked_sub(self.patterns.len()) {
            None => census::take(self, self.patterns[job], context).map(Part::Census),
            Some(place) => {
                enumerate::count(self, self.exact.patterns[place], context).map(Part::Exact)
            }
        }
    }

    fn assemble(&self, parts: Vec<Part>, _context: &Context) -> Result<Outcome, Failure> {
        Ok(results::outcome(self, parts))
    }
}
