//! What recurrent networks cost: a pass of Elman's two tasks, the weights changed after every step as in
//! the paper, and one gradient of the long short-term memory through 100 steps.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use galvani::perceptron::Activation;
use galvani::random::Stream;
use galvani::recurrent::tasks::{Example, adding, letters, temporal_xor};
use galvani::recurrent::{
    Elman, Lstm, Lstm1997, MemoryBlocks, Network, Output, Readout, Rule, Sequence, State, Workspace,
};
use std::hint::black_box;

/// A network that learns step by step, its context copied back.
struct Online {
    network: Elman,
    w: Vec<f64>,
    gradient: Vec<f64>,
    state: State,
    workspace: Workspace,
}

impl Online {
    fn new(width: usize, hidden: usize) -> Self {
        let readout = Readout::new(width, Output::Logistic);
        let network = Elman::new(width, hidden, Activation::Logistic, readout).expect("small");
        let w = network.uniform_weights(0.5, &mut stream("weights"));
        Online {
            gradient: vec![0.0; w.len()],
            w,
            state: network.rest(),
            workspace: Workspace::default(),
            network,
        }
    }

    fn pass(&mut self, example: &Example) {
        let width = self.network.inputs();
        let steps = example.inputs.chunks_exact(width);
        for (inputs, targets) in steps.zip(example.targets.chunks_exact(width)) {
            let step = [Sequence {
                inputs,
                targets,
                start: Some(&self.state),
            }];
            let (space, gradient) = (&mut self.workspace, &mut self.gradient);
            self.network
                .gradient(Rule::Truncated, &self.w, &step, space, gradient);
            for (w, slope) in self.w.iter_mut().zip(&*gradient) {
                *w -= 0.1 * slope;
            }
            self.network.end(&self.workspace, &mut self.state);
        }
    }
}

fn stream(purpose: &str) -> Stream {
    Stream::new(1990, "bench", purpose, 0)
}

/// Steps a second.
fn elman(criterion: &mut Criterion) {
    let bits = temporal_xor::example(&temporal_xor::bits(3000, &mut stream("bits")));
    let text = letters::example(&letters::text(1000, &mut stream("letters")));
    let mut group = criterion.benchmark_group("elman_pass");
    let tasks = [
        ("temporal_xor_1_2_1", &bits, 1, 2),
        ("letters_6_20_6", &text, letters::FEATURES, 20),
    ];
    for (name, example, width, hidden) in tasks {
        let mut online = Online::new(width, hidden);
        group.throughput(Throughput::Elements((example.inputs.len() / width) as u64));
        group.bench_function(name, |bencher| {
            bencher.iter(|| online.pass(black_box(example)))
        });
    }
    group.finish();
}

/// Steps a second, forwards and back.
fn memory(criterion: &mut Criterion) {
    let example = adding::example(100, &mut stream("adding"));
    let steps = (example.inputs.len() / 2) as u64;
    let readout = Readout::new(1, Output::Logistic);
    let modern = Lstm::new(2, 8, readout).expect("small");
    let blocks = MemoryBlocks {
        blocks: 2,
        size: 2,
        cell_biases: true,
    };
    let original = Lstm1997::new(2, blocks, readout).expect("small");
    let mut group = criterion.benchmark_group("lstm_gradient");
    group.throughput(Throughput::Elements(steps));
    gradient(
        &mut group,
        "modern_8_cells_full",
        &modern,
        Rule::Full,
        &example,
    );
    gradient(
        &mut group,
        "1997_2x2_cells_truncated",
        &original,
        Rule::Truncated,
        &example,
    );
    group.finish();
}

type Group<'c> = criterion::BenchmarkGroup<'c, criterion::measurement::WallTime>;

fn gradient<C: galvani::recurrent::Cell>(
    group: &mut Group<'_>,
    name: &str,
    network: &Network<C>,
    rule: Rule,
    example: &Example,
) {
    let w = network.uniform_weights(0.1, &mut stream("weights"));
    let (mut space, mut slopes) = (Workspace::default(), vec![0.0; w.len()]);
    group.bench_function(name, |bencher| {
        bencher.iter(|| {
            let sequence = [black_box(example).sequence()];
            network.gradient(rule, &w, &sequence, &mut space, &mut slopes)
        })
    });
}

criterion_group!(benches, elman, memory);
criterion_main!(benches);
