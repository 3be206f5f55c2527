//! The statistics of a benchmark against SciPy, statsmodels and scikit-posthocs, and against the worked
//! examples of the papers. The reference values are written by generate.py.

use approx::{assert_abs_diff_eq, assert_relative_eq};
use galvani::math::statistics::distributions::{chi_square_tail, f_tail, t_critical, t_two_sided};
use galvani::math::statistics::paired::{corrected_t_test, t_test};
use galvani::math::statistics::{friedman, interval, multiple, nemenyi, studentized_range};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Largest deviation of a probability, relative to it.
const TOLERANCE: f64 = 1e-9;

#[derive(Deserialize)]
struct Document {
    /// Function, arguments, value.
    tails: Vec<(String, Vec<f64>, f64)>,
    studentized_range: Vec<Range>,
    /// k, α, q.
    studentized_range_quantiles: Vec<(usize, f64, f64)>,
    friedman: Vec<Friedman>,
    holm: Vec<Holm>,
    resampled: Resampled,
    means: Vec<Interval>,
    medians: Vec<Interval>,
}

#[derive(Deserialize)]
struct Range {
    k: usize,
    q: f64,
    /// By Gauss–Legendre.
    tail: f64,
    scipy: f64,
}

#[derive(Deserialize)]
struct Friedman {
    name: String,
    results: Vec<Vec<f64>>,
    mean_ranks: Vec<f64>,
    chi_square: f64,
    p: f64,
    f: f64,
    p_of_f: f64,
    nemenyi: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct Holm {
    p: Vec<f64>,
    adjusted: Vec<f64>,
}

#[derive(Deserialize)]
struct Resampled {
    scores: BTreeMap<String, Vec<f64>>,
    tests: Vec<Comparison>,
}

#[derive(Deserialize)]
struct Comparison {
    first: String,
    second: String,
    t: f64,
    p: f64,
    plain_t: f64,
    plain_p: f64,
}

#[derive(Deserialize)]
struct Interval {
    sample: Vec<f64>,
    level: f64,
    low: f64,
    high: f64,
}

fn document() -> Document {
    serde_json::from_str(include_str!("reference.json")).unwrap()
}

#[test]
fn tails_are_those_of_scipy() {
    for (function, x, expected) in document().tails {
        let found = match function.as_str() {
            "chi_square" => chi_square_tail(x[0], x[1]),
            "f" => f_tail(x[0], x[1], x[2]),
            "t" => t_two_sided(x[0], x[1]),
            "t_critical" => t_critical(x[0], x[1]),
            _ => panic!("{function}"),
        };
        let deviation = (found / expected - 1.0).abs();
        assert!(
            deviation < TOLERANCE,
            "{function}{x:?}: {found:e}, not {expected:e}"
        );
    }
}

#[test]
fn the_studentized_range_is_that_of_scipy_and_of_a_second_quadrature() {
    let document = document();
    for Range { k, q, tail, scipy } in document.studentized_range {
        let found = studentized_range::tail(q, k);
        assert_relative_eq!(found, tail, max_relative = 1e-12);
        // SciPy's own integral ends at an absolute error.
        assert_relative_eq!(found, scipy, max_relative = TOLERANCE, epsilon = 1e-15);
    }
    for (k, alpha, expected) in document.studentized_range_quantiles {
        assert_relative_eq!(
            studentized_range::quantile(alpha, k),
            expected,
            max_relative = 1e-8
        );
    }
}

#[test]
fn friedman_and_nemenyi_are_those_of_scipy_and_scikit_posthocs() {
    for case in document().friedman {
        let test = friedman::test(&case.results);
        for (found, expected) in test.mean_ranks.iter().zip(&case.mean_ranks) {
            assert_relative_eq!(*found, *expected, max_relative = 1e-14);
        }
        let pairs = [
            (test.chi_square, case.chi_square),
            (test.p, case.p),
            (test.f, case.f),
            (test.p_of_f, case.p_of_f),
        ];
        for (found, expected) in pairs {
            let deviation = (found / expected - 1.0).abs();
            assert!(
                deviation < TOLERANCE,
                "{}: {found:e}, not {expected:e}",
                case.name
            );
        }
        let p = nemenyi::p_values(&test.mean_ranks, test.problems);
        for (found, expected) in p.iter().flatten().zip(case.nemenyi.iter().flatten()) {
            assert_relative_eq!(*found, *expected, max_relative = TOLERANCE, epsilon = 1e-15);
        }
    }
}

/// Demšar 2006, J. Mach. Learn. Res. 7:1, Table 6 and sect. 3.2: four variants of C4.5 on 14
/// data sets. His χ²_F is that without the correction for ties.
#[test]
fn the_worked_example_of_demsar() {
    let document = document();
    let case = &document.friedman[0];
    assert!(case.name.starts_with("Demsar 2006, Table 6"));
    let test = friedman::test(&case.results);
    let printed = [3.143, 2.000, 2.893, 1.964];
    for (found, printed) in test.mean_ranks.iter().zip(printed) {
        assert_abs_diff_eq!(*found, printed, epsilon = 5e-4);
    }
    let uncorrected = test.chi_square * test.tie_factor;
    assert_abs_diff_eq!(uncorrected, 9.28, epsilon = 5e-3);
    let f = 13.0 * uncorrected / (14.0 * 3.0 - uncorrected);
    assert_abs_diff_eq!(f, 3.69, epsilon = 5e-3);

    assert_abs_diff_eq!(
        nemenyi::critical_difference(4, 14, 0.05),
        1.25,
        epsilon = 5e-3
    );
    let at_10 = nemenyi::critical_difference(4, 14, 0.10);
    assert_abs_diff_eq!(at_10, 1.12, epsilon = 5e-3);
    // At 0.05 nothing differs; at 0.10 C4.5 differs from C4.5+m and C4.5+m+cf, and of C4.5+cf
    // nothing can be said (his Figure 1 (a)).
    let groups = |cd| nemenyi::groups(&test.mean_ranks, cd);
    assert_eq!(groups(1.25), [[3, 1, 2, 0]]);
    assert_eq!(groups(at_10), [vec![3, 1, 2], vec![2, 0]]);
}

#[test]
fn holm_is_that_of_statsmodels() {
    for case in document().holm {
        let adjusted = multiple::holm(&case.p);
        assert_eq!(adjusted.len(), case.adjusted.len());
        for (found, expected) in adjusted.into_iter().zip(case.adjusted) {
            assert_relative_eq!(found, expected, max_relative = 1e-14);
        }
    }
}

#[test]
fn t_tests_are_those_of_scipy() {
    let Resampled { scores, tests } = document().resampled;
    for case in tests {
        let (x, y) = (&scores[&case.first], &scores[&case.second]);
        let plain = t_test(x, y);
        assert_relative_eq!(plain.t, case.plain_t, max_relative = TOLERANCE);
        assert_relative_eq!(plain.p, case.plain_p, max_relative = TOLERANCE);
        let corrected = corrected_t_test(x, y, 10.0 / 90.0);
        assert_relative_eq!(corrected.t, case.t, max_relative = TOLERANCE);
        assert_relative_eq!(corrected.p, case.p, max_relative = TOLERANCE);
    }
}

/// The page of scikit-learn's example "Statistical comparison of models using grid search": two
/// kernels in 10 repeats of 10 folds, and all pairs with Bonferroni's factor 6. Its p is one-sided.
#[test]
fn the_worked_example_of_scikit_learn() {
    let scores = document().resampled.scores;
    let printed = [
        ("rbf", "linear", 0.750, 1.000),
        ("rbf", "3_poly", 1.657, 0.302),
        ("rbf", "2_poly", 4.565, 0.000),
        ("linear", "3_poly", 1.111, 0.807),
        ("linear", "2_poly", 4.276, 0.000),
        ("3_poly", "2_poly", 3.851, 0.001),
    ];
    for (first, second, t, p) in printed {
        let test = corrected_t_test(&scores[first], &scores[second], 1.0 / 9.0);
        assert_abs_diff_eq!(test.t, t, epsilon = 5e-4);
        assert_abs_diff_eq!((3.0 * test.p).min(1.0), p, epsilon = 5e-4);
    }
    let test = corrected_t_test(&scores["rbf"], &scores["linear"], 1.0 / 9.0);
    assert_abs_diff_eq!(0.5 * test.p, 0.227, epsilon = 5e-4);
}

#[test]
fn intervals_are_those_of_scipy() {
    let document = document();
    for case in document.means {
        let found = interval::of_mean(&case.sample, case.level);
        assert_relative_eq!(found.low, case.low, max_relative = TOLERANCE);
        assert_relative_eq!(found.high, case.high, max_relative = TOLERANCE);
    }
    // 400,000 random samples there, all samples here: the same order statistics.
    for case in document.medians {
        let found = interval::of_median(&case.sample, case.level);
        assert_relative_eq!(found.low, case.low, max_relative = 1e-12);
        assert_relative_eq!(found.high, case.high, max_relative = 1e-12);
    }
}
