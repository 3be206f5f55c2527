//! Metrics, the table and notes.

use super::Task;
use super::learn::{Part, class_rms};
use super::material::Symbol;
use super::results::{Results, Trained};
use crate::outcome::{Cell, Outcome, Table, Text};

/// Most numbers of a code that have metrics of their own.
const MOST_NUMBERS: usize = 16;

/// Numbers of every rule, and of ideal predictors.
pub fn add_metrics(results: &Results, outcome: &mut Outcome) {
    let classes = results.settings.task.classes();
    for rule in &results.rules {
        let key = rule.training.key();
        for (class, (name, _)) in classes.iter().enumerate() {
            let [_, median, _] = results.class(rule, class);
            outcome.metric(format!("{key}_{name}_rms"), median, "");
        }
        match results.settings.task {
            Task::TemporalXor => add_dips(results, rule, outcome),
            Task::Words => add_ratio(results, rule, outcome),
        }
        let check = rule.parts[0].gradient_check;
        let check = check.unwrap_or(f64::NAN);
        outcome.metric(format!("gradient_check_{key}"), check, "");
        let diverged = rule.parts.iter().filter(|part| part.diverged.is_some());
        outcome.metric(format!("{key}_diverged"), diverged.count() as f64, "");
    }
    for floor in &results.floors {
        for (class, (name, _)) in classes.iter().enumerate() {
            let value = results.floor_of_class(floor, class);
            outcome.metric(format!("{}_{name}_rms", floor.key), value, "");
        }
    }
}

/// Share of the networks whose error is at every third bit below that of both bits beside it.
fn add_dips(results: &Results, rule: &Trained, outcome: &mut Outcome) {
    let dips = |part: &Part, symbols: &[Symbol]| {
        let at = |place| results.at_place(symbols, &part.errors, place);
        let mut thirds = (2..results.places()).step_by(3);
        let all = thirds.all(|place| {
            at(place) < at(place - 1) && at(place) < at((place + 1) % results.places())
        });
        f64::from(u8::from(all))
    };
    let values = results.values(rule, dips);
    let share = values.iter().sum::<f64>() / values.len() as f64;
    outcome.metric(
        format!("{}_share_with_dips", rule.training.key()),
        share,
        "",
    );
}

/// How much worse first letters are foretold than the others, and each number of first letters.
fn add_ratio(results: &Results, rule: &Trained, outcome: &mut Outcome) {
    let key = rule.training.key();
    let [_, ratio, _] = results.quartiles(rule, |part, symbols| {
        let rms = |class| class_rms(results.settings, symbols, &part.errors, class);
        rms(0) / rms(1)
    });
    outcome.metric(format!("{key}_ratio"), ratio, "");
    if results.numbers.len() > MOST_NUMBERS {
        return;
    }
    for (k, name) in results.numbers.iter().enumerate() {
        let [_, median, _] = results.quartiles(rule, |part, symbols| {
            results.of_number(symbols, &part.errors, 0, k)
        });
        let name = name.en.replace(' ', "_");
        outcome.metric(format!("{key}_first_letters_{name}_rms"), median, "");
    }
}

/// Every rule beside the ideal predictors.
pub fn table(results: &Results) -> Table {
    let classes = results.settings.task.classes();
    let of_rule = |rule: &Trained| {
        let mut row = vec![Cell::Text(rule.training.label())];
        row.extend((0..classes.len()).map(|class| {
            let [low, middle, high] = results.class(rule, class);
            Cell::Spread {
                low,
                middle,
                high,
                decimals: 4,
            }
        }));
        row
    };
    let mut rows: Vec<Vec<Cell>> = results.rules.iter().map(of_rule).collect();
    for floor in &results.floors {
        let mut row = vec![Cell::Text(floor.label.clone())];
        row.extend((0..classes.len()).map(|class| Cell::Number {
            value: results.floor_of_class(floor, class),
            decimals: 4,
        }));
        rows.push(row);
    }
    let mut header = vec![Text::new("predictor", "предсказатель")];
    header.extend(classes.into_iter().map(|(_, label)| label));
    Table {
        name: "errors".into(),
        caption: Text::new(
            "Root mean squared error on a fresh stream (median [quartiles] over the networks)",
            "Среднеквадратичная ошибка на новом потоке (медиана [квартили] по сетям)",
        ),
        header,
        rows,
    }
}

/// Networks that diverged.
pub fn notes(results: &Results) -> Vec<Text> {
    let mut notes = Vec::new();
    for rule in &results.rules {
        let mut diverged = rule.parts.iter().filter_map(|part| part.diverged);
        let Some(pass) = diverged.next() else {
            continue;
        };
        let (count, of) = (1 + diverged.count(), rule.parts.len());
        let label = rule.training.label();
        notes.push(Text::new(
            format!(
                "{}: {count} of {of} networks diverged, the first in pass {pass}; they are left out. \
                 A lower learning rate helps.",
                label.en
            ),
            format!(
                "{}: разошлось сетей: {count} из {of}, первая на проходе {pass}; они не учтены. \
                 Помогает меньшая скорость обучения.",
                label.ru
            ),
        ));
    }
    notes
}
