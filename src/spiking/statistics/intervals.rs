//! How irregular a train is, from its inter-spike intervals.
//!
//! ```text
//! CV  = √(⟨I²⟩ − ⟨I⟩²) / ⟨I⟩                    1 for a Poisson train, 0 for a regular one
//! CV₂ = ⟨ 2|I_{i+1} − I_i| / (I_{i+1} + I_i) ⟩   the same, but blind to slow changes of the rate
//! ```
//!
//! CV: W. R. Softky & C. Koch 1993, J. Neurosci. 13:334–350. CV₂: G. R. Holt, W. R. Softky, C. Koch
//! & R. J. Douglas 1996, J. Neurophysiol. 75:1806–1814, eq. 3. Both are pure numbers and do not
//! change with the unit of time, so they are computed in steps.

use super::trains::{intervals, steps_of};
use super::{Histogram, OverNeurons, Trains};

impl Trains {
    /// The fewest spikes from which a neuron counts in [`Trains::mean_cv`] where nobody asks for
    /// another number: nine intervals.
    pub const MIN_SPIKES: usize = 10;

    /// The coefficient of variation of a neuron's intervals, with the standard deviation of the
    /// population (divided by n). NaN for fewer than three spikes.
    pub fn cv(&self, neuron: usize) -> f64 {
        cv(self.of(neuron))
    }

    /// CV₂ of a neuron. NaN for fewer than three spikes.
    pub fn cv2(&self, neuron: usize) -> f64 {
        cv2(self.of(neuron))
    }

    /// The mean of [`Trains::cv`] over the neurons with at least `min_spikes` spikes.
    pub fn mean_cv(&self, min_spikes: usize) -> OverNeurons {
        OverNeurons::of(self.with_spikes(min_spikes).map(cv))
    }

    /// The mean of [`Trains::cv2`] over the neurons with at least `min_spikes` spikes.
    pub fn mean_cv2(&self, min_spikes: usize) -> OverNeurons {
        OverNeurons::of(self.with_spikes(min_spikes).map(cv2))
    }

    fn with_spikes(&self, min_spikes: usize) -> impl Iterator<Item = &[u64]> {
        self.iter().filter(move |train| train.len() >= min_spikes)
    }

    /// The intervals of all neurons, ms, in bins of `bin_ms` from 0 to at least `to_ms`; bins are
    /// whole numbers of steps, and longer intervals are counted `above`.
    pub fn interval_histogram(&self, bin_ms: f64, to_ms: f64) -> Histogram {
        let width = steps_of(bin_ms, self.dt_ms());
        let bins = steps_of(to_ms, self.dt_ms()).div_ceil(width) as usize;
        let mut histogram = Histogram {
            low: 0.0,
            width: width as f64 * self.dt_ms(),
            counts: vec![0; bins],
            below: 0,
            above: 0,
        };
        for interval in self.iter().flat_map(intervals) {
            match histogram.counts.get_mut((interval / width) as usize) {
                Some(count) => *count += 1,
                None => histogram.above += 1,
            }
        }
        histogram
    }
}

fn cv(train: &[u64]) -> f64 {
    let &[first, _, .., last] = train else {
        return f64::NAN;
    };
    let n = (train.len() - 1) as f64;
    let mean = (last - first) as f64 / n;
    let squares: f64 = intervals(train)
        .map(|interval| (interval as f64 - mean).powi(2))
        .sum();
    (squares / n).sqrt() / mean
}

fn cv2(train: &[u64]) -> f64 {
    let terms = train.windows(3).filter_map(|spikes| {
        let (before, after) = (spikes[1] - spikes[0], spikes[2] - spikes[1]);
        // A generator may fire several times at one grid point.
        let both = before + after;
        (both > 0).then(|| 2.0 * before.abs_diff(after) as f64 / both as f64)
    });
    let (sum, n) = terms.fold((0.0, 0), |(sum, n), term| (sum + term, n + 1));
    sum / f64::from(n)
}
