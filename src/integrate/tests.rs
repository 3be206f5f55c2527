//! Closed forms, the methods' orders, event times, and the errors.

use super::*;
use std::f64::consts::{FRAC_PI_2, PI};

const METHODS: [Method; 3] = [
    Method::Dop853,
    Method::OdeSolversDop853,
    Method::OdeSolversDopri5,
];

fn oscillator(_: f64, y: &[f64; 2], dy: &mut [f64; 2]) {
    *dy = [y[1], -y[0]];
}

fn solver(method: Method, tolerance: f64) -> Solver {
    Solver {
        method,
        relative: tolerance,
        absolute: tolerance,
        ..Solver::default()
    }
}

#[test]
fn closed_forms_are_met_at_the_end_and_at_every_sample() {
    for method in METHODS {
        let times: Vec<f64> = (1..=100).map(|i| 0.1 * f64::from(i)).collect();
        let decay = solver(method, 1e-11)
            .integrate(
                |_, y: &[f64; 1], dy| dy[0] = -y[0],
                (0.0, 10.0),
                [1.0],
                &times,
                &[],
            )
            .unwrap();
        let cosine = solver(method, 1e-11)
            .integrate(oscillator, (0.0, 10.0), [1.0, 0.0], &times, &[])
            .unwrap();
        assert_eq!((decay.samples.len(), cosine.samples.len()), (100, 100));
        for ((t, decayed), turned) in times.iter().zip(&decay.samples).zip(&cosine.samples) {
            assert!((decayed[0] - (-t).exp()).abs() < 1e-10, "{method:?} {t}");
            assert!((turned[0] - t.cos()).abs() < 1e-9, "{method:?} {t}");
        }
        assert!((cosine.end[1] + 10.0_f64.sin()).abs() < 1e-9);
    }
}

/// With steps of a fixed length h (every error is tolerated) the error falls as h^order.
#[test]
fn the_methods_have_their_orders() {
    for (method, order, step) in [
        (Method::OdeSolversDopri5, 5.0, 0.2),
        (Method::OdeSolversDop853, 8.0, 0.8),
        (Method::Dop853, 8.0, 0.8),
    ] {
        let error = |longest_step: f64| {
            let loose = Solver {
                longest_step,
                ..solver(method, 1e3)
            };
            // The crate's own first step may be shorter than the longest: 16π leaves that a
            // small part of the whole.
            let span = (0.0, 16.0 * PI);
            let end = loose
                .integrate(oscillator, span, [1.0, 0.0], &[], &[])
                .unwrap()
                .end;
            (end[0] - 1.0).hypot(end[1])
        };
        let observed = (error(step) / error(step / 2.0)).log2();
        assert!(
            (observed - order).abs() < 0.35,
            "{method:?}: order {observed}"
        );
    }
}

#[test]
fn the_error_follows_the_tolerance() {
    for method in METHODS {
        for tolerance in [1e-4, 1e-6, 1e-8, 1e-10] {
            let end = solver(method, tolerance)
                .integrate(oscillator, (0.0, 2.0 * PI), [1.0, 0.0], &[], &[])
                .unwrap()
                .end;
            let error = (end[0] - 1.0).hypot(end[1]);
            assert!(error < 30.0 * tolerance, "{method:?} {tolerance}: {error}");
        }
    }
}

#[test]
fn event_times_are_as_exact_as_the_method() {
    let events = [
        Event::Falling {
            component: 0,
            level: 0.0,
        },
        Event::Rising {
            component: 0,
            level: 0.0,
        },
        Event::Minimum { component: 0 },
        Event::Maximum { component: 0 },
    ];
    let run = solver(Method::Dop853, 1e-14)
        .integrate(oscillator, (0.0, 7.0), [1.0, 0.0], &[], &events)
        .unwrap();
    let expected = [(0, FRAC_PI_2), (2, PI), (1, 1.5 * PI), (3, 2.0 * PI)];
    assert_eq!(run.occurrences.len(), expected.len());
    for (found, (event, t)) in run.occurrences.iter().zip(expected) {
        assert_eq!(found.event, event);
        assert!((found.t - t).abs() < 1e-12, "event {event} at {}", found.t);
        assert!((found.y[0] - t.cos()).abs() < 1e-12);
    }
}

/// One long step holds both crossings of a level near the crest.
#[test]
fn a_level_crossed_twice_inside_one_step_is_crossed_twice() {
    let level = 0.999;
    let events = [
        Event::Rising {
            component: 0,
            level,
        },
        Event::Falling {
            component: 0,
            level,
        },
    ];
    let run = solver(Method::Dop853, 1e-6)
        .integrate(oscillator, (0.0, 3.0), [0.0, 1.0], &[], &events)
        .unwrap();
    assert!(run.work.accepted < 8, "the steps are long: {:?}", run.work);
    let times: Vec<f64> = run.occurrences.iter().map(|found| found.t).collect();
    assert_eq!(
        run.occurrences
            .iter()
            .map(|found| found.event)
            .collect::<Vec<_>>(),
        [0, 1]
    );
    assert!((times[0] - level.asin()).abs() < 1e-3 && (times[1] - PI + level.asin()).abs() < 1e-3);
}

/// Long after t = 0, where steps barely exceed the resolution of time, nothing is lost.
#[test]
fn events_and_samples_at_the_borders_of_a_late_segment() {
    let from = 1e6;
    let times: Vec<f64> = (1..=700).map(|i| from + 0.01 * f64::from(i)).collect();
    let events = [Event::Falling {
        component: 0,
        level: 0.5,
    }];
    let run = solver(Method::Dop853, 1e-10)
        .integrate(
            |t, y: &[f64; 2], dy: &mut [f64; 2]| oscillator(t - from, y, dy),
            (from, from + 7.0),
            [1.0, 0.0],
            &times,
            &events,
        )
        .unwrap();
    assert_eq!(run.samples.len(), times.len());
    for (t, sample) in times.iter().zip(&run.samples) {
        assert!((sample[0] - (t - from).cos()).abs() < 1e-8);
    }
    let [found] = run.occurrences[..] else {
        panic!("one fall through 0.5, not {:?}", run.occurrences);
    };
    assert!((found.t - from - PI / 3.0).abs() < 1e-8, "{}", found.t);
}

#[test]
fn every_evaluation_is_counted() {
    let calls = std::cell::Cell::new(0);
    let count = |_: f64, y: &[f64; 2], dy: &mut [f64; 2]| {
        calls.set(calls.get() + 1);
        *dy = [y[1], -y[0]];
    };
    let falling = [Event::Falling {
        component: 0,
        level: 0.0,
    }];
    let run = solver(Method::OdeSolversDop853, 1e-9)
        .integrate(count, (0.0, 2.0), [1.0, 0.0], &[0.5, 1.0], &falling)
        .unwrap();
    // One more: the derivative at the very beginning is the first step's and the watch's.
    assert_eq!(
        calls.get(),
        run.work.evaluations + run.work.inner_evaluations + 1
    );
    assert!(run.work.evaluations >= 12 * run.work.accepted);

    calls.set(0);
    let own = solver(Method::Dop853, 1e-9)
        .integrate(count, (0.0, 2.0), [1.0, 0.0], &[0.5, 1.0], &falling)
        .unwrap();
    assert_eq!(
        calls.get(),
        own.work.evaluations + own.work.inner_evaluations
    );
    let steps = 12 * own.work.accepted + 11 * own.work.rejected;
    assert_eq!(own.work.evaluations, 2 + steps);
}

#[test]
fn errors_name_the_time() {
    let blow_up = |_: f64, y: &[f64; 1], dy: &mut [f64; 1]| dy[0] = y[0] * y[0];
    let error = Solver::default()
        .integrate(blow_up, (0.0, 2.0), [1.0], &[], &[])
        .unwrap_err();
    let (Error::StepUnderflow { t } | Error::NonFinite { t }) = error else {
        panic!("{error}");
    };
    assert!((t - 1.0).abs() < 1e-6, "1/(1 − t) ends at 1, not {t}");

    let root = |_: f64, y: &[f64; 1], dy: &mut [f64; 1]| dy[0] = -(y[0].sqrt()) - 1.0;
    let error = Solver::default()
        .integrate(root, (0.0, 2.0), [0.25], &[], &[])
        .unwrap_err();
    assert!(
        matches!(error, Error::NonFinite { t } if t > 0.1 && t < 0.25),
        "{error}"
    );

    let few = Solver {
        most_steps: 3,
        ..Solver::default()
    };
    let error = few
        .integrate(oscillator, (0.0, 100.0), [1.0, 0.0], &[], &[])
        .unwrap_err();
    assert!(
        matches!(error, Error::TooManySteps { most_steps: 3, .. }),
        "{error}"
    );
}

#[test]
fn brent_finds_roots_of_every_shape() {
    type Case = (fn(f64) -> f64, f64, f64, f64);
    let cases: [Case; 5] = [
        (|x| x * x * x, -1.0, 2.0, 0.0),
        (|x| x.exp() - 2.0, 0.0, 5.0, std::f64::consts::LN_2),
        (|x| (x - 0.3).signum(), -1.0, 1.0, 0.3),
        (|x| x - 1.0, 1.0, 3.0, 1.0),
        (|x| 1e-9 - (x - 4.0).powi(9), 0.0, 10.0, 4.1),
    ];
    for (f, a, b, root) in cases {
        let found = find_root(f, (a, f(a)), (b, f(b)), 1e-14);
        assert!((found - root).abs() < 1e-9, "{found} instead of {root}");
    }
}
