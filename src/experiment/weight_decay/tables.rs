//! What every ρ led to.

use super::results::Results;
use super::ridge::sum_of_squares;
use crate::outcome::{Cell, Table, Text};

/// Every table of the outcome.
pub fn all(results: &Results) -> Vec<Table> {
    vec![decays(results)]
}

fn decays(results: &Results) -> Table {
    let classifies = results.classifies();
    let mut header = vec![
        Text::same("ρ"),
        Text::new("training loss", "ошибка обучения"),
        Text::new("test loss", "ошибка на тесте"),
    ];
    if classifies {
        header.extend([
            Text::new("wrong in training, %", "неверно на обучении, %"),
            Text::new("wrong on the test, %", "неверно на тесте, %"),
        ]);
    }
    header.push(Text::new("sum of squares |w|²", "сумма квадратов |w|²"));
    let rows = results.groups.iter().map(|group| {
        let mut row = vec![
            Cell::Text(Text::same(group.decay.to_string())),
            group.spread(|part| part.train.loss).cell(4),
            group.spread(|part| part.test.loss).cell(4),
        ];
        if classifies {
            row.push(group.spread(|part| 100.0 * part.train.wrong).cell(1));
            row.push(group.spread(|part| 100.0 * part.test.wrong).cell(1));
        }
        row.push(group.spread(|part| sum_of_squares(&part.weights)).cell(2));
        row
    });
    let sizes = results.sizes();
    Table {
        name: "decays".into(),
        caption: Text::new(
            format!(
                "Median [quartiles, where they differ] over the repeats; {} training and {} test examples, {} weights",
                sizes.train, sizes.test, sizes.weights
            ),
            format!(
                "Медиана [квартили, если они различны] по повторам; примеров для обучения {}, для теста {}, весов {}",
                sizes.train, sizes.test, sizes.weights
            ),
        ),
        rows: rows.collect(),
        header,
    }
}
