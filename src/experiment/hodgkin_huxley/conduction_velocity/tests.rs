//! Velocities of both methods, heat block and the law of the root; what is refused.

use super::super::tests::{outcome, refusals, value};
use super::*;

fn coarse() -> Cut {
    Cut {
        length_mm: 80.0,
        dx_um: 100.0,
        dt_ms: 0.002,
    }
}

#[test]
fn both_methods_agree_up_to_the_heat_block() {
    let settings = ConductionVelocity {
        values: vec![6.3, 18.5, 30.0, 34.0],
        grid: coarse(),
        ..ConductionVelocity::default()
    };
    let outcome = outcome(&settings).unwrap();
    let at = |name: &str, c: f64| value(&outcome, &format!("{name}[temperature_c={c}]"));
    for (c, velocity) in [(6.3, 12.31375672), (18.5, 18.731888248)] {
        assert!((at("velocity_m_s", c) / velocity - 1.0).abs() < 1e-8);
        assert!((at("cable_velocity_m_s", c) / velocity - 1.0).abs() < 2e-4);
    }
    assert!(at("velocity_m_s", 34.0).is_nan() && at("cable_velocity_m_s", 34.0).is_nan());
    assert!(value(&outcome, "greatest_relative_difference") < 1e-3);
    // Where the two pulses meet, published values disagree between 28.9 and 33.7 °C.
    let block = value(&outcome, "heat_block_c");
    assert!(block > 32.0 && block < 34.0, "{block}");
    let meeting = value(&outcome, "heat_block_velocity_m_s");
    assert!(
        meeting > 5.0 && meeting < at("velocity_m_s", 30.0),
        "{meeting}"
    );
}

/// Just below the heat block the pulses are nearly one, above it there is none.
#[test]
fn the_heat_block_is_where_the_pulses_meet() {
    let settings = ConductionVelocity::default();
    let axon = settings.axon_at(20.0);
    let rest = resting_mv(&axon.membrane).unwrap();
    let block = heat_block(&axon, rest, (0.0, 45.0), 1e-12)
        .unwrap()
        .unwrap();
    let pulses = |temperature_c: f64| {
        let axon = settings.axon_at(temperature_c);
        let near = (0.98 * block.k_per_ms, 1.02 * block.k_per_ms);
        Shooting::new(&axon, rest, 1e-12).pulses(near, 400).unwrap()
    };
    let below = pulses(block.temperature_c - 1e-3);
    assert_eq!(below.len(), 2, "{block:?}: {below:?}");
    assert!(below[1] / below[0] < 1.04, "{below:?}");
    assert!(pulses(block.temperature_c + 1e-3).is_empty());
    // Nothing to be found where no pulse has vanished yet.
    assert_eq!(heat_block(&axon, rest, (0.0, 20.0), 1e-12).unwrap(), None);
}

#[test]
fn the_velocity_goes_as_the_root_of_the_radius() {
    let settings = ConductionVelocity {
        membrane: toml::from_str("temperature_c = 18.5").unwrap(),
        vary: Varied::RadiusUm,
        values: vec![119.0, 238.0, 476.0],
        grid: coarse(),
        ..ConductionVelocity::default()
    };
    let outcome = outcome(&settings).unwrap();
    assert!((value(&outcome, "exponent") - 0.5).abs() < 2e-4);
    assert!(outcome.find_metric("heat_block_c").is_none());
}

#[test]
fn every_wrong_value_is_named_with_its_range() {
    let settings = ConductionVelocity {
        values: vec![10.0, 50.0, 20.0],
        tolerance: f64::NAN,
        stimulus: Stretch {
            amplitude_ua_cm2: 1e9,
            ..Stretch::default()
        },
        ..ConductionVelocity::default()
    };
    assert_eq!(
        refusals(&settings),
        [
            "values[1] is 50, must be from 0 to 45",
            "values[2] is 20, must be above 50, the one before",
            "stimulus.amplitude_ua_cm2 is 1000000000, must be from -100000 to 100000",
            "tolerance is NaN, must be from 1e-14 to 1e-6",
        ]
    );
}
