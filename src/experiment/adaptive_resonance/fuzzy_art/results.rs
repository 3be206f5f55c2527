//! Metrics, notes and the table of categories.

use super::FuzzyArt;
use super::course::{Course, purity};
use super::growth::Growth;
use super::inputs::Inputs;
use super::sweep::Sweep;
use crate::experiment::adaptive_resonance::{number, prefix};
use crate::outcome::{Cell, Outcome, Table, Text};

/// Adds all metrics and notes.
pub fn add(
    settings: &FuzzyArt,
    inputs: &Inputs,
    courses: &[Course],
    sweeps: &[Sweep],
    growth: Option<&Growth>,
    outcome: &mut Outcome,
) {
    for course in courses {
        of_course(settings, inputs, course, outcome);
    }
    let passes = sweeps.iter().flat_map(|sweep| &sweep.passes);
    let most = passes.fold(0.0, |most: f64, passes| most.max(*passes));
    outcome.metric("most_passes", most, "");
    let unstable: usize = sweeps.iter().map(|sweep| sweep.unstable).sum();
    outcome.metric("unstable", unstable as f64, "");
    if let Some(growth) = growth {
        let last = growth.coded.len() - 1;
        outcome.metric("random_categories_coded", growth.coded[last], "");
        outcome.metric("random_categories_uncoded", growth.uncoded[last], "");
        outcome.metric("late_categories_coded", Growth::late(&growth.coded), "");
        outcome.metric("late_categories_uncoded", Growth::late(&growth.uncoded), "");
    }
    notes(settings, courses, unstable, outcome);
}

fn of_course(settings: &FuzzyArt, inputs: &Inputs, course: &Course, outcome: &mut Outcome) {
    let prefix = prefix(course.rho);
    let mut metric = |name: &str, value: f64| outcome.metric(format!("{prefix}_{name}"), value, "");
    metric("categories", course.categories() as f64);
    metric("passes", course.learning.passes_with_changes() as f64);
    metric("stable", f64::from(course.learning.is_stable));
    metric(
        "direct_access",
        course.direct as f64 / course.learned().max(1) as f64,
    );
    if !inputs.classes.is_empty() {
        metric(
            "purity",
            purity(&course.members, course.categories(), inputs),
        );
    }
    if settings.complement_coding {
        metric("oversized_boxes", course.oversized as f64);
        metric("largest_box", course.largest);
    }
    if settings.complement_coding && settings.is_fast() {
        metric("outside", course.outside as f64);
        metric("box_difference", course.difference);
    }
}

fn notes(settings: &FuzzyArt, courses: &[Course], unstable: usize, outcome: &mut Outcome) {
    if unstable > 0 {
        let most = settings.max_passes;
        let (mut en, mut ru) = (
            format!("{unstable} learnings were not stable after max_passes = {most}"),
            format!("Обучений, не ставших устойчивыми за max_passes = {most}: {unstable}"),
        );
        if !settings.is_fast() {
            en += ": with β below 1 weights approach their end without reaching it";
            ru += "; при β < 1 веса приближаются к пределу, не достигая его";
        }
        outcome.notes.push(Text::new(en + ".", ru + "."));
    }
    let is_full = |course: &Course| course.learned() < course.members.len();
    if courses.iter().any(is_full) {
        let most = settings.max_categories;
        outcome.notes.push(Text::new(
            format!("With max_categories = {most} some points found no category."),
            format!("При max_categories = {most} часть точек осталась без категории."),
        ));
    }
}

/// The learnings side by side.
pub fn table(inputs: &Inputs, courses: &[Course]) -> Table {
    let number_cell = |value: f64, decimals| Cell::Number { value, decimals };
    let row = |course: &Course| {
        vec![
            Cell::Text(number(course.rho)),
            number_cell(course.categories() as f64, 0),
            number_cell(course.learning.passes_with_changes() as f64, 0),
            number_cell(purity(&course.members, course.categories(), inputs), 3),
            number_cell(course.largest, 3),
        ]
    };
    Table {
        name: "learnings".into(),
        caption: Text::new(
            "Categories at the chosen vigilances",
            "Категории при выбранных значениях бдительности",
        ),
        header: vec![
            Text::new("vigilance ρ", "бдительность ρ"),
            Text::new("categories", "категорий"),
            Text::new("passes with changes", "проходов с изменениями"),
            Text::new("purity", "чистота"),
            Text::new(
                "largest box, of M(1 − ρ)",
                "наибольший прямоугольник, доля M(1 − ρ)",
            ),
        ],
        rows: courses.iter().map(row).collect(),
    }
}
