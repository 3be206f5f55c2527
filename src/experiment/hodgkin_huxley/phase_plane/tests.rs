//! The planes against closed forms and second methods, the problems, the TOML.

use super::super::tests::{context, experiments_on_file, outcome, refusals, value};
use super::plane::{Closure, Plane, Point};
use super::*;
use crate::integrate::Solver;
use crate::neuron::HodgkinHuxley;
use crate::neuron::hodgkin_huxley::{H, M, N, V};

fn fast_plane() -> (Plane, [f64; 4]) {
    let model = HodgkinHuxley::default();
    let rest = model.steady_at(model.resting_potential_mv().unwrap());
    let closure = Closure::Frozen {
        h: rest[H],
        n: rest[N],
    };
    let plane = Plane {
        model,
        i_ua_cm2: 0.0,
        closure,
    };
    (plane, rest)
}

/// Where a point of the frozen plane is after 60 ms: long enough to leave the saddle from 10⁻⁷ mV beside it.
fn later(plane: &Plane, start: Point) -> Point {
    let f = |_: f64, at: &Point, slope: &mut Point| *slope = plane.flow(*at);
    let solver = Solver::default();
    solver
        .integrate(f, (0.0, 60.0), start, &[], &[])
        .unwrap()
        .end
}

#[test]
fn the_fast_plane_has_rest_saddle_and_excited_state() {
    let (plane, rest) = fast_plane();
    let points = plane.fixed_points();
    assert_eq!(points.len(), 3);
    assert!((points[0].at[0] - rest[V]).abs() < 1e-9 && points[0].is_stable());
    assert!(points[1].is_saddle());
    assert!(points[2].is_stable() && points[2].at[0] > 0.0);
    for point in &points {
        let [v, m] = plane.flow(point.at);
        assert!(v.abs() < 1e-9 && m.abs() < 1e-9, "{v} {m}");
    }
}

/// ∂V′/∂V = −(g_Na m³h + g_K n⁴ + g_l)/C, ∂V′/∂m = −3 g_Na m²h (V − E_Na)/C, ∂m′/∂m = −φ/τ; and the
/// eigenvalues have the trace and the determinant of the Jacobian.
#[test]
fn jacobian_and_eigenvalues_are_those_of_the_equations() {
    let (plane, rest) = fast_plane();
    for point in plane.fixed_points() {
        let [v, m] = point.at;
        let (h, n4) = (rest[H], rest[N] * rest[N] * rest[N] * rest[N]);
        let [[a, b], [c, d]] = point.jacobian;
        assert!((a + 120.0 * m * m * m * h + 36.0 * n4 + 0.3).abs() < 1e-9);
        assert!((b + 360.0 * m * m * h * (v - 50.0)).abs() < 1e-7 * b.abs());
        let rate = plane.model.rates(v).m;
        assert!((d + rate.opening + rate.closing).abs() < 1e-9);
        let (sum, product) = (
            point.real[0] + point.real[1],
            point.real[0] * point.real[1] + point.imaginary * point.imaginary,
        );
        assert!((sum - a - d).abs() < 1e-12 * sum.abs());
        assert!((product - (a * d - b * c)).abs() < 1e-10 * product.abs().max(1.0));
    }
}

/// Twice halving what fires and what returns finds the same threshold as the separatrix.
#[test]
fn the_separatrix_is_the_threshold_that_bisection_finds() {
    let (plane, rest) = fast_plane();
    let found = frozen::run(&PhasePlane::default(), rest, &context()).unwrap();
    let (mut returns, mut fires) = (0.0, 15.0);
    while fires - returns > 1e-7 {
        let middle = 0.5 * (returns + fires);
        if later(&plane, [rest[V] + middle, rest[M]])[0] > 0.0 {
            fires = middle;
        } else {
            returns = middle;
        }
    }
    let threshold = found.threshold_mv - rest[V];
    assert!((threshold - fires).abs() < 1e-6, "{threshold} and {fires}");
    // Frozen gates do not oppose a spike: the whole membrane's threshold is higher, 6.505 mV.
    assert!(threshold < 6.5, "{threshold}");
}

/// A little to either side of any point of the separatrix, the membrane fires or returns.
#[test]
fn the_separatrix_separates() {
    let (plane, rest) = fast_plane();
    let found = frozen::run(&PhasePlane::default(), rest, &context()).unwrap();
    let inside = |at: &&Point| at[0].abs() < 100.0 && at[1] > 0.0 && at[1] < 1.0;
    let inside: Vec<&Point> = found.separatrix.iter().filter(inside).collect();
    assert!(inside.len() > 50);
    for at in inside.iter().step_by(9) {
        assert!(later(&plane, [at[0] + 0.01, at[1]])[0] > 0.0, "{at:?}");
        assert!(later(&plane, [at[0] - 0.01, at[1]])[0] < -60.0, "{at:?}");
    }
}

#[test]
fn nullclines_are_where_the_flow_has_no_such_part() {
    let (fast, _) = fast_plane();
    let slow = Plane {
        closure: Closure::Reduced {
            offset: 0.9,
            slope: 1.0,
        },
        i_ua_cm2: 5.0,
        ..fast
    };
    for plane in [fast, slow] {
        let mut seen = 0;
        for v in [-76.0, -70.0, -60.0, -50.0, -30.0, 0.0, 30.0, 49.0] {
            let gate = plane.gate_nullcline(v);
            assert!(plane.flow([v, gate])[1].abs() < 1e-12);
            if let Some(w) = plane.potential_nullcline(v) {
                assert!(plane.flow([v, w])[0].abs() < 1e-9, "{v} mV");
                seen += 1;
            }
        }
        assert!(seen >= 4);
    }
}

#[test]
fn both_relations_leave_rest_where_it_is() {
    for relation in [Relation::Fitzhugh, Relation::Rinzel] {
        let settings = PhasePlane {
            plane: PlaneName::VN,
            relation,
            ..PhasePlane::default()
        };
        let outcome = outcome(&settings).unwrap();
        let rest_mv = HodgkinHuxley::default().resting_potential_mv().unwrap();
        assert!((value(&outcome, "fixed_1_v_mv") - rest_mv).abs() < 1e-9);
        assert!(value(&outcome, "fixed_1_eigenvalue_2_per_ms") < 0.0);
    }
}

/// At 10 µA/cm² the rest of the reduced membrane is unstable, too, and it fires again and again;
/// without current neither fires twice.
#[test]
fn the_reduced_membrane_fires_like_the_whole_one() {
    let run = |current_ua_cm2, shock| {
        let settings = PhasePlane {
            plane: PlaneName::VN,
            current_ua_cm2,
            shocks_mv: vec![shock],
            duration_ms: 100.0,
            ..PhasePlane::default()
        };
        outcome(&settings).unwrap()
    };
    let firing = run(10.0, 0.0);
    let whole = value(&firing, "whole_interval_ms[shock_mv=0]");
    assert!((whole - 14.636).abs() < 0.01, "{whole}");
    assert!(value(&firing, "reduced_spikes[shock_mv=0]") >= 5.0);
    assert!(value(&firing, "fixed_1_eigenvalue_2_per_ms") > 0.0);
    let single = run(0.0, 15.0);
    assert_eq!(value(&single, "whole_spikes[shock_mv=15]"), 1.0);
    assert_eq!(value(&single, "reduced_spikes[shock_mv=15]"), 1.0);
}

/// The fitted line is the best one: the plane's own h leaves it less, in the mean square, than
/// neighbouring lines.
#[test]
fn the_fitted_line_is_the_least_squares_line() {
    let settings = PhasePlane {
        plane: PlaneName::VN,
        relation: Relation::Fitted,
        current_ua_cm2: 10.0,
        shocks_mv: vec![0.0],
        duration_ms: 60.0,
        ..PhasePlane::default()
    };
    let rest_mv = HodgkinHuxley::default().resting_potential_mv().unwrap();
    let rest = HodgkinHuxley::default().steady_at(rest_mv);
    let found = reduced::run(&settings, rest, &context()).unwrap();
    let Closure::Reduced { offset, slope } = found.plane.closure else {
        panic!("the slow plane is reduced");
    };
    let squares = |a: f64, b: f64| -> f64 {
        let states = found.responses.iter().flat_map(|response| &response.whole);
        states
            .map(|s| (s[H] - a + b * s[N]) * (s[H] - a + b * s[N]))
            .sum()
    };
    let best = squares(offset, slope);
    for (da, db) in [(1e-3, 0.0), (-1e-3, 0.0), (0.0, 1e-3), (0.0, -1e-3)] {
        assert!(squares(offset + da, slope + db) > best);
    }
    assert_eq!((found.fit.offset, found.fit.slope), (offset, slope));
}

#[test]
fn a_membrane_that_cannot_fire_has_neither_saddle_nor_threshold() {
    let settings = PhasePlane {
        membrane: toml::from_str("g_na_ms_cm2 = 0.1").unwrap(),
        ..PhasePlane::default()
    };
    let outcome = outcome(&settings).unwrap();
    assert_eq!(value(&outcome, "fixed_points"), 1.0);
    assert!(value(&outcome, "threshold_mv").is_nan());
}

#[test]
fn every_wrong_value_is_named_with_its_range() {
    let settings: PhasePlane = toml::from_str(
        "membrane.g_l_ms_cm2 = 0.0\ncurrent_ua_cm2 = nan\nshocks_mv = [1.0, 300.0]\n\
         duration_ms = -1.0",
    )
    .unwrap();
    assert_eq!(
        refusals(&settings),
        [
            "membrane.g_l_ms_cm2 is 0, must be above 0 and at most 10000",
            "current_ua_cm2 is NaN, must be from -200 to 200",
            "shocks_mv[1] is 300, must be from -200 to 200",
            "duration_ms is -1, must be above 0 and at most 1000",
        ]
    );
    let none = PhasePlane {
        shocks_mv: Vec::new(),
        ..PhasePlane::default()
    };
    assert_eq!(
        none.problems(Path::new(".")),
        [Problem::new(
            "shocks_mv",
            "has 0 entries, must have from 1 to 12"
        )]
    );
}

#[test]
fn the_experiments_on_file_run_and_read_back_the_same() {
    let text = include_str!("../../../../experiments/phase-plane.toml");
    let settings: Vec<PhasePlane> = experiments_on_file(text);
    assert!(settings.len() >= 3);
    for settings in settings {
        assert_eq!(outcome(&settings).unwrap().figures[0].panels.len(), 4);
    }
}

/// The whole membrane of the squid has one fixed point whatever the current; the reduced one's line
/// makes three.
#[test]
fn fixed_points_that_the_reduction_adds_are_told() {
    let settings = PhasePlane {
        plane: PlaneName::VN,
        shocks_mv: vec![0.0],
        ..PhasePlane::default()
    };
    let outcome = outcome(&settings).unwrap();
    assert_eq!(value(&outcome, "whole_fixed_points"), 1.0);
    assert_eq!(value(&outcome, "fixed_points"), 3.0);
    assert_eq!(outcome.notes.len(), 2);
}
