//! Wall-clock seconds: what changes from run to run and is compared with nothing, `timings.md`.

use super::table::{self, markdown_grid, significant};
use super::words::words;
use crate::outcome::{Language, Table};

/// How long an experiment took.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timed {
    /// Its name.
    pub experiment: String,
    /// Of the whole experiment.
    pub seconds: f64,
    /// What the experiment measured itself.
    pub tables: Vec<Table>,
}

/// `timings.md`: a heading, the seconds of every experiment, and the tables of those that have any.
pub fn markdown(timed: &[Timed], language: Language) -> String {
    let words = words(language);
    let mut text = format!("# {}\n\n", words["timings"]);
    let row = |name: &str, seconds: f64| vec![name.to_owned(), significant(seconds, 3)];
    let mut rows: Vec<Vec<String>> = timed
        .iter()
        .map(|timed| row(&timed.experiment, timed.seconds))
        .collect();
    let sum = timed.iter().map(|timed| timed.seconds).sum();
    rows.push(row(words["in_all"], sum));
    let header = [words["experiment"], words["seconds"]].map(String::from);
    text.push_str(&markdown_grid(&header, &[false, true], &rows));
    for timed in timed.iter().filter(|timed| !timed.tables.is_empty()) {
        text.push_str(&format!("\n## {}\n", timed.experiment));
        for table in &timed.tables {
            text.push('\n');
            text.push_str(&table::markdown(table, language));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::{Cell, Text};

    #[test]
    fn every_experiment_has_its_seconds_and_its_own_tables() {
        let table = Table {
            name: "seconds".into(),
            caption: Text::new("Seconds of a run", "Секунды запуска"),
            header: vec![Text::same("iris")],
            rows: vec![vec![Cell::Spread {
                low: 0.11,
                middle: 0.125,
                high: 0.2,
                decimals: 3,
            }]],
        };
        let timed = |experiment: &str, seconds: f64, tables| Timed {
            experiment: experiment.into(),
            seconds,
            tables,
        };
        let all = [timed("a", 1.25, Vec::new()), timed("b/c", 2.5, vec![table])];
        assert_eq!(
            markdown(&all, Language::Ru),
            "# Секунды (на этой машине; не сравниваются)\n\n\
             | Эксперимент | Секунды |\n| --- | ---: |\n\
             | a | 1.25 |\n| b/c | 2.5 |\n| Всего | 3.75 |\n\n\
             ## b/c\n\nСекунды запуска\n\n\
             | iris |\n| ---: |\n| 0.125 [0.110, 0.200] |\n"
        );
    }
}
