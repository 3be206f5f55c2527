use super::*;
use crate::experiment::testing::{self, keys, value};

fn outcome<S: Settings>(settings: &S, experiment: &str) -> Outcome {
    testing::outcome(settings, &testing::context(experiment, 1982))
}

#[test]
fn overlap_follows_mean_field_below_the_critical_load_and_falls_beyond() {
    let settings = Capacity {
        neurons: vec![200, 600],
        loads: vec![0.08, 0.11, 0.14, 0.17, 0.2],
        networks: 2,
        starts: 30,
        ..Capacity::default()
    };
    let outcome = outcome(&settings, "capacity");
    let of = |name: &str| value(&outcome, name);
    assert!(
        of("mean_field_difference") < 0.01,
        "{}",
        of("mean_field_difference")
    );
    assert!(of("n600_overlap_at_0_11") > 0.98);
    assert!(of("n600_overlap_at_0_2") < 0.7);
    let transition = of("n600_transition_load");
    assert!((0.13..0.19).contains(&transition), "{transition}");
    assert!((of("critical_load") - 0.138).abs() < 5e-4);
    assert_eq!(of("unsettled"), 0.0);
}

#[test]
fn a_single_load_and_size_and_units_without_a_theory_still_run() {
    let settings = Capacity {
        neurons: vec![50],
        loads: vec![0.01],
        networks: 1,
        units: Units::Binary,
        noise: 0.1,
        ..Capacity::default()
    };
    let outcome = outcome(&settings, "one point");
    assert_eq!(value(&outcome, "n50_overlap_at_0_01"), 1.0);
    assert!(value(&outcome, "n50_transition_load").is_nan());
    assert!(outcome.find_metric("mean_field_difference").is_none());
    assert_eq!(outcome.figures[0].panels.len(), 2);
}

#[test]
fn impossible_settings_are_told_by_their_keys() {
    let settings = Capacity {
        neurons: vec![500, 250],
        loads: vec![0.1, f64::NAN],
        networks: 0,
        noise: 0.6,
        retrieved: 1.0,
        ..Capacity::default()
    };
    let expected = ["neurons[1]", "loads[1]", "networks", "noise", "retrieved"];
    assert_eq!(keys(&settings), expected);
}
