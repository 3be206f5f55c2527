//! A second of the squid axon's membrane firing under 10 µA/cm², spike times included.
//! Throughput counts evaluations of the derivative.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use galvani::integrate::{Event, Method, Solver, Trajectory};
use galvani::neuron::HodgkinHuxley;
use galvani::neuron::hodgkin_huxley::V;
use std::hint::black_box;

fn second_at_ten_microamperes(method: Method, tolerance: f64) -> Trajectory<4> {
    let solver = Solver {
        method,
        relative: tolerance,
        absolute: tolerance,
        ..Solver::default()
    };
    let membrane = HodgkinHuxley::default();
    let spike = [Event::Rising {
        component: V,
        level: 0.0,
    }];
    solver
        .integrate(
            membrane.under_current(black_box(10.0)),
            (0.0, 1000.0),
            membrane.steady_at(-65.0),
            &[],
            &spike,
        )
        .expect("the membrane stays finite")
}

fn membrane(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("membrane, 1000 ms");
    for (name, method, tolerance) in [
        ("dop853, 1e-8", Method::Dop853, 1e-8),
        ("dop853, 1e-12", Method::Dop853, 1e-12),
        ("dopri5, 1e-6", Method::Dopri5, 1e-6),
    ] {
        let work = second_at_ten_microamperes(method, tolerance).work;
        let evaluations = work.evaluations + work.inner_evaluations;
        group.throughput(Throughput::Elements(evaluations));
        group.bench_function(name, |bencher| {
            bencher.iter(|| second_at_ten_microamperes(method, tolerance));
        });
    }
    group.finish();
}

criterion_group!(benches, membrane);
criterion_main!(benches);
