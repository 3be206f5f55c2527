//! The worked step: what it gave, as metrics and notes.

use super::Backpropagation;
use super::descent::{Descent, Rule, descend};
use super::pass::{Gradients, LayerValues, passes};
use crate::experiment::{Context, Failure};
use crate::outcome::{Outcome, Text};
use crate::perceptron::{Batch, Perceptron, Workspace};

/// Everything that is shown.
pub struct Results {
    pub network: Perceptron,
    pub weights: Vec<f64>,
    pub biases_learn: bool,
    /// Of the first example.
    pub input: Vec<f64>,
    pub target: Vec<f64>,
    pub layers: Vec<LayerValues>,
    pub gradients: Gradients,
    pub descent: Descent,
    final_outputs: Vec<f64>,
    pub examples: usize,
}

/// A weight's or a bias's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// From 0; all others too.
    pub layer: usize,
    /// `None` for a bias.
    pub from: Option<usize>,
    pub unit: usize,
}

impl Place {
    /// `2_1_1`, or of a bias `2_1`.
    pub fn key(self) -> String {
        let (layer, unit) = (self.layer + 1, self.unit + 1);
        match self.from {
            Some(from) => format!("{layer}_{}_{unit}", from + 1),
            None => format!("{layer}_{unit}"),
        }
    }
}

/// Works the step and descends.
pub fn work(settings: &Backpropagation, context: &Context) -> Result<Results, Failure> {
    let network = settings.network().map_err(Failure::Failed)?;
    let weights = settings.weights(&network, context);
    let examples = settings.examples(context);
    let all = |part: fn(&super::Example) -> &Vec<f64>| -> Vec<f64> {
        examples.iter().flat_map(part).copied().collect()
    };
    let (inputs, targets) = (
        all(|example| &example.input),
        all(|example| &example.target),
    );
    let batch = Batch {
        rows: examples.len(),
        inputs: &inputs,
        targets: &targets,
    };
    let first = &examples[0];
    let worked = Batch {
        rows: 1,
        inputs: &first.input,
        targets: &first.target,
    };
    let rule = Rule {
        learning_rate: settings.learning_rate,
        biases_learn: settings.biases_learn,
        outputs_first: settings.outputs_first,
        steps: settings.steps,
    };
    let descent = descend(&network, &weights, batch, &rule, context)?;
    let mut workspace = Workspace::default();
    let answers = network.predict(&descent.weights, &first.input, 1, &mut workspace);
    Ok(Results {
        final_outputs: answers.to_vec(),
        layers: passes(&network, &weights, worked),
        gradients: Gradients::of(&network, &weights, batch),
        biases_learn: settings.biases_learn,
        input: first.input.clone(),
        target: first.target.clone(),
        examples: examples.len(),
        network,
        weights,
        descent,
    })
}

impl Results {
    /// The places of all weights, in their order.
    pub fn places(&self) -> Vec<Place> {
        let mut places = Vec::with_capacity(self.weights.len());
        for layer in 0..self.network.layers().len() {
            let (inputs, units) = self.network.fans(layer);
            for row in 0..=inputs {
                let from = (row < inputs).then_some(row);
                places.extend((0..units).map(|unit| Place { layer, from, unit }));
            }
        }
        places
    }

    pub fn add_metrics(&self, outcome: &mut Outcome) {
        let losses = &self.descent.losses;
        outcome.metric("loss_before", losses[0], "");
        outcome.metric("loss_after_one_step", losses[1], "");
        outcome.metric("final_loss", losses[losses.len() - 1], "");
        let [difference, forward] = self.gradients.deviations();
        outcome.metric("central_difference_deviation", difference, "");
        outcome.metric("forward_mode_deviation", forward, "");
        let last = &self.layers[self.layers.len() - 1];
        for (k, &output) in last.outputs.iter().enumerate() {
            outcome.metric(format!("output_{}", k + 1), output, "");
        }
        for (k, &output) in self.final_outputs.iter().enumerate() {
            outcome.metric(format!("final_output_{}", k + 1), output, "");
        }
        for (layer, values) in self.layers.iter().enumerate() {
            for (unit, &delta) in values.deltas.iter().enumerate() {
                outcome.metric(format!("delta_{}_{}", layer + 1, unit + 1), delta, "");
            }
        }
        for (k, place) in self.places().into_iter().enumerate() {
            let (key, after) = (place.key(), self.descent.after_one_step[k]);
            match place.from {
                Some(_) => {
                    let gradient = self.gradients.back_propagation[k];
                    outcome.metric(format!("gradient_{key}"), gradient, "");
                    outcome.metric(format!("weight_{key}_after_step"), after, "");
                }
                None => outcome.metric(format!("bias_{key}_after_step"), after, ""),
            }
        }
    }

    pub fn notes(&self) -> Vec<Text> {
        let mut notes = Vec::new();
        if !self.biases_learn {
            notes.push(Text::new(
                "Biases keep their values, as in Mazur's text; `biases_learn = true` lets them learn.",
                "Смещения не обучаются, как в тексте Мазура; с `biases_learn = true` обучаются и они.",
            ));
        }
        let losses = &self.descent.losses;
        if let Some(step) = losses.iter().position(|loss| !loss.is_finite()) {
            notes.push(Text::new(
                format!(
                    "Gradient descent diverged at step {step}: the learning rate is too large."
                ),
                format!(
                    "Градиентный спуск разошёлся на шаге {step}: скорость обучения слишком велика."
                ),
            ));
        }
        if self.examples > 1 {
            notes.push(Text::new(
                format!("Units show the first of {} examples; gradients are the mean over all.", self.examples),
                format!("В нейронах показан первый из примеров (всего {}); градиенты усреднены по всем.", self.examples),
            ));
        }
        notes
    }
}
