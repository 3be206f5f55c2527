//! What statistics expect of m random pairs.
//!
//! A unit of B in a stored pair k receives n times its own sign plus Σ c_l·Y_l over the m − 1 other
//! pairs, c_l = X_l·X_k; it fails where that sum opposes it and is larger. All units of B share the
//! overlaps c, so their failures come together: given c they are independent, with a probability q
//! that differs from pair to pair. Its first two moments are the chances of one unit and of two units
//! to fail; here q follows the beta distribution with these moments.

use crate::math::elementary::{exp, ln, ln_1p};
use crate::memory::Units;
use crate::memory::theory::{bit_error, exact_bit_error};
use std::f64::consts::{FRAC_1_SQRT_2, LN_2};

/// Points of the integral over half of the normal distribution, and where it ends.
const POINTS: usize = 48;
const REACH: f64 = 6.0;
/// Probability below which a term is left out.
const NEGLIGIBLE: f64 = 1e-15;

/// The probability that a unit of either layer leaves its stored state, by the exact distribution of
/// its field. A unit receives from n others, as one of n + 1 in Hopfield's network does.
pub fn unit_error(units: Units, [n, p]: [usize; 2], pairs: usize) -> f64 {
    let of_b = exact_bit_error(units, n + 1, pairs);
    let of_a = exact_bit_error(units, p + 1, pairs);
    (p as f64 * of_b + n as f64 * of_a) / (n + p) as f64
}

/// The probability that a stored pair is in resonance if units failed independently, with normal fields:
/// (1 − Q(√(n/(m−1))))^p · (1 − Q(√(p/(m−1))))^n for ±1 units.
pub fn stable_if_independent(units: Units, [n, p]: [usize; 2], pairs: usize) -> f64 {
    let none_fails = |inputs: usize, outputs: usize| {
        exp(outputs as f64 * ln_1p(-bit_error(units, inputs, pairs)))
    };
    none_fails(n, p) * none_fails(p, n)
}

/// The same probability with failures that come together.
pub fn stable(units: Units, [n, p]: [usize; 2], pairs: usize) -> f64 {
    if pairs == 1 {
        return 1.0;
    }
    let none_fails = |inputs: usize, outputs: usize| {
        let crosstalk = Crosstalk::of(units, inputs, pairs);
        none_of(outputs, crosstalk.one_fails(), crosstalk.two_fail())
    };
    none_fails(n, p) * none_fails(p, n)
}

/// The largest number of pairs of which at least half are expected in resonance.
pub fn half_stable(units: Units, layers: [usize; 2]) -> usize {
    let mut pairs = 1;
    while stable(units, layers, pairs + 1) >= 0.5 {
        pairs += 1;
    }
    pairs
}

/// The probability that none of some units fails, each of which does with a chance that has the beta
/// distribution: `one` is its mean, `two` that of its square.
fn none_of(units: usize, one: f64, two: f64) -> f64 {
    let correlation = (two - one * one) / (one * (1.0 - one));
    // Also where both are 0 to rounding.
    if !(correlation > NEGLIGIBLE) {
        return exp(units as f64 * ln_1p(-one));
    }
    let sum = 1.0 / correlation - 1.0;
    let kept = (1.0 - one) * sum;
    let logarithms = (0..units).map(|unit| ln((kept + unit as f64) / (sum + unit as f64)));
    exp(logarithms.sum())
}

/// What a unit receives from the other pairs.
struct Crosstalk {
    /// Units that send.
    sending: f64,
    /// How far the sum of the other pairs may oppose the signal: between the field 0, which keeps the
    /// unit, and the next value below.
    margin: f64,
    /// The other pairs.
    others: usize,
}

impl Crosstalk {
    fn of(units: Units, inputs: usize, pairs: usize) -> Self {
        let sending = match units {
            Units::Binary => 0.5 * inputs as f64,
            Units::Bipolar => inputs as f64,
        };
        // Fields are even or odd as m times the units that send, of which a binary number varies.
        let is_even = |number: usize| number.is_multiple_of(2);
        let step = match units {
            _ if is_even(pairs) => 1.0,
            Units::Bipolar if is_even(inputs) => 1.0,
            Units::Bipolar => 0.0,
            Units::Binary => 0.5,
        };
        Crosstalk {
            sending,
            margin: sending + step,
            others: pairs - 1,
        }
    }

    fn one_fails(&self) -> f64 {
        upper_tail(self.margin / (self.sending * self.others as f64).sqrt())
    }

    /// Of the other pairs r have the same product of signs at both units and the rest opposite ones, so
    /// that the fields' noise is u + v and u − v: both fail where u > margin + |v|.
    fn two_fail(&self) -> f64 {
        // ln of the binomial weights, each from the one before.
        let mut logarithm = -(self.others as f64) * LN_2;
        let mut sum = 0.0;
        for same in 0..=self.others {
            let weight = exp(logarithm);
            if weight > NEGLIGIBLE {
                sum += weight * self.two_fail_where(same);
            }
            logarithm += ln((self.others - same).max(1) as f64 / (same + 1) as f64);
        }
        sum
    }

    fn two_fail_where(&self, same: usize) -> f64 {
        if same == 0 {
            return 0.0;
        }
        let deviation = |pairs: usize| (self.sending * pairs as f64).sqrt();
        let (u, v) = (deviation(same), deviation(self.others - same));
        let (mut sum, mut weights) = (0.0, 0.0);
        for point in 0..POINTS {
            let z = REACH * (point as f64 + 0.5) / POINTS as f64;
            let weight = exp(-0.5 * z * z);
            sum += weight * upper_tail((self.margin + z * v) / u);
            weights += weight;
        }
        sum / weights
    }
}

/// Q(x), the normal distribution above x.
fn upper_tail(x: f64) -> f64 {
    0.5 * libm::erfc(x * FRAC_1_SQRT_2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One pair is always kept, and the layers may change places.
    #[test]
    fn limits() {
        for units in [Units::Binary, Units::Bipolar] {
            assert_eq!(stable(units, [50, 40], 1), 1.0);
            assert_eq!(stable_if_independent(units, [50, 40], 1), 1.0);
            let half = half_stable(units, [50, 40]);
            assert_eq!(half, half_stable(units, [40, 50]));
            assert!(stable(units, [50, 40], half + 1) < 0.5);
        }
    }

    /// A uniform chance has moments 1/2 and 1/3, and then none of n fails with 1/(n + 1); a constant one
    /// is the independent case.
    #[test]
    fn none_of_some_units_fails() {
        approx::assert_abs_diff_eq!(none_of(9, 0.5, 1.0 / 3.0), 0.1, epsilon = 1e-12);
        approx::assert_abs_diff_eq!(none_of(9, 0.5, 0.25), 0.5_f64.powi(9), epsilon = 1e-12);
    }

    /// With one other pair both units have one sign of it each: they fail together or never.
    #[test]
    fn two_units_fail_together_where_one_other_pair_is_stored() {
        let crosstalk = Crosstalk::of(Units::Bipolar, 100, 2);
        let half = 0.5 * crosstalk.one_fails();
        approx::assert_relative_eq!(crosstalk.two_fail(), half, max_relative = 1e-12);
    }
}
