//! Chains small enough to follow by hand, and laws of conservation.

use super::chain::Chain;
use crate::experiment::Context;
use crate::neuron::IntegrateAndFire;
use crate::random::Family;
use crate::spiking::{
    Generator, Listening, Network, Packet, Quantity, Recorder, Records, Sort, Spike, Watched,
};
use std::path::Path;

const DT_MS: f64 = 0.02;

fn silent() -> IntegrateAndFire {
    IntegrateAndFire {
        drive_mv_per_ms: 0.0,
        noise_mv_per_sqrt_ms: 0.0,
        ..IntegrateAndFire::default()
    }
}

fn chain(groups: usize, group_size: usize, neuron: IntegrateAndFire) -> Chain {
    Chain {
        groups,
        group_size,
        weight_mv: Quantity::Constant(1000.0),
        delay_ms: Quantity::Constant(0.0),
        neuron,
        dt_ms: DT_MS,
    }
}

/// One spike at a grid point.
fn one_spike(step: u64) -> Packet {
    Packet {
        spikes: 1,
        spread_ms: 0.0,
        time_ms: step as f64 * DT_MS,
    }
}

const NOTHING: Packet = Packet {
    spikes: 0,
    spread_ms: 0.0,
    time_ms: 0.0,
};

fn run(chain: &Chain, network: &Network, steps: u64, streams: &str) -> Records {
    let context = Context {
        seed: 1952,
        experiment: "test",
        repeat: 0,
        repeats: 1,
        base: Path::new("."),
        threads: 1,
        interrupted: &|| false,
    };
    let family = |purpose: &str| -> Family {
        if Chain::is_wiring(purpose) {
            context.family(purpose)
        } else {
            context.family(&format!("{purpose}, {streams}"))
        }
    };
    chain
        .run(network, steps as f64 * DT_MS, &family, &context)
        .unwrap()
}

/// Depolarisation t after one input of weight w, the double-exponential closed form.
fn depolarisation(w_mv: f64, t_ms: f64) -> f64 {
    let (fast, slow): (f64, f64) = (1.0 / 0.325, 0.1);
    let k = fast - slow;
    w_mv * fast
        * slow
        * (((-slow * t_ms).exp() - (-fast * t_ms).exp()) / (k * k)
            - t_ms * (-fast * t_ms).exp() / k)
}

/// Steps from an input of weight w to the spike of a cell at rest.
fn steps_to_spike(w_mv: f64) -> u64 {
    (1..10_000)
        .find(|&k| depolarisation(w_mv, k as f64 * DT_MS) >= 15.0)
        .unwrap()
}

#[test]
fn two_neurons_spike_by_spike() {
    // Weights: 1,000 mV fires a resting cell; 200 mV does not.
    for (weight_mv, delay_steps) in [(1000.0, 0), (1000.0, 1), (1000.0, 37), (200.0, 5)] {
        let mut pair = chain(2, 1, silent());
        pair.weight_mv = Quantity::Constant(weight_mv);
        pair.delay_ms = Quantity::Constant(delay_steps as f64 * DT_MS);
        let network = pair.network(&one_spike(10), 1000.0);
        let first = 10 + steps_to_spike(1000.0);
        let arrival = first + delay_steps;
        let listening = Listening {
            spikes: vec![0],
            recorders: vec![Recorder {
                cells: crate::spiking::Part {
                    population: 0,
                    cells: 1..2,
                },
                watched: Watched::Variable(0),
                every: 1,
            }],
        };
        let family = |purpose: &str| Family::new(1952, "test", purpose, 0);
        let mut simulation = network.build(1, 1000, &listening, &family);
        simulation.run(1000, &|| true);
        let records = simulation.into_records();
        let v_mv = &records.traces[0].columns[0];
        let expected = -70.0 + depolarisation(weight_mv, 10.0 * DT_MS);
        assert!(
            (v_mv[arrival as usize + 10] - expected).abs() < 1e-11,
            "{weight_mv} mV, {delay_steps} steps"
        );
        let spike = |step, neuron| Spike { step, neuron };
        let of = |neuron| {
            let found = records.spikes[0].iter().find(|s| s.neuron == neuron);
            found.copied()
        };
        let second = (weight_mv > 500.0).then(|| spike(arrival + steps_to_spike(1000.0), 1));
        assert_eq!(of(0), Some(spike(first, 0)));
        assert_eq!(of(1), second);
    }
}

#[test]
fn the_refractory_time_separates_spikes() {
    let driven = IntegrateAndFire {
        drive_mv_per_ms: 40_000.0,
        ..silent()
    };
    let lone = chain(1, 1, driven);
    let records = run(&lone, &lone.network(&NOTHING, 0.0), 5000, "");
    let steps: Vec<u64> = records.spikes[0].iter().map(|spike| spike.step).collect();
    assert!(steps.len() > 90);
    assert!(
        steps.windows(2).all(|pair| pair[1] - pair[0] == 51),
        "1 ms is 50 steps, and one more step lifts V to the threshold"
    );
}

/// A chain of single neurons passes on every spike; each link takes the axonal delay and the
/// synaptic latency, which is the same for all.
#[test]
fn a_delay_line_conserves_spikes() {
    for delay_ms in [0.0, 0.02, 1.0, 5.0] {
        let narrow = IntegrateAndFire {
            refractory_ms: 50.0,
            ..silent()
        };
        let mut line = chain(12, 1, narrow);
        line.delay_ms = Quantity::Constant(delay_ms);
        let mut network = line.network(&one_spike(100), 1000.0);
        let Sort::Generator(generator) = &mut network.populations[1].sort else {
            panic!("the packet");
        };
        *generator = Generator::List(vec![(100.0 * DT_MS, 0), (9_000.0 * DT_MS, 0)]);
        let records = run(&line, &network, 18_000, "");
        let link = steps_to_spike(1000.0) + (delay_ms / DT_MS).round() as u64;
        for group in 0..12 {
            let of_group = records.spikes[0].iter().filter(|s| s.neuron == group);
            let steps: Vec<u64> = of_group.map(|s| s.step).collect();
            let first = 100 + steps_to_spike(1000.0) + u64::from(group) * link;
            assert_eq!(steps[0], first, "group {group}, delay {delay_ms} ms");
            assert_eq!(steps.len(), 2);
        }
        // 11 links and the stimulus, twice.
        assert_eq!(records.synaptic_events, 24);
    }
}

fn scattered() -> Chain {
    Chain {
        weight_mv: Quantity::Normal {
            mean: 20.0,
            deviation: 2.0,
            least: 0.0,
            most: f64::INFINITY,
        },
        delay_ms: Quantity::Uniform {
            low: 0.5,
            high: 1.5,
        },
        ..chain(3, 20, IntegrateAndFire::default())
    }
}

#[test]
fn the_same_streams_give_the_same_spikes() {
    let noisy = scattered();
    let network = noisy.network(&NOTHING, 0.0);
    let spikes = |streams: &str| run(&noisy, &network, 20_000, streams).spikes;
    assert!(spikes("a")[0].len() > 20);
    assert_eq!(spikes("a"), spikes("a"));
    assert_ne!(spikes("a"), spikes("b"));
}

/// Without noise nothing is random but the synapses.
#[test]
fn without_noise_the_noise_stream_does_not_matter() {
    let mut quiet = scattered();
    quiet.neuron = silent();
    let network = quiet.network(&one_spike(50), 2000.0);
    let spikes = |streams: &str| run(&quiet, &network, 2_000, streams).spikes;
    assert!(spikes("a")[0].len() >= 20);
    assert_eq!(spikes("a"), spikes("b"));
}

#[test]
fn a_chain_joins_each_group_to_the_next_and_nothing_else() {
    let mut chain = scattered();
    chain.groups = 4;
    chain.group_size = 5;
    let family = |purpose: &str| Family::new(1952, "test", purpose, 0);
    let network = chain.network(&NOTHING, 0.0);
    let simulation = network.build(1, 1, &Listening::default(), &family);
    let mut synapses = simulation.synapses_of(0);
    synapses.sort_by_key(|&(source, target, ..)| (source, target));
    assert_eq!(synapses.len(), 3 * 25);
    let pairs = (0..15).flat_map(|source| {
        let next = source / 5 * 5 + 5;
        (next..next + 5).map(move |target| (source, target))
    });
    for (&(source, target, weight_pa, delay_steps), pair) in synapses.iter().zip(pairs) {
        assert_eq!((source, target), pair);
        assert!((25..=75).contains(&delay_steps), "{delay_steps}");
        // 20 ± 2 mV on y are 7.36 ± 0.74 pA; none of 75 is five deviations away.
        assert!((weight_pa - 7.358).abs() < 5.0 * 0.736, "{weight_pa}");
    }
}
