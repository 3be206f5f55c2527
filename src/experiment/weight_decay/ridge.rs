//! The check by ridge regression (Hoerl & Kennard 1970, Technometrics 12:55): a network without
//! hidden layer and the squared error has its least E + ½ρ|w|² where
//!
//! (XᵀX/N + ρI) W = XᵀT/N,
//!
//! X holding the inputs of N examples and a column of ones for the bias, T the first number of their
//! targets: every output has weights of its own, and one is enough.

use crate::dataset::Examples;
use crate::experiment::supervised::batch_of;
use crate::experiment::{Context, Failure};
use crate::math::cholesky::{self, Workspace};
use crate::optimize::levenberg_marquardt::LevenbergMarquardt;
use crate::optimize::{Method, MethodSettings};
use crate::perceptron::{Activation, Batch, Layer, Loss, Perceptron};
use crate::train::{NetworkObjective, StopReason, Stopping, Training, train};

/// The most inputs: the normal equations take their square.
const MOST_FEATURES: usize = 300;
/// The most steps of the training; it stops before, once no step is left to make.
const MOST_STEPS: u64 = 100;
/// Where the least pivot over the largest diagonal is below this, the weights are not determined.
const LEAST_PIVOT: f64 = 1e-8;

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
    let largest =
        |values: &mut dyn Iterator<Item = f64>| values.fold(0.0_f64, |a, b| a.max(b.abs()));
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

/// The weights in the layout of [`Perceptron`]: one for each input, the bias at the end.
pub fn closed_form(decay: f64, examples: &Examples) -> Option<Vec<f64>> {
    let n = examples.features() + 1;
    let share = 1.0 / examples.rows() as f64;
    let mut matrix = vec![0.0; n * n];
    let mut w = vec![0.0; n];
    let mut x = vec![1.0; n];
    for row in 0..examples.rows() {
        x[..n - 1].copy_from_slice(examples.input(row));
        let target = examples.target(row)[0];
        for (i, &xi) in x.iter().enumerate() {
            let line = matrix[i * n..][..n].iter_mut();
            line.zip(&x).for_each(|(m, &xj)| *m += share * xi * xj);
            w[i] += share * xi * target;
        }
    }
    matrix.iter_mut().step_by(n + 1).for_each(|m| *m += decay);
    let diagonal = |matrix: &[f64]| matrix.iter().step_by(n + 1).copied().collect::<Vec<f64>>();
    let largest = diagonal(&matrix).into_iter().fold(0.0, f64::max);
    cholesky::factor(n, &mut matrix, &mut Workspace::default()).ok()?;
    let roots = diagonal(&matrix);
    let least = roots
        .iter()
        .fold(f64::INFINITY, |least, &l| least.min(l * l));
    if least < LEAST_PIVOT * largest {
        return None;
    }
    cholesky::solve(n, &matrix, &mut w);
    Some(w)
}

fn trained(decay: f64, examples: &Examples, context: &Context) -> Result<Vec<f64>, Failure> {
    let output = Layer {
        units: 1,
        activation: Activation::Linear,
    };
    let network = Perceptron::new(examples.features(), &[output], Loss::SquaredError);
    let network = network.map_err(Failure::told)?;
    let method = Method::LevenbergMarquardt(LevenbergMarquardt {
        weight_decay: decay,
        ..LevenbergMarquardt::default()
    });
    let firsts: Vec<f64> = (0..examples.rows())
        .map(|row| examples.target(row)[0])
        .collect();
    let batch = Batch {
        targets: &firsts,
        ..batch_of(examples)
    };
    let mut w = vec![0.0; network.weights()];
    let rules = Training {
        stopping: Stopping::after_iterations(MOST_STEPS),
        ..Training::default()
    };
    let trained = train(
        &mut NetworkObjective::new(&network, batch),
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
