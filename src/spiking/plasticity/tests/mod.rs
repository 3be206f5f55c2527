//! Plastic synapses pair by pair: by hand, and against a sum over all pairs.

mod learned;
mod network;
mod used;

use super::{Pairing, Plasticity};
use crate::neuron::leaky::Leaky;
use crate::neuron::{Model, Receptor, Shape};
use crate::random::Stream;
use crate::spiking::tests::family;
use crate::spiking::{
    Generator, Listening, Network, Part, Pattern, Population, Projection, Quantity, Sort,
};

/// The grid of all tests here, ms.
const DT_MS: f64 = 1.0;

fn receptor(name: &str, shape: Shape, tau_ms: Option<f64>) -> Receptor {
    Receptor {
        name: name.into(),
        shape,
        tau_ms,
        reversal_mv: None,
    }
}

fn part(population: usize, neurons: usize) -> Part {
    Part {
        population,
        cells: 0..neurons,
    }
}

fn list(name: &str, steps: &[u64]) -> Population {
    let spikes = steps.iter().map(|&step| (step as f64 * DT_MS, 0));
    Population {
        name: name.into(),
        neurons: 1,
        sort: Sort::Generator(Generator::List(spikes.collect())),
    }
}

/// A source (0) that fires at the grid points `pre` and projects by `synapse` onto a cell (1), which
/// a third population makes fire at the grid points `post`. Currents of the synapse move the cell
/// by less than a millivolt; its receptor has a time constant of 20 ms.
fn pair(synapse: Projection, pre: &[u64], post: &[u64]) -> Network {
    let cell = Population {
        name: "cell".into(),
        neurons: 1,
        sort: Sort::Cells {
            model: Model::Leaky(Leaky {
                refractory_ms: 0.0,
                ..Leaky::default()
            }),
            receptors: vec![
                receptor("synapse", Shape::Exponential, Some(20.0)),
                receptor("kick", Shape::Jump, None),
            ],
            initial: Vec::new(),
        },
    };
    // What a kick lifts at a grid point fires at the next one.
    let kicks: Vec<u64> = post.iter().map(|&step| step - 1).collect();
    let kick = Projection {
        name: "kick".into(),
        source: part(2, 1),
        receptor: 1,
        weight: Quantity::Constant(1000.0),
        delay_ms: Quantity::Constant(0.0),
        plasticity: None,
        short_term: None,
        ..synapse.clone()
    };
    Network {
        dt_ms: DT_MS,
        populations: vec![list("pre", pre), cell, list("kicks", &kicks)],
        projections: vec![synapse, kick],
        currents: Vec::new(),
        noises: Vec::new(),
        backgrounds: Vec::new(),
    }
}

fn synapse(weight: f64, delay_steps: u64) -> Projection {
    Projection {
        name: "synapse".into(),
        source: part(0, 1),
        target: part(1, 1),
        receptor: 0,
        pattern: Pattern::OneToOne,
        weight: Quantity::Constant(weight),
        delay_ms: Quantity::Constant(delay_steps as f64 * DT_MS),
        autapses: true,
        multapses: false,
        plasticity: None,
        short_term: None,
    }
}

/// The weight that a rule makes of `weight` by grid point `steps`.
fn learned(
    rule: &Plasticity,
    weight: f64,
    delay: u64,
    (pre, post): (&[u64], &[u64]),
    steps: u64,
) -> f64 {
    let projection = Projection {
        plasticity: Some(rule.clone()),
        ..synapse(weight, delay)
    };
    let listening = Listening {
        spikes: vec![1],
        recorders: Vec::new(),
    };
    let mut simulation = pair(projection, pre, post).build(1, steps, &listening, &family);
    simulation.run(steps, &|| true);
    let weight = simulation.synapses_of(0)[0].2;
    let records = simulation.into_records();
    let fired: Vec<u64> = records.spikes[1].iter().map(|spike| spike.step).collect();
    let due: Vec<u64> = post.iter().copied().filter(|&step| step <= steps).collect();
    assert_eq!(fired, due, "the cell fires when it is made to");
    weight
}

/// The second method: every pair of spikes with its own exponential, in order of time, a target's
/// spike before what arrives at the same grid point.
fn by_pairs(rule: &Plasticity, weight: f64, arrivals: &[u64], spikes: &[u64]) -> f64 {
    let mut events: Vec<(u64, bool)> = spikes.iter().map(|&step| (step, false)).collect();
    events.extend(arrivals.iter().map(|&step| (step, true)));
    events.sort_unstable();
    let mut w = weight / rule.w_max;
    for (index, &(now, arrives)) in events.iter().enumerate() {
        let earlier = events[..index].iter().rev();
        let others = earlier.filter(|(_, other)| *other != arrives);
        let count = match rule.pairing {
            Pairing::AllToAll => usize::MAX,
            Pairing::Nearest => 1,
        };
        let tau = if arrives {
            rule.tau_minus_ms
        } else {
            rule.tau_plus_ms
        };
        let sum: f64 = others
            .take(count)
            .map(|(then, _)| (-((now - then) as f64) * DT_MS / tau).exp())
            .sum();
        w = if arrives {
            (w - rule.a_minus * w.powf(rule.mu) * sum).max(0.0)
        } else {
            (w + rule.a_plus * (1.0 - w).powf(rule.mu) * sum).min(1.0)
        };
    }
    w * rule.w_max
}

/// Grid points of a random train up to `steps`, at most one spike a grid point and none at the
/// first.
fn train(number: u64, mean_steps: f64, steps: u64) -> Vec<u64> {
    let mut stream: Stream = family("trains").member(number);
    (2..steps)
        .filter(|_| stream.uniform() * mean_steps < 1.0)
        .collect()
}
