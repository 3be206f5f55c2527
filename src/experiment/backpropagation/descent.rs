//! Plain gradient descent, w ← w − η ∂E/∂w.

use super::outputs_first;
use crate::experiment::{Context, Failure};
use crate::perceptron::{Batch, Perceptron, Workspace};

/// What a number of steps led to.
#[derive(Clone, Debug, PartialEq)]
pub struct Descent {
    /// E before every step, and after the last.
    pub losses: Vec<f64>,
    pub after_one_step: Vec<f64>,
    pub weights: Vec<f64>,
}

/// How the weights move.
pub struct Rule {
    pub learning_rate: f64,
    pub biases_learn: bool,
    /// The slip of [`outputs_first`].
    pub outputs_first: bool,
    pub steps: usize,
}

pub fn descend(
    network: &Perceptron,
    start: &[f64],
    batch: Batch,
    rule: &Rule,
    context: &Context,
) -> Result<Descent, Failure> {
    let mut workspace = Workspace::default();
    let mut w = start.to_vec();
    let mut gradient = vec![0.0; w.len()];
    let mut losses = Vec::with_capacity(rule.steps + 1);
    let mut after_one_step = Vec::new();
    for step in 0..rule.steps {
        if step % 1024 == 0 {
            context.go_on()?;
        }
        if rule.outputs_first {
            losses.push(network.loss(&w, batch, &mut workspace));
            outputs_first::step(
                network,
                &mut w,
                batch,
                rule.learning_rate,
                rule.biases_learn,
            );
        } else {
            let loss = gradient_step(
                network,
                &mut w,
                batch,
                rule,
                (&mut workspace, &mut gradient),
            );
            losses.push(loss);
        }
        if step == 0 {
            after_one_step = w.clone();
        }
    }
    losses.push(network.loss(&w, batch, &mut workspace));
    Ok(Descent {
        losses,
        after_one_step,
        weights: w,
    })
}

/// w ← w − η ∂E/∂w; returns E before it.
fn gradient_step(
    network: &Perceptron,
    w: &mut [f64],
    batch: Batch,
    rule: &Rule,
    (workspace, gradient): (&mut Workspace, &mut [f64]),
) -> f64 {
    let loss = network.gradient(w, batch, workspace, gradient);
    if !rule.biases_learn {
        for layer in 0..network.layers().len() {
            network.biases_mut(layer, gradient).fill(0.0);
        }
    }
    let moves = w.iter_mut().zip(gradient.iter());
    moves.for_each(|(w, g)| *w -= rule.learning_rate * g);
    loss
}
