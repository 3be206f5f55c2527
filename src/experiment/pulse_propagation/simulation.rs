//! One packet in one chain.

use super::PulsePropagation;
use crate::experiment::{Context, Failure};
use crate::spiking::synfire::{Input, Network};
use crate::spiking::{Arrival, Packet, Spike};

/// What became of a packet.
pub struct Propagation {
    /// The stimulus.
    pub stimulus: Packet,
    /// The packet in each group.
    pub arrivals: Vec<Arrival>,
    /// All spikes; times are `step` · `dt_ms`.
    pub spikes: Vec<Spike>,
    /// Rate of all neurons between warm-up and packet, Hz.
    pub background_rate_hz: f64,
    /// The same of the first group.
    pub first_group_rate_hz: f64,
    /// Spikes carried by synapses.
    pub synaptic_events: u64,
}

/// Steps between two looks at whether the user wants to stop.
const PATIENCE: u64 = 500;

/// Runs the packet of a job.
pub fn run(
    settings: &PulsePropagation,
    job: usize,
    context: &Context,
) -> Result<Propagation, Failure> {
    let dt_ms = settings.dt_ms;
    let stimulus = settings.packet_of(job);
    // All jobs share one chain; packet and noise are each job's own.
    let connections = settings
        .chain()
        .connections(dt_ms, &mut context.stream("synapses"));
    let times = stimulus.draw(&mut context.stream(&format!("packet {job}")));
    let inputs = times.iter().map(|t| Input {
        step: (t / dt_ms).round().max(0.0) as u64,
        first: 0,
        count: settings.group_size,
        weight_mv: settings.weight_mv,
    });
    let mut network = Network::new(
        &settings.model(),
        dt_ms,
        connections,
        inputs.collect(),
        context.stream(&format!("noise {job}")),
    );
    let steps = (settings.duration_ms / dt_ms).round() as u64;
    for step in 0..steps {
        if step % PATIENCE == 0 {
            context.go_on()?;
        }
        network.advance();
    }
    if network.v_mv().iter().any(|v| !v.is_finite()) {
        return Err(Failure::Diverged {
            what: "a membrane potential".into(),
            when: format!("t ≤ {} ms", settings.duration_ms),
        });
    }
    Ok(measure(settings, stimulus, &network))
}

fn measure(settings: &PulsePropagation, stimulus: Packet, network: &Network) -> Propagation {
    let chain = settings.chain();
    let mut times_ms = vec![Vec::new(); settings.groups];
    for spike in network.spikes() {
        times_ms[chain.group_of(spike.neuron)].push(spike.step as f64 * settings.dt_ms);
    }
    // The background is counted up to where the stimulus may begin.
    let until_ms = stimulus.time_ms - (3.0 * stimulus.spread_ms).max(0.5 * Arrival::WINDOW_MS);
    let rate_hz = |groups: &[Vec<f64>]| {
        let seconds = (until_ms - settings.warm_up_ms) / 1000.0;
        let within = |&&t: &&f64| t > settings.warm_up_ms && t <= until_ms;
        let spikes = groups.iter().flatten().filter(within).count();
        if seconds > 0.0 {
            spikes as f64 / (seconds * (groups.len() * settings.group_size) as f64)
        } else {
            f64::NAN
        }
    };
    Propagation {
        stimulus,
        arrivals: Arrival::follow(&times_ms, &stimulus, settings.delay_ms),
        spikes: network.spikes().to_vec(),
        background_rate_hz: rate_hz(&times_ms),
        first_group_rate_hz: rate_hz(&times_ms[..1]),
        synaptic_events: network.synaptic_events(),
    }
}

impl Propagation {
    /// Whether at least half of the last group fires in the packet.
    pub fn survived(&self, settings: &PulsePropagation) -> bool {
        self.arrivals
            .last()
            .is_some_and(|last| 2 * last.size >= settings.group_size)
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
    pub fn latency_ms(&self, settings: &PulsePropagation) -> f64 {
        let mut latencies = self.latencies_ms().split_off(1);
        if latencies.is_empty() || !self.survived(settings) {
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
    pub fn attractor(&self, settings: &PulsePropagation) -> (f64, f64) {
        if !self.survived(settings) {
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
}
