//! The kind `hopfield-capacity`: how well patterns are retrieved as the load α = p/N grows, for
//! networks of several sizes, against the mean-field theory.

mod explain;
mod figures;
mod results;
mod size;
#[cfg(test)]
mod tests;

use super::check_rising;
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::memory::{End, Hopfield, Patterns, Relaxation, Rule, Units, Update, flipped, overlap};
use crate::outcome::{Outcome, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

const MOST_NEURONS: usize = 20_000;
const MOST_SIZES: usize = 10;
const MOST_LOADS: usize = 100;
const MOST_LOAD: f64 = 1.0;
const MOST_NETWORKS: usize = 10_000;
const MOST_STARTS: usize = 100_000;
const MOST_SWEEPS: usize = 100_000;

/// Settings of the kind `hopfield-capacity`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Capacity {
    /// Numbers of units N, 1 to 10 rising numbers from 10 to 20000. Default [250, 500, 1000, 1500].
    pub neurons: Vec<usize>,
    /// Loads α = p/N, 1 to 100 rising numbers above 0 and at most 1; p is rounded, at least 1.
    /// Default 0.06 to 0.25.
    pub loads: Vec<f64>,
    /// What a unit's output counts as: `bipolar` (±1, for which the theory is) or `binary` (0/1).
    /// Default `bipolar`.
    pub units: Units,
    /// Networks with patterns of their own at each size and load, 1 to 10000. Default 8.
    pub networks: usize,
    /// Patterns of each network from which it relaxes, the first ones or all, 1 to 100000. Default
    /// 24.
    pub starts: usize,
    /// Share of units reversed at random at the start, from 0 to 0.5. Default 0: the pattern itself.
    pub noise: f64,
    /// Overlap above which a pattern counts as retrieved, above 0 and below 1. Default 0.9.
    pub retrieved: f64,
    /// Sweeps after which a relaxation is given up, 1 to 100000. Default 1000.
    pub sweeps: usize,
}

impl Default for Capacity {
    fn default() -> Self {
        Capacity {
            neurons: vec![250, 500, 1000, 1500],
            loads: vec![
                0.06, 0.08, 0.1, 0.11, 0.12, 0.125, 0.13, 0.135, 0.14, 0.145, 0.15, 0.155, 0.16,
                0.17, 0.18, 0.2, 0.22, 0.25,
            ],
            units: Units::Bipolar,
            networks: 8,
            starts: 24,
            noise: 0.0,
            retrieved: 0.9,
            sweeps: 1000,
        }
    }
}

/// One network: the final overlaps with the patterns from which it started.
#[derive(Clone, Debug)]
pub struct Sample {
    pub overlaps: Vec<f64>,
    /// Relaxations given up.
    pub unsettled: usize,
}

impl Capacity {
    /// Number p of patterns of a network.
    pub fn patterns(&self, neurons: usize, load: f64) -> usize {
        ((load * neurons as f64).round() as usize).max(1)
    }

    /// Size, load and repeat of a job.
    fn of_job(&self, job: usize) -> (usize, f64, u64) {
        let (place, repeat) = (job / self.networks, job % self.networks);
        let neurons = self.neurons[place / self.loads.len()];
        (neurons, self.loads[place % self.loads.len()], repeat as u64)
    }
}

impl Settings for Capacity {
    const KIND: &'static str = "hopfield-capacity";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    type Part = Sample;

    fn summary() -> Text {
        Text::new(
            "The capacity of Hopfield's network: overlap against load, and the 0.138 N line",
            "Ёмкость сети Хопфилда: перекрытие в зависимости от загрузки и граница 0,138 N",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        ranges.entries("neurons", self.neurons.len(), 1, MOST_SIZES);
        check_rising("neurons", &self.neurons, 10, MOST_NEURONS, &mut ranges);
        ranges.entries("loads", self.loads.len(), 1, MOST_LOADS);
        for (index, &load) in self.loads.iter().enumerate() {
            let key = format!("loads[{index}]");
            ranges.positive(&key, load, MOST_LOAD);
            if index > 0 && load <= self.loads[index - 1] {
                let before = self.loads[index - 1];
                ranges.wrong(key, format!("is {load}, must be above {before} before it"));
            }
        }
        let mut count = |key: &str, value: usize, most: usize| {
            ranges.within(key, value as f64, 1.0, most as f64);
        };
        count("networks", self.networks, MOST_NETWORKS);
        count("starts", self.starts, MOST_STARTS);
        count("sweeps", self.sweeps, MOST_SWEEPS);
        ranges.within("noise", self.noise, 0.0, 0.5);
        if !(self.retrieved > 0.0 && self.retrieved < 1.0) {
            let message = format!("is {}, must be above 0 and below 1", self.retrieved);
            ranges.wrong("retrieved", message);
        }
        ranges.problems
    }

    /// The largest network for every job that may run at once (64), with its patterns twice, and
    /// all overlaps.
    fn memory_bytes(&self, _base: &Path) -> u64 {
        let most = |list: &[usize]| list.last().copied().unwrap_or(0);
        let neurons = most(&self.neurons);
        let load = self.loads.last().copied().unwrap_or(0.0);
        let network = 2 * neurons * (self.patterns(neurons, load) + 64);
        let jobs = self.neurons.len() * self.loads.len() * self.networks;
        (jobs.min(64) * network + 8 * jobs * self.starts.min(neurons) + (1 << 20)) as u64
    }

    fn jobs(&self, _context: &Context) -> usize {
        self.neurons.len() * self.loads.len() * self.networks
    }

    fn run(&self, job: usize, context: &Context) -> Result<Sample, Failure> {
        let (neurons, load, repeat) = self.of_job(job);
        let mut stream = context.stream_of(&format!("{neurons} units, load {load}"), repeat);
        let stored = Patterns::random(self.patterns(neurons, load), neurons, &mut stream);
        let network = Hopfield::new(self.units, Rule::Hebb, stored).map_err(Failure::told)?;
        let mut relaxation = Relaxation::new(&network);
        let flips = (self.noise * neurons as f64).round() as usize;
        let mut sample = Sample {
            overlaps: Vec::new(),
            unsettled: 0,
        };
        for pattern in network.patterns().iter().take(self.starts) {
            context.go_on()?;
            relaxation.start(&flipped(pattern, flips, &mut stream));
            let settled = relaxation.run(Update::Asynchronous, self.sweeps, &mut stream, |_| ());
            sample.overlaps.push(overlap(relaxation.state(), pattern));
            sample.unsettled += usize::from(settled.end == End::Limit);
        }
        Ok(sample)
    }

    fn assemble(&self, parts: Vec<Sample>, _context: &Context) -> Result<Outcome, Failure> {
        Ok(results::outcome(self, &parts))
    }
}
