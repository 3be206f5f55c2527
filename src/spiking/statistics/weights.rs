//! How synaptic weights spread over their range. Spike-timing-dependent plasticity with hard bounds
//! drives them to both ends: S. Song, K. D. Miller & L. F. Abbott 2000, Nat. Neurosci. 3:919–926.

use super::Histogram;

/// The distribution of weights over [0, max].
#[derive(Clone, Debug, PartialEq)]
pub struct WeightDistribution {
    /// Counts in bins from 0 to max.
    pub histogram: Histogram,
    /// Share of the weights w ≤ 0.2·max; NaN without weights.
    pub low_fraction: f64,
    /// Share of the weights w ≥ 0.8·max; NaN without weights.
    pub high_fraction: f64,
}

impl WeightDistribution {
    /// Counts weights between 0 and `max`, in the same unit.
    ///
    /// # Panics
    /// When `max` is not above 0, or there is no bin.
    pub fn of(weights: &[f64], max: f64, bins: usize) -> Self {
        let share = |is_in: &dyn Fn(f64) -> bool| {
            weights.iter().filter(|&&w| is_in(w)).count() as f64 / weights.len() as f64
        };
        WeightDistribution {
            histogram: Histogram::of(weights.iter().copied(), (0.0, max), bins),
            low_fraction: share(&|w| w <= 0.2 * max),
            high_fraction: share(&|w| w >= 0.8 * max),
        }
    }
}
