//! Spectra: as scipy computes them, closed forms, and a rhythm found again.

use super::*;
use crate::math::statistics::mean;
use std::f64::consts::TAU;

/// ```python
/// j = numpy.arange(1000); x = (37*j*j + 11*j) % 101/10 + j/50
/// f, p = scipy.signal.welch(x, 500.0, nperseg=segment, nfft=padded)     # scipy 1.17.1
/// ```
#[test]
fn it_is_what_scipy_computes() {
    let x: Vec<f64> = (0..1000)
        .map(|j| ((37 * j * j + 11 * j) % 101) as f64 / 10.0 + j as f64 / 50.0)
        .collect();
    let padded = [
        (0, 0.0005408259285871161),
        (1, 0.04078140972406426),
        (2, 0.07876509712645471),
        (17, 0.008021042306881011),
        (32, 0.07607339990414527),
        (63, 0.017069607569716042),
        (64, 0.0029398114110174146),
    ];
    let unpadded = [
        (0, 0.000554445266892145),
        (1, 0.2582109157670877),
        (2, 0.023290844094189463),
        (17, 0.07905400403360849),
        (64, 0.05402592761948046),
        (127, 0.015374061402867012),
        (128, 0.0017424504355989044),
    ];
    // A segment longer than the signal is the whole signal.
    let short = [
        (0, 0.0009927358097723278),
        (3, 0.05480481259143778),
        (16, 0.0006616586872796526),
    ];
    for (signal, segment, padded_to, expected) in [
        (&x[..], 100, 128, &padded[..]),
        (&x, 256, 256, &unpadded),
        (&x[..30], 100, 32, &short),
    ] {
        let spectrum = Spectrum::welch(signal, 500.0, segment);
        assert_eq!(spectrum.step_hz, 500.0 / padded_to as f64);
        assert_eq!(spectrum.density.len(), padded_to / 2 + 1);
        for &(k, density) in expected {
            assert_close(spectrum.density[k], density, 1e-10);
        }
    }
}

/// On a frequency of the grid a cosine of amplitude A has the density A² L/(3 f_s) there, a quarter
/// of it at both neighbours, and nothing elsewhere.
#[test]
fn a_cosine_on_the_grid() {
    let x: Vec<f64> = (0..640)
        .map(|j| 3.0 * (TAU * 10.0 * j as f64 / 64.0).cos() + 5.0)
        .collect();
    let spectrum = Spectrum::welch(&x, 1000.0, 64);
    let top = 9.0 * 64.0 / 3000.0;
    for (k, &density) in spectrum.density.iter().enumerate() {
        match k {
            10 => assert_close(density, top, 1e-12),
            9 | 11 => assert_close(density, top / 4.0, 1e-12),
            _ => assert!(density < 1e-12, "{density} at {k}"),
        }
    }
    let peak = spectrum.peak(0.0);
    assert_close(peak.frequency_hz, 156.25, 1e-12);
    assert_close(peak.density, top, 1e-12);
}

/// Between the frequencies of the grid the parabola is off by less than a fiftieth of their distance.
#[test]
fn a_peak_between_frequencies_of_the_grid() {
    for tenth in 0..10 {
        let frequency = 40.0 + 0.1 * f64::from(tenth) * 1.953125;
        let x: Vec<f64> = (0..5120)
            .map(|j| (TAU * frequency * j as f64 / 1000.0).sin())
            .collect();
        let peak = Spectrum::welch(&x, 1000.0, 512).peak(0.0);
        let error = (peak.frequency_hz - frequency).abs() / 1.953125;
        assert!(error < 0.02, "{frequency} Hz: {error} of the distance");
    }
}

#[test]
fn independent_poisson_neurons_have_a_flat_spectrum() {
    let trains = bernoulli(50, 40_000, |_| 0.02);
    let spectrum = trains.population_rate(1.0).spectrum(200.0);
    // White, of variance N p (1 − p) (1000/N)² Hz²: 2σ²/f_s = 2r/N but for the 1 − p.
    let expected = 2.0 * 20.0 / 50.0 * 0.98;
    let inner = &spectrum.density[3..125];
    let relative = mean(inner) / expected - 1.0;
    // The estimate of a variance from n samples has the relative standard error √(2/n).
    assert!(
        relative.abs() < 4.0 * (2.0_f64 / 40_000.0).sqrt(),
        "{relative}"
    );
    assert!(inner.iter().all(|p| (0.5..2.0).contains(&(p / expected))));
}

#[test]
fn a_rate_modulated_at_40_hz_has_its_peak_there() {
    let modulated = |step: u64| 0.01 * (1.0 + 0.8 * (TAU * 0.04 * step as f64).sin());
    let rate = bernoulli(500, 8000, modulated).population_rate(1.0);
    let spectrum = rate.spectrum(512.0);
    let peak = spectrum.peak(5.0);
    // Nearest frequencies of the grid: 39.06 and 41.02 Hz.
    assert!((peak.frequency_hz - 40.0).abs() < 0.2, "{peak:?}");
    let background = 2.0 * 10.0 / 500.0;
    assert!(peak.density > 100.0 * background, "{peak:?}");
    let above = spectrum.peak(60.0);
    assert!(above.frequency_hz >= 59.0 && above.density < 10.0 * background);
}

#[test]
fn a_slope_is_no_peak() {
    let spectrum = Spectrum {
        step_hz: 2.0,
        density: vec![9.0, 8.0, 4.0, 1.0, 2.0, 1.0, 0.5],
    };
    // From 2 Hz on the highest sample is on the slope; the peak is at 8 Hz.
    assert_eq!(spectrum.peak(2.0).frequency_hz, 8.0);
    assert!(spectrum.peak(9.0).frequency_hz.is_nan());
    assert_eq!(spectrum.frequencies_hz()[6], 12.0);
}

#[test]
fn short_signals_have_no_peak() {
    for n in 0..3 {
        let peak = Spectrum::welch(&[1.0, 2.0, 5.0][..n], 1000.0, 8).peak(0.0);
        assert!(peak.frequency_hz.is_nan() && peak.density.is_nan());
    }
    assert!(Spectrum::welch(&[], 1000.0, 8).density.is_empty());
    assert!(
        Spectrum::welch(&[0.0; 64], 1000.0, 16)
            .peak(0.0)
            .density
            .is_nan()
    );
}
