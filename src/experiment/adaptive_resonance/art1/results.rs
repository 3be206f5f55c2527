//! Metrics and notes.

use super::Art1;
use super::course::Course;
use super::sweep::{Sweep, mean_categories};
use crate::experiment::adaptive_resonance::prefix;
use crate::experiment::bitmaps::Named;
use crate::math::statistics;
use crate::outcome::{Outcome, Text};

/// Points of ρ at which the mean over orders is compared with the one before: tenths.
const TENTHS: usize = 10;

/// Adds all metrics and notes.
pub fn add(
    settings: &Art1,
    named: &[Named],
    courses: &[Course],
    sweeps: &[Sweep],
    outcome: &mut Outcome,
) {
    for course in courses {
        of_course(course, outcome);
    }
    of_sweeps(settings, sweeps, outcome);
    outcome.metric("sizes_of_pictures", sizes(named) as f64, "");
    notes(settings, named, courses, sweeps, outcome);
}

fn of_course(course: &Course, outcome: &mut Outcome) {
    let prefix = prefix(course.rho);
    let mut metric = |name: &str, value: f64| outcome.metric(format!("{prefix}_{name}"), value, "");
    metric("categories", course.templates.len() as f64);
    metric("passes", course.learning.passes_with_changes() as f64);
    metric("stable", f64::from(course.learning.is_stable));
    metric("resets", course.resets() as f64);
    metric(
        "direct_access",
        course.direct as f64 / course.learned().max(1) as f64,
    );
    metric("grown_pixels", course.grown as f64);
    metric("outside", course.outside as f64);
    metric("differ_from_fuzzy_art", course.differing as f64);
}

fn of_sweeps(settings: &Art1, sweeps: &[Sweep], outcome: &mut Outcome) {
    let most = sweeps.iter().flat_map(|sweep| &sweep.passes);
    let most = most.fold(0.0, |most: f64, passes| most.max(*passes));
    outcome.metric("most_passes", most, "");
    let unstable: usize = sweeps.iter().map(|sweep| sweep.unstable).sum();
    outcome.metric("unstable", unstable as f64, "");
    let first = &sweeps[0];
    outcome.metric("falls", first.falls().len() as f64, "");
    outcome.metric("categories_at_0", first.categories[0], "");
    outcome.metric("categories_at_1", first.categories[settings.steps], "");
    let shuffled = &sweeps[1..];
    if shuffled.is_empty() {
        return;
    }
    let falls: Vec<f64> = shuffled.iter().map(|s| s.falls().len() as f64).collect();
    outcome.metric("falls_per_order", statistics::mean(&falls), "");
    let mean = mean_categories(shuffled);
    let tenths = (0..=TENTHS).map(|tenth| mean[tenth * settings.steps / TENTHS]);
    let tenths: Vec<f64> = tenths.collect();
    let falls = tenths.windows(2).filter(|pair| pair[1] < pair[0]).count();
    outcome.metric("falls_of_mean", falls as f64, "");
}

/// How many different numbers of pixels the pictures have: as many passes are enough for small β.
fn sizes(named: &[Named]) -> usize {
    let size = |n: &Named| n.bitmap.pixels().iter().filter(|on| **on).count();
    let mut sizes: Vec<usize> = named.iter().map(size).filter(|size| *size > 0).collect();
    sizes.sort_unstable();
    sizes.dedup();
    sizes.len()
}

fn notes(
    settings: &Art1,
    named: &[Named],
    courses: &[Course],
    sweeps: &[Sweep],
    outcome: &mut Outcome,
) {
    let blank = named
        .iter()
        .filter(|n| n.bitmap.pixels().iter().all(|on| !on));
    let blank: Vec<&str> = blank.map(|n| n.name.as_str()).collect();
    if !blank.is_empty() {
        let names = blank.join(", ");
        outcome.notes.push(Text::new(
            format!("Blank pictures excite no node and are not learned: {names}."),
            format!("Пустые изображения не возбуждают ни одного узла и не запоминаются: {names}."),
        ));
    }
    let least = courses.iter().map(Course::learned).min();
    if least.is_some_and(|learned| learned < named.len() - blank.len()) {
        let most = settings.max_categories;
        outcome.notes.push(Text::new(
            format!("With max_categories = {most} some pictures found no category."),
            format!("При max_categories = {most} часть изображений осталась без категории."),
        ));
    }
    let unstable: usize = sweeps.iter().map(|sweep| sweep.unstable).sum();
    if unstable > 0 {
        let most = settings.max_passes;
        outcome.notes.push(Text::new(
            format!("{unstable} learnings were not stable after max_passes = {most}."),
            format!("Обучений, не ставших устойчивыми за max_passes = {most}: {unstable}."),
        ));
    }
}
