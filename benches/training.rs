//! What a training iteration costs: the matrix product alone, the gradient and the Gauss–Newton
//! matrix of networks for the 8 × 8 digits (1797 examples), the matrix of BFGS, and methods as a
//! whole. Throughput counts fused multiply-adds of the products, elements of a triangle, examples,
//! or the gradient-equivalents that a method has used: what it adds to them is its own algebra.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use galvani::math::cholesky;
use galvani::math::matrix_product::{Update, product};
use galvani::math::symmetric;
use galvani::optimize::{Method, MethodSettings};
use galvani::perceptron::{Activation, Batch, Initialisation, Layer, Loss, Perceptron, Workspace};
use galvani::random::Stream;
use galvani::train::{BatchSize, NetworkObjective, Stopping, Trained, Training, train};
use std::hint::black_box;

const EXAMPLES: usize = 1797;
const PIXELS: usize = 64;
const CLASSES: usize = 10;

fn matrix_products(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("matrix product");
    let mut stream = Stream::new(1952, "bench", "matrices", 0);
    for [m, k, n] in [[256, 256, 256], [EXAMPLES, 64, 32], [32, 64, 32]] {
        let a: Vec<f64> = (0..m * k).map(|_| stream.normal()).collect();
        let b: Vec<f64> = (0..k * n).map(|_| stream.normal()).collect();
        let mut c = vec![0.0; m * n];
        group.throughput(Throughput::Elements((m * k * n) as u64));
        group.bench_function(format!("{m}x{k}x{n}"), |bencher| {
            bencher.iter(|| product([m, k, n], black_box(&a), &b, Update::Overwrite, &mut c));
        });
    }
}

/// Random pictures with random labels: the cost does not depend on what they show.
struct Digits {
    inputs: Vec<f64>,
    targets: Vec<f64>,
}

impl Digits {
    fn draw(stream: &mut Stream) -> Self {
        let inputs = (0..EXAMPLES * PIXELS).map(|_| stream.uniform()).collect();
        let mut targets = vec![0.0; EXAMPLES * CLASSES];
        for row in targets.chunks_exact_mut(CLASSES) {
            row[stream.below(CLASSES as u64) as usize] = 1.0;
        }
        Digits { inputs, targets }
    }

    fn batch(&self) -> Batch<'_> {
        Batch {
            rows: EXAMPLES,
            inputs: &self.inputs,
            targets: &self.targets,
        }
    }
}

fn network(hidden: usize) -> Perceptron {
    let layer = |units, activation| Layer { units, activation };
    let layers = [
        layer(hidden, Activation::Tanh),
        layer(CLASSES, Activation::Linear),
    ];
    Perceptron::new(PIXELS, &layers, Loss::SoftmaxCrossEntropy).expect("a valid network")
}

fn derivatives(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("perceptron");
    group.throughput(Throughput::Elements(EXAMPLES as u64));
    let mut stream = Stream::new(1952, "bench", "digits", 0);
    let digits = Digits::draw(&mut stream);
    let mut workspace = Workspace::default();

    let wide = network(32);
    let w = Initialisation::GlorotUniform.draw(&wide, &mut stream);
    let mut gradient = vec![0.0; w.len()];
    group.bench_function("gradient 64-32-10", |bencher| {
        bencher
            .iter(|| wide.gradient(black_box(&w), digits.batch(), &mut workspace, &mut gradient));
    });

    let narrow = network(16);
    let w = Initialisation::GlorotUniform.draw(&narrow, &mut stream);
    let n = w.len();
    let (mut matrix, mut gradient) = (vec![0.0; n * n], vec![0.0; n]);
    group.sample_size(10);
    group.bench_function("Gauss-Newton 64-16-10", |bencher| {
        bencher.iter(|| {
            let batch = digits.batch();
            narrow.gauss_newton(
                black_box(&w),
                batch,
                &mut workspace,
                &mut matrix,
                &mut gradient,
            )
        });
    });

    // As Levenberg–Marquardt does: damp the diagonal and factor.
    matrix.iter_mut().step_by(n + 1).for_each(|d| *d += 1e-3);
    let mut buffers = cholesky::Workspace::default();
    group.bench_function("Cholesky of that matrix", |bencher| {
        bencher.iter(|| cholesky::factor(n, &mut matrix.clone(), &mut buffers));
    });
}

/// H of BFGS for the network 64-16-10: one product and one update a step.
fn triangles(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("symmetric matrix");
    let mut stream = Stream::new(1952, "bench", "triangles", 0);
    let n = network(16).weights();
    let mut h = vec![0.0; n * n];
    symmetric::set_to_identity(n, &mut h);
    let x: Vec<f64> = (0..n).map(|_| stream.normal()).collect();
    let mut y = vec![0.0; n];
    group.throughput(Throughput::Elements((n * (n + 1) / 2) as u64));
    group.bench_function("product", |bencher| {
        bencher.iter(|| symmetric::product(black_box(&h), &x, &mut y));
    });
    group.bench_function("update of rank two", |bencher| {
        bencher.iter(|| symmetric::add_rank_two(black_box(&mut h), &x, &x, [1e-9, -1e-9, 0.0]));
    });
}

/// Trains 64-16-10 by a method for the work of about 20 gradients.
fn train_by(method: &Method, digits: &Digits) -> Trained {
    let network = network(16);
    let mut stream = Stream::new(1952, "bench", "training", 0);
    let mut w = Initialisation::GlorotUniform.draw(&network, &mut stream);
    let training = Training {
        batch: BatchSize::Full,
        stopping: Stopping::after_gradient_equivalents(20.0),
        ..Training::default()
    };
    let mut objective = NetworkObjective::new(&network, digits.batch());
    let mut optimizer = method.optimizer(network.weights());
    let go_on = || false;
    train(
        &mut objective,
        &mut *optimizer,
        &mut w,
        &training,
        &mut stream,
        &go_on,
    )
    .expect("the full batch suits every method")
}

fn methods(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("training for 20 gradients");
    let digits = Digits::draw(&mut Stream::new(1952, "bench", "digits", 0));
    group.sample_size(10);
    for name in [
        "gradient-descent",
        "conjugate-gradients",
        "scaled-conjugate-gradients",
        "bfgs",
        "l-bfgs",
        "levenberg-marquardt",
    ] {
        let method = Method::named(name).expect("a method of the registry");
        let work = train_by(&method, &digits).counts.gradient_equivalents;
        group.throughput(Throughput::Elements(work.round() as u64));
        group.bench_function(name, |bencher| bencher.iter(|| train_by(&method, &digits)));
    }
}

criterion_group!(benches, matrix_products, derivatives, triangles, methods);
criterion_main!(benches);
