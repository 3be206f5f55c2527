//! Means over the repeats, and the table of the methods.

use super::learn::{Accuracy, Part};
use super::{VectorQuantisation, figures};
use crate::math::statistics::{mean, standard_deviation};
use crate::outcome::{Cell, Outcome, Table, Text};

/// One method's accuracies in all repeats.
pub struct Judged {
    pub name: Text,
    /// Of its metrics.
    pub stem: &'static str,
    pub train: Vec<f64>,
    pub test: Vec<f64>,
}

impl Judged {
    pub fn mean(&self) -> f64 {
        mean(&self.test)
    }

    /// 0 for one repeat.
    pub fn deviation(&self) -> f64 {
        match self.test.len() {
            1 => 0.0,
            _ => standard_deviation(&self.test),
        }
    }
}

/// All methods; the first is LVQ1.
pub fn judged(settings: &VectorQuantisation, parts: &[Part]) -> Vec<Judged> {
    let judge = |name, stem, of: &dyn Fn(&Part) -> Accuracy| Judged {
        name,
        stem,
        train: parts.iter().map(|part| of(part).train).collect(),
        test: parts.iter().map(|part| of(part).test).collect(),
    };
    let last = |part: &Part| part.looks[part.looks.len() - 1].accuracy;
    let mut all = vec![
        judge(Text::same("LVQ1"), "", &last),
        judge(
            Text::new(
                "its prototypes before learning",
                "те же прототипы до обучения",
            ),
            "initial_",
            &|part| part.looks[0].accuracy,
        ),
        judge(
            Text::new("nearest class mean", "ближайшее среднее класса"),
            "nearest_mean_",
            &|part| part.nearest_mean,
        ),
    ];
    let k = settings.neighbours;
    if let Some(Some(_)) = parts.first().map(|part| part.nearest_neighbours) {
        let name = match k {
            1 => Text::new("nearest neighbour", "ближайший сосед"),
            _ => Text::new(
                format!("{k} nearest neighbours"),
                format!("k\u{a0}ближайших соседей, k\u{a0}=\u{a0}{k}"),
            ),
        };
        all.push(judge(name, "nearest_neighbours_", &|part| {
            let nothing = Accuracy {
                train: f64::NAN,
                test: f64::NAN,
            };
            part.nearest_neighbours.unwrap_or(nothing)
        }));
    }
    all
}

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
