//! The kind `synfire-state-space`: the plane of packets, (σ, a), with trajectories, the separatrix
//! between packets that survive and packets that die, and the attractor.

mod figures;
mod separatrix;
#[cfg(test)]
mod tests;

use super::propagation::Propagation;
use super::trial::{ChainSettings, MOST_CELL_STEPS, State};
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::outcome::{Outcome, Text};
use schemars::JsonSchema;
use separatrix::Edge;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Settings of the kind `synfire-state-space`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct StateSpace {
    /// The chain.
    pub chain: ChainSettings,
    /// Neurons in a group, w. Default 100; 1 to 1000.
    pub group_size: usize,
    /// Numbers of spikes a from which trajectories begin, with each of the spreads. Default 20, 40
    /// … 120; 1 to 20 of them, 0 to 10000.
    pub spikes: Vec<usize>,
    /// Spreads σ from which trajectories begin, ms. Default 0, 1 … 5; 1 to 20 of them, 0 to 50.
    pub spreads_ms: Vec<f64>,
    /// How the separatrix is measured.
    pub separatrix: SeparatrixSettings,
}

/// The measurement of the separatrix.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SeparatrixSettings {
    /// Spreads σ at which the least surviving packet is sought, ms. Default 0, 1 … 5; at most 20 of
    /// them, 0 to 50; none: no separatrix.
    pub spreads_ms: Vec<f64>,
    /// The largest packet that is tried, in spikes. Default 150; 1 to 10000.
    pub most_spikes: usize,
    /// Trials of which the majority decides. Default 5; odd, 1 to 101.
    pub trials: usize,
}

impl Default for StateSpace {
    fn default() -> Self {
        StateSpace {
            chain: ChainSettings::default(),
            group_size: 100,
            spikes: vec![20, 40, 60, 80, 100, 120],
            spreads_ms: vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0],
            separatrix: SeparatrixSettings::default(),
        }
    }
}

impl Default for SeparatrixSettings {
    fn default() -> Self {
        SeparatrixSettings {
            spreads_ms: vec![0.0, 1.0, 2.0, 3.0, 4.0, 5.0],
            most_spikes: 150,
            trials: 5,
        }
    }
}

/// What a job gives.
pub enum Part {
    Trajectory(Propagation),
    Edge(Edge),
}

impl StateSpace {
    /// Where the trajectories begin: spread by spread, each with every number of spikes.
    fn starts(&self) -> Vec<State> {
        let of_spread = |&spread_ms: &f64| {
            let state = move |&spikes: &usize| State { spikes, spread_ms };
            self.spikes.iter().map(state)
        };
        self.spreads_ms.iter().flat_map(of_spread).collect()
    }

    fn lists(&self, ranges: &mut Ranges) {
        ranges.entries("spikes", self.spikes.len(), 1, 20);
        ranges.distinct("spikes", &self.spikes);
        for (index, &spikes) in self.spikes.iter().enumerate() {
            ChainSettings::check_spikes(ranges, format!("spikes[{index}]"), spikes);
        }
        ranges.entries("spreads_ms", self.spreads_ms.len(), 1, 20);
        let (edge, least) = (&self.separatrix, "separatrix.spreads_ms");
        ranges.entries(least, edge.spreads_ms.len(), 0, 20);
        for (key, spreads_ms) in [("spreads_ms", &self.spreads_ms), (least, &edge.spreads_ms)] {
            ranges.distinct(key, spreads_ms);
            for (index, &spread_ms) in spreads_ms.iter().enumerate() {
                ChainSettings::check_spread(ranges, format!("{key}[{index}]"), spread_ms);
            }
        }
        let most = edge.most_spikes as f64;
        ranges.within("separatrix.most_spikes", most, 1.0, 1e4);
        if edge.trials % 2 == 0 || edge.trials > 101 {
            let message = format!("is {}, must be odd and from 1 to 101", edge.trials);
            ranges.wrong("separatrix.trials", message);
        }
    }

    /// Steps of single neurons in all jobs together, at most.
    fn cell_steps(&self) -> f64 {
        let steps = |state| self.chain.cell_steps(self.group_size, state);
        let trajectories: f64 = self.starts().into_iter().map(steps).sum();
        let edge = &self.separatrix;
        let sought = (edge.most_spikes as f64).log2().ceil() + 1.0;
        let edges = edge.spreads_ms.iter().map(|&spread_ms| {
            let spikes = edge.most_spikes;
            steps(State { spikes, spread_ms }) * sought * edge.trials as f64
        });
        trajectories + edges.sum::<f64>()
    }
}

impl Settings for StateSpace {
    const KIND: &'static str = "synfire-state-space";
    const EXPLAIN: &'static str = "\
The state space of packets in a synfire chain (Diesmann, Gewaltig & Aertsen 1999, Nature 402:529-533,
Figs 3 and 4; the neuron is that of the kind pulse-propagation). A packet is a spikes with a standard
deviation sigma; from group to group it moves through the plane (sigma, a). One trajectory begins at
every pair of spikes and spreads_ms. A packet survives when at least half of the last group fires in it.

The separatrix: for each of separatrix.spreads_ms the least a whose packets survive, found by bisection
between 0 and separatrix.most_spikes; the majority of separatrix.trials independent trials decides.
least_spikes[spread_ms=s] is NaN where the largest packet dies.

The attractor is the mean of a and sigma over the second half of the groups and over the surviving
trajectories: attractor_size, attractor_spread_ms; attractor_per_neuron is a/w. survivors counts the
trajectories that survive, of packets.

Steps are exact, the noise included; spikes lie on the grid of chain.dt_ms. The cells start from the
stationary distribution without threshold, chain.warm_up_ms before the packet's first spikes.";

    type Part = Part;

    fn summary() -> Text {
        Text::new(
            "The plane of packets in a synfire chain: trajectories, separatrix, attractor",
            "Плоскость состояний пачки в синфайр-цепи: траектории, сепаратриса, аттрактор",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        self.chain.check(&mut ranges);
        ChainSettings::check_size(&mut ranges, "group_size", self.group_size);
        self.lists(&mut ranges);
        if ranges.problems.is_empty() && self.cell_steps() > MOST_CELL_STEPS {
            let found = self.cell_steps();
            let message = format!(
                "and the other lists make up to {found:.1e} steps of single neurons; at most \
                 {MOST_CELL_STEPS:.1e}"
            );
            ranges.wrong("separatrix.spreads_ms", message);
        }
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        let most = self.spikes.iter().copied().max().unwrap_or(0);
        let state = State {
            spikes: most.max(self.separatrix.most_spikes),
            spread_ms: self.spreads_ms.iter().copied().fold(0.0, f64::max),
        };
        self.chain.memory_bytes(self.group_size, state)
    }

    fn jobs(&self, _context: &Context) -> usize {
        self.separatrix.spreads_ms.len() + self.starts().len()
    }

    fn run(&self, job: usize, context: &Context) -> Result<Part, Failure> {
        // The long jobs first.
        let edges = &self.separatrix.spreads_ms;
        if let Some(&spread_ms) = edges.get(job) {
            return separatrix::find(self, spread_ms, context).map(Part::Edge);
        }
        let start = self.starts()[job - edges.len()];
        let name = format!("trajectory from {}, {} ms", start.spikes, start.spread_ms);
        let trial = self.chain.trial(self.group_size, start, &name, context);
        trial.map(Part::Trajectory)
    }

    fn assemble(&self, parts: Vec<Part>, _context: &Context) -> Result<Outcome, Failure> {
        let (mut trajectories, mut edges) = (Vec::new(), Vec::new());
        for part in parts {
            match part {
                Part::Trajectory(trajectory) => trajectories.push(trajectory),
                Part::Edge(edge) => edges.push(edge),
            }
        }
        let mut outcome = Outcome::default();
        let survivors: Vec<_> = trajectories.iter().filter(|t| t.survived()).collect();
        outcome.metric("packets", trajectories.len() as f64, "");
        outcome.metric("survivors", survivors.len() as f64, "");
        let attractor = attractor(&survivors);
        outcome.metric("attractor_size", attractor.0, "");
        outcome.metric("attractor_spread_ms", attractor.1, "ms");
        let per_neuron = attractor.0 / self.group_size as f64;
        outcome.metric("attractor_per_neuron", per_neuron, "");
        for edge in &edges {
            let name = format!("least_spikes[spread_ms={}]", edge.spread_ms);
            outcome.metric(name, edge.least_spikes, "");
        }
        outcome.tables.push(figures::fates(self, &trajectories));
        let figure = figures::state_space(self, &trajectories, &edges, attractor);
        outcome.figures.push(figure);
        Ok(outcome)
    }
}

/// The mean place (a, σ) to which the survivors settle; NaN without any.
fn attractor(survivors: &[&Propagation]) -> (f64, f64) {
    let places: Vec<_> = survivors.iter().map(|t| t.attractor()).collect();
    let mean =
        |value: fn(&(f64, f64)) -> f64| places.iter().map(value).sum::<f64>() / places.len() as f64;
    (mean(|place| place.0), mean(|place| place.1))
}
