//! Travelling pulses against published and recomputed numbers, and what is refused.

use super::super::axon_convergence::AxonConvergence;
use super::super::conduction_velocity::ConductionVelocity;
use super::super::tests::{experiments_on_file, outcome, refusals, value};
use super::super::travelling_wave::TravellingWave;
use super::*;

fn warm() -> Constants {
    toml::from_str("temperature_c = 18.5").unwrap()
}

/// Coarser than the default, to second order the same.
fn coarse() -> Cut {
    Cut {
        length_mm: 80.0,
        dx_um: 200.0,
        dt_ms: 0.004,
    }
}

/// Recomputed from the same equations by other programs, to the digits they are known to.
#[test]
fn the_impulse_at_18_5_degrees_has_its_known_shape() {
    let settings = Propagation {
        membrane: warm(),
        grid: coarse(),
        electrodes_mm: vec![35.0, 60.0],
        duration_ms: 30.0,
        ..Propagation::default()
    };
    let outcome = outcome(&settings).unwrap();
    for (name, expected, tolerance) in [
        ("velocity_m_s", 18.7319, 0.01),
        ("peak_above_rest_mv", 90.585, 0.02),
        ("undershoot_mv", 9.67, 0.01),
        ("steepest_rise_v_s", 430.0, 1.0),
        ("steepest_fall_v_s", -172.0, 0.5),
        ("g_na_peak_ms_cm2", 28.94, 0.02),
        ("g_k_peak_ms_cm2", 12.77, 0.01),
        ("g_peak_ms_cm2", 32.61, 0.02),
        ("sodium_entry_pmol_cm2", 4.359, 0.002),
        ("potassium_loss_pmol_cm2", 4.282, 0.006),
        ("impulses[at_mm=35]", 1.0, 0.0),
    ] {
        let found = value(&outcome, name);
        assert!((found - expected).abs() <= tolerance, "{name}: {found}");
    }
    let names: Vec<&str> = outcome.figures.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["space-time", "electrodes", "pulse"]);
}

/// Heat block: at 32 °C a pulse travels, at 34 °C none does.
#[test]
fn heat_blocks_conduction() {
    let at = |temperature_c: f64| {
        let settings = Propagation {
            membrane: toml::from_str(&format!("temperature_c = {temperature_c}")).unwrap(),
            grid: coarse(),
            electrodes_mm: vec![40.0, 60.0],
            ..Propagation::default()
        };
        let outcome = outcome(&settings).unwrap();
        (
            value(&outcome, "impulses[at_mm=60]"),
            value(&outcome, "velocity_m_s"),
        )
    };
    let (warm, hot) = (at(32.0), at(34.0));
    assert!(warm.0 == 1.0 && warm.1 > 18.0, "{warm:?}");
    assert!(hot.0 == 0.0 && hot.1.is_nan(), "{hot:?}");
}

#[test]
fn an_axon_that_is_not_stimulated_rests() {
    let settings = Propagation {
        grid: coarse(),
        stimulus: Vec::new(),
        duration_ms: 5.0,
        ..Propagation::default()
    };
    let outcome = outcome(&settings).unwrap();
    assert!(value(&outcome, "peak_above_rest_mv").abs() < 1e-9);
    assert_eq!(value(&outcome, "impulses[at_mm=80]"), 0.0);
}

#[test]
fn every_wrong_value_is_named_with_its_range() {
    let settings = Propagation {
        axon: Fibre {
            radius_um: 0.0,
            resistivity_ohm_cm: f64::NAN,
        },
        grid: Cut {
            length_mm: 10.0,
            dx_um: 600.0,
            dt_ms: 1.0,
        },
        stimulus: vec![Stretch {
            from_mm: 5.0,
            to_mm: 20.0,
            start_ms: 1.0,
            stop_ms: 0.5,
            ..Stretch::default()
        }],
        electrodes_mm: vec![12.0],
        duration_ms: -1.0,
        ..Propagation::default()
    };
    assert_eq!(
        refusals(&settings),
        [
            "axon.radius_um is 0, must be from 0.1 to 10000",
            "axon.resistivity_ohm_cm is NaN, must be from 1 to 10000",
            "duration_ms is -1, must be above 0 and at most 10000",
            "grid.dt_ms is 1, must be from 0.00001 to 0.1",
            "grid.dx_um is 600, must be from 1 to 500, a twentieth of grid.length_mm",
            "stimulus[0].to_mm is 20, must be above from_mm = 5 and at most the length of the axon, 10",
            "stimulus[0].stop_ms is 0.5, must come after start_ms = 1",
            "electrodes_mm has 1 entry, must have from 2 to 20",
            "electrodes_mm[0] is 12, must be from 0 to 10",
        ]
    );
}

#[test]
fn a_run_that_would_take_for_ever_is_refused() {
    let settings = Propagation {
        grid: Cut {
            length_mm: 1000.0,
            dx_um: 1.0,
            dt_ms: 1e-5,
        },
        ..Propagation::default()
    };
    let problems = settings.problems(Path::new("."));
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0].message.contains("at most 5e9"),
        "{}",
        problems[0].message
    );
}

#[test]
fn the_experiments_on_file_are_settings_without_problems() {
    let text = include_str!("../../../../experiments/axon.toml");
    let axons: Vec<Propagation> = experiments_on_file(text);
    let waves: Vec<TravellingWave> = experiments_on_file(text);
    let velocities: Vec<ConductionVelocity> = experiments_on_file(text);
    let convergences: Vec<AxonConvergence> = experiments_on_file(text);
    let counts = [
        axons.len(),
        waves.len(),
        velocities.len(),
        convergences.len(),
    ];
    assert_eq!(counts, [3, 2, 2, 1]);
}
