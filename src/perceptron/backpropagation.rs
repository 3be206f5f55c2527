//! Back-propagation (Rumelhart, Hinton & Williams 1986, Nature 323:533).
//!
//! With δ⁽ˡ⁾ = ∂E/∂s⁽ˡ⁾ for every example (rows × units):
//!
//! δ⁽ᴸ⁾ = (p − t)/N ∘ σ′,  δ⁽ˡ⁾ = δ⁽ˡ⁺¹⁾ W⁽ˡ⁺¹⁾ᵀ ∘ σ′,  ∂E/∂W⁽ˡ⁾ = y⁽ˡ⁻¹⁾ᵀ δ⁽ˡ⁾,  ∂E/∂b⁽ˡ⁾ = Σ_s δ⁽ˡ⁾.

use super::workspace::ROWS_IN_BLOCK;
use super::{Batch, Perceptron, Workspace};
use crate::math::matrix_product::{Update, product_transposed, transposed_product};
use crate::math::sums::column_sums;

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
        if batch.rows == 0 {
            gradient.fill(0.0);
        }
        let scale = 1.0 / batch.rows.max(1) as f64;
        let (mut sum, mut update) = (0.0, Update::Overwrite);
        for (inputs, targets) in self.blocks(batch, ROWS_IN_BLOCK) {
            sum += self.forward_to_loss(w, inputs, targets, workspace);
            self.backward(w, (inputs, targets), scale, workspace, (update, gradient));
            update = Update::Add;
        }
        sum / batch.rows.max(1) as f64
    }

    /// Updates the gradient by one block's part; the forward pass is in the workspace.
    pub(super) fn backward(
        &self,
        w: &[f64],
        (inputs, targets): (&[f64], &[f64]),
        scale: f64,
        workspace: &mut Workspace,
        (update, gradient): (Update, &mut [f64]),
    ) {
        let last = self.layers().len() - 1;
        let Workspace {
            outputs,
            deltas,
            deltas_below,
            ..
        } = workspace;
        deltas.clear();
        let answers = outputs[last].iter().zip(targets);
        deltas.extend(answers.map(|(p, t)| (p - t) * scale));
        for layer in (0..=last).rev() {
            // Where the loss has its own link the last layer is linear, so that the answers
            // standing here in place of its outputs do not matter.
            let activation = self.layers()[layer].activation;
            activation.multiply_by_slope(&outputs[layer], deltas);
            let x = match layer {
                0 => inputs,
                _ => &outputs[layer - 1],
            };
            self.update_layer(layer, x, deltas, update, gradient);
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

    /// Updates a layer's part of the gradient by xᵀδ and Σ_s δ.
    fn update_layer(
        &self,
        layer: usize,
        x: &[f64],
        deltas: &[f64],
        update: Update,
        gradient: &mut [f64],
    ) {
        let (fan_in, units) = self.fans(layer);
        let shape = [fan_in, deltas.len() / units, units];
        transposed_product(shape, x, deltas, update, self.matrix_mut(layer, gradient));
        column_sums(deltas, update, self.biases_mut(layer, gradient));
    }
}
