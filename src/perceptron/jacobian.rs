//! The Jacobian of the outputs, J = ∂z/∂w: for tests and small problems, since it takes
//! examples × outputs × weights numbers.

use super::workspace::ROWS_IN_BLOCK;
use super::{Perceptron, Workspace};

impl Perceptron {
    /// Writes J = ∂z/∂w, with a row for each example and output (outputs of one example together)
    /// and a column for each weight. z are the outputs of the last layer: for the squared and
    /// the hyperbolic error the network's answers, for the other losses what goes into softmax or
    /// the logistic function.
    ///
    /// # Panics
    /// When a slice does not have the length of its shape.
    pub fn jacobian(
        &self,
        w: &[f64],
        inputs: &[f64],
        rows: usize,
        workspace: &mut Workspace,
        jacobian: &mut [f64],
    ) {
        self.assert_shapes(w, inputs, rows);
        let (n, width) = (self.weights(), self.outputs());
        let length = rows * width * n;
        assert_eq!(
            jacobian.len(),
            length,
            "a Jacobian of another network or batch"
        );
        let block = ROWS_IN_BLOCK;
        for (inputs, jacobian) in inputs
            .chunks(block * self.inputs())
            .zip(jacobian.chunks_mut(block * width * n))
        {
            self.forward(w, inputs, workspace);
            self.sensitivities(w, workspace, |_, _, root| {
                root.fill(0.0);
                root.iter_mut()
                    .step_by(width + 1)
                    .for_each(|one| *one = 1.0);
            });
            for (row, values) in jacobian.chunks_exact_mut(n).enumerate() {
                self.jacobian_row(inputs, row, workspace, values);
            }
        }
    }

    /// ∂z_o/∂w of one example, counted over examples and outputs.
    pub(super) fn jacobian_row(
        &self,
        inputs: &[f64],
        row: usize,
        workspace: &Workspace,
        values: &mut [f64],
    ) {
        let example = row / self.outputs();
        for layer in 0..self.layers().len() {
            let (fan_in, units) = self.fans(layer);
            let x = self.entering(layer, inputs, &workspace.outputs, &workspace.joined);
            let x = x[example * fan_in..][..fan_in].iter().chain([&1.0]);
            let deltas = &workspace.curvature.sensitivities[layer][row * units..][..units];
            let part = values[self.range(layer)].chunks_exact_mut(units);
            for (values, x) in part.zip(x) {
                for (value, delta) in values.iter_mut().zip(deltas) {
                    *value = delta * x;
                }
            }
        }
    }
}
