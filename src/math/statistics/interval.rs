//! Intervals of confidence: Student's t for a mean, Wilson's for a probability, the percentile
//! bootstrap for order statistics.
//!
//! * Mean of n numbers: x̄ ± t_{1−α/2, n−1} s/√n, where α = 1 − level (Student 1908, Biometrika 6:1).
//! * Bootstrap: a statistic T of the sample has, over samples of n drawn from it with replacement, a
//!   distribution, and the interval reaches from its α/2- to its (1 − α/2)-quantile (Efron 1979, Ann.
//!   Stat. 7:1; Efron & Tibshirani 1993, *An Introduction to the Bootstrap*, ch. 13).
//!
//! For an order statistic this distribution needs no random numbers: the r-th smallest of n draws is
//! at most x₍ᵢ₎ where at least r of them are, a binomial tail (Efron 1979, sect. 3). A quantile
//! between the r-th and the next, (1 − w) X₍ᵣ₎ + w X₍ᵣ₊₁₎, needs the joint distribution
//!
//! P(X₍ᵣ₎ ≤ x₍ᵢ₎, X₍ᵣ₊₁₎ ≥ x₍ⱼ₎) = C(n, r) (i/n)^r ((n − j + 1)/n)^(n−r), i < j.
//!
//! Infinite numbers may stand in the sample: a run that never reached its target took +∞, and where
//! too many did, so is the interval's end.

use super::distributions::{binomial_tail, normal_critical, t_critical};
use super::{mean, quantile_of_sorted, standard_deviation};
use crate::math::{exp, ln};

/// Two masses closer than this are equal: an end must not hang on the last digit of a probability.
const SAME_MASS: f64 = 1e-12;

/// An interval, ends included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

impl Interval {
    const UNKNOWN: Interval = Interval {
        low: f64::NAN,
        high: f64::NAN,
    };
}

/// Student's interval of the mean. NaN for fewer than two numbers and where one is not finite.
///
/// ```
/// use galvani::math::statistics::interval;
/// let interval = interval::of_mean(&[1.0, 2.0, 3.0], 0.95);
/// // 2 ± 4.302653/√3.
/// assert!((interval.high - 4.484138).abs() < 1e-6);
/// ```
///
/// # Panics
/// For a level outside of 0 to 1, ends excluded; so do all functions here.
pub fn of_mean(sample: &[f64], level: f64) -> Interval {
    let alpha = alpha(level);
    let n = sample.len() as f64;
    let half = t_critical(alpha, n - 1.0) * standard_deviation(sample) / n.sqrt();
    let centre = mean(sample);
    Interval {
        low: centre - half,
        high: centre + half,
    }
}

/// Wilson's interval of a probability from `successes` in `trials` (E. B. Wilson 1927, J. Am. Stat.
/// Assoc. 22:209): all p from which the share found is at most z standard deviations
/// √(p(1 − p)/n) away. NaN without trials.
///
/// ```
/// use galvani::math::statistics::interval;
/// // z² = 3.8415: of 10 successes in 10 trials p may be 10/(10 + z²).
/// let interval = interval::of_share(10, 10, 0.95);
/// assert!((interval.low - 0.722467).abs() < 1e-6 && (interval.high - 1.0).abs() < 1e-15);
/// ```
pub fn of_share(successes: usize, trials: usize, level: f64) -> Interval {
    let z = normal_critical(alpha(level));
    let (n, share) = (trials as f64, successes as f64 / trials as f64);
    let centre = share + z * z / (2.0 * n);
    let half = z * (share * (1.0 - share) / n + (z / (2.0 * n)).powi(2)).sqrt();
    let end = |at: f64| (at / (1.0 + z * z / n)).clamp(0.0, 1.0);
    Interval {
        low: end(centre - half),
        high: end(centre + half),
    }
}

/// The exact percentile bootstrap interval of the median; see [`of_quantile`].
pub fn of_median(sample: &[f64], level: f64) -> Interval {
    of_quantile(sample, 0.5, level)
}

/// The exact percentile bootstrap interval of the p-quantile (as [`quantile`](super::quantile) defines it): what
/// [`by_resampling`] comes to with all nⁿ samples. Its ends are the least value that the quantile of
/// a sample stays at or below with probability α/2 or more, and the largest that it stays at or above
/// with that probability. NaN for an empty sample and one that holds NaN or infinities of both signs.
/// Takes O(n² log n) steps.
///
/// ```
/// use galvani::math::statistics::interval::{Interval, of_median};
/// // Of the 27 samples of 1, 2, ∞ the median is 1 in 7, 2 in 13, ∞ in 7.
/// let sample = [1.0, f64::INFINITY, 2.0];
/// assert_eq!(of_median(&sample, 0.4), Interval { low: 2.0, high: 2.0 });
/// assert_eq!(of_median(&sample, 0.5), Interval { low: 1.0, high: f64::INFINITY });
/// ```
///
/// # Panics
/// For p outside of 0 to 1 and as [`of_mean`].
pub fn of_quantile(sample: &[f64], p: f64, level: f64) -> Interval {
    let tail = 0.5 * alpha(level);
    assert!((0.0..=1.0).contains(&p), "no quantile lies at p = {p}");
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    let has = |x: f64| sorted.contains(&x);
    let between_infinities = has(f64::NEG_INFINITY) && has(f64::INFINITY);
    if sorted.is_empty() || sorted.iter().any(|x| x.is_nan()) || between_infinities {
        return Interval::UNKNOWN;
    }
    let mut values = values_of_quantile(&sorted, p);
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    Interval {
        low: end(values.iter(), tail),
        high: end(values.iter().rev(), tail),
    }
}

/// The first value at which the masses so far come to `tail`.
fn end<'a>(mut values: impl Iterator<Item = &'a (f64, f64)>, tail: f64) -> f64 {
    let mut so_far = 0.0;
    let reaches = |(_, mass): &&(f64, f64)| {
        so_far += mass;
        so_far >= tail - SAME_MASS
    };
    values.find(reaches).map_or(f64::NAN, |(value, _)| *value)
}

/// The values that the p-quantile of a sample drawn from `sorted` may have, each with its probability.
fn values_of_quantile(sorted: &[f64], p: f64) -> Vec<(f64, f64)> {
    let n = sorted.len();
    let place = (n - 1) as f64 * p;
    let (r, weight) = (place as usize + 1, place.fract());
    let at_most = |i: usize| binomial_tail(r, n, i as f64 / n as f64);
    let mut values: Vec<(f64, f64)> = (1..=n)
        .map(|i| (sorted[i - 1], at_most(i) - at_most(i - 1)))
        .collect();
    if weight == 0.0 {
        return values;
    }
    let beyond = ExactlyBelow::new(n, r);
    for i in 1..n {
        for j in i + 1..=n {
            let mass = beyond.mass(i, j);
            let pair = [sorted[i - 1], sorted[j - 1]];
            // Of the mass of x₍ᵢ₎ as r-th, what has another as next.
            values[i - 1].1 -= mass;
            values.push((quantile_of_sorted(&pair, weight), mass));
        }
    }
    values
}

/// P(exactly r of n draws are at most x₍ᵢ₎, the others at least x₍ⱼ₎).
struct ExactlyBelow {
    n: usize,
    r: usize,
    ln_choose: f64,
    /// ln(i/n).
    ln_share: Vec<f64>,
}

impl ExactlyBelow {
    fn new(n: usize, r: usize) -> Self {
        let ln_factorial = |m: usize| libm::lgamma(m as f64 + 1.0);
        ExactlyBelow {
            n,
            r,
            ln_choose: ln_factorial(n) - ln_factorial(r) - ln_factorial(n - r),
            ln_share: (0..=n).map(|i| ln(i as f64 / n as f64)).collect(),
        }
    }

    fn below_and_above(&self, i: usize, j: usize) -> f64 {
        let (below, above) = (self.r as f64, (self.n - self.r) as f64);
        exp(self.ln_choose + below * self.ln_share[i] + above * self.ln_share[self.n + 1 - j])
    }

    /// P(X₍ᵣ₎ = x₍ᵢ₎, X₍ᵣ₊₁₎ = x₍ⱼ₎) for i < j.
    fn mass(&self, i: usize, j: usize) -> f64 {
        self.below_and_above(i, j) - self.below_and_above(i - 1, j) - self.below_and_above(i, j + 1)
            + self.below_and_above(i - 1, j + 1)
    }
}

/// The percentile bootstrap interval of any statistic, from `resamples` samples drawn with
/// replacement. `draw(n)` gives a place from 0 to n − 1, `|n| stream.below(n as u64) as usize` with
/// a random stream; `statistic` may put its sample into order. Quantiles of the drawn values
/// interpolate as [`quantile`](super::quantile) does. NaN for an empty sample and where the statistic is NaN.
///
/// # Panics
/// As [`of_mean`].
pub fn by_resampling(
    sample: &[f64],
    level: f64,
    resamples: usize,
    mut statistic: impl FnMut(&mut [f64]) -> f64,
    mut draw: impl FnMut(usize) -> usize,
) -> Interval {
    let tail = 0.5 * alpha(level);
    if sample.is_empty() {
        return Interval::UNKNOWN;
    }
    let mut drawn = sample.to_vec();
    let mut values: Vec<f64> = (0..resamples)
        .map(|_| {
            drawn.fill_with(|| sample[draw(sample.len())]);
            statistic(&mut drawn)
        })
        .collect();
    values.sort_by(f64::total_cmp);
    Interval {
        low: quantile_of_sorted(&values, tail),
        high: quantile_of_sorted(&values, 1.0 - tail),
    }
}

fn alpha(level: f64) -> f64 {
    assert!(
        level > 0.0 && level < 1.0,
        "no interval has the level {level}"
    );
    1.0 - level
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::statistics::{median, quantile};

    /// Counts the quantiles of all nⁿ samples.
    fn of_all_samples(sample: &[f64], p: f64, level: f64) -> Interval {
        let n = sample.len();
        let count = n.pow(n as u32);
        let mut values: Vec<f64> = (0..count)
            .map(|mut code| {
                let mut place = || {
                    let place = code % n;
                    code /= n;
                    place
                };
                let drawn: Vec<f64> = (0..n).map(|_| sample[place()]).collect();
                quantile(&drawn, p)
            })
            .collect();
        values.sort_by(f64::total_cmp);
        let least = (0.5 * (1.0 - level) * count as f64 - 1e-6).ceil() as usize - 1;
        Interval {
            low: values[least],
            high: values[count - 1 - least],
        }
    }

    #[test]
    fn the_exact_bootstrap_counts_all_samples() {
        let never = f64::INFINITY;
        let samples: [&[f64]; 5] = [
            &[3.0],
            &[5.0, 2.0],
            &[4.0, 1.0, 16.0, 9.0],
            &[2.0, 7.0, 2.0, never, 30.0],
            &[1.0, 2.5, never, 4.75, never, 8.125],
        ];
        for sample in samples {
            for p in [0.0, 0.2, 0.25, 0.5, 0.9, 1.0] {
                for level in [0.1, 0.25, 0.5, 0.8, 0.9, 0.95, 0.99] {
                    let exact = of_quantile(sample, p, level);
                    assert_eq!(
                        exact,
                        of_all_samples(sample, p, level),
                        "{sample:?} {p} {level}"
                    );
                }
            }
        }
    }

    #[test]
    fn probabilities_add_to_one_also_for_large_samples() {
        for n in [2, 10, 31, 400, 1500] {
            let sorted: Vec<f64> = (0..n).map(f64::from).collect();
            for p in [0.03, 0.5, 0.77] {
                let values = values_of_quantile(&sorted, p);
                let mass: f64 = values.iter().map(|value| value.1).sum();
                assert!((mass - 1.0).abs() < 1e-9, "{n} {p} {mass}");
                assert!(values.iter().all(|value| value.1 > -1e-10), "{n} {p}");
            }
        }
    }

    #[test]
    fn resampling_comes_to_the_exact_interval() {
        let sample: Vec<f64> = (0..15).map(|i| f64::from(i * i)).collect();
        let mut stream = crate::random::Stream::new(1979, "interval", "bootstrap", 0);
        let draw = |n: usize| stream.below(n as u64) as usize;
        let interval = by_resampling(&sample, 0.9, 20_000, |drawn| median(drawn), draw);
        assert_eq!(interval, of_median(&sample, 0.9));
    }

    #[test]
    fn samples_without_an_interval_give_nan() {
        let is_unknown = |interval: Interval| interval.low.is_nan() && interval.high.is_nan();
        assert!(is_unknown(of_mean(&[1.0], 0.95)));
        assert!(is_unknown(of_mean(&[1.0, f64::INFINITY], 0.95)));
        assert!(is_unknown(of_median(&[], 0.95)));
        assert!(is_unknown(of_median(&[1.0, f64::NAN], 0.95)));
        assert!(is_unknown(by_resampling(&[], 0.95, 10, |_| 0.0, |_| 0)));
        let half = [f64::NEG_INFINITY, f64::INFINITY];
        assert!(is_unknown(of_median(&half, 0.95)));
    }
}
