//! Elementary functions with the same bits on every platform.
//!
//! `exp`, `tanh` and the logistic function are the project's own: after Cody & Waite's reduction
//! x = n·ln 2 + r with |r| ≤ ½ ln 2, a polynomial gives e^r − 1 and the powers of two are put
//! together from their bits. They use only additions, multiplications and divisions, each rounded
//! by itself (no fused multiply-add), and no branches: the loops over slices vectorise, and one
//! number comes out with the same bits whether it is computed alone, in SSE2, AVX2, AVX-512 or
//! NEON lanes. `ln` and `ln_1p` are musl's (crate `libm`, error below 1 ulp).
//!
//! W. J. Cody & W. Waite, *Software Manual for the Elementary Functions*, Prentice-Hall 1980,
//! ch. 6 (exp) and 13 (tanh); the split of ln 2 is that of fdlibm's `e_exp.c` (Sun 1993); for
//! vectorised forms see S. L. Moshier's Cephes (1989).

use super::dispatch::vectorised;

/// The upper 32 bits of ln 2: a multiple of it by an integer below 2²¹ is exact.
pub(super) const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
/// ln 2 less [`LN_2_HIGH`].
pub(super) const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
/// 1.5·2⁵²: added to a number below 2⁵¹ it leaves the nearest integer in the low bits.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

/// 1/k! for k = 2, 3 … 13. With |r| ≤ ½ ln 2 the remainder of Taylor's series behind r¹³ is below
/// 0.06 ulp of e^r.
const INVERSE_FACTORIALS: [f64; 12] = [
    1.0 / 2.0,
    1.0 / 6.0,
    1.0 / 24.0,
    1.0 / 120.0,
    1.0 / 720.0,
    1.0 / 5_040.0,
    1.0 / 40_320.0,
    1.0 / 362_880.0,
    1.0 / 3_628_800.0,
    1.0 / 39_916_800.0,
    1.0 / 479_001_600.0,
    1.0 / 6_227_020_800.0,
];

/// e^x, error below 0.7 ulp, also where the result is subnormal (58,000 arguments compared with
/// 60 digits).
pub fn exp(x: f64) -> f64 {
    exp_lane(x)
}

/// Hyperbolic tangent, error below 1.8 ulp in the same comparison, also near 0.
pub fn tanh(x: f64) -> f64 {
    tanh_lane(x)
}

/// The logistic function 1/(1 + e^(−x)), error below 2 ulp in the same comparison; 0 below
/// x = −709.8, where it is subnormal.
pub fn logistic(x: f64) -> f64 {
    logistic_lane(x)
}

/// Natural logarithm.
pub fn ln(x: f64) -> f64 {
    libm::log(x)
}

/// Sine, of radians.
pub fn sin(x: f64) -> f64 {
    libm::sin(x)
}

/// Cosine, of radians.
pub fn cos(x: f64) -> f64 {
    libm::cos(x)
}

/// ln(1 + x) without loss of digits near 0.
pub fn ln_1p(x: f64) -> f64 {
    libm::log1p(x)
}

vectorised! {
    /// Replaces every x by [`exp`]`(x)`, several at a time.
    pub fn exp_in_place(values: &mut [f64]) {
        values.iter_mut().for_each(|x| *x = exp_lane(*x));
    }
}

vectorised! {
    /// Replaces every x by [`tanh`]`(x)`, several at a time.
    pub fn tanh_in_place(values: &mut [f64]) {
        values.iter_mut().for_each(|x| *x = tanh_lane(*x));
    }
}

vectorised! {
    /// Replaces every x by [`logistic`]`(x)`, several at a time.
    pub fn logistic_in_place(values: &mut [f64]) {
        values.iter_mut().for_each(|x| *x = logistic_lane(*x));
    }
}

/// x = n·ln 2 + r, and e^r = 1 + leading + rest with a rest so small that its rounding errors hardly
/// count.
struct Reduced {
    n: i64,
    leading: f64,
    rest: f64,
}

#[inline(always)]
fn reduce(x: f64) -> Reduced {
    let rounded = x * std::f64::consts::LOG2_E + ROUNDER;
    let n = rounded - ROUNDER;
    // The first difference is exact.
    let r_high = x - n * LN_2_HIGH;
    let r_low = n * LN_2_LOW;
    let r = r_high - r_low;
    Reduced {
        n: (rounded.to_bits() as i64).wrapping_sub(ROUNDER.to_bits() as i64),
        leading: r_high,
        rest: r * r * tail(r) - r_low,
    }
}

/// (e^r − 1 − r)/r², the coefficients gathered pairwise (Estrin) so that lanes do not wait.
#[inline(always)]
fn tail(r: f64) -> f64 {
    let c = &INVERSE_FACTORIALS;
    let r2 = r * r;
    let r4 = r2 * r2;
    let low = (c[0] + c[1] * r) + (c[2] + c[3] * r) * r2;
    let middle = (c[4] + c[5] * r) + (c[6] + c[7] * r) * r2;
    let high = (c[8] + c[9] * r) + (c[10] + c[11] * r) * r2;
    low + (middle + high * r4) * r4
}

/// 2^n for −1022 ≤ n ≤ 1023.
#[inline(always)]
fn power_of_two(n: i64) -> f64 {
    f64::from_bits((n.wrapping_add(1023) as u64) << 52)
}

/// [`exp`] as a lane of an element-wise kernel: always part of its caller's loop.
#[inline(always)]
pub(crate) fn exp_lane(x: f64) -> f64 {
    // Beyond these ends the result is 0 or ∞ anyway; NaN passes both comparisons.
    let x = if x > 710.0 { 710.0 } else { x };
    let x = if x < -746.0 { -746.0 } else { x };
    let Reduced { n, leading, rest } = reduce(x);
    // What 1 + leading loses in rounding joins the rest (Dekker 1971).
    let sum = 1.0 + leading;
    let lost = (1.0 - sum) + leading;
    let exp_r = sum + (lost + rest);
    // 2^n in two halves: the first product is exact, the second rounds into the subnormals or
    // overflows. The shift is a logical one because AVX2 has no other for 64 bits.
    let half = ((n.wrapping_add(2048) as u64) >> 1) as i64 - 1024;
    exp_r * power_of_two(half) * power_of_two(n.wrapping_sub(half))
}

/// tanh |x| = E/(E + 2) with E = e^(2|x|) − 1 = 2^n·(e^r − 1) + (2^n − 1), which keeps all digits
/// near 0, where n = 0.
#[inline(always)]
fn tanh_lane(x: f64) -> f64 {
    let doubled = 2.0 * x.abs();
    // tanh 22 rounds to 1.
    let doubled = if doubled > 44.0 { 44.0 } else { doubled };
    let Reduced { n, leading, rest } = reduce(doubled);
    let scale = power_of_two(n);
    let expm1 = scale * (leading + rest) + (scale - 1.0);
    (expm1 / (expm1 + 2.0)).copysign(x)
}

#[inline(always)]
fn logistic_lane(x: f64) -> f64 {
    1.0 / (1.0 + exp_lane(-x))
}

#[cfg(test)]
#[path = "elementary_tests.rs"]
mod tests;
