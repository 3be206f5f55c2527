//! A perceptron's loss on its examples, as a function of the weights: over all examples, or over
//! selected ones, which are gathered into a contiguous batch.

use super::Trainable;
use crate::optimize::{Cost, Objective};
use crate::perceptron::{Batch, Perceptron, Workspace};

/// E(w) of a network on a set of examples.
pub struct NetworkObjective<'a> {
    network: &'a Perceptron,
    examples: Batch<'a>,
    workspace: Workspace,
    /// `None`: all examples.
    selection: Option<usize>,
    /// Inputs and targets of the selected rows.
    inputs: Vec<f64>,
    targets: Vec<f64>,
}

impl<'a> NetworkObjective<'a> {
    /// All of `examples` until others are selected.
    pub fn new(network: &'a Perceptron, examples: Batch<'a>) -> Self {
        NetworkObjective {
            network,
            examples,
            workspace: Workspace::default(),
            selection: None,
            inputs: Vec::new(),
            targets: Vec::new(),
        }
    }

    /// The selected examples and the workspace, borrowed side by side.
    fn parts(&mut self) -> (Batch<'_>, &mut Workspace) {
        let batch = match self.selection {
            None => self.examples,
            Some(rows) => Batch {
                rows,
                inputs: &self.inputs,
                targets: &self.targets,
            },
        };
        (batch, &mut self.workspace)
    }
}

/// Appends the given rows of a matrix with `width` columns.
fn gather(rows: &[usize], from: &[f64], width: usize, into: &mut Vec<f64>) {
    into.clear();
    for &row in rows {
        into.extend_from_slice(&from[row * width..(row + 1) * width]);
    }
}

impl Objective for NetworkObjective<'_> {
    fn dimension(&self) -> usize {
        self.network.weights()
    }

    fn value(&mut self, w: &[f64]) -> f64 {
        let network = self.network;
        let (batch, workspace) = self.parts();
        network.loss(w, batch, workspace)
    }

    fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
        let network = self.network;
        let (batch, workspace) = self.parts();
        network.gradient(w, batch, workspace, gradient)
    }

    fn normal_equations(
        &mut self,
        w: &[f64],
        matrix: &mut [f64],
        gradient: &mut [f64],
    ) -> Option<f64> {
        let network = self.network;
        let (batch, workspace) = self.parts();
        Some(network.gauss_newton(w, batch, workspace, matrix, gradient))
    }

    fn fan_in(&self, weight: usize) -> Option<usize> {
        Some(self.network.fan_in(weight))
    }

    /// A gradient is a forward pass and a backward pass of twice the work. The Jacobian behind a
    /// Gauss–Newton matrix takes a backward pass for each of the M outputs: (1 + 2M)/3. All of it in
    /// proportion to the share of the examples that is selected.
    fn cost(&self) -> Cost {
        let share = match self.selection {
            None => 1.0,
            Some(rows) => rows as f64 / self.examples.rows as f64,
        };
        let outputs = self.network.outputs() as f64;
        Cost {
            value: share / 3.0,
            gradient: share,
            normal_equations: share * (1.0 + 2.0 * outputs) / 3.0,
        }
    }
}

impl Trainable for NetworkObjective<'_> {
    fn examples(&self) -> usize {
        self.examples.rows
    }

    fn select(&mut self, rows: &[usize]) {
        let (inputs, outputs) = (self.network.inputs(), self.network.outputs());
        gather(rows, self.examples.inputs, inputs, &mut self.inputs);
        gather(rows, self.examples.targets, outputs, &mut self.targets);
        self.selection = Some(rows.len());
    }

    fn select_all(&mut self) {
        self.selection = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::perceptron::{Activation, Layer, Loss};

    /// y = w x + b on (1, 2), (2, 3), (3, 5).
    fn line() -> Perceptron {
        let layers = [Layer {
            units: 1,
            activation: Activation::Linear,
        }];
        Perceptron::new(1, &layers, Loss::SquaredError).unwrap()
    }

    const EXAMPLES: Batch = Batch {
        rows: 3,
        inputs: &[1.0, 2.0, 3.0],
        targets: &[2.0, 3.0, 5.0],
    };

    #[test]
    fn selected_rows_count_and_others_do_not() {
        let network = line();
        let mut objective = NetworkObjective::new(&network, EXAMPLES);
        // w = 1, b = 1 errs on the third example only, by 1: ½/3.
        let w = [1.0, 1.0];
        approx::assert_relative_eq!(objective.value(&w), 0.5 / 3.0);
        objective.select(&[2, 0]);
        approx::assert_relative_eq!(objective.value(&w), 0.25);
        let mut gradient = [0.0; 2];
        objective.gradient(&w, &mut gradient);
        // (y − t) x = −3 and y − t = −1, averaged over two examples.
        assert_eq!(gradient, [-1.5, -0.5]);
        objective.select_all();
        approx::assert_relative_eq!(objective.value(&w), 0.5 / 3.0);
    }

    #[test]
    fn cost_is_in_proportion_to_the_selected_share() {
        let network = line();
        let mut objective = NetworkObjective::new(&network, EXAMPLES);
        assert_eq!(
            objective.cost(),
            Cost {
                value: 1.0 / 3.0,
                gradient: 1.0,
                normal_equations: 1.0
            }
        );
        objective.select(&[1]);
        approx::assert_relative_eq!(objective.cost().gradient, 1.0 / 3.0);
    }

    #[test]
    fn fan_ins_count_the_bias_and_pass_through_the_counter() {
        use crate::optimize::{Counted, Counts};
        let layers = [3, 2].map(|units| Layer {
            units,
            activation: Activation::Tanh,
        });
        let network = Perceptron::new(1, &layers, Loss::SquaredError).unwrap();
        let examples = Batch {
            rows: 0,
            inputs: &[],
            targets: &[],
        };
        let mut objective = NetworkObjective::new(&network, examples);
        let mut counts = Counts::default();
        let counted = Counted::new(&mut objective, &mut counts);
        // Three hidden units with one input and a bias each, two outputs with three and a bias.
        let fan_ins: Vec<_> = (0..network.weights()).map(|i| counted.fan_in(i)).collect();
        assert_eq!(fan_ins[..6], [Some(2); 6]);
        assert_eq!(fan_ins[6..], [Some(4); 8]);
    }

    #[test]
    fn mini_batches_of_equal_size_average_to_the_full_gradient() {
        let network = line();
        let mut objective = NetworkObjective::new(&network, EXAMPLES);
        let w = [0.3, -0.2];
        let (mut full, mut part, mut sum) = ([0.0; 2], [0.0; 2], [0.0; 2]);
        objective.gradient(&w, &mut full);
        for row in 0..3 {
            objective.select(&[row]);
            objective.gradient(&w, &mut part);
            sum[0] += part[0] / 3.0;
            sum[1] += part[1] / 3.0;
        }
        approx::assert_relative_eq!(sum.as_slice(), full.as_slice(), epsilon = 1e-12);
    }
}
