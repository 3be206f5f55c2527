//! What is wrong with settings of the right type, and how much memory a job takes.

use super::problem::Problem as Prepared;
use super::{Entrant, OptimizerComparison};
use crate::dataset::Source;
use crate::experiment::ranges::Ranges;
use crate::experiment::supervised::{
    self, Splitting, check_activation, check_hidden, check_hidden_at,
};
use crate::experiment::{Problem, Settings};
use crate::optimize::METHODS;
use crate::random::Stream;
use std::path::Path;

/// Most trials of one entrant.
const MOST_TRIALS: usize = 1000;
/// Least examples that `most_examples` may leave.
const LEAST_EXAMPLES: usize = 10;
/// Most targets.
const MOST_TARGETS: usize = 4;

/// Everything wrong with the settings.
pub fn all(settings: &OptimizerComparison, base: &Path) -> Vec<Problem> {
    let mut ranges = Ranges::default();
    settings.check_methods(&mut ranges);
    check_hidden(&settings.hidden, &mut ranges);
    check_activation(settings.activation, &mut ranges);
    if let Err(error) = settings.initialisation.check() {
        ranges.wrong("initialisation", error.to_string());
    }
    settings.check_numbers(&mut ranges);
    settings.check_names(&mut ranges);
    // The data are looked at whatever else is wrong, so that all mistakes are told at once.
    settings.made_sound(&ranges).check_data(base, &mut ranges);
    ranges.problems
}

/// The memory of the largest job.
pub fn memory_bytes(settings: &OptimizerComparison, base: &Path) -> u64 {
    let prepared = settings.datasets.iter();
    let prepared = prepared.filter_map(|source| settings.prepare(source, base).ok());
    let bytes = prepared.map(|problem| {
        let parts = [&problem.train, &problem.validation, &problem.test];
        let rows: usize = parts.iter().map(|part| part.rows()).sum();
        let width = problem.train.features() + hidden_units(&problem);
        supervised::memory_bytes(
            (rows as u64).saturating_mul(width as u64),
            problem.network.weights() as u64,
            settings.methods.iter().map(|entrant| &entrant.method),
        )
    });
    bytes.max().unwrap_or(0)
}

fn hidden_units(problem: &Prepared) -> usize {
    let layers = problem.network.layers().iter();
    layers.map(|layer| layer.units).sum()
}

impl OptimizerComparison {
    /// A data set as one run meets it; which rows are drawn does not matter here.
    fn prepare(&self, source: &Source, base: &Path) -> Result<Prepared, String> {
        let stream = |purpose: &str| Stream::new(0, Self::KIND, purpose, 0);
        Prepared::new(self, source, base, 0, stream).map_err(|error| error.to_string())
    }

    /// The settings with the defaults for those of which a data set depends and something is wrong.
    fn made_sound(&self, ranges: &Ranges) -> Self {
        let wrong = |key: &str| {
            ranges
                .problems
                .iter()
                .any(|problem| problem.key.starts_with(key))
        };
        let (mut sound, default) = (self.clone(), Self::default());
        if wrong("hidden") {
            (sound.hidden, sound.hidden_of) = (default.hidden, default.hidden_of);
        }
        if wrong("activation") {
            sound.activation = default.activation;
        }
        if wrong("test_fraction") || wrong("validation_fraction") {
            sound.test_fraction = default.test_fraction;
            sound.validation_fraction = default.validation_fraction;
        }
        if wrong("split") {
            sound.split = default.split;
        }
        if wrong("most_examples") {
            sound.most_examples = default.most_examples;
        }
        sound
    }

    fn check_methods(&self, ranges: &mut Ranges) {
        if self.methods.is_empty() {
            let names: Vec<&str> = METHODS.iter().map(|entry| entry.name).collect();
            let message = format!("is empty, must name at least one of {}", names.join(", "));
            ranges.wrong("methods", message);
        }
        let stems: Vec<String> = self.methods.iter().map(Entrant::stem).collect();
        for (place, entrant) in self.methods.iter().enumerate() {
            entrant.check(place, ranges);
            if stems[..place].contains(&stems[place]) {
                let called = entrant.name.as_deref().unwrap_or(entrant.method.name());
                let message = format!("`{called}` is there twice; give one of them another `name`");
                ranges.wrong(format!("methods[{place}]"), message);
            }
        }
    }

    fn check_numbers(&self, ranges: &mut Ranges) {
        let (test, validation) = (self.test_fraction, self.validation_fraction);
        let mut unless = |fine: bool, key: &str, value: f64, allowed: &str| {
            if !fine {
                ranges.wrong(key, format!("is {value}, must be {allowed}"));
            }
        };
        let within = |fraction: f64| fraction > 0.0 && fraction < 1.0;
        let between = "between 0 and 1, both excluded";
        unless(within(test), "test_fraction", test, between);
        unless(
            within(validation),
            "validation_fraction",
            validation,
            between,
        );
        let reserved = match self.split {
            Splitting::Folds(folds) => 1.0 / folds.max(1) as f64,
            Splitting::Stratified => test,
            Splitting::Customary => 0.0,
        };
        if within(test) && within(validation) && !(reserved + validation < 1.0) {
            let message = format!(
                "is {validation}, and {reserved} is for the test: must leave some for training"
            );
            ranges.wrong("validation_fraction", message);
        }
        let mut unless = |fine: bool, key: &str, value: f64, allowed: &str| {
            if !fine {
                ranges.wrong(key, format!("is {value}, must be {allowed}"));
            }
        };
        let (budget, target) = (self.budget, self.target_loss);
        let fine = budget >= 1.0 && budget.is_finite();
        unless(fine, "budget", budget, "finite and at least 1");
        let fine = target > 0.0 && target.is_finite();
        unless(fine, "target_loss", target, "finite and above 0");
        if let Splitting::Folds(folds) = self.split
            && folds < 2
        {
            ranges.wrong("split.folds", format!("is {folds}, must be at least 2"));
        }
        if let Some(most) = self.most_examples {
            if most < LEAST_EXAMPLES {
                let message = format!("is {most}, must be at least {LEAST_EXAMPLES}");
                ranges.wrong("most_examples", message);
            }
            if self.split == Splitting::Customary {
                let message = "is set, but a customary split takes the examples as published";
                ranges.wrong("most_examples", message);
            }
        }
        if self.trials > MOST_TRIALS {
            let message = format!("is {}, must be from 0 to {MOST_TRIALS}", self.trials);
            ranges.wrong("trials", message);
        }
        ranges.entries("targets", self.targets.len(), 1, MOST_TARGETS);
        for (place, &target) in self.targets.iter().enumerate() {
            if !within(target) {
                let message = format!("is {target}, must be {between}");
                ranges.wrong(format!("targets[{place}]"), message);
            }
        }
        ranges.distinct("targets", &self.targets);
    }

    fn check_names(&self, ranges: &mut Ranges) {
        if self.datasets.is_empty() {
            ranges.wrong("datasets", "is empty, must name at least one data set");
        }
        let names = self.dataset_names();
        for place in 0..names.len() {
            if names[..place].contains(&names[place]) {
                let message = format!("`{}` is there twice", names[place]);
                ranges.wrong(format!("datasets[{place}]"), message);
            }
        }
        for (name, hidden) in &self.hidden_of {
            let key = format!("hidden_of.{name}");
            if !names.contains(name) {
                let message = format!("is for no data set here; these are {}", names.join(", "));
                ranges.wrong(&key, message);
            }
            check_hidden_at(&key, hidden, ranges);
        }
    }

    fn check_data(&self, base: &Path, ranges: &mut Ranges) {
        for (place, source) in self.datasets.iter().enumerate() {
            if let Err(message) = self.prepare(source, base) {
                let message = format!("cannot be used: {message}");
                ranges.wrong(format!("datasets[{place}]"), message);
            }
        }
    }
}
