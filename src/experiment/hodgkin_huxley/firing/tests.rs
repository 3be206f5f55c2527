//! Rates, rheobases and bifurcations against the tight reference values; what is refused.

use super::super::tests::{outcome, value};
use super::*;

fn assert_metric(outcome: &Outcome, name: &str, expected: f64, tolerance: f64) {
    let found = value(outcome, name);
    assert!(
        (found - expected).abs() <= tolerance,
        "{name}: {found}, expected {expected}"
    );
}

/// Computed by two other high-order integrators; the last of 3 s.
#[test]
fn rates_have_their_reference_values() {
    let settings = Firing {
        count: 2,
        rates_at_ua_cm2: vec![6.5, 7.0, 8.0, 10.0, 20.0, 30.0, 50.0],
        duration_ms: 3000.0,
        special_points: false,
        ..Firing::default()
    };
    let outcome = outcome(&settings).unwrap();
    for (current, hz) in [
        ("6.5", 55.0573023),
        ("7", 58.3270635),
        ("8", 62.4698864),
        ("10", 68.3236986),
        ("20", 86.4700527),
        ("30", 98.7452144),
        ("50", 117.0359876),
    ] {
        assert_metric(&outcome, &format!("rate_at_{current}_hz"), hz, 1e-6);
    }
}

#[test]
fn special_points_have_their_reference_values() {
    let settings = Firing {
        count: 35,
        ..Firing::default()
    };
    let outcome = outcome(&settings).unwrap();
    for (name, expected, tolerance) in [
        ("rheobase_one_spike_ua_cm2", 2.24033362, 5e-9),
        ("rheobase_sustained_ua_cm2", 6.26005, 5e-6),
        ("sustained_ends_ua_cm2", 62.8743, 5e-5),
        ("hopf_low_ua_cm2", 9.7754380, 5e-8),
        ("hopf_low_mv", -59.6541436, 5e-8),
        ("hopf_low_hz", 93.302, 5e-4),
        ("hopf_high_ua_cm2", 154.5224337, 5e-8),
        ("hopf_high_mv", -43.0580920, 5e-8),
        ("hopf_high_hz", 169.169, 5e-4),
    ] {
        assert_metric(&outcome, name, expected, tolerance);
    }
    // What fires for a second need not fire for ever: the cycle exists from the fold on.
    let begins = value(&outcome, "cycle_begins_ua_cm2");
    let fold = value(&outcome, "cycle_fold_ua_cm2");
    assert!(
        begins > 6.0 && begins < fold && fold < begins + 3e-4,
        "{begins}, {fold}"
    );
    let activity = &outcome.series[0];
    let at = |column: usize, row: usize| activity.columns[column].values[row];
    assert_eq!((at(0, 0), at(1, 0)), (0.0, 0.0));
    // At 10 µA/cm² both beginnings end in the same firing.
    assert_eq!(at(0, 2), 10.0);
    assert!((at(1, 2) - at(4, 2)).abs() < 1e-3 && at(1, 2) > 68.0);
    // At 160 µA/cm² both end in rest.
    assert_eq!((at(0, 32), at(1, 32), at(4, 32)), (160.0, 0.0, 0.0));
}

/// Followed from 11 µA/cm² down, around the fold, and along the unstable cycles, which turn twice
/// more (Rinzel & Miller 1980, Math. Biosci. 49:27), to the Hopf bifurcation.
#[test]
fn the_cycle_ends_in_the_hopf_bifurcation() {
    let settings = Firing {
        from_ua_cm2: 5.0,
        to_ua_cm2: 11.0,
        ..Firing::default()
    };
    let membrane = settings.membrane.model();
    let hopf = special::hopf_points(&settings, &membrane)[0];
    let branch = cycles::follow(membrane, &hopf, 11.0, || true).unwrap();
    // Passing the fold takes time as 1/√(distance), so what is judged after 1 and 5 s, 6.260047 and
    // 6.260310 µA/cm² from rest, tends to it as 1/time².
    assert!(
        (branch.fold_ua_cm2 - 6.260321).abs() < 1e-6,
        "{}",
        branch.fold_ua_cm2
    );
    let last = branch.cycles.last().unwrap();
    assert_eq!((last.i_ua_cm2, last.peak_mv), (hopf.i_ua_cm2, hopf.v_mv));
    let turns = branch
        .cycles
        .windows(3)
        .filter(|c| (c[1].i_ua_cm2 - c[0].i_ua_cm2) * (c[2].i_ua_cm2 - c[1].i_ua_cm2) < 0.0);
    let turns: Vec<f64> = turns.map(|cycles| cycles[1].i_ua_cm2).collect();
    assert_eq!(turns.len(), 3, "{turns:?}");
    assert!(
        (turns[1] - 7.92).abs() < 0.01 && (turns[2] - 7.85).abs() < 0.01,
        "{turns:?}"
    );
    // Stable up to the fold, unstable from there on; the period joins that of the Hopf bifurcation.
    let stable = branch
        .cycles
        .iter()
        .take_while(|cycle| cycle.is_stable)
        .count();
    assert!(branch.cycles[stable..].iter().all(|cycle| !cycle.is_stable));
    assert!((branch.cycles[stable].i_ua_cm2 - branch.fold_ua_cm2).abs() < 0.01);
    let before = branch.cycles[branch.cycles.len() - 2];
    assert!((before.period_ms - last.period_ms).abs() < 0.2);
}

#[test]
fn a_range_without_firing_has_no_special_points() {
    let settings = Firing {
        to_ua_cm2: 2.0,
        count: 3,
        ..Firing::default()
    };
    let outcome = outcome(&settings).unwrap();
    for name in [
        "rheobase_one_spike_ua_cm2",
        "hopf_low_ua_cm2",
        "cycle_begins_ua_cm2",
    ] {
        assert!(value(&outcome, name).is_nan(), "{name}");
    }
    assert_eq!(value(&outcome, "greatest_rate_hz"), 0.0);
}

#[test]
fn every_wrong_value_is_named_with_its_range() {
    let settings = Firing {
        from_ua_cm2: 5.0,
        to_ua_cm2: 4.0,
        count: 1,
        duration_ms: 10.0,
        tolerance: f64::NAN,
        least_swing_mv: 0.0,
        rates_at_ua_cm2: vec![1.0, 2000.0],
        ..Firing::default()
    };
    let found = settings.problems(Path::new("."));
    let keys: Vec<&str> = found.iter().map(|problem| problem.key.as_str()).collect();
    assert_eq!(
        keys,
        [
            "duration_ms",
            "count",
            "rates_at_ua_cm2[1]",
            "to_ua_cm2",
            "tolerance",
            "least_swing_mv"
        ]
    );
    assert_eq!(
        found[3].message,
        "is 4, must be above from_ua_cm2 = 5 and at most 1000"
    );
}

#[test]
fn the_experiments_on_file_are_settings_without_problems() {
    let text = include_str!("../../../../experiments/firing.toml");
    let experiments: Vec<Firing> = super::super::tests::experiments_on_file(text);
    assert!(experiments.len() >= 2);
}
