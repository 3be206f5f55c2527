//! The synfire chain of ten groups of 100: steps of single neurons per second, noise included.

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use galvani::neuron::IntegrateAndFire;
use galvani::random::Stream;
use galvani::spiking::synfire::{Chain, Input, Network, Scattered};

const DT_MS: f64 = 0.02;
const STEPS: u64 = 1000;

fn chain_with_packet(noisy: bool) -> Network {
    let chain = Chain {
        groups: 10,
        group_size: 100,
        weight_mv: Scattered::constant(4.86),
        delay_ms: Scattered::constant(0.5),
    };
    let mut neuron = IntegrateAndFire::default();
    if !noisy {
        neuron.noise_mv_per_sqrt_ms = 0.0;
    }
    let stream = |purpose: &str| Stream::new(1952, "bench", purpose, 0);
    let connections = chain.connections(DT_MS, &mut stream("synapses"));
    let packet = (0..85).map(|_| Input {
        step: 100,
        first: 0,
        count: 100,
        weight_mv: 4.86,
    });
    Network::new(
        &neuron,
        DT_MS,
        connections,
        packet.collect(),
        stream("noise"),
    )
}

fn spiking(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("synfire chain, 1000 neurons, 20 ms");
    group.throughput(Throughput::Elements(STEPS * 1000));
    for (name, noisy) in [("with noise", true), ("without noise", false)] {
        group.bench_function(name, |bencher| {
            bencher.iter_batched_ref(
                || chain_with_packet(noisy),
                |network| {
                    for _ in 0..STEPS {
                        network.advance();
                    }
                },
                BatchSize::LargeInput,
            );
        });
    }
    group.finish();
}

#[path = "spiking/networks.rs"]
mod networks;

criterion_group!(benches, spiking, networks::running, networks::building);
criterion_main!(benches);
