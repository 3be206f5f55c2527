//! One job: one network with one ρ in one repeat.

use super::ridge::Ridge;
use super::task::Prepared;
use super::{Variant, WeightDecay, ridge};
use crate::dataset::{Encoder, Examples};
use crate::experiment::supervised::{Lesson, Pictures, Plane, batch_of, extent, layers};
use crate::experiment::{Context, Failure};
use crate::optimize::Method;
use crate::perceptron::{Activation, Layer, Loss, Perceptron, Workspace};
use crate::train::metrics::most_probable;
use crate::train::{EarlyStopping, Record, StopReason, Stopping, Training};

/// About so many points of a loss curve; in between the test part is not looked at.
pub const CURVE_POINTS: u64 = 250;
/// Places of the curve that is drawn of a network of one input.
const PLACES: usize = 300;

/// What one job gives.
pub struct Part {
    pub curve: Vec<Point>,
    pub train: Score,
    pub test: Score,
    pub weights: Vec<f64>,
    pub stop: StopReason,
    pub sizes: Sizes,
    pub picture: Option<Drawn>,
    /// The check, of the jobs that are pictured.
    pub ridge: Option<Ridge>,
}

/// Losses after so many epochs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub epoch: u64,
    pub train: f64,
    pub test: f64,
}

/// Loss and share of wrong answers, which is NaN for numbers to predict.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Score {
    pub loss: f64,
    pub wrong: f64,
}

/// The sizes of the problem.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    pub train: usize,
    pub test: usize,
    pub features: usize,
    pub weights: usize,
}

/// What is drawn of a network.
pub struct Drawn {
    /// The training examples, and those of the test.
    pub planes: Option<[Plane; 2]>,
    pub maps: Option<Pictures>,
    pub fit: Option<Fit>,
}

/// The function of a network of one input and one number, and the examples it has learned, in the
/// units of the table.
pub struct Fit {
    pub names: [String; 2],
    pub examples: Vec<[f64; 2]>,
    pub line: Vec<[f64; 2]>,
}

/// The network for a task: softmax and cross-entropy for classes, else linear outputs.
pub fn network(
    settings: &WeightDecay,
    hidden: &[usize],
    examples: &Examples,
) -> Result<Perceptron, String> {
    let output = Layer {
        units: examples.outputs(),
        activation: Activation::Linear,
    };
    let layers = layers(hidden, settings.activation, output);
    let loss = match examples.classes.is_empty() {
        true => Loss::SquaredError,
        false => Loss::SoftmaxCrossEntropy,
    };
    Perceptron::new(examples.features(), &layers, loss).map_err(|error| error.to_string())
}

/// Runs one job. No random stream knows ρ: all of a repeat meet the same examples and mini-batches,
/// and networks of the same size begin with the same weights.
pub fn learn(
    settings: &WeightDecay,
    variant: &Variant,
    repeat: u64,
    pictured: bool,
    context: &Context,
) -> Result<Part, Failure> {
    context.go_on()?;
    let stream = |purpose: &str| context.stream_of(purpose, repeat);
    let table = settings.table(context.base, &stream);
    let table = table.map_err(Failure::told)?;
    let prepared = settings.prepare(&table, &stream).map_err(Failure::told)?;
    let Prepared { train, test, .. } = &prepared;
    let network = network(settings, &variant.hidden, train).map_err(Failure::Failed)?;
    let mut w = settings
        .initialisation
        .draw(&network, &mut stream("initial weights"));
    let start = Point {
        epoch: 0,
        train: score(&network, &w, train).loss,
        test: score(&network, &w, test).loss,
    };
    let lesson = Lesson {
        network: &network,
        train,
        validation: test,
    };
    let method = with_decay(&settings.method, variant.decay).map_err(Failure::Failed)?;
    let rules = training(settings);
    let trained = lesson.learn(&method, &mut w, &rules, &mut stream("batches"), context)?;
    Ok(Part {
        curve: curve(start, &trained.history),
        train: score(&network, &w, train),
        test: score(&network, &w, test),
        stop: trained.stop,
        sizes: Sizes {
            train: train.rows(),
            test: test.rows(),
            features: train.features(),
            weights: network.weights(),
        },
        picture: pictured.then(|| drawn(&network, &w, &prepared)),
        ridge: match pictured {
            true => ridge::compare(variant.decay, train, context)?,
            false => None,
        },
        weights: w,
    })
}

/// The method with that decay.
pub fn with_decay(method: &Method, decay: f64) -> Result<Method, String> {
    method.with("weight_decay", decay)
}

/// The test part is looked at as validation examples are, but nothing stops for it.
fn training(settings: &WeightDecay) -> Training {
    let watch = EarlyStopping {
        strip: settings.epochs.div_ceil(CURVE_POINTS),
        ..EarlyStopping::default()
    };
    Training {
        batch: settings.batch,
        stopping: Stopping {
            validation: Some(watch),
            ..Stopping::after_epochs(settings.epochs)
        },
        ..Training::default()
    }
}

fn curve(start: Point, history: &[Record]) -> Vec<Point> {
    let watched = history
        .iter()
        .filter(|record| record.epoch > 0 && !record.validation.is_nan());
    let points = watched.map(|record| Point {
        epoch: record.epoch,
        train: record.loss,
        test: record.validation,
    });
    std::iter::once(start).chain(points).collect()
}

fn score(network: &Perceptron, w: &[f64], examples: &Examples) -> Score {
    let mut workspace = Workspace::default();
    let loss = network.loss(w, batch_of(examples), &mut workspace);
    if examples.classes.is_empty() {
        return Score {
            loss,
            wrong: f64::NAN,
        };
    }
    let answers = network.predict(w, examples.input_slice(), examples.rows(), &mut workspace);
    let predicted = most_probable(answers, examples.outputs());
    let pairs = predicted.iter().zip(&examples.labels);
    Score {
        loss,
        wrong: pairs.filter(|(a, b)| a != b).count() as f64 / examples.rows() as f64,
    }
}

fn drawn(network: &Perceptron, w: &[f64], prepared: &Prepared) -> Drawn {
    let Prepared {
        encoder,
        train,
        test,
    } = prepared;
    let one = train.classes.is_empty() && train.features() == 1 && train.outputs() == 1;
    Drawn {
        planes: Plane::of(network, w, train, encoder)
            .zip(Plane::of(network, w, test, encoder))
            .map(|(train, test)| [train, test]),
        maps: Pictures::of(network, w, encoder),
        fit: one.then(|| fit(network, w, train, test, encoder)),
    }
}

fn fit(
    network: &Perceptron,
    w: &[f64],
    train: &Examples,
    test: &Examples,
    encoder: &Encoder,
) -> Fit {
    let (low, high) = extent(test, 0);
    let x = |place: usize| low + (high - low) * place as f64 / (PLACES - 1) as f64;
    let inputs: Vec<f64> = (0..PLACES).map(x).collect();
    let mut workspace = Workspace::default();
    let answers = network.predict(w, &inputs, PLACES, &mut workspace);
    let unscaled = |x: f64| encoder.unscaled(0, x);
    let line = inputs.iter().zip(answers);
    Fit {
        names: [train.feature_names[0].clone(), "y".into()],
        examples: (0..train.rows())
            .map(|row| [unscaled(train.input(row)[0]), train.target(row)[0]])
            .collect(),
        line: line.map(|(&x, &y)| [unscaled(x), y]).collect(),
    }
}
