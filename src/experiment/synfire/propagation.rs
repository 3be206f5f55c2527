//! What became of a packet on its way along a chain.

use crate::spiking::{Arrival, Packet};

/// A packet's way.
pub struct Propagation {
    /// The stimulus.
    pub stimulus: Packet,
    /// The packet in each group.
    pub arrivals: Vec<Arrival>,
    /// Neurons in a group.
    pub group_size: usize,
}

/// Below this size a packet has died and its σ is that of chance.
const SMALLEST_PACKET: usize = 5;

impl Propagation {
    /// Whether at least half of the last group fires in the packet.
    pub fn survived(&self) -> bool {
        self.arrivals
            .last()
            .is_some_and(|last| 2 * last.size >= self.group_size)
    }

    /// Whether the packet was still one in each group.
    pub fn lived(&self) -> impl Iterator<Item = bool> + '_ {
        let lives = |arrival: &Arrival| arrival.size >= SMALLEST_PACKET;
        self.arrivals.iter().map(lives)
    }

    /// Time from each group's packet to the next one's, ms; for the first from the stimulus.
    pub fn latencies_ms(&self) -> Vec<f64> {
        let before = std::iter::once(self.stimulus.time_ms)
            .chain(self.arrivals.iter().map(|arrival| arrival.time_ms));
        before
            .zip(&self.arrivals)
            .map(|(before, arrival)| arrival.time_ms - before)
            .collect()
    }

    /// The median latency from the second group on, ms; NaN where the packet died or there is only
    /// one group.
    pub fn latency_ms(&self) -> f64 {
        let mut latencies = self.latencies_ms().split_off(1);
        if latencies.is_empty() || !self.survived() {
            return f64::NAN;
        }
        latencies.sort_by(f64::total_cmp);
        let (low, high) = (
            latencies[(latencies.len() - 1) / 2],
            latencies[latencies.len() / 2],
        );
        0.5 * (low + high)
    }

    /// Size a and spread σ (ms) to which the packet settles: means over the second half of the
    /// groups; NaN where the packet died.
    pub fn attractor(&self) -> (f64, f64) {
        if !self.survived() {
            return (f64::NAN, f64::NAN);
        }
        let late = &self.arrivals[self.arrivals.len() / 2..];
        let mean =
            |value: fn(&Arrival) -> f64| late.iter().map(value).sum::<f64>() / late.len() as f64;
        (
            mean(|arrival| arrival.size as f64),
            mean(|arrival| arrival.spread_ms),
        )
    }

    /// The way through the plane of spread and size, (σ, a), from the stimulus to the last group in
    /// which the packet lives.
    pub fn path(&self) -> (Vec<f64>, Vec<f64>) {
        let start = (self.stimulus.spread_ms, self.stimulus.spikes as f64);
        let alive = self.arrivals.iter().zip(self.lived());
        let alive = alive.take_while(|&(_, lives)| lives);
        let groups = alive.map(|(arrival, _)| (arrival.spread_ms, arrival.size as f64));
        std::iter::once(start).chain(groups).unzip()
    }
}
