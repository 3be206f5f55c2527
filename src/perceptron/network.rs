//! The network's shape, the layout of its weights, and the forward pass.

use super::workspace::ROWS_IN_BLOCK;
use super::{Activation, Loss, Workspace};
use crate::math::matrix_product::product_plus_row;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Most weights a network may have: 2²⁸ numbers are 2 GiB.
const MOST_WEIGHTS: usize = 1 << 28;

/// One processing layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Layer {
    /// Number of units, at least 1.
    pub units: usize,
    /// Activation function of all units.
    pub activation: Activation,
}

/// Why there is no such network.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Error {
    /// No inputs.
    #[error("the network has 0 inputs, must have at least 1")]
    NoInputs,
    /// No layers.
    #[error("the network has no layers, must have at least the output layer")]
    NoLayers,
    /// A layer of no units.
    #[error("layer {layer} has 0 units, must have at least 1")]
    EmptyLayer {
        /// Counted from 1, the first hidden layer.
        layer: usize,
    },
    /// A cross-entropy behind an output layer that is not linear.
    #[error(
        "the output layer has the activation {activation:?}, must be Linear: {loss:?} contains \
         the output function"
    )]
    OutputActivation {
        /// The output layer's activation.
        activation: Activation,
        /// The loss.
        loss: Loss,
    },
    /// More weights than memory is meant for.
    #[error("the network has more than 2^28 weights; use smaller layers")]
    TooManyWeights,
    /// A range of initial weights that is not positive.
    #[error("the range of uniform initial weights is {range}, must be finite and above 0")]
    Range {
        /// The range.
        range: f64,
    },
}

/// Examples: `rows` of them, `inputs` holding rows × inputs and `targets` rows × outputs numbers,
/// row-major.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// Number of examples, N.
    pub rows: usize,
    /// Inputs x, row-major.
    pub inputs: &'a [f64],
    /// Targets t, row-major.
    pub targets: &'a [f64],
}

/// A multilayer perceptron without its weights: y⁽ˡ⁾ = σ(y⁽ˡ⁻¹⁾ W⁽ˡ⁾ + b⁽ˡ⁾), y⁽⁰⁾ = x.
///
/// The weights are one flat vector. Layer after layer, from the inputs to the outputs, it holds
/// the matrix W⁽ˡ⁾, row-major with a row for each input of the layer and a column for each of its
/// units, and behind it the layer's biases b⁽ˡ⁾. So w[offset + i·units + u] joins input i to
/// unit u, and the biases are one more row i = inputs of the same matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Perceptron {
    inputs: usize,
    layers: Vec<Layer>,
    loss: Loss,
    /// Where each layer begins in the flat vector, and its end.
    offsets: Vec<usize>,
}

impl Perceptron {
    /// A network of `inputs` inputs and the given layers, the last being the output layer.
    pub fn new(inputs: usize, layers: &[Layer], loss: Loss) -> Result<Perceptron, Error> {
        if inputs == 0 {
            return Err(Error::NoInputs);
        }
        let activation = layers.last().ok_or(Error::NoLayers)?.activation;
        if loss.has_own_link() && activation != Activation::Linear {
            return Err(Error::OutputActivation { activation, loss });
        }
        let mut offsets = vec![0];
        let (mut fan_in, mut end) = (inputs, 0_usize);
        for (index, layer) in layers.iter().enumerate() {
            if layer.units == 0 {
                return Err(Error::EmptyLayer { layer: index + 1 });
            }
            end = fan_in
                .checked_add(1)
                .and_then(|rows| rows.checked_mul(layer.units))
                .and_then(|size| size.checked_add(end))
                .filter(|&end| end <= MOST_WEIGHTS)
                .ok_or(Error::TooManyWeights)?;
            offsets.push(end);
            fan_in = layer.units;
        }
        Ok(Perceptron {
            inputs,
            layers: layers.to_vec(),
            loss,
            offsets,
        })
    }

    /// Number of weights, biases included.
    pub fn weights(&self) -> usize {
        self.offsets[self.layers.len()]
    }

    /// Number of inputs.
    pub fn inputs(&self) -> usize {
        self.inputs
    }

    /// Number of outputs.
    pub fn outputs(&self) -> usize {
        self.layers[self.layers.len() - 1].units
    }

    /// The layers, from the first hidden one to the output.
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// The loss that training minimises.
    pub fn loss_function(&self) -> Loss {
        self.loss
    }

    /// Inputs and units of a layer.
    pub fn fans(&self, layer: usize) -> (usize, usize) {
        let fan_in = match layer {
            0 => self.inputs,
            _ => self.layers[layer - 1].units,
        };
        (fan_in, self.layers[layer].units)
    }

    /// Where a layer's matrix and biases stand in the flat vector.
    pub fn range(&self, layer: usize) -> Range<usize> {
        self.offsets[layer]..self.offsets[layer + 1]
    }

    fn biases_at(&self, layer: usize) -> usize {
        self.offsets[layer + 1] - self.layers[layer].units
    }

    /// W⁽ˡ⁾, inputs × units, row-major.
    pub fn matrix<'w>(&self, layer: usize, w: &'w [f64]) -> &'w [f64] {
        &w[self.offsets[layer]..self.biases_at(layer)]
    }

    /// W⁽ˡ⁾ to be changed.
    pub fn matrix_mut<'w>(&self, layer: usize, w: &'w mut [f64]) -> &'w mut [f64] {
        &mut w[self.offsets[layer]..self.biases_at(layer)]
    }

    /// b⁽ˡ⁾.
    pub fn biases<'w>(&self, layer: usize, w: &'w [f64]) -> &'w [f64] {
        &w[self.biases_at(layer)..self.offsets[layer + 1]]
    }

    /// b⁽ˡ⁾ to be changed.
    pub fn biases_mut<'w>(&self, layer: usize, w: &'w mut [f64]) -> &'w mut [f64] {
        &mut w[self.biases_at(layer)..self.offsets[layer + 1]]
    }

    /// The network's answers, rows × outputs: y of the last layer for the squared error,
    /// probabilities for the cross-entropies.
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
        self.assert_shapes(w, inputs, rows);
        let (width, block) = (self.outputs(), ROWS_IN_BLOCK);
        let mut answers = std::mem::take(&mut workspace.answers);
        answers.resize(rows * width, 0.0);
        for (inputs, answers) in inputs
            .chunks(block * self.inputs)
            .zip(answers.chunks_mut(block * width))
        {
            self.forward(w, inputs, workspace);
            let z = &mut workspace.outputs[self.layers.len() - 1];
            self.loss.link(z, width);
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
        let z = &mut workspace.outputs[self.layers.len() - 1];
        self.loss.sum(z, targets, self.outputs())
    }

    /// Forward pass of one block, up to the outputs z of the last layer.
    pub(super) fn forward(&self, w: &[f64], inputs: &[f64], workspace: &mut Workspace) {
        let rows = inputs.len() / self.inputs;
        workspace.outputs.resize_with(self.layers.len(), Vec::new);
        for (index, layer) in self.layers.iter().enumerate() {
            let (before, from_here) = workspace.outputs.split_at_mut(index);
            let x = before.last().map_or(inputs, |outputs| outputs.as_slice());
            let y = &mut from_here[0];
            y.resize(rows * layer.units, 0.0);
            let (fan_in, units) = self.fans(index);
            let (matrix, biases) = (self.matrix(index, w), self.biases(index, w));
            product_plus_row([rows, fan_in, units], x, matrix, biases, y);
            layer.activation.apply(y);
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
        let inputs = batch.inputs.chunks(rows * self.inputs);
        inputs.zip(batch.targets.chunks(rows * self.outputs()))
    }

    pub(super) fn assert_shapes(&self, w: &[f64], inputs: &[f64], rows: usize) {
        assert_eq!(w.len(), self.weights(), "weights of another network");
        assert_eq!(
            inputs.len(),
            rows * self.inputs,
            "inputs are not rows × inputs"
        );
    }
}
