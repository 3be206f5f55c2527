//! Means over the repeats, and the table of the methods.

use super::judged::{Judged, judged};
use super::learn::Part;
use super::{VectorQuantisation, figures};
use crate::math::statistics::mean;
use crate::outcome::{Cell, Outcome, Table, Text};

/// The outcome of all repeats.
pub fn outcome(settings: &VectorQuantisation, parts: &[Part]) -> Outcome {
    let methods = judged(settings, parts);
    let mut outcome = Outcome::default();
    for method in &methods {
        let stem = method.stem;
        outcome.metric(format!("{stem}accuracy"), method.mean(), "");
        if method.test.len() > 1 {
            outcome.metric(format!("{stem}accuracy_sd"), method.deviation(), "");
        }
        outcome.metric(format!("{stem}training_accuracy"), mean(&method.train), "");
    }
    outcome.metric("prototypes", parts[0].prototypes as f64, "");
    let last = &parts[0].looks[parts[0].looks.len() - 1];
    outcome.metric("steps", last.step as f64, "");
    outcome.tables.push(table(&methods, parts));
    outcome.figures = figures::all(settings, parts, &methods);
    if parts.len() > 1 {
        let count = parts.len();
        outcome.notes.push(Text::new(
            format!("Numbers are means of {count} repeats; regions are those of the first."),
            format!("Числа — средние по {count} повторам; области показаны для первого."),
        ));
    }
    outcome
}

fn table(methods: &[Judged], parts: &[Part]) -> Table {
    let number = |value: f64| Cell::Number { value, decimals: 4 };
    let row = |method: &Judged| {
        vec![
            Cell::Text(method.name.clone()),
            number(mean(&method.train)),
            number(method.mean()),
            number(method.deviation()),
        ]
    };
    let (train, test) = parts[0].sizes;
    Table {
        name: "accuracy".into(),
        caption: Text::new(
            format!(
                "The part classified rightly, of {train} examples for training and {test} for the test"
            ),
            format!("Доля верных ответов, {train} примеров обучающей и {test} контрольной выборки"),
        ),
        header: vec![
            Text::new("method", "метод"),
            Text::new("training", "обучение"),
            Text::new("test", "контроль"),
            Text::new(
                "standard deviation over repeats",
                "стандартное отклонение по повторам",
            ),
        ],
        rows: methods.iter().map(row).collect(),
    }
}
