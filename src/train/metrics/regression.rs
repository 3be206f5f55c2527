//! Measures of predicted numbers. `predicted` and `actual` hold `outputs` numbers for each of N
//! examples, one example after the other; of several outputs all measures are the plain mean over
//! the outputs, as by default in scikit-learn. With y the actual and ŷ the predicted number:
//!
//! | measure | of one output |
//! |---|---|
//! | RMSE | √(Σ (y − ŷ)²/N) |
//! | MAE | Σ abs(y − ŷ)/N |
//! | R² | 1 − Σ (y − ŷ)²/Σ (y − ȳ)² |

/// The mean over the outputs of a measure of (predicted, actual) pairs.
fn mean_over_outputs(
    predicted: &[f64],
    actual: &[f64],
    outputs: usize,
    measure: impl Fn(&[(f64, f64)]) -> f64,
) -> f64 {
    assert_eq!(predicted.len(), actual.len(), "one prediction a number");
    let of_output = |output: usize| {
        let pairs = predicted.iter().copied().zip(actual.iter().copied());
        let pairs: Vec<(f64, f64)> = pairs.skip(output).step_by(outputs).collect();
        measure(&pairs)
    };
    (0..outputs).map(of_output).sum::<f64>() / outputs as f64
}

fn squares(pairs: &[(f64, f64)]) -> f64 {
    pairs.iter().map(|(p, a)| (a - p) * (a - p)).sum()
}

/// RMSE, in the unit of the numbers; NaN without examples.
///
/// # Panics
/// When the slices have different lengths, here and below.
pub fn root_mean_squared_error(predicted: &[f64], actual: &[f64], outputs: usize) -> f64 {
    mean_over_outputs(predicted, actual, outputs, |pairs| {
        (squares(pairs) / pairs.len() as f64).sqrt()
    })
}

/// MAE, in the unit of the numbers; NaN without examples.
pub fn mean_absolute_error(predicted: &[f64], actual: &[f64], outputs: usize) -> f64 {
    mean_over_outputs(predicted, actual, outputs, |pairs| {
        pairs.iter().map(|(p, a)| (a - p).abs()).sum::<f64>() / pairs.len() as f64
    })
}

/// R², the coefficient of determination: 1 is perfect, 0 as good as the mean of the actual numbers,
/// below 0 worse. Where the actual numbers of an output are all the same it is 1 for predictions that
/// are right and 0 for others, as in scikit-learn; there rounding in ȳ can hide that they are. NaN for
/// fewer than two examples.
pub fn r_squared(predicted: &[f64], actual: &[f64], outputs: usize) -> f64 {
    mean_over_outputs(predicted, actual, outputs, |pairs| {
        if pairs.len() < 2 {
            return f64::NAN;
        }
        let unexplained = squares(pairs);
        let constant = pairs.iter().all(|&(_, a)| a == pairs[0].1);
        if constant && !unexplained.is_nan() {
            return f64::from(u8::from(unexplained == 0.0));
        }
        let mean = pairs.iter().map(|(_, a)| a).sum::<f64>() / pairs.len() as f64;
        let variation: f64 = pairs.iter().map(|(_, a)| (a - mean) * (a - mean)).sum();
        1.0 - unexplained / variation
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    const ACTUAL: [f64; 4] = [1.0, 2.0, 3.0, 6.0];
    const PREDICTED: [f64; 4] = [1.0, 3.0, 3.0, 4.0];

    #[test]
    fn one_output_worked_by_hand() {
        // Errors 0, 1, 0, −2; Σ (y − 3)² = 14.
        let rmse = root_mean_squared_error(&PREDICTED, &ACTUAL, 1);
        assert_relative_eq!(rmse, 1.25_f64.sqrt());
        assert_eq!(mean_absolute_error(&PREDICTED, &ACTUAL, 1), 0.75);
        assert_relative_eq!(r_squared(&PREDICTED, &ACTUAL, 1), 9.0 / 14.0);
    }

    #[test]
    fn of_several_outputs_the_mean() {
        // Outputs (1, 3) and (2, 6), predicted (1, 3) and (3, 4).
        let rmse = root_mean_squared_error(&PREDICTED, &ACTUAL, 2);
        assert_relative_eq!(rmse, 2.5_f64.sqrt() / 2.0);
        assert_eq!(mean_absolute_error(&PREDICTED, &ACTUAL, 2), 0.75);
        // R² = 1 and 1 − 5/8.
        assert_relative_eq!(r_squared(&PREDICTED, &ACTUAL, 2), 1.375 / 2.0);
    }

    #[test]
    fn constant_numbers_are_explained_by_what_is_right_alone() {
        // The mean of three 0.1 is not 0.1.
        let constant = [0.1; 3];
        assert_eq!(r_squared(&constant, &constant, 1), 1.0);
        assert_eq!(r_squared(&[0.1, 0.1, 0.2], &constant, 1), 0.0);
        assert!(r_squared(&[0.1, f64::NAN, 0.2], &constant, 1).is_nan());
        assert!(r_squared(&[1.0], &[1.0], 1).is_nan());
    }
}
