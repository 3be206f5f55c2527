//! Back-propagation through time (Werbos 1990, *Proc. IEEE* 78:1550).
//!
//! From the last step to the first, with δ(t) = ∂E/∂a(t):
//!
//! ∂E/∂y(t) = ∂E/∂seen(t) + δ(t+1) W_yᵀ,   δ(t) = ∂y(t)/∂a(t) applied to it,
//!
//! and behind the last step ∂E/∂W_x = Σ_t x(t)ᵀ δ(t), ∂E/∂W_y = Σ_t y(t−1)ᵀ δ(t), ∂E/∂b = Σ_t δ(t).

use super::workspace::sized;
use super::{Cell, Moment, Network, Sequence, Workspace};
use crate::math::matrix_product::{Update, product, product_transposed, transposed_product};
use crate::math::sums::column_sums;

/// Which paths the gradient follows back in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// All: the gradient of E.
    Full,
    /// Only the memory contents: what the hidden layer feeds back to its own sums counts as
    /// constant. Elman's copies of the context (1990), Hochreiter & Schmidhuber's truncated
    /// back-propagation (1997).
    Truncated,
}

impl<C: Cell> Network<C> {
    /// Writes ∂E/∂w by the given rule into `gradient` and returns E(w).
    ///
    /// # Panics
    /// When a slice does not have the network's length.
    pub fn gradient(
        &self,
        rule: Rule,
        w: &[f64],
        sequences: &[Sequence<'_>],
        workspace: &mut Workspace,
        gradient: &mut [f64],
    ) -> f64 {
        assert_eq!(
            gradient.len(),
            self.weights(),
            "not the network's number of weights"
        );
        gradient.fill(0.0);
        let mut value = 0.0;
        for sequence in sequences {
            value += self.judge(w, *sequence, workspace);
            self.readout()
                .output
                .deltas(&mut workspace.answers, sequence.targets);
            self.leave_outputs(w, workspace, gradient);
            self.retreat(rule, w, workspace);
            self.collect(sequence.inputs, workspace, gradient);
        }
        value
    }

    /// The output layer: adds its weights' derivatives and writes ∂E/∂seen.
    fn leave_outputs(&self, w: &[f64], space: &mut Workspace, gradient: &mut [f64]) {
        let (units, width) = (self.outputs(), self.seen());
        let judged = space.answers.len() / units;
        let (deltas, matrix) = (&space.answers, self.output_range());
        let to_matrix = &mut gradient[matrix.clone()];
        transposed_product(
            [width, judged, units],
            &space.seen,
            deltas,
            Update::Add,
            to_matrix,
        );
        if self.readout().biases {
            column_sums(deltas, Update::Add, &mut gradient[self.output_bias_range()]);
        }
        let outward = sized(&mut space.outward, judged * width);
        let shape = [judged, units, width];
        product_transposed(shape, deltas, &w[matrix], Update::Overwrite, outward);
    }

    /// Writes δ(t) of all steps, from the last to the first.
    fn retreat(&self, rule: Rule, w: &[f64], space: &mut Workspace) {
        let cell = self.cell();
        let [a, y, m] = [cell.sums(), cell.outputs(), cell.memory()];
        let (visible, width) = (cell.visible(), self.seen());
        let steps = space.sums.len() / a;
        let first_judged = steps - space.outward.len() / width;
        if rule == Rule::Full {
            transpose(
                &w[self.feedback_range()],
                a,
                sized(&mut space.transposed, a * y),
            );
        }
        let deltas = sized(&mut space.deltas, steps * a);
        let error = sized(&mut space.error, y);
        let carried = sized(&mut space.carried, cell.contents());
        carried.fill(0.0);
        for t in (0..steps).rev() {
            let (now, later) = deltas[t * a..].split_at_mut(a);
            if rule == Rule::Full && !later.is_empty() {
                let shape = [1, a, y];
                product(
                    shape,
                    &later[..a],
                    &space.transposed,
                    Update::Overwrite,
                    error,
                );
            } else {
                error.fill(0.0);
            }
            if t >= first_judged {
                let outward = &space.outward[(t - first_judged) * width..][..visible];
                error.iter_mut().zip(outward).for_each(|(e, o)| *e += o);
            }
            let moment = Moment {
                activations: &space.sums[t * a..(t + 1) * a],
                before: &space.memory[t * m..(t + 1) * m],
                memory: &space.memory[(t + 1) * m..(t + 2) * m],
                outputs: &space.outputs[(t + 1) * y..(t + 2) * y],
            };
            cell.retreat(moment, error, carried, now);
        }
    }

    /// Adds the hidden layer's derivatives, the sums over all steps.
    fn collect(&self, x: &[f64], space: &mut Workspace, gradient: &mut [f64]) {
        let [a, y] = [self.cell().sums(), self.cell().outputs()];
        let steps = space.deltas.len() / a;
        let deltas = &space.deltas;
        let to_inputs = &mut gradient[self.input_range()];
        transposed_product([self.inputs(), steps, a], x, deltas, Update::Add, to_inputs);
        let before = &space.outputs[..steps * y];
        let to_feedback = &mut gradient[self.feedback_range()];
        transposed_product([y, steps, a], before, deltas, Update::Add, to_feedback);
        column_sums(deltas, Update::Overwrite, &mut space.biases);
        let biased = &space.biases[self.cell().unbiased()..];
        let to_biases = gradient[self.bias_range()].iter_mut();
        to_biases.zip(biased).for_each(|(to, sum)| *to += sum);
    }
}

/// Writes the transpose of a matrix of so many columns.
fn transpose(matrix: &[f64], columns: usize, to: &mut [f64]) {
    let rows = matrix.len() / columns;
    for (r, row) in matrix.chunks_exact(columns).enumerate() {
        for (c, value) in row.iter().enumerate() {
            to[c * rows + r] = *value;
        }
    }
}
