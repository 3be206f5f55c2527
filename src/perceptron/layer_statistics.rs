//! What passes through every layer, forwards and backwards: for looking at a network, not for
//! training it.

use super::workspace::ROWS_IN_BLOCK;
use super::{Batch, Perceptron, Workspace};

/// What passes through one layer for a block of examples, each slice row-major.
#[derive(Clone, Copy, Debug)]
pub struct LayerPass<'a> {
    /// The layer, 0 being the first hidden one.
    pub layer: usize,
    /// What enters it, y⁽ˡ⁻¹⁾ (with shortcuts all it sees), rows × fan-in.
    pub inputs: &'a [f64],
    /// Its outputs y⁽ˡ⁾, rows × units; of the last layer the answers p.
    pub outputs: &'a [f64],
    /// δ⁽ˡ⁾ = ∂E_s/∂s⁽ˡ⁾ of each example s for itself, not divided by their number; rows × units.
    pub deltas: &'a [f64],
}

impl Perceptron {
    /// Passes a batch forwards and back and shows every layer to `visit`, block by block of at most
    /// 256 examples, from the last layer to the first. δ is the gradient by the biases: Glorot &
    /// Bengio 2010, AISTATS 9:249, eq. 2.
    ///
    /// ```
    /// use galvani::perceptron::{Activation, Batch, Layer, Loss, Perceptron, Workspace};
    /// let unit = Layer { units: 1, activation: Activation::Linear };
    /// let network = Perceptron::new(1, &[unit, unit], Loss::SquaredError)?;
    /// let batch = Batch { rows: 1, inputs: &[1.0], targets: &[5.0] };
    /// let mut seen = Vec::new();
    /// // y = 3·(2·1) = 6: δ = 6 − 5 behind, 3·δ before.
    /// network.visit_layers(&[2.0, 0.0, 3.0, 0.0], batch, &mut Workspace::default(), |pass| {
    ///     seen.push((pass.layer, pass.outputs[0], pass.deltas[0]));
    /// });
    /// assert_eq!(seen, [(1, 6.0, 1.0), (0, 2.0, 3.0)]);
    /// # Ok::<(), galvani::perceptron::Error>(())
    /// ```
    ///
    /// # Panics
    /// When a slice does not have the length of its shape.
    pub fn visit_layers(
        &self,
        w: &[f64],
        batch: Batch,
        workspace: &mut Workspace,
        mut visit: impl FnMut(LayerPass),
    ) {
        self.assert_shapes(w, batch.inputs, batch.rows);
        let last = self.layers().len() - 1;
        for (inputs, targets) in self.blocks(batch, ROWS_IN_BLOCK) {
            self.forward_to_loss(w, inputs, targets, workspace);
            let Workspace {
                outputs,
                joined,
                deltas,
                deltas_below,
                descent,
                ..
            } = workspace;
            let loss = self.loss_function();
            loss.output_deltas(&outputs[last], targets, (1.0, self.outputs()), deltas);
            for layer in (0..=last).rev() {
                let (outputs, offset) = (&outputs[..], self.slope_offset());
                self.layers()[layer].multiply_by_slope(&outputs[layer], deltas, offset);
                visit(LayerPass {
                    layer,
                    inputs: self.entering(layer, inputs, outputs, joined),
                    outputs: &outputs[layer],
                    deltas,
                });
                if layer > 0 {
                    self.descend(layer, &[(&deltas[..], w)], descent, deltas_below);
                    std::mem::swap(deltas, deltas_below);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::perceptron::{
        Activation, Batch, Initialisation, Layer, Loss, Perceptron, Workspace,
    };
    use crate::random::Stream;

    /// Sums of δ are the biases' gradient and xᵀδ the matrices', over two blocks of examples.
    #[test]
    fn what_is_shown_adds_up_to_the_gradient() {
        let rows = 300;
        let mut stream = Stream::new(7, "test", "layer statistics", 0);
        for (activation, loss, shortcuts) in [
            (Activation::Logistic, Loss::SquaredError),
            (Activation::Softsign, Loss::SoftmaxCrossEntropy),
            (Activation::Relu, Loss::LogisticCrossEntropy),
        ]
        .into_iter()
        .flat_map(|pair| [(pair, false), (pair, true)])
        .map(|((activation, loss), shortcuts)| (activation, loss, shortcuts))
        {
            let sizes = [(4, activation), (5, activation), (3, Activation::Linear)];
            let layers = sizes.map(|(units, activation)| Layer { units, activation });
            let network = Perceptron::new(2, &layers, loss).unwrap();
            let network = match shortcuts {
                true => network.with_shortcuts().unwrap(),
                false => network,
            };
            let w = Initialisation::Uniform(0.9).draw(&network, &mut stream);
            let inputs: Vec<f64> = (0..rows * 2).map(|_| stream.normal()).collect();
            let targets: Vec<f64> = (0..rows * 3).map(|k| f64::from(k % 3 == 1)).collect();
            let batch = Batch {
                rows,
                inputs: &inputs,
                targets: &targets,
            };
            let mut workspace = Workspace::default();
            let mut expected = vec![0.0; w.len()];
            network.gradient(&w, batch, &mut workspace, &mut expected);

            let mut gradient = vec![0.0; w.len()];
            network.visit_layers(&w, batch, &mut workspace, |pass| {
                let (fan_in, units) = network.fans(pass.layer);
                let of_layer = &mut gradient[network.range(pass.layer)];
                let examples = pass.inputs.chunks(fan_in).zip(pass.deltas.chunks(units));
                for (x, deltas) in examples {
                    let with_bias = x.iter().copied().chain([1.0]);
                    for (x, sums) in with_bias.zip(of_layer.chunks_mut(units)) {
                        for (sum, delta) in sums.iter_mut().zip(deltas) {
                            *sum += x * delta / rows as f64;
                        }
                    }
                }
            });
            for (ours, theirs) in gradient.iter().zip(&expected) {
                approx::assert_abs_diff_eq!(ours, theirs, epsilon = 1e-14);
            }
        }
    }
}
