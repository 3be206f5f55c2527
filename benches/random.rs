//! Random draws in bulk, beside the same one by one: nanoseconds a number.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use galvani::random::{PoissonTable, Stream};

const DRAWS: usize = 4096;

fn normals(criterion: &mut Criterion) {
    let mut stream = Stream::new(1, "bench", "normals", 0);
    let mut values = vec![0.0; DRAWS];
    let mut group = criterion.benchmark_group("4096 normals");
    group.throughput(Throughput::Elements(DRAWS as u64));
    group.bench_function("one by one", |bencher| {
        bencher.iter(|| values.iter_mut().for_each(|value| *value = stream.normal()));
    });
    group.bench_function("at once", |bencher| {
        bencher.iter(|| stream.fill_normals(&mut values));
    });
    group.finish();
}

fn poisson(criterion: &mut Criterion) {
    let mut stream = Stream::new(1, "bench", "Poisson", 0);
    let mut counts = vec![0; DRAWS];
    for mean in [0.4, 4.0, 300.0] {
        let table = PoissonTable::new(mean);
        let mut group = criterion.benchmark_group(format!("4096 Poisson counts of mean {mean}"));
        group.throughput(Throughput::Elements(DRAWS as u64));
        group.bench_function("products of uniforms", |bencher| {
            bencher.iter(|| {
                counts
                    .iter_mut()
                    .for_each(|count| *count = stream.poisson(mean) as u32);
            });
        });
        group.bench_function("table", |bencher| {
            bencher.iter(|| table.fill(&mut stream, &mut counts));
        });
        group.finish();
    }
}

criterion_group!(benches, normals, poisson);
criterion_main!(benches);
