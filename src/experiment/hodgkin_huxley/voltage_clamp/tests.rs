//! Clamped gates against the integrator and closed forms, the problems, the TOML.

use super::super::tests::{experiments_on_file, outcome, value};
use super::clamp::reversal_mv;
use super::*;
use crate::integrate::Solver;
use crate::neuron::HodgkinHuxley;
use crate::neuron::hodgkin_huxley::{State, V};

/// The membrane's own right-hand side with V held, integrated, gives the same gates.
#[test]
fn exact_exponentials_are_what_the_integrator_finds() {
    let settings = VoltageClamp {
        membrane: toml::from_str("temperature_c = 10.0").unwrap(),
        holding_mv: Some(-70.0),
        prepulse: Some(Prepulse {
            potentials_mv: vec![-40.0],
            duration_ms: 3.0,
        }),
        tests: Tests::PotentialsMv(vec![-20.0]),
        ..VoltageClamp::default()
    };
    let model = settings.membrane.model();
    let held = |v: f64| {
        let free = model.under_current(0.0);
        move |t: f64, state: &State, slope: &mut State| {
            assert_eq!(state[V], v);
            free(t, state, slope);
            slope[V] = 0.0;
        }
    };
    let tight = Solver {
        relative: 1e-13,
        absolute: 1e-13,
        ..Solver::default()
    };
    let mut state = model.steady_at(-70.0);
    for (v, lasts) in [(-40.0, 3.0), (-20.0, 0.8)] {
        state[V] = v;
        state = tight
            .integrate(held(v), (0.0, lasts), state, &[], &[])
            .unwrap()
            .end;
    }
    let exact = settings.runs()[0].during_test(0.8);
    for (a, b) in exact.iter().zip(state) {
        assert!((a - b).abs() < 1e-11, "{exact:?} and {state:?}");
    }
}

#[test]
fn conductances_end_at_the_steady_gates() {
    let settings = VoltageClamp {
        duration_ms: 1000.0,
        ..VoltageClamp::default()
    };
    for run in settings.runs() {
        let [_, m, h, n] = HodgkinHuxley::default().steady_at(run.test_mv);
        let (g_na, g_k) = run.conductances(&run.during_test(1000.0));
        for (found, law) in [
            (g_na, 120.0 * m * m * m * h),
            (g_k, 36.0 * (n * n * n * n)),
            (run.summary.steady_g.0, g_na),
            (run.summary.steady_g.1, g_k),
        ] {
            assert!((found / law - 1.0).abs() < 1e-10, "{}", run.test_mv);
        }
    }
}

/// The peak is higher than anything sampled, and the conductance is flat there.
#[test]
fn the_peak_of_the_sodium_conductance_is_its_highest() {
    for run in VoltageClamp::default().runs() {
        let found = run.summary;
        let open = |t: f64| run.conductances(&run.during_test(t)).0;
        assert!(found.peak_time_ms > 0.0 && found.peak_time_ms < 12.0);
        for sample in run.samples().iter().filter(|sample| sample.t_ms >= 0.0) {
            assert!(run.conductances(&sample.state).0 <= found.peak_g_na);
        }
        let slope = (open(found.peak_time_ms + 1e-4) - open(found.peak_time_ms - 1e-4)) / 2e-4;
        assert!(slope.abs() < 1e-4 * found.peak_g_na, "{slope}");
    }
}

/// A hyperpolarising test closes the sodium channels: the peak is where it begins.
#[test]
fn closing_channels_peak_at_the_beginning() {
    let settings = VoltageClamp {
        holding_mv: Some(-40.0),
        tests: Tests::PotentialsMv(vec![-100.0]),
        ..VoltageClamp::default()
    };
    assert_eq!(settings.runs()[0].summary.peak_time_ms, 0.0);
}

#[test]
fn the_sodium_current_reverses_at_its_equilibrium_potential() {
    let at = |tests: Vec<f64>| {
        let settings = VoltageClamp {
            tests: Tests::StepsMv(tests),
            ..VoltageClamp::default()
        };
        value(&outcome(&settings).unwrap(), "na_reversal_mv")
    };
    assert_eq!(at(vec![100.0, 115.0, 130.0]), 50.0);
    assert!((at(vec![109.0, 121.0, 60.0]) - 50.0).abs() < 0.2);
    assert!(at(vec![20.0, 40.0]).is_nan(), "nothing reverses there");
}

#[test]
fn a_zero_is_sought_between_neighbours_of_different_sign() {
    assert_eq!(reversal_mv(&[(10.0, 1.0), (0.0, -1.0)]), 5.0);
    assert_eq!(reversal_mv(&[(0.0, 3.0), (4.0, -1.0)]), 3.0);
    assert!(reversal_mv(&[(0.0, 1.0), (1.0, 2.0)]).is_nan());
    assert!(reversal_mv(&[(0.0, 1.0), (1.0, -2.0), (2.0, 1.0)]).is_nan());
}

/// After long prepulses the peaks are as h∞ says, apart from the m that the prepulse leaves behind.
#[test]
fn double_pulses_measure_the_steady_inactivation() {
    let settings = VoltageClamp {
        tests: Tests::PotentialsMv(vec![-21.0]),
        prepulse: Some(Prepulse {
            potentials_mv: (0..=22).map(|i| f64::from(i) * 4.0 - 120.0).collect(),
            duration_ms: 500.0,
        }),
        ..VoltageClamp::default()
    };
    let outcome = outcome(&settings).unwrap();
    for v in [-100.0, -80.0, -64.0, -52.0] {
        let h = HodgkinHuxley::default().steady_at(v)[2];
        let found = value(&outcome, &format!("relative_peak[prepulse_mv={v}]"));
        assert!((found - h).abs() < 0.03, "{v} mV: {found} against {h}");
    }
    assert!((value(&outcome, "inactivation_half_mv") + 62.5).abs() < 1.0);
    assert_eq!(outcome.figures.last().unwrap().name, "inactivation");
}

/// What is not drawn of a prepulse has passed all the same.
#[test]
fn a_prepulse_is_the_same_however_much_of_it_is_drawn() {
    let with = |duration_ms| {
        let settings = VoltageClamp {
            duration_ms,
            prepulse: Some(Prepulse {
                potentials_mv: vec![-50.0],
                duration_ms: 4.0,
            }),
            tests: Tests::PotentialsMv(vec![0.0]),
            ..VoltageClamp::default()
        };
        settings.runs()[0].during_test(0.0)
    };
    for (short, long) in with(1.0).into_iter().zip(with(900.0)) {
        assert!((short - long).abs() < 1e-14);
    }
}

#[test]
fn the_papers_sign_turns_currents_and_potentials_in_figures_only() {
    let with = |convention| {
        let settings = VoltageClamp {
            convention,
            tests: Tests::StepsMv(vec![109.0, 130.0, 26.0]),
            return_ms: 2.0,
            ..VoltageClamp::default()
        };
        outcome(&settings).unwrap()
    };
    let (ours, paper) = (with(Convention::Absolute), with(Convention::Paper));
    assert_eq!(ours.metrics, paper.metrics);
    let line = |outcome: &Outcome, figure: usize, panel: usize| {
        let marks = &outcome.figures[figure].panels[panel].marks;
        let crate::outcome::figure::Mark::Line { label, y, .. } = &marks[0] else {
            panic!("a trace is a line");
        };
        (label.en.clone(), y.clone())
    };
    let turned = |panel| {
        let (ours, paper) = (line(&ours, 0, panel).1, line(&paper, 0, panel).1);
        ours.iter().zip(paper).all(|(a, b)| *a == -b)
    };
    assert!((1..4).all(turned));
    assert_eq!(
        line(&ours, 1, 0).1,
        line(&paper, 1, 0).1,
        "conductances stay"
    );
    assert_eq!(line(&ours, 0, 0).0, "44 mV");
    assert_eq!(line(&paper, 0, 0).0, "−109 mV");
}

#[test]
fn every_wrong_value_is_named_with_its_range() {
    let named = |text: &str| -> Vec<String> {
        let settings: VoltageClamp = toml::from_str(text).unwrap();
        let problems = settings.problems(Path::new("."));
        problems
            .into_iter()
            .map(|p| format!("{} {}", p.key, p.message))
            .collect()
    };
    assert_eq!(
        named(
            "membrane.temperature_c = 50.0\nholding_mv = nan\ntests.potentials_mv = [300.0]\n\
             duration_ms = 0.0\nreturn_ms = -1.0\n\
             prepulse = { potentials_mv = [0.0, inf], duration_ms = 0.0 }"
        ),
        [
            "membrane.temperature_c is 50, must be from 0 to 45",
            "holding_mv is NaN, must be from -200 to 200",
            "tests.potentials_mv[0] leads to 300 mV, must lead to from -200 to 200",
            "duration_ms is 0, must be above 0 and at most 1000",
            "return_ms is -1, must be from 0 to 1000",
            "prepulse.potentials_mv[1] is inf, must be from -200 to 200",
            "prepulse.duration_ms is 0, must be above 0 and at most 10000",
        ]
    );
    assert_eq!(
        named("tests.steps_mv = []\nprepulse = { potentials_mv = [], duration_ms = 1.0 }"),
        [
            "tests.steps_mv has 0 entries, must have from 1 to 40",
            "prepulse.potentials_mv has 0 entries, must have from 1 to 40",
        ]
    );
    assert_eq!(
        named("prepulse = { potentials_mv = [-80.0, -60.0], duration_ms = 1.0 }"),
        ["prepulse.potentials_mv has 2 entries, must have one when there are 12 tests"]
    );
    let both = "tests = { steps_mv = [1.0], potentials_mv = [2.0] }";
    assert!(toml::from_str::<VoltageClamp>(both).is_err());
}

#[test]
fn the_experiments_on_file_run_and_read_back_the_same() {
    let text = include_str!("../../../../experiments/voltage-clamp.toml");
    let settings: Vec<VoltageClamp> = experiments_on_file(text);
    assert!(settings.len() >= 3);
    for settings in settings {
        assert!(outcome(&settings).unwrap().figures.len() >= 2);
    }
}
