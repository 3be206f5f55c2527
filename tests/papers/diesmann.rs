//! Diesmann, Gewaltig & Aertsen 1999, Nature 402:529–533: packets of spikes in synfire chains,
//! with the neuron of the paper's reimplementation in Brian (Goodman & Brette 2008).
//!
//! The paper shows the fates of packets in the plane of a (spikes) and σ (spread): chains of groups
//! of 100 carry packets above a separatrix to an attractor near a = 100, σ = 0.5 ms or below;
//! groups of 80 carry none.

use galvani::experiment::Context;
use galvani::experiment::synfire::chain::Chain;
use galvani::neuron::IntegrateAndFire;
use galvani::spiking::{Arrival, Packet, Quantity};
use std::path::Path;

const GROUPS: usize = 10;

fn chain(groups: usize, group_size: usize, delay_ms: f64) -> Chain {
    Chain {
        groups,
        group_size,
        weight_mv: Quantity::Constant(4.86),
        delay_ms: Quantity::Constant(delay_ms),
        neuron: IntegrateAndFire::default(),
        dt_ms: 0.02,
    }
}

/// Times of the spikes of each group, ms.
fn run(chain: &Chain, packet: &Packet, duration_ms: f64) -> Vec<Vec<f64>> {
    let context = Context {
        seed: 1952,
        experiment: "diesmann",
        repeat: 0,
        repeats: 1,
        base: Path::new("."),
        threads: 1,
        interrupted: &|| false,
    };
    let network = chain.network(packet, 4.86);
    let family = |purpose: &str| context.family(purpose);
    let records = chain.run(&network, duration_ms, &family, &context).unwrap();
    chain.times_ms(&records)
}

/// The packet in each of ten groups.
fn propagate(group_size: usize, spikes: usize, spread_ms: f64, delay_ms: f64) -> Vec<Arrival> {
    let packet = Packet {
        spikes,
        spread_ms,
        time_ms: 25.0,
    };
    let end_ms = 50.0 + delay_ms * GROUPS as f64;
    let times_ms = run(&chain(GROUPS, group_size, delay_ms), &packet, end_ms);
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
    let nothing = Packet {
        spikes: 0,
        spread_ms: 0.0,
        time_ms: 0.0,
    };
    let times_ms = run(&chain(1, 1000, 0.0), &nothing, 350.0);
    let spikes = times_ms[0].iter().filter(|&&t| t > 50.0).count();
    let hz = spikes as f64 / 1000.0 / 0.3;
    // 650 spikes, so a standard error of 0.08 Hz.
    assert!((hz - 2.0).abs() < 0.4, "{hz} Hz");
}
