//! What is wrong with settings of the right type.

use super::inputs::Inputs;
use super::{Learning, SelfOrganisingMap};
use crate::experiment::ranges::Ranges;
use crate::experiment::{Problem, Settings};
use crate::random::Stream;
use std::path::Path;

/// Most units of a lattice.
const MOST_UNITS: usize = 10_000;
/// Most weights that are visited in all, at some 10⁹ a second.
const MOST_WORK: f64 = 1e14;

/// Everything wrong with the settings.
pub fn all(settings: &SelfOrganisingMap, base: &Path) -> Vec<Problem> {
    let mut ranges = Ranges::default();
    if settings.inputs.is_some() && settings.data.is_some() {
        ranges.wrong("inputs", "is set, must not be together with `data`");
    }
    ranges.within("examples", settings.examples as f64, 10.0, 200_000.0);
    check_lattice(settings, &mut ranges);
    for (key, value) in [
        ("rate.from", settings.rate.from),
        ("rate.to", settings.rate.to),
    ] {
        ranges.within(key, value, 0.0, 1.0);
    }
    if let Some(from) = settings.radius.from {
        ranges.within("radius.from", from, 0.0, 1000.0);
    }
    ranges.within("radius.to", settings.radius.to, 0.0, 1000.0);
    if let Some(steps) = settings.steps {
        ranges.within("steps", steps as f64, 1.0, 1e8);
    }
    check_frames(settings, &mut ranges);
    // Rules and data are looked at only with numbers that make sense.
    if ranges.problems.is_empty() {
        check_schedules(settings, &mut ranges);
        match inputs(settings, base) {
            Ok(inputs) => check_work(settings, &inputs, &mut ranges),
            Err(problem) => ranges.problems.push(problem),
        }
    }
    ranges.problems
}

fn check_lattice(settings: &SelfOrganisingMap, ranges: &mut Ranges) {
    let lattice = &settings.lattice;
    ranges.within("lattice.rows", lattice.rows as f64, 1.0, 1000.0);
    ranges.within("lattice.columns", lattice.columns as f64, 1.0, 1000.0);
    let units = settings.units();
    if ranges.problems.is_empty() && !(2..=MOST_UNITS).contains(&units) {
        let message = format!("has {units} units, must have from 2 to {MOST_UNITS}");
        ranges.wrong("lattice", message);
    }
}

fn check_frames(settings: &SelfOrganisingMap, ranges: &mut Ranges) {
    let Some(frames) = &settings.frames else {
        return;
    };
    ranges.entries("frames", frames.len(), 1, 12);
    let steps = settings.steps();
    for (k, frame) in frames.iter().enumerate() {
        if *frame > steps {
            let message = format!("is {frame}, must be at most {steps}, the number of steps");
            ranges.wrong(format!("frames[{k}]"), message);
        }
    }
    ranges.rising("frames", frames);
}

fn check_schedules(settings: &SelfOrganisingMap, ranges: &mut Ranges) {
    let rule = settings.rule();
    for (key, schedule) in [("rate", rule.rate), ("radius", rule.radius)] {
        if let Some(problem) = schedule.problem() {
            let message = format!(
                "is {}, must be above 0 with this decay; `decay = \"linear\"` can end at 0",
                problem.value
            );
            ranges.wrong(format!("{key}.{}", problem.key), message);
        }
    }
}

fn check_work(settings: &SelfOrganisingMap, inputs: &Inputs, ranges: &mut Ranges) {
    let shown = match settings.learning {
        Learning::OnLine => 1,
        Learning::Batch => inputs.count(),
    };
    let step = (shown * settings.units() * inputs.dimensions) as f64;
    let work = step * settings.steps() as f64;
    if work > MOST_WORK {
        let most = (MOST_WORK / step).floor();
        let message = format!(
            "is {} with {} units of {} weights, must be at most {most} lest it take a day",
            settings.steps(),
            settings.units(),
            inputs.dimensions
        );
        ranges.wrong("steps", message);
    }
}

/// The inputs as they are in size; which ones are drawn does not matter here.
fn inputs(settings: &SelfOrganisingMap, base: &Path) -> Result<Inputs, Problem> {
    let mut stream = Stream::new(0, SelfOrganisingMap::KIND, "examples", 0);
    Inputs::of(settings, base, &mut stream)
}

/// Numbers held at once: inputs, weights with frames, and the matrix of the principal plane.
pub fn numbers(settings: &SelfOrganisingMap, base: &Path) -> u64 {
    inputs(settings, base).map_or(0, |inputs| {
        let copies = 8 + settings.frames().len();
        let weights = settings.units() * inputs.dimensions * copies;
        let plane = inputs.dimensions * inputs.dimensions;
        (4 * inputs.data.len() + weights + plane) as u64
    })
}
