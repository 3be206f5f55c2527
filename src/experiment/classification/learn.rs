//! One job: one fold of one repeat, or one repeat of a single split.

use super::Classification;
use super::judged::Answers;
use crate::dataset::{self, Encoder, Examples, Table, hold_out};
use crate::experiment::supervised::{Lesson, Plane, layers};
use crate::experiment::{Context, Failure};
use crate::optimize::Counts;
use crate::perceptron::{Activation, Layer, Loss, Perceptron, Workspace};
use crate::random::Stream;
use crate::train::{EarlyStopping, Record, StopReason, Stopping, Training};

/// What one job gives.
pub struct Part {
    /// The answers for the test part.
    pub answers: Answers,
    /// Names of the classes.
    pub classes: Vec<String>,
    /// Every record of the training.
    pub history: Vec<Record>,
    pub counts: Counts,
    pub stop: StopReason,
    pub sizes: Sizes,
    /// The plane of the test examples, where there are two features; of the first job.
    pub plane: Option<Plane>,
}

/// The sizes of the problem.
#[derive(Clone, Copy)]
pub struct Sizes {
    pub train: usize,
    pub validation: usize,
    pub test: usize,
    pub features: usize,
    pub weights: usize,
}

/// The encoded parts of a data set; validation may be empty.
pub struct Prepared {
    encoder: Encoder,
    pub train: Examples,
    pub validation: Examples,
    pub test: Examples,
    /// The test part's rows of the table.
    test_rows: Vec<usize>,
}

impl Prepared {
    /// Splits and encodes a table for one fold. `split` is the same for all folds of a repeat.
    pub fn of(
        settings: &Classification,
        table: &Table,
        fold: usize,
        split: &mut Stream,
        validation: &mut Stream,
    ) -> Result<Self, dataset::Error> {
        let parts = settings
            .split
            .split(table, settings.test_fraction, fold, split)?;
        let fraction = settings.validation_fraction;
        let (train, held) = if parts.validation.is_empty() && fraction > 0.0 {
            hold_out(table, &parts.train, fraction, validation)?
        } else {
            (parts.train, parts.validation)
        };
        let encoder = Encoder::fit(table, &train, settings.scaling)?;
        let encode = |rows: &[usize]| encoder.encode(table, rows);
        Ok(Prepared {
            train: encode(&train),
            validation: encode(&held),
            test: encode(&parts.test),
            test_rows: parts.test,
            encoder,
        })
    }
}

/// The network for so many features and classes.
pub fn network(
    settings: &Classification,
    features: usize,
    classes: usize,
) -> Result<Perceptron, String> {
    let output = Layer {
        units: classes,
        activation: Activation::Linear,
    };
    let layers = layers(&settings.hidden, settings.activation, output);
    Perceptron::new(features, &layers, Loss::SoftmaxCrossEntropy).map_err(|error| error.to_string())
}

/// Runs one job. Jobs run through the folds of one repeat, then through the repeats.
pub fn learn(settings: &Classification, job: usize, context: &Context) -> Result<Part, Failure> {
    context.go_on()?;
    let folds = settings.split.runs();
    let (repeat, fold) = (job / folds, job % folds);
    let of_repeat = |purpose: &str| context.stream_of(purpose, repeat as u64);
    let of_job = |purpose: &str| context.stream_of(purpose, job as u64);
    let table = settings
        .data
        .load(context.base, &mut of_repeat("examples"))
        .map_err(Failure::told)?;
    let (mut split, mut held) = (of_repeat("split"), of_job("validation"));
    let prepared =
        Prepared::of(settings, &table, fold, &mut split, &mut held).map_err(Failure::told)?;
    let Prepared {
        train: examples,
        validation,
        test,
        ..
    } = &prepared;
    let network = network(settings, examples.features(), examples.outputs());
    let network = network.map_err(Failure::Failed)?;
    let mut w = settings
        .initialisation
        .draw(&network, &mut of_job("initial weights"));
    let lesson = Lesson {
        network: &network,
        train: examples,
        validation,
    };
    let rules = training(settings, validation.rows() > 0);
    let mut batches = of_job("batches");
    let trained = lesson.learn(&settings.method, &mut w, &rules, &mut batches, context)?;
    let w = trained.best.map_or(w, |best| best.weights);
    Ok(Part {
        answers: answers(&network, &w, &prepared, fold),
        classes: test.classes.clone(),
        history: trained.history,
        counts: trained.counts,
        stop: trained.stop,
        sizes: Sizes {
            train: examples.rows(),
            validation: validation.rows(),
            test: test.rows(),
            features: examples.features(),
            weights: network.weights(),
        },
        plane: (job == 0)
            .then(|| Plane::of(&network, &w, test, &prepared.encoder))
            .flatten(),
    })
}

fn answers(network: &Perceptron, w: &[f64], prepared: &Prepared, fold: usize) -> Answers {
    let test = &prepared.test;
    let mut workspace = Workspace::default();
    let probabilities = network.predict(w, test.input_slice(), test.rows(), &mut workspace);
    Answers {
        rows: prepared.test_rows.clone(),
        folds: vec![fold; test.rows()],
        actual: test.labels.clone(),
        probabilities: probabilities.to_vec(),
    }
}

/// A validation part is watched in every epoch, unless the settings say otherwise.
fn training(settings: &Classification, watched: bool) -> Training {
    let every_epoch = EarlyStopping {
        strip: 1,
        ..EarlyStopping::default()
    };
    let rules = settings.stopping.validation.unwrap_or(every_epoch);
    Training {
        batch: settings.batch(),
        schedule: settings.schedule,
        stopping: Stopping {
            validation: watched.then_some(rules),
            ..settings.stopping.clone()
        },
        ..Training::default()
    }
}
