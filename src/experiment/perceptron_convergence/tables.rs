//! Metrics, tables and series of the sets, of the learning and of the cycle.

use super::bound::{Group, SetResult};
use super::cycling::Cycle;
use super::learning::Lesson;
use crate::math::statistics::{median, quartiles};
use crate::outcome::{Cell, Column, Outcome, Series, Table, Text};
use crate::threshold::End;

fn number(value: f64, decimals: usize) -> Cell {
    Cell::Number { value, decimals }
}

/// Adds mistakes and bounds of all sets.
pub fn add_sets(sets: &[SetResult], outcome: &mut Outcome) {
    let ratios: Vec<f64> = sets.iter().map(SetResult::ratio).collect();
    let violations = ratios.iter().filter(|ratio| **ratio > 1.0).count();
    let unconverged = sets.iter().filter(|set| !set.is_converged).count();
    outcome.metric("sets", sets.len() as f64, "");
    outcome.metric("violations", violations as f64, "");
    outcome.metric("unconverged", unconverged as f64, "");
    outcome.metric(
        "largest_ratio",
        ratios.iter().copied().fold(0.0, f64::max),
        "",
    );
    outcome.metric("median_ratio", median(&ratios), "");
    let orthogonal = sets
        .iter()
        .filter(|set| matches!(set.group, Group::Orthogonal { .. }));
    let least = orthogonal
        .map(SetResult::ratio)
        .fold(f64::INFINITY, f64::min);
    if least.is_finite() {
        outcome.metric("orthogonal_ratio", least, "");
    }
    if unconverged > 0 {
        outcome.notes.push(Text::new(
            format!("{unconverged} sets were not learned within max_passes; their mistakes go on."),
            format!("Множеств, не выученных за max_passes проходов: {unconverged}; их ошибки продолжаются."),
        ));
    }
    outcome.tables.push(table_of_sets(sets));
    outcome.series.push(series_of_sets(sets));
}

fn table_of_sets(sets: &[SetResult]) -> Table {
    let mut groups: Vec<Group> = sets.iter().map(|set| set.group).collect();
    groups.dedup();
    let row = |group: &Group| {
        let of = || sets.iter().filter(|set| set.group == *group);
        let spread = |value: fn(&SetResult) -> f64, decimals| {
            let values: Vec<f64> = of().map(value).collect();
            let [low, middle, high] = quartiles(&values);
            Cell::Spread {
                low,
                middle,
                high,
                decimals,
            }
        };
        let kind = match group {
            Group::Planted { margin, .. } => {
                let digits = margin.to_string();
                Text::new(digits.clone(), digits.replace('.', ","))
            }
            Group::Orthogonal { .. } => Text::new("orthogonal", "ортогональные"),
        };
        vec![
            number(group.dimension() as f64, 0),
            Cell::Text(kind),
            number(of().count() as f64, 0),
            spread(|set| set.margin, 3),
            spread(|set| set.bound, 0),
            spread(|set| set.mistakes as f64, 0),
            spread(|set| set.passes as f64, 0),
            number(of().map(SetResult::ratio).fold(0.0, f64::max), 4),
        ]
    };
    Table {
        name: "sets".into(),
        caption: Text::new(
            "Mistakes of the perceptron and Novikoff's bound: medians with quartiles",
            "Ошибки перцептрона и граница Новикова: медианы с квартилями",
        ),
        header: vec![
            Text::new("inputs", "входов"),
            Text::new("planted margin", "заданный зазор"),
            Text::new("sets", "множеств"),
            Text::new("widest margin γ", "наибольший зазор γ"),
            Text::new("bound (R/γ)²", "граница (R/γ)²"),
            Text::new("mistakes", "ошибок"),
            Text::new("passes", "проходов"),
            Text::new("largest mistakes/bound", "наибольшее ошибок/границы"),
        ],
        rows: groups.iter().map(row).collect(),
    }
}

fn series_of_sets(sets: &[SetResult]) -> Series {
    let column = |name: &str, of: fn(&SetResult) -> f64| Column {
        name: name.into(),
        unit: String::new(),
        values: sets.iter().map(of).collect(),
    };
    Series {
        name: "sets".into(),
        columns: vec![
            column("inputs", |set| set.group.dimension() as f64),
            column("margin", |set| set.margin),
            column("bound", |set| set.bound),
            column("mistakes", |set| set.mistakes as f64),
            column("passes", |set| set.passes as f64),
        ],
    }
}

/// Adds how the one set was learned.
pub fn add_lesson(lesson: &Lesson, outcome: &mut Outcome) {
    let examples = lesson.named.points.len() as f64;
    let is_converged = f64::from(u8::from(lesson.end == End::Converged));
    outcome.metric("learning_mistakes", lesson.total_mistakes() as f64, "");
    outcome.metric("learning_passes", lesson.mistakes.len() as f64, "");
    outcome.metric("learning_converged", is_converged, "");
    outcome.metric(
        "learning_most_right",
        lesson.most_right as f64 / examples,
        "",
    );
    if let (Some(margin), Some(bound)) = (lesson.margin, lesson.bound()) {
        outcome.metric("learning_margin", margin, "");
        outcome.metric("learning_bound", bound, "");
    } else {
        outcome.notes.push(Text::new(
            "No line separates the examples learned from: training on them never ends by itself.",
            "Обучающие примеры линейно неразделимы: обучение на них само не закончится.",
        ));
    }
}

/// Adds how the truth table went.
pub fn add_cycle(cycle: &Cycle, outcome: &mut Outcome) {
    let is_converged = f64::from(u8::from(cycle.end == End::Converged));
    let most = cycle.right.iter().copied().max().unwrap_or(0);
    let norm = cycle.steps.iter().map(|step| step.norm).fold(0.0, f64::max);
    outcome.metric("cycle_converged", is_converged, "");
    outcome.metric("cycle_start_passes", cycle.start() as f64, "");
    outcome.metric("cycle_period_passes", cycle.period() as f64, "");
    outcome.metric("cycle_mistakes_per_pass", cycle.mistakes_per_pass(), "");
    outcome.metric("cycle_most_right", most as f64, "");
    outcome.metric("cycle_largest_norm", norm, "");
    if cycle.end == End::MaxPasses {
        outcome.notes.push(Text::new(
            "The truth table neither was learned nor cycled within cycling.max_passes.",
            "Таблица истинности за cycling.max_passes проходов не выучена, и цикл не замкнулся.",
        ));
    }
}
