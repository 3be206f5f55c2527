//! How much the neurons of a population do at the same time.

use super::trains::Bins;
use super::{OverNeurons, Trains};
use crate::math::statistics;

/// χ of N voltage traces (the square root of the ratio of variances in time):
///
/// ```text
/// χ² = σ²_V / (1/N Σᵢ σ²_Vᵢ),   V(t) = 1/N Σᵢ Vᵢ(t)
/// ```
///
/// 1 when all are the same, about 1/√N when they are independent. A pure number. NaN without
/// traces, below two samples, or when nothing changes.
///
/// D. Golomb & J. Rinzel 1993, Phys. Rev. E 48:4810–4814; D. Golomb 2007, Scholarpedia 2(1):1347.
///
/// # Panics
/// When the traces differ in length.
pub fn golomb_chi<T: AsRef<[f64]>>(traces: &[T]) -> f64 {
    let Some(first) = traces.first() else {
        return f64::NAN;
    };
    let n = traces.len() as f64;
    let mut mean = vec![0.0; first.as_ref().len()];
    let mut variance_of_one = 0.0;
    for trace in traces.iter().map(AsRef::as_ref) {
        assert_eq!(trace.len(), mean.len(), "samples of a trace");
        variance_of_one += statistics::variance(trace) / n;
        for (mean, v) in mean.iter_mut().zip(trace) {
            *mean += v / n;
        }
    }
    (statistics::variance(&mean) / variance_of_one).sqrt()
}

impl Trains {
    /// The variance (with n − 1) of the population's spike counts in bins of `bin_ms`, divided by
    /// their mean: a Fano factor. 1 for independent Poisson trains, and N in bins so short that all
    /// N neurons fire together in few of them. A pure number. NaN below two bins or without spikes.
    ///
    /// U. Fano 1947, Phys. Rev. 72:26–29.
    pub fn fano_factor(&self, bin_ms: f64) -> f64 {
        let counts = self.population_counts(&self.bins(bin_ms));
        let counts: Vec<f64> = counts.into_iter().map(|count| count as f64).collect();
        statistics::variance(&counts) / statistics::mean(&counts)
    }

    /// Pearson's correlation of the spike counts of two neurons in bins of `bin_ms`, the mean over
    /// all pairs of neurons whose counts vary, and the number of those neurons. No pairs need to be
    /// drawn: with the standardised counts zᵢ of M neurons in B bins
    ///
    /// ```text
    /// 1/(M(M − 1)) Σ_{i≠j} ρᵢⱼ = (1/B Σ_t (Σᵢ zᵢ(t))² − M) / (M(M − 1))
    /// ```
    ///
    /// A pure number; NaN below two such neurons.
    pub fn mean_correlation(&self, bin_ms: f64) -> OverNeurons {
        let bins = self.bins(bin_ms);
        let mut sum_of_z = vec![0.0; bins.number];
        let mut shift = 0.0;
        let mut neurons = 0;
        for train in self.iter() {
            let Some((mean, deviation)) = moments(train, &bins) else {
                continue;
            };
            neurons += 1;
            shift += mean / deviation;
            for bin in train.iter().filter_map(|&step| bins.of(step)) {
                sum_of_z[bin] += 1.0 / deviation;
            }
        }
        let m = neurons as f64;
        let squares: f64 = sum_of_z.iter().map(|z| (z - shift) * (z - shift)).sum();
        OverNeurons {
            mean: (squares / bins.number as f64 - m) / (m * (m - 1.0)),
            neurons,
        }
    }
}

/// Mean and standard deviation (divided by n) of a train's counts; `None` where they do not vary.
fn moments(train: &[u64], bins: &Bins) -> Option<(f64, f64)> {
    let mut binned = train.iter().filter_map(|&step| bins.of(step)).peekable();
    let (mut sum, mut squares) = (0_u64, 0_u64);
    while let Some(bin) = binned.next() {
        let mut count = 1;
        while binned.next_if_eq(&bin).is_some() {
            count += 1;
        }
        sum += count;
        squares += count * count;
    }
    // In whole numbers, where "does not vary" is exact.
    let n = bins.number as u64;
    let spread = n * squares - sum * sum;
    (spread > 0).then(|| {
        let n = n as f64;
        (sum as f64 / n, (spread as f64).sqrt() / n)
    })
}
