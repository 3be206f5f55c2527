//! Plain gradient descent, w ← w − η ∂E/∂w.

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
        losses.push(network.gradient(&w, batch, &mut workspace, &mut gradient));
        if !rule.biases_learn {
            for layer in 0..network.layers().len() {
                network.biases_mut(layer, &mut gradient).fill(0.0);
            }
        }
        let moves = w.iter_mut().zip(&gradient);
        moves.for_each(|(w, g)| *w -= rule.learning_rate * g);
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
