//! Nemenyi's test after Friedman's: which of k methods on N problems differ?
//!
//! Two methods differ at the level α when their mean ranks lie at least the critical difference
//!
//! CD = q_α √(k(k + 1)/(6N))
//!
//! apart, where q_α is the quantile of the range of k standard normals (the studentized range, its
//! degrees of freedom infinite) divided by √2 (Nemenyi 1963, *Distribution-free Multiple
//! Comparisons*, Princeton; Demšar 2006, J. Mach. Learn. Res. 7:1, Table 5). The
//! level holds for all pairs together.

use super::studentized_range;
use std::f64::consts::SQRT_2;

/// q_α for k methods, to 10⁻¹¹.
///
/// ```
/// use galvani::math::statistics::nemenyi::critical_value;
/// // Two methods: the normal's two-sided critical value.
/// assert!((critical_value(2, 0.05) - 1.959963984540054).abs() < 1e-11);
/// ```
///
/// # Panics
/// For fewer than two methods and α outside of 0 to 1, ends excluded.
pub fn critical_value(methods: usize, alpha: f64) -> f64 {
    studentized_range::quantile(alpha, methods) / SQRT_2
}

/// CD for the mean ranks of k methods on N problems.
///
/// # Panics
/// As [`critical_value`].
pub fn critical_difference(methods: usize, problems: usize, alpha: f64) -> f64 {
    critical_value(methods, alpha) * standard_error(methods, problems)
}

/// The p-value of each pair of methods, a row a method: 1 on the diagonal, symmetric. Below α just
/// where the mean ranks lie more than CD apart.
///
/// # Panics
/// For fewer than two methods.
pub fn p_values(mean_ranks: &[f64], problems: usize) -> Vec<Vec<f64>> {
    let methods = mean_ranks.len();
    let scale = SQRT_2 / standard_error(methods, problems);
    let mut p = vec![vec![1.0; methods]; methods];
    for i in 0..methods {
        for j in 0..i {
            let q = (mean_ranks[i] - mean_ranks[j]).abs() * scale;
            p[i][j] = studentized_range::tail(q, methods);
            p[j][i] = p[i][j];
        }
    }
    p
}

/// √(k(k + 1)/(6N)).
fn standard_error(methods: usize, problems: usize) -> f64 {
    let k = methods as f64;
    (k * (k + 1.0) / (6.0 * problems as f64)).sqrt()
}

/// The groups of methods that do not differ: runs in the order of mean ranks whose ends lie less
/// than `critical_difference` apart, none of them part of another, from the best on; the bars of a
/// critical-difference diagram. A method that differs from all others is in none. Each group holds
/// the places of its methods in `mean_ranks`, the best first.
///
/// ```
/// use galvani::math::statistics::nemenyi::groups;
/// assert_eq!(groups(&[4.0, 1.0, 2.0, 2.5], 1.5), [[1, 2], [2, 3]]);
/// # assert_eq!(groups(&[4.0, 1.0, 2.0, 2.5], 1.51), [vec![1, 2, 3], vec![3, 0]]);
/// ```
pub fn groups(mean_ranks: &[f64], critical_difference: f64) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..mean_ranks.len()).collect();
    order.sort_by(|a, b| mean_ranks[*a].total_cmp(&mean_ranks[*b]));
    let mut groups = Vec::new();
    let mut reached = 0;
    for (first, &best) in order.iter().enumerate() {
        let is_near =
            |method: &&usize| mean_ranks[**method] - mean_ranks[best] < critical_difference;
        let end = first + order[first..].iter().take_while(is_near).count();
        if end > reached && end - first > 1 {
            groups.push(order[first..end].to_vec());
        }
        reached = reached.max(end);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::{assert_abs_diff_eq, assert_relative_eq};

    /// Demšar's Table 5 (a), whose entries come from a table of three decimals: the last digit may
    /// be one too low.
    #[test]
    fn critical_values_of_the_published_table() {
        let at_5 = [
            1.960, 2.343, 2.569, 2.728, 2.850, 2.949, 3.031, 3.102, 3.164,
        ];
        let at_10 = [
            1.645, 2.052, 2.291, 2.459, 2.589, 2.693, 2.780, 2.855, 2.920,
        ];
        for (methods, (five, ten)) in (2..).zip(at_5.into_iter().zip(at_10)) {
            assert_abs_diff_eq!(critical_value(methods, 0.05), five, epsilon = 1e-3);
            assert_abs_diff_eq!(critical_value(methods, 0.10), ten, epsilon = 1e-3);
        }
    }

    #[test]
    fn p_values_reach_alpha_at_the_critical_difference() {
        let distance = critical_difference(5, 30, 0.05);
        let p = p_values(&[2.0, 2.0 + distance, 2.0, 3.0, 4.0], 30);
        assert_relative_eq!(p[0][1], 0.05, max_relative = 1e-10);
        assert_eq!(p[0][1], p[1][0]);
        assert_eq!((p[0][2], p[3][3]), (1.0, 1.0));
    }

    #[test]
    fn groups_are_maximal_runs() {
        let ranks = [1.0, 2.0, 3.0, 4.0];
        assert_eq!(groups(&ranks, 10.0), [[0, 1, 2, 3]]);
        assert_eq!(groups(&ranks, 1.5), [[0, 1], [1, 2], [2, 3]]);
        assert!(groups(&ranks, 1.0).is_empty(), "at CD apart they differ");
        // One alone between two pairs; ties.
        assert_eq!(groups(&[9.0, 5.0, 1.0, 1.0, 9.0], 1.5), [[2, 3], [0, 4]]);
        assert!(groups(&[], 1.0).is_empty());
    }
}
