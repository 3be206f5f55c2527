//! One variant with everything it does not set itself filled in from the experiment, then from the
//! task's custom.

use super::examples::Examples;
use super::task::{Levels, Task};
use super::{Criterion, LearningTime, Variant};
use crate::dataset;
use crate::experiment::Failure;
use crate::optimize::Method;
use crate::outcome::Text;
use crate::perceptron::{Activation, Initialisation, Layer, Loss, Perceptron};
use crate::random::Stream;
use std::path::Path;

/// Fahlman's: more than 40 % of the way from the wrong answer's side counts as neither.
pub const THRESHOLD: f64 = 0.4;
/// Mean squared error of the tasks whose targets are numbers (MATLAB's SIN).
const MSE: f64 = 0.002;

/// What one variant learns, with what, until when.
#[derive(Clone, Debug)]
pub struct Setup {
    pub name: String,
    pub title: Text,
    pub method: Method,
    pub task: Task,
    pub hidden: Vec<usize>,
    pub shortcuts: bool,
    pub activation: Activation,
    pub output_activation: Activation,
    pub inputs: Levels,
    pub targets: Levels,
    pub loss: Loss,
    pub slope_offset: f64,
    pub margin: f64,
    pub bias_input: f64,
    pub initialisation: Initialisation,
    pub summed: bool,
    pub criterion: Criterion,
    pub max_epochs: u64,
    pub restarts: u64,
    /// See [`Setup::trials`].
    most_trials: Option<u64>,
    pub published: Option<f64>,
}

impl Setup {
    /// The variant's own settings, else the experiment's, else the task's.
    pub fn of(settings: &LearningTime, variant: &Variant) -> Setup {
        let task = variant.task.clone().unwrap_or(settings.task.clone());
        let hidden = variant.hidden.clone().or(settings.hidden.clone());
        let loss = variant.loss.unwrap_or(settings.loss);
        let binary = task.has_binary_targets();
        let (activation, output) = if binary {
            (Activation::Logistic, Activation::Logistic)
        } else {
            (Activation::Tanh, Activation::Linear)
        };
        let output = loss.output_function().unwrap_or(output);
        let criterion = if binary {
            Criterion::Threshold(THRESHOLD)
        } else {
            Criterion::Mse(MSE)
        };
        let either = |own: Option<Activation>, common: Option<Activation>, custom| {
            own.or(common).unwrap_or(custom)
        };
        let name_ru = variant.name_ru.as_ref().unwrap_or(&variant.name);
        Setup {
            name: variant.name.clone(),
            title: Text::new(variant.name.clone(), name_ru.clone()),
            method: variant.method.clone(),
            hidden: hidden.unwrap_or_else(|| task.customary_hidden()),
            shortcuts: variant.shortcuts.unwrap_or(settings.shortcuts),
            activation: either(variant.activation, settings.activation, activation),
            output_activation: either(
                variant.output_activation,
                settings.output_activation,
                output,
            ),
            inputs: variant.inputs.or(settings.inputs).unwrap_or([0.0, 1.0]),
            targets: variant.targets.or(settings.targets).unwrap_or([0.0, 1.0]),
            task,
            loss,
            slope_offset: variant.slope_offset.unwrap_or(settings.slope_offset),
            margin: variant.margin.unwrap_or(settings.margin),
            bias_input: variant.bias_input.unwrap_or(settings.bias_input),
            initialisation: variant.initialisation.unwrap_or(settings.initialisation),
            summed: variant.summed.unwrap_or(settings.summed),
            criterion: variant
                .criterion
                .or(settings.criterion)
                .unwrap_or(criterion),
            max_epochs: variant.max_epochs.unwrap_or(settings.max_epochs),
            restarts: variant.restarts.unwrap_or(settings.restarts),
            most_trials: variant.trials,
            published: variant.published,
        }
    }

    /// The number of its trials where there are so many.
    pub fn trials(&self, all: u64) -> u64 {
        self.most_trials.map_or(all, |most| most.min(all))
    }

    /// What E is times the mean over so many examples.
    pub fn factor(&self, rows: usize) -> f64 {
        if self.summed { rows as f64 } else { 1.0 }
    }

    /// The examples on the variant's levels.
    pub fn examples(&self, base: &Path, stream: &mut Stream) -> Result<Examples, dataset::Error> {
        self.task
            .examples((self.inputs, self.targets), base, stream)
    }

    /// The network for examples of these sizes.
    pub fn network(&self, features: usize, outputs: usize) -> Result<Perceptron, Failure> {
        let hidden = self.hidden.iter().map(|&units| Layer {
            units,
            activation: self.activation,
        });
        let last = Layer {
            units: outputs,
            activation: self.output_activation,
        };
        let layers: Vec<Layer> = hidden.chain([last]).collect();
        let plain = Perceptron::new(features, &layers, self.loss);
        let linked = match self.shortcuts {
            true => plain.and_then(Perceptron::with_shortcuts),
            false => plain,
        };
        linked
            .and_then(|network| network.with_slope_offset(self.slope_offset))
            .map_err(Failure::told)
    }
}
