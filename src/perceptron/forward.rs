//! The forward pass, the loss and the network's answers, in blocks of examples; and what the layers
//! of a network with shortcuts see.

use super::workspace::ROWS_IN_BLOCK;
use super::{Activation, Batch, Layer, Perceptron, Workspace};
use crate::math::matrix_product::product_plus_row;
use crate::random::Stream;

impl Perceptron {
    /// The network's answers, rows × outputs: y of the last layer for the squared and the
    /// hyperbolic error, probabilities for the other losses.
    ///
    /// # Panics
    /// When a slice does not have the length of its shape.
    pub fn predict<'s>(
        &self,
        w: &[f64],
        inputs: &[f64],
        rows: usize,
        workspace: &'s mut Workspace,
    ) -> &'s [f64] {
        self.answers(w, inputs, rows, workspace, |layer, s| layer.apply(s))
    }

    /// Answers like those of [`Perceptron::predict`], but every [stochastic](Activation::Stochastic)
    /// unit is drawn on the way forward: 1 with its probability, else 0, which the next layers see.
    /// The draws come example by example within a layer and layer by layer within a block of 256
    /// examples. NaN stays NaN.
    ///
    /// # Panics
    /// When a slice does not have the length of its shape.
    pub fn sample<'s>(
        &self,
        w: &[f64],
        inputs: &[f64],
        rows: usize,
        stream: &mut Stream,
        workspace: &'s mut Workspace,
    ) -> &'s [f64] {
        self.answers(w, inputs, rows, workspace, |layer, s| {
            layer.apply(s);
            if layer.activation == Activation::Stochastic {
                for p in s.iter_mut().filter(|p| !p.is_nan()) {
                    *p = f64::from(stream.uniform() < *p);
                }
            }
        })
    }

    fn answers<'s>(
        &self,
        w: &[f64],
        inputs: &[f64],
        rows: usize,
        workspace: &'s mut Workspace,
        mut activate: impl FnMut(&Layer, &mut [f64]),
    ) -> &'s [f64] {
        self.assert_shapes(w, inputs, rows);
        let (width, block) = (self.outputs(), ROWS_IN_BLOCK);
        let mut answers = std::mem::take(&mut workspace.answers);
        answers.resize(rows * width, 0.0);
        for (inputs, answers) in inputs
            .chunks(block * self.inputs())
            .zip(answers.chunks_mut(block * width))
        {
            self.forward_by(w, inputs, workspace, &mut activate);
            let z = &mut workspace.outputs[self.layers().len() - 1];
            self.loss_function().link(z, width);
            answers.copy_from_slice(z);
        }
        workspace.answers = answers;
        &workspace.answers
    }

    /// E(w), averaged over the examples (0 for none).
    ///
    /// # Panics
    /// When a slice does not have the length of its shape.
    pub fn loss(&self, w: &[f64], batch: Batch, workspace: &mut Workspace) -> f64 {
        self.assert_shapes(w, batch.inputs, batch.rows);
        let mut sum = 0.0;
        for (inputs, targets) in self.blocks(batch, ROWS_IN_BLOCK) {
            sum += self.forward_to_loss(w, inputs, targets, workspace);
        }
        sum / batch.rows.max(1) as f64
    }

    /// Forward pass of one block: leaves every layer's outputs in the workspace, of the last layer
    /// the answers p(z), and returns Σ_s E_s.
    pub(super) fn forward_to_loss(
        &self,
        w: &[f64],
        inputs: &[f64],
        targets: &[f64],
        workspace: &mut Workspace,
    ) -> f64 {
        self.forward(w, inputs, workspace);
        let z = &mut workspace.outputs[self.layers().len() - 1];
        self.loss_function().sum(z, targets, self.outputs())
    }

    /// Forward pass of one block, up to the outputs z of the last layer.
    pub(super) fn forward(&self, w: &[f64], inputs: &[f64], workspace: &mut Workspace) {
        self.forward_by(w, inputs, workspace, |layer, s| layer.apply(s));
    }

    fn forward_by(
        &self,
        w: &[f64],
        inputs: &[f64],
        workspace: &mut Workspace,
        mut activate: impl FnMut(&Layer, &mut [f64]),
    ) {
        let rows = inputs.len() / self.inputs();
        let Workspace {
            outputs, joined, ..
        } = workspace;
        outputs.resize_with(self.layers().len(), Vec::new);
        for (index, layer) in self.layers().iter().enumerate() {
            let (before, from_here) = outputs.split_at_mut(index);
            self.join(index, inputs, before, joined);
            let x = self.entering(index, inputs, before, joined);
            let y = &mut from_here[0];
            y.resize(rows * layer.units, 0.0);
            let (fan_in, units) = self.fans(index);
            let (matrix, biases) = (self.matrix(index, w), self.biases(index, w));
            product_plus_row([rows, fan_in, units], x, matrix, biases, y);
            activate(layer, y);
        }
    }

    /// What enters a layer, rows × fan-in: the outputs of the layer before or, with shortcuts, the
    /// rows that [`Perceptron::join`] has put together.
    pub(super) fn entering<'a>(
        &self,
        layer: usize,
        inputs: &'a [f64],
        outputs: &'a [Vec<f64>],
        joined: &'a [Vec<f64>],
    ) -> &'a [f64] {
        match layer {
            0 => inputs,
            _ if self.has_shortcuts() => &joined[layer],
            _ => &outputs[layer - 1],
        }
    }

    /// With shortcuts: puts together the rows that enter a layer, x⁽ˡ⁾ = [y⁽ˡ⁻¹⁾, x⁽ˡ⁻¹⁾].
    pub(super) fn join(
        &self,
        layer: usize,
        inputs: &[f64],
        outputs: &[Vec<f64>],
        joined: &mut Vec<Vec<f64>>,
    ) {
        if !self.has_shortcuts() || layer == 0 {
            return;
        }
        joined.resize_with(self.layers().len(), Vec::new);
        let (before, from_here) = joined.split_at_mut(layer);
        let below = self.entering(layer - 1, inputs, outputs, before);
        let (fan_in, units) = self.fans(layer - 1);
        let rows = outputs[layer - 1].chunks_exact(units);
        from_here[0].clear();
        for (y, x) in rows.zip(below.chunks_exact(fan_in)) {
            from_here[0].extend_from_slice(y);
            from_here[0].extend_from_slice(x);
        }
    }

    /// The batch in blocks of at most `rows` examples.
    pub(super) fn blocks<'a>(
        &self,
        batch: Batch<'a>,
        rows: usize,
    ) -> impl Iterator<Item = (&'a [f64], &'a [f64])> + use<'a> {
        assert_eq!(
            batch.targets.len(),
            batch.rows * self.outputs(),
            "targets are not rows × outputs"
        );
        let inputs = batch.inputs.chunks(rows * self.inputs());
        inputs.zip(batch.targets.chunks(rows * self.outputs()))
    }

    pub(super) fn assert_shapes(&self, w: &[f64], inputs: &[f64], rows: usize) {
        assert_eq!(w.len(), self.weights(), "weights of another network");
        assert_eq!(
            inputs.len(),
            rows * self.inputs(),
            "inputs are not rows × inputs"
        );
    }
}
