//! Rates, in Hz: of the population, of each neuron, in the course of time.

use super::Trains;
use super::spectrum::Spectrum;
use crate::math;

impl Trains {
    /// Spikes per neuron and second. NaN without neurons or in an empty window.
    pub fn mean_rate_hz(&self) -> f64 {
        1e3 * self.spikes() as f64 / (self.neurons() as f64 * self.duration_ms())
    }

    /// Spikes per second of each neuron. NaN in an empty window.
    pub fn rates_hz(&self) -> Vec<f64> {
        let rate = |train: &[u64]| 1e3 * train.len() as f64 / self.duration_ms();
        self.iter().map(rate).collect()
    }

    /// The population's rate in bins of `bin_ms` (moved to the nearest whole number of steps, at
    /// least one): spikes in the bin per neuron and second. Spikes behind the last whole bin are
    /// left out; a window shorter than a bin has no bins.
    pub fn population_rate(&self, bin_ms: f64) -> PopulationRate {
        let bins = self.bins(bin_ms);
        let bin_ms = bins.width as f64 * self.dt_ms();
        let hz = 1e3 / (self.neurons() as f64 * bin_ms);
        PopulationRate {
            from_ms: self.start_ms(),
            bin_ms,
            hz: self
                .population_counts(&bins)
                .into_iter()
                .map(|count| count as f64 * hz)
                .collect(),
        }
    }
}

/// A population's rate in the course of time.
#[derive(Clone, Debug, PartialEq)]
pub struct PopulationRate {
    /// Start of the first bin, ms.
    pub from_ms: f64,
    /// Width of a bin, ms.
    pub bin_ms: f64,
    /// The rate in each bin, Hz.
    pub hz: Vec<f64>,
}

impl PopulationRate {
    /// Beyond this many σ the Gaussian is cut; 6·10⁻⁵ of it lies there.
    const REACH: f64 = 4.0;

    /// The middle of each bin, ms.
    pub fn times_ms(&self) -> Vec<f64> {
        (0..self.hz.len())
            .map(|bin| self.from_ms + (bin as f64 + 0.5) * self.bin_ms)
            .collect()
    }

    /// The rate smoothed by a Gaussian of standard deviation σ, cut at 4σ:
    /// r̄ᵢ = Σⱼ g(i − j) rⱼ / Σⱼ g(i − j). The sums run over the bins that exist, so a constant rate
    /// stays constant to its ends. σ = 0 changes nothing.
    ///
    /// # Panics
    /// When `sigma_ms` is negative or not finite.
    pub fn smoothed(&self, sigma_ms: f64) -> PopulationRate {
        assert!(
            sigma_ms >= 0.0 && sigma_ms.is_finite(),
            "a standard deviation is finite and ≥ 0, not {sigma_ms} ms"
        );
        let sigma = sigma_ms / self.bin_ms;
        let reach = ((Self::REACH * sigma) as usize).min(self.hz.len());
        let mut gaussian = vec![1.0];
        gaussian.extend((1..=reach).map(|k| math::exp(-0.5 * (k as f64 / sigma).powi(2))));
        let smooth = |i: usize| {
            let bins = i.saturating_sub(reach)..(i + reach + 1).min(self.hz.len());
            let (sum, mass) = bins.fold((0.0, 0.0), |(sum, mass), j| {
                let g = gaussian[i.abs_diff(j)];
                (sum + g * self.hz[j], mass + g)
            });
            sum / mass
        };
        PopulationRate {
            hz: (0..self.hz.len()).map(smooth).collect(),
            ..*self
        }
    }

    /// The rate's power spectrum by Welch's method with segments of `segment_ms`, in Hz²/Hz. A
    /// population of N independent Poisson neurons of rate r has the flat spectrum 2r/N.
    pub fn spectrum(&self, segment_ms: f64) -> Spectrum {
        let segment = (segment_ms / self.bin_ms).round() as usize;
        Spectrum::welch(&self.hz, 1e3 / self.bin_ms, segment)
    }
}
