//! Which class was taken for which, and the measures that follow from it.
//!
//! With TP, FP and FN the true positives, false positives and false negatives of one class:
//! precision = TP/(TP + FP), recall = TP/(TP + FN), F₁ = 2TP/(2TP + FP + FN). Where a divisor is 0
//! the measure is 0 (scikit-learn's `zero_division = 0`). Macro averages are plain means over the
//! classes that occur among the actual or the predicted ones, weighted averages weigh each class by
//! its examples.
//!
//! ```
//! use galvani::train::metrics::Confusion;
//!
//! let confusion = Confusion::of(2, &[0, 0, 1, 1], &[0, 1, 1, 1]);
//! assert_eq!(confusion.accuracy(), 0.75);
//! assert_eq!(confusion.recall(0), 0.5);
//! ```

/// How often each class was taken for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confusion {
    classes: usize,
    /// `counts[actual * classes + predicted]`.
    counts: Vec<u64>,
}

/// Precision, recall and F₁ averaged over classes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Average {
    pub precision: f64,
    pub recall: f64,
    /// The average of F₁, not the harmonic mean of the averages.
    pub f1: f64,
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

    /// Number of classes.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// All examples.
    pub fn examples(&self) -> u64 {
        self.counts.iter().sum()
    }

    fn right(&self) -> u64 {
        (0..self.classes)
            .map(|class| self.count(class, class))
            .sum()
    }

    /// Share of examples whose class was predicted; 0 without examples.
    pub fn accuracy(&self) -> f64 {
        ratio(self.right(), self.examples())
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

    /// The plain mean over the classes that occur among the actual or the predicted ones.
    pub fn macro_average(&self) -> Average {
        self.average(|class| {
            if self.support(class) + self.predictions(class) > 0 {
                1.0
            } else {
                0.0
            }
        })
    }

    /// The mean weighted by the examples of each class; its recall is the accuracy.
    pub fn weighted_average(&self) -> Average {
        self.average(|class| self.support(class) as f64)
    }

    /// The mean of F₁ over the classes that occur.
    pub fn macro_f1(&self) -> f64 {
        self.macro_average().f1
    }

    fn average(&self, weight: impl Fn(usize) -> f64) -> Average {
        let mean = |measure: &dyn Fn(usize) -> f64| {
            let (sum, weights) = (0..self.classes).fold((0.0, 0.0), |(sum, weights), class| {
                let weight = weight(class);
                (sum + weight * measure(class), weights + weight)
            });
            if weights == 0.0 { 0.0 } else { sum / weights }
        };
        Average {
            precision: mean(&|class| self.precision(class)),
            recall: mean(&|class| self.recall(class)),
            f1: mean(&|class| self.f1(class)),
        }
    }

    /// The mean of recall over the classes that have examples; NaN without examples.
    pub fn balanced_accuracy(&self) -> f64 {
        let with_examples = (0..self.classes).filter(|&class| self.support(class) > 0);
        let (sum, classes) = with_examples.fold((0.0, 0), |(sum, classes), class| {
            (sum + self.recall(class), classes + 1)
        });
        sum / f64::from(classes)
    }

    /// How actual and predicted classes go together: n examples, c of them right, tₖ actual and pₖ
    /// predicted ones of class k.
    fn agreement(&self) -> Agreement {
        let dot = |a: &dyn Fn(usize) -> u64, b: &dyn Fn(usize) -> u64| -> f64 {
            (0..self.classes)
                .map(|class| a(class) as f64 * b(class) as f64)
                .sum()
        };
        let (actual, predicted) = (|class| self.support(class), |class| self.predictions(class));
        Agreement {
            examples: self.examples() as f64,
            right: self.right() as f64,
            by_chance: dot(&actual, &predicted),
            actual: dot(&actual, &actual),
            predicted: dot(&predicted, &predicted),
        }
    }

    /// Matthews' correlation coefficient of any number of classes, from −1 (for two classes) over 0
    /// (no better than chance) to 1 (perfect):
    ///
    /// R_K = (c n − Σ tₖ pₖ)/√((n² − Σ pₖ²)(n² − Σ tₖ²))
    ///
    /// for n examples, c of them right, tₖ actual and pₖ predicted ones of class k; 0 where all
    /// examples are of one class or all answers are (Matthews 1975, Biochim. Biophys. Acta 405:442;
    /// Gorodkin 2004, Comput. Biol. Chem. 28:367).
    pub fn matthews_correlation(&self) -> f64 {
        let Agreement {
            examples: n,
            right,
            by_chance,
            actual,
            predicted,
        } = self.agreement();
        let variances = (n * n - predicted) * (n * n - actual);
        if variances == 0.0 {
            return 0.0;
        }
        (right * n - by_chance) / variances.sqrt()
    }

    /// Cohen's κ = (p₀ − pₑ)/(1 − pₑ), p₀ the accuracy and pₑ = Σ tₖ pₖ/n² what chance would give;
    /// NaN where examples and answers are all of one class (Cohen 1960, Educ. Psychol. Meas. 20:37).
    pub fn cohens_kappa(&self) -> f64 {
        let Agreement {
            examples: n,
            right,
            by_chance,
            ..
        } = self.agreement();
        1.0 - n * (n - right) / (n * n - by_chance)
    }
}

struct Agreement {
    examples: f64,
    right: f64,
    /// Σ tₖ pₖ, Σ tₖ², Σ pₖ².
    by_chance: f64,
    actual: f64,
    predicted: f64,
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
        let average = confusion.weighted_average();
        assert_relative_eq!(average.precision, (3.0 + 10.0 / 3.0 + 1.0 / 3.0) / 10.0);
        assert_relative_eq!(average.recall, 0.6);
        assert_relative_eq!(average.f1, 0.6);
        assert_relative_eq!(confusion.balanced_accuracy(), 2.15 / 3.0);
    }

    #[test]
    fn agreement_beyond_chance_worked_by_hand() {
        // n = 10, c = 6, t = (4, 5, 1), p = (4, 3, 3): Σ tp = 34, Σ p² = 34, Σ t² = 42.
        let confusion = three_classes();
        assert_relative_eq!(
            confusion.matthews_correlation(),
            26.0 / (66.0_f64 * 58.0).sqrt()
        );
        assert_relative_eq!(confusion.cohens_kappa(), 26.0 / 66.0, epsilon = 1e-15);
        // Of two classes: (TP·TN − FP·FN)/√((TP+FP)(TP+FN)(TN+FP)(TN+FN)) with
        // TP = 2, TN = 1, FP = 1, FN = 0.
        let two = Confusion::of(2, &[0, 0, 1, 1], &[0, 1, 1, 1]);
        assert_relative_eq!(two.matthews_correlation(), 2.0 / 12_f64.sqrt());
        let opposite = Confusion::of(2, &[0, 1], &[1, 0]);
        assert_eq!(opposite.matthews_correlation(), -1.0);
        let one_answer = Confusion::of(2, &[0, 1], &[0, 0]);
        assert_eq!(one_answer.matthews_correlation(), 0.0);
        assert!(Confusion::of(2, &[0], &[0]).cohens_kappa().is_nan());
    }

    #[test]
    fn a_class_that_is_never_predicted_counts_as_0_and_one_that_never_occurs_not_at_all() {
        // Class 1 is never predicted, class 2 occurs nowhere: F₁ = 2/3, 0, –.
        let confusion = Confusion::of(3, &[0, 1], &[0, 0]);
        assert_eq!(confusion.precision(1), 0.0);
        assert_eq!(confusion.recall(2), 0.0);
        assert_relative_eq!(confusion.macro_f1(), 1.0 / 3.0);
    }
}
