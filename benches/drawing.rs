//! How long drawing takes: a suite draws some hundred figures, so each should take well under
//! 150 ms. Throughput counts what is drawn: points, spikes, pixels of pictures.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use galvani::outcome::figure::{Axis, Colours, Figure, Mark, Panel, Picture, Style};
use galvani::outcome::{Language, Text};
use galvani::report::draw::{Format, WIDTH_PX, render};
use std::hint::black_box;

fn figure(mark: Vec<Mark>, y: Axis) -> Figure {
    let x = Axis::linear(Text::new("iteration", "итерация"));
    let title = Text::new("Loss of six methods", "Ошибка шести методов");
    Figure::single("bench", title, Panel::new(x, y, mark))
}

/// Six noisy curves of 1000 points on a logarithmic axis.
fn losses() -> Figure {
    let keys = [
        "gradient-descent",
        "quickprop",
        "rprop",
        "conjugate-gradients",
        "bfgs",
        "adam",
    ];
    let x: Vec<f64> = (0..1000).map(f64::from).collect();
    let curve = |(k, key): (usize, &&str)| {
        let rate = 0.002 * (k + 1) as f64;
        let loss = |x: &f64| 0.69 * (-rate * x).exp() * (1.0 + 0.1 * (7.3 * x).sin());
        Mark::Line {
            label: Text::same(*key),
            style: Style::of(*key),
            y: x.iter().map(loss).collect(),
            x: x.clone(),
        }
    };
    let axis = Axis::log(Text::new("cross-entropy", "перекрёстная энтропия"));
    figure(keys.iter().enumerate().map(curve).collect(), axis)
}

/// 10,000 spikes of 1000 neurons.
fn spikes() -> Figure {
    let raster = Mark::Raster {
        label: Text::new("spikes", "спайки"),
        style: Style::of("v"),
        x: (0..10_000).map(|k| f64::from(k) * 0.1).collect(),
        y: (0..10_000).map(|k| f64::from(k * 7919 % 1000)).collect(),
    };
    figure(vec![raster], Axis::linear(Text::new("neuron", "нейрон")))
}

/// The weights of 150 units as pictures of 28 by 28.
fn weights() -> Figure {
    let picture = |unit: u32| Picture {
        caption: Text::default(),
        values: (0..784)
            .map(|k| (f64::from(k * (unit + 3)) * 0.01).sin())
            .collect(),
    };
    let images = Mark::Images {
        label: Text::new("weight", "вес"),
        width: 28,
        height: 28,
        per_row: 23,
        pictures: (0..150).map(picture).collect(),
        colours: Colours::Grey,
        shared_scale: true,
    };
    figure(vec![images], Axis::default())
}

fn drawing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("drawing");
    let cases = [
        ("six loss curves", losses(), 6 * 1000),
        ("ten thousand spikes", spikes(), 10_000),
        ("weights of 150 units", weights(), 150 * 784),
    ];
    for (name, figure, elements) in cases {
        group.throughput(Throughput::Elements(elements));
        for format in [Format::Png, Format::Svg] {
            let id = format!("{name}, {}", format.extension());
            group.bench_function(id, |bencher| {
                bencher.iter(|| render(black_box(&figure), Language::Ru, format, WIDTH_PX));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, drawing);
criterion_main!(benches);
