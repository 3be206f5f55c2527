//! Orders and limits, and what is refused.

use super::super::tests::{outcome, refusals, value};
use super::*;

#[test]
fn the_velocity_converges_to_second_order_in_both_steps() {
    let settings = AxonConvergence {
        membrane: toml::from_str("temperature_c = 18.5").unwrap(),
        dx_um: vec![400.0, 200.0, 100.0],
        dt_ms: vec![0.02, 0.01, 0.005],
        ..AxonConvergence::default()
    };
    let outcome = outcome(&settings).unwrap();
    assert!((value(&outcome, "shooting_m_s") / 18.731888248 - 1.0).abs() < 1e-9);
    for order in ["order_dx", "order_dt"] {
        let found = value(&outcome, order);
        assert!((found - 2.0).abs() < 0.05, "{order}: {found}");
    }
    let rest = value(&outcome, "extrapolated_error");
    assert!(rest.abs() < 1e-5, "{rest}");
    let finest = value(&outcome, "error[dx_um=100,dt_ms=0.005]");
    assert!(finest < -1e-4 && finest > -5e-4, "{finest}");
    assert_eq!(outcome.tables[0].rows.len(), 3);
}

#[test]
fn steps_that_do_not_fall_by_one_ratio_are_named() {
    let settings = AxonConvergence {
        dx_um: vec![400.0, 200.0, 150.0],
        dt_ms: vec![0.01, 0.005],
        ..AxonConvergence::default()
    };
    assert_eq!(
        refusals(&settings),
        [
            "dx_um must fall by one ratio: each the half of the one before, say",
            "dt_ms has 2 entries, must have from 3 to 10",
        ]
    );
}
