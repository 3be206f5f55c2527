//! What the jobs found, rule by rule, as metrics, tables and notes.

use super::basin::{self, Level};
use super::of_rule::OfRule;
use super::path::Path;
use super::run::{JOBS_OF_A_RULE, Part, UPDATES};
use super::{Recall, figures};
use crate::experiment::bitmaps::Named;
use crate::experiment::hopfield::names::{listed, number_key, rule_key, rule_label, update_key};
use crate::memory::{End, Rule, Update, distance};
use crate::outcome::{Cell, Column, Outcome, Series, Table, Text};

/// The outcome of all jobs, in their order.
pub fn outcome(settings: &Recall, parts: Vec<Part>) -> Outcome {
    let mut parts = parts.into_iter();
    let of_rule = |&rule: &Rule| {
        let mut of_rule: Vec<Part> = parts.by_ref().take(JOBS_OF_A_RULE).collect();
        let basins = of_rule.split_off(1).into_iter().map(|part| match part {
            Part::Basin(levels) => levels,
            Part::Shown(_) => unreachable!("basins follow the drawn recalls"),
        });
        let basins = basins.collect();
        match of_rule.pop() {
            Some(Part::Shown(shown)) => OfRule {
                rule,
                shown,
                basins,
            },
            _ => unreachable!("the drawn recalls come first"),
        }
    };
    let results: Vec<OfRule> = settings.rules.iter().map(of_rule).collect();
    let mut outcome = Outcome::default();
    for result in &results {
        add_metrics(settings, result, &mut outcome);
        add_notes(result, &mut outcome);
    }
    outcome.tables.push(pictures_table(settings, &results));
    outcome.series.push(series(settings, &results));
    outcome.figures = figures::all(settings, &results);
    outcome
}

fn add_metrics(settings: &Recall, result: &OfRule, outcome: &mut Outcome) {
    let rule = rule_key(result.rule);
    let shown = &result.shown;
    let mut metric = |name: &str, value: f64| outcome.metric(format!("{rule}_{name}"), value, "");
    metric("stable_pictures", shown.stable as f64);
    let rises: usize = shown.recalls.iter().map(|recall| recall.path.rises()).sum();
    metric("energy_rises", rises as f64);
    if shown.energy_misfit.is_finite() {
        metric("energy_misfit", shown.energy_misfit);
    }
    let errors = |of: fn(&Path) -> Vec<i8>| -> usize {
        let recalls = shown.recalls.iter();
        recalls
            .map(|recall| distance(&of(&recall.path), &recall.stored))
            .sum()
    };
    metric("cue_errors", errors(|path| path.cue.clone()) as f64);
    metric("end_errors", errors(|path| path.end_state()) as f64);
    for (update, levels) in UPDATES.into_iter().zip(&result.basins) {
        let update = update_key(update);
        for (&noise, level) in settings.basin.noise.iter().zip(levels) {
            let name = format!("{update}_recall_at_{}", number_key(noise));
            metric(&name, level.recalled.value());
        }
        let half = basin::half(&settings.basin.noise, levels);
        metric(&format!("{update}_half_basin"), half);
        let unsettled: usize = levels.iter().map(|level| level.unsettled).sum();
        metric(&format!("{update}_unsettled"), unsettled as f64);
    }
    metric("two_cycles", two_cycles(result) as f64);
}

/// Synchronous recalls that ended in a cycle of two states.
fn two_cycles(result: &OfRule) -> usize {
    let of_update = UPDATES.into_iter().zip(&result.basins);
    of_update
        .filter(|(update, _)| *update == Update::Synchronous)
        .flat_map(|(_, levels)| levels)
        .map(|level| level.two_cycles)
        .sum()
}

fn add_notes(result: &OfRule, outcome: &mut Outcome) {
    let pictures = result.shown.pictures.len();
    let rule = rule_label(result.rule);
    if result.shown.stable < pictures {
        let lost = pictures - result.shown.stable;
        outcome.notes.push(Text::new(
            format!("{}: {lost} of {pictures} pictures are no fixed points: even an undamaged one does not stay.", rule.en),
            format!("{}: {lost} из {pictures} образов — не неподвижные точки: не сохраняется даже неискажённый образ.", rule.ru),
        ));
    }
    let given_up = result
        .shown
        .recalls
        .iter()
        .filter(|recall| recall.path.end == End::Limit);
    if given_up.count() > 0 {
        outcome.notes.push(Text::new(
            format!(
                "{}: the limit of sweeps ended a recall that is drawn.",
                rule.en
            ),
            format!(
                "{}: показанное восстановление прервано по числу проходов.",
                rule.ru
            ),
        ));
    }
}

/// Each picture: its size, energy and stability with each rule.
fn pictures_table(settings: &Recall, results: &[OfRule]) -> Table {
    let named = settings.pictures.read().unwrap_or_default();
    let number = |value: f64, decimals: usize| Cell::Number { value, decimals };
    let mut header = vec![
        Text::new("picture", "образ"),
        Text::new("units on", "активных нейронов"),
    ];
    for result in results {
        let rule = rule_label(result.rule);
        header.push(listed(&rule, &Text::same("E")));
        header.push(listed(
            &rule,
            &Text::new("unstable units", "неустойчивых нейронов"),
        ));
    }
    let row = |(index, picture): (usize, &Named)| {
        let on = picture.bitmap.size() * settings.scale * settings.scale;
        let mut row = vec![Cell::Text(Text::same(&picture.name)), number(on as f64, 0)];
        for result in results {
            let (energy, unstable) = result.shown.pictures[index];
            row.extend([number(energy, 1), number(unstable as f64, 0)]);
        }
        row
    };
    Table {
        name: "pictures".into(),
        caption: Text::new(
            "The stored pictures: energy, and units that would flip at once",
            "Записанные образы: энергия и нейроны, которые изменились бы сразу",
        ),
        header,
        rows: named.iter().enumerate().map(row).collect(),
    }
}

fn series(settings: &Recall, results: &[OfRule]) -> Series {
    let column = |name: String, values: Vec<f64>| Column {
        name,
        unit: String::new(),
        values,
    };
    let mut columns = vec![column("noise".into(), settings.basin.noise.clone())];
    for result in results {
        for (update, levels) in UPDATES.into_iter().zip(&result.basins) {
            let name = format!("{}_{}", rule_key(result.rule), update_key(update));
            let of = |value: fn(&Level) -> f64| levels.iter().map(value).collect();
            columns.push(column(
                format!("{name}_recalled"),
                of(|l| l.recalled.value()),
            ));
            columns.push(column(
                format!("{name}_two_cycles"),
                of(|l| l.two_cycles as f64),
            ));
        }
    }
    Series {
        name: "basin".into(),
        columns,
    }
}
