//! One job: one network trained once on one problem.

use super::network::Network;
use super::{Proben1, problem};
use crate::dataset::{Examples, Source};
use crate::experiment::supervised::batch_of;
use crate::experiment::{Context, Failure};
use crate::optimize::Objective;
use crate::perceptron::{Batch, Perceptron, Workspace};
use crate::train::metrics::most_probable;
use crate::train::{
    NetworkObjective, Record, StopReason, Stopping, Trainable, Trained, Training, train,
};

/// What one job gives.
pub struct Part {
    /// Squared error percentage on the test part at the least validation error.
    pub test: f64,
    /// Wrong answers there in per cent; NaN for numbers to predict.
    pub wrong: f64,
    /// Epochs trained.
    pub total: f64,
    /// Epochs to the least validation error.
    pub relevant: f64,
    /// Generalisation loss at the end, in per cent.
    pub overfit: f64,
    pub stop: StopReason,
    /// Of the first run.
    pub curves: Option<Curves>,
}

/// Squared error percentages after so many epochs.
pub struct Curves {
    /// (epoch, error)
    pub training: Vec<(f64, f64)>,
    pub validation: Vec<(f64, f64)>,
    pub test: Vec<(f64, f64)>,
}

/// E = 100 (o_max − o_min)/(N P) Σ Σ (o − t)² of P examples with N outputs from 0 to 1, where the
/// loss is 1/(2P) Σ Σ (o − t)².
pub fn error_percentage(loss: f64, outputs: usize) -> f64 {
    200.0 * loss / outputs as f64
}

/// Trains with the validation part, and looks at the test part as often.
struct Watched<'a> {
    objective: NetworkObjective<'a>,
    network: &'a Perceptron,
    test: Batch<'a>,
    workspace: Workspace,
    test_losses: Vec<f64>,
}

impl Objective for Watched<'_> {
    fn dimension(&self) -> usize {
        self.objective.dimension()
    }

    fn value(&mut self, w: &[f64]) -> f64 {
        self.objective.value(w)
    }

    fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
        self.objective.gradient(w, gradient)
    }
}

impl Trainable for Watched<'_> {
    fn examples(&self) -> usize {
        self.objective.examples()
    }

    fn select(&mut self, rows: &[usize]) {
        self.objective.select(rows);
    }

    fn select_all(&mut self) {
        self.objective.select_all();
    }

    fn validation_error(&mut self, w: &[f64]) -> Option<f64> {
        let loss = self.network.loss(w, self.test, &mut self.workspace);
        self.test_losses.push(loss);
        self.objective.validation_error(w)
    }
}

/// Runs one job. Streams are named by purpose and repeat, so that a run does not depend on which
/// other problems and networks there are.
pub fn run(
    settings: &Proben1,
    source: &Source,
    network: Network,
    repeat: u64,
    context: &Context,
) -> Result<Part, Failure> {
    context.go_on()?;
    let stream = |purpose: &str| context.stream_of(purpose, repeat);
    let parts = problem::load(source, context.base, stream).map_err(Failure::Failed)?;
    let (inputs, outputs) = (parts.train.features(), parts.train.outputs());
    let perceptron = settings
        .perceptron(source, network, inputs, outputs)
        .map_err(Failure::Failed)?;
    let initialisation = settings.initialisation(network);
    let mut w = initialisation.draw(&perceptron, &mut stream("initial weights"));
    let mut steps = stream("first step sizes");
    let [low, high] = settings.first_step;
    let steps = w.iter().map(|_| steps.uniform_between(low, high));
    let mut optimizer = settings.rprop().starting_from(steps.collect());
    let mut objective = Watched {
        objective: NetworkObjective::new(&perceptron, batch_of(&parts.train))
            .validated_by(batch_of(&parts.validation)),
        network: &perceptron,
        test: batch_of(&parts.test),
        workspace: Workspace::default(),
        test_losses: Vec::new(),
    };
    let training = Training {
        stopping: Stopping {
            validation: Some(settings.early_stopping(network)),
            ..Stopping::after_epochs(settings.max_epochs)
        },
        ..Training::default()
    };
    let trained = train(
        &mut objective,
        &mut *optimizer,
        &mut w,
        &training,
        &mut stream("batches"),
        context.interrupted,
    )
    .map_err(Failure::told)?;
    let mut part = part(&perceptron, &trained, &parts.test)?;
    part.curves = (repeat == 0).then(|| curves(&trained.history, &objective.test_losses, outputs));
    Ok(part)
}

/// What a training gave, without its curves.
fn part(network: &Perceptron, trained: &Trained, test: &Examples) -> Result<Part, Failure> {
    if trained.stop == StopReason::Interrupted {
        return Err(Failure::Interrupted);
    }
    let best = trained.best.as_ref().ok_or_else(|| Failure::Diverged {
        what: "the validation error".into(),
        when: "the end of the first strip".into(),
    })?;
    let last = validated(&trained.history).last();
    let last_error = last.map_or(f64::NAN, |record| record.validation);
    let (loss, wrong) = judge(network, &best.weights, test);
    Ok(Part {
        test: error_percentage(loss, network.outputs()),
        wrong,
        total: trained
            .history
            .last()
            .map_or(0.0, |record| record.epoch as f64),
        relevant: best.epoch as f64,
        overfit: 100.0 * (last_error / best.error - 1.0),
        stop: trained.stop,
        curves: None,
    })
}

/// The ends of strips.
fn validated(history: &[Record]) -> impl Iterator<Item = &Record> {
    history.iter().filter(|record| !record.validation.is_nan())
}

/// The first of `test_losses` is that of the initial weights, the others are those at the ends of
/// strips.
fn curves(history: &[Record], test_losses: &[f64], outputs: usize) -> Curves {
    let point = |epoch: u64, loss: f64| (epoch as f64, error_percentage(loss, outputs));
    let ends = validated(history).map(|record| record.epoch);
    let epochs = std::iter::once(0).chain(ends);
    Curves {
        training: history.iter().map(|r| point(r.epoch, r.loss)).collect(),
        validation: validated(history)
            .map(|r| point(r.epoch, r.validation))
            .collect(),
        test: epochs
            .zip(test_losses)
            .map(|(epoch, &loss)| point(epoch, loss))
            .collect(),
    }
}

/// Loss, and wrong answers in per cent: the largest output wins.
fn judge(network: &Perceptron, w: &[f64], test: &Examples) -> (f64, f64) {
    let mut workspace = Workspace::default();
    let loss = network.loss(w, batch_of(test), &mut workspace);
    if test.classes.is_empty() {
        return (loss, f64::NAN);
    }
    let answers = network.predict(w, test.input_slice(), test.rows(), &mut workspace);
    let predicted = most_probable(answers, test.outputs());
    let wrong = predicted.iter().zip(&test.labels).filter(|(a, b)| a != b);
    (loss, 100.0 * wrong.count() as f64 / test.rows() as f64)
}
