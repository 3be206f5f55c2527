//! Gradients by a second way.

use crate::recurrent::tasks::Example;
use crate::recurrent::{Cell, Lstm1997, Network, Online, Rule, Workspace};

/// Step of the central differences.
const STEP: f64 = 1e-5;
/// So many weights, evenly over the flat vector, are compared.
const COMPARED: usize = 48;

/// Largest difference between back-propagation through time and (E(w + h) − E(w − h))/2h, relative to
/// the largest entry of the gradient.
pub fn central<C: Cell>(network: &Network<C>, w: &[f64], example: &Example) -> f64 {
    let sequence = [example.sequence()];
    let (mut gradient, mut space) = (vec![0.0; w.len()], Workspace::default());
    network.gradient(Rule::Full, w, &sequence, &mut space, &mut gradient);
    let mut moved = w.to_vec();
    let mut farthest = 0.0_f64;
    for place in (0..w.len()).step_by(w.len().div_ceil(COMPARED)) {
        let mut at = |value: f64| {
            moved[place] = value;
            network.value(&moved, &sequence, &mut space)
        };
        let slope = (at(w[place] + STEP) - at(w[place] - STEP)) / (2.0 * STEP);
        moved[place] = w[place];
        farthest = farthest.max((slope - gradient[place]).abs());
    }
    farthest / largest(&gradient)
}

/// Largest difference between the sums of the on-line rule, forwards, and truncated back-propagation,
/// relative to the largest entry.
pub fn on_line(network: &Lstm1997, w: &[f64], example: &Example) -> f64 {
    let sequence = [example.sequence()];
    let mut backwards = vec![0.0; w.len()];
    let space = &mut Workspace::default();
    network.gradient(Rule::Truncated, w, &sequence, space, &mut backwards);
    let (mut online, mut forwards) = (Online::new(network), vec![0.0; w.len()]);
    let steps = example.inputs.chunks_exact(network.inputs());
    let targets = example.targets.chunks_exact(network.outputs());
    let silent = steps.len() - targets.len();
    for x in steps.clone().take(silent) {
        online.advance(w, x);
    }
    for (x, target) in steps.skip(silent).zip(targets) {
        online.add_gradient(w, x, target, &mut forwards);
    }
    let pairs = forwards.iter().zip(&backwards);
    let farthest = pairs.fold(0.0_f64, |most, (f, b)| most.max((f - b).abs()));
    farthest / largest(&backwards)
}

fn largest(gradient: &[f64]) -> f64 {
    gradient.iter().fold(0.0, |most: f64, g| most.max(g.abs()))
}
