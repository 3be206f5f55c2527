//! Networks small enough to follow by hand, and what holds for all.

mod closed_forms;
mod engine;
mod generators;
mod pairs;
mod patterns;

use super::*;
use crate::neuron::leaky::Leaky;
use crate::neuron::{Model, Receptor, Shape};
use crate::random::Family;

pub fn family(purpose: &str) -> Family {
    Family::new(1952, "test", purpose, 0)
}

fn receptor(name: &str, shape: Shape, tau_ms: f64, reversal_mv: Option<f64>) -> Receptor {
    let has_course = matches!(shape, Shape::Exponential | Shape::Alpha);
    Receptor {
        name: name.into(),
        shape,
        tau_ms: has_course.then_some(tau_ms),
        reversal_mv,
    }
}

/// Leaky cells that start at rest.
fn cells(name: &str, neurons: usize, leaky: Leaky, receptors: Vec<Receptor>) -> Population {
    Population {
        name: name.into(),
        neurons,
        sort: Sort::Cells {
            model: Model::Leaky(leaky),
            receptors,
            initial: Vec::new(),
        },
    }
}

fn generator(name: &str, neurons: usize, generator: Generator) -> Population {
    Population {
        name: name.into(),
        neurons,
        sort: Sort::Generator(generator),
    }
}

fn part(population: usize, neurons: usize) -> Part {
    Part {
        population,
        cells: 0..neurons,
    }
}

/// A projection of constant weight and delay to receptor 0, with autapses and without multapses.
fn projection(
    source: Part,
    target: Part,
    pattern: Pattern,
    weight: f64,
    delay_ms: f64,
) -> Projection {
    Projection {
        name: format!("{} to {}", source.population, target.population),
        source,
        target,
        receptor: 0,
        pattern,
        weight: Quantity::Constant(weight),
        delay_ms: Quantity::Constant(delay_ms),
        autapses: true,
        multapses: false,
        plasticity: None,
        short_term: None,
    }
}

fn network(populations: Vec<Population>, projections: Vec<Projection>) -> Network {
    Network {
        dt_ms: 0.1,
        populations,
        projections,
        currents: Vec::new(),
        noises: Vec::new(),
        backgrounds: Vec::new(),
    }
}

fn current(target: Part, pa: f64) -> Current {
    Current {
        target,
        start_ms: 0.0,
        stop_ms: 1e6,
        from_pa: pa,
        to_pa: pa,
    }
}

fn watch(cells: Part, watched: Watched) -> Recorder {
    Recorder {
        cells,
        watched,
        every: 1,
    }
}

/// Runs `steps` steps and records the spikes of all populations.
fn run(network: &Network, threads: usize, steps: u64, recorders: Vec<Recorder>) -> Records {
    let listening = Listening {
        spikes: (0..network.populations.len()).collect(),
        recorders,
    };
    let mut simulation = network.build(threads, steps, &listening, &family);
    simulation.run(steps, &|| true);
    simulation.into_records()
}

/// Grid points of all spikes of a population.
fn grid_points(records: &Records, population: usize) -> Vec<u64> {
    records.spikes[population]
        .iter()
        .map(|spike| spike.step)
        .collect()
}

/// The CUBA network of Brette et al. 2007 in two populations.
fn cuba(n_e: usize, n_i: usize) -> Network {
    let sizes = [n_e, n_i];
    let leaky = Leaky {
        e_l_mv: -49.0,
        ..Leaky::default()
    };
    let population = |name: &str, neurons| {
        let receptors = vec![
            receptor("excitatory", Shape::Exponential, 5.0, None),
            receptor("inhibitory", Shape::Exponential, 10.0, None),
        ];
        let mut population = cells(name, neurons, leaky.clone(), receptors);
        if let Sort::Cells { initial, .. } = &mut population.sort {
            initial.push(Initial {
                name: "v_mv".into(),
                value: Quantity::Uniform {
                    low: -60.0,
                    high: -50.0,
                },
            });
        }
        population
    };
    let pattern = Pattern::FixedProbability(80.0 / (n_e + n_i) as f64);
    let projection = |from: usize, to: usize| Projection {
        receptor: from,
        autapses: false,
        ..projection(
            part(from, sizes[from]),
            part(to, sizes[to]),
            pattern.clone(),
            [16.2, -90.0][from],
            0.1,
        )
    };
    network(
        vec![population("e", n_e), population("i", n_i)],
        vec![
            projection(0, 0),
            projection(0, 1),
            projection(1, 0),
            projection(1, 1),
        ],
    )
}
