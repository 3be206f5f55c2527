//! Networks small enough to follow by hand, and laws of conservation.

use super::*;
use crate::neuron::IntegrateAndFire;
use crate::random::Stream;
use crate::spiking::{Arrival, Packet, Spike};

const DT_MS: f64 = 0.02;

fn silent() -> IntegrateAndFire {
    IntegrateAndFire {
        drive_mv_per_ms: 0.0,
        noise_mv_per_sqrt_ms: 0.0,
        ..IntegrateAndFire::default()
    }
}

fn stream(purpose: &str) -> Stream {
    Stream::new(1952, "test", purpose, 0)
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
        let synapse = Synapse {
            source: 0,
            target: 1,
            weight_mv,
            delay_steps,
        };
        let input = Input {
            step: 10,
            first: 0,
            count: 1,
            weight_mv: 1000.0,
        };
        let mut network = Network::new(
            &silent(),
            DT_MS,
            Connections::new(2, &[synapse]),
            vec![input],
            stream("noise"),
        );
        let first = 10 + steps_to_spike(1000.0);
        let arrival = first + u64::from(delay_steps);
        while network.step() < arrival + 10 {
            network.advance();
        }
        let expected = -70.0 + depolarisation(weight_mv, 10.0 * DT_MS);
        assert!(
            (network.v_mv()[1] - expected).abs() < 1e-11,
            "{weight_mv} mV, {delay_steps} steps"
        );
        while network.step() < 1000 {
            network.advance();
        }
        let second = (weight_mv > 500.0).then(|| Spike {
            step: arrival + steps_to_spike(1000.0),
            neuron: 1,
        });
        let of = |neuron| {
            network
                .spikes()
                .iter()
                .find(|spike| spike.neuron == neuron)
                .copied()
        };
        assert_eq!(
            of(0),
            Some(Spike {
                step: first,
                neuron: 0
            })
        );
        assert_eq!(of(1), second);
    }
}

#[test]
fn the_refractory_time_separates_spikes() {
    let driven = IntegrateAndFire {
        drive_mv_per_ms: 40_000.0,
        noise_mv_per_sqrt_ms: 0.0,
        ..silent()
    };
    let mut network = Network::new(
        &driven,
        DT_MS,
        Connections::new(1, &[]),
        Vec::new(),
        stream("noise"),
    );
    for _ in 0..5000 {
        network.advance();
    }
    let steps: Vec<u64> = network.spikes().iter().map(|spike| spike.step).collect();
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
        let line = Chain {
            groups: 12,
            group_size: 1,
            weight_mv: Scattered::constant(1000.0),
            delay_ms: Scattered::constant(delay_ms),
        };
        let inputs = [100, 9_000].map(|step| Input {
            step,
            first: 0,
            count: 1,
            weight_mv: 1000.0,
        });
        let connections = line.connections(DT_MS, &mut stream("synapses"));
        let narrow = IntegrateAndFire {
            refractory_ms: 50.0,
            ..silent()
        };
        let mut network = Network::new(
            &narrow,
            DT_MS,
            connections,
            inputs.to_vec(),
            stream("noise"),
        );
        for _ in 0..18_000 {
            network.advance();
        }
        let link = steps_to_spike(1000.0) + (delay_ms / DT_MS).round() as u64;
        for group in 0..12 {
            let steps: Vec<u64> = network
                .spikes()
                .iter()
                .filter(|s| s.neuron == group)
                .map(|s| s.step)
                .collect();
            let first = 100 + steps_to_spike(1000.0) + u64::from(group) * link;
            assert_eq!(steps[0], first, "group {group}, delay {delay_ms} ms");
            assert_eq!(steps.len(), 2);
        }
        assert_eq!(network.synaptic_events(), 22);
    }
}

#[test]
fn the_same_streams_give_the_same_spikes() {
    let chain = Chain {
        groups: 3,
        group_size: 20,
        weight_mv: Scattered {
            mean: 20.0,
            deviation: 2.0,
            scatter: Scatter::Normal,
        },
        delay_ms: Scattered {
            mean: 1.0,
            deviation: 0.5,
            scatter: Scatter::Uniform,
        },
    };
    let run = |noise: &str| {
        let connections = chain.connections(DT_MS, &mut stream("synapses"));
        let mut network = Network::new(
            &IntegrateAndFire::default(),
            DT_MS,
            connections,
            Vec::new(),
            stream(noise),
        );
        for _ in 0..20_000 {
            network.advance();
        }
        network.spikes().to_vec()
    };
    assert!(run("noise").len() > 20);
    assert_eq!(run("noise"), run("noise"));
    assert_ne!(run("noise"), run("other noise"));
}

/// Without noise nothing is random but the synapses.
#[test]
fn without_noise_the_noise_stream_does_not_matter() {
    let chain = Chain {
        groups: 3,
        group_size: 10,
        weight_mv: Scattered {
            mean: 100.0,
            deviation: 10.0,
            scatter: Scatter::Uniform,
        },
        delay_ms: Scattered::constant(1.0),
    };
    let run = |noise: &str| {
        let input = Input {
            step: 50,
            first: 0,
            count: 10,
            weight_mv: 1000.0,
        };
        let connections = chain.connections(DT_MS, &mut stream("synapses"));
        let mut network = Network::new(&silent(), DT_MS, connections, vec![input], stream(noise));
        for _ in 0..2_000 {
            network.advance();
        }
        network.spikes().to_vec()
    };
    assert!(run("a").len() >= 30);
    assert_eq!(run("a"), run("b"));
}

#[test]
fn a_chain_joins_each_group_to_the_next_and_nothing_else() {
    let chain = Chain {
        groups: 4,
        group_size: 5,
        weight_mv: Scattered {
            mean: 4.86,
            deviation: 1.0,
            scatter: Scatter::Normal,
        },
        delay_ms: Scattered {
            mean: 1.0,
            deviation: 0.4,
            scatter: Scatter::Uniform,
        },
    };
    let connections = chain.connections(DT_MS, &mut stream("synapses"));
    assert_eq!(connections.len(), 3 * 25);
    for source in 0..20 {
        let row: Vec<Synapse> = connections.row(source).collect();
        let next = source / 5 * 5 + 5;
        let expected: Vec<u32> = (next as u32..next as u32 + 5).filter(|&t| t < 20).collect();
        assert_eq!(row.iter().map(|s| s.target).collect::<Vec<_>>(), expected);
        assert!(
            row.iter()
                .all(|s| (30..=70).contains(&s.delay_steps) && s.weight_mv > 0.0)
        );
    }
}

#[test]
fn a_drawn_packet_is_found_again_among_background() {
    let packet = Packet {
        spikes: 100,
        spread_ms: 0.5,
        time_ms: 50.0,
    };
    let mut times = packet.draw(&mut stream("packet"));
    times.extend((0..10).map(|i| 5.0 + 10.0 * f64::from(i)));
    times.sort_by(f64::total_cmp);
    let found = Arrival::find(&times, (30.0, 70.0));
    // Five standard errors; that of a median is √(π/2) times that of a mean.
    assert_eq!(found.size, 100);
    assert!(
        (found.spread_ms - 0.5).abs() < 5.0 * 0.5 / 200.0_f64.sqrt(),
        "{found:?}"
    );
    assert!(
        (found.time_ms - 50.0).abs() < 5.0 * 1.2533 * 0.5 / 10.0,
        "{found:?}"
    );
    let nothing = Arrival::find(&times, (16.0, 24.0));
    assert!(nothing.size == 0 && nothing.time_ms.is_nan());
}
