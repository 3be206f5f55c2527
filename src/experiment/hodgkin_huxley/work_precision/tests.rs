//! Methods against the reference values, and what is refused.

use super::super::tests::{self, outcome, refusals};
use super::*;

#[test]
fn errors_fall_with_the_tolerance_and_with_the_step() {
    let settings = WorkPrecision {
        duration_ms: 200.0,
        tolerances: vec![1e-6, 1e-8, 1e-10],
        steps_ms: vec![0.02, 0.01],
        ..WorkPrecision::default()
    };
    let outcome = outcome(&settings).unwrap();
    let value = |name: &str| tests::value(&outcome, name);
    assert_eq!(value("spikes"), 14.0);
    assert!((value("first_spike_ms") - 1.90097195166).abs() < 1e-11);
    let errors = ["1e-6", "1e-8", "1e-10"].map(|t| value(&format!("error_ms[dop853_{t}]")));
    assert!(errors[0] < 1e-3 && errors[1] < 1e-5 && errors[2] < 1e-7);
    assert!(errors[0] > errors[2], "{errors:?}");
    let order = |method: &str| {
        let coarse = value(&format!("error_ms[{method}_0.02]"));
        (coarse / value(&format!("error_ms[{method}_0.01]"))).log2()
    };
    assert!((order("euler") - 1.0).abs() < 0.2, "{}", order("euler"));
    assert!(order("rk4") > 2.5, "{}", order("rk4"));
    assert_eq!(outcome.tables[0].rows.len(), 3 * 3 + 3 * 2);
    assert!(value("evaluations[rk4_0.01]") == 80_000.0);
}

#[test]
fn an_unstable_step_is_a_result() {
    let settings = WorkPrecision {
        duration_ms: 50.0,
        adaptive: Vec::new(),
        fixed: vec![MethodName::Euler],
        steps_ms: vec![0.5],
        ..WorkPrecision::default()
    };
    let outcome = outcome(&settings).unwrap();
    let error = tests::value(&outcome, "error_ms[euler_0.5]");
    assert_eq!(error, f64::INFINITY);
    assert!(
        outcome.notes[0].en.contains("unstable"),
        "{:?}",
        outcome.notes
    );
}

#[test]
fn every_wrong_value_is_named_with_its_range() {
    let settings = WorkPrecision {
        duration_ms: 0.0,
        tolerances: vec![1e-8, 1.0],
        steps_ms: vec![0.0],
        adaptive: vec![MethodName::Rk4],
        fixed: vec![MethodName::Euler, MethodName::Dop853],
        current_ua_cm2: f64::NAN,
        ..WorkPrecision::default()
    };
    assert_eq!(
        refusals(&settings),
        [
            "current_ua_cm2 is NaN, must be from -100 to 1000",
            "tolerances[1] is 1, must be from 1e-14 to 1e-2",
            "steps_ms[0] is 0, must be from 0.00001 to 1",
            "duration_ms is 0, must be above 0 and at most 60000",
            "adaptive[0] is Runge–Kutta 4, which belongs under `fixed`",
            "fixed[1] is Dormand–Prince 8(5,3), which belongs under `adaptive`",
        ]
    );
}

#[test]
fn the_experiments_on_file_are_settings_without_problems() {
    let text = include_str!("../../../../experiments/work-precision.toml");
    let experiments: Vec<WorkPrecision> = tests::experiments_on_file(text);
    assert!(!experiments.is_empty());
}
