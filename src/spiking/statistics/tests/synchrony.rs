//! Synchrony: both ends of each measure, and pairs one by one.

use super::*;
use crate::math::statistics::{mean, variance};
use std::f64::consts::TAU;

fn sine(cycles: usize, phase: f64) -> Vec<f64> {
    (0..100)
        .map(|t| (TAU * (cycles * t) as f64 / 100.0 + phase).sin() - 60.0)
        .collect()
}

#[test]
fn chi_is_one_in_unison_and_one_over_root_n_for_independent_voltages() {
    assert_close(golomb_chi(&vec![sine(3, 0.1); 5]), 1.0, 1e-12);
    // Sines of different frequencies are uncorrelated: σ²_V = 1/N² · N · ½.
    let orthogonal: Vec<Vec<f64>> = (1..=16).map(|cycles| sine(cycles, 0.3)).collect();
    assert_close(golomb_chi(&orthogonal), 0.25, 1e-12);
    let opposite = [sine(2, 0.0), sine(2, 0.5 * TAU)];
    assert!(golomb_chi(&opposite) < 1e-12);
}

#[test]
fn chi_of_nothing_is_not_a_number() {
    assert!(golomb_chi::<Vec<f64>>(&[]).is_nan());
    assert!(golomb_chi(&[[1.0], [2.0]]).is_nan());
    assert!(golomb_chi(&[[1.0, 1.0], [2.0, 2.0]]).is_nan());
}

#[test]
fn counts_of_neurons_that_fire_together_vary_more() {
    // Counts 3, 0, 3, 0: mean 1.5, variance 4 · 2.25/3 = 3.
    let together: &[u64] = &[1, 5];
    let trains = trains(&[together; 3], 8.0);
    assert_eq!(trains.fano_factor(2.0), 2.0);
    assert!(trains.fano_factor(8.0).is_nan());
    assert!(super::trains(&[&[], &[]], 8.0).fano_factor(2.0).is_nan());
}

#[test]
fn counts_of_independent_neurons_vary_as_poisson_says() {
    let trains = bernoulli(100, 20_000, |_| 0.01);
    // A binomial count has the ratio 1 − p; standard error √(2/bins).
    let fano = trains.fano_factor(5.0);
    assert!(
        (fano - 0.99).abs() < 4.0 * (2.0_f64 / 4000.0).sqrt(),
        "{fano}"
    );
    // A pair's correlation has the standard error 1/√bins, the mean over P pairs 1/√(P·bins).
    let correlation = trains.mean_correlation(5.0);
    assert_eq!(correlation.neurons, 100);
    let allowed = 4.0 / (4950.0 * 4000.0_f64).sqrt();
    assert!(correlation.mean.abs() < allowed, "{correlation:?}");
}

#[test]
fn correlations_of_all_pairs_without_a_look_at_pairs() {
    // Three neurons follow a common drive, seven do not; one is silent, one fires in every bin.
    let mut of: Vec<Vec<u64>> = vec![Vec::new(); 12];
    let mut stream = stream("pairs");
    for step in 1..=400 {
        let common = stream.uniform() < 0.2;
        for (neuron, train) in of.iter_mut().enumerate().take(10) {
            if stream.uniform() < 0.1 || (common && neuron < 3) {
                train.push(step);
            }
        }
        if step % 4 == 0 {
            of[11].push(step);
        }
    }
    let of: Vec<&[u64]> = of.iter().map(Vec::as_slice).collect();
    let trains = trains(&of, 400.0);
    let counts: Vec<Vec<f64>> = of[..10].iter().map(|train| counts_of(train)).collect();
    let (mut sum, mut pairs) = (0.0, 0.0);
    for i in 0..10 {
        for j in 0..i {
            sum += pearson(&counts[i], &counts[j]);
            pairs += 1.0;
        }
    }
    let correlation = trains.mean_correlation(4.0);
    assert_eq!(correlation.neurons, 10);
    assert_close(correlation.mean, sum / pairs, 1e-11);
    assert!(correlation.mean > 0.02);
}

/// Spikes in 100 bins of 4 steps.
fn counts_of(train: &[u64]) -> Vec<f64> {
    let mut counts = vec![0.0; 100];
    for step in train {
        counts[(*step as usize - 1) / 4] += 1.0;
    }
    counts
}

fn pearson(x: &[f64], y: &[f64]) -> f64 {
    let (x_mean, y_mean) = (mean(x), mean(y));
    let products = x.iter().zip(y).map(|(x, y)| (x - x_mean) * (y - y_mean));
    products.sum::<f64>() / (x.len() - 1) as f64 / (variance(x) * variance(y)).sqrt()
}

#[test]
fn two_neurons_in_unison_and_in_turn() {
    let unison = trains(&[&[1, 5], &[2, 6]], 8.0).mean_correlation(2.0);
    assert_close(unison.mean, 1.0, 1e-15);
    let in_turn = trains(&[&[1, 5], &[3, 7]], 8.0).mean_correlation(2.0);
    assert_close(in_turn.mean, -1.0, 1e-15);
    let alone = trains(&[&[1, 5], &[]], 8.0).mean_correlation(2.0);
    assert!(alone.mean.is_nan() && alone.neurons == 1);
}
