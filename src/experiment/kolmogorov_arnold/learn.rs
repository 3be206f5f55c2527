//! Learning on finer and finer grids, and a perceptron of as many weights beside it.

use super::KolmogorovArnold;
use super::objective::{Examples, MeanSquares};
use crate::experiment::{Context, Failure};
use crate::kolmogorov_arnold::{Network, Workspace};
use crate::math::statistics::{median, standard_deviation};
use crate::optimize::{MethodSettings, Objective, Optimizer};
use crate::perceptron::{Activation, Batch, Initialisation, Layer, Loss, Perceptron};
use crate::train::NetworkObjective;

/// Rounds of training on one grid; after each the grids are moved to what the nodes hold.
const ROUNDS: u64 = 4;

/// Errors of a network that has learned.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Errors {
    pub weights: usize,
    /// Root mean squared error on the examples learned from.
    pub train: f64,
    /// The same on others.
    pub test: f64,
    /// √ of the median squared error on others: what the typical point sees.
    pub typical: f64,
}

impl Errors {
    fn of(weights: usize, train: &[f64], test: &[f64]) -> Self {
        let rms = |errors: &[f64]| {
            let squares: f64 = errors.iter().map(|e| e * e).sum();
            (squares / errors.len() as f64).sqrt()
        };
        let sizes: Vec<f64> = test.iter().map(|e| e.abs()).collect();
        Errors {
            weights,
            train: rms(train),
            test: rms(test),
            typical: median(&sizes),
        }
    }
}

/// One network of learned functions, grid after grid.
#[derive(Clone, Debug)]
pub struct Refined {
    /// One for each grid.
    pub errors: Vec<Errors>,
    /// Loss at the beginning of every step, as RMS error.
    pub history: Vec<f64>,
    /// Steps made before each grid.
    pub begins: Vec<usize>,
    /// The last network.
    pub network: Network,
    pub weights: Vec<f64>,
    /// Least and largest of what its nodes hold.
    pub ranges: Vec<Vec<(f64, f64)>>,
    /// Standard deviation of the function on the examples.
    pub deviation: f64,
    /// Largest difference of the gradient to central differences at the start, relative to its largest
    /// component.
    pub gradient_difference: f64,
}

/// Examples drawn uniformly on the square.
pub fn examples(settings: &KolmogorovArnold, purpose: &str, context: &Context) -> Examples {
    let mut stream = context.stream(purpose);
    let mut examples = Examples::default();
    for _ in 0..settings.examples {
        let (x, y) = (
            stream.uniform_between(-1.0, 1.0),
            stream.uniform_between(-1.0, 1.0),
        );
        examples.inputs.extend([x, y]);
        examples.targets.push(settings.function.value(x, y));
    }
    examples
}

/// Trains a network of learned functions from one start.
pub fn refine(
    settings: &KolmogorovArnold,
    start: usize,
    context: &Context,
) -> Result<Refined, Failure> {
    let train = examples(settings, "examples", context);
    let test = examples(settings, "test examples", context);
    let mut sizes = vec![2];
    sizes.extend(&settings.hidden);
    sizes.push(1);
    let first = settings.intervals[0];
    let network = Network::new(&sizes, first)
        .ok_or_else(|| Failure::Failed("the network has an empty layer".into()))?;
    let weights = initial(&network, start, context);
    let gradient_difference = check_gradient(&network, &train, &weights);
    let mut refined = Refined {
        errors: Vec::new(),
        history: Vec::new(),
        begins: Vec::new(),
        network,
        weights,
        ranges: Vec::new(),
        deviation: standard_deviation(&train.targets),
        gradient_difference,
    };
    for &intervals in &settings.intervals {
        refined.begins.push(refined.history.len());
        for round in 0..ROUNDS {
            refined.move_grids(intervals, &train);
            let steps = settings.steps / ROUNDS + u64::from(round < settings.steps % ROUNDS);
            refined.improve(settings, steps, &train, context)?;
        }
        let errors = Errors::of(
            refined.network.weights(),
            &refined.residuals(&train),
            &refined.residuals(&test),
        );
        refined.errors.push(errors);
    }
    refined.ranges = refined.observed(&train);
    Ok(refined)
}

/// Coefficients normal with deviation 0.1 (Liu et al. 2024, section 2.2), base weights by Glorot's rule.
fn initial(network: &Network, start: usize, context: &Context) -> Vec<f64> {
    let mut stream = context.stream_of("initial weights", start as u64);
    let mut weights: Vec<f64> = (0..network.weights())
        .map(|_| 0.1 * stream.normal())
        .collect();
    for (layer, pair) in network.sizes().windows(2).enumerate() {
        let deviation = (2.0 / (pair[0] + pair[1]) as f64).sqrt();
        for from in 0..pair[0] {
            for to in 0..pair[1] {
                weights[network.edge(layer, from, to)] = deviation * stream.normal();
            }
        }
    }
    weights
}

fn check_gradient(network: &Network, examples: &Examples, weights: &[f64]) -> f64 {
    let mut objective = MeanSquares::new(network, examples);
    let mut gradient = vec![0.0; weights.len()];
    objective.gradient(weights, &mut gradient);
    let largest = gradient
        .iter()
        .fold(f64::MIN_POSITIVE, |most, g| most.max(g.abs()));
    let mut w = weights.to_vec();
    let h = 1e-5;
    let difference = |i: usize| {
        w[i] = weights[i] + h;
        let above = objective.value(&w);
        w[i] = weights[i] - h;
        let below = objective.value(&w);
        w[i] = weights[i];
        ((above - below) / (2.0 * h) - gradient[i]).abs()
    };
    (0..weights.len()).map(difference).fold(0.0, f64::max) / largest
}

impl Refined {
    /// Whether it stayed in a local minimum: the last grid leaves more than a hundredth of what a constant
    /// would.
    pub fn is_stuck(&self) -> bool {
        let last = self
            .errors
            .last()
            .map_or(f64::INFINITY, |errors| errors.train);
        last > 0.01 * self.deviation
    }

    fn residuals(&self, examples: &Examples) -> Vec<f64> {
        let mut workspace = Workspace::default();
        let error =
            |(x, t): (&[f64], f64)| self.network.answer(&self.weights, x, &mut workspace) - t;
        examples.iter().map(error).collect()
    }

    fn observed(&self, examples: &Examples) -> Vec<Vec<(f64, f64)>> {
        let (mut ranges, mut workspace) = (Vec::new(), Workspace::default());
        for (x, _) in examples.iter() {
            self.network
                .observe(&self.weights, x, &mut ranges, &mut workspace);
        }
        ranges
    }

    /// Grids of the inputs span the square, those of hidden nodes what these hold.
    fn move_grids(&mut self, intervals: usize, examples: &Examples) {
        let mut ranges = self.observed(examples);
        ranges[0].fill((-1.0, 1.0));
        let (network, weights) = self.network.refitted(&self.weights, intervals, &ranges);
        (self.network, self.weights) = (network, weights);
    }

    fn improve(
        &mut self,
        settings: &KolmogorovArnold,
        steps: u64,
        examples: &Examples,
        context: &Context,
    ) -> Result<(), Failure> {
        let mut optimizer = settings.method.optimizer(self.weights.len());
        let mut objective = MeanSquares::new(&self.network, examples);
        let history = &mut self.history;
        descend(
            &mut *optimizer,
            &mut objective,
            &mut self.weights,
            steps,
            context,
            |loss| {
                history.push((2.0 * loss).sqrt());
            },
        )
    }
}

/// At most so many steps; ends early where a step does not move.
fn descend(
    optimizer: &mut dyn Optimizer,
    objective: &mut dyn Objective,
    weights: &mut [f64],
    steps: u64,
    context: &Context,
    mut record: impl FnMut(f64),
) -> Result<(), Failure> {
    for step in 0..steps {
        context.go_on()?;
        let made = optimizer.step(weights, objective).map_err(Failure::told)?;
        if !made.loss.is_finite() {
            return Err(Failure::Diverged {
                what: "the loss".into(),
                when: format!("step {step} of a grid"),
            });
        }
        record(made.loss);
        if !made.moved {
            break;
        }
    }
    Ok(())
}

/// Trains a perceptron with one hidden layer of tanh units and about as many weights.
pub fn perceptron(
    settings: &KolmogorovArnold,
    weights: usize,
    start: usize,
    context: &Context,
) -> Result<Errors, Failure> {
    let train = examples(settings, "examples", context);
    let test = examples(settings, "test examples", context);
    // A hidden unit has two inputs, a bias and an output weight; the output has a bias.
    let units = ((weights as f64 - 1.0) / 4.0).round().max(1.0) as usize;
    let layer = |units, activation| Layer { units, activation };
    let layers = [layer(units, Activation::Tanh), layer(1, Activation::Linear)];
    let network = Perceptron::new(2, &layers, Loss::SquaredError).map_err(Failure::told)?;
    let purpose = format!("initial weights of a perceptron of {units} units");
    let mut stream = context.stream_of(&purpose, start as u64);
    let mut w = Initialisation::NguyenWidrow.draw(&network, &mut stream);
    let batch = Batch {
        rows: train.targets.len(),
        inputs: &train.inputs,
        targets: &train.targets,
    };
    let mut objective = NetworkObjective::new(&network, batch);
    let mut optimizer = settings.method.optimizer(w.len());
    let steps = settings.perceptron_steps;
    descend(
        &mut *optimizer,
        &mut objective,
        &mut w,
        steps,
        context,
        |_| {},
    )?;
    let mut workspace = crate::perceptron::Workspace::default();
    let mut residuals = |examples: &Examples| -> Vec<f64> {
        let rows = examples.targets.len();
        let answers = network.predict(&w, &examples.inputs, rows, &mut workspace);
        let pairs = answers.iter().zip(&examples.targets);
        pairs.map(|(y, t)| y - t).collect()
    };
    Ok(Errors::of(
        network.weights(),
        &residuals(&train),
        &residuals(&test),
    ))
}
