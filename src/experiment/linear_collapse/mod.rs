//! Many layers with a linear activation equal one layer: exactly, by multiplying random layers
//! together, and in training, where a deep linear network ends at the minimum of a single layer.

mod exact;
mod figures;
mod training;

use super::{Context, Failure, Problem, Settings};
use crate::outcome::{Outcome, Text};
use exact::Collapse;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;
use training::{NETS, Net, Run};

/// Most units in a layer.
const MOST_UNITS: usize = 256;
/// Most layers of a network.
const MOST_LAYERS: usize = 32;
/// Most examples of either part.
const MOST_EXAMPLES: usize = 100_000;
/// Most iterations of a training.
const MOST_ITERATIONS: usize = 1_000_000;

/// Settings of the kind `linear-collapse`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LinearCollapse {
    /// The random deep linear network that is multiplied together.
    pub exact: Exact,
    /// The three networks that are trained.
    pub trained: Trained,
}

/// Settings of the random network.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct Exact {
    /// Sizes from the inputs over the hidden layers to the outputs, at least three of 1 to 256
    /// units. Default [8, 16, 12, 16, 4].
    pub sizes: Vec<usize>,
    /// Random inputs on which the network and the product are compared, 1 to 100000. Default 1000.
    pub examples: usize,
}

impl Default for Exact {
    fn default() -> Self {
        Exact {
            sizes: vec![8, 16, 12, 16, 4],
            examples: 1000,
        }
    }
}

/// Settings of the training.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct Trained {
    /// What is to be learned. Default `xor`.
    pub task: Task,
    /// Number of training examples, 4 to 100000. Default 400.
    pub examples: usize,
    /// Standard deviation of the points about their centre or ring, above 0 to 10. Default 0.3.
    pub spread: f64,
    /// Units of the hidden layers of both deep networks, at least one layer of 1 to 256 units.
    /// Default [8, 8].
    pub hidden: Vec<usize>,
    /// Step η along the gradient, above 0. Default 0.2.
    pub learning_rate: f64,
    /// Momentum μ, at least 0 and below 1. Default 0.9.
    pub momentum: f64,
    /// Most iterations, 1 to 1000000. Default 4000.
    pub iterations: usize,
    /// Training stops when the length of the gradient falls below this, at least 0. Default 1e-9.
    pub gradient_norm: f64,
}

impl Default for Trained {
    fn default() -> Self {
        Trained {
            task: Task::Xor,
            examples: 400,
            spread: 0.3,
            hidden: vec![8, 8],
            learning_rate: 0.2,
            momentum: 0.9,
            iterations: 4000,
            gradient_norm: 1e-9,
        }
    }
}

/// Two classes of points in the plane that no straight line separates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Task {
    /// Four clouds about (±1, ±1); the class is 1 where the signs differ.
    Xor,
    /// A cloud about the origin, class 0, inside a ring of radius 1.5, class 1.
    Rings,
}

/// What one job gives.
pub enum Part {
    /// The random network and its product.
    Exact(Collapse),
    /// One trained network.
    Trained(Run),
}

const EXPLAIN: &str = "\
Many layers with a linear activation equal one layer.

Layers y(l) = y(l−1) W(l) + b(l) without a nonlinearity multiply together to a single one,
    y = x W + b,  W = W(1) W(2) … W(L),  b = (… (b(1) W(2) + b(2)) W(3) + …) + b(L),
so that depth adds no function; rank W is at most the narrowest layer's size.

exact    a random linear network against its product: the largest difference of the outputs in
         units of ε = 2^−52 times the largest output, the rank of W (singular values above
         σ1·max(rows, columns)·ε) and the singular values of W and of every W(l).
trained  one layer, a deep linear network and the same depth with tanh learn two classes that no
         straight line separates, by full-batch gradient descent with momentum (Polyak 1964),
             v ← μ v − η ∇E,  w ← w + v,
         from logistic outputs and cross-entropy E. E is convex in (W, b) for the single layer, and
         the deep linear network has the same least value (Baldi & Hornik 1989; Kawaguchi 2016):
         both end with the same loss, the same line and the same product. On XOR that is nearly
         E = ln 2, a guess, and no line has more than three of the four clouds on its right side
         (Minsky & Papert 1969). With tanh the same layers learn the task.

Lecture 14, “number of layers”. P. Baldi & K. Hornik 1989, Neural Networks 2:53; K. Kawaguchi 2016,
NIPS 29; B. T. Polyak 1964, USSR Comput. Math. Math. Phys. 4(5):1; M. Minsky & S. Papert 1969,
Perceptrons, MIT Press.";

impl Settings for LinearCollapse {
    const KIND: &'static str = "linear-collapse";
    const EXPLAIN: &'static str = EXPLAIN;
    type Part = Part;

    fn summary() -> Text {
        Text::new(
            "Many layers with a linear activation equal one layer",
            "Многослойная сеть с линейной функцией активации эквивалентна однослойной",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.exact.add_problems(&mut problems);
        self.trained.add_problems(&mut problems);
        problems
    }

    /// All four jobs at once: the weights, the outputs and deltas of every layer for all examples,
    /// loss curves, regions.
    fn memory_bytes(&self, _base: &Path) -> u64 {
        let numbers = |sizes: &[usize], examples: usize| {
            let units: usize = sizes.iter().sum();
            let widest = sizes.iter().copied().max().unwrap_or(1);
            (units * widest + 2 * examples * units) as u64
        };
        let exact = numbers(&self.exact.sizes, self.exact.examples);
        let trained = numbers(&self.trained.hidden, self.trained.examples);
        let curves = self.trained.iterations as u64 + 200_000;
        8 * (exact + 3 * (trained + curves))
    }

    fn jobs(&self, _context: &Context) -> usize {
        1 + NETS.len()
    }

    fn run(&self, job: usize, context: &Context) -> Result<Part, Failure> {
        match job {
            0 => exact::collapse(&self.exact, context).map(Part::Exact),
            _ => training::train(NETS[job - 1], &self.trained, context).map(Part::Trained),
        }
    }

    fn assemble(&self, parts: Vec<Part>, context: &Context) -> Result<Outcome, Failure> {
        let mut outcome = Outcome::default();
        let mut runs = Vec::new();
        for part in parts {
            match part {
                Part::Exact(collapse) => collapse.report(&mut outcome),
                Part::Trained(run) => runs.push(run),
            }
        }
        let points = training::Points::draw(&self.trained, context);
        training::report(&runs, &mut outcome);
        outcome.tables.push(figures::table(&runs));
        outcome.figures.push(figures::loss_curves(&runs));
        outcome.figures.push(figures::regions(&runs, &points));
        self.add_note(&runs, &mut outcome);
        Ok(outcome)
    }
}

impl LinearCollapse {
    /// Says so when a linear network was stopped before its minimum.
    fn add_note(&self, runs: &[Run], outcome: &mut Outcome) {
        let limit = self.trained.gradient_norm;
        let unfinished = |run: &&Run| run.net != Net::DeepTanh && run.gradient_norm > limit;
        for run in runs.iter().filter(unfinished) {
            let label = run.net.label();
            outcome.notes.push(Text::new(
                format!(
                    "{}: stopped after {} iterations with |∇E| = {:.1e}, above the limit {limit:e}.",
                    label.en,
                    run.iterations(),
                    run.gradient_norm
                ),
                format!(
                    "{}: остановлено после {} итераций при |∇E| = {:.1e} — выше порога {limit:e}.",
                    label.ru,
                    run.iterations(),
                    run.gradient_norm
                ),
            ));
        }
    }
}

impl Exact {
    fn add_problems(&self, problems: &mut Vec<Problem>) {
        let (key, sizes) = ("exact.sizes", &self.sizes);
        if sizes.len() < 3 {
            let message = format!(
                "has {} sizes, must have at least 3: inputs, a hidden layer, outputs",
                sizes.len()
            );
            problems.push(Problem::new(key, message));
        }
        check_sizes(key, sizes, problems);
        check_count("exact.examples", self.examples, 1, MOST_EXAMPLES, problems);
    }
}

impl Trained {
    fn add_problems(&self, problems: &mut Vec<Problem>) {
        if self.hidden.is_empty() {
            let message = "is empty, must name at least one hidden layer";
            problems.push(Problem::new("trained.hidden", message));
        }
        check_sizes("trained.hidden", &self.hidden, problems);
        check_count(
            "trained.examples",
            self.examples,
            4,
            MOST_EXAMPLES,
            problems,
        );
        check_count(
            "trained.iterations",
            self.iterations,
            1,
            MOST_ITERATIONS,
            problems,
        );
        let mut refuse = |key: &str, value: f64, allowed: &str| {
            let message = format!("is {value}, must be {allowed}");
            problems.push(Problem::new(format!("trained.{key}"), message));
        };
        if !(self.spread > 0.0 && self.spread <= 10.0) {
            refuse("spread", self.spread, "above 0 and at most 10");
        }
        if !(self.learning_rate > 0.0 && self.learning_rate.is_finite()) {
            refuse("learning_rate", self.learning_rate, "finite and above 0");
        }
        if !(0.0..1.0).contains(&self.momentum) {
            refuse("momentum", self.momentum, "at least 0 and below 1");
        }
        if !(self.gradient_norm >= 0.0 && self.gradient_norm.is_finite()) {
            refuse("gradient_norm", self.gradient_norm, "finite and at least 0");
        }
    }
}

fn check_sizes(key: &str, sizes: &[usize], problems: &mut Vec<Problem>) {
    if sizes.len() > MOST_LAYERS {
        let message = format!(
            "has {} layers, must have at most {MOST_LAYERS}",
            sizes.len()
        );
        problems.push(Problem::new(key, message));
    }
    for (index, &units) in sizes.iter().enumerate() {
        check_count(&format!("{key}[{index}]"), units, 1, MOST_UNITS, problems);
    }
}

fn check_count(key: &str, value: usize, least: usize, most: usize, problems: &mut Vec<Problem>) {
    if !(least..=most).contains(&value) {
        let message = format!("is {value}, must be {least} to {most}");
        problems.push(Problem::new(key, message));
    }
}

#[cfg(test)]
mod tests;
