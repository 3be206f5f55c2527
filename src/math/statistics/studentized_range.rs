//! The range of k independent standard normals, Q = max Z − min Z: the studentized range with an
//! infinity of degrees of freedom.
//!
//! P(Q > q) = k ∫ φ(z) {Φ(z)^(k−1) − [Φ(z) − Φ(z − q)]^(k−1)} dz
//!
//! (z is the largest of the k; Tippett 1925, Biometrika 17:364; Harter 1960, Ann. Math. Stat.
//! 31:1122), an integral over sums of positive terms, so that small probabilities keep their digits.
//! It is taken by [`normal::mean`] about the middle of the range, z = x + q/2, where all that matters
//! lies within the reach of its points whatever q is.

use crate::math::{exp, ln, normal};
use std::f64::consts::FRAC_1_SQRT_2;

/// P(Q > q) for the range of k standard normals; 1 for q ≤ 0, NaN for q NaN. Relative error below
/// 10⁻¹².
///
/// # Panics
/// For k below 2.
pub fn tail(q: f64, k: usize) -> f64 {
    assert!(k >= 2, "the range of {k} numbers");
    if q.is_nan() {
        return f64::NAN;
    }
    if q <= 0.0 {
        return 1.0;
    }
    // φ(x + q/2)/φ(x) and Φ(z)^(k−1) (1 − [1 − Φ(z − q)/Φ(z)]^(k−1)).
    let others = (k - 1) as f64;
    k as f64
        * normal::mean(|x| {
            let below = cumulative(x + 0.5 * q);
            let share = cumulative(x - 0.5 * q) / below;
            let some_beyond = -libm::expm1(others * libm::log1p(-share));
            exp(-0.5 * q * (x + 0.25 * q)) * below.powi(k as i32 - 1) * some_beyond
        })
}

/// −dP(Q > q)/dq = k(k − 1) ∫ φ(z) φ(z − q) [Φ(z) − Φ(z − q)]^(k−2) dz.
fn density(q: f64, k: usize) -> f64 {
    let others = (k - 1) as f64;
    let at_lower_end = |x: f64| {
        let between = cumulative(x + 0.5 * q) - cumulative(x - 0.5 * q);
        // φ(x + q/2) φ(x − q/2)/φ(x).
        exp(-0.5 * x * x - 0.25 * q * q) * between.powi(k as i32 - 2)
    };
    k as f64 * others * normal::mean(at_lower_end) / (2.0 * std::f64::consts::PI).sqrt()
}

/// The q with P(Q > q) = α.
///
/// ln P(Q > q) falls and is concave, so Newton's method on it comes down to the root from any q
/// above, without a step too far; such a q comes from P(Q > q) ≤ k(k − 1)/2 · e^(−q²/4), the sum
/// over all pairs.
///
/// # Panics
/// For k below 2 and α outside of 0 to 1, ends excluded.
pub fn quantile(alpha: f64, k: usize) -> f64 {
    assert!(
        alpha > 0.0 && alpha < 1.0,
        "no quantile lies at α = {alpha}"
    );
    let pairs = 0.5 * (k * (k - 1)) as f64;
    let mut q = 2.0 * ln(pairs / alpha).sqrt();
    loop {
        let tail = tail(q, k);
        let lower = q + tail * ln(tail / alpha) / density(q, k);
        // At the root rounding decides the direction.
        if !(lower < q * (1.0 - 1e-13)) {
            return q;
        }
        q = lower;
    }
}

/// Φ(z).
fn cumulative(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    #[test]
    fn the_range_of_two_is_a_normal_difference() {
        for q in [1e-6, 0.1, 1.0, 2.7718, 5.0, 10.0, 20.0, 40.0] {
            let exact = libm::erfc(0.5 * q);
            assert_relative_eq!(tail(q, 2), exact, max_relative = 1e-12);
        }
    }

    #[test]
    fn small_ranges_and_mean_range() {
        // ∫ P(Q > q) dq = E Q = 3/√π for three normals, by the midpoint rule.
        let step = 1.0 / 64.0;
        let sum: f64 = (0..64 * 14).map(|i| tail((i as f64 + 0.5) * step, 3)).sum();
        let exact = 3.0 / std::f64::consts::PI.sqrt();
        assert_relative_eq!(sum * step, exact, max_relative = 1e-5);
        assert_eq!(tail(0.0, 5), 1.0);
        assert_eq!(tail(-1.0, 5), 1.0);
        assert_eq!(tail(f64::INFINITY, 5), 0.0);
        assert!(tail(f64::NAN, 5).is_nan());
    }

    #[test]
    fn quantiles_invert_tails() {
        for k in [2, 3, 10, 40, 200] {
            for alpha in [1e-9, 0.01, 0.05, 0.1, 0.5, 0.99] {
                let q = quantile(alpha, k);
                assert_relative_eq!(tail(q, k), alpha, max_relative = 1e-11);
            }
        }
    }

    #[test]
    fn the_density_is_the_slope_of_the_tail() {
        for (q, k) in [(0.7, 2), (1.5, 3), (3.0, 8), (5.0, 30)] {
            let h = 1e-3;
            let slope = |h: f64| (tail(q - h, k) - tail(q + h, k)) / (2.0 * h);
            let extrapolated = (4.0 * slope(h) - slope(2.0 * h)) / 3.0;
            assert_relative_eq!(density(q, k), extrapolated, max_relative = 1e-8);
        }
    }
}
