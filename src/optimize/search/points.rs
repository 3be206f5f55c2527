//! Where a space is tried. One setting: a grid from end to end of its range. Several: Halton's points,
//! which fill the space more evenly than random ones and any number of which is a beginning of the
//! same sequence. Coordinate j of point i is the radical inverse of i in the j-th prime b: with
//! i = Σ d_k b^k,
//!
//! φ_b(i) = Σ d_k b^{−k−1},   in base 2: ½, ¼, ¾, ⅛, ⅝, …
//!
//! It begins with i = 1 everywhere; point 0 would lie in a corner.
//!
//! Sources: Halton 1960, Numer. Math. 2:84; for tuning Bergstra & Bengio 2012, J. Mach. Learn. Res.
//! 13:281 (why no grid in several settings) and Dahl et al. 2023, arXiv:2306.07179, section 4.4.

use super::Range;

/// The points at which `ranges` are tried: `count` of them, each with a value for every range.
/// A grid holds both ends (of a single point: the middle).
pub fn points(ranges: &[Range], count: usize) -> Vec<Vec<f64>> {
    match ranges {
        [] => Vec::new(),
        [range] => grid(count).map(|x| vec![range.at(x)]).collect(),
        _ => (1..=count).map(|index| halton(ranges, index)).collect(),
    }
}

/// So many fractions from 0 to 1.
fn grid(count: usize) -> impl Iterator<Item = f64> {
    (0..count).map(move |index| match count {
        1 => 0.5,
        _ => index as f64 / (count - 1) as f64,
    })
}

fn halton(ranges: &[Range], index: usize) -> Vec<f64> {
    ranges
        .iter()
        .zip(primes())
        .map(|(range, base)| range.at(radical_inverse(index, base)))
        .collect()
}

fn primes() -> impl Iterator<Item = usize> {
    (2..).filter(|n| (2..*n).all(|divisor| n % divisor != 0))
}

/// φ_b(i): the digits of i in base b mirrored at the point. Exact to rounding of one division.
pub(super) fn radical_inverse(mut index: usize, base: usize) -> f64 {
    let (mut mirrored, mut power) = (0, 1);
    while index > 0 {
        mirrored = mirrored * base + index % base;
        power *= base;
        index /= base;
    }
    mirrored as f64 / power as f64
}
