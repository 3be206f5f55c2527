//! Measures of a classifier on examples with known classes.
//!
//! With TP, FP and FN the true positives, false positives and false negatives of one class:
//! precision = TP/(TP + FP), recall = TP/(TP + FN), F₁ = 2TP/(2TP + FP + FN). Where a divisor is 0
//! the measure is 0. Macro averages are plain means over the classes that occur among the actual or
//! the predicted ones. Definitions and conventions are those of scikit-learn (`zero_division = 0`;
//! Pedregosa et al. 2011, J. Mach. Learn. Res. 12:2825).
//!
//! ```
//! use galvani::train::metrics::Confusion;
//!
//! let confusion = Confusion::of(2, &[0, 0, 1, 1], &[0, 1, 1, 1]);
//! assert_eq!(confusion.accuracy(), 0.75);
//! assert_eq!(confusion.recall(0), 0.5);
//! ```

use crate::math;

/// How often each class was taken for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confusion {
    classes: usize,
    /// `counts[actual * classes + predicted]`.
    counts: Vec<u64>,
}

fn ratio(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

impl Confusion {
    /// Counts pairs of an actual and a predicted class, each below `classes`.
    ///
    /// # Panics
    /// When the slices have different lengths or a class is out of range.
    pub fn of(classes: usize, actual: &[usize], predicted: &[usize]) -> Self {
        assert_eq!(actual.len(), predicted.len(), "one prediction an example");
        let mut counts = vec![0; classes * classes];
        for (&actual, &predicted) in actual.iter().zip(predicted) {
            assert!(actual < classes && predicted < classes, "a known class");
            counts[actual * classes + predicted] += 1;
        }
        Confusion { classes, counts }
    }

    /// How many examples of class `actual` were taken for class `predicted`.
    pub fn count(&self, actual: usize, predicted: usize) -> u64 {
        self.counts[actual * self.classes + predicted]
    }

    /// Examples of the class.
    pub fn support(&self, class: usize) -> u64 {
        (0..self.classes).map(|p| self.count(class, p)).sum()
    }

    fn predictions(&self, class: usize) -> u64 {
        (0..self.classes).map(|a| self.count(a, class)).sum()
    }

    /// Share of examples whose class was predicted.
    pub fn accuracy(&self) -> f64 {
        let right = (0..self.classes)
            .map(|class| self.count(class, class))
            .sum();
        ratio(right, self.counts.iter().sum())
    }

    /// TP/(TP + FP).
    pub fn precision(&self, class: usize) -> f64 {
        ratio(self.count(class, class), self.predictions(class))
    }

    /// TP/(TP + FN).
    pub fn recall(&self, class: usize) -> f64 {
        ratio(self.count(class, class), self.support(class))
    }

    /// 2TP/(2TP + FP + FN), the harmonic mean of precision and recall.
    pub fn f1(&self, class: usize) -> f64 {
        let whole = self.support(class) + self.predictions(class);
        ratio(2 * self.count(class, class), whole)
    }

    /// The mean of F₁ over the classes that occur.
    pub fn macro_f1(&self) -> f64 {
        let occurring: Vec<f64> = (0..self.classes)
            .filter(|&class| self.support(class) + self.predictions(class) > 0)
            .map(|class| self.f1(class))
            .collect();
        if occurring.is_empty() {
            return 0.0;
        }
        occurring.iter().sum::<f64>() / occurring.len() as f64
    }
}

/// The class of the largest probability in each row of `classes` (the first of equal ones).
pub fn most_probable(probabilities: &[f64], classes: usize) -> Vec<usize> {
    probabilities
        .chunks_exact(classes)
        .map(|row| {
            let mut best = 0;
            for (class, &p) in row.iter().enumerate() {
                if p > row[best] {
                    best = class;
                }
            }
            best
        })
        .collect()
}

/// −(1/N) Σ ln p, p being the probability given to the actual class, at least 2⁻⁵² as in
/// scikit-learn. NaN for probabilities that are, and for no examples.
pub fn log_loss(probabilities: &[f64], classes: usize, actual: &[usize]) -> f64 {
    let rows = probabilities.chunks_exact(classes).zip(actual);
    let sum: f64 = rows
        .map(|(row, &class)| {
            let p = row[class];
            // Not `max`, which would turn NaN into a number.
            -math::ln(if p < f64::EPSILON { f64::EPSILON } else { p })
        })
        .sum();
    sum / actual.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    /// Rows are actual classes: 3 1 0 / 1 2 2 / 0 0 1.
    fn three_classes() -> Confusion {
        let actual = [0, 0, 0, 0, 1, 1, 1, 1, 1, 2];
        let predicted = [0, 0, 0, 1, 0, 1, 1, 2, 2, 2];
        Confusion::of(3, &actual, &predicted)
    }

    #[test]
    fn three_classes_worked_by_hand() {
        let confusion = three_classes();
        assert_relative_eq!(confusion.accuracy(), 0.6);
        let by_hand = [
            (3.0 / 4.0, 3.0 / 4.0, 3.0 / 4.0, 4),
            (2.0 / 3.0, 2.0 / 5.0, 1.0 / 2.0, 5),
            (1.0 / 3.0, 1.0, 1.0 / 2.0, 1),
        ];
        for (class, (precision, recall, f1, support)) in by_hand.into_iter().enumerate() {
            assert_relative_eq!(confusion.precision(class), precision);
            assert_relative_eq!(confusion.recall(class), recall);
            assert_relative_eq!(confusion.f1(class), f1);
            assert_eq!(confusion.support(class), support);
        }
        assert_relative_eq!(confusion.macro_f1(), 1.75 / 3.0);
    }

    #[test]
    fn a_class_that_is_never_predicted_counts_as_0_and_one_that_never_occurs_not_at_all() {
        // Class 1 is never predicted, class 2 occurs nowhere: F₁ = 2/3, 0, –.
        let confusion = Confusion::of(3, &[0, 1], &[0, 0]);
        assert_eq!(confusion.precision(1), 0.0);
        assert_eq!(confusion.recall(2), 0.0);
        assert_relative_eq!(confusion.macro_f1(), 1.0 / 3.0);
    }

    #[test]
    fn log_loss_is_the_mean_of_minus_ln_p() {
        let probabilities = [0.5, 0.5, 0.9, 0.1, 0.25, 0.75];
        let by_hand = (2f64.ln() + 10f64.ln() + (4f64 / 3.0).ln()) / 3.0;
        assert_relative_eq!(log_loss(&probabilities, 2, &[0, 1, 1]), by_hand);
        // Certainty in the wrong class costs ln 2⁵².
        assert_relative_eq!(log_loss(&[1.0, 0.0], 2, &[1]), 52.0 * 2f64.ln());
        assert!(log_loss(&[f64::NAN, 0.5], 2, &[0]).is_nan());
    }

    #[test]
    fn the_first_of_equal_probabilities_wins() {
        assert_eq!(most_probable(&[0.4, 0.4, 0.2, 0.1, 0.3, 0.6], 3), [0, 2]);
    }
}
