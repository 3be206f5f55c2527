//! Diesmann, Gewaltig & Aertsen 1999, Nature 402:529–533: packets of spikes in synfire chains,
//! with the neuron of the paper's reimplementation in Brian (Goodman & Brette 2008).
//!
//! The paper shows the fates of packets in the plane of a (spikes) and σ (spread): chains of groups
//! of 100 carry packets above a separatrix to an attractor near a = 100, σ = 0.5 ms or below;
//! groups of 80 carry none.

use galvani::neuron::IntegrateAndFire;
use galvani::random::Stream;
use galvani::spiking::synfire::{Chain, Input, Network, Scattered};
use galvani::spiking::{Arrival, Packet};

const DT_MS: f64 = 0.02;
const GROUPS: usize = 10;

/// The packet in each of ten groups.
fn propagate(group_size: usize, spikes: usize, spread_ms: f64, delay_ms: f64) -> Vec<Arrival> {
    let chain = Chain {
        groups: GROUPS,
        group_size,
        weight_mv: Scattered::constant(4.86),
        delay_ms: Scattered::constant(delay_ms),
    };
    let stream = |purpose: &str| Stream::new(1952, "diesmann", purpose, 0);
    let connections = chain.connections(DT_MS, &mut stream("synapses"));
    let packet = Packet {
        spikes,
        spread_ms,
        time_ms: 25.0,
    };
    let times = packet.draw(&mut stream("packet"));
    let inputs = times.iter().map(|t| Input {
        step: (t / DT_MS).round() as u64,
        first: 0,
        count: group_size,
        weight_mv: 4.86,
    });
    let neuron = IntegrateAndFire::default();
    let mut network = Network::new(
        &neuron,
        DT_MS,
        connections,
        inputs.collect(),
        stream("noise"),
    );
    let end_ms = 50.0 + delay_ms * GROUPS as f64;
    while network.step() < (end_ms / DT_MS) as u64 {
        network.advance();
    }
    let mut times_ms = vec![Vec::new(); GROUPS];
    for spike in network.spikes() {
        times_ms[chain.group_of(spike.neuron)].push(spike.step as f64 * DT_MS);
    }
    Arrival::follow(&times_ms, &packet, delay_ms)
}

fn mean(arrivals: &[Arrival], value: impl Fn(&Arrival) -> f64) -> f64 {
    arrivals.iter().map(value).sum::<f64>() / arrivals.len() as f64
}

#[test]
fn groups_of_100_carry_packets_to_the_attractor() {
    for (spikes, spread_ms) in [(60, 0.0), (80, 1.0), (80, 2.0), (100, 3.0)] {
        let arrivals = propagate(100, spikes, spread_ms, 0.0);
        let late = &arrivals[7..];
        let (a, sigma) = (mean(late, |p| p.size as f64), mean(late, |p| p.spread_ms));
        assert!((a - 100.0).abs() < 5.0, "({spikes}, {spread_ms}): a = {a}");
        assert!(
            sigma > 0.15 && sigma < 0.6,
            "({spikes}, {spread_ms}): σ = {sigma}"
        );
    }
}

#[test]
fn weak_or_wide_packets_die() {
    for (spikes, spread_ms) in [(30, 0.0), (60, 5.0)] {
        let arrivals = propagate(100, spikes, spread_ms, 0.0);
        let last = arrivals[GROUPS - 1].size;
        assert!(
            last < 15,
            "({spikes}, {spread_ms}): {last} spikes in the last group"
        );
    }
}

#[test]
fn groups_of_80_carry_none() {
    for (spikes, spread_ms) in [(60, 0.0), (100, 3.0)] {
        let arrivals = propagate(80, spikes, spread_ms, 0.0);
        let last = arrivals[GROUPS - 1].size;
        assert!(
            last < 15,
            "({spikes}, {spread_ms}): {last} spikes in the last group"
        );
    }
}

/// At the attractor each group fires half a millisecond after the one before, sooner in larger
/// groups, plus the axonal delay. The latencies were computed, not published.
#[test]
fn the_packet_takes_half_a_millisecond_and_the_axonal_delay() {
    for (group_size, delay_ms, synaptic_ms) in [
        (100, 0.0, 0.51),
        (100, 3.0, 0.51),
        (110, 0.0, 0.46),
        (90, 0.0, 0.6),
    ] {
        let arrivals = propagate(group_size, group_size, 0.3, delay_ms);
        let latency = (arrivals[9].time_ms - arrivals[3].time_ms) / 6.0;
        assert!(
            (latency - delay_ms - synaptic_ms).abs() < 0.04,
            "{latency} ms in groups of {group_size} at {delay_ms} ms"
        );
    }
}

/// Neurons under background noise alone fire spontaneously at about 2 Hz.
#[test]
fn the_background_fires_at_two_hertz() {
    let lone = Chain {
        groups: 1,
        group_size: 1000,
        weight_mv: Scattered::constant(4.86),
        delay_ms: Scattered::constant(0.0),
    };
    let stream = |purpose: &str| Stream::new(1952, "background", purpose, 0);
    let connections = lone.connections(DT_MS, &mut stream("synapses"));
    let neuron = IntegrateAndFire::default();
    let mut network = Network::new(&neuron, DT_MS, connections, Vec::new(), stream("noise"));
    let (warm, end) = (2_500, 17_500);
    while network.step() < end {
        network.advance();
    }
    let spikes = network
        .spikes()
        .iter()
        .filter(|spike| spike.step > warm)
        .count();
    let hz = spikes as f64 / 1000.0 / 0.3;
    // 650 spikes, so a standard error of 0.08 Hz.
    assert!((hz - 2.0).abs() < 0.4, "{hz} Hz");
}
