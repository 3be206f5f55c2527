//! Back-propagation (Rumelhart, Hinton & Williams 1986, Nature 323:533).
//!
//! With δ⁽ˡ⁾ = ∂E/∂s⁽ˡ⁾ for every example (rows × units):
//!
//! δ⁽ᴸ⁾ = ∂E/∂z ∘ σ′,  δ⁽ˡ⁾ = δ⁽ˡ⁺¹⁾ W⁽ˡ⁺¹⁾ᵀ ∘ σ′,  ∂E/∂W⁽ˡ⁾ = y⁽ˡ⁻¹⁾ᵀ δ⁽ˡ⁾,  ∂E/∂b⁽ˡ⁾ = Σ_s δ⁽ˡ⁾.
//!
//! With a slope offset c ([`Perceptron::with_slope_offset`]) σ′ + c stands in place of σ′.

use super::workspace::ROWS_IN_BLOCK;
use super::{Batch, Perceptron, Workspace};
use crate::math::matrix_product::{Update, product_transposed, transposed_product};

impl Perceptron {
    /// Writes ∇E(w) into `gradient` and returns E(w), both averaged over the examples.
    ///
    /// # Panics
    /// When a slice does not have the length of its shape.
    pub fn gradient(
        &self,
        w: &[f64],
        batch: Batch,
        workspace: &mut Workspace,
        gradient: &mut [f64],
    ) -> f64 {
        self.assert_shapes(w, batch.inputs, batch.rows);
        assert_eq!(gradient.len(), w.len(), "a gradient of another network");
        gradient.fill(0.0);
        let scale = 1.0 / batch.rows.max(1) as f64;
        let mut sum = 0.0;
        for (inputs, targets) in self.blocks(batch, ROWS_IN_BLOCK) {
            sum += self.forward_to_loss(w, inputs, targets, workspace);
            self.backward(w, inputs, targets, scale, workspace, gradient);
        }
        sum / batch.rows.max(1) as f64
    }

    /// Adds one block's part to the gradient; the forward pass is in the workspace.
    pub(super) fn backward(
        &self,
        w: &[f64],
        inputs: &[f64],
        targets: &[f64],
        scale: f64,
        workspace: &mut Workspace,
        gradient: &mut [f64],
    ) {
        let last = self.layers().len() - 1;
        let Workspace {
            outputs,
            deltas,
            deltas_below,
            ..
        } = workspace;
        self.loss_function()
            .output_deltas(&outputs[last], targets, scale, deltas);
        for layer in (0..=last).rev() {
            // Where the loss has its own link the last layer is linear, so that the answers
            // standing here in place of its outputs do not matter.
            let activation = self.layers()[layer].activation;
            activation.multiply_by_slope(&outputs[layer], deltas, self.slope_offset());
            let x = match layer {
                0 => inputs,
                _ => &outputs[layer - 1],
            };
            self.add_layer(layer, x, deltas, gradient);
            if layer > 0 {
                let (fan_in, units) = self.fans(layer);
                let rows = deltas.len() / units;
                deltas_below.resize(rows * fan_in, 0.0);
                let (shape, matrix) = ([rows, units, fan_in], self.matrix(layer, w));
                product_transposed(shape, deltas, matrix, Update::Overwrite, deltas_below);
                std::mem::swap(deltas, deltas_below);
            }
        }
    }

    /// Adds xᵀδ and Σ_s δ to a layer's part of the gradient.
    fn add_layer(&self, layer: usize, x: &[f64], deltas: &[f64], gradient: &mut [f64]) {
        let (fan_in, units) = self.fans(layer);
        let shape = [fan_in, deltas.len() / units, units];
        let matrix = self.matrix_mut(layer, gradient);
        transposed_product(shape, x, deltas, Update::Add, matrix);
        let biases = self.biases_mut(layer, gradient);
        for row in deltas.chunks_exact(units) {
            biases.iter_mut().zip(row).for_each(|(b, d)| *b += d);
        }
    }
}
