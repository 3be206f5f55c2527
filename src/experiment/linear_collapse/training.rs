//! One layer, a deep linear network and the same depth with tanh, trained by full-batch gradient
//! descent with momentum: v ← μ v − η ∇E, w ← w + v (Polyak 1964).

use super::exact::collapse_layers;
use super::{Task, Trained};
use crate::experiment::{Context, Failure};
use crate::outcome::{Outcome, Text};
use crate::perceptron::{Activation, Batch, Initialisation, Layer, Loss, Perceptron, Workspace};

/// Iterations between two looks at whether the user wants to stop.
const PATIENCE: usize = 256;
/// Radius of the ring.
const RING_RADIUS: f64 = 1.5;

/// The networks that are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Net {
    /// One processing layer.
    Single,
    /// Hidden layers with a linear activation.
    DeepLinear,
    /// The same layers with tanh.
    DeepTanh,
}

/// In the order of the jobs.
pub const NETS: [Net; 3] = [Net::Single, Net::DeepLinear, Net::DeepTanh];

impl Net {
    /// First part of the names of metrics, and the key of its colour.
    pub fn key(self) -> &'static str {
        match self {
            Net::Single => "single",
            Net::DeepLinear => "deep_linear",
            Net::DeepTanh => "deep_tanh",
        }
    }

    /// As figures and tables call it.
    pub fn label(self) -> Text {
        match self {
            Net::Single => Text::new("one layer", "один слой"),
            Net::DeepLinear => Text::new("deep linear network", "многослойная линейная сеть"),
            Net::DeepTanh => Text::new("the same depth with tanh", "та же глубина с\u{a0}tanh"),
        }
    }

    fn network(self, settings: &Trained) -> Result<Perceptron, Failure> {
        let activation = match self {
            Net::DeepTanh => Activation::Tanh,
            _ => Activation::Linear,
        };
        let hidden = match self {
            Net::Single => &[],
            _ => settings.hidden.as_slice(),
        };
        let output = Layer {
            units: 1,
            activation: Activation::Linear,
        };
        let hidden = hidden.iter().map(|&units| Layer { units, activation });
        let layers: Vec<Layer> = hidden.chain([output]).collect();
        Perceptron::new(2, &layers, Loss::LogisticCrossEntropy).map_err(Failure::told)
    }
}

/// Examples: points of the plane, half of them of class 0 and half of class 1.
pub struct Points {
    /// x and y of each point in turn.
    pub inputs: Vec<f64>,
    /// 0 or 1.
    pub classes: Vec<f64>,
}

impl Points {
    /// The training examples, the same for every network.
    pub fn draw(settings: &Trained, context: &Context) -> Self {
        let mut stream = context.stream("examples");
        let mut points = Points {
            inputs: Vec::with_capacity(2 * settings.examples),
            classes: Vec::with_capacity(settings.examples),
        };
        for index in 0..settings.examples {
            let class = (index % 2) as f64;
            let (x, y) = (stream.normal(), stream.normal());
            let point = match settings.task {
                Task::Xor => {
                    // The four clouds in turn: (−, −), (−, +), (+, +), (+, −).
                    let centre_x = if index % 4 < 2 { -1.0 } else { 1.0 };
                    let centre_y = if class == 0.0 { centre_x } else { -centre_x };
                    [
                        centre_x + settings.spread * x,
                        centre_y + settings.spread * y,
                    ]
                }
                Task::Rings if class == 0.0 => [settings.spread * x, settings.spread * y],
                Task::Rings => {
                    // The direction of a normal pair is uniform on the circle.
                    let radius = RING_RADIUS + settings.spread * stream.normal();
                    let length = (x * x + y * y).sqrt();
                    [radius * x / length, radius * y / length]
                }
            };
            points.inputs.extend(point);
            points.classes.push(class);
        }
        points
    }

    /// Share of the points whose class has the larger probability.
    fn share_right(&self, probabilities: &[f64]) -> f64 {
        let all = probabilities.iter().zip(&self.classes);
        let right = all.filter(|(p, t)| (**p > 0.5) == (**t > 0.5)).count();
        right as f64 / self.classes.len() as f64
    }

    fn batch(&self) -> Batch<'_> {
        Batch {
            rows: self.classes.len(),
            inputs: &self.inputs,
            targets: &self.classes,
        }
    }
}

/// A trained network.
pub struct Run {
    /// Which.
    pub net: Net,
    network: Perceptron,
    weights: Vec<f64>,
    /// Loss before each step and after the last.
    pub losses: Vec<f64>,
    /// Length of the gradient at the end.
    pub gradient_norm: f64,
    /// Share of the examples on the right side at the end.
    pub accuracy: f64,
}

/// Trains one network until the gradient is short enough or the iterations are used up.
pub fn train(net: Net, settings: &Trained, context: &Context) -> Result<Run, Failure> {
    let network = net.network(settings)?;
    let points = Points::draw(settings, context);
    let mut stream = context.stream(&format!("initial weights, {}", net.key()));
    let mut weights = Initialisation::GlorotNormal.draw(&network, &mut stream);
    let (mut gradient, mut velocity) = (vec![0.0; weights.len()], vec![0.0; weights.len()]);
    let mut workspace = Workspace::default();
    let mut losses = Vec::with_capacity(settings.iterations + 1);
    let gradient_norm = loop {
        let iteration = losses.len();
        if iteration.is_multiple_of(PATIENCE) {
            context.go_on()?;
        }
        let loss = network.gradient(&weights, points.batch(), &mut workspace, &mut gradient);
        let norm = gradient.iter().map(|g| g * g).sum::<f64>().sqrt();
        if !(loss.is_finite() && norm.is_finite()) {
            return Err(Failure::Diverged {
                what: format!("the loss of the network `{}`", net.key()),
                when: format!("iteration {iteration}"),
            });
        }
        losses.push(loss);
        if norm <= settings.gradient_norm || iteration == settings.iterations {
            break norm;
        }
        for ((w, v), g) in weights.iter_mut().zip(&mut velocity).zip(&gradient) {
            *v = settings.momentum * *v - settings.learning_rate * g;
            *w += *v;
        }
    };
    let answers = network.predict(
        &weights,
        &points.inputs,
        points.classes.len(),
        &mut workspace,
    );
    Ok(Run {
        net,
        accuracy: points.share_right(answers),
        network,
        weights,
        losses,
        gradient_norm,
    })
}

impl Run {
    /// Steps that were taken.
    pub fn iterations(&self) -> usize {
        self.losses.len() - 1
    }

    /// Loss at the end.
    pub fn loss(&self) -> f64 {
        self.losses[self.iterations()]
    }

    /// Number of weights and biases.
    pub fn weight_count(&self) -> usize {
        self.weights.len()
    }

    /// The line p = ½ as (w₁, w₂, b) of w₁x + w₂y + b = 0, for a linear network.
    pub fn line(&self) -> Option<[f64; 3]> {
        if self.net == Net::DeepTanh {
            return None;
        }
        let product = collapse_layers(&self.network, &self.weights);
        Some([product.matrix[0], product.matrix[1], product.biases[0]])
    }

    /// The predicted class, 0 or 1, of each of the points (x, y in turn).
    pub fn classify(&self, points: &[f64]) -> Vec<usize> {
        let mut workspace = Workspace::default();
        let rows = points.len() / 2;
        let answers = self
            .network
            .predict(&self.weights, points, rows, &mut workspace);
        answers.iter().map(|&p| usize::from(p > 0.5)).collect()
    }
}

/// Adds the metrics of the three networks.
pub fn report(runs: &[Run], outcome: &mut Outcome) {
    for run in runs {
        let key = run.net.key();
        outcome.metric(format!("{key}_loss"), run.loss(), "");
        outcome.metric(format!("{key}_accuracy"), run.accuracy, "");
        outcome.metric(format!("{key}_gradient_norm"), run.gradient_norm, "");
        outcome.metric(format!("{key}_iterations"), run.iterations() as f64, "");
    }
    let of = |net| runs.iter().find(|run| run.net == net);
    if let (Some(single), Some(deep)) = (of(Net::Single), of(Net::DeepLinear)) {
        let difference = (single.loss() - deep.loss()).abs();
        outcome.metric("loss_difference", difference, "");
        if let (Some(a), Some(b)) = (single.line(), deep.line()) {
            let apart = a.iter().zip(b).map(|(a, b)| (a - b).abs());
            outcome.metric("line_difference", apart.fold(0.0, f64::max), "");
        }
    }
}
