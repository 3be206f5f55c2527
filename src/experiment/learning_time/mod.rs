//! The kind `learning-time`: how many epochs, and how much work, training methods take to learn the
//! classic small tasks, over many trials.

mod arithmetic;
mod examples;
mod explain;
mod figures;
mod objective;
mod problems;
mod report;
mod setup;
mod summary;
mod symmetry;
mod tables;
mod task;
#[cfg(test)]
mod tests;
mod trial;
mod variant;

pub use task::Task;
pub use variant::Variant;

use super::{Context, Failure, Problem, Settings};
use crate::optimize::{Method, Needs};
use crate::outcome::{Outcome, Text};
use crate::perceptron::{Activation, Initialisation, Loss};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use setup::Setup;
use std::path::{Path, PathBuf};
use summary::Results;
use task::Levels;
use trial::{Trial, Trials};

/// Trials of one variant in one job.
const TRIALS_IN_JOB: usize = 10;
/// So many first trials of every variant have their learning curves drawn.
const DRAWN: usize = 3;

/// Settings of the kind `learning-time`. The number of trials is the experiment's `repeat`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LearningTime {
    /// What is learnt: `xor`, `{ encoder = n }`, `{ complement-encoder = n }`, `{ parity = n }`,
    /// `{ symmetry = n }`, `sine`, `hagan-sine`, `hagan-square-wave`, `hagan-sinc`,
    /// `hagan-four-inputs` or `{ data = … }`. Default `{ encoder = 10 }`.
    pub task: Task,
    /// Units in each hidden layer, each 1 to 1000, at most 8 layers. Default: the task's custom.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden: Option<Vec<usize>>,
    /// Whether every layer sees the inputs and all layers before it, not only the last. Default
    /// false.
    pub shortcuts: bool,
    /// Activation of the hidden units. Default: `logistic`, or `tanh` where functions are learnt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activation: Option<Activation>,
    /// Activation of the outputs. Default: `logistic`, or `linear` where functions are learnt or
    /// the loss contains the output function.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output_activation: Option<Activation>,
    /// Numbers for "off" and "on" at the inputs, [low, high], each −10 to 10; for tasks of bits
    /// only. Default [0, 1].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inputs: Option<Levels>,
    /// Numbers for "no" and "yes" at the outputs, [low, high], each −10 to 10; for tasks of bits
    /// and data sets only. Default [0, 1].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub targets: Option<Levels>,
    /// What training minimises. Default `squared-error`.
    pub loss: Loss,
    /// Added to the slope of every sigmoid on the way back (Fahlman's sigmoid-prime offset), 0 to
    /// 1. Default 0.
    pub slope_offset: f64,
    /// Distance from its target within which an output counts as right and sends nothing back, 0 to
    /// 1 (0.1 in Fahlman's program with the squared error). Default 0.
    pub margin: f64,
    /// Constant output of the unit from which biases come, −10 to 10 (½ in Fahlman's program with
    /// symmetric sigmoids). Default 1.
    pub bias_input: f64,
    /// How initial weights are drawn. Default `{ uniform = 1.0 }`.
    pub initialisation: Initialisation,
    /// Whether E is summed over the examples, as in Rumelhart, Hinton & Williams 1986 and Fahlman
    /// 1988, or averaged (which divides learning rates by the number of examples). Default true.
    pub summed: bool,
    /// When a task is learnt: `{ threshold = 0.4 }`, every output nearer to its target than this
    /// share of the distance between the targets (Fahlman's 40-20-40 rule), or `{ mse = 0.002 }`,
    /// mean squared error over examples and outputs. Default: the first for bits and data sets, the
    /// second for functions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub criterion: Option<Criterion>,
    /// Most epochs of an attempt, 1 to 1000000; then the trial starts again with fresh weights and
    /// goes on counting. Default 1000.
    pub max_epochs: u64,
    /// Most restarts of a trial, 0 to 1000; then it has failed. Default 20.
    pub restarts: u64,
    /// What is compared: at least one, at most 24. Default: gradient descent and Quickprop.
    pub variants: Vec<Variant>,
    /// Name of the variant with which all others are compared trial by trial, which begin with the
    /// same weights. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paired_with: Option<String>,
    /// The currency of ranks and ratios: `epochs`, `gradient-equivalents` or `multiplications`.
    /// Default `gradient-equivalents`.
    pub ranked_by: Currency,
}

/// When a task is learnt.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Criterion {
    /// |y − t| below this share of the distance between lowest and highest target, at every output
    /// for every example; above 0, at most 0.5 (the right side of the middle).
    Threshold(f64),
    /// Mean of (y − t)² over examples and outputs at most this, above 0.
    Mse(f64),
}

/// What a trial costs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Currency {
    /// Steps of the method.
    Epochs,
    /// Gradients over all examples.
    #[default]
    GradientEquivalents,
    /// Multiplications, with those of the method's linear algebra.
    Multiplications,
}

impl Default for LearningTime {
    fn default() -> Self {
        let named = |name: &str, method: &str| {
            let mut variant = Variant::plain(name, Method::named(method)?);
            variant.name_ru = Some(variant.method.entry().russian.into());
            Some(variant)
        };
        let variants = [
            named("Gradient descent", "gradient-descent"),
            named("Quickprop", "quickprop"),
        ];
        LearningTime {
            task: Task::Encoder(10),
            hidden: None,
            shortcuts: false,
            activation: None,
            output_activation: None,
            inputs: None,
            targets: None,
            loss: Loss::SquaredError,
            slope_offset: 0.0,
            margin: 0.0,
            bias_input: 1.0,
            initialisation: Initialisation::Uniform(1.0),
            summed: true,
            criterion: None,
            max_epochs: 1000,
            restarts: 20,
            variants: variants.into_iter().flatten().collect(),
            paired_with: None,
            ranked_by: Currency::default(),
        }
    }
}

impl LearningTime {
    fn setups(&self) -> Vec<Setup> {
        let variants = self.variants.iter();
        variants.map(|variant| Setup::of(self, variant)).collect()
    }
}

/// The variant of a job, and its first trial: jobs run through the trials of one variant, then
/// through the variants.
fn place(job: usize, trials: usize) -> (usize, usize) {
    let chunks = trials.div_ceil(TRIALS_IN_JOB);
    (job / chunks, job % chunks * TRIALS_IN_JOB)
}

impl Settings for LearningTime {
    const KIND: &'static str = "learning-time";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    const GATHERS_REPEATS: bool = true;
    type Part = Vec<Trial>;

    fn summary() -> Text {
        Text::new(
            "How long training methods take to learn the classic small tasks, over many trials",
            "За сколько эпох методы обучения решают классические малые задачи, по многим испытаниям",
        )
    }

    fn problems(&self, base: &Path) -> Vec<Problem> {
        problems::all(self, base)
    }

    /// Examples and layers, and the matrices of the second-order methods.
    fn memory_bytes(&self, base: &Path) -> u64 {
        let of = |setup: &Setup| {
            let Ok((examples, network)) = problems::size(setup, base) else {
                return 0;
            };
            let weights = network.weights() as u64;
            let matrices = match (setup.method.entry().needs, &setup.method) {
                (Needs::NormalEquations, _) => 3,
                (_, Method::Bfgs(_)) => 1,
                _ => 0,
            };
            let units: usize = network.layers().iter().map(|layer| layer.units).sum();
            let width = (examples.features + examples.outputs + 3 * units) as u64;
            let curves = DRAWN as u64 * (setup.restarts + 1) * (setup.max_epochs + 1) * 2;
            weights * (10 + matrices * weights) + width * examples.rows as u64 + curves
        };
        let numbers = self.setups().iter().map(of).max().unwrap_or(0);
        numbers.saturating_mul(8)
    }

    fn inputs(&self, base: &Path) -> Vec<PathBuf> {
        let setups = self.setups();
        let sources = setups.iter().filter_map(|setup| match &setup.task {
            Task::Data(source) => Some(source.files(base)),
            _ => None,
        });
        sources.flatten().collect()
    }

    fn jobs(&self, context: &Context) -> usize {
        self.variants.len() * (context.repeats as usize).div_ceil(TRIALS_IN_JOB)
    }

    /// Trials of one variant. Streams are named by the trial and not by the variant, so that all
    /// variants of one network begin a trial with the same weights.
    fn run(&self, job: usize, context: &Context) -> Result<Vec<Trial>, Failure> {
        let (variant, first) = place(job, context.repeats as usize);
        let setup = Setup::of(self, &self.variants[variant]);
        let trials = setup.trials(context.repeats) as usize;
        let examples = setup
            .examples(context.base, &mut context.stream_of("examples", 0))
            .map_err(Failure::told)?;
        let network = setup.network(examples.features, examples.outputs)?;
        let bench = Trials {
            setup: &setup,
            examples: &examples,
            network: &network,
        };
        let run = |trial: usize| {
            let mut stream = context.stream_of("initial weights", trial as u64);
            bench.run(&mut stream, trial < DRAWN, context)
        };
        (first..trials.min(first + TRIALS_IN_JOB))
            .map(run)
            .collect()
    }

    fn assemble(&self, parts: Vec<Vec<Trial>>, context: &Context) -> Result<Outcome, Failure> {
        let results = Results::new(self, parts, context.repeats as usize);
        let mut outcome = Outcome::default();
        report::add_metrics(&results, &mut outcome);
        outcome.tables = tables::all(&results);
        outcome.figures = figures::all(&results);
        outcome.notes = report::notes(&results);
        Ok(outcome)
    }
}
