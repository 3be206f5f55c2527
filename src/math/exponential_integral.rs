//! Integrals of a fading exponential over a step:
//!
//! ```text
//! φ(z) = ∫₀¹ e^(−z s) ds = (1 − e^(−z))/z          ψ(z) = ∫₀¹ s e^(−z s) ds = (1 − (1 + z) e^(−z))/z²
//! ```
//!
//! by their series where the differences would cancel.

use super::elementary::exp;
use super::exponential_fraction::{
    UNREDUCED, exponential_fraction, exponential_fraction_near_zero,
};

/// φ and ψ at any z.
pub fn exponential_integrals(z: f64) -> (f64, f64) {
    if z.abs() >= 1.0 {
        let e = exp(-z);
        return ((1.0 - e) / z, (1.0 - (1.0 + z) * e) / (z * z));
    }
    // Terms (−z)^k/k! · 1/(k + 1) and 1/(k + 2); |z|¹⁹/19! < 10⁻¹⁷.
    let (mut first, mut second, mut term) = (0.0, 0.0, 1.0);
    for k in 0..19 {
        let k = f64::from(k);
        first += term / (k + 1.0);
        second += term / (k + 2.0);
        term *= -z / (k + 1.0);
    }
    (first, second)
}

/// Above this z e^(−z) no longer counts beside 1.
const FADED: f64 = 600.0;
/// Below this z φ is ∞.
const OVERFLOWING: f64 = -709.0;
/// Stands for z = 0, where the fraction of φ is 0/0: φ is 1 there.
const TINY: f64 = 1e-100;

/// φ(z) for any z, error below 4 ulp; ∞ below z = −708.7.
///
/// In lanes: without a branch, with the same bits alone and in vectors. One division and no series:
/// the excess of the fraction of e^z over 1 does not cancel.
#[inline(always)]
pub fn fade_integral(z: f64) -> f64 {
    let z = if z == 0.0 { TINY } else { z };
    let within = if z < OVERFLOWING { OVERFLOWING } else { z };
    let (numerator, denominator) = fraction(z, within);
    numerator / denominator
}

/// φ(z) = numerator/denominator for z ≥ 0, for kernels with a factor to put above.
#[inline(always)]
pub(crate) fn fade_fraction(z: f64) -> (f64, f64) {
    let z = z + TINY;
    fraction(z, z)
}

/// Whether [`fade_fraction_near_zero`] serves for all of these z. A non-negative number is the
/// greater the greater its bits are; NaN and negative numbers have greater bits than all of them.
#[inline(always)]
pub(crate) fn all_near_zero(z: &[f64]) -> bool {
    let greatest = z.iter().fold(0, |greatest, z| z.to_bits().max(greatest));
    greatest < UNREDUCED.to_bits()
}

/// The bits of [`fade_fraction`] near 0, for half the work.
#[inline(always)]
pub(crate) fn fade_fraction_near_zero(z: f64) -> (f64, f64) {
    let z = z + TINY;
    let growth = exponential_fraction_near_zero(z);
    (growth.excess, growth.upper * z)
}

/// φ(z) = (e^z − 1)/(z e^z), with the exponent kept within range.
#[inline(always)]
fn fraction(z: f64, exponent: f64) -> (f64, f64) {
    let exponent = if exponent > FADED { FADED } else { exponent };
    let growth = exponential_fraction(exponent);
    (growth.excess, growth.upper * z)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_series_join_the_closed_forms() {
        for z in [-3.0, -1.0, -0.999, -0.3, 0.2, 0.999, 1.0, 2.5, 40.0] {
            let (first, second) = exponential_integrals(z);
            let e = (-z).exp();
            // expm1 of the platform does not cancel.
            let phi = -(-z).exp_m1() / z;
            assert!((first / phi - 1.0).abs() < 4e-16, "{z}: {first} {phi}");
            let psi = (phi - e) / z;
            assert!((second / psi - 1.0).abs() < 1e-14, "{z}: {second} {psi}");
        }
        let (first, second) = exponential_integrals(0.0);
        assert_eq!((first, second), (1.0, 0.5));
    }

    #[test]
    fn lanes_agree_with_the_platforms_expm1() {
        assert_eq!(fade_integral(0.0), 1.0);
        let dense = (1..8000).map(|k| f64::from(k) * 1e-3);
        let wide = (-320..10).map(|k| 10f64.powf(0.1 * f64::from(k)) * 70.0);
        for z in dense.chain(wide).flat_map(|z| [z, -z]) {
            let exact = -(-z).exp_m1() / z;
            let got = fade_integral(z);
            assert!((got / exact - 1.0).abs() < 1e-15, "{z}: {got} {exact}");
        }
    }

    #[test]
    fn the_fraction_for_positive_arguments_is_the_same() {
        for z in [0.0, 1e-30, 1e-3, 0.2, 0.5, 3.0, 40.0, 1e3, 1e30] {
            let (numerator, denominator) = fade_fraction(z);
            assert_eq!(numerator / denominator, fade_integral(z), "{z}");
        }
        for k in 0..3400 {
            let z = f64::from(k) * 1e-4;
            assert!(all_near_zero(&[z, 0.0]));
            assert_eq!(fade_fraction_near_zero(z), fade_fraction(z), "{z}");
        }
        for far in [0.35, f64::INFINITY, f64::NAN, -0.1] {
            assert!(!all_near_zero(&[0.1, far, 0.2]), "{far}");
        }
        assert!(fade_fraction(f64::NAN).0.is_nan() && fade_fraction(f64::NAN).1.is_nan());
    }

    #[test]
    fn lanes_have_the_limits_of_the_function() {
        assert_eq!(fade_integral(f64::INFINITY), 0.0);
        assert!((fade_integral(1e40) * 1e40 - 1.0).abs() < 4e-16);
        assert_eq!(fade_integral(-1e4), f64::INFINITY);
        assert_eq!(fade_integral(-f64::MIN_POSITIVE), 1.0);
        assert!(fade_integral(f64::NAN).is_nan());
    }
}
