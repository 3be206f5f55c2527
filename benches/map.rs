//! A self-organising map of 50 × 50 units with 64 weights each, on 10,000 inputs: on-line learning at
//! a wide and at a narrow neighbourhood (throughput counts inputs; an epoch has 10,000), a batch step
//! and the two errors. LVQ1 beside it.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use galvani::map::lvq::Lvq1;
use galvani::map::quality::{quantisation_error, topographic_error};
use galvani::map::{
    Adjacency, Batch, Codebook, Lattice, Neighbourhood, OnLine, Rule, Schedule, Topology,
    batch_step, drawn, samples,
};
use galvani::random::Stream;

const SIDE: usize = 50;
const DIMENSIONS: usize = 64;
const INPUTS: usize = 10_000;
/// Inputs shown in one iteration: a tenth of an epoch.
const SHOWN: u64 = 1_000;

fn stream(purpose: &str) -> Stream {
    Stream::new(1982, "bench", purpose, 0)
}

fn beginning() -> (Vec<f64>, Lattice, Codebook) {
    let mut draw = stream("data");
    let data: Vec<f64> = (0..INPUTS * DIMENSIONS).map(|_| draw.uniform()).collect();
    let lattice = Lattice::new(Topology::Rectangular, SIDE, SIDE);
    let map = samples(&lattice, &data, DIMENSIONS, &mut stream("weights"));
    (data, lattice, map)
}

fn on_line(criterion: &mut Criterion) {
    let (data, lattice, start) = beginning();
    let mut group = criterion.benchmark_group("on-line, 50 × 50 units of 64 weights");
    group.sample_size(10);
    group.throughput(Throughput::Elements(SHOWN));
    for radius in [25.0, 1.0] {
        let rule = Rule {
            neighbourhood: Neighbourhood::Gaussian,
            rate: Schedule::constant(0.1),
            radius: Schedule::constant(radius),
        };
        let (mut map, mut inputs) = (start.clone(), stream("inputs"));
        let mut learning = OnLine::new(rule, u64::MAX);
        group.bench_function(format!("radius {radius}"), |bencher| {
            bencher.iter(|| {
                let source = drawn(&data, DIMENSIONS, &mut inputs);
                learning.advance(&lattice, &mut map, SHOWN, source);
            });
        });
    }
    group.finish();
}

fn all_inputs(criterion: &mut Criterion) {
    let (data, lattice, start) = beginning();
    let mut group = criterion.benchmark_group("10,000 inputs, 50 × 50 units of 64 weights");
    group.sample_size(10);
    group.throughput(Throughput::Elements(INPUTS as u64));
    let (mut map, mut memory) = (start.clone(), Batch::default());
    let around = (Neighbourhood::Gaussian, 5.0);
    group.bench_function("batch step", |bencher| {
        bencher.iter(|| batch_step(&lattice, &mut map, around, &data, &mut memory));
    });
    group.bench_function("quantisation error", |bencher| {
        bencher.iter(|| quantisation_error(&start, &data));
    });
    group.bench_function("topographic error", |bencher| {
        bencher.iter(|| topographic_error(&lattice, &start, Adjacency::Edges, &data));
    });
    group.finish();
}

fn lvq(criterion: &mut Criterion) {
    let (data, _, _) = beginning();
    let labels: Vec<usize> = (0..INPUTS).map(|input| input % 10).collect();
    let inputs = (&data[..], DIMENSIONS);
    let mut lvq = Lvq1::from_samples(inputs, &labels, (10, 20), &mut stream("prototypes"));
    let mut group = criterion.benchmark_group("LVQ1, 200 prototypes of 64 weights");
    group.sample_size(20);
    group.throughput(Throughput::Elements(SHOWN));
    let mut order = stream("order");
    group.bench_function("learning", |bencher| {
        bencher.iter(|| {
            let course = (Schedule::constant(0.01), SHOWN);
            lvq.train(&data, &labels, course, &mut order);
        });
    });
    group.finish();
}

criterion_group!(benches, on_line, all_inputs, lvq);
criterion_main!(benches);
