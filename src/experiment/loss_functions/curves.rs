//! One loss over the states of a unit, computed by a network of that one unit.

use super::{LossFunctions, answer};
use crate::perceptron::{Activation, Batch, Error, Layer, Loss, Perceptron, Workspace};

/// One loss of the page.
pub struct Entry {
    /// Its part of metric names.
    pub metric: &'static str,
    loss: Loss,
    activation: Activation,
    /// Whether a second unit with state 0 stands beside it: softmax of two.
    is_pair: bool,
    /// Name in English and Russian.
    pub name: (&'static str, &'static str),
    /// Style key.
    pub key: &'static str,
    /// E as a formula.
    pub formula: &'static str,
    /// −∂E/∂s as a formula.
    pub pull: &'static str,
}

/// The losses in the order of the legend.
pub const LOSSES: &[Entry] = &[
    Entry {
        metric: "squared_error",
        loss: Loss::SquaredError,
        activation: Activation::Logistic,
        is_pair: false,
        name: ("squared error", "квадрат ошибки"),
        key: "squared-error",
        formula: "(y − t)²/2",
        pull: "(t − y) y (1 − y)",
    },
    Entry {
        metric: "hyperbolic_error",
        loss: Loss::HyperbolicError,
        activation: Activation::Logistic,
        is_pair: false,
        name: ("hyperbolic error", "гиперболическая ошибка"),
        key: "hyperbolic-error",
        formula: "(1 + d) ln(1 + d) + (1 − d) ln(1 − d), d = t − y",
        pull: "ln((1 + d)/(1 − d)) y (1 − y)",
    },
    Entry {
        metric: "cross_entropy",
        loss: Loss::LogisticCrossEntropy,
        activation: Activation::Linear,
        is_pair: false,
        name: ("cross-entropy", "кросс-энтропия"),
        key: "cross-entropy",
        formula: "−t ln y − (1 − t) ln(1 − y)",
        pull: "t − y",
    },
    Entry {
        metric: "softmax_cross_entropy",
        loss: Loss::SoftmaxCrossEntropy,
        activation: Activation::Linear,
        is_pair: true,
        name: (
            "cross-entropy, softmax of two",
            "кросс-энтропия, softmax из двух",
        ),
        key: "softmax-cross-entropy",
        formula: "−t ln y₁ − (1 − t) ln y₂, y = softmax(s, 0)",
        pull: "t − y₁",
    },
    Entry {
        metric: "kullback_leibler",
        loss: Loss::KullbackLeibler,
        activation: Activation::Linear,
        is_pair: true,
        name: (
            "Kullback–Leibler divergence",
            "расстояние Кульбака — Лейблера",
        ),
        key: "kullback-leibler",
        formula: "t ln(t/y₁) + (1 − t) ln((1 − t)/y₂)",
        pull: "t − y₁",
    },
];

/// A loss for one target over the states.
pub struct Curve {
    pub entry: &'static Entry,
    /// s.
    pub state: Vec<f64>,
    /// y(s).
    pub answer: Vec<f64>,
    /// E(s).
    pub loss: Vec<f64>,
    /// −∂E/∂s.
    pub pull: Vec<f64>,
    /// The pull by central differences of the loss.
    differences: Vec<f64>,
}

/// The curve of that metric name.
pub fn named<'c>(curves: &'c [Curve], metric: &str) -> &'c Curve {
    let found = curves.iter().find(|curve| curve.entry.metric == metric);
    found.expect("a loss of the page")
}

/// Step of the central differences: the cube root of the rounding of a number about 1.
const STEP: f64 = 6e-6;

impl Curve {
    /// Computes loss and pull for `points` states from −reach to reach.
    pub fn new(
        entry: &'static Entry,
        target: f64,
        reach: f64,
        points: usize,
    ) -> Result<Self, Error> {
        let mut unit = Unit::new(entry, target)?;
        let mut curve = Curve {
            entry,
            state: LossFunctions::states(reach, points).collect(),
            answer: Vec::with_capacity(points),
            loss: Vec::with_capacity(points),
            pull: Vec::with_capacity(points),
            differences: Vec::with_capacity(points),
        };
        for &s in &curve.state {
            let (loss, slope) = unit.gradient(s);
            curve.answer.push(answer(s));
            curve.loss.push(loss);
            curve.pull.push(-slope);
            let rise = unit.loss(s + STEP) - unit.loss(s - STEP);
            curve.differences.push(-rise / (2.0 * STEP));
        }
        Ok(curve)
    }

    /// The largest difference between the pull and central differences.
    pub fn slope_check(&self) -> f64 {
        super::largest_difference(&self.pull, &self.differences, 0.0)
    }

    /// The point with the strongest pull.
    pub fn strongest(&self) -> usize {
        let points = 0..self.pull.len();
        let stronger = |a: &usize, b: &usize| self.pull[*a].abs().total_cmp(&self.pull[*b].abs());
        points.max_by(stronger).unwrap_or(0)
    }

    /// The least loss of the points.
    pub fn least(&self) -> f64 {
        self.loss.iter().copied().fold(f64::INFINITY, f64::min)
    }
}

/// A network without inputs that matter: the bias of its unit is the state s.
struct Unit {
    network: Perceptron,
    weights: Vec<f64>,
    gradient: Vec<f64>,
    targets: Vec<f64>,
    workspace: Workspace,
}

impl Unit {
    fn new(entry: &Entry, target: f64) -> Result<Self, Error> {
        let units = if entry.is_pair { 2 } else { 1 };
        let layer = Layer {
            units,
            activation: entry.activation,
        };
        let network = Perceptron::new(1, &[layer], entry.loss)?;
        let weights = vec![0.0; network.weights()];
        let mut targets = vec![target, 1.0 - target];
        targets.truncate(units);
        Ok(Unit {
            gradient: weights.clone(),
            weights,
            network,
            targets,
            workspace: Workspace::default(),
        })
    }

    fn set(&mut self, s: f64) {
        self.network.biases_mut(0, &mut self.weights)[0] = s;
    }

    fn loss(&mut self, s: f64) -> f64 {
        self.set(s);
        let batch = batch(&self.targets);
        self.network.loss(&self.weights, batch, &mut self.workspace)
    }

    /// E and ∂E/∂s, by back-propagation.
    fn gradient(&mut self, s: f64) -> (f64, f64) {
        self.set(s);
        let batch = batch(&self.targets);
        let loss = self.network.gradient(
            &self.weights,
            batch,
            &mut self.workspace,
            &mut self.gradient,
        );
        (loss, self.network.biases(0, &self.gradient)[0])
    }
}

fn batch(targets: &[f64]) -> Batch<'_> {
    Batch {
        inputs: &[0.0],
        targets,
        rows: 1,
    }
}
