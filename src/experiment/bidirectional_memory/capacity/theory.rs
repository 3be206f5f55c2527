//! What statistics expect of random pairs.

use crate::math::elementary::{exp, ln, ln_1p};
use crate::memory::Units;
use crate::memory::theory::{bit_error, exact_bit_error};
use std::f64::consts::FRAC_1_SQRT_2;

/// Points of the midpoint rule.
const POINTS: usize = 400;

/// The probability that a unit of either layer leaves its stored state: the field's signal against m −
/// 1 other pairs, by the exact distribution. A unit receives from n others, as one of n + 1 in
/// Hopfield's network does.
pub fn unit_error(units: Units, [n, p]: [usize; 2], pairs: usize) -> f64 {
    let of_b = exact_bit_error(units, n + 1, pairs);
    let of_a = exact_bit_error(units, p + 1, pairs);
    (p as f64 * of_b + n as f64 * of_a) / (n + p) as f64
}

/// The probability that a stored pair is in resonance if units failed independently, with normal fields:
/// (1 − Q(√(n/(m−1))))^p · (1 − Q(√(p/(m−1))))^n for ±1 units.
pub fn stable_if_independent(units: Units, [n, p]: [usize; 2], pairs: usize) -> f64 {
    let keeps = |inputs: usize, outputs: usize| all_keep(bit_error(units, inputs, pairs), outputs);
    keeps(n, p) * keeps(p, n)
}

/// The same probability with what the units of a layer have in common: all receive the overlaps of the
/// stored state with the m − 1 others, whose squares sum up to n χ²_(m−1). The mean is over this sum.
pub fn stable(units: Units, [n, p]: [usize; 2], pairs: usize) -> f64 {
    let keeps = |inputs: usize, outputs: usize| {
        let sending = match units {
            Units::Binary => 0.5 * inputs as f64,
            Units::Bipolar => inputs as f64,
        };
        mean_over_chi(pairs - 1, |chi| {
            let error = 0.5 * libm::erfc(sending.sqrt() / chi * FRAC_1_SQRT_2);
            all_keep(error, outputs)
        })
    };
    keeps(n, p) * keeps(p, n)
}

fn all_keep(error: f64, units: usize) -> f64 {
    exp(units as f64 * ln_1p(-error))
}

/// The mean of f(χ) for χ with ν degrees of freedom, density ∝ χ^(ν−1) e^(−χ²/2), by the midpoint rule
/// within 9 of its middle; for ν = 0 the limit of f at 0, taken to be 1.
fn mean_over_chi(nu: usize, f: impl Fn(f64) -> f64) -> f64 {
    if nu == 0 {
        return 1.0;
    }
    let nu = nu as f64;
    let (low, high) = ((nu.sqrt() - 9.0).max(0.0), nu.sqrt() + 9.0);
    // Divided by its largest value, lest it overflow.
    let peak = (nu - 1.0).max(1e-9);
    let logarithm = |chi: f64| (nu - 1.0) * ln(chi * chi / peak) / 2.0 - (chi * chi - peak) / 2.0;
    let (mut sum, mut weights) = (0.0, 0.0);
    for point in 0..POINTS {
        let chi = low + (high - low) * (point as f64 + 0.5) / POINTS as f64;
        let weight = exp(logarithm(chi));
        sum += weight * f(chi);
        weights += weight;
    }
    sum / weights
}

/// The largest number of pairs of which at least half are expected in resonance.
pub fn half_stable(units: Units, layers: [usize; 2]) -> usize {
    let mut pairs = 1;
    while stable(units, layers, pairs + 1) >= 0.5 {
        pairs += 1;
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// E χ² = ν, E 1/χ² = 1/(ν − 2).
    #[test]
    fn moments_of_chi() {
        for nu in [1, 2, 5, 30, 500] {
            let square = mean_over_chi(nu, |chi| chi * chi);
            assert!((square / nu as f64 - 1.0).abs() < 1e-9, "{nu}: {square}");
        }
        let inverse = mean_over_chi(7, |chi| 1.0 / (chi * chi));
        assert!((inverse - 0.2).abs() < 1e-9, "{inverse}");
    }

    /// One pair is always kept, and the layers may change places.
    #[test]
    fn limits() {
        for units in [Units::Binary, Units::Bipolar] {
            assert_eq!(stable(units, [50, 40], 1), 1.0);
            assert_eq!(stable_if_independent(units, [50, 40], 1), 1.0);
            assert_eq!(half_stable(units, [50, 40]), half_stable(units, [40, 50]));
        }
    }
}
