//! One job: one run in one repeat.

use super::{NetworkTraining, Run};
use crate::dataset::{self, Encoder, Examples, Table};
use crate::experiment::supervised::{Lesson, Pictures, Plane, batch_of, extent};
use crate::experiment::{Context, Failure};
use crate::optimize::Counts;
use crate::perceptron::{Perceptron, Workspace};
use crate::random::Stream;
use crate::train::metrics::most_probable;
use crate::train::{Record, StopReason, Stopping, Training};

/// What one job gives.
pub struct Part {
    /// Every record of the training.
    pub history: Vec<Record>,
    pub counts: Counts,
    pub stop: StopReason,
    pub sizes: Sizes,
    /// Loss and share of wrong answers on the test part; NaN without one.
    pub test_loss: f64,
    pub test_wrong: f64,
    /// What is drawn of the first repeat.
    pub picture: Option<Drawn>,
}

/// The sizes of the problem.
#[derive(Clone, Copy)]
pub struct Sizes {
    pub train: usize,
    pub validation: usize,
    pub test: usize,
    pub features: usize,
    pub outputs: usize,
    pub weights: usize,
}

/// What the figures of one run show.
pub struct Drawn {
    pub initial_weights: Vec<f64>,
    /// The last ones, or those of the least validation error where it is watched.
    pub weights: Vec<f64>,
    pub maps: Option<Pictures>,
    pub plane: Option<Plane>,
    pub curve: Option<Curve>,
}

/// Test examples of one feature and one number to predict, and the network's answer.
pub struct Curve {
    pub names: [String; 2],
    pub points: Vec<[f64; 2]>,
    pub line: Vec<[f64; 2]>,
}

/// The encoded parts of a data set; validation and test may be empty.
pub struct Prepared {
    pub encoder: Encoder,
    pub train: Examples,
    pub validation: Examples,
    pub test: Examples,
}

/// Splits and encodes a table. `stream` gives the stream of a purpose.
pub fn prepare(
    settings: &NetworkTraining,
    table: &Table,
    stream: impl Fn(&str) -> Stream,
) -> Result<Prepared, dataset::Error> {
    let (mut train, mut validation, test) = if settings.test_fraction == 0.0 {
        ((0..table.rows()).collect(), Vec::new(), Vec::new())
    } else {
        let fraction = settings.test_fraction;
        let split = settings
            .split
            .split(table, fraction, 0, &mut stream("split"))?;
        (split.train, split.validation, split.test)
    };
    if validation.is_empty() && settings.validation_fraction > 0.0 {
        let count = (train.len() as f64 * settings.validation_fraction).round() as usize;
        let kept = train.len().saturating_sub(count.max(1)).max(1);
        (train, validation) = draw(train, kept, &mut stream("validation"));
    }
    if let Some(most) = settings.train_examples
        && most < train.len()
    {
        (train, _) = draw(train, most, &mut stream("train examples"));
    }
    let encoder = Encoder::fit(table, &train, settings.scaling)?;
    let encode = |rows: &[usize]| encoder.encode(table, rows);
    Ok(Prepared {
        train: encode(&train),
        validation: encode(&validation),
        test: encode(&test),
        encoder,
    })
}

/// `count` of the rows at random, and the others; both in ascending order.
fn draw(mut rows: Vec<usize>, count: usize, stream: &mut Stream) -> (Vec<usize>, Vec<usize>) {
    stream.shuffle(&mut rows);
    let mut others = rows.split_off(count);
    rows.sort_unstable();
    others.sort_unstable();
    (rows, others)
}

/// Runs one job. Every random stream is named by its purpose and repeat and not by the method, so
/// that all runs meet the same examples, initial weights and mini-batches.
pub fn learn(
    settings: &NetworkTraining,
    run: &Run,
    repeat: usize,
    context: &Context,
) -> Result<Part, Failure> {
    context.go_on()?;
    let stream = |purpose: &str| context.stream_of(purpose, repeat as u64);
    let loaded = settings.data.load(context.base, &mut stream("examples"));
    let table = loaded.map_err(Failure::told)?;
    let prepared = prepare(settings, &table, stream).map_err(Failure::told)?;
    let Prepared {
        train: examples,
        validation,
        test,
        ..
    } = &prepared;
    let network = settings
        .network(examples.features(), examples.outputs())
        .map_err(Failure::Failed)?;
    let initial = match &settings.initial_weights {
        Some(given) => given.read(context.base).map_err(Failure::Failed)?,
        None => run
            .initialisation
            .unwrap_or(settings.initialisation)
            .draw(&network, &mut stream("initial weights")),
    };
    let mut w = initial.clone();
    let lesson = Lesson {
        network: &network,
        train: examples,
        validation,
    };
    let (rules, mut batches) = (training(settings, run), stream("batches"));
    let trained = lesson.learn(&run.method, &mut w, &rules, &mut batches, context)?;
    // Where validation is watched, its best weights are what the training gives.
    let w = trained.best.map_or(w, |best| best.weights);
    let (test_loss, test_wrong) = judge(&network, &w, test);
    Ok(Part {
        history: trained.history,
        counts: trained.counts,
        stop: trained.stop,
        sizes: Sizes {
            train: examples.rows(),
            validation: validation.rows(),
            test: test.rows(),
            features: examples.features(),
            outputs: examples.outputs(),
            weights: network.weights(),
        },
        test_loss,
        test_wrong,
        picture: (repeat == 0).then(|| drawn(&network, initial, w, &prepared)),
    })
}

fn training(settings: &NetworkTraining, run: &Run) -> Training {
    Training {
        batch: run.batch(),
        order: settings.order,
        schedule: run.schedule,
        stopping: Stopping {
            target_loss: run.target_loss.or(settings.stopping.target_loss),
            ..settings.stopping.clone()
        },
    }
}

/// Loss and share of wrong answers; the latter NaN for a target of numbers, both without examples.
fn judge(network: &Perceptron, w: &[f64], test: &Examples) -> (f64, f64) {
    if test.rows() == 0 {
        return (f64::NAN, f64::NAN);
    }
    let mut workspace = Workspace::default();
    let loss = network.loss(w, batch_of(test), &mut workspace);
    if test.classes.is_empty() {
        return (loss, f64::NAN);
    }
    let answers = network.predict(w, test.input_slice(), test.rows(), &mut workspace);
    let predicted = most_probable(answers, test.outputs());
    let wrong = predicted.iter().zip(&test.labels).filter(|(a, b)| a != b);
    (loss, wrong.count() as f64 / test.rows() as f64)
}

fn drawn(network: &Perceptron, initial: Vec<f64>, w: Vec<f64>, prepared: &Prepared) -> Drawn {
    // Without a test part the training examples are shown.
    let shown = match prepared.test.rows() {
        0 => &prepared.train,
        _ => &prepared.test,
    };
    let classes = !shown.classes.is_empty();
    Drawn {
        maps: Pictures::of(network, &w, &prepared.encoder),
        plane: Plane::of(network, &w, shown, &prepared.encoder),
        curve: (!classes && shown.features() == 1 && shown.outputs() == 1)
            .then(|| curve(network, &w, shown, &prepared.encoder)),
        initial_weights: initial,
        weights: w,
    }
}

fn curve(network: &Perceptron, w: &[f64], shown: &Examples, encoder: &Encoder) -> Curve {
    let (low, high) = extent(shown, 0);
    let places = 400;
    let x = |i: usize| low + (high - low) * i as f64 / (places - 1) as f64;
    let inputs: Vec<f64> = (0..places).map(x).collect();
    let mut workspace = Workspace::default();
    let answers = network.predict(w, &inputs, places, &mut workspace);
    Curve {
        names: [shown.feature_names[0].clone(), String::new()],
        points: (0..shown.rows())
            .map(|row| {
                [
                    encoder.unscaled(0, shown.input(row)[0]),
                    shown.target(row)[0],
                ]
            })
            .collect(),
        line: inputs.iter().zip(answers).map(|(&x, &y)| [x, y]).collect(),
    }
}
