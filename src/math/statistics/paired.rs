//! t-tests of paired results: two methods on the same splits of one data set.
//!
//! With the differences d₁ … d_J, their mean d̄ and unbiased variance s²,
//!
//! t = d̄ / √(c s²), ν = J − 1,
//!
//! where c = 1/J in the paired t-test (Student 1908, Biometrika 6:1), whose pairs are independent,
//! and c = 1/J + n_test/n_train in the corrected resampled t-test (Nadeau & Bengio 2003, Mach.
//! Learn. 52:239): splits of one data set share their training examples, and the plain test
//! would find far too many differences.

use super::distributions::t_two_sided;
use super::{mean, variance};

/// What a paired test finds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PairedTest {
    /// d̄, the mean of x − y.
    pub mean_difference: f64,
    /// The statistic; ±∞ where all differences are one and the same number other than 0.
    pub t: f64,
    /// ν = J − 1.
    pub degrees_of_freedom: f64,
    /// Two-sided: how often so large a |t| would come were there no difference. 1 where x and y
    /// are equal throughout, 0 where they differ by a constant: a variance of 0 leaves no doubt.
    /// NaN for fewer than two pairs and where a difference is not finite (a result that diverged).
    pub p: f64,
}

/// Student's paired t-test of x against y.
///
/// # Panics
/// When the samples differ in length.
pub fn t_test(x: &[f64], y: &[f64]) -> PairedTest {
    test(x, y, 0.0)
}

/// The corrected resampled t-test of x against y, each pair from one random split (or one fold) of
/// the same data. `test_to_train` is n_test/n_train: 1/(k − 1) for k folds, repeated or not.
///
/// ```
/// use galvani::math::statistics::paired::corrected_t_test;
/// // d̄ = 2 and s² = 2 of two splits, half of the data tested: t = 2/√((1/2 + 1)·2).
/// let test = corrected_t_test(&[4.0, 6.0], &[3.0, 3.0], 1.0);
/// assert!((test.t - 2.0 / 3.0_f64.sqrt()).abs() < 1e-15);
/// ```
///
/// # Panics
/// When the samples differ in length or the ratio is negative or not finite.
pub fn corrected_t_test(x: &[f64], y: &[f64], test_to_train: f64) -> PairedTest {
    assert!(
        test_to_train >= 0.0 && test_to_train.is_finite(),
        "{test_to_train} is no ratio of examples tested to examples trained on"
    );
    test(x, y, test_to_train)
}

fn test(x: &[f64], y: &[f64], test_to_train: f64) -> PairedTest {
    assert_eq!(x.len(), y.len(), "pairs");
    let differences: Vec<f64> = x.iter().zip(y).map(|(x, y)| x - y).collect();
    let pairs = differences.len() as f64;
    let t = statistic(&differences, 1.0 / pairs + test_to_train);
    PairedTest {
        mean_difference: mean(&differences),
        t,
        degrees_of_freedom: pairs - 1.0,
        p: t_two_sided(t, pairs - 1.0),
    }
}

/// d̄/√(c s²).
fn statistic(differences: &[f64], c: f64) -> f64 {
    if differences.len() < 2 || differences.iter().any(|d| !d.is_finite()) {
        return f64::NAN;
    }
    // The mean of equal numbers may differ from them in the last digit, and then s² is not 0.
    let first = differences[0];
    if differences.iter().all(|d| *d == first) {
        return if first == 0.0 {
            0.0
        } else {
            f64::INFINITY.copysign(first)
        };
    }
    mean(differences) / (c * variance(differences)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn students_own_example() {
        // Additional hours of sleep gained by two drugs, ten patients (Student 1908; R's data set
        // `sleep`): t = −4.0621, ν = 9, p = 0.002833.
        let one = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        let two = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
        let test = t_test(&one, &two);
        assert_relative_eq!(test.mean_difference, -1.58, max_relative = 1e-14);
        assert_relative_eq!(test.t, -4.0621, epsilon = 5e-5);
        assert_relative_eq!(test.p, 0.002833, epsilon = 5e-7);
        assert_eq!(test.degrees_of_freedom, 9.0);
    }

    #[test]
    fn the_correction_scales_t_by_the_share_of_the_test_part() {
        let (x, y) = ([3.0, 5.0, 4.0, 8.0], [1.0, 4.0, 4.0, 5.0]);
        let (plain, corrected) = (t_test(&x, &y), corrected_t_test(&x, &y, 1.0 / 9.0));
        // √((1/4) / (1/4 + 1/9)) = √(9/13).
        let scale = (9.0_f64 / 13.0).sqrt();
        assert_relative_eq!(corrected.t, scale * plain.t, max_relative = 1e-14);
        assert!(corrected.p > plain.p);
        assert_eq!(corrected_t_test(&x, &y, 0.0), plain);
    }

    #[test]
    fn no_variance_leaves_no_doubt() {
        let x = [0.1, 0.7, 0.3];
        let equal = corrected_t_test(&x, &x, 0.25);
        assert_eq!((equal.t, equal.p), (0.0, 1.0));
        let constant = t_test(&[1.0, 2.0, 3.0], &[1.5, 2.5, 3.5]);
        assert_eq!((constant.t, constant.p), (f64::NEG_INFINITY, 0.0));
        // The mean of three 0.1 is not 0.1 in binary.
        assert_eq!(t_test(&[0.1; 3], &[0.0; 3]).t, f64::INFINITY);
    }

    #[test]
    fn tests_that_cannot_be_made_are_nan() {
        assert!(t_test(&[1.0], &[2.0]).p.is_nan());
        assert!(t_test(&[], &[]).p.is_nan());
        let diverged = [1.0, f64::INFINITY, 2.0];
        assert!(t_test(&diverged, &[1.0, 2.0, 3.0]).p.is_nan());
        assert!(t_test(&[f64::INFINITY; 2], &[0.0; 2]).p.is_nan());
        assert!(t_test(&diverged, &diverged).p.is_nan());
    }
}
