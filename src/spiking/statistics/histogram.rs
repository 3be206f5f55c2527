//! Counts in bins of equal width.

/// A histogram of `counts.len()` bins from `low` on: bin k holds low + k·width ≤ x < low +
/// (k + 1)·width.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    /// Where the first bin starts.
    pub low: f64,
    /// Width of a bin.
    pub width: f64,
    /// Numbers in each bin.
    pub counts: Vec<u64>,
    /// Numbers below the first bin.
    pub below: u64,
    /// Numbers above the last bin.
    pub above: u64,
}

impl Histogram {
    /// Counts numbers in `bins` bins from `low` to `high`; the last bin holds `high` itself as well.
    /// A NaN is counted nowhere.
    ///
    /// # Panics
    /// When `high` is not above `low`, or there is no bin.
    pub fn of(values: impl IntoIterator<Item = f64>, (low, high): (f64, f64), bins: usize) -> Self {
        assert!(high > low && bins > 0, "{bins} bins from {low} to {high}");
        let width = (high - low) / bins as f64;
        let mut histogram = Histogram {
            low,
            width,
            counts: vec![0; bins],
            below: 0,
            above: 0,
        };
        for value in values.into_iter().filter(|value| !value.is_nan()) {
            if value < low {
                histogram.below += 1;
            } else if value > high {
                histogram.above += 1;
            } else {
                let bin = histogram.bin_of(value);
                histogram.counts[bin] += 1;
            }
        }
        histogram
    }

    /// The bin of a number between the ends; the quotient's rounding must not move a number that
    /// stands on an edge.
    fn bin_of(&self, value: f64) -> usize {
        let bin = ((value - self.low) / self.width) as usize;
        if value < self.edge(bin) {
            return bin - 1;
        }
        let is_next = value >= self.edge(bin + 1);
        (bin + usize::from(is_next)).min(self.counts.len() - 1)
    }

    /// Where bin k starts.
    pub fn edge(&self, bin: usize) -> f64 {
        self.low + bin as f64 * self.width
    }

    /// The middle of each bin.
    pub fn centres(&self) -> Vec<f64> {
        (0..self.counts.len())
            .map(|bin| self.low + (bin as f64 + 0.5) * self.width)
            .collect()
    }

    /// How many numbers were counted, those outside of the bins included.
    pub fn total(&self) -> u64 {
        self.below + self.above + self.counts.iter().sum::<u64>()
    }

    /// The share of all numbers in each bin per unit of x: a density, whose integral over the bins
    /// is 1 less the share outside of them. NaN without numbers.
    pub fn density(&self) -> Vec<f64> {
        let unit = self.total() as f64 * self.width;
        self.counts
            .iter()
            .map(|&count| count as f64 / unit)
            .collect()
    }
}
