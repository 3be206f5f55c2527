//! The equations of a cycle, their derivatives, and Newton's method upon them.

use super::{Cycle, SMALL_MV};
use crate::integrate::Solver;
use crate::integrate::lanes::{Course, Watched};
use crate::math::{eigenvalues::eigenvalues, lu};
use crate::neuron::hodgkin_huxley::{HodgkinHuxley, State, TURNS, V};

/// Number N of states on a cycle.
const STATES: usize = 20;
/// Places of T and I among the unknowns.
const PERIOD: usize = 4 * STATES;
pub const CURRENT: usize = PERIOD + 1;
pub const UNKNOWNS: usize = CURRENT + 1;

/// The unknowns, each of order 1: V/100 mV, m, h, n of each state, T/10 ms, I/10 µA/cm².
pub type Point = [f64; UNKNOWNS];
const UNITS: State = [100.0, 1.0, 1.0, 1.0];
/// Unit of T, ms, and of I, µA/cm².
const TEN: f64 = 10.0;

/// Relative and absolute tolerance of the integration.
const TOLERANCE: f64 = 1e-11;
/// Step of the difference quotients.
const DIFFERENCE: f64 = 1e-5;
/// Corrections smaller than this end the iteration.
const CORRECTED: f64 = 1e-9;
/// Longest and shortest step along the branch.
pub const STEPS: (f64, f64) = (0.1, 1e-6);

const NOTHING: Watched<'_> = Watched {
    samples: &[],
    events: &[],
};
const TURNING: Watched<'_> = Watched {
    samples: &[],
    events: &TURNS,
};

/// The system whose last row is `row`, solved for `right`.
fn solved(jacobian: &[f64], row: &Point, right: &[f64]) -> Option<Point> {
    let mut a = jacobian.to_vec();
    a.extend(row);
    let found = lu::solve(&a, right)?;
    Some(std::array::from_fn(|i| found[i]))
}

/// The unit vector along the branch, on the side of `before`.
pub fn direction(jacobian: &[f64], before: &Point) -> Option<Point> {
    let mut right = vec![0.0; UNKNOWNS];
    right[UNKNOWNS - 1] = 1.0;
    let along = solved(jacobian, before, &right)?;
    let length = along.iter().map(|entry| entry * entry).sum::<f64>().sqrt();
    Some(along.map(|entry| entry / length))
}

/// Whether all Floquet multipliers but the one nearest to 1 lie within the unit circle: the
/// eigenvalues of the product of the derivatives of all N pieces.
pub fn is_stable(jacobian: &[f64]) -> bool {
    let mut whole: [[f64; 4]; 4] =
        std::array::from_fn(|i| std::array::from_fn(|j| f64::from(u8::from(i == j))));
    for piece in 0..STATES {
        let entry = |i: usize, j: usize| jacobian[(4 * piece + i) * UNKNOWNS + 4 * piece + j];
        whole = std::array::from_fn(|i| {
            std::array::from_fn(|j| (0..4).map(|k| entry(i, k) * whole[k][j]).sum())
        });
    }
    let mut multipliers = eigenvalues(&whole);
    let from_one = |value: &(f64, f64)| (value.0 - 1.0).powi(2) + value.1.powi(2);
    multipliers.sort_by(|a, b| from_one(a).total_cmp(&from_one(b)));
    let within = |value: &(f64, f64)| value.0.powi(2) + value.1.powi(2) < 1.0;
    multipliers.iter().skip(1).all(within)
}

/// Shooting for the cycles of a membrane.
pub struct Shooting {
    pub membrane: HodgkinHuxley,
}

impl Shooting {
    fn solver() -> Solver {
        Solver {
            relative: TOLERANCE,
            absolute: TOLERANCE,
            ..Solver::default()
        }
    }

    /// One piece of the orbit, from the state with this number.
    fn piece(point: &Point, number: usize) -> Course<4, 2> {
        Course {
            from: 0.0,
            to: point[PERIOD] * TEN / STATES as f64,
            y0: std::array::from_fn(|i| point[4 * number + i] * UNITS[i]),
            p: [point[CURRENT] * TEN, 0.0],
        }
    }

    /// The ends of all pieces in their units; `None` where one diverges.
    fn ends(&self, courses: &[Course<4, 2>]) -> Option<Vec<State>> {
        if courses.iter().any(|course| course.to <= 0.0) {
            return None;
        }
        let ran = self
            .membrane
            .integrate_all(&Self::solver(), courses, NOTHING);
        let end = |end: State| -> State { std::array::from_fn(|i| end[i] / UNITS[i]) };
        ran.into_iter()
            .map(|ran| Some(end(ran.ok()?.end)))
            .collect()
    }

    /// V′ at the peak, 1/ms.
    fn slope(&self, point: &Point) -> f64 {
        let course = Self::piece(point, 0);
        let mut slope = [0.0; 4];
        self.membrane.under_current(course.p[0])(0.0, &course.y0, &mut slope);
        slope[V] / UNITS[V]
    }

    /// By how much each piece misses the next, and V′ at the peak.
    fn misses(&self, point: &Point) -> Option<Vec<f64>> {
        let courses: Vec<_> = (0..STATES)
            .map(|number| Self::piece(point, number))
            .collect();
        let ends = self.ends(&courses)?;
        let mut misses = Vec::with_capacity(UNKNOWNS);
        for (number, end) in ends.iter().enumerate() {
            let next = 4 * ((number + 1) % STATES);
            misses.extend((0..4).map(|i| end[i] - point[next + i]));
        }
        misses.push(self.slope(point));
        Some(misses)
    }

    /// The derivatives of [`Shooting::misses`], by rows.
    pub fn jacobian(&self, point: &Point) -> Option<Vec<f64>> {
        let beside = |column: usize, by: f64| {
            let mut point = *point;
            point[column] += by;
            point
        };
        // A piece depends on its own state, the period and the current.
        let columns = |number: usize| (4 * number..4 * number + 4).chain([PERIOD, CURRENT]);
        let mut courses = Vec::with_capacity(12 * STATES);
        for number in 0..STATES {
            for column in columns(number) {
                for by in [-DIFFERENCE, DIFFERENCE] {
                    courses.push(Self::piece(&beside(column, by), number));
                }
            }
        }
        let ends = self.ends(&courses)?;
        let mut rows = vec![0.0; (UNKNOWNS - 1) * UNKNOWNS];
        let mut pairs = ends.chunks_exact(2);
        for number in 0..STATES {
            for (column, pair) in columns(number).zip(&mut pairs) {
                for i in 0..4 {
                    rows[(4 * number + i) * UNKNOWNS + column] =
                        (pair[1][i] - pair[0][i]) / (2.0 * DIFFERENCE);
                }
            }
            let next = 4 * ((number + 1) % STATES);
            for i in 0..4 {
                rows[(4 * number + i) * UNKNOWNS + next + i] -= 1.0;
            }
        }
        for column in (0..4).chain([CURRENT]) {
            let slope = |by: f64| self.slope(&beside(column, by));
            rows[(UNKNOWNS - 2) * UNKNOWNS + column] =
                (slope(DIFFERENCE) - slope(-DIFFERENCE)) / (2.0 * DIFFERENCE);
        }
        Some(rows)
    }

    /// The cycle a step further along the branch, by Newton's method with derivatives taken nearby.
    pub fn corrected(
        &self,
        from: &Point,
        jacobian: &[f64],
        tangent: &Point,
        step: f64,
    ) -> Option<Point> {
        let mut point: Point = std::array::from_fn(|i| from[i] + step * tangent[i]);
        for _ in 0..10 {
            let mut misses = self.misses(&point)?;
            let beyond: f64 = (0..UNKNOWNS)
                .map(|i| tangent[i] * (point[i] - from[i]))
                .sum();
            misses.push(beyond - step);
            let correction = solved(jacobian, tangent, &misses)?;
            for (entry, by) in point.iter_mut().zip(correction) {
                *entry -= by;
            }
            let size = correction
                .into_iter()
                .fold(0.0, |size: f64, by| size.max(by.abs()));
            if size < CORRECTED {
                return Some(point);
            }
            // What leaves the neighbourhood is on its way to another branch.
            if size > step.abs().max(STEPS.0) {
                return None;
            }
        }
        None
    }

    /// The current at which the branch turns, near a point just beyond: where the direction has no
    /// component along the current, by the secant method.
    pub fn fold(&self, beyond: &Point, tangent: &Point) -> f64 {
        let Some(jacobian) = self.jacobian(beyond) else {
            return f64::NAN;
        };
        let at = |step: f64| {
            let point = self.corrected(beyond, &jacobian, tangent, step)?;
            let ahead = direction(&self.jacobian(&point)?, tangent)?;
            Some((step, ahead[CURRENT], point[CURRENT] * TEN))
        };
        let mut older = (0.0, tangent[CURRENT], beyond[CURRENT] * TEN);
        let Some(mut newer) = at(-STEPS.0 / 10.0) else {
            return f64::NAN;
        };
        for _ in 0..8 {
            let slope = (newer.1 - older.1) / (newer.0 - older.0);
            if newer.1.abs() < 1e-7 || slope == 0.0 {
                break;
            }
            let Some(next) = at(newer.0 - newer.1 / slope) else {
                break;
            };
            (older, newer) = (newer, next);
        }
        newer.2
    }

    /// The cycle at a point of the branch, its stability left open.
    pub fn cycle(&self, point: &Point) -> Option<Cycle> {
        let courses: Vec<_> = (0..STATES)
            .map(|number| Self::piece(point, number))
            .collect();
        let ran = self
            .membrane
            .integrate_all(&Self::solver(), &courses, TURNING);
        let peak_mv = point[V] * UNITS[V];
        let mut trough_mv = peak_mv;
        for ran in ran {
            for found in ran.ok()?.occurrences {
                trough_mv = trough_mv.min(found.y[V]);
            }
        }
        Some(Cycle {
            i_ua_cm2: point[CURRENT] * TEN,
            peak_mv,
            trough_mv,
            period_ms: point[PERIOD] * TEN,
            is_stable: false,
        })
    }

    /// The cycle to which a membrane at rest goes under a step to this current.
    pub fn stable_cycle(&self, i_ua_cm2: f64) -> Option<Point> {
        let course = |y0: State, to: f64| Course {
            from: 0.0,
            to,
            y0,
            p: [i_ua_cm2, 0.0],
        };
        let run = |course, watched: Watched<'_>| {
            self.membrane
                .integrate(&Self::solver(), course, watched)
                .ok()
        };
        let rest_mv = self.membrane.resting_potential_mv()?;
        let rest = self.membrane.steady_at(rest_mv);
        let ran = run(course(rest, 1000.0), TURNING)?;
        let mut peaks = ran
            .occurrences
            .iter()
            .rev()
            .filter(|found| found.event == 0);
        let trough = ran.occurrences.iter().rfind(|found| found.event == 1);
        let (Some(last), Some(before), Some(trough)) = (peaks.next(), peaks.next(), trough) else {
            return None;
        };
        if last.y[V] - trough.y[V] < SMALL_MV {
            return None;
        }
        let period_ms = last.t - before.t;
        let times: Vec<f64> = (1..STATES)
            .map(|i| i as f64 * period_ms / STATES as f64)
            .collect();
        let sampled = Watched {
            samples: &times,
            events: &[],
        };
        let around = run(course(last.y, period_ms), sampled)?;
        let mut point = [0.0; UNKNOWNS];
        let states = std::iter::once(&last.y).chain(&around.samples);
        for (place, state) in point.chunks_exact_mut(4).zip(states) {
            for i in 0..4 {
                place[i] = state[i] / UNITS[i];
            }
        }
        point[PERIOD] = period_ms / TEN;
        point[CURRENT] = i_ua_cm2 / TEN;
        // At this current: a step of length 0 whose direction is the current.
        let mut along = [0.0; UNKNOWNS];
        along[CURRENT] = 1.0;
        self.corrected(&point, &self.jacobian(&point)?, &along, 0.0)
    }
}
