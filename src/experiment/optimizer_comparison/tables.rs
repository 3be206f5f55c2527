//! A table of measures for each data set, and one of mean ranks.

use super::summary::{Results, by_accuracy, by_training};
use crate::experiment::supervised::{name_of_method, snake_case};
use crate::outcome::{Cell, Table, Text};
use crate::train::StopReason;

/// Every table of the outcome.
pub fn all(results: &Results) -> Vec<Table> {
    let mut tables: Vec<Table> = (0..results.datasets.len())
        .map(|dataset| measures(results, dataset))
        .collect();
    tables.push(ranks(results));
    tables
}

fn measures(results: &Results, dataset: usize) -> Table {
    let name = &results.datasets[dataset];
    let (train, test) = {
        let sizes = results.sizes(dataset);
        (sizes.train_rows, sizes.test_rows)
    };
    let rows = results.methods.iter().enumerate().map(|(m, method)| {
        let spread = |number, decimals| results.spread(dataset, m, number).cell(decimals);
        let runs = results.runs(dataset, m);
        let reached = runs
            .iter()
            .filter(|part| part.stop == StopReason::TargetLoss)
            .count();
        vec![
            Cell::Text(name_of_method(method)),
            spread(|part| part.test.accuracy, 3),
            spread(|part| part.test.macro_f1, 3),
            spread(|part| part.test.log_loss, 3),
            spread(|part| part.train_loss, 5),
            spread(|part| part.counts.gradient_equivalents, 0),
            Cell::Text(Text::new(
                format!("{reached} of {}", runs.len()),
                format!("{reached} из {}", runs.len()),
            )),
        ]
    });
    Table {
        name: format!("measures_{}", snake_case(name)),
        caption: Text::new(
            format!(
                "{name} ({train} training examples, {test} test examples): median [quartiles, where they differ] over the repeats"
            ),
            format!(
                "{name} (обучающих примеров {train}, тестовых {test}): медиана [квартили, если они различны] по повторам"
            ),
        ),
        header: vec![
            Text::new("method", "метод"),
            Text::new("test accuracy", "доля верных ответов на тесте"),
            Text::new("test macro F1", "макро-F1 на тесте"),
            Text::new(
                "test log-loss, nats",
                "логарифмические потери на тесте, нат",
            ),
            Text::new("training loss, nats", "ошибка обучения, нат"),
            Text::new(
                "work, gradient-equivalents",
                "затраты, вычислений градиента",
            ),
            Text::new("reached the target loss", "достигли целевой ошибки"),
        ],
        rows: rows.collect(),
    }
}

fn ranks(results: &Results) -> Table {
    let training = results.mean_ranks(by_training);
    let accuracy = results.mean_ranks(by_accuracy);
    let rows = results.methods.iter().enumerate().map(|(m, method)| {
        let number = |value| Cell::Number { value, decimals: 2 };
        vec![
            Cell::Text(name_of_method(method)),
            number(training[m]),
            number(accuracy[m]),
        ]
    });
    Table {
        name: "mean_ranks".into(),
        caption: Text::new(
            "Mean rank over data sets and repeats, 1 being the best. Training: runs that reached the target loss by their work, then the others by their final loss",
            "Средний ранг по наборам данных и повторам, лучший — 1. Обучение: сначала запуски, достигшие целевой ошибки, по затратам, затем остальные по конечной ошибке",
        ),
        header: vec![
            Text::new("method", "метод"),
            Text::new("training", "обучение"),
            Text::new("test accuracy", "доля верных ответов на тесте"),
        ],
        rows: rows.collect(),
    }
}
