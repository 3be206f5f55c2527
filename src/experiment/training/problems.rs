//! What is wrong with settings of the right type.

use super::{NetworkTraining, Run, learn, weights};
use crate::dataset::{self, Target};
use crate::experiment::ranges::Ranges;
use crate::experiment::supervised::{Splitting, check_activation, check_hidden, untrainable};
use crate::experiment::{Problem, Settings};
use crate::random::Stream;
use std::path::Path;

/// Most runs of one experiment.
const MOST_RUNS: usize = 100;
/// Most pictures of weights in a row.
const MOST_PER_ROW: usize = 100;

/// The sizes of a job.
pub struct Shape {
    /// Numbers in the data and in each layer's outputs for them.
    pub numbers: u64,
    pub weights: usize,
}

/// Everything wrong with the settings.
pub fn all(settings: &NetworkTraining, base: &Path) -> Vec<Problem> {
    let mut ranges = Ranges::default();
    settings.check_fractions(&mut ranges);
    check_hidden(&settings.hidden, &mut ranges);
    check_activation(settings.activation, &mut ranges);
    if let Some(message) = untrainable(settings.output) {
        ranges.wrong("output", message);
    }
    if let Err(error) = settings.initialisation.check() {
        ranges.wrong("initialisation", error.to_string());
    }
    settings.check_stopping(&mut ranges);
    settings.check_runs(&mut ranges);
    if !(1..=MOST_PER_ROW).contains(&settings.weights_per_row) {
        let found = settings.weights_per_row;
        let message = format!("is {found}, must be from 1 to {MOST_PER_ROW}");
        ranges.wrong("weights_per_row", message);
    }
    // The data are looked at only with settings that make sense.
    if ranges.problems.is_empty() {
        match settings.shape(base) {
            Ok(shape) => {
                let given = &settings.initial_weights;
                weights::check(given, shape.weights, base, &mut ranges);
            }
            Err(problem) => ranges.problems.push(problem),
        }
    }
    ranges.problems
}

impl NetworkTraining {
    /// What is wrong with the data set or the network for it, or the sizes of both.
    pub fn shape(&self, base: &Path) -> Result<Shape, Problem> {
        let unusable =
            |error: dataset::Error| Problem::new("data", format!("cannot be used: {error}"));
        // Only whether it works and how large it is matters here, not which rows are drawn.
        let stream = |purpose: &str| Stream::new(0, Self::KIND, purpose, 0);
        let table = self
            .data
            .load(base, &mut stream("examples"))
            .map_err(unusable)?;
        if !matches!(table.target, Target::Classes { .. }) && !self.loss.takes_any_targets() {
            return Err(Problem::new(
                "data",
                format!(
                    "has numbers to predict (`{}`), but the loss is one for classes; set \
                     `loss = \"squared-error\"` or `\"mean-squared-error\"`",
                    table.name
                ),
            ));
        }
        let rows = table.rows();
        let prepared = learn::prepare(self, &table, stream).map_err(unusable)?;
        if self.stopping.validation.is_some() && prepared.validation.rows() == 0 {
            return Err(Problem::new(
                "stopping.validation",
                "is set, but there are no validation examples; set `validation_fraction`",
            ));
        }
        let train = &prepared.train;
        let network = self
            .network(train.features(), train.outputs())
            .map_err(|message| Problem::new("hidden", message))?;
        let width: usize = self.hidden.iter().sum::<usize>() + train.features() + train.outputs();
        Ok(Shape {
            numbers: (width as u64).saturating_mul(rows as u64),
            weights: network.weights(),
        })
    }

    fn check_fractions(&self, ranges: &mut Ranges) {
        for (key, fraction) in [
            ("test_fraction", self.test_fraction),
            ("validation_fraction", self.validation_fraction),
        ] {
            if !(0.0..1.0).contains(&fraction) {
                ranges.wrong(
                    key,
                    format!("is {fraction}, must be at least 0 and below 1"),
                );
            }
        }
        if let Splitting::Folds(_) = self.split {
            ranges.wrong(
                "split",
                "has folds, but this kind makes one split a repeat: set `stratified` or `customary`",
            );
        }
        if let Some(examples) = self.train_examples
            && examples < 2
        {
            ranges.wrong(
                "train_examples",
                format!("is {examples}, must be at least 2"),
            );
        }
    }

    fn check_runs(&self, ranges: &mut Ranges) {
        ranges.entries("runs", self.runs.len(), 1, MOST_RUNS);
        let stems: Vec<String> = self.runs.iter().map(Run::stem).collect();
        for (place, run) in self.runs.iter().enumerate() {
            if stems[..place].contains(&stems[place]) {
                let message = format!(
                    "`{}` is there already; give this run a `name`",
                    stems[place]
                );
                ranges.wrong(format!("runs[{place}]"), message);
            }
            run.check(place, ranges);
        }
    }

    fn check_stopping(&self, ranges: &mut Ranges) {
        for problem in self.stopping.problems() {
            ranges.wrong(format!("stopping.{}", problem.key), problem.to_string());
        }
        if !self.stopping.has_limit() {
            ranges.wrong(
                "stopping",
                "has no limit, must set max_epochs, max_iterations or max_gradient_equivalents",
            );
        }
    }
}
