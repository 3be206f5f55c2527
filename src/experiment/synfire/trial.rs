//! Trials: one packet in a chain with constant weights and delays, as often as wanted. What the kinds
//! that count fates have in common.

use super::chain::Chain;
use super::propagation::Propagation;
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure};
use crate::neuron::{IntegrateAndFire, PointNeuron};
use crate::spiking::{Arrival, Packet, Quantity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The chain.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ChainSettings {
    /// Number of groups. Default 10; 2 to 100.
    pub groups: usize,
    /// Weight: what one spike adds to the synaptic variable y of its target, mV. Default 4.86, a
    /// postsynaptic potential of 0.14 mV; 0 to 10000.
    pub weight_mv: f64,
    /// Axonal delay, ms. Default 0; otherwise `dt_ms` to 100.
    pub delay_ms: f64,
    /// The neuron.
    pub neuron: IntegrateAndFire,
    /// Time step, ms. Steps are exact; only the times of spikes lie on the grid. Default 0.1; 0.001
    /// to 0.2.
    pub dt_ms: f64,
    /// Time between the start, from the stationary distribution that there is without a threshold,
    /// and the packet's first spikes, ms. Default 10; 0 to 1000.
    pub warm_up_ms: f64,
}

impl Default for ChainSettings {
    fn default() -> Self {
        ChainSettings {
            groups: 10,
            weight_mv: 4.86,
            delay_ms: 0.0,
            neuron: IntegrateAndFire::default(),
            dt_ms: 0.1,
            warm_up_ms: 10.0,
        }
    }
}

/// A packet by its place in the state space.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// Number of spikes, a; 0 to 10000.
    pub spikes: usize,
    /// Standard deviation of their times, σ, ms; 0 to 50.
    pub spread_ms: f64,
}

/// Time allowed per group besides the axonal delay, ms: packets near the separatrix are slow.
const SLOW_GROUP_MS: f64 = 1.0;

/// Steps of single neurons that all jobs of an experiment may take: some minutes.
pub const MOST_CELL_STEPS: f64 = 2e10;

impl ChainSettings {
    /// Collects what is out of range.
    pub fn check(&self, ranges: &mut Ranges) {
        let groups = self.groups as f64;
        ranges.within("chain.groups", groups, 2.0, 100.0);
        ranges.within("chain.weight_mv", self.weight_mv, 0.0, 1e4);
        ranges.within("chain.delay_ms", self.delay_ms, 0.0, 100.0);
        ranges.within("chain.dt_ms", self.dt_ms, 0.001, 0.2);
        ranges.within("chain.warm_up_ms", self.warm_up_ms, 0.0, 1000.0);
        for problem in self.neuron.problems() {
            ranges.wrong(format!("chain.neuron.{}", problem.key), problem.to_string());
        }
        if self.delay_ms > 0.0 && self.delay_ms < self.dt_ms {
            let (found, least) = (self.delay_ms, self.dt_ms);
            let message = format!("is {found}, must be 0 or at least chain.dt_ms = {least}");
            ranges.wrong("chain.delay_ms", message);
        }
    }

    /// A group's number of neurons.
    pub fn check_size(ranges: &mut Ranges, key: impl Into<String>, group_size: usize) {
        ranges.within(key, group_size as f64, 1.0, 1000.0);
    }

    /// Spikes and spread of a packet.
    pub fn check_spikes(ranges: &mut Ranges, key: impl Into<String>, spikes: usize) {
        ranges.within(key, spikes as f64, 0.0, 10_000.0);
    }

    /// The spread of a packet.
    pub fn check_spread(ranges: &mut Ranges, key: impl Into<String>, spread_ms: f64) {
        ranges.within(key, spread_ms, 0.0, 50.0);
    }

    /// The chain of groups of that size.
    pub fn chain(&self, group_size: usize) -> Chain {
        Chain {
            groups: self.groups,
            group_size,
            weight_mv: Quantity::Constant(self.weight_mv),
            delay_ms: Quantity::Constant(self.delay_ms),
            neuron: self.neuron.clone(),
            dt_ms: self.dt_ms,
        }
    }

    fn packet(&self, state: State) -> Packet {
        let reach_ms = (3.0 * state.spread_ms).max(0.5 * Arrival::WINDOW_MS);
        Packet {
            spikes: state.spikes,
            spread_ms: state.spread_ms,
            time_ms: self.warm_up_ms + reach_ms,
        }
    }

    /// How long a trial is simulated, ms.
    fn duration_ms(&self, state: State) -> f64 {
        let packet = self.packet(state);
        let reach_ms = packet.time_ms - self.warm_up_ms;
        packet.time_ms + reach_ms + self.groups as f64 * (self.delay_ms + SLOW_GROUP_MS) + 5.0
    }

    /// Steps of single neurons in a trial.
    pub fn cell_steps(&self, group_size: usize, state: State) -> f64 {
        (self.groups * group_size) as f64 * self.duration_ms(state) / self.dt_ms
    }

    /// Memory of a trial.
    pub fn memory_bytes(&self, group_size: usize, state: State) -> u64 {
        let network = self.chain(group_size);
        let network = network.network(&self.packet(state), self.weight_mv);
        network.memory_bytes(self.duration_ms(state)) + 1_000_000
    }

    /// Runs a packet; trials of different names are independent.
    pub fn trial(
        &self,
        group_size: usize,
        state: State,
        name: &str,
        context: &Context,
    ) -> Result<Propagation, Failure> {
        context.go_on()?;
        let chain = self.chain(group_size);
        let stimulus = self.packet(state);
        let network = chain.network(&stimulus, self.weight_mv);
        let family = |purpose: &str| context.family(&format!("{purpose}, {name}"));
        let records = chain.run(&network, self.duration_ms(state), &family, context)?;
        let times_ms = chain.times_ms(&records);
        Ok(Propagation {
            arrivals: Arrival::follow(&times_ms, &stimulus, self.delay_ms),
            stimulus,
            group_size,
        })
    }
}
