//! What each slip does, the corrected side against reference values, the problems, the TOML.

use super::super::tests::{experiments_on_file, outcome, refusals, value};
use super::equations::{Equations, printed_alpha_m, printed_alpha_n};
use super::*;
use crate::neuron::HodgkinHuxley;
use crate::neuron::channels::SQUID;
use crate::neuron::hodgkin_huxley::{M, N, V};

/// The printed right-hand sides written out once more, in the lecture's own numbers.
#[test]
fn each_slip_is_in_its_equation_alone() {
    let corrected = HodgkinHuxley::default();
    let state = [-65.0 + 37.0, 0.3, 0.4, 0.5];
    let slope = |equations: Equations| {
        let mut slope = [0.0; 4];
        equations.under_current(&corrected, 3.0)(0.0, &state, &mut slope);
        slope
    };
    let right = slope(Equations::Corrected);
    let (g_k, g_na) = (36.0 * 0.5_f64.powi(4), 120.0 * 0.3_f64.powi(3) * 0.4);

    let sign = slope(Equations::Sign);
    assert!((sign[V] - (g_k * (37.0 + 12.0) + g_na * (37.0 - 115.0) + 3.0)).abs() < 1e-10);
    assert_eq!(sign[1..], right[1..]);

    let alpha_h = slope(Equations::AlphaH);
    let expected = 0.7 * (-37.0_f64 / 20.0).exp() * 0.6 - 0.4 / (1.0 + (-0.7_f64).exp());
    assert!((alpha_h[2] - expected).abs() < 1e-14);
    for other in [V, M, N] {
        assert!((alpha_h[other] / right[other] - 1.0).abs() < 1e-13);
    }

    let singular = slope(Equations::Singular);
    for (a, b) in singular.iter().zip(right) {
        assert!(
            (a / b - 1.0).abs() < 1e-13,
            "far from 25 and 10 mV the same"
        );
    }
}

#[test]
fn the_printed_quotients_are_no_numbers_at_25_and_10() {
    assert!(printed_alpha_m(25.0).is_nan() && printed_alpha_n(10.0).is_nan());
    assert!((printed_alpha_m(26.0) - 0.1 / (1.0 - (-0.1_f64).exp())).abs() < 1e-14);
    assert_eq!(SQUID.m.opening.at(-40.0), 1.0);
    assert_eq!(SQUID.n.opening.at(-55.0), 0.1);
}

/// Digits go as the distance shrinks: some 10⁻¹⁶ over the argument of the exponential.
#[test]
fn beside_the_singularity_the_quotient_loses_digits() {
    for (printed, at, law) in [
        (printed_alpha_m as fn(f64) -> f64, 25.0, &SQUID.m.opening),
        (printed_alpha_n, 10.0, &SQUID.n.opening),
    ] {
        let errors = figures::errors(printed, at, law);
        let worst = |low: f64, high: f64| {
            let near = errors.iter().filter(|(d, _)| *d >= low && *d < high);
            near.fold(0.0, |most: f64, (_, e)| most.max(*e))
        };
        assert!(worst(0.1, 2.0) < 2e-13);
        assert!(worst(1e-6, 1e-5) > 1e-12 && worst(1e-6, 1e-5) < 1e-8);
        assert!(worst(0.0, 1e-13) > 1e-3);
        assert!(errors.iter().all(|(_, e)| e.is_finite()));
    }
}

#[test]
fn the_wrong_sign_runs_away_with_and_without_a_shock() {
    let outcome = outcome(&PrintedMembrane::default()).unwrap();
    let after = value(&outcome, "sign_runaway_ms");
    let alone = value(&outcome, "sign_unstimulated_runaway_ms");
    assert!(
        after > 0.0 && alone > after && alone < 20.0,
        "{after} {alone}"
    );
    // Far away all potassium channels are open: V grows by e in 1/36 ms, from 1000 to 10000 mV in
    // about ln 10/36 ms.
    let farther = PrintedMembrane {
        bound_mv: 10_000.0,
        ..PrintedMembrane::default()
    };
    let later = value(
        &super::super::tests::outcome(&farther).unwrap(),
        "sign_runaway_ms",
    );
    let decade = 10.0_f64.ln() / 36.0;
    assert!(
        (later - after) > decade && (later - after) < 2.0 * decade,
        "{later} {after}"
    );
}

/// The corrected side has the reference values of the membrane.
#[test]
fn the_corrected_membrane_is_the_one_of_1952() {
    let outcome = outcome(&PrintedMembrane {
        firing_ms: 1000.0,
        ..PrintedMembrane::default()
    })
    .unwrap();
    assert!((value(&outcome, "corrected_rest_mv") - 0.003620668808).abs() < 1e-10);
    assert!((value(&outcome, "corrected_peak_time_ms") - 1.15930989).abs() < 1e-7);
    let height = value(&outcome, "corrected_peak_mv") - value(&outcome, "corrected_rest_mv");
    assert!((height - 105.40673).abs() < 1e-5);
    assert!((value(&outcome, "corrected_rate_hz") - 68.3236986).abs() < 1e-5);
    assert_eq!(value(&outcome, "corrected_spikes"), 1.0);
}

/// τ_h = 1/(α_h + β_h) and h = α_h τ_h at the membrane's own rest.
#[test]
fn inactivation_recovers_ten_times_too_fast() {
    let outcome = outcome(&PrintedMembrane::default()).unwrap();
    let u = value(&outcome, "printed_rest_mv");
    let (alpha, beta) = (
        0.7 * (-u / 20.0).exp(),
        1.0 / (1.0 + ((30.0 - u) / 10.0).exp()),
    );
    assert!((value(&outcome, "printed_h_at_rest") - alpha / (alpha + beta)).abs() < 1e-12);
    assert!((value(&outcome, "printed_tau_h_at_rest_ms") - 1.0 / (alpha + beta)).abs() < 1e-12);
    assert!(value(&outcome, "printed_tau_h_at_rest_ms") < 1.5);
    assert!(value(&outcome, "corrected_tau_h_at_rest_ms") > 8.0);
}

/// The refractory time is where a second shock begins to fire: just above it does, just below not.
#[test]
fn refractoriness_ends_where_the_second_shock_fires() {
    let outcome = outcome(&PrintedMembrane::default()).unwrap();
    let refractory = value(&outcome, "corrected_refractory_ms");
    let spikes = |interval: f64| {
        let model = HodgkinHuxley::default();
        let rest = model.resting_potential_mv().unwrap();
        let solver = crate::integrate::Solver::default();
        let event = [crate::integrate::Event::Rising {
            component: V,
            level: -15.0,
        }];
        let mut state = model.steady_at(rest);
        let mut count = 0;
        for lasts in [interval, 20.0] {
            state[V] += 15.0;
            let f = model.under_current(0.0);
            let ran = solver
                .integrate(f, (0.0, lasts), state, &[], &event)
                .unwrap();
            count += ran.occurrences.len();
            state = ran.end;
        }
        count
    };
    assert_eq!(
        (spikes(refractory - 0.01), spikes(refractory + 0.01)),
        (1, 2)
    );
}

#[test]
fn a_run_that_begins_at_the_singularity_ends_there_as_printed() {
    let outcome = outcome(&PrintedMembrane::default()).unwrap();
    assert_eq!(value(&outcome, "singular_25_ends_ms"), 0.0);
    assert_eq!(value(&outcome, "singular_10_ends_ms"), 0.0);
    assert!(value(&outcome, "singular_25_corrected_peak_mv") > 100.0);
    assert!(value(&outcome, "singular_missed_mv") < 1e-6);
}

#[test]
fn every_wrong_value_is_named_with_its_range() {
    let settings: PrintedMembrane = toml::from_str(
        "membrane.channels = 'traub-miles'\nshock_mv = 0.0\nduration_ms = nan\n\
         current_ua_cm2 = 300.0\nfiring_ms = 0.0\nbound_mv = inf",
    )
    .unwrap();
    assert_eq!(
        refusals(&settings),
        [
            "membrane.channels is traub-miles, must be squid, whose rates the lecture prints",
            "shock_mv is 0, must be above 0 and at most 100",
            "duration_ms is NaN, must be above 0 and at most 1000",
            "current_ua_cm2 is 300, must be from -200 to 200",
            "firing_ms is 0, must be above 0 and at most 10000",
            "bound_mv is inf, must be above 0 and at most 10000",
        ]
    );
}

#[test]
fn the_experiments_on_file_run_and_read_back_the_same() {
    let text = include_str!("../../../../experiments/printed-membrane.toml");
    let settings: Vec<PrintedMembrane> = experiments_on_file(text);
    assert_eq!(settings.len(), 1);
    for settings in settings {
        let outcome = outcome(&settings).unwrap();
        assert_eq!(outcome.figures[0].panels.len(), 4);
        assert_eq!(outcome.notes.len(), 4);
    }
}

/// With h recovering early the spike lasts longer, and refractoriness counted from its end is
/// shorter.
#[test]
fn the_printed_inactivation_lengthens_the_spike() {
    let outcome = outcome(&PrintedMembrane::default()).unwrap();
    let of = |which: &str, what: &str| value(&outcome, &format!("{which}_{what}"));
    let gap = |which: &str| of(which, "refractory_ms") - of(which, "return_ms");
    assert!(of("printed", "return_ms") > of("corrected", "return_ms") + 1.0);
    assert!(gap("printed") < gap("corrected") - 1.0);
    assert!(of("printed", "rate_hz") > of("corrected", "rate_hz"));
}

#[test]
fn what_did_not_happen_is_a_dash_in_the_notes() {
    let outcome = outcome(&PrintedMembrane {
        duration_ms: 5.0,
        ..PrintedMembrane::default()
    })
    .unwrap();
    assert!(value(&outcome, "sign_runaway_ms").is_nan());
    assert!(outcome.notes[0].en.contains("from rest – ms after"));
    assert!(outcome.notes.iter().all(|note| !note.ru.contains("NaN мс")));
}
