//! The kind `activation-functions`: activations and their derivatives on one page, and how often the
//! stochastic neuron fires.

mod explain;
mod figures;
mod firing;
mod names;
mod shape;
mod tables;
#[cfg(test)]
mod tests;

use super::ranges::Ranges;
use super::{Context, Failure, Problem, Settings};
use crate::outcome::{Outcome, Text};
use crate::perceptron::Activation;
use firing::Frequencies;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use shape::Shape;
use std::path::Path;

/// Farthest end of a range of s.
const FARTHEST: f64 = 100.0;
/// Most points of a curve.
const MOST_POINTS: usize = 10_000;
/// Most trials of all points together.
const MOST_TRIALS: usize = 200_000_000;
/// Most gains.
const MOST_GAINS: usize = 6;

/// Settings of the kind `activation-functions`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ActivationFunctions {
    /// Which functions, in this order and none twice; may be empty. Default: tanh, logistic,
    /// threshold, relu, softmax, softsign, lecun-tanh, linear.
    pub functions: Vec<Activation>,
    /// Ends of s, [low, high], from −100 to 100. Default [−5, 5].
    pub range: [f64; 2],
    /// Points of each curve, 11 to 10000. Default 401.
    pub points: usize,
    /// Step h of the central differences, 1e-8 to 0.01. Default 1e-5.
    pub step: f64,
    /// Weighted sums of the other units of the softmax layer, 1 to 5 numbers from −100 to 100; its
    /// panel shows what the first unit's own s does. Default [1, −1].
    pub softmax_others: Vec<f64>,
    /// The stochastic neuron.
    pub firing: Firing,
}

/// Settings of the stochastic neuron's trials.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct Firing {
    /// Gains β of P(y = 1) = 1/(1 + e^(−βs)), at most 6, none twice, each 0.01 to 100; 1/β is the
    /// temperature. Empty: no trials. Default [0.5, 1, 2].
    pub gains: Vec<f64>,
    /// Ends of s, [low, high], from −100 to 100. Default [−5, 5].
    pub range: [f64; 2],
    /// Values of s, 2 to 1000. Default 21.
    pub points: usize,
    /// Trials at each of them, 10 to 10000000; at most 200000000 altogether. Default 500.
    pub trials: usize,
}

impl Default for ActivationFunctions {
    fn default() -> Self {
        use Activation::{LecunTanh, Linear, Logistic, Relu, Softmax, Softsign, Tanh, Threshold};
        ActivationFunctions {
            functions: vec![
                Tanh, Logistic, Threshold, Relu, Softmax, Softsign, LecunTanh, Linear,
            ],
            range: [-5.0, 5.0],
            points: 401,
            step: 1e-5,
            softmax_others: vec![1.0, -1.0],
            firing: Firing::default(),
        }
    }
}

impl Default for Firing {
    fn default() -> Self {
        Firing {
            gains: vec![0.5, 1.0, 2.0],
            range: [-5.0, 5.0],
            points: 21,
            trials: 500,
        }
    }
}

/// What one job gives.
pub enum Part {
    /// All curves.
    Shapes(Vec<Shape>),
    /// The stochastic neuron at one gain.
    Frequencies(Frequencies),
}

impl Settings for ActivationFunctions {
    const KIND: &'static str = "activation-functions";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    type Part = Part;

    fn summary() -> Text {
        Text::new(
            "Activation functions and their derivatives on one page, and the stochastic neuron's firing frequency",
            "Функции активации и их производные на одной странице; частота срабатывания стохастического нейрона",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        ranges.distinct("functions", &self.functions);
        check_range(&mut ranges, "range", self.range);
        ranges.within("points", self.points as f64, 11.0, MOST_POINTS as f64);
        ranges.tolerance("step", self.step, 1e-8, 0.01);
        ranges.entries("softmax_others", self.softmax_others.len(), 1, 5);
        for (index, s) in self.softmax_others.iter().enumerate() {
            ranges.within(format!("softmax_others[{index}]"), *s, -FARTHEST, FARTHEST);
        }
        self.firing.check(&mut ranges);
        if self.functions.is_empty() && self.firing.gains.is_empty() {
            let message = "is empty, as is firing.gains; one of the two must have an entry";
            ranges.wrong("functions", message);
        }
        ranges.problems
    }

    /// A value, two derivatives and a difference for each point, in the curves and in the figure.
    fn memory_bytes(&self, _base: &Path) -> u64 {
        let curves = self.functions.len() * self.points * (8 + self.softmax_others.len());
        let firing = self.firing.gains.len() * (self.firing.points * 200 + self.firing.trials);
        16 * (curves + firing) as u64 + (1 << 20)
    }

    fn jobs(&self, _context: &Context) -> usize {
        1 + self.firing.gains.len()
    }

    fn run(&self, job: usize, context: &Context) -> Result<Part, Failure> {
        match job {
            0 => Ok(Part::Shapes(
                self.functions
                    .iter()
                    .map(|function| Shape::of(*function, self))
                    .collect(),
            )),
            _ => firing::measure(&self.firing, job - 1, context).map(Part::Frequencies),
        }
    }

    fn assemble(&self, parts: Vec<Part>, _context: &Context) -> Result<Outcome, Failure> {
        let (mut shapes, mut frequencies) = (Vec::new(), Vec::new());
        for part in parts {
            match part {
                Part::Shapes(all) => shapes = all,
                Part::Frequencies(one) => frequencies.push(one),
            }
        }
        let mut outcome = Outcome::default();
        if !shapes.is_empty() {
            tables::add_shapes(&shapes, &mut outcome);
            outcome.figures.push(figures::page(&shapes));
        }
        if !frequencies.is_empty() {
            tables::add_frequencies(&frequencies, &mut outcome);
            outcome.figures.push(figures::firing(&frequencies));
        }
        Ok(outcome)
    }
}

impl Firing {
    fn check(&self, ranges: &mut Ranges) {
        ranges.entries("firing.gains", self.gains.len(), 0, MOST_GAINS);
        ranges.distinct("firing.gains", &self.gains);
        for (index, gain) in self.gains.iter().enumerate() {
            ranges.within(format!("firing.gains[{index}]"), *gain, 0.01, 100.0);
        }
        check_range(ranges, "firing.range", self.range);
        ranges.within("firing.points", self.points as f64, 2.0, 1000.0);
        ranges.within("firing.trials", self.trials as f64, 10.0, 1e7);
        let all = self
            .gains
            .len()
            .saturating_mul(self.points)
            .saturating_mul(self.trials);
        if all > MOST_TRIALS {
            let message = format!(
                "is {}, which with {} points and {} gains makes {all} trials; must be at most {MOST_TRIALS} altogether",
                self.trials,
                self.points,
                self.gains.len(),
            );
            ranges.wrong("firing.trials", message);
        }
    }
}

fn check_range(ranges: &mut Ranges, key: &str, [low, high]: [f64; 2]) {
    ranges.within(format!("{key}[0]"), low, -FARTHEST, FARTHEST);
    ranges.within(format!("{key}[1]"), high, -FARTHEST, FARTHEST);
    if low >= high {
        ranges.wrong(key, format!("is [{low}, {high}], must rise"));
    }
}

/// `points` numbers evenly from one end to the other.
fn evenly([low, high]: [f64; 2], points: usize) -> Vec<f64> {
    let step = (high - low) / (points - 1) as f64;
    (0..points).map(|k| low + step * k as f64).collect()
}
