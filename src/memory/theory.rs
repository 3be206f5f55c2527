//! What statistics and statistical mechanics expect of Hopfield's network with Hebb's rule and
//! random patterns.

use super::Units;
use crate::math::exp;
use crate::math::statistics::distributions::binomial_tail;
use libm::erf;
use std::f64::consts::{FRAC_2_SQRT_PI, SQRT_2};

/// Halvings of an interval until nothing is left of it in `f64`.
const HALVINGS: usize = 100;

/// The probability P that a given unit leaves a stored pattern at once (Hopfield 1982, p. 2556):
/// the field's noise from the n − 1 other patterns, normal with mean 0, beats the signal.
///
/// ```text
/// 0/1 units: P = Q((N/2)/σ), σ² = (n − 1) N/2        ±1 units: P = Q(N/σ), σ² = (n − 1) N
/// ```
///
/// with Q(x) = ½ erfc(x/√2). For N = 100, n = 10 the paper prints 0.0091; the formula gives 0.00921:
///
/// ```
/// use galvani::memory::{Units, theory::bit_error};
/// assert!((bit_error(Units::Binary, 100, 10) - 0.00921).abs() < 5e-6);
/// assert_eq!(bit_error(Units::Binary, 100, 1), 0.0);
/// ```
///
/// # Panics
/// When there are no patterns.
pub fn bit_error(units: Units, n_units: usize, patterns: usize) -> f64 {
    assert!(patterns > 0, "0 patterns");
    let signal_to_noise = n_units as f64 / (patterns as f64 - 1.0);
    let deviations = match units {
        Units::Binary => (0.5 * signal_to_noise).sqrt(),
        Units::Bipolar => signal_to_noise.sqrt(),
    };
    0.5 * libm::erfc(deviations / SQRT_2)
}

/// The same probability without approximation, where a unit whose field is 0 stays:
///
/// ```text
/// P = Σ_K Bin(N − 1, ½)(K) · P(B > n K/2),  B ~ Bin((n − 1) K, ½)
/// ```
///
/// with the number K of others that fire; with ±1 units all N − 1 others count. At N = 100, n = 10
/// and 0/1 units this is 0.00876, 5 % below the normal approximation: of the fields, which are even
/// numbers there, every 400th is 0.
///
/// ```
/// use galvani::memory::{Units, theory::exact_bit_error};
/// // Two units, two patterns: where the other one fires, the field is 1 ± 1, never below 0.
/// assert_eq!(exact_bit_error(Units::Binary, 2, 2), 0.0);
/// // Three patterns: 1 ± 1 ± 1, below 0 in a quarter of that half of the cases.
/// assert!((exact_bit_error(Units::Binary, 2, 3) - 0.125).abs() < 1e-12);
/// ```
///
/// # Panics
/// When there are no units or no patterns.
pub fn exact_bit_error(units: Units, n_units: usize, patterns: usize) -> f64 {
    assert!(
        n_units > 0 && patterns > 0,
        "{patterns} patterns of {n_units} units"
    );
    let others = n_units - 1;
    // The signal K and the noise of (n − 1) K signs of which B oppose: K + (n − 1) K − 2B < 0.
    let error = |k: usize| binomial_tail(patterns * k / 2 + 1, (patterns - 1) * k, 0.5);
    match units {
        Units::Bipolar => error(others),
        Units::Binary => {
            let at_least = |k: usize| binomial_tail(k, others, 0.5);
            (0..=others)
                .map(|k| (at_least(k) - at_least(k + 1)) * error(k))
                .sum()
        }
    }
}

/// √(2α) at which the mean-field equations of the retrieval state have the solution y:
/// erf(y)/y − (2/√π)·e^(−y²).
fn load_root(y: f64) -> f64 {
    erf(y) / y - FRAC_2_SQRT_PI * exp(-y * y)
}

/// The y > 0 at which [`load_root`] is highest: its derivative is 0 where
/// erf(y) = (2/√π)·e^(−y²)·(y + 2y³).
fn critical_y() -> f64 {
    let falls = |y: f64| erf(y) > FRAC_2_SQRT_PI * exp(-y * y) * (y + 2.0 * y.powi(3));
    bisect(1.0, 3.0, falls)
}

/// The place in (low, high) at which `is_above` turns from false to true.
fn bisect(mut low: f64, mut high: f64, is_above: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if is_above(middle) {
            high = middle;
        } else {
            low = middle;
        }
    }
    high
}

/// The load α = p/N up to which large networks of ±1 units retrieve, and the overlap there: α_c ≈
/// 0.138, m ≈ 0.967 (D. J. Amit, H. Gutfreund & H. Sompolinsky 1985, Phys. Rev. Lett. 55:1530).
///
/// ```
/// let (alpha, m) = galvani::memory::theory::critical_load();
/// assert!((alpha - 0.138).abs() < 5e-4 && (m - 0.967).abs() < 5e-4);
/// ```
pub fn critical_load() -> (f64, f64) {
    let y = critical_y();
    (0.5 * load_root(y).powi(2), erf(y))
}

/// The overlap m of the retrieval state of a large network of ±1 units at the load α = p/N and
/// temperature 0, or `None` above α_c (Amit, Gutfreund & Sompolinsky 1985):
///
/// ```text
/// m = erf(m/√(2αr)),   r = (1 − C)⁻²,   C = √(2/(π α r))·e^(−m²/(2αr))
/// ```
///
/// the larger solution; with y = m/√(2αr) it is erf(y) = y (√(2α) + (2/√π)·e^(−y²)), m = erf(y).
///
/// # Panics
/// When α is not above 0.
pub fn retrieval_overlap(alpha: f64) -> Option<f64> {
    assert!(alpha > 0.0, "a load must be above 0, not {alpha}");
    let (root, y) = ((2.0 * alpha).sqrt(), critical_y());
    // On the falling side of the maximum, where load_root(y) < 1/y.
    let exists = load_root(y) >= root;
    exists.then(|| erf(bisect(y, y.max(1.0 / root), |y| load_root(y) < root)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlaps_solve_the_three_equations() {
        for alpha in [0.05, 0.1, 0.12, 0.1375] {
            let m = retrieval_overlap(alpha).unwrap();
            // r from the first equation by bisection, then the other two as they stand.
            let y = bisect(0.5, 40.0, |y| erf(y) >= m);
            let r = (m / y).powi(2) / (2.0 * alpha);
            let c = (2.0 / (std::f64::consts::PI * alpha * r)).sqrt() * exp(-y * y);
            approx::assert_relative_eq!(r, (1.0 - c).powi(-2), max_relative = 1e-6);
        }
        assert_eq!(retrieval_overlap(0.138), None);
        assert_eq!(retrieval_overlap(1e-3), Some(1.0));
    }

    #[test]
    fn the_overlap_falls_with_the_load_down_to_the_critical_one() {
        let (alpha, m) = critical_load();
        let at = |alpha| retrieval_overlap(alpha).unwrap();
        assert!(at(0.05) > at(0.1) && at(0.1) > at(0.13) && at(0.13) > m);
        assert!(at(alpha * (1.0 - 1e-12)) - m < 1e-5);
    }
}
