//! What Hopfield's network takes, on one core: recalls of 10,000 units from a fifth of them reversed,
//! with 100 and 1,000 patterns, in milliseconds; a step of 1,000 units. Throughput counts units that
//! decide; a recall takes as many sweeps as it takes.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use galvani::memory::{End, Hopfield, Patterns, Relaxation, Rule, Units, Update, flipped, overlap};
use galvani::random::Stream;
use std::hint::black_box;

fn network(units: usize, patterns: usize, rule: Rule) -> (Hopfield, Stream) {
    let mut stream = Stream::new(1982, "bench", "patterns", patterns as u64);
    let stored = Patterns::random(patterns, units, &mut stream);
    let network = Hopfield::new(Units::Bipolar, rule, stored);
    (network.expect("random patterns are independent"), stream)
}

/// 10,000 units from a fifth of them reversed to the fixed point near the pattern.
fn recall(criterion: &mut Criterion) {
    const UNITS: usize = 10_000;
    let mut group = criterion.benchmark_group("recall_of_10000_units");
    for patterns in [100, 1_000] {
        let (network, mut stream) = network(UNITS, patterns, Rule::Hebb);
        let stored = network.patterns().get(0);
        let cue = flipped(stored, UNITS / 5, &mut stream);
        let mut relaxation = Relaxation::new(&network);
        relaxation.start(&cue);
        let mut order = Stream::new(1982, "bench", "order", 0);
        let settled = relaxation.run(Update::Asynchronous, 100, &mut order, |_| ());
        assert_eq!(settled.end, End::FixedPoint);
        assert!(overlap(relaxation.state(), stored) > 0.99);
        group.throughput(Throughput::Elements((settled.sweeps * UNITS) as u64));
        group.bench_function(format!("{patterns}_patterns"), |bencher| {
            bencher.iter(|| {
                relaxation.start(black_box(&cue));
                let mut order = Stream::new(1982, "bench", "order", 0);
                relaxation.run(Update::Asynchronous, 100, &mut order, |_| ())
            });
        });
    }
    group.finish();
}

/// All of 1,000 units at once, with 100 patterns.
fn step(criterion: &mut Criterion) {
    const UNITS: usize = 1_000;
    let mut group = criterion.benchmark_group("step_of_1000_units");
    group.throughput(Throughput::Elements(UNITS as u64));
    for (name, rule) in [
        ("hebb", Rule::Hebb),
        ("pseudo_inverse", Rule::PseudoInverse),
    ] {
        let (network, _) = network(UNITS, 100, rule);
        let mut relaxation = Relaxation::new(&network);
        group.bench_function(name, |bencher| {
            bencher.iter(|| black_box(relaxation.step()))
        });
    }
    group.finish();
}

criterion_group!(benches, recall, step);
criterion_main!(benches);
