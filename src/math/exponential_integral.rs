//! Integrals of a fading exponential over a step:
//!
//! ```text
//! φ(z) = ∫₀¹ e^(−z s) ds = (1 − e^(−z))/z          ψ(z) = ∫₀¹ s e^(−z s) ds = (1 − (1 + z) e^(−z))/z²
//! ```
//!
//! by their series where the differences would cancel.

use super::elementary::{exp, exp_lane};

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

/// Below this |z| the series is taken.
const SERIES_BELOW: f64 = 0.5;

/// (−1)^k/(k + 1)! for k = 0, 1 … 13: the first term left out is below 3·10⁻¹⁷ for |z| ≤ ½.
const COEFFICIENTS: [f64; 14] = [
    1.0,
    -1.0 / 2.0,
    1.0 / 6.0,
    -1.0 / 24.0,
    1.0 / 120.0,
    -1.0 / 720.0,
    1.0 / 5_040.0,
    -1.0 / 40_320.0,
    1.0 / 362_880.0,
    -1.0 / 3_628_800.0,
    1.0 / 39_916_800.0,
    -1.0 / 479_001_600.0,
    1.0 / 6_227_020_800.0,
    -1.0 / 87_178_291_200.0,
];

/// φ(z) in lanes: without a branch, with the same bits alone and in vectors. It overflows below
/// z = −709, where e^(−z) does.
#[inline(always)]
pub fn fade_integral(z: f64) -> f64 {
    let far = (1.0 - exp_lane(-z)) / z;
    if z.abs() < SERIES_BELOW { near(z) } else { far }
}

#[inline(always)]
fn near(z: f64) -> f64 {
    let c = &COEFFICIENTS;
    let z2 = z * z;
    let z4 = z2 * z2;
    let first = (c[0] + c[1] * z) + (c[2] + c[3] * z) * z2;
    let second = (c[4] + c[5] * z) + (c[6] + c[7] * z) * z2;
    let third = (c[8] + c[9] * z) + (c[10] + c[11] * z) * z2;
    let last = c[12] + c[13] * z;
    first + (second + (third + last * z4) * z4) * z4
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
        for k in (-4000..4000).filter(|&k| k != 0) {
            let z = f64::from(k) * 1e-3;
            let exact = -(-z).exp_m1() / z;
            let got = fade_integral(z);
            assert!((got / exact - 1.0).abs() < 1e-15, "{z}: {got} {exact}");
        }
    }
}
