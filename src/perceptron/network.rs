//! The network's shape and the layout of its weights.

use super::{Activation, Loss};
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
    /// Softmax in a hidden layer.
    #[error("layer {layer} has the activation Softmax, which only the output layer can have")]
    HiddenSoftmax {
        /// Counted from 1, the first hidden layer.
        layer: usize,
    },
    /// A loss with its own output function behind an output layer that has another one.
    #[error(
        "the output layer has the activation {activation}, must be linear or the output function \
         that {loss} contains"
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
    /// A slope offset below 0 or not finite.
    #[error("the slope offset is {offset}, must be finite and at least 0")]
    SlopeOffset {
        /// The offset.
        offset: f64,
    },
    /// A range of initial weights that is not positive.
    #[error("the range of uniform initial weights is {range}, must be finite and above 0")]
    Range {
        /// The range.
        range: f64,
    },
    /// A standard deviation of initial weights that is not positive.
    #[error(
        "the standard deviation of normal initial weights is {deviation}, must be finite and above 0"
    )]
    Deviation {
        /// The standard deviation.
        deviation: f64,
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
///
/// With [shortcuts](Perceptron::with_shortcuts) a layer's inputs are the outputs of all layers
/// before it, the nearest first, and at last those of the network: [y⁽ˡ⁻¹⁾, y⁽ˡ⁻²⁾, …, y⁽¹⁾, x].
/// The rows of W⁽ˡ⁾ stand in this order.
#[derive(Clone, Debug, PartialEq)]
pub struct Perceptron {
    inputs: usize,
    layers: Vec<Layer>,
    loss: Loss,
    /// Where each layer begins in the flat vector, and its end.
    offsets: Vec<usize>,
    slope_offset: f64,
    shortcuts: bool,
}

impl Perceptron {
    /// A network of `inputs` inputs and the given layers, the last being the output layer. Where
    /// the loss contains an output function ([`Loss::output_function`]), an output layer that
    /// names the same function is the same network as one that is linear, and is stored as such.
    pub fn new(inputs: usize, layers: &[Layer], loss: Loss) -> Result<Perceptron, Error> {
        if inputs == 0 {
            return Err(Error::NoInputs);
        }
        let mut layers = layers.to_vec();
        let (output, hidden) = layers.split_last_mut().ok_or(Error::NoLayers)?;
        let is_softmax = |layer: &Layer| layer.activation == Activation::Softmax;
        if let Some(index) = hidden.iter().position(is_softmax) {
            return Err(Error::HiddenSoftmax { layer: index + 1 });
        }
        if let Some(function) = loss.output_function() {
            let activation = output.activation;
            if activation != Activation::Linear && activation != function {
                return Err(Error::OutputActivation { activation, loss });
            }
            output.activation = Activation::Linear;
        }
        Ok(Perceptron {
            inputs,
            offsets: offsets(inputs, &layers, false)?,
            layers,
            loss,
            slope_offset: 0.0,
            shortcuts: false,
        })
    }

    /// The same layers with all feed-forward connections (Proben1, Prechelt 1994; Lang &
    /// Witbrock 1988): every layer sees the inputs and all layers before it.
    pub fn with_shortcuts(self) -> Result<Perceptron, Error> {
        Ok(Perceptron {
            offsets: offsets(self.inputs, &self.layers, true)?,
            shortcuts: true,
            ..self
        })
    }

    /// Whether every layer sees all layers before it.
    pub fn has_shortcuts(&self) -> bool {
        self.shortcuts
    }

    /// The same network, back-propagating with σ′ + `offset` in place of σ′ through every sigmoidal
    /// unit, hidden or output (those whose activation [saturates](Activation::saturates)), so that
    /// saturated units still learn: Fahlman's "sigmoid-prime offset", 0.1 in his experiments
    /// (Fahlman 1988, CMU-CS-88-162). Finite and at least 0; 0 for a new network.
    ///
    /// With an offset above 0 the [gradient](Perceptron::gradient) is no longer that of the loss:
    /// it need not vanish in a minimum nor point uphill, and line searches may fail on it. The
    /// Jacobian and the Gauss–Newton matrix take the same offset and so agree with it.
    pub fn with_slope_offset(self, offset: f64) -> Result<Perceptron, Error> {
        if !(offset >= 0.0 && offset.is_finite()) {
            return Err(Error::SlopeOffset { offset });
        }
        Ok(Perceptron {
            slope_offset: offset,
            ..self
        })
    }

    /// What is added to σ′, see [`Perceptron::with_slope_offset`].
    pub fn slope_offset(&self) -> f64 {
        self.slope_offset
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

    /// Inputs (biases not counted) and units of a layer.
    pub fn fans(&self, layer: usize) -> (usize, usize) {
        let before = &self.layers[..layer];
        let fan_in = match before.last() {
            None => self.inputs,
            Some(_) if self.shortcuts => {
                self.inputs + before.iter().map(|layer| layer.units).sum::<usize>()
            }
            Some(layer) => layer.units,
        };
        (fan_in, self.layers[layer].units)
    }

    /// Number of weights that feed the same unit as the given one, its bias included.
    ///
    /// # Panics
    /// When there is no such weight.
    pub fn fan_in(&self, weight: usize) -> usize {
        assert!(weight < self.weights(), "there is no weight {weight}");
        let layer = self.offsets.partition_point(|&offset| offset <= weight) - 1;
        self.fans(layer).0 + 1
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
}

/// Where each layer begins in the flat vector, and its end.
fn offsets(inputs: usize, layers: &[Layer], shortcuts: bool) -> Result<Vec<usize>, Error> {
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
        // No overflow: the layer's weights alone are as many as both summands, and passed.
        fan_in = if shortcuts {
            fan_in + layer.units
        } else {
            layer.units
        };
    }
    Ok(offsets)
}
