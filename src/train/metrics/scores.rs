//! The customary measures of a classifier or of predicted numbers in one call.

use super::{
    Confusion, OneVersusRest, log_loss, mean_absolute_error, most_probable, r_squared,
    root_mean_squared_error,
};

/// How good a classifier is on examples of known classes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClassificationScores {
    /// Share of examples whose class is the most probable one.
    pub accuracy: f64,
    /// Mean precision of the classes.
    pub macro_precision: f64,
    /// Mean recall of the classes.
    pub macro_recall: f64,
    /// Mean F₁ of the classes.
    pub macro_f1: f64,
    /// Mean −ln of the probability of the actual class, in nats.
    pub log_loss: f64,
    /// Matthews' correlation coefficient.
    pub mcc: f64,
    /// Area under the receiver operating characteristic: see [`OneVersusRest::macro_average`].
    pub roc_auc: f64,
}

impl ClassificationScores {
    /// From the probabilities of `classes` for each example and its actual class. All scores are NaN
    /// where a probability is: a network that has diverged gives no answer that could be judged.
    ///
    /// ```
    /// use galvani::train::metrics::ClassificationScores;
    ///
    /// let scores = ClassificationScores::of(&[0.9, 0.1, 0.2, 0.8, 0.6, 0.4], 2, &[0, 1, 1]);
    /// assert_eq!(scores.accuracy, 2.0 / 3.0);
    /// assert_eq!((scores.mcc, scores.roc_auc), (0.5, 1.0));
    /// ```
    ///
    /// # Panics
    /// When there is not one row of probabilities for each example, or a class is out of range.
    pub fn of(probabilities: &[f64], classes: usize, actual: &[usize]) -> Self {
        if probabilities.iter().any(|p| p.is_nan()) {
            return ClassificationScores::UNKNOWN;
        }
        let predicted = most_probable(probabilities, classes);
        let confusion = Confusion::of(classes, actual, &predicted);
        let average = confusion.macro_average();
        ClassificationScores {
            accuracy: confusion.accuracy(),
            macro_precision: average.precision,
            macro_recall: average.recall,
            macro_f1: average.f1,
            log_loss: log_loss(probabilities, classes, actual),
            mcc: confusion.matthews_correlation(),
            roc_auc: OneVersusRest::of(probabilities, classes, actual).macro_average(),
        }
    }

    const UNKNOWN: ClassificationScores = ClassificationScores {
        accuracy: f64::NAN,
        macro_precision: f64::NAN,
        macro_recall: f64::NAN,
        macro_f1: f64::NAN,
        log_loss: f64::NAN,
        mcc: f64::NAN,
        roc_auc: f64::NAN,
    };
}

/// How good predicted numbers are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RegressionScores {
    /// Root of the mean squared error, in the unit of the numbers.
    pub rmse: f64,
    /// Mean absolute error, in the unit of the numbers.
    pub mae: f64,
    /// Coefficient of determination.
    pub r_squared: f64,
}

impl RegressionScores {
    /// From `outputs` predicted and actual numbers for each example; of several outputs the means.
    ///
    /// # Panics
    /// When the slices have different lengths.
    pub fn of(predicted: &[f64], actual: &[f64], outputs: usize) -> Self {
        RegressionScores {
            rmse: root_mean_squared_error(predicted, actual, outputs),
            mae: mean_absolute_error(predicted, actual, outputs),
            r_squared: r_squared(predicted, actual, outputs),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_that_has_diverged_has_no_scores() {
        let scores = ClassificationScores::of(&[1.0, 0.0, f64::NAN, f64::NAN], 2, &[0, 0]);
        for score in [scores.accuracy, scores.mcc, scores.log_loss, scores.roc_auc] {
            assert!(score.is_nan());
        }
    }
}
