//! Histograms and weights.

use super::*;

#[test]
fn bins_are_open_above_but_for_the_last() {
    let values = [-0.1, 0.0, 0.9, 1.0, 2.999, 3.0, 3.1, f64::NAN];
    let histogram = Histogram::of(values, (0.0, 3.0), 3);
    assert_eq!(histogram.counts, [2, 1, 2]);
    assert_eq!((histogram.below, histogram.above), (1, 1));
    assert_eq!(histogram.total(), 7);
    assert_close(histogram.density()[0], 2.0 / 7.0, 1e-15);
    assert!(Histogram::of([], (0.0, 1.0), 2).density()[0].is_nan());
}

/// Numbers on an edge belong to the bin that starts there, whichever way their quotient by the
/// width is rounded.
#[test]
fn edges_stay_in_their_bin() {
    for (high, bins) in [(0.015, 20), (0.3, 3), (1.0, 49), (7.0, 10)] {
        let empty = Histogram::of([], (0.0, high), bins);
        for bin in 0..bins {
            let histogram = Histogram::of([empty.edge(bin)], (0.0, high), bins);
            assert_eq!(histogram.counts[bin], 1, "edge {bin} of {bins} to {high}");
        }
    }
}

#[test]
fn weights_at_the_ends_of_their_range() {
    let weights = [0.0, 0.5, 2.0, 2.1, 5.0, 7.9, 8.0, 10.0];
    let distribution = WeightDistribution::of(&weights, 10.0, 5);
    assert_eq!(distribution.low_fraction, 3.0 / 8.0);
    assert_eq!(distribution.high_fraction, 2.0 / 8.0);
    assert_eq!(distribution.histogram.counts, [2, 2, 1, 1, 2]);
    let none = WeightDistribution::of(&[], 1.0, 5);
    assert!(none.low_fraction.is_nan() && none.high_fraction.is_nan());
}
