//! Runs of the kind, its problems and its TOML.

use super::super::tests::{outcome, refusals, value};
use super::*;
use crate::neuron::HodgkinHuxley;
use crate::neuron::hodgkin_huxley::V;

#[test]
fn ten_microamperes_give_the_reference_spikes() {
    let settings = Membrane {
        initial_mv: Some(-65.0),
        current_ua_cm2: 10.0,
        duration_ms: 1000.0,
        relative_tolerance: 1e-12,
        absolute_tolerance: 1e-12,
        ..Membrane::default()
    };
    let outcome = outcome(&settings).unwrap();
    assert_eq!(value(&outcome, "spikes"), 69.0);
    assert!((value(&outcome, "first_spike_ms") - 1.90097195166).abs() < 1e-10);
    assert!((value(&outcome, "last_spike_ms") - 997.46272808).abs() < 1e-8);
    assert!((value(&outcome, "peak_mv") - 40.26884162).abs() < 1e-8);
    assert!((value(&outcome, "peak_time_ms") - 2.13768473).abs() < 1e-8);
    assert!((value(&outcome, "rate_hz") - 68.3236986006).abs() < 1e-7);
    assert_eq!(outcome.series[0].columns[0].values.len(), 69);
    let crate::outcome::figure::Mark::Line { x, y, .. } = &outcome.figures[0].panels[0].marks[0]
    else {
        panic!("the first mark is the potential");
    };
    assert!(x.len() < 4000 && x.is_sorted());
    let highest = y.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    assert_eq!(
        highest,
        value(&outcome, "peak_mv"),
        "the trace keeps the peak"
    );
}

#[test]
fn a_silent_membrane_stays_at_rest() {
    let outcome = outcome(&Membrane::default()).unwrap();
    assert_eq!(value(&outcome, "spikes"), 0.0);
    assert_eq!(value(&outcome, "rate_hz"), 0.0);
    assert!(value(&outcome, "first_spike_ms").is_nan());
    let crate::outcome::figure::Mark::Line { x, .. } = &outcome.figures[0].panels[0].marks[0]
    else {
        panic!("the first mark is the potential");
    };
    assert_eq!(x.len(), 3001, "rounding errors are no turning points");
    let rest = value(&outcome, "rest_mv");
    assert!((value(&outcome, "peak_mv") - rest).abs() < 1e-8);
    assert!((value(&outcome, "minimum_mv") - rest).abs() < 1e-8);
}

/// Each pulse of a train lasts as asked: with the channels shut out the membrane is a capacitor
/// with a leak, and the potential is known in closed form.
#[test]
fn a_train_of_pulses_charges_a_passive_membrane() {
    let settings = Membrane {
        membrane: Constants {
            g_na_ms_cm2: 0.0,
            g_k_ms_cm2: 0.0,
            g_l_ms_cm2: 0.1,
            e_l_mv: -60.0,
            ..Constants::default()
        },
        duration_ms: 30.0,
        stimulus: vec![Pulse {
            start_ms: 1.0,
            stop_ms: 3.0,
            amplitude_ua_cm2: 2.0,
            count: 3,
            period_ms: 8.0,
        }],
        ..Membrane::default()
    };
    assert_eq!(settings.protocol(&[]).segments().len(), 7);
    let outcome = outcome(&settings).unwrap();
    // τ = C/g = 10 ms, I/g = 20 mV.
    let charge = |v: f64| 20.0 - (20.0 - v) * (-0.2_f64).exp();
    let rest = (-0.6_f64).exp();
    let third = charge(charge(charge(0.0) * rest) * rest);
    assert!((value(&outcome, "peak_mv") + 60.0 - third).abs() < 1e-8);
    assert!((value(&outcome, "peak_time_ms") - 19.0).abs() < 1e-12);
}

#[test]
fn anode_break_excites_after_release() {
    let settings = Membrane {
        duration_ms: 50.0,
        stimulus: vec![Pulse {
            start_ms: 0.0,
            stop_ms: 30.0,
            amplitude_ua_cm2: -5.0,
            count: 1,
            period_ms: 0.0,
        }],
        ..Membrane::default()
    };
    let outcome = outcome(&settings).unwrap();
    assert_eq!(value(&outcome, "spikes"), 1.0);
    assert!(value(&outcome, "first_spike_ms") > 30.0);
}

#[test]
fn firing_that_ceased_has_no_rate() {
    let response = |spikes_ms: Vec<f64>| {
        let nowhere = simulation::Extreme {
            t_ms: 0.0,
            v_mv: 0.0,
        };
        Response {
            rest_mv: -65.0,
            spikes_ms,
            peak: nowhere,
            lowest: nowhere,
            trace: Vec::new(),
            duration_ms: 100.0,
            work: crate::integrate::Work::default(),
            second_response_mv: 0.0,
            rest_pair: None,
        }
    };
    assert_eq!(response(vec![10.0, 20.0]).rate_hz(), 0.0);
    assert_eq!(response(vec![70.0, 80.0]).rate_hz(), 100.0);
    assert_eq!(response(vec![90.0]).rate_hz(), 0.0);
}

#[test]
fn every_wrong_value_is_named_with_its_range() {
    let settings = Membrane {
        membrane: Constants {
            c_m_uf_cm2: 0.0,
            temperature_c: 50.0,
            ..Constants::default()
        },
        relative_tolerance: 0.1,
        duration_ms: f64::NAN,
        stimulus: vec![
            Pulse {
                start_ms: 5.0,
                stop_ms: 3.0,
                amplitude_ua_cm2: 1.0,
                count: 1,
                period_ms: 0.0,
            },
            Pulse {
                start_ms: -1.0,
                stop_ms: 3.0,
                amplitude_ua_cm2: 1.0,
                count: 2,
                period_ms: 1.0,
            },
        ],
        ..Membrane::default()
    };
    assert_eq!(
        refusals(&settings),
        [
            "membrane.temperature_c is 50, must be from 0 to 45",
            "membrane.c_m_uf_cm2 is 0, must be above 0 and at most 1000",
            "relative_tolerance is 0.1, must be from 1e-14 to 1e-2",
            "duration_ms is NaN, must be above 0 and at most 60000",
            "stimulus[0].stop_ms is 3, must come after start_ms = 5",
            "stimulus[1].start_ms is -1, must be at least 0",
            "stimulus[1].period_ms is 1, must be longer than the pulse, 4 ms",
        ]
    );
}

#[test]
fn a_train_that_outlasts_the_run_is_refused() {
    let settings = Membrane {
        stimulus: vec![Pulse {
            start_ms: 5.0,
            stop_ms: 6.0,
            amplitude_ua_cm2: 1.0,
            count: 10,
            period_ms: 5.0,
        }],
        ..Membrane::default()
    };
    let problems = settings.problems(Path::new("."));
    let message = "makes the last pulse end at 51 ms, beyond duration_ms = 50";
    assert_eq!(problems, [Problem::new("stimulus[0].stop_ms", message)]);
}

#[test]
fn an_unstable_step_ends_the_run_by_name() {
    let settings = Membrane {
        method: MethodName::Euler,
        step_ms: 0.5,
        current_ua_cm2: 10.0,
        ..Membrane::default()
    };
    let failure = outcome(&settings).unwrap_err().to_string();
    assert!(failure.starts_with("diverged at t = "), "{failure}");
    assert!(
        failure.contains("Euler is unstable with steps of 0.5 ms"),
        "{failure}"
    );
}

/// 15 mV, then 90 mV: the second response grows back with the interval (Hodgkin & Huxley 1952,
/// Figs 20 and 21; the heights were computed, not published).
#[test]
fn the_second_response_recovers() {
    let after = |after_ms: f64| {
        let settings = Membrane {
            shock_mv: 15.0,
            second_shock: Some(SecondShock {
                after_ms,
                shock_mv: 90.0,
            }),
            duration_ms: 30.0,
            panels: Vec::new(),
            ..Membrane::default()
        };
        value(&outcome(&settings).unwrap(), "second_response_mv")
    };
    for (after_ms, height_mv) in [(6.0, 77.0), (8.0, 97.9), (10.0, 104.7), (14.0, 108.5)] {
        let found = after(after_ms);
        assert!((found - height_mv).abs() < 1.0, "{after_ms} ms: {found} mV");
    }
    // All that follows at 4 ms is the slow swing about rest, half a millivolt high.
    assert!(after(4.0) < 1.0);
}

/// At 18.5 °C the eigenvalues at rest are −0.46292545 ± 0.74603489i per ms (by NumPy from a
/// Jacobian of differences).
#[test]
fn a_small_disturbance_rings() {
    let settings = Membrane {
        membrane: Constants {
            temperature_c: 18.5,
            ..Constants::default()
        },
        ..Membrane::default()
    };
    let outcome = outcome(&settings).unwrap();
    assert!((value(&outcome, "rest_decay_per_ms") - 0.46292545).abs() < 1e-6);
    assert!((value(&outcome, "rest_period_ms") - 8.422106).abs() < 1e-5);
}

#[test]
fn an_interrupted_run_says_so() {
    let context = Context {
        seed: 1952,
        experiment: "membrane/test",
        repeat: 0,
        repeats: 1,
        base: Path::new("."),
        threads: 1,
        interrupted: &|| true,
    };
    let ran = Membrane::default().run(0, &context);
    assert!(matches!(ran, Err(Failure::Interrupted)));
}

#[test]
fn the_experiments_on_file_run() {
    let files = [
        include_str!("../../../../experiments/membrane.toml"),
        include_str!("../../../../experiments/stimuli.toml"),
    ];
    for text in files {
        let experiments: Vec<Membrane> = super::super::tests::experiments_on_file(text);
        assert!(experiments.len() >= 7);
        for settings in experiments {
            outcome(&settings).unwrap();
        }
    }
}

#[test]
fn extremes_are_found_between_samples() {
    let settings = Membrane {
        shock_mv: 90.0,
        duration_ms: 20.0,
        ..Membrane::default()
    };
    let outcome = outcome(&settings).unwrap();
    assert!((value(&outcome, "peak_time_ms") - 0.29753572).abs() < 1e-8);
    assert!((value(&outcome, "peak_above_rest_mv") - 108.53297).abs() < 5.1e-6);
    assert!(value(&outcome, "minimum_mv") < value(&outcome, "rest_mv") - 5.0);
    let state = HodgkinHuxley::default().steady_at(value(&outcome, "rest_mv"));
    assert!(state[V] < -64.0);
}

#[test]
fn resolved_settings_read_back_the_same() {
    let settings = Membrane {
        initial_mv: Some(-65.0),
        stimulus: vec![Pulse {
            start_ms: 1.0,
            stop_ms: 2.0,
            amplitude_ua_cm2: 3.0,
            count: 2,
            period_ms: 5.0,
        }],
        ..Membrane::default()
    };
    let text = toml::to_string(&settings).unwrap();
    let back: Membrane = toml::from_str(&text).unwrap();
    assert_eq!(toml::to_string(&back).unwrap(), text);
    let unknown = toml::from_str::<Membrane>("colour = 1").unwrap_err();
    assert!(
        unknown.to_string().contains("unknown field `colour`"),
        "{unknown}"
    );
}
