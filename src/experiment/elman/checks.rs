//! The gradients against central differences.

use crate::perceptron::{Batch, Perceptron, Workspace as Buffers};
use crate::recurrent::tasks::Example;
use crate::recurrent::{Elman, Rule, Sequence, Workspace};

/// Central differences with this step are exact to about 1e-10.
const STEP: f64 = 1e-5;
/// Steps of the stream that are looked at.
const STEPS: usize = 12;
/// Most weights that are moved.
const MOST_WEIGHTS: usize = 200;

/// Largest deviation of the gradient from central differences over the first steps of a stream,
/// relative to its largest component.
///
/// The full gradient is that of E. The truncated one is, by its definition, that of a perceptron to
/// which the hidden states of the step before are given numbers, so its E is taken with them fixed.
pub fn deviation(network: &Elman, rule: Rule, w: &[f64], example: &Example) -> f64 {
    let steps = STEPS.min(example.inputs.len() / network.inputs());
    let sequence = Sequence {
        inputs: &example.inputs[..steps * network.inputs()],
        targets: &example.targets[..steps * network.outputs()],
        start: None,
    };
    let mut workspace = Workspace::default();
    let mut gradient = vec![0.0; w.len()];
    network.gradient(rule, w, &[sequence], &mut workspace, &mut gradient);
    match rule {
        Rule::Full => {
            let error = |w: &[f64]| network.value(w, &[sequence], &mut workspace);
            largest_deviation(w, &gradient, error)
        }
        Rule::Truncated => {
            let frozen = Frozen::new(network, w, sequence);
            let mut buffers = Buffers::default();
            let error = |w: &[f64]| frozen.error(w, sequence.targets, &mut buffers);
            largest_deviation(w, &gradient, error)
        }
    }
}

/// The network as a perceptron with given contexts.
struct Frozen {
    perceptron: Perceptron,
    /// [x(t), y(t−1)].
    rows: Vec<f64>,
    steps: usize,
}

impl Frozen {
    fn new(network: &Elman, w: &[f64], sequence: Sequence<'_>) -> Self {
        let mut state = network.rest();
        let mut workspace = Workspace::default();
        let mut rows = Vec::new();
        for x in sequence.inputs.chunks_exact(network.inputs()) {
            rows.extend_from_slice(x);
            rows.extend_from_slice(&state.outputs);
            network.run(w, x, &mut state, &mut workspace);
        }
        Frozen {
            perceptron: network.perceptron().expect("biases and no shortcuts"),
            rows,
            steps: sequence.inputs.len() / network.inputs(),
        }
    }

    /// The perceptron's loss is the mean over its rows, E their sum.
    fn error(&self, w: &[f64], targets: &[f64], buffers: &mut Buffers) -> f64 {
        let batch = Batch {
            rows: self.steps,
            inputs: &self.rows,
            targets,
        };
        self.steps as f64 * self.perceptron.loss(w, batch, buffers)
    }
}

fn largest_deviation(w: &[f64], gradient: &[f64], mut error: impl FnMut(&[f64]) -> f64) -> f64 {
    let largest = gradient
        .iter()
        .fold(0.0_f64, |most, slope| most.max(slope.abs()));
    let stride = w.len().div_ceil(MOST_WEIGHTS);
    let mut moved = w.to_vec();
    let mut worst = 0.0_f64;
    for place in (0..w.len()).step_by(stride) {
        let mut at = |value: f64| {
            moved[place] = value;
            error(&moved)
        };
        let difference = (at(w[place] + STEP) - at(w[place] - STEP)) / (2.0 * STEP);
        moved[place] = w[place];
        worst = worst.max((gradient[place] - difference).abs());
    }
    worst / largest
}
