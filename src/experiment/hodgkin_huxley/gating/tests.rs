//! Curves, metrics and problems of the kind, and its TOML.

use super::super::tests::{experiments_on_file, outcome, value};
use super::*;
use crate::neuron::channels::{SQUID, TRAUB_MILES};
use crate::outcome::figure::Mark;

/// Rest of the paper: u = 0 mV.
#[test]
fn the_gates_at_rest_are_those_of_the_paper() {
    let outcome = outcome(&Gating::default()).unwrap();
    for (name, published) in [("m", 0.0529), ("h", 0.5961), ("n", 0.3177)] {
        let found = value(&outcome, &format!("{name}_at_origin"));
        assert!((found - published).abs() < 5e-5, "{name} = {found}");
    }
    // τ_m = 1/(α_m + β_m) with β_m = 4 and α_m = 2.5/(e^2.5 − 1) at u = 0.
    let tau = 1.0 / (2.5 / 2.5_f64.exp_m1() + 4.0);
    assert!((value(&outcome, "tau_m_at_origin_ms") - tau).abs() < 1e-14);
}

/// α = β at the half-activation, τ′ = 0 at its longest, and the window has half its height at both
/// ends.
#[test]
fn the_marked_potentials_are_what_they_are_called() {
    for set in [&SQUID, &TRAUB_MILES] {
        let kinetics = Kinetics::new(set, set.reference_c);
        for gate in 0..3 {
            let rate = kinetics.rates(half_mv(&kinetics, gate))[gate];
            assert!((rate.opening / rate.closing - 1.0).abs() < 1e-12);
            let (v, tau) = slowest(&kinetics, gate);
            for beside in [-0.01, 0.01] {
                assert!(kinetics.time_constants_ms(v + beside)[gate] < tau, "{gate}");
            }
        }
        let window = window(&kinetics);
        assert!(window.from_mv < window.peak_mv && window.peak_mv < window.to_mv);
        for end in [window.from_mv, window.to_mv] {
            let open = curves::open_sodium(&kinetics, end);
            assert!((open / window.peak - 0.5).abs() < 1e-9);
        }
    }
}

#[test]
fn warmth_divides_the_time_constants_and_moves_no_steady_state() {
    let cold = outcome(&Gating::default()).unwrap();
    let warm = outcome(&Gating {
        temperature_c: Some(26.3),
        ..Gating::default()
    })
    .unwrap();
    assert!((value(&warm, "temperature_factor") - 9.0).abs() < 1e-13);
    for gate in GATES {
        let tau = format!("tau_{gate}_at_origin_ms");
        assert!((value(&cold, &tau) / value(&warm, &tau) - 9.0).abs() < 1e-12);
        let half = format!("{gate}_half_mv");
        assert!((value(&cold, &half) - value(&warm, &half)).abs() < 1e-11);
    }
}

/// As printed α_m is 0/0 at −40 and α_n at −55 mV: both are on the grid whatever its spacing, and
/// everything drawn is finite.
#[test]
fn the_removable_singularities_are_drawn() {
    let settings = Gating {
        channels: vec![Channels::Squid, Channels::TraubMiles],
        points: 8,
        ..Gating::default()
    };
    let curves = settings.curves();
    assert_eq!(curves[0].grid.singular, [("α_m", -40.0), ("α_n", -55.0)]);
    assert_eq!(curves[1].grid.singular.len(), 3);
    for set in &curves {
        assert_eq!(set.grid.v_mv.len(), 8 + set.grid.singular.len());
        assert!(set.grid.v_mv.is_sorted());
        for (_, v) in &set.grid.singular {
            assert!(set.grid.v_mv.contains(v));
        }
    }
    let outcome = outcome(&settings).unwrap();
    for panel in &outcome.figures[0].panels {
        for mark in &panel.marks {
            let Mark::Line { x, y, .. } = mark else {
                panic!("curves are lines");
            };
            assert!(x.iter().chain(y).all(|value| value.is_finite()));
        }
    }
    assert_eq!(outcome.notes.len(), 2);
    assert!(value(&outcome, "h_half_mv_traub_miles") > value(&outcome, "h_half_mv_squid"));
}

#[test]
fn the_convention_turns_the_axis_and_leaves_the_curves() {
    let with = |convention| {
        let settings = Gating {
            convention,
            from_mv: -105.0,
            ..Gating::default()
        };
        outcome(&settings).unwrap()
    };
    let absolute = with(Convention::Absolute);
    for (convention, first) in [(Convention::Relative, -40.0), (Convention::Paper, 40.0)] {
        let other = with(convention);
        assert_eq!(other.metrics, absolute.metrics, "metrics are absolute");
        let (ours, theirs) = (&absolute.series[0].columns, &other.series[0].columns);
        assert_eq!(theirs[0].values[0], first);
        assert_eq!(ours[1..], theirs[1..]);
    }
    let paper = with(Convention::Paper);
    assert_eq!(paper.figures[0].panels[0].x.range, Some((-115.0, 40.0)));
}

#[test]
fn every_wrong_value_is_named_with_its_range() {
    let settings = Gating {
        channels: vec![Channels::Squid, Channels::Squid],
        temperature_c: Some(f64::NAN),
        from_mv: -300.0,
        to_mv: -300.0,
        points: 1,
        ..Gating::default()
    };
    let found: Vec<_> = settings
        .problems(Path::new("."))
        .into_iter()
        .map(|p| format!("{} {}", p.key, p.message))
        .collect();
    assert_eq!(
        found,
        [
            "channels[1] is squid again, must be another set",
            "temperature_c is NaN, must be from 0 to 45",
            "from_mv is -300, must be from -200 to 200",
            "to_mv is -300, must be above from_mv = -300 and at most 200",
            "points is 1, must be from 2 to 10000",
        ]
    );
    let empty = Gating {
        channels: Vec::new(),
        ..Gating::default()
    };
    assert_eq!(
        empty.problems(Path::new(".")),
        [Problem::new(
            "channels",
            "is empty, must name at least one set"
        )]
    );
}

#[test]
fn the_experiments_on_file_run_and_read_back_the_same() {
    let text = include_str!("../../../../experiments/voltage-clamp.toml");
    let settings: Vec<Gating> = experiments_on_file(text);
    assert!(settings.len() >= 2);
    for settings in settings {
        assert_eq!(outcome(&settings).unwrap().figures.len(), 1);
    }
}
