//! Many draws from one Poisson distribution.

use super::Stream;
use super::bits::Bits;

/// Bits of a uniform draw.
const BITS: u32 = 53;

/// The Poisson distribution of one mean μ, tabulated for draws by inversion: the count is the
/// smallest k with U < F(k), F(k) = Σ_{j ≤ k} e^(−μ) μʲ/j!, from one uniform U of 53 bits. A guide
/// table gives the k at which to start the search, nearly always the answer (H.-C. Chen & Y. Asau
/// 1974, AIIE Trans. 6:163–166).
///
/// F is computed in whole numbers and is exact to 2⁻⁵³, the resolution of U: counts whose probability
/// beyond them is less than that are never drawn. The bits depend on no exponential function.
///
/// ```
/// use galvani::random::{PoissonTable, Stream};
/// let table = PoissonTable::new(0.4); // 4,000 spikes/s in steps of 0.1 ms
/// let mut stream = Stream::new(1, "doc", "background", 0);
/// let silent = (0..10_000).filter(|_| table.draw(&mut stream) == 0).count();
/// assert!((silent as f64 / 1e4 - 0.6703).abs() < 0.015); // e^−0.4, three standard errors
/// ```
#[derive(Clone, Debug)]
pub struct PoissonTable {
    /// ⌊F(k)·2⁵³⌋; the last is 2⁵³.
    thresholds: Vec<u64>,
    /// For each value of the leading bits of U the smallest k that they leave possible.
    guide: Vec<u16>,
    /// Bits of U behind the leading ones.
    shift: u32,
}

impl PoissonTable {
    /// The largest mean.
    pub const MAX_MEAN: f64 = 1000.0;

    /// Tabulates the distribution of a mean from 0 to [`PoissonTable::MAX_MEAN`].
    ///
    /// # Panics
    /// When the mean is out of this range.
    pub fn new(mean: f64) -> Self {
        assert!(
            (0.0..=Self::MAX_MEAN).contains(&mean),
            "a Poisson table takes means from 0 to {}, not {mean}",
            Self::MAX_MEAN
        );
        let thresholds = thresholds(mean);
        // Eight leading values a count: at least seven searches of eight end where they start.
        let leading_bits = (8 * thresholds.len()).next_power_of_two().ilog2().max(10);
        let shift = BITS - leading_bits;
        let first_possible =
            |leading: u64| thresholds.partition_point(|&t| t <= leading << shift) as u16;
        PoissonTable {
            guide: (0..1 << leading_bits).map(first_possible).collect(),
            thresholds,
            shift,
        }
    }

    /// Draws a count.
    pub fn draw(&self, stream: &mut Stream) -> u32 {
        use rand::Rng;
        self.count(stream.rng.next_u64())
    }

    /// Fills a slice with counts: those that [`PoissonTable::draw`] would give one by one, faster.
    pub fn fill(&self, stream: &mut Stream, mut counts: &mut [u32]) {
        let mut bits = Bits::new(stream);
        while !counts.is_empty() {
            let mut filled = 0;
            let needed = counts.len();
            for (count, draw) in counts.iter_mut().zip(bits.at_hand(needed)) {
                *count = self.count(draw);
                filled += 1;
            }
            bits.skip(filled);
            counts = &mut counts[filled..];
        }
    }

    #[inline(always)]
    fn count(&self, draw: u64) -> u32 {
        let u = draw >> (64 - BITS);
        let mut k = usize::from(self.guide[(u >> self.shift) as usize]);
        while self.thresholds[k] <= u {
            k += 1;
        }
        k as u32
    }
}

/// ⌊F(k)·2⁵³⌋ for k = 0, 1 … until F(k) is 1 in 53 bits.
fn thresholds(mean: f64) -> Vec<u64> {
    let weights = weights(mean);
    let total: u128 = weights.iter().sum();
    let mut sum = 0;
    let mut thresholds = Vec::with_capacity(weights.len());
    for weight in weights {
        sum += weight;
        thresholds.push(((sum << BITS) / total) as u64);
    }
    // Those behind differ from 1 by less than the resolution.
    let certain = (1 << BITS) - 1;
    let last = thresholds.partition_point(|&t| t < certain);
    thresholds.truncate(last + 1);
    thresholds[last] = 1 << BITS;
    thresholds
}

/// The probabilities of the counts 0, 1 … but for a common factor, from that of the mode, 2⁶⁸, by
/// p(k + 1) = p(k) μ/(k + 1), with μ as the fraction M/2ˢ that it is. The products stay below 2¹²¹,
/// the sum of all times 2⁵³ below 2¹²⁸, and what the divisions cut off is less than 2⁻⁵⁷ of the sum.
fn weights(mean: f64) -> Vec<u128> {
    const MODE: u128 = 1 << 68;
    // Counts above 0 are then less probable than the resolution.
    if mean < 2.0_f64.powi(-54) {
        return vec![MODE];
    }
    let exponent = (mean.to_bits() >> 52) as i32 - 1023;
    let shift = 52 - exponent;
    let significand = u128::from(mean.to_bits() & ((1 << 52) - 1) | 1 << 52);
    let mode = mean as u128;
    let mut weights = vec![MODE];
    for k in (1..=mode).rev() {
        weights.push(weights[weights.len() - 1] * (k << shift) / significand);
    }
    weights.reverse();
    for k in mode + 1.. {
        let weight = weights[weights.len() - 1] * significand / (k << shift);
        if weight == 0 {
            break;
        }
        weights.push(weight);
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(purpose: &str) -> Stream {
        Stream::new(1974, "test", purpose, 0)
    }

    /// ⌊F(k)·2⁵³⌋ with 40 digits, by mpmath.
    #[test]
    fn the_distribution_is_exact_to_53_bits() {
        for (mean, counts, expected) in [
            (
                0.1,
                [0, 1, 5],
                [8150050917395258, 8965056009134784, 9007199243257725],
            ),
            (
                0.4,
                [0, 1, 5],
                [6037706219090157, 8452788706726220, 9007162841488120],
            ),
            (
                4.0,
                [0, 4, 15],
                [164972608948711, 5664059573905766, 9007155186021362],
            ),
            (
                30.25,
                [10, 30, 60],
                [169720162709, 4775609460334842, 9007193996644630],
            ),
            (
                300.0,
                [200, 300, 400],
                [4598155, 4641848942350304, 9007199107073096],
            ),
        ] {
            let table = PoissonTable::new(mean);
            assert_eq!(counts.map(|k| table.thresholds[k]), expected, "{mean}");
        }
    }

    /// On both sides of every step of F the count is the right one, so the guide never starts too
    /// late.
    #[test]
    fn every_step_of_the_distribution_is_where_it_belongs() {
        for mean in [1e-9, 0.1, 1.0, 4.0, 77.7, 1000.0] {
            let table = PoissonTable::new(mean);
            let steps = &table.thresholds;
            assert_eq!(*steps.last().unwrap(), 1 << BITS);
            for (k, &step) in steps.iter().enumerate() {
                let first = steps[..k].last().copied().unwrap_or(0);
                if first < step {
                    assert_eq!(table.count(first << 11), k as u32, "{mean}");
                    assert_eq!(table.count((step - 1) << 11), k as u32, "{mean}");
                }
            }
        }
    }

    #[test]
    fn counts_are_distributed_as_poisson_says() {
        let n = 1_000_000;
        for mean in [0.4, 4.0, 30.25, 300.0] {
            let mut counts = vec![0; n];
            PoissonTable::new(mean).fill(&mut stream("counts"), &mut counts);
            let probability =
                |k: usize| (k as f64 * f64::ln(mean) - mean - libm::lgamma(k as f64 + 1.0)).exp();
            let mut found = vec![0.0; 1000];
            for count in counts {
                found[count as usize] += 1.0;
            }
            // Counts of which fewer than twenty are expected are taken together.
            let (mut chi2, mut freedom) = (0.0, -1.0);
            let (mut expected, mut observed) = (0.0, 0.0);
            for (k, found) in found.iter().enumerate() {
                expected += n as f64 * probability(k);
                observed += found;
                if expected > 20.0 {
                    chi2 += (observed - expected) * (observed - expected) / expected;
                    freedom += 1.0;
                    (expected, observed) = (0.0, 0.0);
                }
            }
            assert!(expected < 20.0 && observed < 60.0, "beyond: {observed}");
            let allowed = freedom + 4.0 * f64::sqrt(2.0 * freedom);
            assert!(chi2 < allowed, "mean {mean}: χ² {chi2} of {freedom}");
        }
    }

    #[test]
    fn known_answers() {
        let mut stream = stream("known");
        let mut draws = |mean| {
            let mut counts = [0; 6];
            PoissonTable::new(mean).fill(&mut stream, &mut counts);
            counts
        };
        let found = [draws(0.4), draws(4.0), draws(300.0)];
        let expected = [
            [2, 0, 0, 0, 0, 0],
            [3, 3, 8, 9, 4, 3],
            [313, 310, 288, 296, 277, 307],
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn many_draws_are_those_one_by_one() {
        let table = PoissonTable::new(4.0);
        let (mut one, mut many) = (stream("cuts"), stream("cuts"));
        let mut counts = [0; 1000];
        let (first, second) = counts.split_at_mut(3);
        table.fill(&mut many, first);
        table.fill(&mut many, second);
        for count in counts {
            assert_eq!(count, table.draw(&mut one));
        }
        assert_eq!(one.uniform(), many.uniform());
    }

    #[test]
    fn means_too_small_for_a_count() {
        for mean in [0.0, 1e-300, 1e-17] {
            let table = PoissonTable::new(mean);
            assert_eq!(table.count(u64::MAX), 0);
        }
    }

    #[test]
    #[should_panic(expected = "means from 0 to 1000, not 1000.5")]
    fn a_mean_too_large_is_refused() {
        PoissonTable::new(1000.5);
    }
}
