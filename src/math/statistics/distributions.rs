//! Tails of the distributions by which tests are judged: χ², F, Student's t and the binomial.
//!
//! All come from two functions, the regularised incomplete gamma function Q(a, x) and the
//! regularised incomplete beta function I_x(a, b) (Abramowitz & Stegun 1964, 26.4.19, 26.5.24,
//! 26.6.2, 26.7.1), computed by the crate `statrs`, which takes logarithms and exponentials of the
//! platform: between machines a probability may differ in its last digits, so one that is a metric
//! of an experiment needs a tolerance, 10⁻⁹ of it say. Small probabilities keep their digits, since
//! none is got as a difference from 1. Arguments that are not numbers, and degrees of freedom that
//! are not above 0, give NaN.

use statrs::function::{beta::checked_beta_reg, gamma::checked_gamma_ur};

/// P(X > x) for X ~ χ² with ν degrees of freedom: Q(ν/2, x/2).
///
/// ```
/// use galvani::math::statistics::distributions::chi_square_tail;
/// // With two degrees of freedom it is e^(−x/2).
/// assert!((chi_square_tail(6.0, 2.0) - (-3.0_f64).exp()).abs() < 1e-15);
/// ```
pub fn chi_square_tail(x: f64, nu: f64) -> f64 {
    if x.is_nan() || !(nu > 0.0) {
        f64::NAN
    } else if x <= 0.0 {
        1.0
    } else if x == f64::INFINITY {
        0.0
    } else {
        checked_gamma_ur(0.5 * nu, 0.5 * x).unwrap_or(f64::NAN)
    }
}

/// P(X > x) for X ~ F with ν₁ and ν₂ degrees of freedom: I_y(ν₂/2, ν₁/2) at y = ν₂/(ν₂ + ν₁x).
pub fn f_tail(x: f64, nu1: f64, nu2: f64) -> f64 {
    if x.is_nan() {
        return f64::NAN;
    }
    incomplete_beta(nu2 / (nu2 + nu1 * x.max(0.0)), 0.5 * nu2, 0.5 * nu1)
}

/// P(|T| > |t|) for T ~ Student's t with ν degrees of freedom: I_y(ν/2, ½) at y = ν/(ν + t²).
///
/// ```
/// use galvani::math::statistics::distributions::t_two_sided;
/// // With one degree of freedom, Cauchy's distribution, it is 1 − 2 arctan(t)/π.
/// assert!((t_two_sided(-1.0, 1.0) - 0.5).abs() < 1e-15);
/// ```
pub fn t_two_sided(t: f64, nu: f64) -> f64 {
    incomplete_beta(nu / (nu + t * t), 0.5 * nu, 0.5)
}

/// The z > 0 with P(|Z| > z) = α for Z ~ N(0, 1), by bisection; NaN unless 0 < α < 1.
///
/// ```
/// use galvani::math::statistics::distributions::normal_critical;
/// assert!((normal_critical(0.05) - 1.959963985).abs() < 1e-9);
/// ```
pub fn normal_critical(alpha: f64) -> f64 {
    if !(alpha > 0.0 && alpha < 1.0) {
        return f64::NAN;
    }
    // Beyond 39 standard deviations the tail is no number any more.
    let (mut low, mut high) = (0.0, 39.0);
    loop {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            return high;
        }
        if libm::erfc(middle / std::f64::consts::SQRT_2) > alpha {
            low = middle;
        } else {
            high = middle;
        }
    }
}

/// The t > 0 with P(|T| > t) = α, by bisection; NaN unless 0 < α < 1 and ν > 0.
///
/// ```
/// use galvani::math::statistics::distributions::t_critical;
/// assert!((t_critical(0.05, 10.0) - 2.228138852).abs() < 1e-9);
/// ```
pub fn t_critical(alpha: f64, nu: f64) -> f64 {
    if !(alpha > 0.0 && alpha < 1.0 && nu > 0.0) {
        return f64::NAN;
    }
    let (mut low, mut high) = (0.0, 1.0);
    while t_two_sided(high, nu) > alpha {
        (low, high) = (high, 2.0 * high);
    }
    loop {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            return high;
        }
        if t_two_sided(middle, nu) > alpha {
            low = middle;
        } else {
            high = middle;
        }
    }
}

/// P(X ≥ k) for X successes of n trials, each with probability q: I_q(k, n − k + 1).
pub fn binomial_tail(k: usize, n: usize, q: f64) -> f64 {
    if k == 0 {
        1.0
    } else if k > n {
        0.0
    } else {
        incomplete_beta(q, k as f64, (n - k + 1) as f64)
    }
}

/// I_x(a, b).
fn incomplete_beta(x: f64, a: f64, b: f64) -> f64 {
    // The library compares with `<=`, which a NaN passes.
    if x.is_nan() || !(a > 0.0 && b > 0.0) {
        return f64::NAN;
    }
    checked_beta_reg(a, b, x).unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;
    use std::f64::consts::PI;

    #[test]
    fn closed_forms_of_few_degrees_of_freedom() {
        for x in [0.01_f64, 0.5, 1.0, 4.0, 30.0, 400.0] {
            let exact = (-0.5 * x).exp();
            assert_relative_eq!(chi_square_tail(x, 2.0), exact, max_relative = 1e-12);
            let exact = exact * (1.0 + 0.5 * x);
            assert_relative_eq!(chi_square_tail(x, 4.0), exact, max_relative = 1e-12);
            // F with ν₁ = 2: (1 + 2x/ν₂)^(−ν₂/2).
            let exact = (1.0 + 0.2 * x).powi(-5);
            assert_relative_eq!(f_tail(x, 2.0, 10.0), exact, max_relative = 1e-12);
            let exact = 2.0 * (1.0 / x).atan() / PI;
            assert_relative_eq!(t_two_sided(x, 1.0), exact, max_relative = 1e-12);
            assert_relative_eq!(t_critical(exact, 1.0), x, max_relative = 1e-11);
        }
    }

    #[test]
    fn the_square_of_t_is_f() {
        for nu in [1.0, 3.0, 9.0, 29.0, 200.0] {
            for t in [0.3, 1.7, 6.0] {
                let f = f_tail(t * t, 1.0, nu);
                assert_relative_eq!(t_two_sided(t, nu), f, max_relative = 1e-14);
            }
        }
    }

    #[test]
    fn binomial_tails_are_sums() {
        // 5 throws of a coin.
        let expected = [
            1.0,
            31.0 / 32.0,
            26.0 / 32.0,
            0.5,
            6.0 / 32.0,
            1.0 / 32.0,
            0.0,
        ];
        for (k, exact) in expected.into_iter().enumerate() {
            assert_relative_eq!(binomial_tail(k, 5, 0.5), exact, max_relative = 1e-13);
        }
        assert_eq!(binomial_tail(3, 5, 1.0), 1.0);
        assert_eq!(binomial_tail(3, 5, 0.0), 0.0);
    }

    #[test]
    fn ends_and_what_is_not_a_number() {
        assert_eq!(chi_square_tail(0.0, 3.0), 1.0);
        assert_eq!(chi_square_tail(f64::INFINITY, 3.0), 0.0);
        assert_eq!(f_tail(f64::INFINITY, 3.0, 4.0), 0.0);
        assert_eq!(f_tail(0.0, 3.0, 4.0), 1.0);
        assert_eq!(t_two_sided(f64::NEG_INFINITY, 4.0), 0.0);
        assert_eq!(t_two_sided(0.0, 4.0), 1.0);
        for nan in [
            chi_square_tail(f64::NAN, 2.0),
            chi_square_tail(1.0, 0.0),
            f_tail(f64::NAN, 2.0, 2.0),
            f_tail(1.0, 2.0, 0.0),
            t_two_sided(f64::NAN, 2.0),
            t_two_sided(1.0, 0.0),
            t_critical(0.0, 3.0),
            t_critical(1.0, 3.0),
            t_critical(0.5, f64::NAN),
        ] {
            assert!(nan.is_nan());
        }
    }
}
