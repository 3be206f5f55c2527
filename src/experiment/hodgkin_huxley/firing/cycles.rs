//! The limit cycle of firing, followed around its folds to the Hopf bifurcation at which it is born:
//! shooting and continuation by arc length (Keller 1977, in Applications of Bifurcation Theory; for
//! this membrane Rinzel & Miller 1980, Math. Biosci. 49:27). With φ_T(x) the state a time T after x,
//!
//! ```text
//! φ_T(x; I) − x = 0,   V′(x; I) = 0,   ⟨τ, z − z₀⟩ = Δs
//! ```
//!
//! for the six unknowns z = (x, T, I): x is the state at the peak, z₀ the cycle before, and τ the
//! direction of the branch there. Unstable cycles are found like stable ones.

use super::Firing;
use super::scan::{TURNS, rest};
use crate::experiment::{Context, Failure};
use crate::integrate::lanes::{Course, Watched};
use crate::integrate::{Solver, Trajectory};
use crate::math::{eigenvalues::eigenvalues, elimination};
use crate::neuron::HodgkinHuxley;
use crate::neuron::hodgkin_huxley::{Hopf, State, V};

/// A cycle on the branch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cycle {
    /// Current density, µA/cm².
    pub i_ua_cm2: f64,
    /// Highest potential, mV.
    pub peak_mv: f64,
    /// Lowest potential, mV.
    pub trough_mv: f64,
    /// Period, ms.
    pub period_ms: f64,
    /// Whether small disturbances die out: all Floquet multipliers but that of a shift along the
    /// cycle lie within the unit circle.
    pub is_stable: bool,
}

/// The branch, and where it turns first.
pub struct Branch {
    /// Its cycles, from a stable one above the Hopf bifurcation on.
    pub cycles: Vec<Cycle>,
    /// The current density at which the stable cycle meets an unstable one and both cease, µA/cm².
    pub fold_ua_cm2: f64,
}

/// The unknowns, each of order 1: V/100 mV, m, h, n, T/10 ms, I/10 µA/cm².
type Point = [f64; 6];

const PERIOD: usize = 4;
const CURRENT: usize = 5;
const UNITS: Point = [100.0, 1.0, 1.0, 1.0, 10.0, 10.0];

/// Relative and absolute tolerance of the integration.
const TOLERANCE: f64 = 1e-11;
/// Step of the difference quotients.
const DIFFERENCE: f64 = 1e-6;
/// Corrections smaller than this end the iteration.
const CORRECTED: f64 = 1e-9;
/// Longest and shortest step along the branch.
const STEPS: (f64, f64) = (0.03, 1e-6);
/// Most cycles on the branch.
const MOST: usize = 2000;
/// A cycle with a smaller swing is all but the steady state, mV.
const SMALL_MV: f64 = 2.0;

/// Follows the branch down from a current above the first Hopf bifurcation of the range; `None` when
/// the range holds none, or no firing beyond it.
pub fn follow(
    settings: &Firing,
    membrane: HodgkinHuxley,
    hopf: &Hopf,
    context: &Context,
) -> Result<Option<Branch>, Failure> {
    let shooting = Shooting { membrane };
    let start_ua_cm2 = (1.2 * hopf.i_ua_cm2).min(settings.to_ua_cm2);
    let Some(mut here) = shooting.stable_cycle(start_ua_cm2)? else {
        return Ok(None);
    };
    let mut branch = Branch {
        cycles: Vec::new(),
        fold_ua_cm2: f64::NAN,
    };
    // Towards less current.
    let mut tangent = [0.0, 0.0, 0.0, 0.0, 0.0, -1.0];
    let mut step = STEPS.0;
    while branch.cycles.len() < MOST && step > STEPS.1 {
        context.go_on()?;
        let Some(jacobian) = shooting.jacobian(&here) else {
            break;
        };
        let Some(ahead) = direction(&jacobian, &tangent) else {
            break;
        };
        let Some(cycle) = shooting.cycle(&here, &jacobian) else {
            break;
        };
        branch.cycles.push(cycle);
        if cycle.peak_mv - cycle.trough_mv < SMALL_MV || cycle.i_ua_cm2 > start_ua_cm2 + 1.0 {
            break;
        }
        if branch.fold_ua_cm2.is_nan() && tangent[CURRENT] < 0.0 && ahead[CURRENT] > 0.0 {
            branch.fold_ua_cm2 = shooting.fold(&here, &ahead);
        }
        tangent = ahead;
        let mut found = None;
        while found.is_none() && step > STEPS.1 {
            found = shooting.corrected(&here, &tangent, step);
            step *= if found.is_some() { 1.3 } else { 0.5 };
        }
        step = step.min(STEPS.0);
        match found {
            Some(next) => here = next,
            None => break,
        }
    }
    Ok(Some(branch))
}

/// The unit vector along the branch, on the side of `before`.
fn direction(jacobian: &[Point; 5], before: &Point) -> Option<Point> {
    let [a, b, c, d, e] = *jacobian;
    let along = elimination::solve([a, b, c, d, e, *before], [0.0, 0.0, 0.0, 0.0, 0.0, 1.0])?;
    let length = along.iter().map(|entry| entry * entry).sum::<f64>().sqrt();
    Some(along.map(|entry| entry / length))
}

struct Shooting {
    membrane: HodgkinHuxley,
}

impl Shooting {
    fn run(&self, point: &Point, watched: Watched<'_>) -> Option<Trajectory<4>> {
        let solver = Solver {
            relative: TOLERANCE,
            absolute: TOLERANCE,
            ..Solver::default()
        };
        let course = Course {
            from: 0.0,
            to: point[PERIOD] * UNITS[PERIOD],
            y0: state(point),
            p: [point[CURRENT] * UNITS[CURRENT], 0.0],
        };
        let ran = self.membrane.integrate(&solver, course, watched);
        ran.ok().filter(|_| course.to > 0.0)
    }

    /// By how much the orbit misses itself after its period, and V′ at its peak.
    fn misses(&self, point: &Point) -> Option<[f64; 5]> {
        let nothing = Watched {
            samples: &[],
            events: &[],
        };
        let end = self.run(point, nothing)?.end;
        let mut slope = [0.0; 4];
        let under = self.membrane.under_current(point[CURRENT] * UNITS[CURRENT]);
        under(0.0, &state(point), &mut slope);
        let mut misses = [0.0; 5];
        for i in 0..4 {
            misses[i] = end[i] / UNITS[i] - point[i];
        }
        misses[4] = slope[V] / UNITS[V];
        Some(misses)
    }

    /// The derivatives of [`Shooting::misses`], by rows.
    fn jacobian(&self, point: &Point) -> Option<[Point; 5]> {
        let mut rows = [[0.0; 6]; 5];
        for column in 0..6 {
            let beside = |by: f64| {
                let mut point = *point;
                point[column] += by;
                self.misses(&point)
            };
            let (less, more) = (beside(-DIFFERENCE)?, beside(DIFFERENCE)?);
            for (row, (less, more)) in rows.iter_mut().zip(less.into_iter().zip(more)) {
                row[column] = (more - less) / (2.0 * DIFFERENCE);
            }
        }
        Some(rows)
    }

    /// The cycle a step further along the branch, by Newton's method with the derivatives at the
    /// predicted point.
    fn corrected(&self, from: &Point, tangent: &Point, step: f64) -> Option<Point> {
        let predicted: Point = std::array::from_fn(|i| from[i] + step * tangent[i]);
        let [a, b, c, d, e] = self.jacobian(&predicted)?;
        let mut point = predicted;
        for _ in 0..8 {
            let [p, q, r, s, t] = self.misses(&point)?;
            let beyond: f64 = (0..6).map(|i| tangent[i] * (point[i] - from[i])).sum();
            let correction =
                elimination::solve([a, b, c, d, e, *tangent], [p, q, r, s, t, beyond - step])?;
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
    fn fold(&self, beyond: &Point, tangent: &Point) -> f64 {
        let at = |step: f64| {
            let point = self.corrected(beyond, tangent, step)?;
            let ahead = direction(&self.jacobian(&point)?, tangent)?;
            Some((step, ahead[CURRENT], point[CURRENT] * UNITS[CURRENT]))
        };
        let mut older = (0.0, tangent[CURRENT], beyond[CURRENT] * UNITS[CURRENT]);
        let Some(mut newer) = at(-STEPS.0 / 4.0) else {
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

    /// The cycle at a point of the branch with these derivatives.
    fn cycle(&self, point: &Point, jacobian: &[Point; 5]) -> Option<Cycle> {
        let turns = Watched {
            samples: &[],
            events: &TURNS,
        };
        let ran = self.run(point, turns)?;
        let peak_mv = point[V] * UNITS[V];
        let lowest = |low: f64, v_mv: f64| low.min(v_mv);
        let turning = ran.occurrences.iter().map(|found| found.y[V]);
        // ∂φ_T/∂x in units in which all four are of order 1.
        let mut multipliers = eigenvalues(&std::array::from_fn::<[f64; 4], 4, _>(|i| {
            std::array::from_fn(|j| jacobian[i][j] + f64::from(u8::from(i == j)))
        }));
        let from_one = |value: &(f64, f64)| (value.0 - 1.0).powi(2) + value.1.powi(2);
        multipliers.sort_by(|a, b| from_one(a).total_cmp(&from_one(b)));
        let within = |value: &(f64, f64)| value.0.powi(2) + value.1.powi(2) < 1.0;
        Some(Cycle {
            i_ua_cm2: point[CURRENT] * UNITS[CURRENT],
            peak_mv,
            trough_mv: turning.fold(peak_mv, lowest),
            period_ms: point[PERIOD] * UNITS[PERIOD],
            is_stable: multipliers.iter().skip(1).all(within),
        })
    }

    /// The cycle to which a membrane at rest goes under a step to this current.
    fn stable_cycle(&self, i_ua_cm2: f64) -> Result<Option<Point>, Failure> {
        let mut point = [0.0; 6];
        for (entry, (value, unit)) in point
            .iter_mut()
            .zip(rest(&self.membrane)?.iter().zip(UNITS))
        {
            *entry = value / unit;
        }
        point[PERIOD] = 1000.0 / UNITS[PERIOD];
        point[CURRENT] = i_ua_cm2 / UNITS[CURRENT];
        let turns = Watched {
            samples: &[],
            events: &TURNS,
        };
        let Some(ran) = self.run(&point, turns) else {
            return Ok(None);
        };
        let mut peaks = ran
            .occurrences
            .iter()
            .rev()
            .filter(|found| found.event == 0);
        let (Some(last), Some(before)) = (peaks.next(), peaks.next()) else {
            return Ok(None);
        };
        let trough = ran.occurrences.iter().rfind(|found| found.event == 1);
        if trough.is_none_or(|trough| last.y[V] - trough.y[V] < SMALL_MV) {
            return Ok(None);
        }
        for i in 0..4 {
            point[i] = last.y[i] / UNITS[i];
        }
        point[PERIOD] = (last.t - before.t) / UNITS[PERIOD];
        // At this current: a step of length 0 whose direction is the current.
        Ok(self.corrected(&point, &[0.0, 0.0, 0.0, 0.0, 0.0, 1.0], 0.0))
    }
}

fn state(point: &Point) -> State {
    std::array::from_fn(|i| point[i] * UNITS[i])
}
