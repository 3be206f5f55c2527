//! The fast plane (V, m) with h and n at rest: its threshold is a curve, the separatrix, which is the
//! stable manifold of the saddle (FitzHugh 1960).

use super::super::integrator::failure;
use super::PhasePlane;
use super::plane::{Closure, FixedPoint, Plane, Point};
use crate::experiment::{Context, Failure};
use crate::integrate::{Event, Solver, Trajectory};
use crate::neuron::hodgkin_huxley::{H, M, N, State, V};

/// 1 of m is as long as so many mV where the length of a curve is measured.
const MV_PER_GATE: f64 = 100.0;

/// Length of each branch of the separatrix, in units of m, and its samples.
const BRANCH: (f64, usize) = (3.0, 600);

/// Samples of each trajectory.
const SAMPLES: usize = 2400;

/// What the plane has.
pub struct Frozen {
    /// The plane itself.
    pub plane: Plane,
    /// The membrane at rest without current.
    pub rest: State,
    /// From the lowest V to the highest.
    pub fixed_points: Vec<FixedPoint>,
    /// The separatrix from end to end; empty without a saddle.
    pub separatrix: Vec<Point>,
    /// Where the separatrix passes the resting value of m above rest, mV: from there a shock fires.
    /// NaN where it does not.
    pub threshold_mv: f64,
    /// The responses to the shocks, in their order.
    pub responses: Vec<Response>,
}

/// What follows a shock.
pub struct Response {
    /// Its size, mV.
    pub shock_mv: f64,
    /// Times of the samples, ms.
    pub t_ms: Vec<f64>,
    /// The path in the plane.
    pub frozen: Vec<Point>,
    /// The path of the whole membrane.
    pub whole: Vec<State>,
}

impl Response {
    /// The highest potential that the membrane with frozen gates has, mV.
    pub fn frozen_peak_mv(&self) -> f64 {
        highest(self.frozen.iter().map(|at| at[0]))
    }

    /// The highest potential that the whole membrane has, mV.
    pub fn whole_peak_mv(&self) -> f64 {
        highest(self.whole.iter().map(|state| state[V]))
    }
}

fn highest(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(f64::NEG_INFINITY, f64::max)
}

/// Finds everything.
pub fn run(settings: &PhasePlane, rest: State, context: &Context) -> Result<Frozen, Failure> {
    let plane = Plane {
        model: settings.membrane.model(),
        i_ua_cm2: settings.current_ua_cm2,
        closure: Closure::Frozen {
            h: rest[H],
            n: rest[N],
        },
    };
    let fixed_points = plane.fixed_points();
    let saddle = fixed_points.iter().find(|point| point.is_saddle());
    let (separatrix, threshold_mv) = match saddle {
        Some(saddle) => separatrix(&plane, saddle, &rest)?,
        None => (Vec::new(), f64::NAN),
    };
    let mut responses = Vec::new();
    for &shock_mv in &settings.shocks_mv {
        context.go_on()?;
        responses.push(respond(&plane, rest, shock_mv, settings.duration_ms)?);
    }
    Ok(Frozen {
        plane,
        rest,
        fixed_points,
        separatrix,
        threshold_mv,
        responses,
    })
}

/// The stable manifold of the saddle and where it passes the resting m above the resting V.
fn separatrix(
    plane: &Plane,
    saddle: &FixedPoint,
    rest: &State,
) -> Result<(Vec<Point>, f64), Failure> {
    let back = branch(plane, saddle, -1.0, rest[M])?;
    let ahead = branch(plane, saddle, 1.0, rest[M])?;
    let mut curve: Vec<Point> = back.samples.into_iter().rev().collect();
    curve.push(saddle.at);
    curve.extend(ahead.samples);
    let crossings = back.occurrences.iter().chain(&ahead.occurrences);
    let above = crossings.map(|found| found.y[V]).filter(|&v| v > rest[V]);
    // The lowest; NaN gives way to any number.
    Ok((curve, above.fold(f64::NAN, f64::min)))
}

/// One branch of the separatrix, and where it passes `level` of m. It begins beside the saddle along
/// the stable direction, to one `side`, and goes backward in time at unit speed, which leaves the
/// curve as it is and its samples evenly spaced.
fn branch(
    plane: &Plane,
    saddle: &FixedPoint,
    side: f64,
    level: f64,
) -> Result<Trajectory<2>, Failure> {
    let backward = |_: f64, at: &Point, slope: &mut Point| {
        let [v, m] = plane.flow(*at);
        let scaled = v / MV_PER_GATE;
        let speed = (scaled * scaled + m * m).sqrt();
        *slope = [-v / speed, -m / speed];
    };
    let [dv, dm] = saddle.first_direction();
    let size = (dv / MV_PER_GATE * (dv / MV_PER_GATE) + dm * dm).sqrt();
    // The manifold is straight there up to the square of this distance.
    let small = 1e-6 * side / size;
    let start = [saddle.at[0] + small * dv, saddle.at[1] + small * dm];
    let (length, samples) = BRANCH;
    let times: Vec<f64> = (1..=samples)
        .map(|i| length * i as f64 / samples as f64)
        .collect();
    let component = 1;
    let events = [
        Event::Rising { component, level },
        Event::Falling { component, level },
    ];
    Solver::default()
        .integrate(backward, (0.0, length), start, &times, &events)
        .map_err(failure)
}

/// A shock from rest, in the plane and in the whole membrane.
fn respond(
    plane: &Plane,
    rest: State,
    shock_mv: f64,
    duration_ms: f64,
) -> Result<Response, Failure> {
    let times: Vec<f64> = (1..=SAMPLES)
        .map(|i| duration_ms * i as f64 / SAMPLES as f64)
        .collect();
    let start = [rest[V] + shock_mv, rest[M]];
    let frozen = Solver::default()
        .integrate(
            |_: f64, at: &Point, slope: &mut Point| *slope = plane.flow(*at),
            (0.0, duration_ms),
            start,
            &times,
            &[],
        )
        .map_err(failure)?;
    let begin = [start[0], rest[M], rest[H], rest[N]];
    let whole = Solver::default()
        .integrate(
            plane.model.under_current(plane.i_ua_cm2),
            (0.0, duration_ms),
            begin,
            &times,
            &[],
        )
        .map_err(failure)?;
    Ok(Response {
        shock_mv,
        t_ms: std::iter::once(0.0).chain(times).collect(),
        frozen: std::iter::once(start).chain(frozen.samples).collect(),
        whole: std::iter::once(begin).chain(whole.samples).collect(),
    })
}
