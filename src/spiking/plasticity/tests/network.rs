//! A recurrent network with scattered weights and delays.

use super::*;
use crate::spiking::{Spike, Synapse};

const CELLS: usize = 1200;
const STEPS: u64 = 1500;

fn rule() -> Plasticity {
    Plasticity {
        a_plus: 0.02,
        a_minus: 0.021,
        ..Plasticity::song(50.0)
    }
}

/// Cells that a noise keeps firing, each onto some 12 others.
fn recurrent() -> Network {
    let noisy = Population {
        name: "cells".into(),
        neurons: CELLS,
        sort: Sort::Cells {
            model: Model::Leaky(Leaky {
                e_l_mv: -51.0,
                ..Leaky::default()
            }),
            receptors: vec![receptor("synapse", Shape::Exponential, Some(5.0))],
            initial: Vec::new(),
        },
    };
    let projection = Projection {
        source: part(0, CELLS),
        target: part(0, CELLS),
        pattern: Pattern::FixedProbability(0.01),
        weight: Quantity::Uniform {
            low: 0.0,
            high: 50.0,
        },
        delay_ms: Quantity::Uniform {
            low: 0.0,
            high: 12.0,
        },
        plasticity: Some(rule()),
        ..synapse(0.0, 0)
    };
    Network {
        dt_ms: DT_MS,
        populations: vec![noisy],
        projections: vec![projection],
        currents: Vec::new(),
        noises: vec![crate::spiking::Noise {
            name: "noise".into(),
            target: part(0, CELLS),
            start_ms: 0.0,
            stop_ms: STEPS as f64,
            sigma_pa_sqrt_ms: 200.0,
        }],
        backgrounds: Vec::new(),
    }
}

type Synapses = Vec<(u32, u32, f64, u32)>;

fn run(network: &Network, threads: usize) -> (Synapses, Synapses, Vec<Spike>) {
    let listening = Listening {
        spikes: vec![0],
        recorders: Vec::new(),
    };
    let sorted = |mut synapses: Synapses| {
        synapses.sort_by_key(|&(source, target, _, delay)| (source, target, delay));
        synapses
    };
    let mut simulation = network.build(threads, STEPS, &listening, &family);
    let before = sorted(simulation.synapses_of(0));
    simulation.run(STEPS, &|| true);
    let after = sorted(simulation.synapses_of(0));
    let mut records = simulation.into_records();
    (before, after, records.spikes.swap_remove(0))
}

#[test]
fn every_weight_follows_from_the_spikes() {
    let (before, after, spikes) = run(&recurrent(), 1);
    let mut trains = vec![Vec::new(); CELLS];
    for spike in &spikes {
        trains[spike.neuron as usize].push(spike.step);
    }
    assert!(spikes.len() > 10 * CELLS, "{}", spikes.len());
    let mut bounds = 0;
    for (old, new) in before.iter().zip(&after) {
        let &(source, target, weight, delay) = old;
        let arrivals = trains[source as usize].iter().map(|t| t + u64::from(delay));
        let arrivals: Vec<u64> = arrivals.filter(|&t| t < STEPS).collect();
        let expected = by_pairs(&rule(), weight, &arrivals, &trains[target as usize]);
        assert!((new.2 - expected).abs() < 1e-9, "{new:?}, not {expected}");
        bounds += usize::from(new.2 == 0.0 || new.2 == 50.0);
    }
    assert!(bounds > 0, "some weights have met a bound");
}

#[test]
fn the_number_of_threads_changes_no_weight() {
    let network = recurrent();
    let alone = run(&network, 1);
    for threads in [2, 3] {
        assert_eq!(run(&network, threads), alone);
    }
}

#[test]
fn equal_weights_become_each_synapses_own() {
    let mut network = recurrent();
    network.projections[0].weight = Quantity::Constant(25.0);
    let (before, after, _) = run(&network, 1);
    assert!(before.iter().all(|synapse| synapse.2 == 25.0));
    let changed = after.iter().filter(|synapse| synapse.2 != 25.0).count();
    assert!(changed > after.len() / 2);
}

/// Two synapses of one pair with different delays learn apart.
#[test]
fn delays_of_one_pair_learn_apart() {
    let given = |delay_ms| Synapse {
        source: 0,
        target: 0,
        weight: Some(1.0),
        delay_ms: Some(delay_ms),
    };
    let projection = Projection {
        pattern: Pattern::List(vec![given(2.0), given(9.0)]),
        plasticity: Some(Plasticity::song(2.0)),
        multapses: true,
        ..synapse(1.0, 0)
    };
    let mut network = pair(projection, &[10], &[15]);
    network.projections[1].pattern = Pattern::OneToOne;
    let mut simulation = network.build(1, 30, &Listening::default(), &family);
    simulation.run(30, &|| true);
    let mut synapses = simulation.synapses_of(0);
    synapses.sort_by_key(|synapse| synapse.3);
    // Arrivals at 12 and 19, a spike at 15.
    let close = |found: f64, expected: f64| (found - expected).abs() < 1e-14;
    assert!(close(synapses[0].2, 1.0 + 0.01 * (-3.0f64 / 20.0).exp()));
    assert!(close(synapses[1].2, 1.0 - 0.0105 * (-4.0f64 / 20.0).exp()));
}
