//! The kind `pulse-propagation`: a packet of spikes travels along a chain of neuron groups, or
//! dies out.

mod figures;
mod problems;
mod simulation;
#[cfg(test)]
mod tests;

use crate::experiment::synfire::chain::Chain;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::neuron::IntegrateAndFire;
use crate::outcome::{Outcome, Text};
use crate::spiking::{Packet, Quantity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use simulation::Run;
use std::path::Path;

/// Settings of the kind `pulse-propagation`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PulsePropagation {
    /// Number of groups in the chain. Default 10; 1 to 1000.
    pub groups: usize,
    /// Neurons in a group, each connected to every neuron of the next group. Default 100; 1 to
    /// 2000.
    pub group_size: usize,
    /// Mean weight: what one spike adds to the synaptic variable y of its target, mV. Default
    /// 4.86, a postsynaptic potential of 0.14 mV; 0 to 10000.
    pub weight_mv: f64,
    /// Deviation of the weight from synapse to synapse, mV; negative weights are drawn anew.
    /// Default 0; 0 to 10000.
    pub weight_spread_mv: f64,
    /// Mean axonal delay, ms. Default 0: a spike arrives at the grid point at which it was fired
    /// and acts from the next step on. Otherwise `dt_ms` to 100; rounded to whole steps.
    pub delay_ms: f64,
    /// Deviation of the delay from synapse to synapse, ms; negative delays are drawn anew. Default
    /// 0; 0 to 100.
    pub delay_spread_ms: f64,
    /// Shape of both deviations: normal (a standard deviation) or uniform (± the deviation).
    /// Default normal.
    pub scatter: ScatterName,
    /// The packet of spikes that reaches every neuron of the first group.
    pub packet: PacketSettings,
    /// Further packets, each run in the same chain on its own, for the portrait of the packet's
    /// state space. Default: none; at most 100.
    pub portrait: Vec<PortraitPacket>,
    /// The neuron.
    pub neuron: IntegrateAndFire,
    /// Time step, ms. Default 0.02; 0.001 to the smaller of `neuron.tau_s_ms` and 1.
    pub dt_ms: f64,
    /// After this time the background is taken as stationary and its rate is counted up to the
    /// packet, ms. Default 50; at least 0, before the packet.
    pub warm_up_ms: f64,
    /// How long to simulate, ms. Default 150; long enough for the packet to pass.
    pub duration_ms: f64,
}

/// A Gaussian packet of spikes.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PacketSettings {
    /// Number of spikes, a. Default 85; 0 to 100000.
    pub spikes: usize,
    /// Standard deviation of their times, σ, ms. Default 1; 0 to 50.
    pub spread_ms: f64,
    /// Their mean time, ms. Default 100; after the warm-up.
    pub time_ms: f64,
}

/// A packet of the state-space portrait; its time is that of `packet`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PortraitPacket {
    /// Number of spikes, a; 0 to 100000.
    pub spikes: usize,
    /// Standard deviation of their times, σ, ms; 0 to 50.
    pub spread_ms: f64,
}

/// The shape of a deviation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ScatterName {
    /// Normal.
    #[default]
    Normal,
    /// Uniform.
    Uniform,
}

impl Default for PulsePropagation {
    fn default() -> Self {
        PulsePropagation {
            groups: 10,
            group_size: 100,
            weight_mv: 4.86,
            weight_spread_mv: 0.0,
            delay_ms: 0.0,
            delay_spread_ms: 0.0,
            scatter: ScatterName::Normal,
            packet: PacketSettings::default(),
            portrait: Vec::new(),
            neuron: IntegrateAndFire::default(),
            dt_ms: 0.02,
            warm_up_ms: 50.0,
            duration_ms: 150.0,
        }
    }
}

impl Default for PacketSettings {
    fn default() -> Self {
        PacketSettings {
            spikes: 85,
            spread_ms: 1.0,
            time_ms: 100.0,
        }
    }
}

impl PulsePropagation {
    fn chain(&self) -> Chain {
        Chain {
            groups: self.groups,
            group_size: self.group_size,
            weight_mv: self.scattered(self.weight_mv, self.weight_spread_mv),
            delay_ms: self.scattered(self.delay_ms, self.delay_spread_ms),
            neuron: self.neuron.clone(),
            dt_ms: self.dt_ms,
        }
    }

    /// Mean ± deviation, without what is negative.
    fn scattered(&self, mean: f64, deviation: f64) -> Quantity {
        match self.scatter {
            _ if deviation == 0.0 => Quantity::Constant(mean),
            ScatterName::Normal => Quantity::Normal {
                mean,
                deviation,
                least: 0.0,
                most: f64::INFINITY,
            },
            ScatterName::Uniform => Quantity::Uniform {
                low: (mean - deviation).max(0.0),
                high: mean + deviation,
            },
        }
    }

    /// The packet of a job: first the main one, then those of the portrait.
    fn packet_of(&self, job: usize) -> Packet {
        let (spikes, spread_ms) = match job.checked_sub(1) {
            None => (self.packet.spikes, self.packet.spread_ms),
            Some(index) => (self.portrait[index].spikes, self.portrait[index].spread_ms),
        };
        Packet {
            spikes,
            spread_ms,
            time_ms: self.packet.time_ms,
        }
    }
}

impl Settings for PulsePropagation {
    const KIND: &'static str = "pulse-propagation";
    const EXPLAIN: &'static str = "\
A packet of spikes in a synfire chain (Diesmann, Gewaltig & Aertsen 1999, Nature 402:529-533; the
constants are those of its reimplementation in Brian): groups of leaky integrate-and-fire neurons,
each neuron connected to every neuron of the next group,

  tau_m dV/dt = -(V - V_r) + x
  tau_s dx/dt = -x + y
  dy/dt = -y/tau_s + drive + noise xi(t);  a spike of weight w: y -> y + w

V, x, y and w in mV, time in ms. At the threshold the neuron fires and V is reset and held there for
the refractory time. Steps are exact, the noise included; spikes lie on the grid of
dt_ms, and a delay of 0 means that a spike acts from the grid point on at which it was fired.

In each group the packet is the spikes within 2.5 ms of the fullest millisecond: their number is
packet_size (a), their standard deviation packet_spread_ms (sigma), both given for the last group;
attractor_size and attractor_spread_ms are their means over the second half of the groups.
survived is 1 when at least half of the last group fires in the packet; latency_ms_per_group is the
median time from group to group from the second on; background_rate_hz counts all groups between
warm-up and packet, first_group_rate_hz only the first, which no other group excites.";

    type Part = Run;

    fn summary() -> Text {
        Text::new(
            "A packet of spikes travels along a synfire chain, or dies out",
            "Пачка импульсов проходит по синфайр-цепи или затухает",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        problems::of(self)
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        let network = self.chain().network(&self.packet_of(0), self.weight_mv);
        // Spikes at up to 20 Hz.
        let neurons = (self.groups * self.group_size) as u64;
        let spikes = neurons * (self.duration_ms / 50.0 + 16.0) as u64;
        network.memory_bytes(self.duration_ms) + spikes * 40
    }

    fn jobs(&self, _context: &Context) -> usize {
        1 + self.portrait.len()
    }

    fn run(&self, job: usize, context: &Context) -> Result<Run, Failure> {
        simulation::run(self, job, context)
    }

    fn assemble(&self, parts: Vec<Run>, _context: &Context) -> Result<Outcome, Failure> {
        let (main, portrait) = parts.split_first().expect("the part of the first job");
        let mut outcome = Outcome::default();
        let last = main.propagation.arrivals[self.groups - 1];
        outcome.metric("packet_size", last.size as f64, "");
        outcome.metric("packet_spread_ms", last.spread_ms, "ms");
        outcome.metric("latency_ms_per_group", main.propagation.latency_ms(), "ms");
        let (size, spread_ms) = main.propagation.attractor();
        outcome.metric("attractor_size", size, "");
        outcome.metric("attractor_spread_ms", spread_ms, "ms");
        outcome.metric("survived", f64::from(main.propagation.survived()), "");
        outcome.metric("background_rate_hz", main.background_rate_hz, "Hz");
        outcome.metric("first_group_rate_hz", main.first_group_rate_hz, "Hz");
        outcome.metric("synaptic_events", main.synaptic_events as f64, "");
        if !portrait.is_empty() {
            let survivors = portrait
                .iter()
                .filter(|part| part.propagation.survived())
                .count();
            outcome.metric("portrait_survivors", survivors as f64, "");
            outcome.tables.push(figures::portrait_table(portrait));
        }
        outcome
            .tables
            .insert(0, figures::group_table(&main.propagation));
        outcome.series.push(figures::spike_series(self, main));
        outcome.figures = figures::all(self, &parts);
        Ok(outcome)
    }
}
