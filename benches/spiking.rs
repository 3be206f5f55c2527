//! Spiking networks: the synfire chain of ten groups of 100 (steps of single neurons per second, noise
//! included), cells without a network, and the benchmark networks.

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use galvani::experiment::synfire::chain::Chain;
use galvani::neuron::IntegrateAndFire;
use galvani::random::Family;
use galvani::spiking::{Listening, Packet, Quantity, Simulation};

const STEPS: u64 = 1000;

fn chain_with_packet(noisy: bool) -> Simulation {
    let mut chain = Chain {
        groups: 10,
        group_size: 100,
        weight_mv: Quantity::Constant(4.86),
        delay_ms: Quantity::Constant(0.5),
        neuron: IntegrateAndFire::default(),
        dt_ms: 0.02,
    };
    if !noisy {
        chain.neuron.noise_mv_per_sqrt_ms = 0.0;
    }
    let packet = Packet {
        spikes: 85,
        spread_ms: 0.0,
        time_ms: 2.0,
    };
    let family = |purpose: &str| Family::new(1952, "bench", purpose, 0);
    chain
        .network(&packet, 4.86)
        .build(1, STEPS, &Listening::default(), &family)
}

fn spiking(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("synfire chain, 1000 neurons, 20 ms");
    group.throughput(Throughput::Elements(STEPS * 1000));
    for (name, noisy) in [("with noise", true), ("without noise", false)] {
        group.bench_function(name, |bencher| {
            bencher.iter_batched_ref(
                || chain_with_packet(noisy),
                |simulation| simulation.run(STEPS, &|| true),
                BatchSize::LargeInput,
            );
        });
    }
    group.finish();
}

#[path = "spiking/cells.rs"]
mod cells;
#[path = "spiking/networks.rs"]
mod networks;

criterion_group!(
    benches,
    spiking,
    cells::cells,
    networks::running,
    networks::building
);
criterion_main!(benches);
