//! One simulation.

use super::SpikingNetwork;
use super::translate::{Translated, translate};
use crate::experiment::{Context, Failure};
use crate::spiking::{End, Records, Simulation};

/// What a simulation gave.
pub struct Run {
    /// The network and what was looked at.
    pub translated: Translated,
    /// Spikes and traces.
    pub records: Records,
    /// Number of synapses.
    pub synapses: usize,
    /// Of every projection with plasticity.
    pub learned: Vec<Learned>,
}

/// The weights of a projection with plasticity, ascending.
pub struct Learned {
    /// Index of the projection in the network.
    pub projection: usize,
    pub before: Vec<f64>,
    pub after: Vec<f64>,
}

/// From so many cells on a second thread is worth its waiting at every step.
const CELLS_FOR_THREADS: usize = 20_000;

/// Builds the network and runs it to its end, or until a potential is no longer finite.
pub fn run(settings: &SpikingNetwork, context: &Context) -> Result<Run, Failure> {
    let translated = translate(settings, context.base).map_err(|problems| {
        let told = problems
            .iter()
            .map(|p| format!("`{}` {}", p.key, p.message));
        Failure::Failed(told.collect::<Vec<_>>().join("; "))
    })?;
    let network = &translated.network;
    let threads = if network.cells() < CELLS_FOR_THREADS {
        1
    } else {
        context.threads
    };
    simulate(settings, translated, threads, context)
}

/// The same on so many threads.
pub fn simulate(
    settings: &SpikingNetwork,
    translated: Translated,
    threads: usize,
    context: &Context,
) -> Result<Run, Failure> {
    let steps = settings.steps();
    let family = |purpose: &str| context.family(purpose);
    let (network, listening) = (&translated.network, &translated.listening);
    let mut simulation = network.build(threads, steps, listening, &family);
    context.go_on()?;
    let mut learned: Vec<Learned> = (network.projections.iter().enumerate())
        .filter(|(_, projection)| projection.plasticity.is_some())
        .map(|(projection, _)| Learned {
            projection,
            before: weights(&simulation, projection),
            after: Vec::new(),
        })
        .collect();
    simulation.run(steps, &|| !(context.interrupted)());
    for learned in &mut learned {
        learned.after = weights(&simulation, learned.projection);
    }
    let synapses = simulation.synapses();
    let records = simulation.into_records();
    if records.end == End::Interrupted {
        return Err(Failure::Interrupted);
    }
    Ok(Run {
        translated,
        records,
        synapses,
        learned,
    })
}

/// In an order that does not depend on the threads.
fn weights(simulation: &Simulation, projection: usize) -> Vec<f64> {
    let synapses = simulation.synapses_of(projection).into_iter();
    let mut weights: Vec<f64> = synapses.map(|(_, _, weight, _)| weight).collect();
    weights.sort_by(f64::total_cmp);
    weights
}
