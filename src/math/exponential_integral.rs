//! Integrals of a fading exponential over a step:
//!
//! ```text
//! φ(z) = ∫₀¹ e^(−z s) ds = (1 − e^(−z))/z          ψ(z) = ∫₀¹ s e^(−z s) ds = (1 − (1 + z) e^(−z))/z²
//! ```
//!
//! by their series where the differences would cancel.

use super::elementary::exp;
use super::exponential_fraction::exponential_fraction;

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

/// Beyond these ends e^(−z) no longer counts beside 1, or overflows.
const FADED: f64 = 700.0;
const OVERFLOWING: f64 = -709.4;

/// Stands for z = 0, where φ is 1 and its fraction 0/0.
const TINY: f64 = 1e-100;

/// φ(z), as the excess of the fraction e^(−z) over 1 divided by −z, error below 4 ulp: one division
/// and no series, because this difference does not cancel. In lanes: without a branch, with the
/// same bits alone and in vectors. ∞ below z = −708.8.
#[inline(always)]
pub fn fade_integral(z: f64) -> f64 {
    let z = if z == 0.0 { TINY } else { z };
    let within = if z > FADED { FADED } else { z };
    let within = if within < OVERFLOWING {
        OVERFLOWING
    } else {
        within
    };
    let fade = exponential_fraction(-within);
    -fade.excess / (fade.lower * z)
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
    fn lanes_have_the_limits_of_the_function() {
        assert_eq!(fade_integral(f64::INFINITY), 0.0);
        assert_eq!(fade_integral(1e300), 1e-300);
        assert_eq!(fade_integral(-1e4), f64::INFINITY);
        assert_eq!(fade_integral(-f64::MIN_POSITIVE), 1.0);
        assert!(fade_integral(f64::NAN).is_nan());
    }
}
