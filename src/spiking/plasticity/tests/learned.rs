//! The pair rule on one synapse.

use super::*;
use crate::spiking::plasticity::Consolidation;
use crate::spiking::{Recorder, Watched};

fn rule() -> Plasticity {
    Plasticity {
        tau_minus_ms: 40.0,
        ..Plasticity::song(2.0)
    }
}

#[track_caller]
fn assert_close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-14, "{found}, not {expected}");
}

#[test]
fn a_pair_changes_the_weight_as_the_window_says() {
    // By hand: 0.005 · 2 · e^(−5/20) and −0.00525 · 2 · e^(−10/40).
    let quarter = (-0.25f64).exp();
    for delay in [0, 3] {
        let after = learned(&rule(), 1.0, delay, (&[10], &[15 + delay]), 30);
        assert_close(after, 1.0 + 0.01 * quarter);
        let before = learned(&rule(), 1.0, delay, (&[20], &[10 + delay]), 30);
        assert_close(before, 1.0 - 0.0105 * quarter);
    }
}

#[test]
fn an_arrival_at_the_grid_point_of_the_targets_spike_comes_after_it() {
    let full = 1.0 - 0.0105;
    assert_close(learned(&rule(), 1.0, 0, (&[10], &[10]), 30), full);
    assert_close(learned(&rule(), 1.0, 7, (&[3], &[10]), 30), full);
    // A grid point later it is the other order.
    let next = 1.0 + 0.01 * (-0.05f64).exp();
    assert_close(learned(&rule(), 1.0, 0, (&[10], &[11]), 30), next);
}

#[test]
fn the_delay_decides_which_spike_was_first() {
    // Fired before the target, arriving after it.
    let weight = learned(&rule(), 1.0, 8, (&[10], &[14]), 30);
    assert_close(weight, 1.0 - 0.0105 * (-0.1f64).exp());
    // Still under way at the end.
    assert_eq!(learned(&rule(), 1.0, 8, (&[25], &[20]), 30), 1.0);
}

#[test]
fn all_pairs_count_or_the_nearest_only() {
    let all = rule();
    let nearest = Plasticity {
        pairing: Pairing::Nearest,
        ..rule()
    };
    let (e, minus) = (|t: f64| (-t / 20.0).exp(), |t: f64| (-t / 40.0).exp());
    // Two arrivals at 12 and 14 before a spike at 15.
    let trains: (&[u64], &[u64]) = (&[10, 12], &[15]);
    assert_close(
        learned(&all, 1.0, 2, trains, 30),
        1.0 + 0.01 * (e(3.0) + e(1.0)),
    );
    assert_close(learned(&nearest, 1.0, 2, trains, 30), 1.0 + 0.01 * e(1.0));
    // Two spikes before an arrival at 17.
    let trains: (&[u64], &[u64]) = (&[15], &[9, 13]);
    assert_close(
        learned(&all, 1.0, 2, trains, 30),
        1.0 - 0.0105 * (minus(8.0) + minus(4.0)),
    );
    assert_close(
        learned(&nearest, 1.0, 2, trains, 30),
        1.0 - 0.0105 * minus(4.0),
    );
    // One arrival and two spikes after it: the arrival is the nearest of both.
    let trains: (&[u64], &[u64]) = (&[10], &[12, 16]);
    for rule in [&all, &nearest] {
        assert_close(
            learned(rule, 1.0, 0, trains, 30),
            1.0 + 0.01 * (e(2.0) + e(6.0)),
        );
    }
}

#[test]
fn changes_depend_on_the_weight_as_the_exponent_says() {
    for (mu, up, down) in [(0.5, 0.75f64.sqrt(), 0.5), (1.0, 0.75, 0.25)] {
        let rule = Plasticity { mu, ..rule() };
        // w/w_max = 1/4.
        assert_close(
            learned(&rule, 0.5, 0, (&[10], &[15]), 30),
            0.5 + 0.01 * up * (-0.25f64).exp(),
        );
        assert_close(
            learned(&rule, 0.5, 0, (&[10], &[10]), 30),
            0.5 - 0.0105 * down,
        );
    }
}

#[test]
fn long_trains_agree_with_the_sum_over_all_pairs() {
    // 5000 steps are beyond several renewals of the traces, which come after 640 and 1280.
    let steps = 5000;
    for pairing in [Pairing::AllToAll, Pairing::Nearest] {
        for (number, mu) in [(0, 0.0), (1, 0.4), (2, 1.0)] {
            for delay in [0, 1, 13] {
                let rule = Plasticity {
                    pairing,
                    mu,
                    ..rule()
                };
                let pre = train(2 * number, 25.0, steps);
                let post = train(2 * number + 1, 20.0, steps);
                let found = learned(&rule, 1.0, delay, (&pre, &post), steps);
                let arrivals: Vec<u64> = pre.iter().map(|step| step + delay).collect();
                // What would arrive at the last grid point belongs to the step after it.
                let arrivals: Vec<u64> = arrivals.into_iter().filter(|&t| t < steps).collect();
                let expected = by_pairs(&rule, 1.0, &arrivals, &post);
                assert!((found - expected).abs() < 1e-11, "{found}, not {expected}");
                assert_ne!(found, 1.0);
            }
        }
    }
}

#[test]
fn weights_stay_within_their_bounds_and_reach_them() {
    let strong = Plasticity {
        a_plus: 0.3,
        a_minus: 0.0,
        ..rule()
    };
    let every_20: Vec<u64> = (1..20).map(|k| 20 * k).collect();
    let after: Vec<u64> = every_20.iter().map(|step| step + 1).collect();
    assert_eq!(learned(&strong, 1.0, 0, (&every_20, &after), 400), 2.0);
    let weak = Plasticity {
        a_plus: 0.0,
        a_minus: 0.3,
        ..rule()
    };
    assert_eq!(learned(&weak, 1.0, 0, (&after, &every_20), 400), 0.0);
    // Weights that start outside start at a bound.
    assert_eq!(learned(&strong, 5.0, 0, (&[], &[]), 10), 2.0);
    assert_eq!(learned(&strong, -1.0, 0, (&[], &[]), 10), 0.0);
}

#[test]
fn a_spike_is_passed_on_with_the_weight_that_it_finds() {
    let projection = Projection {
        plasticity: Some(Plasticity {
            a_minus: 0.25,
            ..rule()
        }),
        ..synapse(1.0, 0)
    };
    let current = Recorder {
        cells: part(1, 1),
        watched: Watched::Receptor(0),
        every: 1,
    };
    let listening = Listening {
        spikes: Vec::new(),
        recorders: vec![current],
    };
    let mut simulation = pair(projection, &[10], &[10]).build(1, 12, &listening, &family);
    simulation.run(12, &|| true);
    assert_close(simulation.synapses_of(0)[0].2, 0.5);
    let trace = &simulation.into_records().traces[0].columns[0];
    assert_close(trace[11], (-0.05f64).exp());
}

#[test]
fn consolidation_applies_what_was_gathered() {
    let rule = Plasticity {
        consolidation: Some(Consolidation {
            every_ms: 100.0,
            kept: 0.9,
            growth: 0.001,
        }),
        ..rule()
    };
    let trains: (&[u64], &[u64]) = (&[10], &[15]);
    let s = 0.01 * (-0.25f64).exp();
    assert_eq!(learned(&rule, 1.0, 0, trains, 99), 1.0);
    assert_close(learned(&rule, 1.0, 0, trains, 101), 1.0 + s + 0.002);
    assert_close(learned(&rule, 1.0, 0, trains, 201), 1.0 + 1.9 * s + 0.004);
    // The bound holds then.
    assert_eq!(learned(&rule, 1.999, 0, trains, 101), 2.0);
}

#[test]
fn values_out_of_range_are_told_by_name() {
    assert_eq!(rule().problems(), []);
    let wrong = Plasticity {
        tau_plus_ms: 0.0,
        a_minus: -1.0,
        w_max: f64::INFINITY,
        mu: 1.5,
        consolidation: Some(Consolidation {
            kept: 1.0,
            ..Consolidation::default()
        }),
        ..rule()
    };
    let told: Vec<String> = wrong
        .problems()
        .iter()
        .map(|problem| format!("{} {problem}", problem.key))
        .collect();
    assert_eq!(
        told,
        [
            "tau_plus_ms is 0, must be finite and above 0",
            "a_minus is -1, must be finite and at least 0",
            "w_max is inf, must be finite and above 0",
            "mu is 1.5, must be in [0, 1]",
            "consolidation.kept is 1, must be in [0, 1)",
        ]
    );
}
