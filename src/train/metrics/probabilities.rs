//! What probabilities of the classes are worth: log-loss and Brier score.

use crate::math;

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

/// −(1/N) Σ ln p, p being the probability given to the actual class, at least ε = 2⁻⁵² and at most
/// 1 − ε as in scikit-learn; in nats. NaN for probabilities that are, and for no examples.
pub fn log_loss(probabilities: &[f64], classes: usize, actual: &[usize]) -> f64 {
    let rows = probabilities.chunks_exact(classes).zip(actual);
    let sum: f64 = rows
        // NaN stays what it is.
        .map(|(row, &class)| -math::ln(row[class].clamp(f64::EPSILON, 1.0 - f64::EPSILON)))
        .sum();
    sum / actual.len() as f64
}

/// (1/N) Σ (p − t)² over examples and classes, t being 1 at the actual class and 0 elsewhere: from 0
/// to 2 (Brier 1950, Mon. Weather Rev. 78:1). For two classes half of it, the squared error of one of
/// their probabilities, as in scikit-learn. NaN for probabilities that are, and for no examples.
pub fn brier_score(probabilities: &[f64], classes: usize, actual: &[usize]) -> f64 {
    let rows = probabilities.chunks_exact(classes).zip(actual);
    let sum: f64 = rows
        .map(|(row, &actual)| {
            let deviation = |(class, &p): (usize, &f64)| p - f64::from(u8::from(class == actual));
            let deviations = row.iter().enumerate().map(deviation);
            deviations.map(|d| d * d).sum::<f64>()
        })
        .sum();
    let scale = if classes < 3 { 0.5 } else { 1.0 };
    scale * sum / actual.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn log_loss_is_the_mean_of_minus_ln_p() {
        let probabilities = [0.5, 0.5, 0.9, 0.1, 0.25, 0.75];
        let by_hand = (2f64.ln() + 10f64.ln() + (4f64 / 3.0).ln()) / 3.0;
        assert_relative_eq!(log_loss(&probabilities, 2, &[0, 1, 1]), by_hand);
        // Certainty in the wrong class costs ln 2⁵², in the right one 2⁻⁵².
        assert_relative_eq!(log_loss(&[1.0, 0.0], 2, &[1]), 52.0 * 2f64.ln());
        assert_relative_eq!(log_loss(&[1.0, 0.0], 2, &[0]), f64::EPSILON);
        assert!(log_loss(&[f64::NAN, 0.5], 2, &[0]).is_nan());
        assert!(log_loss(&[], 2, &[]).is_nan());
    }

    #[test]
    fn brier_score_worked_by_hand() {
        // Two classes: (0.1² + 0.4²)/2.
        assert_relative_eq!(brier_score(&[0.9, 0.1, 0.4, 0.6], 2, &[0, 1]), 0.085);
        // Three: 0.5² + 0.3² + 0.2².
        assert_relative_eq!(brier_score(&[0.5, 0.3, 0.2], 3, &[0]), 0.38);
        assert_eq!(brier_score(&[0.0, 0.0, 1.0], 3, &[0]), 2.0);
    }

    #[test]
    fn the_first_of_equal_probabilities_wins() {
        assert_eq!(most_probable(&[0.4, 0.4, 0.2, 0.1, 0.3, 0.6], 3), [0, 2]);
    }
}
