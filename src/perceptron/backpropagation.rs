//! Back-propagation (Rumelhart, Hinton & Williams 1986, Nature 323:533).
//!
//! With δ⁽ˡ⁾ = ∂E/∂s⁽ˡ⁾ for every example (rows × units):
//!
//! δ⁽ᴸ⁾ = ∂E/∂z ∘ σ′,  δ⁽ˡ⁾ = δ⁽ˡ⁺¹⁾ W⁽ˡ⁺¹⁾ᵀ ∘ σ′,  ∂E/∂W⁽ˡ⁾ = y⁽ˡ⁻¹⁾ᵀ δ⁽ˡ⁾,  ∂E/∂b⁽ˡ⁾ = Σ_s δ⁽ˡ⁾.
//!
//! With shortcuts ∂E/∂x⁽ˡ⁾ = δ⁽ˡ⁾ W⁽ˡ⁾ᵀ + (the columns of ∂E/∂x⁽ˡ⁺¹⁾ behind y⁽ˡ⁾), and its first
//! columns are ∂E/∂y⁽ˡ⁻¹⁾.
//!
//! With a slope offset c ([`Perceptron::with_slope_offset`]) σ′ + c stands in place of σ′.

use super::workspace::ROWS_IN_BLOCK;
use super::{Batch, Perceptron, Workspace};
use crate::math::matrix_product::{Update, product_transposed, transposed_product};
use crate::math::sums::column_sums;

/// With shortcuts: ∂E/∂x⁽ˡ⁺¹⁾, which the last step down has left, and ∂E/∂x⁽ˡ⁾.
#[derive(Clone, Debug, Default)]
pub(super) struct Descent {
    above: Vec<f64>,
    here: Vec<f64>,
}

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
            joined,
            deltas,
            deltas_below,
            descent,
            ..
        } = workspace;
        self.loss_function().output_deltas(
            &outputs[last],
            targets,
            (scale, self.outputs()),
            deltas,
        );
        for layer in (0..=last).rev() {
            // Where the loss has its own link the last layer is linear, so that the answers
            // standing here in place of its outputs do not matter.
            let offset = self.slope_offset();
            self.layers()[layer].multiply_by_slope(&outputs[layer], deltas, offset);
            let x = self.entering(layer, inputs, outputs, joined);
            self.update_layer(layer, x, deltas, update, gradient);
            if layer > 0 {
                self.descend(layer, &[(&deltas[..], w)], descent, deltas_below);
                std::mem::swap(deltas, deltas_below);
            }
        }
    }

    /// ∂E/∂y⁽ˡ⁻¹⁾ out of ∂E/∂x⁽ˡ⁾ = Σ δ⁽ˡ⁾ W⁽ˡ⁾ᵀ over the given pairs of δ⁽ˡ⁾ and weights (one pair
    /// for a gradient), layer by layer from the last one down.
    pub(super) fn descend(
        &self,
        layer: usize,
        pairs: &[(&[f64], &[f64])],
        descent: &mut Descent,
        below: &mut Vec<f64>,
    ) {
        if !self.has_shortcuts() {
            return self.add_pairs(layer, pairs, Update::Overwrite, below);
        }
        let (fan_in, units) = self.fans(layer);
        let Descent { above, here } = descent;
        if layer + 1 == self.layers().len() {
            self.add_pairs(layer, pairs, Update::Overwrite, here);
        } else {
            here.clear();
            for row in above.chunks_exact(units + fan_in) {
                here.extend_from_slice(&row[units..]);
            }
            self.add_pairs(layer, pairs, Update::Add, here);
        }
        below.clear();
        for row in here.chunks_exact(fan_in) {
            below.extend_from_slice(&row[..self.layers()[layer - 1].units]);
        }
        std::mem::swap(above, here);
    }

    /// Σ δ⁽ˡ⁾ W⁽ˡ⁾ᵀ.
    fn add_pairs(
        &self,
        layer: usize,
        pairs: &[(&[f64], &[f64])],
        mut update: Update,
        sum: &mut Vec<f64>,
    ) {
        let (fan_in, units) = self.fans(layer);
        for (deltas, w) in pairs {
            let rows = deltas.len() / units;
            sum.resize(rows * fan_in, 0.0);
            let (shape, matrix) = ([rows, units, fan_in], self.matrix(layer, w));
            product_transposed(shape, deltas, matrix, update, sum);
            update = Update::Add;
        }
    }

    /// Updates a layer's part of the gradient by xᵀδ and Σ_s δ.
    pub(super) fn update_layer(
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
