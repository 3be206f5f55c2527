//! The kind `synfire-group-size`: how large groups must be for packets to survive.

mod figures;
#[cfg(test)]
mod tests;

use super::propagation::Propagation;
use super::trial::{ChainSettings, MOST_CELL_STEPS, State};
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::outcome::{Outcome, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Settings of the kind `synfire-group-size`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct GroupSize {
    /// The chain.
    pub chain: ChainSettings,
    /// Neurons in a group, w, ascending. Default 80, 84, 88, 92, 100, 110; 2 to 40 of them, 1 to
    /// 1000.
    pub group_sizes: Vec<usize>,
    /// The packets, each tried in chains of every size. Default a = 60 with σ = 0, a = 80 with σ = 1
    /// ms, a = 80 with σ = 2 ms; 1 to 10 of them.
    pub packets: Vec<State>,
    /// Trials of each packet in each chain. Default 8; 1 to 1000.
    pub trials: usize,
}

impl Default for GroupSize {
    fn default() -> Self {
        let state = |(spikes, spread_ms)| State { spikes, spread_ms };
        GroupSize {
            chain: ChainSettings {
                groups: 20,
                ..ChainSettings::default()
            },
            group_sizes: vec![80, 84, 88, 92, 100, 110],
            packets: [(60, 0.0), (80, 1.0), (80, 2.0)].map(state).into(),
            trials: 8,
        }
    }
}

/// The trials of one packet in the chain of one size.
pub struct Trials {
    ways: Vec<Propagation>,
}

impl Trials {
    /// The share of trials whose packet survives.
    fn survival(&self) -> f64 {
        let survivors = self.ways.iter().filter(|way| way.survived()).count();
        survivors as f64 / self.ways.len() as f64
    }
}

/// What the trials of all packets give for one size.
struct Size {
    group_size: usize,
    /// The share of trials that survive.
    survival: f64,
    /// Over the survivors: mean a, σ (ms), and time from group to group (ms); NaN without any.
    attractor: (f64, f64),
    latency_ms: f64,
}

impl Size {
    fn of(group_size: usize, packets: &[Trials]) -> Self {
        let ways: Vec<_> = packets.iter().flat_map(|trials| &trials.ways).collect();
        let survivors: Vec<_> = ways.iter().filter(|way| way.survived()).collect();
        let mean = |value: &dyn Fn(&Propagation) -> f64| {
            survivors.iter().map(|way| value(way)).sum::<f64>() / survivors.len() as f64
        };
        Size {
            group_size,
            survival: survivors.len() as f64 / ways.len() as f64,
            attractor: (
                mean(&|way| way.attractor().0),
                mean(&|way| way.attractor().1),
            ),
            latency_ms: mean(&Propagation::latency_ms),
        }
    }
}

/// The size from which on at least half of the trials survive, between two sizes on the straight
/// line; NaN where the largest size does not reach a half, or the least is there already.
fn critical_size(sizes: &[Size]) -> f64 {
    let Some(below) = sizes.iter().rposition(|size| size.survival < 0.5) else {
        return f64::NAN;
    };
    let Some(above) = sizes.get(below + 1) else {
        return f64::NAN;
    };
    let below = &sizes[below];
    let (low, high) = (below.group_size as f64, above.group_size as f64);
    low + (high - low) * (0.5 - below.survival) / (above.survival - below.survival)
}

impl Settings for GroupSize {
    const KIND: &'static str = "synfire-group-size";
    const EXPLAIN: &'static str = "\
Survival of packets in synfire chains against the size of the groups (Diesmann, Gewaltig & Aertsen 1999,
Nature 402:529-533, Fig. 4; the neuron is that of the kind pulse-propagation). In small groups the
attractor of the state space is gone and every packet dies.

Each of packets is tried trials times in a chain of groups of each of group_sizes; it survives when at
least half of the last group fires in it. survival[group_size=w] is the share of trials that survive,
all packets together; critical_group_size is where it crosses one half, on the straight line between
neighbouring sizes. Over the survivors attractor_size[group_size=w] and attractor_spread_ms[...] are
means over the second half of the groups, attractor_per_neuron[...] is a/w, latency_ms[...] the time
from group to group.

Steps are exact, the noise included; spikes lie on the first grid point of chain.dt_ms after their time,
which adds half a step to each latency on average. The cells start from the
stationary distribution without threshold, chain.warm_up_ms before the packet's first spikes.";

    type Part = Trials;

    fn summary() -> Text {
        Text::new(
            "How large the groups of a synfire chain must be for packets to survive",
            "Какой величины должны быть группы синфайр-цепи, чтобы пачки проходили",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        self.chain.check(&mut ranges);
        ranges.entries("group_sizes", self.group_sizes.len(), 2, 40);
        for (index, &size) in self.group_sizes.iter().enumerate() {
            ChainSettings::check_size(&mut ranges, format!("group_sizes[{index}]"), size);
        }
        ranges.rising("group_sizes", &self.group_sizes);
        ranges.entries("packets", self.packets.len(), 1, 10);
        ranges.distinct("packets", &self.packets);
        for (index, packet) in self.packets.iter().enumerate() {
            let key = |field: &str| format!("packets[{index}].{field}");
            ChainSettings::check_spikes(&mut ranges, key("spikes"), packet.spikes);
            ChainSettings::check_spread(&mut ranges, key("spread_ms"), packet.spread_ms);
        }
        ranges.within("trials", self.trials as f64, 1.0, 1000.0);
        if ranges.problems.is_empty() {
            let pairs = (0..self.pairs()).map(|job| self.pair(job));
            let steps = pairs.map(|(size, packet)| self.chain.cell_steps(size, packet));
            let found = steps.sum::<f64>() * self.trials as f64;
            if found > MOST_CELL_STEPS {
                let message = format!(
                    "is {}, which makes {found:.1e} steps of single neurons; at most \
                     {MOST_CELL_STEPS:.1e}",
                    self.trials
                );
                ranges.wrong("trials", message);
            }
        }
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        let of = |job| {
            let (size, packet) = self.pair(job);
            self.chain.memory_bytes(size, packet)
        };
        (0..self.pairs()).map(of).max().unwrap_or(0)
    }

    fn jobs(&self, _context: &Context) -> usize {
        self.pairs()
    }

    fn run(&self, job: usize, context: &Context) -> Result<Trials, Failure> {
        let (size, packet) = self.pair(job);
        let ways = (0..self.trials).map(|trial| {
            let State { spikes, spread_ms } = packet;
            let name = format!("{spikes}, {spread_ms} ms in groups of {size}, trial {trial}");
            self.chain.trial(size, packet, &name, context)
        });
        Ok(Trials {
            ways: ways.collect::<Result<_, _>>()?,
        })
    }

    fn assemble(&self, parts: Vec<Trials>, _context: &Context) -> Result<Outcome, Failure> {
        let of_size = parts.chunks(self.packets.len());
        let sizes: Vec<Size> = self
            .group_sizes
            .iter()
            .zip(of_size)
            .map(|(&size, packets)| Size::of(size, packets))
            .collect();
        let mut outcome = Outcome::default();
        outcome.metric("critical_group_size", critical_size(&sizes), "");
        for size in &sizes {
            let w = size.group_size;
            let mut metric = |name: &str, value: f64, unit: &str| {
                outcome.metric(format!("{name}[group_size={w}]"), value, unit);
            };
            metric("survival", size.survival, "");
            metric("attractor_size", size.attractor.0, "");
            metric("attractor_per_neuron", size.attractor.0 / w as f64, "");
            metric("attractor_spread_ms", size.attractor.1, "ms");
            metric("latency_ms", size.latency_ms, "ms");
        }
        outcome.tables.push(figures::table(self, &parts, &sizes));
        outcome.figures.push(figures::all(self, &parts, &sizes));
        Ok(outcome)
    }
}

impl GroupSize {
    /// Number of pairs of a size and a packet.
    fn pairs(&self) -> usize {
        self.group_sizes.len() * self.packets.len()
    }

    /// Size by size, with each of the packets.
    fn pair(&self, job: usize) -> (usize, State) {
        let packets = self.packets.len();
        (self.group_sizes[job / packets], self.packets[job % packets])
    }
}
