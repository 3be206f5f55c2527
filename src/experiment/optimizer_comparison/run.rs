//! One job: one entrant on one data set in one run, with its defaults and with every trial of the
//! tuning.

use super::OptimizerComparison;
use super::first_layer::FirstLayer;
use super::measure;
use super::problem::{Parts, Problem};
use crate::experiment::supervised::{Lesson, name_of_source};
use crate::experiment::{Context, Failure};
use crate::optimize::Method;
use crate::perceptron::Workspace;
use crate::train::metrics::{ClassificationScores, RegressionScores};
use crate::train::{BatchSize, EarlyStopping, StopReason, Stopping, Trained, Training};
use std::time::Instant;

/// What one job gives.
pub struct Part {
    /// The defaults and then the trials.
    pub trials: Vec<Trial>,
    /// With the defaults, and with the trial of the least validation loss (the defaults are one).
    pub learnt: [Learnt; 2],
    /// Loss of the initial weights on the training and on the validation part.
    pub initial: [f64; 2],
    pub sizes: Sizes,
    /// Of the first entrant: the rows of each part.
    pub rows: Option<Parts>,
    /// Of the first run: the first layer before and after training (tuned).
    pub first_layer: Option<[FirstLayer; 2]>,
}

impl Part {
    /// The least validation loss of all trials.
    pub fn least_validation(&self) -> f64 {
        let losses = self.trials.iter().map(|trial| trial.validation_loss);
        losses.fold(f64::INFINITY, f64::min)
    }
}

/// One training.
pub struct Trial {
    /// Values of the settings that are tuned.
    pub values: Vec<f64>,
    /// Loss on the training part at its end.
    pub train_loss: f64,
    /// Least loss on the validation part.
    pub validation_loss: f64,
    pub stop: StopReason,
}

/// What one training has learnt.
#[derive(Clone)]
pub struct Learnt {
    /// Which trial it is; 0 are the defaults.
    pub trial: usize,
    pub path: Vec<Point>,
    pub stop: StopReason,
    /// Loss on the test part of the weights of the least validation loss.
    pub test_loss: f64,
    /// Their measures, in the order of `measure::OF_CLASSES` or `OF_NUMBERS`.
    pub test: Vec<f64>,
    /// Wall-clock time of the training.
    pub seconds: f64,
}

impl Learnt {
    /// Loss on the training part at the end.
    pub fn train_loss(&self) -> f64 {
        self.path.last().map_or(f64::NAN, |point| point.train)
    }
}

/// A point of a training: the losses of the weights that so much work has reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Gradient-equivalents.
    pub work: f64,
    pub train: f64,
    /// NaN where it was not looked at.
    pub validation: f64,
}

/// The sizes of the problem.
#[derive(Clone, Copy)]
pub struct Sizes {
    pub train: usize,
    pub validation: usize,
    pub test: usize,
    pub features: usize,
    pub outputs: usize,
    /// 0 for numbers.
    pub classes: usize,
    pub weights: usize,
    pub missing: usize,
}

/// Data set, entrant and run of a job. Jobs run through the runs of one entrant, then through the
/// entrants of one data set.
pub fn place(settings: &OptimizerComparison, job: usize, runs: usize) -> (usize, usize, usize) {
    let entrants = settings.methods.len();
    (job / runs / entrants, job / runs % entrants, job % runs)
}

/// Runs one job. Every random stream is named by data set and run and not by the entrant or trial, so
/// that all meet the same parts, initial weights and mini-batches.
pub fn run(settings: &OptimizerComparison, job: usize, context: &Context) -> Result<Part, Failure> {
    context.go_on()?;
    let runs = settings.runs(context);
    let (dataset, entrant, run) = place(settings, job, runs);
    let (source, entrant_no) = (&settings.datasets[dataset], entrant);
    let entrant = &settings.methods[entrant];
    let (name, folds) = (name_of_source(source), settings.split.runs());
    let stream = |purpose: &str, repeat: usize| {
        context.stream_of(&format!("{name} {purpose}"), repeat as u64)
    };
    let of_repeat = |purpose: &str| stream(purpose, run / folds);
    let problem = Problem::new(settings, source, context.base, run % folds, of_repeat)
        .map_err(Failure::told)?;
    let initial = settings
        .initialisation
        .draw(&problem.network, &mut stream("initial weights", run));
    let batch = entrant.batch(settings.batch);
    let mut session = Session {
        problem: &problem,
        initial: &initial,
        training: training(settings, batch),
        context,
    };
    let initial_losses = session.initial_losses();
    let mut trials = Vec::new();
    let mut defaults = None;
    let mut best: Option<(f64, Learnt, Vec<f64>)> = None;
    for (number, (values, method)) in entrant.trials(settings.trials).into_iter().enumerate() {
        let mut batches = stream("batches", run);
        let (learnt, trial, w) = session.learn(number, values, &method, &mut batches)?;
        if best
            .as_ref()
            .is_none_or(|(least, ..)| trial.validation_loss < *least)
        {
            best = Some((trial.validation_loss, learnt.clone(), w));
        }
        defaults = defaults.or(Some(learnt));
        trials.push(trial);
    }
    let (defaults, (_, tuned, w)) = defaults.zip(best).expect("the defaults are always tried");
    let first_layer = |w: &[f64]| FirstLayer::of(&problem, w);
    Ok(Part {
        trials,
        learnt: [defaults, tuned],
        initial: initial_losses,
        sizes: sizes(&problem),
        first_layer: (run == 0).then(|| [first_layer(&initial), first_layer(&w)]),
        rows: (entrant_no == 0).then_some(problem.parts),
    })
}

fn training(settings: &OptimizerComparison, batch: BatchSize) -> Training {
    Training {
        batch,
        stopping: Stopping {
            target_loss: Some(settings.target_loss),
            validation: Some(EarlyStopping {
                strip: 1,
                ..EarlyStopping::default()
            }),
            ..Stopping::after_gradient_equivalents(settings.budget)
        },
        ..Training::default()
    }
}

fn sizes(problem: &Problem) -> Sizes {
    Sizes {
        train: problem.train.rows(),
        validation: problem.validation.rows(),
        test: problem.test.rows(),
        features: problem.train.features(),
        outputs: problem.train.outputs(),
        classes: problem.classes.len(),
        weights: problem.network.weights(),
        missing: problem.missing,
    }
}

/// What all trials of a job share.
struct Session<'a> {
    problem: &'a Problem,
    initial: &'a [f64],
    training: Training,
    context: &'a Context<'a>,
}

impl Session<'_> {
    fn initial_losses(&self) -> [f64; 2] {
        let [train, validation, _] = self.problem.batches();
        let mut workspace = Workspace::default();
        [train, validation].map(|batch| {
            self.problem
                .network
                .loss(self.initial, batch, &mut workspace)
        })
    }

    /// One training: what it gives, and the weights of the least validation loss.
    fn learn(
        &mut self,
        number: usize,
        values: Vec<f64>,
        method: &Method,
        batches: &mut crate::random::Stream,
    ) -> Result<(Learnt, Trial, Vec<f64>), Failure> {
        let network = &self.problem.network;
        let lesson = Lesson {
            network,
            train: &self.problem.train,
            validation: &self.problem.validation,
        };
        let mut w = self.initial.to_vec();
        let start = Instant::now();
        let trained = lesson.learn(method, &mut w, &self.training, batches, self.context)?;
        let seconds = start.elapsed().as_secs_f64();
        let path = path(&trained);
        let (validation_loss, w) = match trained.best {
            Some(best) => (best.error, best.weights),
            // No step gave a finite loss: nothing better than the initial weights.
            None => (f64::INFINITY, self.initial.to_vec()),
        };
        let (test_loss, test) = self.test(&w);
        let learnt = Learnt {
            trial: number,
            path,
            stop: trained.stop,
            test_loss,
            test,
            seconds,
        };
        let trial = Trial {
            values,
            train_loss: learnt.train_loss(),
            validation_loss,
            stop: trained.stop,
        };
        Ok((learnt, trial, w))
    }

    /// Loss and measures on the test part.
    fn test(&self, w: &[f64]) -> (f64, Vec<f64>) {
        let Problem {
            network,
            test,
            scale,
            ..
        } = self.problem;
        let [_, _, batch] = self.problem.batches();
        let mut workspace = Workspace::default();
        let loss = network.loss(w, batch, &mut workspace);
        let answers = network.predict(w, test.input_slice(), test.rows(), &mut workspace);
        let Some(scale) = scale else {
            let scores = ClassificationScores::of(answers, test.outputs(), &test.labels);
            return (loss, measure::of_classes(&scores));
        };
        let (mut answers, mut targets) = (answers.to_vec(), test.target_slice().to_vec());
        scale.unscale(&mut answers);
        scale.unscale(&mut targets);
        let scores = RegressionScores::of(&answers, &targets, test.outputs());
        (loss, measure::of_numbers(&scores))
    }
}

fn path(trained: &Trained) -> Vec<Point> {
    let records = trained.history.iter();
    records
        .map(|record| Point {
            work: record.counts.gradient_equivalents,
            train: record.loss,
            validation: record.validation,
        })
        .collect()
}
