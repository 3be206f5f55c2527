//! The check by ridge regression (Hoerl & Kennard 1970, Technometrics 12:55): a network without
//! hidden layer and the squared error has its least E + ½ρ|w|² where
//!
//! (XᵀX/N + ρI) W = XᵀT/N,
//!
//! X holding the inputs of N examples and a column of ones for the biases, T their targets.

use crate::dataset::Examples;
use crate::experiment::supervised::batch_of;
use crate::experiment::{Context, Failure};
use crate::math::cholesky::{self, Workspace};
use crate::optimize::{Method, MethodSettings};
use crate::perceptron::{Activation, Layer, Loss, Perceptron};
use crate::train::{NetworkObjective, StopReason, Stopping, Training, train};

/// The most inputs: the normal equations take their square.
const MOST_FEATURES: usize = 300;
/// The most steps of L-BFGS; it stops before, once no step is left to make.
const MOST_STEPS: u64 = 5000;

/// A linear network after training, beside the closed form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ridge {
    /// |w|² of the closed form.
    pub exact: f64,
    /// |w|² after training.
    pub trained: f64,
    /// Largest |w − w_exact| over max |w_exact|.
    pub deviation: f64,
}

/// Trains the linear network and solves the normal equations. `None` where there are too many inputs
/// or, with ρ = 0, where the examples do not determine the weights.
pub fn compare(
    decay: f64,
    examples: &Examples,
    context: &Context,
) -> Result<Option<Ridge>, Failure> {
    if examples.features() > MOST_FEATURES {
        return Ok(None);
    }
    let Some(exact) = closed_form(decay, examples) else {
        return Ok(None);
    };
    let trained = trained(decay, examples, context)?;
    let largest = |values: &mut dyn Iterator<Item = f64>| values.fold(0.0_f64, |a, b| a.max(b.abs()));
    let apart = largest(&mut trained.iter().zip(&exact).map(|(a, b)| a - b));
    Ok(Some(Ridge {
        exact: sum_of_squares(&exact),
        trained: sum_of_squares(&trained),
        deviation: apart / largest(&mut exact.iter().copied()),
    }))
}

/// |w|².
pub fn sum_of_squares(w: &[f64]) -> f64 {
    w.iter().map(|w| w * w).sum()
}

/// The weights in the layout of [`Perceptron`]: a row for each input, the biases' at the end.
pub fn closed_form(decay: f64, examples: &Examples) -> Option<Vec<f64>> {
    let (n, outputs) = (examples.features() + 1, examples.outputs());
    let share = 1.0 / examples.rows() as f64;
    let mut matrix = vec![0.0; n * n];
    let mut right = vec![0.0; outputs * n];
    let mut x = vec![1.0; n];
    for row in 0..examples.rows() {
        x[..n - 1].copy_from_slice(examples.input(row));
        for (i, &xi) in x.iter().enumerate() {
            let line = &mut matrix[i * n..][..n];
            line.iter_mut().zip(&x).for_each(|(m, &xj)| *m += share * xi * xj);
            for (output, &target) in examples.target(row).iter().enumerate() {
                right[output * n + i] += share * xi * target;
            }
        }
    }
    matrix.iter_mut().step_by(n + 1).for_each(|m| *m += decay);
    let largest = matrix.iter().step_by(n + 1).fold(0.0_f64, |a, &b| a.max(b));
    cholesky::factor(n, &mut matrix, &mut Workspace::default()).ok()?;
    // A pivot that is nothing but rounding says that the weights are not determined.
    let least = matrix.iter().step_by(n + 1).fold(f64::INFINITY, |a, &b| a.min(b));
    if least * least < 1e-10 * largest {
        return None;
    }
    for column in right.chunks_exact_mut(n) {
        cholesky::solve(n, &matrix, column);
    }
    let weight = |k: usize| right[(k % outputs) * n + k / outputs];
    Some((0..n * outputs).map(weight).collect())
}

fn trained(decay: f64, examples: &Examples, context: &Context) -> Result<Vec<f64>, Failure> {
    let output = Layer {
        units: examples.outputs(),
        activation: Activation::Linear,
    };
    let network = Perceptron::new(examples.features(), &[output], Loss::SquaredError);
    let network = network.map_err(Failure::told)?;
    let method = Method::named("l-bfgs")
        .expect("L-BFGS is a method")
        .with("weight_decay", decay)
        .map_err(Failure::Failed)?;
    let mut w = vec![0.0; network.weights()];
    let rules = Training {
        stopping: Stopping::after_iterations(MOST_STEPS),
        ..Training::default()
    };
    let trained = train(
        &mut NetworkObjective::new(&network, batch_of(examples)),
        &mut *method.optimizer(w.len()),
        &mut w,
        &rules,
        &mut context.stream_of("ridge", 0),
        context.interrupted,
    )
    .map_err(Failure::told)?;
    match trained.stop {
        StopReason::Interrupted => Err(Failure::Interrupted),
        _ => Ok(w),
    }
}
