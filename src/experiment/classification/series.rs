//! The files of numbers: every answer, so that anybody can check the measures with another program,
//! and the losses of the first run.

use super::results::Results;
use crate::outcome::{Column, Series};
use crate::train::Record;

/// Most answers in a file; with more only the first repeat is written.
const MOST_ANSWERS: usize = 50_000;

/// Every file.
pub fn all(results: &Results) -> Vec<Series> {
    vec![predictions(results), history(&results.parts[0].history)]
}

fn column(name: impl Into<String>, values: impl Iterator<Item = f64>) -> Column {
    Column {
        name: name.into(),
        unit: String::new(),
        values: values.collect(),
    }
}

/// A row for each example of each repeat: repeat, fold, row of the table, actual and predicted class,
/// probability of each class; all counted from 0.
fn predictions(results: &Results) -> Series {
    let answers = results.judged.iter().map(|judged| judged.predicted.len());
    let written = match answers.sum::<usize>() {
        0..=MOST_ANSWERS => results.repeats(),
        _ => 1,
    };
    let repeats = || results.judged[..written].iter().enumerate();
    let classes = results.classes();
    let whole = |number: &usize| *number as f64;
    let mut columns = Vec::new();
    if written > 1 {
        let numbers = repeats().flat_map(|(repeat, judged)| {
            std::iter::repeat_n(repeat as f64, judged.predicted.len())
        });
        columns.push(column("repeat", numbers));
    }
    if results.folds() > 1 {
        let folds = repeats().flat_map(|(_, judged)| &judged.answers.folds);
        columns.push(column("fold", folds.map(whole)));
    }
    let rows = repeats().flat_map(|(_, judged)| &judged.answers.rows);
    columns.push(column("row", rows.map(whole)));
    let actual = repeats().flat_map(|(_, judged)| &judged.answers.actual);
    columns.push(column("actual", actual.map(whole)));
    let predicted = repeats().flat_map(|(_, judged)| &judged.predicted);
    columns.push(column("predicted", predicted.map(whole)));
    for (class, name) in classes.iter().enumerate() {
        let probabilities = repeats().flat_map(|(_, judged)| {
            let of_class = judged.answers.probabilities.iter().skip(class);
            of_class.step_by(classes.len()).copied()
        });
        columns.push(column(format!("p({name})"), probabilities));
    }
    Series {
        name: "predictions".into(),
        columns,
    }
}

fn history(records: &[Record]) -> Series {
    let of = |name: &str, number: fn(&Record) -> f64| column(name, records.iter().map(number));
    let mut columns = vec![
        of("iteration", |record| record.iteration as f64),
        of("epoch", |record| record.epoch as f64),
        of("loss", |record| record.loss),
    ];
    if records.iter().any(|record| !record.validation.is_nan()) {
        columns.push(of("validation", |record| record.validation));
    }
    columns.push(of("gradient_equivalents", |record| {
        record.counts.gradient_equivalents
    }));
    Series {
        name: "history".into(),
        columns,
    }
}
