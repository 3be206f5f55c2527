//! One hidden layer that is trained to approximate the function.

use super::UniversalApproximation;
use super::function::Function;
use crate::experiment::supervised::minimise;
use crate::experiment::{Context, Failure};
use crate::math::{exp, ln};
use crate::perceptron::{Activation, Batch, Layer, Loss, Perceptron, Workspace};
use crate::random::Stream;
use crate::train::Stopping;

/// Points on which errors are taken: of one variable, and along either axis of two.
const DENSE: [usize; 2] = [4001, 101];

/// Evenly spaced points of the domain, first and last on its edges, variables in turn.
pub fn lattice(function: Function, side: usize) -> Vec<f64> {
    let (low, high) = function.domain();
    let at = |k: usize| low + (high - low) * k as f64 / (side - 1) as f64;
    match function.inputs() {
        1 => (0..side).map(at).collect(),
        _ => (0..side * side)
            .flat_map(|k| [at(k % side), at(k / side)])
            .collect(),
    }
}

/// The largest and the root mean squared error on the dense grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Errors {
    pub max: f64,
    pub rms: f64,
}

impl Errors {
    pub fn of(function: Function, network: &Perceptron, weights: &[f64]) -> Self {
        let inputs = function.inputs();
        let points = lattice(function, DENSE[inputs - 1]);
        let mut workspace = Workspace::default();
        let rows = points.len() / inputs;
        let answers = network.predict(weights, &points, rows, &mut workspace);
        let pairs = points.chunks_exact(inputs).zip(answers);
        let errors = pairs.map(|(x, y)| (y - function.value(x)).abs());
        let (mut max, mut squares) = (0.0_f64, 0.0);
        for error in errors {
            max = max.max(error);
            squares += error * error;
        }
        Errors {
            max,
            rms: (squares / rows as f64).sqrt(),
        }
    }
}

/// A trained network.
#[derive(Clone, Debug)]
pub struct Learned {
    pub network: Perceptron,
    pub weights: Vec<f64>,
    pub errors: Errors,
}

/// Trains so many hidden units from one start.
pub fn learn(
    settings: &UniversalApproximation,
    units: usize,
    start: usize,
    context: &Context,
) -> Result<Learned, Failure> {
    let function = settings.function;
    let layer = |units, activation| Layer { units, activation };
    let layers = [
        layer(units, settings.activation),
        layer(1, Activation::Linear),
    ];
    let network =
        Perceptron::new(function.inputs(), &layers, Loss::SquaredError).map_err(Failure::told)?;
    let purpose = format!("initial weights of {units} units");
    let mut stream = context.stream_of(&purpose, start as u64);
    let mut weights = initial(&network, function, settings.activation, &mut stream);
    let inputs = lattice(function, settings.examples());
    let targets: Vec<f64> = inputs
        .chunks_exact(function.inputs())
        .map(|x| function.value(x))
        .collect();
    let batch = Batch {
        rows: targets.len(),
        inputs: &inputs,
        targets: &targets,
    };
    let stopping = Stopping {
        gradient_norm: Some(1e-12),
        ..Stopping::after_iterations(settings.iterations)
    };
    minimise(
        &network,
        batch,
        &settings.method,
        stopping,
        &mut weights,
        context,
    )?;
    let errors = Errors::of(function, &network, &weights);
    Ok(Learned {
        network,
        weights,
        errors,
    })
}

/// Hidden units whose kink or steepest place is uniform in the domain, along random directions, the
/// steeper the more there are (the idea of Nguyen & Widrow 1990).
fn initial(
    network: &Perceptron,
    function: Function,
    activation: Activation,
    stream: &mut Stream,
) -> Vec<f64> {
    let mut weights = vec![0.0; network.weights()];
    let (inputs, units) = network.fans(0);
    let (low, high) = function.domain();
    let spread = exp(ln(units as f64) / inputs as f64);
    let steepness = match activation {
        // A logistic unit is a tanh of half the argument.
        Activation::Logistic => 4.0,
        Activation::Relu => 2.0 / spread,
        _ => 2.0,
    };
    let length = steepness * spread / (high - low);
    for unit in 0..units {
        let direction: Vec<f64> = (0..inputs).map(|_| stream.normal()).collect();
        let norm = direction.iter().map(|d| d * d).sum::<f64>().sqrt();
        let mut bias = 0.0;
        for (input, d) in direction.iter().enumerate() {
            let weight = length * d / norm;
            network.matrix_mut(0, &mut weights)[input * units + unit] = weight;
            bias -= weight * stream.uniform_between(low, high);
        }
        network.biases_mut(0, &mut weights)[unit] = bias;
    }
    let reach = 1.0 / (units as f64).sqrt();
    for weight in network.matrix_mut(1, &mut weights) {
        *weight = stream.uniform_between(-reach, reach);
    }
    weights
}
