//! Answers for examples of known classes, and what they are worth.

use crate::train::metrics::{
    ClassificationScores, Confusion, OneVersusRest, RocCurve, against_rest, brier_score,
    most_probable,
};

/// The answers of a repeat, or of one of its folds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answers {
    /// The examples' rows in the table, from 0.
    pub rows: Vec<usize>,
    /// The fold in which each was tested, from 0.
    pub folds: Vec<usize>,
    pub actual: Vec<usize>,
    /// A probability for each class, example after example.
    pub probabilities: Vec<f64>,
}

impl Answers {
    /// The answers of all folds, in the order of the rows.
    pub fn pooled<'a>(folds: impl IntoIterator<Item = &'a Answers>, classes: usize) -> Self {
        let mut examples: Vec<(usize, usize, usize, &[f64])> = Vec::new();
        for answers in folds {
            let probabilities = answers.probabilities.chunks_exact(classes);
            let places = answers.rows.iter().zip(&answers.folds).zip(&answers.actual);
            examples.extend(
                places
                    .zip(probabilities)
                    .map(|(((&row, &fold), &actual), p)| (row, fold, actual, p)),
            );
        }
        examples.sort_by_key(|&(row, ..)| row);
        Answers {
            rows: examples.iter().map(|example| example.0).collect(),
            folds: examples.iter().map(|example| example.1).collect(),
            actual: examples.iter().map(|example| example.2).collect(),
            probabilities: examples
                .iter()
                .flat_map(|example| example.3)
                .copied()
                .collect(),
        }
    }
}

/// The answers of one repeat and all that is said of them.
pub struct Judged {
    pub answers: Answers,
    pub predicted: Vec<usize>,
    pub confusion: Confusion,
    pub areas: OneVersusRest,
    pub scores: ClassificationScores,
    pub brier_score: f64,
}

impl Judged {
    pub fn new(answers: Answers, classes: usize) -> Self {
        let Answers {
            actual,
            probabilities,
            ..
        } = &answers;
        let predicted = most_probable(probabilities, classes);
        Judged {
            confusion: Confusion::of(classes, actual, &predicted),
            areas: OneVersusRest::of(probabilities, classes, actual),
            scores: ClassificationScores::of(probabilities, classes, actual),
            brier_score: brier_score(probabilities, classes, actual),
            predicted,
            answers,
        }
    }

    /// Whether a network gave numbers at all; one that has diverged does not.
    pub fn is_known(&self) -> bool {
        !self.scores.accuracy.is_nan()
    }

    /// The curve of one class against all others, without points on straight lines.
    pub fn curve(&self, class: usize) -> RocCurve {
        let classes = self.confusion.classes();
        let Answers {
            actual,
            probabilities,
            ..
        } = &self.answers;
        let (scores, positive) = against_rest(probabilities, classes, actual, class);
        RocCurve::corners(&scores, &positive)
    }
}
