//! Rates by hand.

use super::*;

#[test]
fn a_window_is_open_at_its_start_and_closed_at_its_end() {
    let spikes = spikes(&[&[10, 20, 30], &[20, 40], &[]]);
    let window = Window {
        from_ms: 1.0,
        to_ms: 4.0,
    };
    let trains = Trains::new(&spikes, 3, 0.1, window);
    assert_eq!(trains.of(0), [20, 30]);
    assert_eq!(trains.of(1), [20, 40]);
    assert!(trains.of(2).is_empty());
    assert_eq!((trains.neurons(), trains.spikes()), (3, 4));
    // 4 spikes of 3 neurons in 3 ms.
    assert_close(trains.mean_rate_hz(), 4e3 / 9.0, 1e-15);
    assert_close(trains.rates_hz()[0], 2e3 / 3.0, 1e-15);
    assert_eq!(trains.rates_hz()[2], 0.0);
}

#[test]
fn windows_that_follow_each_other_share_no_spike() {
    // 0.3/0.1 is below 3 in binary.
    let spikes = spikes(&[&[1, 2, 3, 4, 5, 6]]);
    let window = |from_ms, to_ms| Window { from_ms, to_ms };
    let first = Trains::new(&spikes, 1, 0.1, window(0.0, 0.3));
    let second = Trains::new(&spikes, 1, 0.1, window(0.3, 0.6));
    assert_eq!(first.of(0), [1, 2, 3]);
    assert_eq!(second.of(0), [4, 5, 6]);
}

#[test]
fn the_population_rate_counts_in_whole_bins() {
    // Bins (0, 4], (4, 8]; the spikes at 9 and 10 fill no bin.
    let rate = trains(&[&[4, 5, 9], &[1, 8, 10]], 10.0).population_rate(4.0);
    assert_eq!(rate.hz, [250.0, 250.0]);
    assert_eq!(rate.times_ms(), [2.0, 6.0]);
    // A bin of 1.4 steps is one of 1 step, and none is of no step.
    let trains = trains(&[&[1, 3]], 3.0);
    assert_eq!(trains.population_rate(1.4).hz, [1000.0, 0.0, 1000.0]);
    assert_eq!(trains.population_rate(0.1).bin_ms, 1.0);
    assert!(trains.population_rate(5.0).hz.is_empty());
}

#[test]
fn smoothing_spreads_a_spike_as_a_gaussian_and_leaves_a_constant() {
    let mut rate = trains(&[&[50]], 100.0).population_rate(1.0);
    let smooth = rate.smoothed(3.0);
    let sum: f64 = smooth.hz.iter().sum();
    assert_close(sum, 1000.0, 1e-12);
    for k in 1..=12 {
        let expected = (-0.5 * (k as f64 / 3.0_f64).powi(2)).exp();
        assert_close(smooth.hz[49 + k] / smooth.hz[49], expected, 1e-12);
        assert_eq!(smooth.hz[49 + k], smooth.hz[49 - k]);
    }
    assert_eq!(smooth.hz[49 + 13], 0.0);
    assert_eq!(rate.smoothed(0.0), rate);
    rate.hz.fill(7.0);
    for hz in rate.smoothed(20.0).hz {
        assert_close(hz, 7.0, 1e-14);
    }
}

#[test]
fn rates_without_neurons_or_time_are_not_numbers() {
    assert!(trains(&[], 10.0).mean_rate_hz().is_nan());
    let empty = trains(&[&[1]], 0.0);
    assert!(empty.mean_rate_hz().is_nan() && empty.rates_hz()[0].is_nan());
}

#[test]
#[should_panic]
fn a_neuron_out_of_range_is_a_bug() {
    Trains::new(&spikes(&[&[1], &[2]]), 1, 1.0, until(10.0));
}
