//! One packet in one chain.

use super::PulsePropagation;
use crate::experiment::synfire::chain::Chain;
use crate::experiment::synfire::propagation::Propagation;
use crate::experiment::{Context, Failure};
use crate::random::Family;
use crate::spiking::{Arrival, Spike};

/// What a job gives.
pub struct Run {
    /// What became of the packet.
    pub propagation: Propagation,
    /// All spikes; times are `step` · `dt_ms`.
    pub spikes: Vec<Spike>,
    /// Rate of all neurons between warm-up and packet, Hz.
    pub background_rate_hz: f64,
    /// The same of the first group.
    pub first_group_rate_hz: f64,
    /// Spikes carried by synapses, those of the stimulus included.
    pub synaptic_events: u64,
}

/// Runs the packet of a job.
pub fn run(settings: &PulsePropagation, job: usize, context: &Context) -> Result<Run, Failure> {
    let chain = settings.chain();
    let stimulus = settings.packet_of(job);
    let network = chain.network(&stimulus, settings.weight_mv);
    // All jobs share one chain; packet, starting values and noise are each job's own.
    let family = |purpose: &str| -> Family {
        if Chain::is_wiring(purpose) {
            context.family(purpose)
        } else {
            context.family(&format!("{purpose}, packet {job}"))
        }
    };
    let records = chain.run(&network, settings.duration_ms, &family, context)?;
    let times_ms = chain.times_ms(&records);
    let until_ms = Chain::before(&stimulus);
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
    Ok(Run {
        background_rate_hz: rate_hz(&times_ms),
        first_group_rate_hz: rate_hz(&times_ms[..1]),
        propagation: Propagation {
            arrivals: Arrival::follow(&times_ms, &stimulus, settings.delay_ms),
            stimulus,
            group_size: settings.group_size,
        },
        synaptic_events: records.synaptic_events,
        spikes: records.spikes.into_iter().next().unwrap_or_default(),
    })
}
