//! Statistics of spike trains, voltages and weights: rates, irregularity, synchrony, spectra.
//!
//! Spikes lie on grid points of dt; [`Trains`] sorts those of a window by neuron, and its methods
//! are the statistics. Times are in ms, rates in Hz. What too few spikes leave undefined is NaN.
//!
//! | statistic | where | source |
//! |---|---|---|
//! | mean rate, rate of each neuron, population rate | [`Trains::mean_rate_hz`], [`Trains::rates_hz`], [`Trains::population_rate`] | |
//! | coefficient of variation of the intervals | [`Trains::mean_cv`] | Softky & Koch 1993 |
//! | CV₂, local in time | [`Trains::mean_cv2`] | Holt et al. 1996 |
//! | histogram of the intervals | [`Trains::interval_histogram`] | |
//! | variance to mean of the population's counts | [`Trains::fano_factor`] | Fano 1947 |
//! | correlation of pairs, mean over all | [`Trains::mean_correlation`] | |
//! | χ of voltages | [`golomb_chi`] | Golomb & Rinzel 1993 |
//! | power spectrum and its peak | [`Spectrum`] | Welch 1967 |
//! | weights at the ends of their range | [`WeightDistribution`] | Song, Miller & Abbott 2000 |

mod histogram;
mod intervals;
mod rates;
mod spectrum;
mod synchrony;
#[cfg(test)]
mod tests;
mod trains;
mod weights;

pub use histogram::Histogram;
pub use rates::PopulationRate;
pub use spectrum::{Peak, Spectrum};
pub use synchrony::golomb_chi;
pub use trains::{Trains, Window};
pub use weights::WeightDistribution;

/// A mean over those neurons for which the statistic is defined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OverNeurons {
    /// The mean; NaN without neurons.
    pub mean: f64,
    /// How many neurons it is over.
    pub neurons: usize,
}

impl OverNeurons {
    /// The mean of the numbers that are not NaN.
    fn of(values: impl Iterator<Item = f64>) -> Self {
        let (sum, neurons) = values
            .filter(|value| !value.is_nan())
            .fold((0.0, 0), |(sum, n), value| (sum + value, n + 1));
        OverNeurons {
            mean: sum / neurons as f64,
            neurons,
        }
    }
}
