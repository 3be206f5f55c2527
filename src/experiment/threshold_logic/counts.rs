//! How many Boolean functions one unit computes: by Chow's parameters, and up to four inputs also one
//! by one, by asking each for its widest margin.

use crate::experiment::{Context, Failure};
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Cell, Figure, Outcome, Table, Text};
use crate::threshold::{Examples, count_threshold_functions, max_margin};

/// Inputs up to which every function is tried.
const MOST_TRIED: usize = 4;
/// Functions between two looks at whether the user wants to stop.
const STRETCH: u32 = 4096;

/// The counts for one number of inputs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Count {
    pub inputs: usize,
    pub by_chow: u64,
    pub by_margin: Option<u64>,
}

/// Counts.
pub fn count(inputs: usize, context: &Context) -> Result<Count, Failure> {
    let by_margin = match inputs {
        ..=MOST_TRIED => Some(separable(inputs, context)?),
        _ => None,
    };
    Ok(Count {
        inputs,
        by_chow: count_threshold_functions(inputs),
        by_margin,
    })
}

/// How many of all functions have a margin.
fn separable(inputs: usize, context: &Context) -> Result<u64, Failure> {
    let rows = 1usize << inputs;
    let mut table = vec![false; rows];
    let mut found = 0;
    // A function and its negation are separable together: those with y = 0 in the last row do.
    for function in 0..1u32 << (rows - 1) {
        if function % STRETCH == 0 {
            context.go_on()?;
        }
        for (row, value) in table.iter_mut().enumerate() {
            *value = function >> row & 1 == 1;
        }
        if max_margin(&Examples::of_truth_table(inputs, &table)).is_some() {
            found += 2;
        }
    }
    Ok(found)
}

/// 2^(2^n).
fn all(inputs: usize) -> f64 {
    2_f64.powi(1 << inputs)
}

/// Most ways in which hyperplanes can divide the 2^n corners, were they in general position:
/// 2 Σ_{i ≤ n} C(2^n − 1, i) (Schläfli 1852; Cover 1965).
fn cover(inputs: usize) -> f64 {
    let points = (1_u64 << inputs) as f64;
    let mut binomial = 1.0;
    let mut sum = 1.0;
    for i in 1..=inputs {
        binomial *= (points - i as f64) / i as f64;
        sum += binomial;
    }
    2.0 * sum
}

/// Adds metrics, table and figure.
pub fn add(counts: &[Count], outcome: &mut Outcome) {
    if counts.is_empty() {
        return;
    }
    for count in counts {
        let name = format!("threshold_functions_{}", count.inputs);
        outcome.metric(&name, count.by_chow as f64, "");
        if let Some(by_margin) = count.by_margin {
            outcome.metric(format!("{name}_by_margin"), by_margin as f64, "");
        }
    }
    outcome.tables.push(table(counts));
    outcome.figures.push(figure(counts));
}

fn table(counts: &[Count]) -> Table {
    let whole = |value: f64| Cell::Number { value, decimals: 0 };
    let row = |count: &Count| {
        let share = count.by_chow as f64 / all(count.inputs);
        vec![
            whole(count.inputs as f64),
            Cell::Text(power(count.inputs)),
            whole(count.by_chow as f64),
            count
                .by_margin
                .map_or_else(|| Cell::Text(Text::same("")), |found| whole(found as f64)),
            whole(cover(count.inputs)),
            Cell::Text(percent(share)),
        ]
    };
    Table {
        name: "threshold_functions".into(),
        caption: Text::new(
            "Functions of n inputs that one unit computes",
            "Функции n входов, вычислимые одним нейроном",
        ),
        header: vec![
            Text::same("n"),
            Text::new("all functions", "всех функций"),
            Text::new(
                "of one unit, by Chow's parameters",
                "одним нейроном, по параметрам Чоу",
            ),
            Text::new("by margin, one by one", "перебором, по зазору"),
            Text::new("Cover's bound", "граница Ковера"),
            Text::new("share", "доля"),
        ],
        rows: counts.iter().map(row).collect(),
    }
}

fn power(inputs: usize) -> Text {
    match inputs {
        ..=4 => Text::same(format!("{}", all(inputs))),
        _ => Text::same(format!("2^{}", 1 << inputs)),
    }
}

fn percent(share: f64) -> Text {
    let digits = if share < 1e-3 {
        format!("{:.1e} %", 100.0 * share)
    } else {
        format!("{:.1} %", 100.0 * share)
    };
    Text::new(digits.clone(), digits.replace('.', ","))
}

fn figure(counts: &[Count]) -> Figure {
    let x: Vec<f64> = counts.iter().map(|count| count.inputs as f64).collect();
    let curve = |f: fn(usize) -> f64| counts.iter().map(|count| f(count.inputs)).collect();
    let mut marks = Vec::new();
    marks.extend(Mark::joined(
        Text::new("all functions, 2^(2ⁿ)", "все функции, 2^(2ⁿ)"),
        Style::of("class-0").radius(5.0),
        x.clone(),
        curve(all),
    ));
    marks.push(Mark::Line {
        label: Text::new("Cover's bound", "граница Ковера"),
        style: Style::of("reference").width(1.8),
        x: x.clone(),
        y: curve(cover),
    });
    marks.extend(Mark::joined(
        Text::new("computed by one unit", "вычислимые одним нейроном"),
        Style::of("class-1").width(3.0).radius(7.0),
        x,
        counts.iter().map(|count| count.by_chow as f64).collect(),
    ));
    let last = counts.len() as f64;
    let inputs = Text::new("inputs n", "входов n");
    let functions = Text::new("Boolean functions", "булевых функций");
    Figure::single(
        "threshold_functions",
        Text::new(
            "What one unit cannot do: nearly everything, from a few inputs on",
            "Чего не может один нейрон: уже при немногих входах — почти всего",
        ),
        Panel::new(
            Axis::linear(inputs).from_to(0.7, last + 0.3).whole(),
            Axis::log(functions),
            marks,
        ),
    )
}
