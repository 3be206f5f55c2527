//! Methods of constant step, for comparison with what the field's simulators do.
//!
//! ```text
//! forward Euler      y₁ = y + h f(t, y)                                      order 1
//! Runge–Kutta        y₁ = y + h (k₁ + 2 k₂ + 2 k₃ + k₄)/6                    order 4
//! ```
//!
//! (Kutta 1901, Z. Math. Phys. 46:435.) Between steps the state is the cubic through the states and
//! slopes at both ends (Hermite), whose error is of order 4: samples and events are read from it.

use super::event::{Point, Step, locate};
use super::lanes::{Course, Watched};
use super::{Error, Occurrence, Trajectory, Work};

/// One step of a method: from (t, y) over h to the new state.
pub trait OneStep<const N: usize> {
    /// Evaluations of the derivative a step takes.
    const EVALUATIONS: u64;

    /// The state after a step of length `h`; `dy` is f(t, y).
    fn step(&self, t: f64, h: f64, y: &[f64; N], dy: &[f64; N]) -> [f64; N];

    /// f(t, y).
    fn slope(&self, t: f64, y: &[f64; N]) -> [f64; N];
}

/// Forward Euler for the right-hand side f(t, y, y′).
pub struct Euler<F>(pub F);

/// The classic Runge–Kutta method of order 4 for the right-hand side f(t, y, y′).
pub struct RungeKutta4<F>(pub F);

fn slope_of<const N: usize>(
    f: &impl Fn(f64, &[f64; N], &mut [f64; N]),
    t: f64,
    y: &[f64; N],
) -> [f64; N] {
    let mut dy = [0.0; N];
    f(t, y, &mut dy);
    dy
}

/// y + h k.
fn along<const N: usize>(y: &[f64; N], h: f64, k: &[f64; N]) -> [f64; N] {
    std::array::from_fn(|i| y[i] + h * k[i])
}

impl<F: Fn(f64, &[f64; N], &mut [f64; N]), const N: usize> OneStep<N> for Euler<F> {
    const EVALUATIONS: u64 = 1;

    fn step(&self, _: f64, h: f64, y: &[f64; N], dy: &[f64; N]) -> [f64; N] {
        along(y, h, dy)
    }

    fn slope(&self, t: f64, y: &[f64; N]) -> [f64; N] {
        slope_of(&self.0, t, y)
    }
}

impl<F: Fn(f64, &[f64; N], &mut [f64; N]), const N: usize> OneStep<N> for RungeKutta4<F> {
    const EVALUATIONS: u64 = 4;

    fn step(&self, t: f64, h: f64, y: &[f64; N], k1: &[f64; N]) -> [f64; N] {
        let middle = t + 0.5 * h;
        let k2 = self.slope(middle, &along(y, 0.5 * h, k1));
        let k3 = self.slope(middle, &along(y, 0.5 * h, &k2));
        let k4 = self.slope(t + h, &along(y, h, &k3));
        std::array::from_fn(|i| {
            y[i] + h * (1.0 / 6.0) * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i])
        })
    }

    fn slope(&self, t: f64, y: &[f64; N]) -> [f64; N] {
        slope_of(&self.0, t, y)
    }
}

/// Marches from the beginning of the course to its end in equal steps of at most `step`.
///
/// # Errors
/// [`Error::NonFinite`] with the time of the last finite state.
///
/// ```
/// use galvani::integrate::fixed_step::{RungeKutta4, march};
/// use galvani::integrate::lanes::{Course, Watched};
/// let decay = RungeKutta4(|_: f64, y: &[f64; 1], dy: &mut [f64; 1]| dy[0] = -y[0]);
/// let course = Course { from: 0.0, to: 1.0, y0: [1.0], p: [] };
/// let watched = Watched { samples: &[], events: &[] };
/// let end = march(&decay, course, 0.1, watched).unwrap().end[0];
/// assert!((end - (-1.0_f64).exp()).abs() < 4e-7); // h⁴/120 = 8e-7 of e⁻¹
/// ```
pub fn march<const N: usize, const P: usize, M: OneStep<N>>(
    method: &M,
    course: Course<N, P>,
    step: f64,
    watched: Watched<'_>,
) -> Result<Trajectory<N>, Error> {
    let span = course.to - course.from;
    // A span of whole steps stays one of whole steps in spite of rounding.
    let steps = (span / step - 1e-9).ceil().max(1.0) as u64;
    let h = span / steps as f64;
    let mut result = Trajectory {
        samples: Vec::with_capacity(watched.samples.len()),
        occurrences: Vec::new(),
        end: course.y0,
        work: Work::default(),
    };
    let mut start = Point {
        h: 0.0,
        y: course.y0,
        dy: method.slope(course.from, &course.y0),
    };
    for i in 0..steps {
        let t = course.from + i as f64 * h;
        let y = method.step(t, h, &start.y, &start.dy);
        let dy = method.slope(t + h, &y);
        if !y.iter().chain(&dy).all(|x| x.is_finite()) {
            return Err(Error::NonFinite { t });
        }
        let end = Point { h, y, dy };
        look_inside(t, &start, &end, watched, &mut result);
        start = Point { h: 0.0, ..end };
    }
    result.end = start.y;
    result.samples.resize(watched.samples.len(), start.y);
    result.work.accepted = steps;
    result.work.evaluations = steps * M::EVALUATIONS;
    Ok(result)
}

/// Samples and events of one step.
fn look_inside<const N: usize>(
    t: f64,
    start: &Point<N>,
    end: &Point<N>,
    watched: Watched<'_>,
    result: &mut Trajectory<N>,
) {
    let mut trial = |after: f64| hermite(start, end, after);
    while let Some(&at) = watched.samples.get(result.samples.len())
        && at <= t + end.h
    {
        result.samples.push(trial(at - t).y);
    }
    let may_happen = |event: &super::Event| event.may_lie(start, end);
    if watched.events.iter().any(may_happen) {
        let mut step = Step {
            trial: &mut trial,
            resolution: 2.0 * f64::EPSILON * (t + end.h).abs(),
        };
        let found = locate(watched.events, start, end, &mut step);
        result
            .occurrences
            .extend(found.into_iter().map(|(event, point)| Occurrence {
                event,
                t: t + point.h,
                y: point.y,
            }));
    }
}

/// The cubic through both ends and its slope, at a time after the start.
fn hermite<const N: usize>(start: &Point<N>, end: &Point<N>, after: f64) -> Point<N> {
    let h = end.h;
    let (s, r) = (after / h, 1.0 - after / h);
    let mut point = Point { h: after, ..*start };
    for i in 0..N {
        let (a, b) = (start.y[i], end.y[i]);
        let (da, db) = (h * start.dy[i], h * end.dy[i]);
        point.y[i] =
            r * r * ((1.0 + 2.0 * s) * a + s * da) + s * s * ((1.0 + 2.0 * r) * b - r * db);
        point.dy[i] =
            (6.0 * s * r * (b - a) + r * (1.0 - 3.0 * s) * da + s * (1.0 - 3.0 * r) * db) / h;
    }
    point
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::integrate::Event;

    fn oscillator(_: f64, y: &[f64; 2], dy: &mut [f64; 2]) {
        *dy = [y[1], -y[0]];
    }

    const WATCHED: Watched<'_> = Watched {
        samples: &[0.35, 1.0],
        events: &[Event::Falling {
            component: 0,
            level: 0.0,
        }],
    };

    fn run(method: &impl OneStep<2>, step: f64) -> Trajectory<2> {
        let course: Course<2, 0> = Course {
            from: 0.0,
            to: 2.0,
            y0: [1.0, 0.0],
            p: [],
        };
        march(method, course, step, WATCHED).unwrap()
    }

    #[test]
    fn the_methods_have_their_orders_at_the_end_at_samples_and_at_events() {
        let errors = |run: Trajectory<2>| {
            [
                run.end[0] - 2.0_f64.cos(),
                run.samples[0][0] - 0.35_f64.cos(),
                run.occurrences[0].t - std::f64::consts::FRAC_PI_2,
            ]
        };
        let orders = |coarse: [f64; 3], fine: [f64; 3]| {
            [0, 1, 2].map(|i: usize| (coarse[i] / fine[i]).abs().log2())
        };
        let euler = Euler(oscillator);
        // Where the cosine passes 0 Euler's first error happens to vanish.
        let [end, sample, _] = orders(errors(run(&euler, 0.01)), errors(run(&euler, 0.005)));
        for order in [end, sample] {
            assert!((order - 1.0).abs() < 0.1, "Euler's order is {order}");
        }
        let classic = RungeKutta4(oscillator);
        for order in orders(errors(run(&classic, 0.1)), errors(run(&classic, 0.05))) {
            assert!(order > 3.5, "Runge and Kutta's order is {order}");
        }
    }

    #[test]
    fn a_step_that_does_not_divide_the_span_is_shortened() {
        let ran = run(&Euler(oscillator), 0.3);
        assert_eq!((ran.work.accepted, ran.work.evaluations), (7, 7));
        assert_eq!(run(&Euler(oscillator), 0.1).work.accepted, 20);
    }

    #[test]
    fn what_explodes_says_when() {
        let explosion = Euler(|_: f64, y: &[f64; 1], dy: &mut [f64; 1]| dy[0] = y[0] * y[0]);
        let course: Course<1, 0> = Course {
            from: 0.0,
            to: 30.0,
            y0: [1.0],
            p: [],
        };
        let watched = Watched {
            samples: &[],
            events: &[],
        };
        let error = march(&explosion, course, 0.5, watched).unwrap_err();
        assert!(
            matches!(error, Error::NonFinite { t } if t > 1.0 && t < 10.0),
            "{error}"
        );
    }
}
