//! The measures that are told of every repeat, and of every class.

use super::judged::Judged;
use crate::experiment::supervised::snake_case;
use crate::outcome::Text;

/// A measure of all classes together.
pub struct Measure {
    /// The metric's name.
    pub name: &'static str,
    english: &'static str,
    russian: &'static str,
    value: fn(&Judged) -> f64,
}

const fn measure(
    name: &'static str,
    english: &'static str,
    russian: &'static str,
    value: fn(&Judged) -> f64,
) -> Measure {
    Measure {
        name,
        english,
        russian,
        value,
    }
}

/// All of them, in the order of the table.
pub const MEASURES: &[Measure] = &[
    measure(
        "accuracy",
        "accuracy",
        "доля верных ответов",
        |judged| judged.confusion.accuracy(),
    ),
    measure(
        "balanced_accuracy",
        "balanced accuracy",
        "сбалансированная доля верных",
        |judged| judged.confusion.balanced_accuracy(),
    ),
    measure(
        "macro_precision",
        "precision, macro average",
        "точность, среднее по классам",
        |judged| judged.confusion.macro_average().precision,
    ),
    measure(
        "macro_recall",
        "recall, macro average",
        "полнота, среднее по классам",
        |judged| judged.confusion.macro_average().recall,
    ),
    measure(
        "macro_f1",
        "F₁, macro average",
        "F₁, среднее по классам",
        |judged| judged.confusion.macro_average().f1,
    ),
    measure(
        "weighted_precision",
        "precision, weighted average",
        "точность, взвешенное среднее",
        |judged| judged.confusion.weighted_average().precision,
    ),
    measure(
        "weighted_recall",
        "recall, weighted average",
        "полнота, взвешенное среднее",
        |judged| judged.confusion.weighted_average().recall,
    ),
    measure(
        "weighted_f1",
        "F₁, weighted average",
        "F₁, взвешенное среднее",
        |judged| judged.confusion.weighted_average().f1,
    ),
    measure(
        "mcc",
        "Matthews' correlation",
        "корреляция Мэттьюза",
        |judged| judged.scores.mcc,
    ),
    measure(
        "cohens_kappa",
        "Cohen's κ",
        "каппа Коэна",
        |judged| judged.confusion.cohens_kappa(),
    ),
    measure("log_loss", "log-loss, nats", "log-loss, нат", |judged| {
        judged.scores.log_loss
    }),
    measure(
        "brier_score",
        "Brier score",
        "показатель Брайера",
        |judged| judged.brier_score,
    ),
    measure(
        "roc_auc",
        "ROC AUC, macro average",
        "ROC AUC, среднее по классам",
        |judged| judged.areas.macro_average(),
    ),
    measure(
        "weighted_roc_auc",
        "ROC AUC, weighted average",
        "ROC AUC, взвешенное среднее",
        |judged| judged.areas.weighted_average(),
    ),
];

impl Measure {
    /// What it is called.
    pub fn text(&self) -> Text {
        Text::new(self.english, self.russian)
    }

    /// Its value; NaN where a network has diverged.
    pub fn of(&self, judged: &Judged) -> f64 {
        if judged.is_known() {
            (self.value)(judged)
        } else {
            f64::NAN
        }
    }
}

/// A measure of one class: the end of the metric's name and the value.
pub struct ClassMeasure {
    pub name: &'static str,
    value: fn(&Judged, usize) -> f64,
}

/// All of them.
pub const CLASS_MEASURES: &[ClassMeasure] = &[
    ClassMeasure {
        name: "precision",
        value: |judged, class| judged.confusion.precision(class),
    },
    ClassMeasure {
        name: "recall",
        value: |judged, class| judged.confusion.recall(class),
    },
    ClassMeasure {
        name: "f1",
        value: |judged, class| judged.confusion.f1(class),
    },
    ClassMeasure {
        name: "support",
        value: |judged, class| judged.confusion.support(class) as f64,
    },
    ClassMeasure {
        name: "roc_auc",
        value: |judged, class| judged.areas.areas[class],
    },
];

impl ClassMeasure {
    /// Its value; NaN where a network has diverged.
    pub fn of(&self, judged: &Judged, class: usize) -> f64 {
        if judged.is_known() {
            (self.value)(judged, class)
        } else {
            f64::NAN
        }
    }
}

/// How the metrics of each class begin: `class_<name>`, or its number from 1 where the name has no
/// letters or digits or is another's.
pub fn stems(classes: &[String]) -> Vec<String> {
    let mut stems: Vec<String> = Vec::new();
    for (place, class) in classes.iter().enumerate() {
        let named = format!("class_{}", snake_case(class));
        let is_free = named != "class_" && !stems.contains(&named);
        stems.push(if is_free {
            named
        } else {
            format!("class_number_{}", place + 1)
        });
    }
    stems
}
