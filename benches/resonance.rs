//! What adaptive resonance and the bidirectional memory cost: ART1 on the alphabet until it is stable,
//! fuzzy ART on a stream of points, a recall of Kosko's memory from noise.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use galvani::dataset::letters;
use galvani::memory::{Bam, Patterns, Resonance, Units, flipped};
use galvani::random::Stream;
use galvani::resonance::{Art1, Art1Settings, FuzzyArt, FuzzyArtSettings, learn};
use std::hint::black_box;

fn art1(criterion: &mut Criterion) {
    let letters = letters();
    let mut group = criterion.benchmark_group("ART1: the alphabet until stable");
    for vigilance in [0.5, 0.8] {
        let settings = Art1Settings {
            vigilance,
            ..Art1Settings::default()
        };
        group.bench_function(format!("vigilance {vigilance}"), |bencher| {
            bencher.iter(|| {
                let mut network = Art1::new(letters[0].pixels().len(), settings.clone());
                let present = |i: usize| network.present(letters[i].pixels());
                let learning = learn(letters.len(), 50, present);
                black_box(learning.passes.len())
            });
        });
    }
    group.finish();
}

fn fuzzy_art(criterion: &mut Criterion) {
    const POINTS: usize = 10_000;
    let mut group = criterion.benchmark_group("fuzzy ART: 10,000 random points");
    group.throughput(Throughput::Elements(POINTS as u64));
    for (inputs, vigilance) in [(2, 0.9), (64, 0.7)] {
        let mut stream = Stream::new(1991, "bench", "points", inputs as u64);
        let points: Vec<f64> = (0..POINTS * inputs).map(|_| stream.uniform()).collect();
        let settings = FuzzyArtSettings {
            vigilance,
            max_categories: 1000,
            ..FuzzyArtSettings::default()
        };
        let name = format!("{inputs} inputs, vigilance {vigilance}");
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let mut network = FuzzyArt::new(inputs, settings.clone());
                for point in points.chunks(inputs) {
                    network.present(point);
                }
                black_box(network.categories())
            });
        });
    }
    group.finish();
}

fn bam(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("BAM: recall with a tenth of A flipped");
    for (units, pairs) in [(100, 8), (2000, 100)] {
        let mut stream = Stream::new(1988, "bench", "pairs", units as u64);
        let [a, b] = [(); 2].map(|()| Patterns::random(pairs, units, &mut stream));
        let memory = Bam::new(Units::Bipolar, a, b).expect("as many patterns on both sides");
        let cue = flipped(memory.patterns_a().get(0), units / 10, &mut stream);
        let mut resonance = Resonance::new(&memory);
        let name = format!("{pairs} pairs of {units} and {units} units");
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                resonance.cue_a(&cue);
                black_box(resonance.run(100, |_| ()))
            });
        });
    }
    group.finish();
}

criterion_group!(benches, art1, fuzzy_art, bam);
criterion_main!(benches);
