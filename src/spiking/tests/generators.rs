//! Generators of spikes.

use super::*;

fn spikes_of(generator_: Generator, neurons: usize, steps: u64) -> Vec<(u64, u32)> {
    let network = network(vec![generator("g", neurons, generator_)], Vec::new());
    let records = run(&network, 1, steps, Vec::new());
    for threads in [2, 3] {
        assert_eq!(run(&network, threads, steps, Vec::new()), records);
    }
    let spikes = records.spikes[0].iter();
    spikes.map(|spike| (spike.step, spike.neuron)).collect()
}

/// Every neuron and grid point has probability 1 − e^(−rate dt), independently.
#[test]
fn poisson_trains_have_their_rate_within_their_window() {
    for rate_hz in [20.0, 3000.0] {
        let poisson = Generator::Poisson {
            rate_hz,
            start_ms: 10.0,
            stop_ms: 510.0,
        };
        let spikes = spikes_of(poisson, 100, 10_000);
        assert!(spikes.iter().all(|&(step, _)| (100..5100).contains(&step)));
        assert!(spikes.windows(2).all(|pair| pair[0] < pair[1]));
        let p = -(-rate_hz * 1e-4f64).exp_m1();
        let within = |count: usize, trials: f64| {
            let deviation = (trials * p * (1.0 - p)).sqrt();
            assert!(
                (count as f64 - trials * p).abs() < 5.0 * deviation,
                "{count} of {trials} at {p}"
            );
        };
        within(spikes.len(), 100.0 * 5000.0);
        for neuron in [0, 50, 99] {
            within(spikes.iter().filter(|s| s.1 == neuron).count(), 5000.0);
        }
        // As often one after the other as by chance.
        let follows = |pair: &&[(u64, u32)]| pair[1] == (pair[0].0, pair[0].1 + 1);
        let pairs = spikes.windows(2).filter(follows).count() as f64;
        let expected = 99.0 * 5000.0 * p * p;
        assert!((pairs - expected).abs() < 5.0 * (expected * (1.0 + 2.0 * p)).sqrt() + 5.0);
    }
}

#[test]
fn regular_trains_fire_at_their_times() {
    let regular = Generator::Regular {
        interval_ms: 2.5,
        start_ms: 1.0,
        stop_ms: 7.0,
        shift_ms: 0.5,
    };
    // Neuron 0 at 1, 3.5 and 6 ms, neuron 1 half a millisecond later, neuron 2 not at 7.
    let by_hand = [
        (10, 0),
        (15, 1),
        (20, 2),
        (35, 0),
        (40, 1),
        (45, 2),
        (60, 0),
        (65, 1),
    ];
    assert_eq!(spikes_of(regular, 3, 100), by_hand);
}

#[test]
fn a_packet_has_its_size_its_time_and_its_spread() {
    let packet = Generator::Packet {
        time_ms: 50.0,
        spread_ms: 2.0,
    };
    let spikes = spikes_of(packet, 1000, 1000);
    let mut neurons: Vec<u32> = spikes.iter().map(|spike| spike.1).collect();
    neurons.sort_unstable();
    assert_eq!(neurons, (0..1000).collect::<Vec<u32>>());
    let times: Vec<f64> = spikes.iter().map(|spike| 0.1 * spike.0 as f64).collect();
    let mean = times.iter().sum::<f64>() / 1000.0;
    let variance = times.iter().map(|t| (t - mean).powi(2)).sum::<f64>() / 999.0;
    assert!((mean - 50.0).abs() < 5.0 * 2.0 / 1000f64.sqrt(), "{mean}");
    // The standard error of a variance is σ² √(2/(n − 1)).
    assert!(
        (variance - 4.0).abs() < 5.0 * 4.0 * (2.0f64 / 999.0).sqrt(),
        "{variance}"
    );
}

#[test]
fn listed_spikes_are_emitted_in_order_of_time() {
    let list = Generator::List(vec![(0.0, 1), (3.13, 0), (3.13, 2), (1.0, 2), (99.99, 1)]);
    let by_hand = [(0, 1), (10, 2), (31, 0), (31, 2)];
    assert_eq!(spikes_of(list, 3, 1000), by_hand);
}
