//! Irregularity: by hand, of known processes, and as numpy computes it.

use super::*;

#[test]
fn alternating_intervals_by_hand() {
    // Intervals 10, 30, 10, 30: mean 20, deviation 10; neighbours differ by 20 of 40.
    let trains = trains(&[&[5, 15, 45, 55, 85]], 100.0);
    assert_eq!(
        trains.intervals_ms(0).collect::<Vec<_>>(),
        [10.0, 30.0, 10.0, 30.0]
    );
    assert_eq!(trains.cv(0), 0.5);
    assert_eq!(trains.cv2(0), 1.0);
}

#[test]
fn a_slow_change_of_rate_counts_for_cv_and_hardly_for_cv2() {
    // Four intervals of 10, then four of 30: one of seven pairs of neighbours differs.
    let trains = trains(
        &[&[0, 10, 20, 30, 40, 70, 100, 130, 160].map(|t| t + 1)],
        200.0,
    );
    assert_eq!(trains.cv(0), 0.5);
    assert_close(trains.cv2(0), 1.0 / 7.0, 1e-15);
}

#[test]
fn a_regular_train_has_no_variation() {
    let trains = trains(&[&[7, 14, 21, 28, 35]], 40.0);
    assert_eq!((trains.cv(0), trains.cv2(0)), (0.0, 0.0));
}

#[test]
fn a_poisson_train_has_cv_and_cv2_of_one() {
    let mut stream = stream("Poisson train");
    let n = 40_000;
    let mut train = Vec::with_capacity(n);
    let mut step = 0;
    for _ in 0..n {
        step += (-1000.0 * (1.0 - stream.uniform()).ln()).round().max(1.0) as u64;
        train.push(step);
    }
    let trains = trains(&[&train], step as f64);
    // Standard error of the CV of n exponential intervals: 1/√n; that of CV₂ is smaller.
    let allowed = 4.0 / (n as f64).sqrt();
    assert!((trains.cv(0) - 1.0).abs() < allowed, "{}", trains.cv(0));
    assert!((trains.cv2(0) - 1.0).abs() < allowed, "{}", trains.cv2(0));
}

/// `netstats` in numpy: of the spikes below at 20 < step ≤ 400 of 0.1 ms, rate = n/N/T and
/// CV = np.diff(t).std()/np.diff(t).mean(), the mean over neurons with at least 10 spikes.
#[test]
fn rate_and_cv_agree_with_numpy() {
    let mut of = Vec::new();
    for neuron in 0..7_u64 {
        let mut step = 0;
        of.push(Vec::new());
        for k in 0..6 + 3 * neuron {
            step += (neuron * 7 + k * k * 13) % 41 + 1;
            of[neuron as usize].push(step);
        }
    }
    let of: Vec<&[u64]> = of.iter().map(Vec::as_slice).collect();
    let window = Window {
        from_ms: 2.0,
        to_ms: 40.0,
    };
    let trains = Trains::new(&spikes(&of), 7, 0.1, window);
    assert_eq!(trains.spikes(), 94);
    assert_close(trains.mean_rate_hz(), 353.38345864661653, 1e-14);
    let cv = trains.mean_cv(Trains::MIN_SPIKES);
    assert_close(cv.mean, 0.5830225509758062, 1e-14);
    assert_eq!(cv.neurons, 5);
}

#[test]
fn the_mean_is_over_neurons_with_enough_spikes() {
    let trains = trains(&[&[1, 11, 41], &[1, 2, 3, 4], &[5, 6], &[]], 50.0);
    let expected = OverNeurons {
        mean: 0.25,
        neurons: 2,
    };
    assert_eq!(trains.mean_cv(3), expected);
    assert_eq!(trains.mean_cv(0), expected);
    assert_eq!(trains.mean_cv(4).mean, 0.0);
    assert_eq!(trains.mean_cv2(3).mean, 0.5);
    let none = trains.mean_cv(5);
    assert!(none.mean.is_nan() && none.neurons == 0);
}

#[test]
fn too_few_spikes_have_no_variation() {
    let trains = trains(&[&[1, 5], &[], &[3, 3, 3]], 9.0);
    for neuron in 0..3 {
        assert!(trains.cv(neuron).is_nan() && trains.cv2(neuron).is_nan());
    }
    assert_eq!(trains.intervals_ms(1).count(), 0);
}

#[test]
fn intervals_are_counted_over_all_neurons() {
    // Intervals 1, 2, 4 and 3, 9; bins [0, 2), [2, 4), [4, 6).
    let histogram = trains(&[&[1, 2, 4, 8], &[1, 4, 13]], 20.0).interval_histogram(2.0, 5.0);
    assert_eq!(histogram.counts, [1, 2, 1]);
    assert_eq!((histogram.above, histogram.total()), (1, 5));
    assert_eq!(histogram.centres(), [1.0, 3.0, 5.0]);
    assert_eq!(histogram.density(), [0.1, 0.2, 0.1]);
}
