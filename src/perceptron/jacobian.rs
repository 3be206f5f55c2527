//! The Jacobian of the outputs, J = ∂z/∂w: for tests and small problems, since it takes
//! examples × outputs × weights numbers.

use super::workspace::ROWS_IN_BLOCK;
use super::{Perceptron, Workspace};
use crate::math::dispatch::vectorised;
use std::ops::Range;

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
            self.write_jacobian(inputs, workspace, jacobian);
        }
    }

    /// ∂z_o/∂w of every example and output of the block whose sensitivities are in the workspace.
    pub(super) fn write_jacobian(
        &self,
        inputs: &[f64],
        workspace: &Workspace,
        jacobian: &mut [f64],
    ) {
        for layer in 0..self.layers().len() {
            let (fan_in, _) = self.fans(layer);
            let part = Part {
                x: self.entering(layer, inputs, &workspace.outputs, &workspace.joined),
                fan_in,
                deltas: &workspace.curvature.sensitivities[layer],
                outputs: self.outputs(),
                columns: self.range(layer),
            };
            write_part((part, self.weights(), jacobian));
        }
    }
}

/// What the columns of one layer's weights are made of.
struct Part<'a> {
    /// What enters the layer, examples × `fan_in`.
    x: &'a [f64],
    fan_in: usize,
    /// (examples · outputs) × units.
    deltas: &'a [f64],
    outputs: usize,
    columns: Range<usize>,
}

vectorised! {
    /// x_a Δ_i for every input a, a 1 behind the last, and every unit i.
    fn write_part(arguments: (Part, usize, &mut [f64])) {
        let (Part { x, fan_in, deltas, outputs, columns }, width, jacobian) = arguments;
        let units = columns.len() / (fan_in + 1);
        let examples = jacobian.chunks_exact_mut(outputs * width);
        let deltas = deltas.chunks_exact(outputs * units);
        for ((x, deltas), rows) in x.chunks_exact(fan_in).zip(deltas).zip(examples) {
            let rows = rows.chunks_exact_mut(width);
            for (deltas, row) in deltas.chunks_exact(units).zip(rows) {
                let (inner, biases) = row[columns.clone()].split_at_mut(fan_in * units);
                if let [delta] = deltas {
                    // One unit: the inputs side by side.
                    for (value, x) in inner.iter_mut().zip(x) {
                        *value = delta * x;
                    }
                } else {
                    for (values, x) in inner.chunks_exact_mut(units).zip(x) {
                        for (value, delta) in values.iter_mut().zip(deltas) {
                            *value = delta * x;
                        }
                    }
                }
                biases.copy_from_slice(deltas);
            }
        }
    }
}
