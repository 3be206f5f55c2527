//! Many tests at once: Holm's step-down correction.
//!
//! Of m hypotheses with p-values p₍₁₎ ≤ … ≤ p₍ₘ₎ the adjusted ones are
//!
//! p̃₍ᵢ₎ = max over j ≤ i of min(1, (m − j + 1) p₍ⱼ₎);
//!
//! to reject where p̃ ≤ α keeps the probability of any false rejection at or below α, whatever the
//! dependence between the tests (Holm 1979, Scand. J. Stat. 6:65).

/// Holm's adjusted p-values, in the order of `p`. A NaN, a test that could not be made, stays and
/// does not count among the m.
///
/// ```
/// use galvani::math::statistics::multiple::holm;
/// assert_eq!(holm(&[0.25, 0.125, 0.5]), [0.5, 0.375, 0.5]);
/// ```
pub fn holm(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).filter(|i| !p[*i].is_nan()).collect();
    order.sort_by(|a, b| p[*a].total_cmp(&p[*b]));
    let mut adjusted = p.to_vec();
    let mut largest: f64 = 0.0;
    for (before, &test) in order.iter().enumerate() {
        largest = largest.max(((order.len() - before) as f64 * p[test]).min(1.0));
        adjusted[test] = largest;
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_never_go_down_nor_above_one() {
        // 4·0.125, 3·0.25, 2·0.25 (held at 0.75), 1·0.875.
        assert_eq!(holm(&[0.875, 0.25, 0.125, 0.25]), [0.875, 0.75, 0.5, 0.75]);
        assert_eq!(holm(&[0.75, 0.75]), [1.0, 1.0]);
        assert!(holm(&[]).is_empty());
    }

    #[test]
    fn a_test_that_was_not_made_does_not_count() {
        let adjusted = holm(&[f64::NAN, 0.125, -f64::NAN, 0.5]);
        assert!(adjusted[0].is_nan() && adjusted[2].is_nan());
        assert_eq!((adjusted[1], adjusted[3]), (0.25, 0.5));
    }
}
