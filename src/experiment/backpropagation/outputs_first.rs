//! A common slip: the weights behind a layer are updated before its δ is computed from them,
//!
//! W⁽ˡ⁾ ← W⁽ˡ⁾ − η y⁽ˡ⁻¹⁾ᵀ δ⁽ˡ⁾,  and only then  δ⁽ˡ⁻¹⁾ = δ⁽ˡ⁾ W⁽ˡ⁾ᵀ ∘ σ′.
//!
//! The step is no longer one along the gradient, but close to it while η is small.

use super::pass::passes;
use crate::perceptron::{Batch, Perceptron};

/// One step with the slip.
pub fn step(
    network: &Perceptron,
    w: &mut [f64],
    batch: Batch,
    learning_rate: f64,
    biases_learn: bool,
) {
    let share = learning_rate / batch.rows as f64;
    let inputs = batch.inputs.chunks_exact(network.inputs());
    let targets = batch.targets.chunks_exact(network.outputs());
    let worked: Vec<_> = inputs
        .zip(targets)
        .map(|(inputs, targets)| {
            let one = Batch {
                rows: 1,
                inputs,
                targets,
            };
            (inputs, passes(network, w, one))
        })
        .collect();
    let last = network.layers().len() - 1;
    let mut deltas: Vec<Vec<f64>> = worked
        .iter()
        .map(|(_, layers)| layers[last].deltas.clone())
        .collect();
    for layer in (0..=last).rev() {
        for ((inputs, layers), delta) in worked.iter().zip(&deltas) {
            let below = match layer.checked_sub(1) {
                Some(below) => &layers[below].outputs[..],
                None => *inputs,
            };
            let matrix = network.matrix_mut(layer, w).chunks_exact_mut(delta.len());
            for (row, y) in matrix.zip(below) {
                let moves = row.iter_mut().zip(delta);
                moves.for_each(|(w, delta)| *w -= share * y * delta);
            }
            if biases_learn {
                let moves = network.biases_mut(layer, w).iter_mut().zip(delta);
                moves.for_each(|(b, delta)| *b -= share * delta);
            }
        }
        if layer == 0 {
            return;
        }
        let activation = network.layers()[layer - 1].activation;
        let (_, units) = network.fans(layer);
        for ((_, layers), delta) in worked.iter().zip(&mut deltas) {
            let rows = network.matrix(layer, w).chunks_exact(units);
            let through = rows.zip(&layers[layer - 1].outputs).map(|(row, &y)| {
                let sum: f64 = row.iter().zip(delta.iter()).map(|(w, d)| w * d).sum();
                sum * activation.slope(y)
            });
            *delta = through.collect();
        }
    }
}
