//! What is measured on the test part.

use crate::math::statistics::mean;
use crate::outcome::Text;
use crate::train::metrics::{ClassificationScores, RegressionScores};

/// One number about the answers on the test part.
pub struct Measure {
    /// Part of the names of metrics.
    pub name: &'static str,
    english: &'static str,
    russian: &'static str,
    /// Digits behind the point in tables.
    pub decimals: usize,
}

impl Measure {
    /// What it is called in figures and tables.
    pub fn text(&self) -> Text {
        Text::new(self.english, self.russian)
    }
}

macro_rules! measures {
    ($($name:literal, $english:literal, $russian:literal, $decimals:literal;)+) => {
        &[$(Measure { name: $name, english: $english, russian: $russian, decimals: $decimals }),+]
    };
}

/// Of answers that are classes.
pub const OF_CLASSES: &[Measure] = measures! {
    "accuracy", "accuracy", "доля верных ответов", 3;
    "macro_precision", "precision (macro)", "точность (макро)", 3;
    "macro_recall", "recall (macro)", "полнота (макро)", 3;
    "macro_f1", "F1 (macro)", "F1 (макро)", 3;
    "log_loss_nats", "log-loss, nats", "логарифмическая ошибка, нат", 3;
    "mcc", "MCC", "MCC", 3;
    "roc_auc", "ROC AUC", "площадь под ROC", 3;
};

/// Of answers that are numbers.
pub const OF_NUMBERS: &[Measure] = measures! {
    "rmse", "RMSE", "RMSE", 4;
    "mae", "MAE", "MAE", 4;
    "r_squared", "R²", "R²", 3;
};

/// The numbers of a classifier, in the order of [`OF_CLASSES`].
pub fn of_classes(scores: &ClassificationScores) -> Vec<f64> {
    vec![
        scores.accuracy,
        scores.macro_precision,
        scores.macro_recall,
        scores.macro_f1,
        scores.log_loss,
        scores.mcc,
        scores.roc_auc,
    ]
}

/// The numbers of a regression, in the order of [`OF_NUMBERS`].
pub fn of_numbers(scores: &RegressionScores) -> Vec<f64> {
    vec![scores.rmse, scores.mae, scores.r_squared]
}

/// The mean over runs, of those in which the measure is defined (an area under a ROC curve needs
/// both kinds of examples).
pub fn mean_of_defined(sample: &[f64]) -> f64 {
    let defined: Vec<f64> = sample.iter().copied().filter(|x| !x.is_nan()).collect();
    mean(&defined)
}
