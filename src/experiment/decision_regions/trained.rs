//! The networks that learn the same sets from labelled points of the window.

use super::measure::Window;
use super::{DecisionRegions, Net};
use crate::experiment::supervised::{layers, minimise};
use crate::experiment::{Context, Failure};
use crate::perceptron::{Activation, Batch, Initialisation, Layer, Loss, Perceptron, Workspace};
use crate::threshold::Unit;
use crate::train::Stopping;

/// A trained network.
#[derive(Clone, Debug)]
pub struct Learned {
    pub network: Perceptron,
    pub weights: Vec<f64>,
    /// Cross-entropy at the end.
    pub loss: f64,
}

impl Learned {
    /// Whether each point (of the window, x and y in turn) lies in the region: p > ½.
    pub fn classify(&self, points: &[f64], window: Window) -> Vec<bool> {
        let scaled = window.scaled(points);
        let mut workspace = Workspace::default();
        let rows = points.len() / 2;
        let answers = self
            .network
            .predict(&self.weights, &scaled, rows, &mut workspace);
        answers.iter().map(|&p| p > 0.5).collect()
    }

    /// The line of every unit of the first layer, in the window's own coordinates.
    pub fn lines(&self, window: Window) -> Vec<Unit> {
        let (_, units) = self.network.fans(0);
        let matrix = self.network.matrix(0, &self.weights);
        let biases = self.network.biases(0, &self.weights);
        let line = |u: usize| window.unscaled([matrix[u], matrix[units + u]], biases[u]);
        (0..units).map(line).collect()
    }
}

/// The hidden layers of a trained net and their activation; `None` where it is built by hand.
pub fn hidden(net: Net, settings: &DecisionRegions) -> Option<(Vec<usize>, Activation)> {
    let nonlinear = settings.trained.activation;
    let three = &settings.trained.three_layers;
    match net {
        Net::TrainedOne => Some((Vec::new(), nonlinear)),
        Net::TrainedTwo => Some((vec![settings.convex.len()], nonlinear)),
        Net::TrainedThree => Some((three.clone(), nonlinear)),
        Net::TrainedLinear => Some((three.clone(), Activation::Linear)),
        Net::CounterExample => Some((vec![settings.trained.two_layers], nonlinear)),
        Net::Sweep(units) => Some((vec![units], nonlinear)),
        _ => None,
    }
}

/// The best of several starts, by the loss.
pub fn learn(
    net: Net,
    settings: &DecisionRegions,
    context: &Context,
) -> Result<Option<Learned>, Failure> {
    let Some((hidden, activation)) = hidden(net, settings) else {
        return Ok(None);
    };
    let network = network(&hidden, activation)?;
    let (inputs, targets) = examples(net, settings, context);
    let batch = Batch {
        rows: targets.len(),
        inputs: &inputs,
        targets: &targets,
    };
    let mut best: Option<Learned> = None;
    // A single layer has one minimum; more starts would find it again.
    let starts = if hidden.is_empty() {
        1
    } else {
        settings.trained.starts
    };
    for start in 0..starts {
        let purpose = format!("initial weights, {}", net.key());
        let mut stream = context.stream_of(&purpose, start as u64);
        let mut weights = Initialisation::NguyenWidrow.draw(&network, &mut stream);
        let loss = minimise(
            &network,
            batch,
            &settings.trained.method,
            stopping(settings),
            &mut weights,
            context,
        )?;
        if best.as_ref().is_none_or(|best| loss < best.loss) {
            best = Some(Learned {
                network: network.clone(),
                weights,
                loss,
            });
        }
    }
    Ok(best)
}

fn network(hidden: &[usize], activation: Activation) -> Result<Perceptron, Failure> {
    let layers = layers(
        hidden,
        activation,
        Layer {
            units: 1,
            activation: Activation::Linear,
        },
    );
    Perceptron::new(2, &layers, Loss::LogisticCrossEntropy).map_err(Failure::told)
}

/// Points uniform in the window, the same for every net, scaled to ±1; 1 where they lie in the set.
fn examples(net: Net, settings: &DecisionRegions, context: &Context) -> (Vec<f64>, Vec<f64>) {
    let mut stream = context.stream("examples");
    let window = settings.window();
    let shape = net.target(settings);
    let mut points = Vec::with_capacity(2 * settings.trained.examples);
    let mut targets = Vec::with_capacity(settings.trained.examples);
    for _ in 0..settings.trained.examples {
        let point = window.point(stream.uniform(), stream.uniform());
        targets.push(f64::from(u8::from(shape.contains(point))));
        points.extend(point);
    }
    (window.scaled(&points), targets)
}

/// Separable examples have no minimum: the weights would grow for ever.
fn stopping(settings: &DecisionRegions) -> Stopping {
    Stopping {
        target_loss: Some(1e-4),
        gradient_norm: Some(1e-8),
        ..Stopping::after_iterations(settings.trained.iterations)
    }
}
