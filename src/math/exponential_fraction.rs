//! e^x as a fraction, in lanes, for kernels that divide anyway.
//!
//! After the reduction x = n·ln 2 + r with |r| ≤ ½ ln 2 of [`elementary`](super::elementary),
//!
//! ```text
//! e^x = 2^n (R + r)/(R − r),     R = r coth(r/2) = 2 + r²/6 − r⁴/360 + …
//! ```
//!
//! R is even in r, so that five coefficients do where a polynomial of e^r takes twelve; e^(−x) is
//! the same fraction turned over; and numerator less denominator,
//!
//! ```text
//! 2^n (R + r) − (R − r) = (2^n − 1) R + (2^n + 1) r,
//! ```
//!
//! loses no digits where e^x − 1 does, near x = 0: there n = 0 and it is 2r.
//!
//! The coefficients are those of fdlibm's `e_exp.c` (Sun 1993), a minimax polynomial of R whose
//! error is below 2⁻⁵⁹. The fraction is within 1.4 ulp of e^x, the excess over 1 within 3 ulp of
//! e^x − 1 (61,000 arguments compared with 60 digits). Only additions, multiplications and shifts, each rounded
//! by itself: the same bits alone and in any vectors.

use super::elementary::{LN_2_HIGH, LN_2_LOW};

/// 1.5·2⁵² + 1023: added to a number it leaves the nearest integer, plus the bias of an exponent,
/// in the low bits.
const ROUNDER: f64 = 6_755_399_441_056_767.0;

/// (R − 2)/r² by powers of r².
const EVEN: [f64; 5] = [
    1.666_666_666_666_660_2e-1,
    -2.777_777_777_701_559_3e-3,
    6.613_756_321_437_934e-5,
    -1.653_390_220_546_525_2e-6,
    4.138_136_797_057_238_5e-8,
];

/// e^x = upper/lower.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ExponentialFraction {
    /// 2^n (R + r).
    pub upper: f64,
    /// R − r, between 1.6 and 2.4.
    pub lower: f64,
    /// upper − lower without cancellation: e^x − 1 = excess/lower.
    pub excess: f64,
}

/// The fraction for −708 ≤ x ≤ 709.4 (upper and excess are ∞ from 708.8 on); NaN for NaN. Outside
/// this range the result means nothing: the caller keeps x inside.
#[inline(always)]
pub(crate) fn exponential_fraction(x: f64) -> ExponentialFraction {
    let rounded = x * std::f64::consts::LOG2_E + ROUNDER;
    let n = rounded - ROUNDER;
    // The first product and the first difference are exact.
    let r = (x - n * LN_2_HIGH) - n * LN_2_LOW;
    let power = f64::from_bits(rounded.to_bits() << 52);
    let even = even_part(r);
    ExponentialFraction {
        upper: power * (even + r),
        lower: even - r,
        excess: (power - 1.0) * even + (power + 1.0) * r,
    }
}

/// Up to this |x| n is 0.
pub(crate) const UNREDUCED: f64 = 0.34;

/// The bits of [`exponential_fraction`] for |x| ≤ [`UNREDUCED`].
#[inline(always)]
pub(crate) fn exponential_fraction_near_zero(x: f64) -> ExponentialFraction {
    let even = even_part(x);
    ExponentialFraction {
        upper: even + x,
        lower: even - x,
        excess: 2.0 * x,
    }
}

/// R, gathered so that few operations wait for others.
#[inline(always)]
fn even_part(r: f64) -> f64 {
    let (c, z) = (&EVEN, r * r);
    let z2 = z * z;
    (2.0 + z * (c[0] + c[1] * z)) + (z * z2) * ((c[2] + c[3] * z) + c[4] * z2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// libm's own error, up to 1 ulp, adds to what is stated above.
    #[test]
    fn the_fraction_is_the_exponential_and_its_excess_keeps_all_digits() {
        let near_zero = (-300..9).map(|k| 1.1 * libm::exp2(f64::from(k)) / 64.0);
        let wide = (1..70_000).map(|k| 0.01 * f64::from(k));
        for x in near_zero.chain(wide).flat_map(|x| [x, -x]) {
            let ExponentialFraction {
                upper,
                lower,
                excess,
            } = exponential_fraction(x);
            let of_value = upper / lower / libm::exp(x) - 1.0;
            let of_excess = excess / lower / libm::expm1(x) - 1.0;
            assert!(of_value.abs() < 2.2 * f64::EPSILON, "{x}: {of_value:e}");
            assert!(of_excess.abs() < 4.0 * f64::EPSILON, "{x}: {of_excess:e}");
        }
    }

    #[test]
    fn near_zero_nothing_is_reduced() {
        for k in -3400..=3400 {
            let x = f64::from(k) / 3400.0 * UNREDUCED;
            let (near, whole) = (exponential_fraction_near_zero(x), exponential_fraction(x));
            assert_eq!(near.upper.to_bits(), whole.upper.to_bits(), "{x}");
            assert_eq!(near.lower.to_bits(), whole.lower.to_bits(), "{x}");
            assert_eq!(near.excess.to_bits(), whole.excess.to_bits(), "{x}");
        }
    }

    #[test]
    fn what_is_no_number_stays_none() {
        let fraction = exponential_fraction(f64::NAN);
        assert!(fraction.upper.is_nan() && fraction.lower.is_nan() && fraction.excess.is_nan());
    }
}
