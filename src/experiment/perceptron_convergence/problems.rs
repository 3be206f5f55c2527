//! What is wrong with settings of the right type.

use super::{Cycling, Learning, PerceptronConvergence, Sets, learning};
use crate::experiment::ranges::Ranges;
use crate::experiment::threshold_logic::check_table;
use crate::experiment::{Problem, Settings};
use crate::random::Stream;
use std::path::Path;

/// Most numbers in all random sets, were they all of the most inputs.
const MOST_WORK: usize = 100_000_000;

/// Most numbers that a training on data may look at.
const MOST_TRAINING_WORK: usize = 20_000_000_000;

/// Everything wrong with the settings.
pub fn all(settings: &PerceptronConvergence, base: &Path) -> Vec<Problem> {
    let mut ranges = Ranges::default();
    settings.sets.check(&mut ranges);
    settings.learning.check(&mut ranges);
    settings.cycling.check(&mut ranges);
    // The data are looked at only with settings that make sense.
    if ranges.problems.is_empty() && settings.learning.data.is_some() {
        let mut stream = Stream::new(0, PerceptronConvergence::KIND, "examples", 0);
        match learning::examples(&settings.learning, base, &mut stream) {
            Ok(named) => check_work(&settings.learning, &named, &mut ranges),
            Err((key, message)) => ranges.wrong(format!("learning.{key}"), message),
        }
    }
    ranges.problems
}

/// A training cannot be interrupted, so it must not take long.
fn check_work(settings: &Learning, named: &learning::Named, ranges: &mut Ranges) {
    let numbers = named.points.iter().map(Vec::len).sum::<usize>();
    let most = MOST_TRAINING_WORK / numbers.max(1);
    if settings.max_passes > most {
        let found = settings.max_passes;
        let message = format!("is {found}, must be at most {most} for so many examples");
        ranges.wrong("learning.max_passes", message);
    }
}

fn whole(ranges: &mut Ranges, key: impl Into<String>, value: usize, least: usize, most: usize) {
    ranges.within(key, value as f64, least as f64, most as f64);
}

impl Sets {
    fn check(&self, ranges: &mut Ranges) {
        ranges.entries("sets.dimensions", self.dimensions.len(), 0, 8);
        ranges.distinct("sets.dimensions", &self.dimensions);
        for (index, dimension) in self.dimensions.iter().enumerate() {
            let key = format!("sets.dimensions[{index}]");
            whole(ranges, key, *dimension, 1, 1000);
        }
        ranges.entries("sets.margins", self.margins.len(), 0, 20);
        ranges.distinct("sets.margins", &self.margins);
        for (index, margin) in self.margins.iter().enumerate() {
            ranges.within(format!("sets.margins[{index}]"), *margin, 0.001, 0.9);
        }
        ranges.within("sets.farthest", self.farthest, 1.0, 1000.0);
        whole(ranges, "sets.examples", self.examples, 2, 10_000);
        whole(ranges, "sets.repeats", self.repeats, 1, 1000);
        ranges.entries("sets.orthogonal", self.orthogonal.len(), 0, 8);
        ranges.distinct("sets.orthogonal", &self.orthogonal);
        for (index, inputs) in self.orthogonal.iter().enumerate() {
            let key = format!("sets.orthogonal[{index}]");
            whole(ranges, &key, *inputs, 2, 128);
            if inputs % 2 == 1 {
                ranges.wrong(key, format!("is {inputs}, must be even"));
            }
        }
        whole(ranges, "sets.max_passes", self.max_passes, 1, 1_000_000);
        let widest = self.dimensions.iter().copied().max().unwrap_or(0);
        let groups = self.dimensions.len() * self.margins.len();
        let factors = [self.repeats, self.examples, widest];
        let work = factors.into_iter().fold(groups, usize::saturating_mul);
        if work > MOST_WORK {
            let message = format!(
                "times examples, dimensions and groups of sets makes {work} numbers, must be at most {MOST_WORK}"
            );
            ranges.wrong("sets.repeats", message);
        }
    }
}

impl Learning {
    fn check(&self, ranges: &mut Ranges) {
        whole(ranges, "learning.examples", self.examples, 2, 10_000);
        ranges.within("learning.margin", self.margin, 0.001, 0.9);
        whole(ranges, "learning.max_passes", self.max_passes, 1, 100_000);
        if let Some(features) = &self.features {
            ranges.entries("learning.features", features.len(), 1, 10_000);
            ranges.distinct("learning.features", features);
        }
        if self.data.is_some() {
            if !self.points.is_empty() {
                ranges.wrong("learning.points", "are set, must not be together with data");
            }
            return;
        }
        for (key, is_set) in [
            ("learning.positive", self.positive.is_some()),
            ("learning.features", self.features.is_some()),
        ] {
            if is_set {
                ranges.wrong(key, "is set, must not be without data");
            }
        }
        self.check_points(ranges);
    }

    fn check_points(&self, ranges: &mut Ranges) {
        let (points, classes) = (self.points.len(), self.classes.len());
        if points != classes {
            let message =
                format!("has {classes} entries for {points} points, must have one for each");
            ranges.wrong("learning.classes", message);
        }
        if points == 0 {
            return;
        }
        ranges.entries("learning.points", points, 2, 10_000);
        let inputs = self.points[0].len();
        for (index, point) in self.points.iter().enumerate() {
            let key = format!("learning.points[{index}]");
            if point.is_empty() {
                ranges.wrong(&key, "is empty, must have at least one number");
            } else if point.len() != inputs {
                let found = point.len();
                let message =
                    format!("has {found} numbers, must have {inputs} like the first point");
                ranges.wrong(&key, message);
            }
            if let Some(x) = point.iter().find(|x| !(x.abs() <= 1e6)) {
                ranges.wrong(
                    key,
                    format!("has {x} in it, must be from -1000000 to 1000000"),
                );
            }
        }
        for (index, class) in self.classes.iter().enumerate() {
            whole(
                ranges,
                format!("learning.classes[{index}]"),
                usize::from(*class),
                0,
                1,
            );
        }
    }
}

impl Cycling {
    fn check(&self, ranges: &mut Ranges) {
        check_table(ranges, "cycling.table".into(), &self.table);
        whole(ranges, "cycling.max_passes", self.max_passes, 1, 1_000_000);
    }
}
