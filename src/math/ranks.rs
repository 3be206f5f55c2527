//! Statistics that look only at order: ranks, Kendall's τ, and the two paired tests that assume no
//! distribution. Infinite numbers are allowed (a trial that never ended is later than all others).

use std::cmp::Ordering;

/// The rank of each number, 1 the smallest; equal ones share the mean of their ranks.
///
/// ```
/// use galvani::math::ranks::ranks;
/// assert_eq!(ranks(&[20.0, 10.0, 20.0, 50.0]), [2.5, 1.0, 2.5, 4.0]);
/// ```
pub fn ranks(sample: &[f64]) -> Vec<f64> {
    let rank = |x: &f64| {
        let count = |order| sample.iter().filter(|y| y.total_cmp(x) == order).count() as f64;
        count(Ordering::Less) + (count(Ordering::Equal) + 1.0) / 2.0
    };
    sample.iter().map(rank).collect()
}

/// Kendall's rank correlation τ_b of two rankings of the same things,
///
/// τ_b = (C − D) / √((n₀ − n₁)(n₀ − n₂))
///
/// with C concordant and D discordant pairs, n₀ all pairs, n₁ and n₂ those tied in either ranking
/// (Kendall 1945, Biometrika 33:239). NaN where one ranking ties everything or there are fewer than
/// two things.
///
/// # Panics
/// When the rankings differ in length.
pub fn kendall_tau(x: &[f64], y: &[f64]) -> f64 {
    assert_eq!(x.len(), y.len(), "two rankings of the same things");
    let (mut balance, mut untied_x, mut untied_y) = (0.0, 0.0, 0.0);
    for i in 0..x.len() {
        for j in 0..i {
            let (a, b) = (sign(x[i].total_cmp(&x[j])), sign(y[i].total_cmp(&y[j])));
            balance += a * b;
            untied_x += a * a;
            untied_y += b * b;
        }
    }
    balance / (untied_x * untied_y).sqrt()
}

fn sign(order: Ordering) -> f64 {
    match order {
        Ordering::Less => -1.0,
        Ordering::Equal => 0.0,
        Ordering::Greater => 1.0,
    }
}

/// x − y for each pair in which they differ; two infinities of one sign do not.
fn differences(x: &[f64], y: &[f64]) -> Vec<f64> {
    assert_eq!(x.len(), y.len(), "pairs");
    let pairs = x.iter().zip(y).filter(|(x, y)| x != y);
    pairs.map(|(x, y)| x - y).collect()
}

/// Two-sided p of the sign test (Arbuthnott 1710): were x above y as often as below, so uneven a
/// count would come with this probability. Equal pairs are left out; 1 where all are equal. Exact.
///
/// # Panics
/// When the samples differ in length.
pub fn sign_test(x: &[f64], y: &[f64]) -> f64 {
    let differences = differences(x, y);
    let above = differences.iter().filter(|d| **d > 0.0).count();
    let extreme = above.min(differences.len() - above);
    let steps = vec![1; differences.len()];
    two_sided(&sums_of_subsets(&steps), extreme)
}

/// Two-sided p of the signed-rank test (Wilcoxon 1945, Biometrics Bull. 1:80): the |x − y| are
/// ranked, and the sum of the ranks with x above y is compared with its distribution were every
/// sign a coin's throw. Equal pairs are left out, ties share ranks, and the distribution is the
/// exact one given the ties; 1 where all pairs are equal.
///
/// ```
/// use galvani::math::ranks::wilcoxon_signed_rank;
/// // Three pairs, all one way: 2/2³.
/// assert_eq!(wilcoxon_signed_rank(&[2.0, 4.0, 9.0], &[1.0, 2.0, 3.0]), 0.25);
/// ```
///
/// # Panics
/// When the samples differ in length.
pub fn wilcoxon_signed_rank(x: &[f64], y: &[f64]) -> f64 {
    let differences = differences(x, y);
    let sizes: Vec<f64> = differences.iter().map(|d| d.abs()).collect();
    // Shared ranks are multiples of a half: doubled, they are whole.
    let doubled: Vec<usize> = ranks(&sizes).iter().map(|r| (2.0 * r) as usize).collect();
    let above = differences.iter().zip(&doubled).filter(|(d, _)| **d > 0.0);
    let above: usize = above.map(|(_, rank)| rank).sum();
    let all: usize = doubled.iter().sum();
    two_sided(&sums_of_subsets(&doubled), above.min(all - above))
}

/// The probability of each sum of a random subset of `parts`, each taken with probability ½.
fn sums_of_subsets(parts: &[usize]) -> Vec<f64> {
    let mut probability = vec![0.0; parts.iter().sum::<usize>() + 1];
    probability[0] = 1.0;
    let mut largest = 0;
    for &part in parts {
        largest += part;
        for sum in (0..=largest).rev() {
            let without = if sum < part {
                0.0
            } else {
                probability[sum - part]
            };
            probability[sum] = 0.5 * (probability[sum] + without);
        }
    }
    probability
}

/// Twice the lower tail up to `extreme`, at most 1.
fn two_sided(probability: &[f64], extreme: usize) -> f64 {
    let tail: f64 = probability[..=extreme].iter().sum();
    (2.0 * tail).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn tau_counts_pairs_in_order_and_out_of_order() {
        let order = [1.0, 2.0, 3.0, 4.0];
        assert_eq!(kendall_tau(&order, &[10.0, 20.0, 30.0, f64::INFINITY]), 1.0);
        assert_eq!(kendall_tau(&order, &[4.0, 3.0, 2.0, 1.0]), -1.0);
        // One of six pairs swapped: (5 − 1)/6.
        assert_relative_eq!(kendall_tau(&order, &[2.0, 1.0, 3.0, 4.0]), 4.0 / 6.0);
        // One tie in y, the others in order: 5/√(6·5).
        assert_relative_eq!(
            kendall_tau(&order, &[1.0, 1.0, 3.0, 4.0]),
            5.0 / 30.0_f64.sqrt()
        );
        assert!(kendall_tau(&order, &[1.0; 4]).is_nan());
    }

    #[test]
    fn the_sign_test_is_binomial() {
        // One of five below: 2 (1 + 5)/32.
        let y = [0.0; 6];
        assert_relative_eq!(sign_test(&[1.0, 2.0, 3.0, 4.0, -1.0, 0.0], &y), 12.0 / 32.0);
        assert_eq!(sign_test(&y, &y), 1.0);
        assert_eq!(sign_test(&[1.0, -1.0], &[0.0, 0.0]), 1.0);
    }

    #[allow(clippy::approx_constant, reason = "a measured 3.14 is not π")]
    #[test]
    fn the_signed_rank_test_agrees_with_published_examples() {
        // R: wilcox.test(depression$first, depression$second, paired = TRUE), the example of its
        // manual (Hollander & Wolfe 1973, p. 29): V = 40, p = 0.03906 two-sided.
        let first = [1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30];
        let second = [0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29];
        assert_relative_eq!(wilcoxon_signed_rank(&first, &second), 0.0390625);
        assert_relative_eq!(wilcoxon_signed_rank(&second, &first), 0.0390625);
    }

    #[test]
    fn ties_and_infinities_have_ranks_too() {
        // Differences 1, 1, −1 share rank 2: below are 2 of 6; sums 0 and 2 have (1 + 3)/8.
        assert_relative_eq!(wilcoxon_signed_rank(&[1.0, 1.0, -1.0], &[0.0; 3]), 1.0);
        let never = f64::INFINITY;
        // Both never: left out. −∞ is the largest: 2 · P(sum ≤ 3 of ranks 1, 2, 3).
        assert_relative_eq!(
            wilcoxon_signed_rank(&[2.0, 3.0, 1.0, never], &[1.0, 1.0, never, never]),
            1.0
        );
        assert_eq!(sign_test(&[never, 1.0], &[never, never]), 1.0);
    }
}
