//! The forward and the backward pass of one example, and the gradient with its checks.

use super::tangent;
use crate::perceptron::{Batch, Perceptron, Workspace};

/// Step of the central differences, times max(1, |w|): the cube root of the rounding error.
const STEP: f64 = 6e-6;

/// What passes through one layer.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerValues {
    /// s = Σ w y + b.
    pub sums: Vec<f64>,
    /// y = σ(s); of the last layer the answers.
    pub outputs: Vec<f64>,
    /// δ = ∂E/∂s of this example.
    pub deltas: Vec<f64>,
}

/// Both passes of one example, the first layer first.
pub fn passes(network: &Perceptron, w: &[f64], batch: Batch) -> Vec<LayerValues> {
    let mut layers = Vec::new();
    network.visit_layers(w, batch, &mut Workspace::default(), |pass| {
        let (matrix, biases) = (network.matrix(pass.layer, w), network.biases(pass.layer, w));
        let units = biases.len();
        let sum = |unit: usize| {
            let products = pass.inputs.iter().enumerate();
            let products = products.map(|(i, y)| matrix[i * units + unit] * y);
            products.sum::<f64>() + biases[unit]
        };
        layers.push(LayerValues {
            sums: (0..units).map(sum).collect(),
            outputs: pass.outputs.to_vec(),
            deltas: pass.deltas.to_vec(),
        });
    });
    layers.reverse();
    layers
}

/// ∂E/∂w of every weight in three ways.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradients {
    pub back_propagation: Vec<f64>,
    pub central_difference: Vec<f64>,
    pub forward_mode: Vec<f64>,
}

impl Gradients {
    pub fn of(network: &Perceptron, w: &[f64], batch: Batch) -> Self {
        let mut workspace = Workspace::default();
        let mut back_propagation = vec![0.0; w.len()];
        network.gradient(w, batch, &mut workspace, &mut back_propagation);
        let mut moved = w.to_vec();
        let mut difference = |k: usize| {
            let h = STEP * w[k].abs().max(1.0);
            let mut loss = |at: f64| {
                moved[k] = at;
                network.loss(&moved, batch, &mut workspace)
            };
            let difference = (loss(w[k] + h) - loss(w[k] - h)) / (2.0 * h);
            moved[k] = w[k];
            difference
        };
        Gradients {
            back_propagation,
            central_difference: (0..w.len()).map(&mut difference).collect(),
            forward_mode: (0..w.len())
                .map(|k| tangent::derivative(network, w, batch, k))
                .collect(),
        }
    }

    /// The largest distance of the others from back-propagation over the largest |∂E/∂w|: of central
    /// differences, of the forward mode.
    pub fn deviations(&self) -> [f64; 2] {
        let most =
            |values: &mut dyn Iterator<Item = f64>| values.fold(0.0_f64, |a, b| a.max(b.abs()));
        let largest = most(&mut self.back_propagation.iter().copied());
        [&self.central_difference, &self.forward_mode].map(|others| {
            let pairs = others.iter().zip(&self.back_propagation);
            let apart = most(&mut pairs.map(|(a, b)| a - b));
            // Where all is flat any distance is one of rounding.
            if largest > 0.0 {
                apart / largest
            } else {
                apart
            }
        })
    }
}
