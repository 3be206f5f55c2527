//! Thresholds against the tight reference values and closed forms, and what is refused.

use super::super::tests;
use super::*;

fn outcome(settings: &Threshold) -> Outcome {
    tests::outcome(settings).unwrap()
}

fn value(settings: &Threshold, name: &str) -> f64 {
    tests::value(&outcome(settings), name)
}

/// Computed by two other high-order integrators.
#[test]
fn shock_and_rheobases_have_their_reference_values() {
    let shock = Threshold::default();
    assert!((value(&shock, "threshold_mv") - 6.50507121).abs() < 5e-9);
    let from_65 = Threshold {
        initial_mv: Some(-65.0),
        ..Threshold::default()
    };
    assert!((value(&from_65, "threshold_mv") - 6.50213199).abs() < 5e-9);
    let step = Threshold {
        stimulus: Stimulus::Pulse,
        duration_ms: 1000.0,
        within_ms: 1000.0,
        strongest: 20.0,
        traces: false,
        ..Threshold::default()
    };
    assert!((value(&step, "threshold_ua_cm2") - 2.24033362).abs() < 5e-9);
    let sustained = Threshold {
        sustained: true,
        tolerance: 1e-10,
        ..step
    };
    assert!((value(&sustained, "threshold_ua_cm2") - 6.26005).abs() < 5e-6);
}

/// A pulse much shorter than the membrane's time constant is a shock of I d/C_M.
#[test]
fn a_brief_pulse_is_a_shock() {
    let pulse = Threshold {
        stimulus: Stimulus::Pulse,
        duration_ms: 1e-3,
        strongest: 10_000.0,
        ..Threshold::default()
    };
    let charge = value(&pulse, "charge_nc_cm2");
    assert!((charge - 6.505).abs() < 0.01, "{charge}");
}

#[test]
fn a_slow_ramp_must_go_higher_than_a_step() {
    let ramp = |duration_ms| Threshold {
        stimulus: Stimulus::Ramp,
        duration_ms,
        within_ms: duration_ms + 50.0,
        tolerance: 1e-9,
        traces: false,
        ..Threshold::default()
    };
    let (fast, slow) = (
        value(&ramp(10.0), "threshold_ua_cm2"),
        value(&ramp(200.0), "threshold_ua_cm2"),
    );
    assert!(fast > 2.24 && slow > fast + 1.0, "{fast} and {slow}");
}

#[test]
fn a_refractory_membrane_needs_more_or_cannot_be_excited() {
    let after = |interval_ms| Threshold {
        conditioning: Some(Conditioning {
            shock_mv: 15.0,
            interval_ms,
        }),
        strongest: 200.0,
        tolerance: 1e-10,
        traces: false,
        ..Threshold::default()
    };
    let early = outcome(&after(3.0));
    assert_eq!(tests::value(&early, "threshold_mv"), f64::INFINITY);
    assert_eq!(early.notes.len(), 1);
    let (eight, thirty) = (
        value(&after(8.0), "threshold_mv"),
        value(&after(30.0), "threshold_mv"),
    );
    assert!(eight > 2.0 * thirty, "{eight} and {thirty}");
}

#[test]
fn both_sides_of_the_threshold_are_drawn() {
    let outcome = outcome(&Threshold::default());
    let highest = |mark: &Mark| match mark {
        Mark::Line { y, .. } => y.iter().copied().fold(f64::NEG_INFINITY, f64::max),
        _ => panic!("a line"),
    };
    let marks = &outcome.figures[0].panels[0].marks;
    let peaks: Vec<f64> = marks[1..].iter().map(highest).collect();
    assert_eq!(peaks.len(), 7);
    assert!(
        peaks.is_sorted(),
        "the response grows without a jump: {peaks:?}"
    );
    assert!(peaks[0] < -40.0 && peaks[3].abs() < 0.1 && peaks[6] > 30.0);
}

#[test]
fn every_wrong_value_is_named_with_its_range() {
    let settings = Threshold {
        duration_ms: -1.0,
        strongest: f64::NAN,
        tolerance: 1.0,
        within_ms: 0.0,
        level_mv: 300.0,
        conditioning: Some(Conditioning {
            shock_mv: 500.0,
            interval_ms: 0.0,
        }),
        ..Threshold::default()
    };
    assert_eq!(
        tests::refusals(&settings),
        [
            "level_mv is 300, must be from -200 to 200",
            "tolerance is 1, must be from 1e-14 to 1e-6",
            "duration_ms is -1, must be above 0 and at most 10000",
            "strongest is NaN, must be above 0 and at most 10000",
            "conditioning.shock_mv is 500, must be from -200 to 200",
            "conditioning.interval_ms is 0, must be above 0 and at most 10000",
            "within_ms is 0, must be above 0 and at most 60000",
        ]
    );
}

#[test]
fn resolved_settings_read_back_the_same() {
    let settings = Threshold {
        conditioning: Some(Conditioning {
            shock_mv: 15.0,
            interval_ms: 5.0,
        }),
        stimulus: Stimulus::Ramp,
        ..Threshold::default()
    };
    let text = toml::to_string(&settings).unwrap();
    let back: Threshold = toml::from_str(&text).unwrap();
    assert_eq!(toml::to_string(&back).unwrap(), text);
}

#[test]
fn the_experiments_on_file_are_settings_without_problems() {
    let text = include_str!("../../../../experiments/excitability.toml");
    let experiments: Vec<Threshold> = tests::experiments_on_file(text);
    assert!(experiments.len() >= 8);
}
