//! One trial: a network learns a task until the criterion is met, starting again with fresh weights
//! where an attempt fails.

use super::Criterion;
use super::arithmetic::{self, Sizes};
use super::examples::Examples;
use super::objective::{BiasInput, TaskObjective};
use super::setup::Setup;
use crate::experiment::{Context, Failure};
use crate::optimize::{Counted, Counts, MethodSettings, Objective};
use crate::perceptron::{Loss, Perceptron, Workspace};
use crate::random::Stream;

/// Epochs between two looks at whether the user wants to stop.
const PATIENCE: u64 = 256;
/// Rounding of a loss that is compared with the same sum in another order.
const ROUNDING: f64 = 1e-9;

/// What a trial gives.
#[derive(Clone, Debug)]
pub struct Trial {
    /// Epochs before the first in which the criterion was met, those of failed attempts included;
    /// infinite where no attempt succeeded.
    pub epochs: f64,
    /// Gradient-equivalents for the same; infinite likewise.
    pub work: f64,
    /// Multiplications for the same; infinite likewise.
    pub multiplications: f64,
    /// Attempts that failed.
    pub restarts: u64,
    /// (epoch, mean squared error) throughout, of the trials that are drawn.
    pub curve: Vec<(f64, f64)>,
    /// The weights that met the criterion; empty where none did.
    pub weights: Vec<f64>,
}

impl Trial {
    /// Whether the criterion was met.
    pub fn succeeded(&self) -> bool {
        self.epochs.is_finite()
    }
}

/// A task with its network, ready for trials.
pub struct Trials<'a> {
    pub setup: &'a Setup,
    pub examples: &'a Examples,
    pub network: &'a Perceptron,
}

/// How an attempt ended.
struct Attempt {
    succeeded: bool,
    epochs: u64,
    counts: Counts,
}

impl Trials<'_> {
    /// Runs one trial; attempt after attempt draws its weights from `stream`.
    pub fn run(
        &self,
        stream: &mut Stream,
        is_drawn: bool,
        context: &Context,
    ) -> Result<Trial, Failure> {
        let mut trial = Trial {
            epochs: 0.0,
            work: 0.0,
            multiplications: 0.0,
            restarts: 0,
            curve: Vec::new(),
            weights: Vec::new(),
        };
        loop {
            let mut w = self.setup.initialisation.draw(self.network, stream);
            let curve = is_drawn.then_some(&mut trial.curve);
            let attempt = self.attempt(&mut w, trial.epochs, curve, context)?;
            trial.epochs += attempt.epochs as f64;
            trial.work += attempt.counts.gradient_equivalents;
            trial.multiplications += arithmetic::multiplications(
                &self.setup.method,
                self.sizes(),
                &attempt.counts,
                attempt.epochs,
            );
            if attempt.succeeded {
                trial.weights = w;
                return Ok(trial);
            }
            if trial.restarts == self.setup.restarts {
                trial.epochs = f64::INFINITY;
                trial.work = f64::INFINITY;
                trial.multiplications = f64::INFINITY;
                return Ok(trial);
            }
            trial.restarts += 1;
        }
    }

    fn sizes(&self) -> Sizes {
        Sizes {
            weights: self.network.weights(),
            examples: self.examples.rows,
            outputs: self.examples.outputs,
        }
    }

    /// Steps until the criterion is met, the epochs are used up, the method is stuck or E is no
    /// longer finite. The last evaluation, which finds the criterion met, is not the learner's.
    fn attempt(
        &self,
        w: &mut [f64],
        epochs_before: f64,
        mut curve: Option<&mut Vec<(f64, f64)>>,
        context: &Context,
    ) -> Result<Attempt, Failure> {
        let mut objective = TaskObjective::new(self.setup, self.examples, self.network);
        let mut judge = Judge::new(self);
        let mut optimizer = self.setup.method.optimizer(self.network.weights());
        let mut counts = Counts::default();
        let mut origin = w.to_vec();
        for epoch in 0..=self.setup.max_epochs {
            if epoch % PATIENCE == 0 {
                context.go_on()?;
            }
            origin.copy_from_slice(w);
            let reached_with = counts;
            let is_last = epoch == self.setup.max_epochs;
            let (loss, moved) = if is_last {
                (objective.value(w), false)
            } else {
                let mut counted = Counted::new(&mut objective, &mut counts);
                let step = optimizer.step(w, &mut counted);
                let step = step.map_err(Failure::told)?;
                (step.loss, step.moved)
            };
            if let Some(curve) = &mut curve {
                curve.push((epochs_before + epoch as f64, judge.mse(&origin)));
            }
            let succeeded = judge.is_met(loss, &origin);
            if succeeded || !moved || !loss.is_finite() {
                if succeeded {
                    w.copy_from_slice(&origin);
                }
                return Ok(Attempt {
                    succeeded,
                    epochs: epoch,
                    counts: if succeeded { reached_with } else { counts },
                });
            }
        }
        unreachable!("the last epoch does not move")
    }
}

/// Decides whether weights meet the criterion; what it evaluates is not counted.
struct Judge<'a> {
    examples: &'a Examples,
    network: &'a Perceptron,
    criterion: Criterion,
    /// |y − t| from which an output is wrong.
    wrong_from: f64,
    /// A loss above it cannot go with the criterion; infinite where nothing is known.
    hopeless_above: f64,
    bias: BiasInput<'a>,
    workspace: Workspace,
}

impl<'a> Judge<'a> {
    fn new(trials: &Trials<'a>) -> Self {
        let (setup, examples) = (trials.setup, trials.examples);
        let factor = setup.factor(examples.rows);
        let outputs = examples.outputs as f64;
        let least = examples
            .targets
            .iter()
            .copied()
            .fold(f64::INFINITY, f64::min);
        let most = examples
            .targets
            .iter()
            .copied()
            .fold(f64::NEG_INFINITY, f64::max);
        let (wrong_from, most_mse) = match setup.criterion {
            Criterion::Threshold(share) => {
                let wrong_from = share * (most - least);
                (wrong_from, wrong_from * wrong_from)
            }
            Criterion::Mse(mse) => (f64::INFINITY, mse),
        };
        let hopeless_above = match setup.loss {
            // E is half the squared error of all outputs.
            Loss::SquaredError => 0.5 * outputs * most_mse * factor * (1.0 + ROUNDING),
            Loss::MeanSquaredError => most_mse * factor * (1.0 + ROUNDING),
            _ => f64::INFINITY,
        };
        Judge {
            examples,
            network: trials.network,
            criterion: setup.criterion,
            wrong_from,
            hopeless_above,
            bias: BiasInput::new(setup.bias_input, trials.network),
            workspace: Workspace::default(),
        }
    }

    fn answers(&mut self, w: &[f64]) -> &[f64] {
        let (inputs, rows) = (&self.examples.inputs, self.examples.rows);
        self.bias.apply(w);
        let weights = self.bias.weights();
        (self.network).predict(weights, inputs, rows, &mut self.workspace)
    }

    /// Mean of (y − t)² over examples and outputs.
    fn mse(&mut self, w: &[f64]) -> f64 {
        let targets = &self.examples.targets;
        let answers = self.answers(w);
        let squares = answers.iter().zip(targets).map(|(y, t)| (y - t) * (y - t));
        squares.sum::<f64>() / targets.len() as f64
    }

    /// Whether the weights, whose loss is known, meet the criterion.
    fn is_met(&mut self, loss: f64, w: &[f64]) -> bool {
        if !(loss <= self.hopeless_above) {
            return false;
        }
        match self.criterion {
            Criterion::Threshold(_) => {
                let wrong_from = self.wrong_from;
                let targets = &self.examples.targets;
                let mut pairs = self.answers(w).iter().zip(targets);
                pairs.all(|(y, t)| (y - t).abs() < wrong_from)
            }
            Criterion::Mse(most) => self.mse(w) <= most,
        }
    }
}
