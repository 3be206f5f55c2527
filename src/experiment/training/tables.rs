//! What every run needed and reached.

use super::results::{Results, final_loss, reason};
use crate::experiment::supervised::Spread;
use crate::outcome::{Cell, Table, Text};

/// Every table of the outcome.
pub fn all(results: &Results) -> Vec<Table> {
    vec![measures(results)]
}

fn measures(results: &Results) -> Table {
    let has_test = results.sizes().test > 0;
    let classifies = has_test
        && results
            .runs()
            .all(|(_, parts)| !parts[0].test_wrong.is_nan());
    let has_published = results
        .settings
        .runs
        .iter()
        .any(|run| run.published_iterations.is_some());
    let mut header = vec![
        Text::new("run", "запуск"),
        Text::new("iterations", "итераций"),
    ];
    if has_published {
        header.push(Text::new("published", "опубликовано"));
    }
    header.extend([
        Text::new("gradient-equivalents", "вычислений градиента"),
        Text::new("final training loss", "конечная ошибка обучения"),
    ]);
    if has_test {
        header.push(Text::new("test loss", "ошибка на тесте"));
    }
    if classifies {
        header.push(Text::new("wrong on the test, %", "неверно на тесте, %"));
    }
    header.push(Text::new(
        "reached the target; the first run ended by",
        "достигли цели; причина конца первого запуска",
    ));
    let rows = results.runs().map(|(run, parts)| {
        let iterations = results.iterations(run, parts);
        let mut row = vec![Cell::Text(run.text()), Spread::of(&iterations).cell(0)];
        if has_published {
            row.push(match run.published_iterations {
                Some(value) => Cell::Number { value, decimals: 0 },
                None => Cell::Text(Text::same("–")),
            });
        }
        row.push(
            results
                .spread(parts, |part| part.counts.gradient_equivalents)
                .cell(0),
        );
        row.push(results.spread(parts, final_loss).cell(5));
        if has_test {
            row.push(results.spread(parts, |part| part.test_loss).cell(5));
        }
        if classifies {
            row.push(
                results
                    .spread(parts, |part| 100.0 * part.test_wrong)
                    .cell(2),
            );
        }
        let (reached, of) = (
            iterations.iter().filter(|n| n.is_finite()).count(),
            parts.len(),
        );
        let why = reason(parts[0].stop);
        row.push(Cell::Text(match results.target(run) {
            Some(_) => Text::new(
                format!("{reached} of {of}; {}", why.en),
                format!("{reached} из {of}; {}", why.ru),
            ),
            None => why,
        }));
        row
    });
    Table {
        name: "runs".into(),
        caption: Text::new(
            "Median [quartiles, where they differ] over the repeats; a repeat that missed the target counts as infinitely many iterations",
            "Медиана [квартили, если они различны] по повторам; повтор, не достигший цели, считается за бесконечное число итераций",
        ),
        rows: rows.collect(),
        header,
    }
}
