//! Friedman's test: do k methods differ on N problems?
//!
//! Within each problem the methods are ranked, the best 1; r_ij is the rank of method j on problem
//! i, R_j the mean of a column and c = (k + 1)/2 the mean of all. With ties, which share the mean of
//! their ranks,
//!
//! χ²_F = N(k − 1) · SS_m/SS, SS_m = N Σ_j (R_j − c)², SS = Σ_ij (r_ij − c)²
//!
//! is to be compared with χ² of k − 1 degrees of freedom (Friedman 1937, J. Am. Stat. Assoc. 32:675;
//! the form with ties: Conover 1999, *Practical Nonparametric Statistics*, ch. 5.8; it is what SciPy
//! and R compute). Without ties SS = N k(k² − 1)/12, and the usual formula
//! 12N/(k(k + 1)) · (Σ R_j² − k(k + 1)²/4) follows, which Demšar (2006, J. Mach. Learn. Res. 7:1)
//! uses with ties too. The test is conservative; better is
//!
//! F_F = (N − 1) χ²_F / (N(k − 1) − χ²_F) = (N − 1) SS_m/(SS − SS_m)
//!
//! with F of k − 1 and (k − 1)(N − 1) degrees of freedom (Iman & Davenport 1980, Commun. Stat. A9:571).

use super::distributions::{chi_square_tail, f_tail};
use crate::math::ranks::ranks;

/// What Friedman's test finds.
#[derive(Clone, Debug, PartialEq)]
pub struct Friedman {
    /// N.
    pub problems: usize,
    /// R_j of each method, 1 to k, lower is better.
    pub mean_ranks: Vec<f64>,
    /// χ²_F with the correction for ties; 0 where all methods are tied on all problems.
    pub chi_square: f64,
    /// P(χ² > χ²_F) were the methods equal.
    pub p: f64,
    /// F_F; infinite where all problems rank the methods alike, NaN for one problem.
    pub f: f64,
    /// P(F > F_F) were the methods equal.
    pub p_of_f: f64,
    /// The factor 12 SS/(N k(k² − 1)): 1 without ties. [`Friedman::chi_square`] times it is the
    /// statistic without the correction.
    pub tie_factor: f64,
}

/// Friedman's test. A row holds the results of all methods on one problem; lower is better, and NaN
/// counts as +∞, a failure: worse than every number, tied with other failures.
///
/// ```
/// use galvani::math::statistics::friedman;
/// // Both problems rank the three alike.
/// let test = friedman::test(&[[1.0, 2.0, 3.0], [0.1, 0.2, 0.4]]);
/// assert_eq!(test.mean_ranks, [1.0, 2.0, 3.0]);
/// assert_eq!(test.chi_square, 4.0); // N(k − 1)
/// assert!((test.p - (-2.0_f64).exp()).abs() < 1e-15);
/// ```
///
/// # Panics
/// When there is no problem, fewer than two methods, or the rows differ in length.
pub fn test(results: &[impl AsRef<[f64]>]) -> Friedman {
    let problems = results.len();
    assert!(problems > 0, "Friedman's test needs a problem");
    let methods = results[0].as_ref().len();
    assert!(methods > 1, "Friedman's test needs two methods or more");
    let (n, k) = (problems as f64, methods as f64);

    // Ranks are multiples of a half, so all sums are exact and the comparisons with 0 are too.
    let centre = 0.5 * (k + 1.0);
    let mut sums = vec![0.0; methods];
    let mut all_squares = 0.0;
    for row in results {
        let row = row.as_ref();
        assert_eq!(row.len(), methods, "results of each method on each problem");
        for (sum, rank) in sums.iter_mut().zip(row_ranks(row)) {
            *sum += rank - centre;
            all_squares += (rank - centre) * (rank - centre);
        }
    }
    // N·SS_m and N·SS.
    let between = sums.iter().map(|sum| sum * sum).sum::<f64>();
    let total = n * all_squares;

    let tied_throughout = total == 0.0;
    let chi_square = if tied_throughout {
        0.0
    } else {
        n * (k - 1.0) * between / total
    };
    let f = if tied_throughout {
        0.0
    } else {
        (n - 1.0) * between / (total - between)
    };
    Friedman {
        problems,
        mean_ranks: sums.iter().map(|sum| centre + sum / n).collect(),
        chi_square,
        p: chi_square_tail(chi_square, k - 1.0),
        f,
        p_of_f: f_tail(f, k - 1.0, (k - 1.0) * (n - 1.0)),
        tie_factor: 12.0 * all_squares / (n * k * (k * k - 1.0)),
    }
}

fn row_ranks(row: &[f64]) -> Vec<f64> {
    // −0 becomes 0, so that the two are tied.
    let comparable = |x: &f64| if x.is_nan() { f64::INFINITY } else { x + 0.0 };
    ranks(&row.iter().map(comparable).collect::<Vec<f64>>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn the_statistic_is_an_analysis_of_variance_of_the_ranks() {
        let results = [
            [0.3, 0.1, 0.1, 0.9],
            [0.2, 0.4, 0.3, 0.9],
            [0.5, 0.5, 0.1, 0.5],
            [0.3, 0.2, 0.1, 0.4],
        ];
        let ranks = [
            [3.0, 1.5, 1.5, 4.0],
            [1.0, 3.0, 2.0, 4.0],
            [3.0, 3.0, 1.0, 3.0],
            [3.0, 2.0, 1.0, 4.0],
        ];
        // Of methods: means 2.5, 2.375, 1.375, 3.75; of all squares: residuals row by row.
        let test = test(&results);
        assert_eq!(test.mean_ranks, [2.5, 2.375, 1.375, 3.75]);
        let (mut of_methods, mut residual, mut all) = (0.0, 0.0, 0.0);
        for row in ranks {
            for (rank, mean) in row.iter().zip(&test.mean_ranks) {
                of_methods += (mean - 2.5).powi(2);
                residual += (rank - mean).powi(2);
                all += (rank - 2.5).powi(2);
            }
        }
        assert_relative_eq!(
            test.f,
            (of_methods / 3.0) / (residual / 9.0),
            max_relative = 1e-14
        );
        assert_relative_eq!(
            test.chi_square,
            12.0 * of_methods / all,
            max_relative = 1e-14
        );
        // Two rows of ties, t = 2 and t = 3: 1 − Σ(t³ − t)/(N k(k² − 1)) = 1 − 30/240.
        assert_relative_eq!(test.tie_factor, 0.875, max_relative = 1e-14);
    }

    #[test]
    fn failures_are_last_and_tied() {
        let never = f64::INFINITY;
        let test = test(&[
            [1.0, never, f64::NAN],
            [2.0, 1.0, -f64::NAN],
            [0.0, -0.0, 1.0],
        ]);
        assert_eq!(test.mean_ranks, [1.5, 5.0 / 3.0, 8.5 / 3.0].map(|r: f64| r));
    }

    #[test]
    fn full_agreement_no_difference_and_one_problem() {
        let agreed = test(&[[1.0, 2.0, 3.0], [1.0, 5.0, 7.0], [0.0, 1.0, 9.0]]);
        assert_eq!(
            (agreed.chi_square, agreed.f, agreed.p_of_f),
            (6.0, f64::INFINITY, 0.0)
        );
        let tied = test(&[[1.0; 3]; 5]);
        assert_eq!(
            (tied.chi_square, tied.p, tied.f, tied.p_of_f),
            (0.0, 1.0, 0.0, 1.0)
        );
        let single = test(&[[1.0, 2.0]]);
        assert!(single.f.is_nan() && single.p_of_f.is_nan());
        assert_eq!(single.chi_square, 1.0);
    }
}
