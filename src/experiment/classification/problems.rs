//! What is wrong with settings of the right type.

use super::{Classification, learn};
use crate::dataset::{self, Source, Table, Target};
use crate::experiment::ranges::Ranges;
use crate::experiment::supervised::{check_activation, check_hidden};
use crate::experiment::{Problem, Settings};
use crate::optimize::MethodSettings;
use crate::random::Stream;
use crate::train::{BatchSize, Schedule};
use std::path::Path;

/// The sizes of a job.
pub struct Shape {
    /// Numbers in the data, in each layer's outputs for them and in the answers of all folds.
    pub numbers: u64,
    pub weights: u64,
}

/// Everything wrong with the settings.
pub fn all(settings: &Classification, base: &Path) -> Vec<Problem> {
    let mut ranges = Ranges::default();
    settings.check_fractions(&mut ranges);
    check_hidden(&settings.hidden, &mut ranges);
    check_activation(settings.activation, &mut ranges);
    if let Err(error) = settings.initialisation.check() {
        ranges.wrong("initialisation", error.to_string());
    }
    settings.check_method(&mut ranges);
    settings.check_stopping(&mut ranges);
    // The data are looked at only with settings that make sense.
    if ranges.problems.is_empty()
        && let Err(problem) = settings.shape(base)
    {
        ranges.problems.push(problem);
    }
    ranges.problems
}

impl Classification {
    /// What is wrong with the data set or the network for it, or the sizes of both.
    pub fn shape(&self, base: &Path) -> Result<Shape, Problem> {
        // Only whether it works and how large it is matters here, not which rows are drawn.
        let stream = |purpose: &str| Stream::new(0, Self::KIND, purpose, 0);
        let table = self
            .data
            .load(base, &mut stream("examples"))
            .map_err(unusable)?;
        if !matches!(table.target, Target::Classes { .. }) {
            return Err(Problem::new("data", no_classes(&self.data, &table)));
        }
        let (mut split, mut held) = (stream("split"), stream("validation"));
        let prepared =
            learn::Prepared::of(self, &table, 0, &mut split, &mut held).map_err(unusable)?;
        if prepared.test.rows() == 0 {
            return Err(Problem::new(
                "split",
                "leaves no examples for the test; set `split = \"stratified\"`",
            ));
        }
        if self.stopping.validation.is_some() && prepared.validation.rows() == 0 {
            return Err(Problem::new(
                "stopping.validation",
                "is set, but there are no validation examples; set `validation_fraction`",
            ));
        }
        let train = &prepared.train;
        let network = learn::network(self, train.features(), train.outputs())
            .map_err(|message| Problem::new("hidden", message))?;
        let hidden: usize = self.hidden.iter().sum();
        let width = hidden + train.features() + 2 * train.outputs();
        Ok(Shape {
            numbers: (width as u64).saturating_mul(table.rows() as u64),
            weights: network.weights() as u64,
        })
    }

    fn check_fractions(&self, ranges: &mut Ranges) {
        let test = self.test_fraction;
        if !(test > 0.0 && test < 1.0) {
            let message = format!("is {test}, must be above 0 and below 1");
            ranges.wrong("test_fraction", message);
        }
        let validation = self.validation_fraction;
        if !(0.0..1.0).contains(&validation) {
            let message = format!("is {validation}, must be at least 0 and below 1");
            ranges.wrong("validation_fraction", message);
        }
    }

    fn check_method(&self, ranges: &mut Ranges) {
        let entry = self.method.entry();
        for problem in self.method.problems() {
            ranges.wrong(format!("method.{}", problem.key), problem.to_string());
        }
        let batch = self.batch();
        if entry.needs.full_batch() && batch != BatchSize::Full {
            let name = entry.english;
            let message = format!("is {batch}, but {name} takes the full batch only");
            ranges.wrong("batch", message);
        }
        for problem in self.schedule.problems() {
            ranges.wrong(format!("schedule.{}", problem.key), problem.to_string());
        }
        let has_rate = self.method.optimizer(1).scale_learning_rate(1.0);
        if self.schedule != Schedule::Constant && !has_rate {
            let message = format!("is set, but {} has no learning rate", entry.english);
            ranges.wrong("schedule", message);
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

fn unusable(error: dataset::Error) -> Problem {
    match error {
        dataset::Error::Folds { folds, rows, .. } => Problem::new(
            "split.folds",
            format!("is {folds}, must be from 2 to {rows}, the number of examples"),
        ),
        dataset::Error::NoCustomarySplit { table } => Problem::new(
            "split",
            format!("is `customary`, but {table} has no such split: set `stratified`"),
        ),
        error => Problem::new("data", format!("cannot be used: {error}")),
    }
}

fn no_classes(source: &Source, table: &Table) -> String {
    let remedy = match source {
        Source::Csv(_) => "; if they are classes, say so with `task = \"classification\"`",
        _ => "",
    };
    format!(
        "`{}` has numbers to predict, but this kind judges classifiers{remedy}",
        table.name
    )
}
