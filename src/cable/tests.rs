//! The cable against closed forms, the space-clamped membrane and shooting.

use super::recording::velocity_m_s;
use super::travelling_wave::{Fate, Shooting};
use super::*;
use crate::integrate::{Solver, lanes};
use crate::neuron::channels::TRAUB_MILES;
use crate::neuron::hodgkin_huxley::V;
use std::f64::consts::PI;

/// Channels shut: C ∂V/∂t = (a/2R) ∂²V/∂x² − g_l (V − E_l).
fn passive() -> Axon {
    Axon {
        membrane: HodgkinHuxley {
            g_na_ms_cm2: 0.0,
            g_k_ms_cm2: 0.0,
            ..HodgkinHuxley::default()
        },
        ..Axon::default()
    }
}

fn run(cable: &mut Cable, until_ms: f64, stimuli: &[Stimulus]) {
    while cable.t_ms() < until_ms - 1e-9 {
        cable.step(stimuli);
    }
}

/// cos(πx/L) between sealed ends decays as exp(−(1 + (πλ/L)²) g t/C), to second order in Δx and Δt
/// together.
#[test]
fn a_mode_of_the_passive_cable_decays_as_its_closed_form() {
    let (axon, length_mm, t_ms) = (passive(), 20.0, 2.0);
    let e_l = axon.membrane.e_l_mv;
    let lambda = axon.length_constant_mm(e_l);
    let rate = axon.membrane.g_l_ms_cm2 * (1.0 + (PI * lambda / length_mm).powi(2));
    let error = |dx_um: f64, dt_ms: f64| {
        let grid = Grid::new(length_mm, dx_um, dt_ms);
        let mode = |x_mm: f64| (PI * x_mm / length_mm).cos();
        let mut cable =
            Cable::new(&axon, grid, e_l).with_potentials(|x_mm| e_l + 10.0 * mode(x_mm));
        run(&mut cable, t_ms, &[]);
        let decayed = 10.0 * (-rate * t_ms).exp();
        let cells = cable.potentials_mv().iter().enumerate();
        let errors = cells.map(|(i, v)| (v - e_l - decayed * mode(grid.centre_mm(i))).abs());
        errors.fold(0.0, f64::max)
    };
    let (coarse, fine) = (error(400.0, 0.04), error(200.0, 0.02));
    assert!(coarse < 0.01, "{coarse}");
    let order = (coarse / fine).log2();
    assert!((order - 2.0).abs() < 0.02, "{order}");
}

/// A steady current into one end of a sealed cable: V = V₀ cosh((L − x)/λ)/cosh(L/λ).
#[test]
fn a_steady_current_spreads_with_the_length_constant() {
    let (axon, length_mm) = (passive(), 15.0);
    let e_l = axon.membrane.e_l_mv;
    let lambda = axon.length_constant_mm(e_l);
    let grid = Grid::new(length_mm, 50.0, 0.5);
    let mut cable = Cable::new(&axon, grid, e_l);
    let end = Stimulus {
        from_mm: 0.0,
        to_mm: grid.dx_mm(),
        start_ms: 0.0,
        stop_ms: 1e6,
        i_ua_cm2: 200.0,
    };
    run(&mut cable, 400.0, &[end]);
    let shape = |x_mm: f64| ((length_mm - x_mm) / lambda).cosh();
    let v = cable.potentials_mv();
    let at = |cell: usize| (v[cell] - e_l) / (v[20] - e_l);
    for cell in [60, 150, 299] {
        let expected = shape(grid.centre_mm(cell)) / shape(grid.centre_mm(20));
        assert!(
            (at(cell) / expected - 1.0).abs() < 1e-4,
            "cell {cell}: {}",
            at(cell)
        );
    }
}

/// Without a gradient the cable is a space-clamped membrane.
#[test]
fn a_uniform_cable_fires_as_the_membrane_does() {
    let membrane = HodgkinHuxley::with(&TRAUB_MILES);
    for membrane in [HodgkinHuxley::default(), membrane] {
        let axon = Axon {
            membrane,
            ..Axon::default()
        };
        let rest = membrane.resting_potential_mv().unwrap();
        let course = lanes::Course {
            from: 0.0,
            to: 4.0,
            y0: membrane.steady_at(rest),
            p: [15.0, 0.0],
        };
        let watched = lanes::Watched {
            samples: &[],
            events: &[],
        };
        let exact = membrane.integrate(&Solver::default(), course, watched);
        let exact = exact.unwrap().end[V];
        let error = |dt_ms: f64| {
            let mut cable = Cable::new(&axon, Grid::new(5.0, 500.0, dt_ms), rest);
            let everywhere = Stimulus {
                from_mm: 0.0,
                to_mm: 5.0,
                start_ms: 0.0,
                stop_ms: 10.0,
                i_ua_cm2: 15.0,
            };
            run(&mut cable, 4.0, &[everywhere]);
            let v = cable.potentials_mv();
            assert!(v.iter().all(|other| (other - v[0]).abs() < 1e-9));
            (v[3] - exact).abs()
        };
        let (coarse, fine) = (error(0.004), error(0.002));
        let order = (coarse / fine).log2();
        assert!((order - 2.0).abs() < 0.05, "{order}: {coarse} and {fine}");
    }
}

fn at_one_end(length_mm: f64, from_mm: f64) -> Stimulus {
    Stimulus {
        from_mm,
        to_mm: (from_mm + 2.0).min(length_mm),
        start_ms: 0.0,
        stop_ms: 0.2,
        i_ua_cm2: 400.0,
    }
}

/// A stimulus adds the charge it carries and the axial current adds none, cut cells and steps
/// included: C Σ ΔV = Σ (I − I_ion) Δt.
#[test]
fn the_cable_conserves_charge() {
    let axon = Axon::default();
    let rest = axon.membrane.resting_potential_mv().unwrap();
    let mut cable = Cable::new(&axon, Grid::new(20.3, 150.0, 0.007), rest);
    let cells = cable.grid().cells;
    let stimulus = Stimulus {
        from_mm: 3.33,
        to_mm: 6.1,
        start_ms: 0.01,
        stop_ms: 0.213,
        i_ua_cm2: 400.0,
    };
    let mut ionic = 0.0;
    for _ in 0..200 {
        cable.step(&[stimulus]);
        let current = |cell| axon.membrane.currents(&cable.middle_of_step(cell)).total();
        ionic += (0..cells).map(current).sum::<f64>() * cable.grid().dt_ms;
    }
    let gained: f64 = cable.potentials_mv().iter().map(|v| v - rest).sum();
    let injected = 400.0 * 0.203 * (6.1 - 3.33) / cable.grid().dx_mm();
    let missing = axon.membrane.c_m_uf_cm2 * gained - (injected - ionic);
    assert!(missing.abs() < 1e-8 * injected, "{missing} of {injected}");
}

fn propagated(axon: &Axon, dx_um: f64, dt_ms: f64) -> Recording {
    let rest = axon.membrane.resting_potential_mv().unwrap();
    let mut cable = Cable::new(axon, Grid::new(60.0, dx_um, dt_ms), rest);
    let mut recording = Recording::of(&cable, &[35.0, 50.0]);
    while cable.t_ms() < 5.0 {
        cable.step(&[at_one_end(60.0, 0.0)]);
        recording.observe(&cable);
    }
    recording
}

fn velocity(dx_um: f64, dt_ms: f64) -> f64 {
    let traces = propagated(&Axon::default(), dx_um, dt_ms).traces;
    velocity_m_s(&traces[0], &traces[1], -35.0)
}

/// Halving both steps divides the error by four, and what they tend to is the other method's value.
#[test]
fn the_velocity_converges_to_that_of_shooting_to_second_order() {
    const SHOT: f64 = 18.731888248;
    let [a, b, c] = [(400.0, 0.008), (200.0, 0.004), (100.0, 0.002)].map(|(x, t)| velocity(x, t));
    let order = ((a - SHOT) / (b - SHOT)).log2();
    assert!((order - 2.0).abs() < 0.05, "{order}");
    let order = ((b - SHOT) / (c - SHOT)).log2();
    assert!((order - 2.0).abs() < 0.02, "{order}");
    let limit = c + (c - b) / 3.0;
    assert!((limit / SHOT - 1.0).abs() < 2e-6, "{limit}");
}

/// Reference values computed by two other high-order integrators.
#[test]
fn shooting_finds_the_reference_velocities() {
    for (temperature_c, k, velocity) in [
        (18.5, 10.438051060, 18.731888248),
        (6.3, 4.51063244, 12.31375672),
    ] {
        let mut axon = Axon::default();
        axon.membrane.temperature_c = temperature_c;
        let rest = axon.membrane.resting_potential_mv().unwrap();
        let shooting = Shooting::new(&axon, rest, 1e-13);
        let pulses = shooting.pulses((0.05, 100.0), 60).unwrap();
        let [slow, fast] = pulses[..] else {
            panic!("{temperature_c} °C: {pulses:?}")
        };
        assert!((fast / k - 1.0).abs() < 1e-9, "{fast}");
        assert!((axon.velocity_m_s(fast) / velocity - 1.0).abs() < 1e-9);
        assert!(axon.velocity_m_s(slow) < 0.5 * velocity);
        // On either side of the pulse the potential runs off to another side.
        let fate = |k: f64| shooting.trial(k, 0).unwrap().0;
        assert_eq!((fate(0.9 * fast), fate(1.1 * fast)), (Fate::Down, Fate::Up));
    }
}

/// Each leaves the other a refractory membrane.
#[test]
fn two_pulses_that_meet_both_vanish() {
    let axon = Axon::default();
    let rest = axon.membrane.resting_potential_mv().unwrap();
    let mut cable = Cable::new(&axon, Grid::new(60.0, 200.0, 0.005), rest);
    let mut recording = Recording::of(&cable, &[15.1, 30.0, 44.9]);
    while cable.t_ms() < 10.0 {
        cable.step(&[at_one_end(60.0, 0.0), at_one_end(60.0, 58.0)]);
        recording.observe(&cable);
    }
    for trace in &recording.traces {
        assert_eq!(trace.arrivals_ms(-35.0).len(), 1, "at {} mm", trace.at_mm);
    }
    let [left, _, right] = &recording.traces[..] else {
        panic!("three electrodes")
    };
    let arrivals = [left, right].map(|trace| trace.arrivals_ms(-35.0)[0]);
    assert!((arrivals[0] - arrivals[1]).abs() < 1e-9, "{arrivals:?}");
    assert!(
        cable
            .potentials_mv()
            .iter()
            .all(|v| (v - rest).abs() < 15.0)
    );
    assert_eq!(cable.lost_at_mm(), None);
}
