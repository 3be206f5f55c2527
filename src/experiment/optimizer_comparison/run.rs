//! One job: one method on one data set in one repeat.

use super::OptimizerComparison;
use crate::dataset::{Encoder, Examples};
use crate::experiment::supervised::{Pictures, batch_of, layers, name_of_source};
use crate::experiment::{Context, Failure};
use crate::optimize::{Counts, Method, MethodSettings};
use crate::perceptron::{Activation, Layer, Loss, Perceptron, Workspace};
use crate::train::metrics::{Confusion, log_loss, most_probable};
use crate::train::{BatchSize, NetworkObjective, StopReason, Stopping, Trained, Training, train};

/// What one job gives.
pub struct Part {
    /// (work in gradient-equivalents, loss of the weights it has reached), in order.
    pub trajectory: Vec<(f64, f64)>,
    pub train_loss: f64,
    pub test: Scores,
    pub counts: Counts,
    pub stop: StopReason,
    pub sizes: Sizes,
    /// First-layer weights as pictures, for image data and the first repeat.
    pub pictures: Option<Pictures>,
}

/// Measures on the test part.
pub struct Scores {
    pub accuracy: f64,
    pub macro_f1: f64,
    pub log_loss: f64,
}

/// The sizes of the problem.
#[derive(Clone, Copy)]
pub struct Sizes {
    pub train_rows: usize,
    pub test_rows: usize,
    pub features: usize,
    pub classes: usize,
    pub weights: usize,
}

/// The data set, method and repeat of a job. Jobs run through the repeats of one method, then
/// through the methods of one data set.
pub fn place(settings: &OptimizerComparison, job: usize, repeats: usize) -> (usize, usize, usize) {
    let methods = settings.methods.len();
    (
        job / repeats / methods,
        job / repeats % methods,
        job % repeats,
    )
}

/// Runs one job. Every random stream is named by data set and repeat and not by the method, so that
/// all methods meet the same split, initial weights and mini-batches.
pub fn run(settings: &OptimizerComparison, job: usize, context: &Context) -> Result<Part, Failure> {
    context.go_on()?;
    let (dataset, method, repeat) = place(settings, job, context.repeats as usize);
    let (source, method) = (&settings.datasets[dataset], &settings.methods[method]);
    let name = name_of_source(source);
    let stream = |purpose: &str| context.stream_of(&format!("{name} {purpose}"), repeat as u64);

    let table = source
        .load(context.base, &mut stream("examples"))
        .map_err(Failure::told)?;
    let split = settings
        .split(&table, &mut stream("split"))
        .map_err(Failure::told)?;
    let encoder = Encoder::fit(&table, &split.train, settings.scaling).map_err(Failure::told)?;
    let examples = encoder.encode(&table, &split.train);
    let network = network(settings, &examples)?;
    let mut w = settings
        .initialisation
        .draw(&network, &mut stream("initial weights"));

    let mut objective = NetworkObjective::new(&network, batch_of(&examples));
    let trained = train(
        &mut objective,
        &mut *method.optimizer(network.weights()),
        &mut w,
        &training(settings, method),
        &mut stream("batches"),
        context.interrupted,
    )
    .map_err(Failure::told)?;
    if trained.stop == StopReason::Interrupted {
        return Err(Failure::Interrupted);
    }

    let test = encoder.encode(&table, &split.test);
    Ok(Part {
        trajectory: trajectory(&trained),
        train_loss: trained.final_loss(),
        test: score(&network, &w, &test),
        counts: trained.counts,
        stop: trained.stop,
        sizes: Sizes {
            train_rows: examples.rows(),
            test_rows: test.rows(),
            features: examples.features(),
            classes: examples.outputs(),
            weights: network.weights(),
        },
        pictures: if repeat == 0 {
            Pictures::of(&network, &w, &encoder)
        } else {
            None
        },
    })
}

fn network(settings: &OptimizerComparison, examples: &Examples) -> Result<Perceptron, Failure> {
    let output = Layer {
        units: examples.outputs(),
        activation: Activation::Linear,
    };
    let layers = layers(&settings.hidden, settings.activation, output);
    Perceptron::new(examples.features(), &layers, Loss::SoftmaxCrossEntropy).map_err(Failure::told)
}

fn training(settings: &OptimizerComparison, method: &Method) -> Training {
    Training {
        batch: if method.entry().needs.full_batch() {
            BatchSize::Full
        } else {
            settings.batch
        },
        stopping: Stopping {
            target_loss: Some(settings.target_loss),
            ..Stopping::after_gradient_equivalents(settings.budget)
        },
        ..Training::default()
    }
}

fn trajectory(trained: &Trained) -> Vec<(f64, f64)> {
    trained
        .history
        .iter()
        .map(|record| (record.counts.gradient_equivalents, record.loss))
        .collect()
}

fn score(network: &Perceptron, w: &[f64], test: &Examples) -> Scores {
    let mut workspace = Workspace::default();
    let probabilities = network.predict(w, test.input_slice(), test.rows(), &mut workspace);
    let predicted = most_probable(probabilities, test.outputs());
    let confusion = Confusion::of(test.outputs(), &test.labels, &predicted);
    Scores {
        accuracy: confusion.accuracy(),
        macro_f1: confusion.macro_f1(),
        log_loss: log_loss(probabilities, test.outputs(), &test.labels),
    }
}
