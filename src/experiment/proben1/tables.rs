//! Test errors and epochs beside the published ones.

use super::published::{MeanSd, Published};
use super::summary::{Measured, Results};
use crate::outcome::{Cell, Table, Text};

/// Every table of the outcome.
pub fn all(results: &Results) -> Vec<Table> {
    vec![errors(results), epochs(results)]
}

/// `3.52 ± 0.04`; a dash where there is no number.
fn spread(of: MeanSd, decimals: usize) -> Cell {
    let MeanSd { mean, sd } = of;
    Cell::Text(Text::same(if mean.is_nan() {
        "–".into()
    } else if sd.is_nan() {
        format!("{mean:.decimals$}")
    } else {
        format!("{mean:.decimals$} ± {sd:.decimals$}")
    }))
}

fn published(measured: &Measured, of: fn(Published) -> MeanSd, decimals: usize) -> Cell {
    let nothing = MeanSd {
        mean: f64::NAN,
        sd: f64::NAN,
    };
    spread(measured.published.map_or(nothing, of), decimals)
}

/// Problem, network and number of runs.
fn names(measured: &Measured) -> [Cell; 3] {
    [
        Cell::Text(Text::same(&measured.problem)),
        Cell::Text(measured.name()),
        Cell::Number {
            value: measured.runs() as f64,
            decimals: 0,
        },
    ]
}

fn header(others: impl IntoIterator<Item = Text>) -> Vec<Text> {
    let names = [
        Text::new("problem", "задача"),
        Text::new("network", "сеть"),
        Text::new("runs", "запусков"),
    ];
    names.into_iter().chain(others).collect()
}

fn errors(results: &Results) -> Table {
    let row = |measured: &Measured| {
        let numbers = [
            spread(measured.of(|part| part.test), 2),
            published(measured, |published| published.test, 2),
            Cell::Number {
                value: measured.deviation(),
                decimals: 2,
            },
            spread(measured.of(|part| part.wrong), 2),
            published(measured, |published| published.wrong, 2),
        ];
        names(measured).into_iter().chain(numbers).collect()
    };
    Table {
        name: "errors".into(),
        caption: Text::new(
            "Squared error percentage and wrong answers on the test set at the least validation error, mean ± SD",
            "Процент квадратичной ошибки и доля неверных ответов на тесте при наименьшей ошибке валидации, среднее ± стандартное отклонение",
        ),
        header: header([
            Text::new("test error, %", "ошибка на тесте, %"),
            Text::new("published", "опубликовано"),
            Text::new(
                "deviation, published SDs",
                "отклонение в опубл. станд. откл.",
            ),
            Text::new("wrong, %", "неверно, %"),
            Text::new("published", "опубликовано"),
        ]),
        rows: results.measured.iter().map(row).collect(),
    }
}

fn epochs(results: &Results) -> Table {
    let row = |measured: &Measured| {
        let numbers = [
            spread(measured.of(|part| part.total), 0),
            published(measured, |published| published.total, 0),
            spread(measured.of(|part| part.relevant), 0),
            published(measured, |published| published.relevant, 0),
            spread(measured.of(|part| part.overfit), 2),
            published(measured, |published| published.overfit, 2),
        ];
        names(measured).into_iter().chain(numbers).collect()
    };
    Table {
        name: "epochs".into(),
        caption: Text::new(
            "Epochs trained (total), epochs to the least validation error (relevant) and generalisation loss at the end, mean ± SD",
            "Всего эпох обучения, эпох до наименьшей ошибки валидации (значимых) и потеря обобщения в конце, среднее ± стандартное отклонение",
        ),
        header: header([
            Text::new("total epochs", "всего эпох"),
            Text::new("published", "опубликовано"),
            Text::new("relevant epochs", "значимых эпох"),
            Text::new("published", "опубликовано"),
            Text::new("loss at the end, %", "потеря в конце, %"),
            Text::new("published", "опубликовано"),
        ]),
        rows: results.measured.iter().map(row).collect(),
    }
}
