//! The methods against PyTorch's and SciPy's: the first 20 losses of each on a network of 2-3-2 units
//! with 12 examples, once with a softmax and cross-entropy and once with the squared error. The data
//! are written by generate.py.

use galvani::optimize::{Method, MethodSettings, Objective};
use galvani::perceptron::{Activation, Batch, Layer, Loss, Perceptron};
use galvani::train::{NetworkObjective, Trainable};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Largest deviation of a loss from theirs, relative to it.
const TOLERANCE: f64 = 1e-10;

#[derive(Deserialize)]
struct Document {
    inputs: Vec<f64>,
    targets: BTreeMap<String, Vec<f64>>,
    weights: Vec<f64>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    name: String,
    problem: String,
    settings: Method,
    /// The rows that each step sees, instead of all.
    batches: Option<Vec<Vec<usize>>>,
    losses: Vec<f64>,
}

fn document() -> Document {
    serde_json::from_str(include_str!("losses.json")).unwrap()
}

fn network(problem: &str) -> Perceptron {
    let layer = |units, activation| Layer { units, activation };
    let layers = [layer(3, Activation::Tanh), layer(2, Activation::Linear)];
    let loss = match problem {
        "classification" => Loss::SoftmaxCrossEntropy,
        _ => Loss::SquaredError,
    };
    Perceptron::new(2, &layers, loss).unwrap()
}

impl Case {
    /// The losses over all examples at the beginning of each step: as the steps tell them, or with
    /// mini-batches evaluated.
    fn run(&self, document: &Document) -> Vec<f64> {
        let network = network(&self.problem);
        let examples = Batch {
            rows: 12,
            inputs: &document.inputs,
            targets: &document.targets[&self.problem],
        };
        let mut objective = NetworkObjective::new(&network, examples);
        let mut w = document.weights.clone();
        let mut optimizer = self.settings.optimizer(w.len());
        (0..self.losses.len())
            .map(|t| {
                let batch = self.batches.as_ref().map(|batches| &batches[t]);
                let evaluated = batch.map(|rows| {
                    objective.select_all();
                    let loss = objective.value(&w);
                    objective.select(rows);
                    loss
                });
                let step = optimizer.step(&mut w, &mut objective).unwrap();
                evaluated.unwrap_or(step.loss)
            })
            .collect()
    }

    /// The largest relative deviation and its step.
    fn deviation(&self, document: &Document) -> (f64, usize) {
        let ours = self.run(document);
        let deviations = ours.iter().zip(&self.losses).enumerate();
        deviations
            .map(|(t, (ours, theirs))| ((ours - theirs).abs() / theirs.abs(), t))
            .max_by(|a, b| a.0.total_cmp(&b.0))
            .unwrap()
    }
}

#[test]
fn every_method_takes_the_steps_of_its_counterpart() {
    let document = document();
    let mut missed = Vec::new();
    for case in &document.cases {
        assert_eq!(case.losses.len(), 20, "{}", case.name);
        let (deviation, step) = case.deviation(&document);
        println!("{}: {deviation:.1e} in step {step}", case.name);
        // A deviation that is no number misses too.
        if !(deviation <= TOLERANCE) {
            missed.push(format!("{}: {deviation:.1e} in step {step}", case.name));
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
}

/// Without it a case that is never run would pass.
#[test]
fn every_method_that_has_a_counterpart_is_there() {
    let document = document();
    for name in [
        "gradient-descent",
        "momentum",
        "nesterov",
        "rprop",
        "adagrad",
        "adadelta",
        "rmsprop",
        "adam",
        "adamw",
        "conjugate-gradients",
        "bfgs",
        "l-bfgs",
    ] {
        for problem in ["classification", "regression"] {
            let is_there = |case: &Case| case.settings.name() == name && case.problem == problem;
            assert!(document.cases.iter().any(is_there), "{name}, {problem}");
        }
    }
}
