//! Power spectra by Welch's method: the mean of the periodograms of overlapping segments.
//!
//! ```text
//! P(f) = 2/(f_s Σ w²) · ⟨ |Σ_j w_j (x_j − x̄) e^(−2πi f j/f_s)|² ⟩,   w_j = ½(1 − cos(2πj/L))
//! ```
//!
//! Segments of L samples, each freed from its mean x̄ and weighted by the Hann window, overlap by
//! half; ⟨ ⟩ is the mean over them. The factor 2 brings the negative frequencies to the positive
//! ones; 0 and the Nyquist frequency have none. So the integral of P is the signal's variance, and
//! the spectrum of white noise of variance σ² is 2σ²/f_s. Segments are lengthened by zeros to a
//! power of two, which refines the grid of frequencies and not the resolution of about 2 f_s/L.
//!
//! P. D. Welch 1967, IEEE Trans. Audio Electroacoust. 15:70–73.

use crate::math::fourier::Fourier;
use crate::math::{cos, ln};
use std::f64::consts::TAU;

/// The power spectrum of a signal.
#[derive(Clone, Debug, PartialEq)]
pub struct Spectrum {
    /// Distance between the frequencies, which start from 0, Hz.
    pub step_hz: f64,
    /// Power per Hz at each frequency, in the square of the signal's unit; empty for an empty
    /// signal.
    pub density: Vec<f64>,
}

/// A peak of a [`Spectrum`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Peak {
    /// Its frequency, Hz.
    pub frequency_hz: f64,
    /// The power density at the highest sample.
    pub density: f64,
}

impl Spectrum {
    /// The spectrum of `signal`, sampled at `sampling_hz`, from segments of `segment` samples. A
    /// shorter signal is one segment; samples behind the last whole segment are left out.
    pub fn welch(signal: &[f64], sampling_hz: f64, segment: usize) -> Self {
        let length = segment.min(signal.len()).max(1);
        let padded = length.next_power_of_two();
        let step_hz = sampling_hz / padded as f64;
        if signal.is_empty() {
            return Spectrum {
                step_hz,
                density: Vec::new(),
            };
        }
        let window: Vec<f64> = (0..length)
            .map(|j| 0.5 * (1.0 - cos(TAU * j as f64 / length as f64)))
            .collect();
        let plan = Fourier::new(padded);
        let mut density = vec![0.0; padded / 2 + 1];
        let (mut re, mut im) = (vec![0.0; padded], vec![0.0; padded]);
        let advance = length - length / 2;
        let segments = signal.windows(length).step_by(advance);
        let number = segments.len() as f64;
        for samples in segments {
            let mean = samples.iter().sum::<f64>() / length as f64;
            re.fill(0.0);
            im.fill(0.0);
            for ((re, x), w) in re.iter_mut().zip(samples).zip(&window) {
                *re = w * (x - mean);
            }
            plan.transform(&mut re, &mut im);
            for ((power, re), im) in density.iter_mut().zip(&re).zip(&im) {
                *power += re * re + im * im;
            }
        }
        let power_of_window: f64 = window.iter().map(|w| w * w).sum();
        let scale = 1.0 / (sampling_hz * power_of_window * number);
        for (k, power) in density.iter_mut().enumerate() {
            let has_mirror = k != 0 && 2 * k != padded;
            *power *= if has_mirror { 2.0 * scale } else { scale };
        }
        Spectrum { step_hz, density }
    }

    /// The frequencies, Hz.
    pub fn frequencies_hz(&self) -> Vec<f64> {
        (0..self.density.len())
            .map(|k| k as f64 * self.step_hz)
            .collect()
    }

    /// The highest peak from `lowest_hz` on: a sample that is no lower than either neighbour, refined
    /// by the parabola through the logarithms of the three. (The main lobe of the Hann window is
    /// nearly a Gaussian, whose logarithm is a parabola.) NaN where there is none.
    pub fn peak(&self, lowest_hz: f64) -> Peak {
        let samples = |&k: &usize| [k - 1, k, k + 1].map(|k| self.density[k]);
        let is_peak = |k: &usize| {
            let [before, here, after] = samples(k);
            *k as f64 * self.step_hz >= lowest_hz && here > 0.0 && here >= before && here >= after
        };
        let peaks = (1..self.density.len().saturating_sub(1)).filter(is_peak);
        // Of equals the first.
        let highest = peaks
            .rev()
            .max_by(|&a, &b| self.density[a].total_cmp(&self.density[b]));
        let Some(k) = highest else {
            return Peak {
                frequency_hz: f64::NAN,
                density: f64::NAN,
            };
        };
        Peak {
            frequency_hz: (k as f64 + vertex(samples(&k))) * self.step_hz,
            density: self.density[k],
        }
    }
}

/// Where the parabola through the logarithms of three samples at −1, 0 and 1 has its vertex; 0 where
/// it has none.
fn vertex(samples: [f64; 3]) -> f64 {
    let [before, here, after] = samples.map(ln);
    let shift = 0.5 * (before - after) / (before - 2.0 * here + after);
    if shift.is_finite() { shift } else { 0.0 }
}
