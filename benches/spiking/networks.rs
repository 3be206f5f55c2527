//! The benchmark networks of Brette et al. 2007 (J. Comput. Neurosci. 23:349–398), one simulated
//! second in steps of 0.1 ms, the loop apart from the building. 80 synapses a neuron on average, no
//! delay, starting values as in the comparison with other simulators. The throughput is that of
//! neuron updates; how many synaptic events a run has is printed once.

use criterion::{BatchSize, Criterion, Throughput};
use galvani::neuron::leaky::Leaky;
use galvani::neuron::{Model, Receptor};
use galvani::random::Family;
use galvani::spiking::{
    Initial, Listening, Network, Part, Pattern, Population, Projection, Quantity, Simulation, Sort,
};
use std::hint::black_box;

const STEPS: u64 = 10_000;

/// One of the three networks.
struct Benchmark {
    name: &'static str,
    model: Model,
    /// E of the excitatory and the inhibitory receptor, where they are conductances.
    reversal_mv: Option<[f64; 2]>,
    /// pA or nS.
    weights: [f64; 2],
    /// Of V and the two receptors.
    start: [Quantity; 3],
}

fn normal(mean: f64, deviation: f64) -> Quantity {
    Quantity::Normal {
        mean,
        deviation,
        least: f64::NEG_INFINITY,
        most: f64::INFINITY,
    }
}

fn leaky(e_l_mv: f64) -> Model {
    Model::Leaky(Leaky {
        e_l_mv,
        ..Leaky::default()
    })
}

fn cuba() -> Benchmark {
    let v = Quantity::Uniform {
        low: -60.0,
        high: -50.0,
    };
    Benchmark {
        name: "CUBA",
        model: leaky(-49.0),
        reversal_mv: None,
        weights: [16.2, -90.0],
        start: [v, Quantity::Constant(0.0), Quantity::Constant(0.0)],
    }
}

fn coba(name: &'static str, model: Model) -> Benchmark {
    Benchmark {
        name,
        model,
        reversal_mv: Some([0.0, -80.0]),
        weights: [6.0, 67.0],
        start: [normal(-65.0, 5.0), normal(40.0, 15.0), normal(200.0, 120.0)],
    }
}

/// COBAHH, where the registry of models has its neuron.
fn cobahh() -> Option<Benchmark> {
    let settings = r#"{ "model": "hodgkin-huxley", "channels": "traub-miles" }"#;
    let model = serde_json::from_str(settings).ok()?;
    Some(coba("COBAHH", model))
}

impl Benchmark {
    fn network(&self, neurons: usize) -> Network {
        let names = ["excitatory", "inhibitory"];
        let receptor = |index: usize| Receptor {
            name: names[index].into(),
            tau_ms: Some([5.0, 10.0][index]),
            reversal_mv: self.reversal_mv.map(|e| e[index]),
            ..Receptor::default()
        };
        let initial = ["v_mv", names[0], names[1]].into_iter().zip(self.start);
        let initial = initial.map(|(name, value)| Initial {
            name: name.into(),
            value,
        });
        let part = |cells| Part {
            population: 0,
            cells,
        };
        let excitatory = neurons * 4 / 5;
        let sources = [0..excitatory, excitatory..neurons];
        let projection = |index: usize| Projection {
            name: names[index].into(),
            source: part(sources[index].clone()),
            target: part(0..neurons),
            receptor: index,
            pattern: Pattern::FixedProbability(80.0 / neurons as f64),
            weight: Quantity::Constant(self.weights[index]),
            delay_ms: Quantity::Constant(0.0),
            autapses: true,
            multapses: false,
            plasticity: None,
            short_term: None,
        };
        Network {
            dt_ms: 0.1,
            populations: vec![Population {
                name: "cells".into(),
                neurons,
                sort: Sort::Cells {
                    model: self.model.clone(),
                    receptors: vec![receptor(0), receptor(1)],
                    initial: initial.collect(),
                },
            }],
            projections: vec![projection(0), projection(1)],
            currents: Vec::new(),
            noises: Vec::new(),
            backgrounds: Vec::new(),
        }
    }
}

fn build(network: &Network, threads: usize) -> Simulation {
    let listening = Listening {
        spikes: vec![0],
        recorders: Vec::new(),
    };
    let family = |purpose: &str| Family::new(1952, "bench", purpose, 0);
    network.build(threads, STEPS, &listening, &family)
}

pub fn running(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("one second of a network");
    group.sample_size(10);
    let small = [Some(cuba()), Some(coba("COBA", leaky(-60.0))), cobahh()];
    let large = [40_000, 400_000].map(|neurons| (cuba(), neurons));
    let small = small
        .into_iter()
        .flatten()
        .map(|benchmark| (benchmark, 4000));
    for (benchmark, neurons) in small.chain(large) {
        let network = benchmark.network(neurons);
        group.throughput(Throughput::Elements(STEPS * neurons as u64));
        for threads in [1, 2] {
            let name = format!("{} {neurons}, {threads} threads", benchmark.name);
            let mut events = None;
            group.bench_function(&name, |bencher| {
                bencher.iter_batched(
                    || build(&network, threads),
                    |mut simulation| {
                        simulation.run(STEPS, &|| true);
                        events = Some(simulation.synaptic_events());
                        black_box(simulation)
                    },
                    BatchSize::PerIteration,
                );
            });
            if let Some(events) = events {
                println!("{name}: {events} synaptic events");
            }
        }
    }
    group.finish();
}

pub fn building(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("building of CUBA");
    group.sample_size(10);
    for neurons in [4000, 40_000, 400_000] {
        let network = cuba().network(neurons);
        group.throughput(Throughput::Elements(80 * neurons as u64));
        for threads in [1, 2] {
            group.bench_function(format!("{neurons}, {threads} threads"), |bencher| {
                bencher.iter_with_large_drop(|| build(&network, threads));
            });
        }
    }
    group.finish();
}
