//! What training costs, a group for each workload: an epoch, an iteration or a run as a whole by the
//! project's own loop. Data are random where the cost does not depend on what they show. The last
//! two groups are the pieces: the matrix product, the Cholesky factor, the triangle of BFGS.
//!
//! An epoch of mini-batches is measured with its record, the loss over all examples, and without.

use criterion::{BatchSize::LargeInput, Criterion, Throughput, criterion_group, criterion_main};
use galvani::dataset::{Encoder, Examples, Scaling, arch_and_blob, embedded};
use galvani::math::matrix_product::{Update, product};
use galvani::math::{cholesky, symmetric};
use galvani::optimize::{Method, MethodSettings};
use galvani::perceptron::{Activation, Batch, Initialisation, Layer, Loss, Perceptron, Workspace};
use galvani::random::Stream;
use galvani::train::{BatchSize, NetworkObjective, Stopping, Trainable, Trained, Training, train};
use std::hint::black_box;

/// Inputs and targets, row after row.
struct Data {
    rows: usize,
    inputs: Vec<f64>,
    targets: Vec<f64>,
}

impl Data {
    /// Random pictures with random labels.
    fn pictures(rows: usize, pixels: usize) -> Self {
        let mut stream = Stream::new(1952, "bench", "pictures", 0);
        let inputs = (0..rows * pixels).map(|_| stream.uniform()).collect();
        let mut targets = vec![0.0; rows * 10];
        for row in targets.chunks_exact_mut(10) {
            row[stream.below(10) as usize] = 1.0;
        }
        Data {
            rows,
            inputs,
            targets,
        }
    }

    /// All examples of an embedded set.
    fn embedded(name: &str) -> Self {
        let table = embedded(name).and_then(|set| set.load()).expect("embedded");
        let rows: Vec<usize> = (0..table.rows()).collect();
        let encoder = Encoder::fit(&table, &rows, Scaling::Standard).expect("columns vary");
        Data::from(encoder.encode(&table, &rows))
    }

    /// 1400 examples of two classes in the plane.
    fn arch_and_blob() -> Self {
        let mut stream = Stream::new(1952, "bench", "arch and blob", 0);
        let table = arch_and_blob(1400, 0.05, &mut stream);
        let rows: Vec<usize> = (0..table.rows()).collect();
        let encoder = Encoder::fit(&table, &rows, Scaling::Standard).expect("columns vary");
        Data::from(encoder.encode(&table, &rows))
    }

    /// One target an example: 1 for the second class, −1 for the first.
    fn into_signs(mut self) -> Self {
        let classes = self.targets.chunks_exact(2);
        self.targets = classes.map(|target| target[1] - target[0]).collect();
        self
    }

    fn batch(&self) -> Batch<'_> {
        Batch {
            rows: self.rows,
            inputs: &self.inputs,
            targets: &self.targets,
        }
    }
}

impl From<Examples> for Data {
    fn from(examples: Examples) -> Self {
        Data {
            rows: examples.rows(),
            inputs: examples.input_slice().to_vec(),
            targets: examples.target_slice().to_vec(),
        }
    }
}

/// One hidden layer of tanh units.
fn network([inputs, hidden, outputs]: [usize; 3], loss: Loss, output: Activation) -> Perceptron {
    let layer = |units, activation| Layer { units, activation };
    let layers = [layer(hidden, Activation::Tanh), layer(outputs, output)];
    Perceptron::new(inputs, &layers, loss).expect("a valid network")
}

fn classifier(sizes: [usize; 3]) -> Perceptron {
    network(sizes, Loss::SoftmaxCrossEntropy, Activation::Linear)
}

fn regressor(sizes: [usize; 3]) -> Perceptron {
    network(sizes, Loss::SquaredError, Activation::Linear)
}

fn weights(network: &Perceptron) -> Vec<f64> {
    Initialisation::GlorotUniform.draw(network, &mut Stream::new(1952, "bench", "weights", 0))
}

/// A network, its data and how it is trained.
struct Workload<'a> {
    network: Perceptron,
    data: &'a Data,
    method: &'static str,
    batch: BatchSize,
    epochs: u64,
}

impl Workload<'_> {
    fn train(&self, w: &mut [f64]) -> Trained {
        let training = Training {
            batch: self.batch,
            stopping: Stopping::after_epochs(self.epochs),
            ..Training::default()
        };
        let method = Method::named(self.method).expect("a method of the registry");
        train(
            &mut NetworkObjective::new(&self.network, self.data.batch()),
            &mut *method.optimizer(self.network.weights()),
            w,
            &training,
            &mut Stream::new(1952, "bench", "batches", 0),
            &|| false,
        )
        .expect("a batch that suits the method")
    }

    /// Measures the training from the same initial weights again and again; the throughput counts
    /// epochs, which with the full batch are iterations.
    fn bench(&self, criterion: &mut Criterion, group: &str, name: &str) {
        let start = weights(&self.network);
        let epochs = self
            .train(&mut start.clone())
            .history
            .last()
            .map_or(1, |last| last.epoch);
        let mut group = criterion.benchmark_group(group);
        group
            .sample_size(10)
            .throughput(Throughput::Elements(epochs));
        group.bench_function(name, |bencher| {
            bencher.iter_batched_ref(|| start.clone(), |w| self.train(w), LargeInput);
        });
    }

    /// Measures the steps of one epoch alone, in the order of the rows.
    fn bench_steps(&self, criterion: &mut Criterion, group: &str, name: &str, rows: usize) {
        let order: Vec<usize> = (0..self.data.rows).collect();
        let mut objective = NetworkObjective::new(&self.network, self.data.batch());
        let method = Method::named(self.method).expect("a method of the registry");
        let mut optimizer = method.optimizer(self.network.weights());
        let mut w = weights(&self.network);
        let mut group = criterion.benchmark_group(group);
        group.sample_size(10).throughput(Throughput::Elements(1));
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                for batch in order.chunks(rows) {
                    objective.select(batch);
                    optimizer.step(&mut w, &mut objective).expect("a step");
                }
            });
        });
    }
}

/// 1797 × 64, network 64-32-10.
fn digits(criterion: &mut Criterion) {
    let data = Data::pictures(1797, 64);
    for (name, method, batch, rows) in [
        ("full batch", "gradient-descent", BatchSize::Full, 1797),
        ("mini-batches of 32", "momentum", BatchSize::Mini(32), 32),
        (
            "one example at a time",
            "gradient-descent",
            BatchSize::Stochastic,
            1,
        ),
    ] {
        let workload = Workload {
            network: classifier([64, 32, 10]),
            data: &data,
            method,
            batch,
            epochs: 10,
        };
        workload.bench(criterion, "digits 64-32-10", name);
        workload.bench_steps(
            criterion,
            "digits 64-32-10",
            &format!("{name}, steps alone"),
            rows,
        );
    }
}

/// 1400 × 2, networks 2-10-2 and 2-10-1.
fn arch_and_blob_iterations(criterion: &mut Criterion) {
    let (classes, signs) = (Data::arch_and_blob(), Data::arch_and_blob().into_signs());
    for method in ["gradient-descent", "conjugate-gradients", "bfgs", "l-bfgs"] {
        let workload = Workload {
            network: classifier([2, 10, 2]),
            data: &classes,
            method,
            batch: BatchSize::Full,
            epochs: 100,
        };
        workload.bench(criterion, "arch-and-blob 2-10-2", method);
    }
    let workload = Workload {
        network: regressor([2, 10, 1]),
        data: &signs,
        method: "levenberg-marquardt",
        batch: BatchSize::Full,
        epochs: 50,
    };
    workload.bench(criterion, "arch-and-blob 2-10-1", "levenberg-marquardt");
}

/// Whole runs: 200 epochs of Rprop, 50 iterations of Levenberg–Marquardt.
fn uci_runs(criterion: &mut Criterion) {
    for (name, sizes) in [("iris", [4, 8, 3]), ("wdbc", [30, 16, 2])] {
        let data = Data::embedded(name);
        let rprop = Workload {
            network: network(sizes, Loss::SquaredError, Activation::Tanh),
            data: &data,
            method: "rprop",
            batch: BatchSize::Full,
            epochs: 200,
        };
        rprop.bench(criterion, name, "rprop");
        let marquardt = Workload {
            network: regressor(sizes),
            method: "levenberg-marquardt",
            epochs: 50,
            ..rprop
        };
        marquardt.bench(criterion, name, "levenberg-marquardt");
    }
}

/// 17,970 residuals × 1,210 weights.
fn digits_by_levenberg_marquardt(criterion: &mut Criterion) {
    let workload = Workload {
        network: regressor([64, 16, 10]),
        data: &Data::pictures(1797, 64),
        method: "levenberg-marquardt",
        batch: BatchSize::Full,
        epochs: 3,
    };
    workload.bench(criterion, "digits 64-16-10", "levenberg-marquardt");
}

/// 784-128-10 in mini-batches of 128; a tenth of MNIST's 60,000 examples.
fn mnist_shape(criterion: &mut Criterion) {
    let workload = Workload {
        network: classifier([784, 128, 10]),
        data: &Data::pictures(6_000, 784),
        method: "momentum",
        batch: BatchSize::Mini(128),
        epochs: 1,
    };
    workload.bench_steps(criterion, "MNIST's shape 784-128-10", "steps alone", 128);
}

fn matrix_products(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("matrix product");
    let mut stream = Stream::new(1952, "bench", "matrices", 0);
    for [m, k, n] in [[256, 256, 256], [1797, 64, 32], [32, 64, 32], [1, 64, 32]] {
        let a: Vec<f64> = (0..m * k).map(|_| stream.normal()).collect();
        let b: Vec<f64> = (0..k * n).map(|_| stream.normal()).collect();
        let mut c = vec![0.0; m * n];
        group.throughput(Throughput::Elements((m * k * n) as u64));
        group.bench_function(format!("{m}x{k}x{n}"), |bencher| {
            bencher.iter(|| product([m, k, n], black_box(&a), &b, Update::Overwrite, &mut c));
        });
    }
}

/// What Levenberg–Marquardt and BFGS do with their matrices for the network 64-16-10.
fn symmetric_matrices(criterion: &mut Criterion) {
    let network = regressor([64, 16, 10]);
    let data = Data::pictures(1797, 64);
    let (w, n) = (weights(&network), network.weights());
    let (mut matrix, mut gradient) = (vec![0.0; n * n], vec![0.0; n]);
    let mut workspace = Workspace::default();
    let mut group = criterion.benchmark_group("matrices of 64-16-10");
    group.sample_size(10);
    group.bench_function("Gauss-Newton", |bencher| {
        bencher.iter(|| {
            let batch = data.batch();
            network.gauss_newton(&w, batch, &mut workspace, &mut matrix, &mut gradient)
        });
    });
    matrix.iter_mut().step_by(n + 1).for_each(|d| *d += 1e-3);
    let mut buffers = cholesky::Workspace::default();
    group.bench_function("Cholesky", |bencher| {
        bencher.iter_batched_ref(
            || matrix.clone(),
            |matrix| cholesky::factor(n, matrix, &mut buffers),
            LargeInput,
        );
    });
    symmetric::set_to_identity(n, &mut matrix);
    let (x, mut y) = (w, vec![0.0; n]);
    group.throughput(Throughput::Elements((n * (n + 1) / 2) as u64));
    group.bench_function("product of BFGS", |bencher| {
        bencher.iter(|| symmetric::product(black_box(&matrix), &x, &mut y));
    });
    group.bench_function("update of BFGS", |bencher| {
        let factors = [1e-9, -1e-9, 0.0];
        bencher.iter(|| symmetric::add_rank_two(black_box(&mut matrix), &x, &x, factors));
    });
}

criterion_group!(
    benches,
    digits,
    arch_and_blob_iterations,
    uci_runs,
    digits_by_levenberg_marquardt,
    mnist_shape,
    matrix_products,
    symmetric_matrices,
);
criterion_main!(benches);
