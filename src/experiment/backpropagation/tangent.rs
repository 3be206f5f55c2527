//! Forward-mode differentiation: with every number goes its derivative by one weight,
//!
//! ṡ_u = Σ_i (ẇ_iu y_i + w_iu ẏ_i) + ḃ_u,   ẏ = σ′(s) ṡ,
//!
//! ẇ being 1 for that weight and 0 for all others. One pass for each weight, where back-propagation
//! takes one for all.

use crate::math::elementary::{exp, ln};
use crate::perceptron::{Activation, Batch, Loss, Perceptron};

/// ∂E/∂w_k.
pub fn derivative(network: &Perceptron, w: &[f64], batch: Batch, k: usize) -> f64 {
    let (inputs, outputs) = (network.inputs(), network.outputs());
    let examples = batch
        .inputs
        .chunks_exact(inputs)
        .zip(batch.targets.chunks_exact(outputs));
    let sum: f64 = examples.map(|(x, t)| of_example(network, w, x, t, k)).sum();
    sum / batch.rows as f64
}

fn of_example(network: &Perceptron, w: &[f64], x: &[f64], t: &[f64], k: usize) -> f64 {
    let mut y = x.to_vec();
    let mut dot_y = vec![0.0; x.len()];
    for (layer, shape) in network.layers().iter().enumerate() {
        let (range, units) = (network.range(layer), shape.units);
        let dot_w = |place: usize| f64::from(range.start + place == k);
        let weights = &w[range.clone()];
        let (mut next, mut dot_next) = (Vec::new(), Vec::new());
        for unit in 0..units {
            let bias = y.len() * units + unit;
            let (mut s, mut dot_s) = (weights[bias], dot_w(bias));
            for (i, (y, dot_y)) in y.iter().zip(&dot_y).enumerate() {
                let place = i * units + unit;
                s += weights[place] * y;
                dot_s += dot_w(place) * y + weights[place] * dot_y;
            }
            next.push(shape.activation.value(s));
            dot_next.push(slope(shape.activation, s) * dot_s);
        }
        (y, dot_y) = (next, dot_next);
    }
    let by_output = loss_slopes(network.loss_function(), &y, t);
    by_output.iter().zip(&dot_y).map(|(a, b)| a * b).sum()
}

fn slope(activation: Activation, s: f64) -> f64 {
    activation.slope(activation.value(s))
}

/// ∂E/∂z by the outputs z of the last layer, from the loss's own formula.
fn loss_slopes(loss: Loss, z: &[f64], t: &[f64]) -> Vec<f64> {
    let pairs = || z.iter().zip(t);
    match loss {
        Loss::SquaredError => pairs().map(|(z, t)| z - t).collect(),
        Loss::MeanSquaredError => {
            let share = 2.0 / z.len() as f64;
            pairs().map(|(z, t)| share * (z - t)).collect()
        }
        Loss::HyperbolicError => {
            let slope = |(z, t): (&f64, &f64)| -ln((1.0 + t - z) / (1.0 - t + z));
            pairs().map(slope).collect()
        }
        Loss::SoftmaxCrossEntropy | Loss::KullbackLeibler => {
            let largest = z.iter().fold(f64::NEG_INFINITY, |a, &b| a.max(b));
            let sum: f64 = z.iter().map(|z| exp(z - largest)).sum();
            let total: f64 = t.iter().sum();
            pairs()
                .map(|(z, t)| total * exp(z - largest) / sum - t)
                .collect()
        }
        Loss::LogisticCrossEntropy => pairs().map(|(z, t)| 1.0 / (1.0 + exp(-z)) - t).collect(),
    }
}
