//! The exact product of the Hessian ∇²E(w) with a vector v, for the work of about two gradients
//! (Pearlmutter 1994, Neural Computation 6:147; Møller 1993, DAIMI PB-432).
//!
//! R{·} = d/dε at w + εv is applied to both passes. Forward, with R{x⁽¹⁾} = 0:
//!
//! R{s⁽ˡ⁾} = x⁽ˡ⁾ V⁽ˡ⁾ + R{x⁽ˡ⁾} W⁽ˡ⁾ + v_b⁽ˡ⁾,  R{y⁽ˡ⁾} = σ′ ∘ R{s⁽ˡ⁾},
//!
//! and backward, with H = ∂²E/∂z²:
//!
//! R{∂E/∂z} = H R{z},  R{δ⁽ˡ⁾} = σ′ ∘ R{∂E/∂y⁽ˡ⁾} + σ″ ∘ R{s⁽ˡ⁾} ∘ ∂E/∂y⁽ˡ⁾,
//! R{∂E/∂x⁽ˡ⁾} = R{δ⁽ˡ⁾} W⁽ˡ⁾ᵀ + δ⁽ˡ⁾ V⁽ˡ⁾ᵀ,
//! R{∂E/∂W⁽ˡ⁾} = x⁽ˡ⁾ᵀ R{δ⁽ˡ⁾} + R{x⁽ˡ⁾}ᵀ δ⁽ˡ⁾,  R{∂E/∂b⁽ˡ⁾} = Σ_s R{δ⁽ˡ⁾}.

use super::backpropagation::Descent;
use super::workspace::ROWS_IN_BLOCK;
use super::{Batch, Perceptron, Workspace};
use crate::math::matrix_product::{Update, product, transposed_product};

/// The derivatives along v of what the workspace holds under the same names.
#[derive(Clone, Debug, Default)]
pub(super) struct Along {
    /// R{x⁽¹⁾} = 0.
    inputs: Vec<f64>,
    sums: Vec<Vec<f64>>,
    outputs: Vec<Vec<f64>>,
    joined: Vec<Vec<f64>>,
    deltas: Vec<f64>,
    deltas_below: Vec<f64>,
    descent: Descent,
}

impl Perceptron {
    /// Writes ∇²E(w) v into `hessian_vector` and returns E(w), both averaged over the examples.
    /// With a slope offset it is the derivative along v of what [`Perceptron::gradient`] writes.
    ///
    /// # Panics
    /// When a slice does not have the length of its shape.
    pub fn hessian_vector(
        &self,
        w: &[f64],
        v: &[f64],
        batch: Batch,
        workspace: &mut Workspace,
        hessian_vector: &mut [f64],
    ) -> f64 {
        self.assert_shapes(w, batch.inputs, batch.rows);
        assert_eq!(v.len(), w.len(), "a direction of another network");
        assert_eq!(
            hessian_vector.len(),
            w.len(),
            "a product of another network"
        );
        hessian_vector.fill(0.0);
        let scale = 1.0 / batch.rows.max(1) as f64;
        let mut sum = 0.0;
        for (inputs, targets) in self.blocks(batch, ROWS_IN_BLOCK) {
            sum += self.forward_to_loss(w, inputs, targets, workspace);
            self.forward_along([w, v], inputs, workspace);
            self.output_deltas_along(targets, scale, workspace);
            self.backward_along([w, v], inputs, workspace, hessian_vector);
        }
        sum / batch.rows.max(1) as f64
    }

    /// R{s} and R{y} of every layer; the forward pass is in the workspace.
    fn forward_along(&self, [w, v]: [&[f64]; 2], inputs: &[f64], workspace: &mut Workspace) {
        let rows = inputs.len() / self.inputs();
        let along = &mut workspace.along;
        along.inputs.clear();
        along.inputs.resize(inputs.len(), 0.0);
        along.sums.resize_with(self.layers().len(), Vec::new);
        along.outputs.resize_with(self.layers().len(), Vec::new);
        for (index, layer) in self.layers().iter().enumerate() {
            let (fan_in, units) = self.fans(index);
            let shape = [rows, fan_in, units];
            let sums = &mut along.sums[index];
            sums.resize(rows * units, 0.0);
            for row in sums.chunks_exact_mut(units) {
                row.copy_from_slice(self.biases(index, v));
            }
            let x = self.entering(index, inputs, &workspace.outputs, &workspace.joined);
            product(shape, x, self.matrix(index, v), Update::Add, sums);
            if index > 0 {
                self.join(index, &along.inputs, &along.outputs, &mut along.joined);
                let r_x = self.entering(index, &along.inputs, &along.outputs, &along.joined);
                product(shape, r_x, self.matrix(index, w), Update::Add, sums);
            }
            let r_y = &mut along.outputs[index];
            r_y.clear();
            r_y.extend_from_slice(sums);
            // The forward pass knows no slope offset.
            layer.multiply_by_slope(&workspace.outputs[index], r_y, 0.0);
        }
    }

    /// ∂E/∂z and R{∂E/∂z}, both times `scale`.
    fn output_deltas_along(&self, targets: &[f64], scale: f64, workspace: &mut Workspace) {
        let (last, width, loss) = (
            self.layers().len() - 1,
            self.outputs(),
            self.loss_function(),
        );
        let answers = &workspace.outputs[last];
        loss.output_deltas(
            answers,
            targets,
            (scale, self.outputs()),
            &mut workspace.deltas,
        );
        let r_deltas = &mut workspace.along.deltas;
        r_deltas.clear();
        r_deltas.extend(workspace.along.outputs[last].iter().map(|r_z| r_z * scale));
        let examples = answers.chunks_exact(width).zip(targets.chunks_exact(width));
        for ((p, t), r) in examples.zip(r_deltas.chunks_exact_mut(width)) {
            loss.multiply_by_hessian(p, t, r);
        }
    }

    /// Adds one block's part to the product.
    fn backward_along(
        &self,
        [w, v]: [&[f64]; 2],
        inputs: &[f64],
        workspace: &mut Workspace,
        hessian_vector: &mut [f64],
    ) {
        let Workspace {
            outputs,
            joined,
            deltas,
            deltas_below,
            descent,
            along,
            ..
        } = workspace;
        for (index, layer) in self.layers().iter().enumerate().rev() {
            let (y, offset) = (&outputs[index], self.slope_offset());
            let r = (&along.sums[index][..], &along.outputs[index][..]);
            layer.multiply_by_slope(y, &mut along.deltas, offset);
            layer.add_slope_change(y, r, deltas, &mut along.deltas);
            layer.multiply_by_slope(y, deltas, offset);
            let x = self.entering(index, inputs, outputs, joined);
            self.update_layer(index, x, &along.deltas, Update::Add, hessian_vector);
            if index == 0 {
                continue;
            }
            let (fan_in, units) = self.fans(index);
            let shape = [fan_in, deltas.len() / units, units];
            let r_x = self.entering(index, &along.inputs, &along.outputs, &along.joined);
            let matrix = self.matrix_mut(index, hessian_vector);
            transposed_product(shape, r_x, deltas, Update::Add, matrix);
            let pairs = [(&along.deltas[..], w), (&deltas[..], v)];
            self.descend(index, &pairs, &mut along.descent, &mut along.deltas_below);
            self.descend(index, &[(&deltas[..], w)], descent, deltas_below);
            std::mem::swap(&mut along.deltas, &mut along.deltas_below);
            std::mem::swap(deltas, deltas_below);
        }
    }
}
