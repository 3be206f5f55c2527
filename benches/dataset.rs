//! Reading data sets (checksum, parsing, columns) and encoding them, in rows per second.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use galvani::dataset::{Encoder, Scaling, embedded};

fn load(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("load");
    for (name, rows) in [("letter-recognition", 20_000), ("mnist-subset", 4_000)] {
        let set = embedded(name).expect("embedded");
        group.throughput(Throughput::Elements(rows));
        group.bench_function(name, |bencher| bencher.iter(|| set.load()));
    }
}

fn encode(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("encode");
    for (name, scaling) in [
        ("letter-recognition", Scaling::Standard),
        ("mnist-subset", Scaling::SharedMinMax),
    ] {
        let table = embedded(name).and_then(|set| set.load()).expect("embedded");
        let rows: Vec<usize> = (0..table.rows()).collect();
        group.throughput(Throughput::Elements(rows.len() as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let encoder = Encoder::fit(&table, &rows, scaling).expect("columns vary");
                encoder.encode(&table, &rows)
            });
        });
    }
}

criterion_group!(benches, load, encode);
criterion_main!(benches);
