//! The runner's overhead: a suite of 1,000 tiny experiments, first run and kept run. The promise is
//! under 1 ms an experiment beyond its own work (which here is an addition and one small figure).

#[path = "../tests/suite/fixture.rs"]
mod fixture;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use fixture::{Quiet, plan, small};
use galvani::config::Planned;
use galvani::outcome::Language;
use galvani::suite::{self, Drawing, Options};
use std::path::Path;

const EXPERIMENTS: u64 = 1000;

fn run(experiments: &[&Planned], results: &Path, fresh: bool) {
    let options = Options {
        results: results.to_path_buf(),
        fresh,
        // No figure formats: drawing has a benchmark of its own.
        drawing: Drawing {
            language: Language::En,
            formats: Vec::new(),
            npy: false,
            width: 800,
        },
        interrupted: &|| false,
        observer: &Quiet,
    };
    suite::run(experiments, &options);
}

fn thousand(criterion: &mut Criterion) {
    let experiments: Vec<Planned> = (0..EXPERIMENTS)
        .map(|place| plan(&format!("e{place}"), small("fine")))
        .collect();
    let experiments: Vec<&Planned> = experiments.iter().collect();
    let results = tempfile::tempdir().expect("a temporary folder");
    let mut group = criterion.benchmark_group("suite of 1000");
    group
        .throughput(Throughput::Elements(EXPERIMENTS))
        .sample_size(10);
    group.bench_function("first run", |bencher| {
        bencher.iter(|| run(&experiments, results.path(), true))
    });
    group.bench_function("kept", |bencher| {
        bencher.iter(|| run(&experiments, results.path(), false))
    });
    group.finish();
}

criterion_group!(benches, thousand);
criterion_main!(benches);
