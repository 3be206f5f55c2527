//! A variant's loss as a function of the weights: summed or averaged, with Fahlman's two deviations
//! from plain back-propagation.
//!
//! * margin m: an output nearer than m to its target counts as right, d = 0, and sends nothing back
//! * bias input β: the biases' unit has the constant output β in place of 1

use super::examples::Examples;
use super::setup::Setup;
use crate::optimize::{Cost, Objective};
use crate::perceptron::{Batch, Perceptron, Workspace};
use crate::train::NetworkObjective;

/// E(w) of a task.
pub struct TaskObjective<'a> {
    network: &'a Perceptron,
    examples: &'a Examples,
    /// N where E is a sum, 1 where it is a mean.
    factor: f64,
    margin: f64,
    bias: BiasInput<'a>,
    /// Targets, each replaced by its output where that is right.
    targets: Vec<f64>,
    cost: Cost,
    workspace: Workspace,
}

impl<'a> TaskObjective<'a> {
    pub fn new(setup: &Setup, examples: &'a Examples, network: &'a Perceptron) -> Self {
        let batch = Batch {
            rows: examples.rows,
            inputs: &examples.inputs,
            targets: &examples.targets,
        };
        TaskObjective {
            network,
            examples,
            factor: setup.factor(examples.rows),
            margin: setup.margin,
            bias: BiasInput::new(setup.bias_input, network),
            targets: examples.targets.clone(),
            cost: NetworkObjective::new(network, batch).cost(),
            workspace: Workspace::default(),
        }
    }

    /// Makes the bias input and the margin what they are at these weights.
    fn prepare(&mut self, w: &[f64]) {
        self.bias.apply(w);
        if self.margin == 0.0 {
            return;
        }
        let (rows, inputs) = (self.examples.rows, &self.examples.inputs);
        let weights = self.bias.weights();
        let answers = (self.network).predict(weights, inputs, rows, &mut self.workspace);
        let pairs = answers.iter().zip(&self.examples.targets);
        for (now, (y, t)) in self.targets.iter_mut().zip(pairs) {
            *now = if (y - t).abs() < self.margin { *y } else { *t };
        }
    }

    /// The network, the effective weights, the examples, and what is computed in.
    fn parts(&mut self) -> (&'a Perceptron, &[f64], Batch<'_>, &mut Workspace) {
        let batch = Batch {
            rows: self.examples.rows,
            inputs: &self.examples.inputs,
            targets: &self.targets,
        };
        (
            self.network,
            self.bias.weights(),
            batch,
            &mut self.workspace,
        )
    }
}

impl Objective for TaskObjective<'_> {
    fn dimension(&self) -> usize {
        self.network.weights()
    }

    fn value(&mut self, w: &[f64]) -> f64 {
        self.prepare(w);
        let factor = self.factor;
        let (network, w, batch, workspace) = self.parts();
        factor * network.loss(w, batch, workspace)
    }

    fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
        self.prepare(w);
        let factor = self.factor;
        let (network, w, batch, workspace) = self.parts();
        let loss = network.gradient(w, batch, workspace, gradient);
        gradient.iter_mut().for_each(|g| *g *= factor);
        self.bias.scale(gradient);
        factor * loss
    }

    fn normal_equations(
        &mut self,
        w: &[f64],
        matrix: &mut [f64],
        gradient: &mut [f64],
    ) -> Option<f64> {
        self.prepare(w);
        let factor = self.factor;
        let (network, w, batch, workspace) = self.parts();
        let loss = network.gauss_newton(w, batch, workspace, matrix, gradient);
        let numbers = matrix.iter_mut().chain(gradient.iter_mut());
        numbers.for_each(|number| *number *= factor);
        self.bias.scale(gradient);
        self.bias.scale_both_ways(matrix);
        Some(factor * loss)
    }

    fn fan_in(&self, weight: usize) -> Option<usize> {
        Some(self.network.fan_in(weight))
    }

    fn cost(&self) -> Cost {
        self.cost
    }
}

/// Weights as a network with the bias input 1 takes them: b = β v of the variant's own v.
pub struct BiasInput<'a> {
    network: &'a Perceptron,
    input: f64,
    weights: Vec<f64>,
}

impl<'a> BiasInput<'a> {
    pub fn new(input: f64, network: &'a Perceptron) -> Self {
        BiasInput {
            network,
            input,
            weights: vec![0.0; network.weights()],
        }
    }

    /// Takes over the variant's weights.
    pub fn apply(&mut self, w: &[f64]) {
        self.weights.copy_from_slice(w);
        let (network, input) = (self.network, self.input);
        scale(network, input, &mut self.weights);
    }

    /// The effective weights.
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// ∂E/∂v = β ∂E/∂b.
    fn scale(&self, gradient: &mut [f64]) {
        scale(self.network, self.input, gradient);
    }

    fn scale_both_ways(&self, matrix: &mut [f64]) {
        if self.input == 1.0 {
            return;
        }
        let n = self.network.weights();
        for row in matrix.chunks_exact_mut(n) {
            scale(self.network, self.input, row);
        }
        for layer in 0..self.network.layers().len() {
            let end = self.network.range(layer).end;
            let units = self.network.fans(layer).1;
            let rows = &mut matrix[(end - units) * n..end * n];
            rows.iter_mut().for_each(|entry| *entry *= self.input);
        }
    }
}

/// Multiplies what belongs to the biases.
fn scale(network: &Perceptron, input: f64, numbers: &mut [f64]) {
    if input == 1.0 {
        return;
    }
    for layer in 0..network.layers().len() {
        let biases = network.biases_mut(layer, numbers);
        biases.iter_mut().for_each(|number| *number *= input);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::learning_time::LearningTime;
    use crate::random::Stream;
    use std::path::Path;

    /// The variant of a file, its examples and its network.
    fn bench(toml: &str) -> (Setup, Examples, Perceptron) {
        let text = format!("variants = [{{ name = 'a', method = 'rprop' }}]\n{toml}");
        let settings: LearningTime = toml::from_str(&text).unwrap();
        let setup = Setup::of(&settings, &settings.variants[0]);
        let mut stream = Stream::new(1988, "test", "examples", 0);
        let examples = setup.examples(Path::new(""), &mut stream).unwrap();
        let network = setup.network(examples.features, examples.outputs).unwrap();
        (setup, examples, network)
    }

    fn weights(network: &Perceptron) -> Vec<f64> {
        let n = network.weights();
        (0..n).map(|k| 0.3 * (1.7 * k as f64).sin()).collect()
    }

    #[test]
    fn gradients_are_those_of_the_loss_for_any_bias_input_and_sum() {
        for toml in [
            "task = 'xor'",
            "task = 'xor'\nbias_input = 0.5\nsummed = false",
        ] {
            let (setup, examples, network) = bench(toml);
            let mut objective = TaskObjective::new(&setup, &examples, &network);
            let mut w = weights(&network);
            let n = w.len();
            let (mut gradient, mut again) = (vec![0.0; n], vec![0.0; n]);
            let loss = objective.gradient(&w, &mut gradient);
            assert_eq!(objective.value(&w), loss);
            for k in 0..n {
                let (centre, h) = (w[k], 1e-5);
                let mut at = |x| {
                    w[k] = x;
                    objective.value(&w)
                };
                let slope = (at(centre + h) - at(centre - h)) / (2.0 * h);
                w[k] = centre;
                approx::assert_abs_diff_eq!(slope, gradient[k], epsilon = 1e-9);
            }
            let mut matrix = vec![0.0; n * n];
            objective.normal_equations(&w, &mut matrix, &mut again);
            approx::assert_abs_diff_eq!(again.as_slice(), gradient.as_slice(), epsilon = 1e-12);
            // One output: G = Σ JᵀJ, J by differences of the output.
            let mut bias = BiasInput::new(setup.bias_input, &network);
            let mut workspace = Workspace::default();
            let mut answers = |w: &[f64]| {
                bias.apply(w);
                let inputs = &examples.inputs;
                let rows = examples.rows;
                network
                    .predict(bias.weights(), inputs, rows, &mut workspace)
                    .to_vec()
            };
            let column =
                |w: &mut Vec<f64>, k: usize, answers: &mut dyn FnMut(&[f64]) -> Vec<f64>| {
                    let (centre, h) = (w[k], 1e-5);
                    w[k] = centre + h;
                    let above = answers(w);
                    w[k] = centre - h;
                    let below = answers(w);
                    w[k] = centre;
                    let slopes = above.iter().zip(below).map(|(a, b)| (a - b) / (2.0 * h));
                    slopes.collect::<Vec<f64>>()
                };
            let (first, last) = (
                column(&mut w, 4, &mut answers),
                column(&mut w, n - 1, &mut answers),
            );
            let product: f64 = first.iter().zip(&last).map(|(a, b)| a * b).sum();
            let expected = product * setup.factor(4) / 4.0;
            approx::assert_abs_diff_eq!(matrix[4 * n + n - 1], expected, epsilon = 1e-8);
        }
    }

    #[test]
    fn what_is_within_the_margin_sends_nothing_back() {
        let (mut setup, examples, network) = bench("task = 'xor'");
        let w = weights(&network);
        let n = w.len();
        let mut workspace = Workspace::default();
        let answers = network
            .predict(&w, &examples.inputs, 4, &mut workspace)
            .to_vec();
        let distance: Vec<f64> = answers
            .iter()
            .zip(&examples.targets)
            .map(|(y, t)| (y - t).abs())
            .collect();
        let largest = distance.iter().copied().fold(0.0, f64::max);
        // Between the largest two: only one example counts.
        let mut rest: Vec<f64> = distance.iter().copied().filter(|d| *d < largest).collect();
        rest.sort_by(f64::total_cmp);
        setup.margin = 0.5 * (largest + rest[2]);
        let mut gradient = vec![0.0; n];
        let loss = TaskObjective::new(&setup, &examples, &network).gradient(&w, &mut gradient);
        approx::assert_relative_eq!(loss, 0.5 * largest * largest, epsilon = 1e-12);
        let row = distance.iter().position(|d| *d == largest).unwrap();
        let alone = Batch {
            rows: 1,
            inputs: &examples.inputs[2 * row..2 * row + 2],
            targets: &examples.targets[row..=row],
        };
        let mut expected = vec![0.0; n];
        network.gradient(&w, alone, &mut workspace, &mut expected);
        approx::assert_abs_diff_eq!(gradient.as_slice(), expected.as_slice(), epsilon = 1e-12);
        setup.margin = 1.0;
        let loss = TaskObjective::new(&setup, &examples, &network).gradient(&w, &mut gradient);
        assert_eq!((loss, gradient), (0.0, vec![0.0; n]));
    }
}
