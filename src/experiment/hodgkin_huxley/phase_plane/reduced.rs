//! The slow plane (V, n): m follows V at once, and h and n go together, h = a − b n (FitzHugh 1961;
//! Rinzel 1985). The whole membrane runs beside it.

use super::super::integrator::failure;
use super::plane::{Closure, FixedPoint, Plane, Point};
use super::{PhasePlane, Relation};
use crate::experiment::{Context, Failure};
use crate::integrate::{Event, Solver, Trajectory};
use crate::neuron::hodgkin_huxley::{H, N, State, V};

/// Samples of each trajectory.
const SAMPLES: usize = 2000;

/// A spike is an upward crossing of this potential, mV.
pub const SPIKE_MV: f64 = 0.0;

/// What the plane has.
pub struct Reduced {
    /// The plane itself.
    pub plane: Plane,
    /// From the lowest V to the highest.
    pub fixed_points: Vec<FixedPoint>,
    /// The responses to the shocks, in their order.
    pub responses: Vec<Response>,
    /// How well h = a − b n holds.
    pub fit: Fit,
}

/// What follows a shock.
pub struct Response {
    /// Its size, mV.
    pub shock_mv: f64,
    /// Times of the samples, ms.
    pub t_ms: Vec<f64>,
    /// The path of the whole membrane.
    pub whole: Vec<State>,
    /// Its spikes, ms.
    pub whole_spikes_ms: Vec<f64>,
    /// The path in the plane.
    pub reduced: Vec<Point>,
    /// Its spikes, ms.
    pub reduced_spikes_ms: Vec<f64>,
}

/// The least-squares line h = `offset` − `slope` n through the path of the whole membrane after its
/// shocks, and the sum h + n along it.
#[derive(Clone, Copy, Debug)]
pub struct Fit {
    pub offset: f64,
    pub slope: f64,
    /// Least, mean and greatest h + n.
    pub sum: (f64, f64, f64),
    /// How far h lies from the plane's own line at most.
    pub worst: f64,
}

/// Runs the membrane, chooses the relation, runs the plane.
pub fn run(settings: &PhasePlane, rest: State, context: &Context) -> Result<Reduced, Failure> {
    let model = settings.membrane.model();
    let mut responses = Vec::new();
    for &shock_mv in &settings.shocks_mv {
        context.go_on()?;
        responses.push(whole_response(settings, rest, shock_mv)?);
    }
    let (offset, slope) = line(settings.relation, &rest, &responses);
    let plane = Plane {
        model,
        i_ua_cm2: settings.current_ua_cm2,
        closure: Closure::Reduced { offset, slope },
    };
    for response in &mut responses {
        context.go_on()?;
        let start = [rest[V] + response.shock_mv, rest[N]];
        let f = |_: f64, at: &Point, slope: &mut Point| *slope = plane.flow(*at);
        let ran = follow(f, start, &response.t_ms)?;
        response.reduced = std::iter::once(start).chain(ran.samples).collect();
        response.reduced_spikes_ms = ran.occurrences.iter().map(|found| found.t).collect();
    }
    Ok(Reduced {
        fixed_points: plane.fixed_points(),
        fit: fit(&responses, (offset, slope)),
        plane,
        responses,
    })
}

/// The whole membrane after a shock; the reduced one's part is still empty.
fn whole_response(settings: &PhasePlane, rest: State, shock_mv: f64) -> Result<Response, Failure> {
    let t_ms: Vec<f64> = (0..=SAMPLES)
        .map(|i| settings.duration_ms * i as f64 / SAMPLES as f64)
        .collect();
    let mut start = rest;
    start[V] += shock_mv;
    let model = settings.membrane.model();
    let ran = follow(model.under_current(settings.current_ua_cm2), start, &t_ms)?;
    Ok(Response {
        shock_mv,
        t_ms,
        whole: std::iter::once(start).chain(ran.samples).collect(),
        whole_spikes_ms: ran.occurrences.iter().map(|found| found.t).collect(),
        reduced: Vec::new(),
        reduced_spikes_ms: Vec::new(),
    })
}

/// Follows a system whose first component is V over the times, of which the first is 0.
fn follow<const K: usize>(
    f: impl Fn(f64, &[f64; K], &mut [f64; K]),
    start: [f64; K],
    t_ms: &[f64],
) -> Result<Trajectory<K>, Failure> {
    let spike = [Event::Rising {
        component: V,
        level: SPIKE_MV,
    }];
    let end = t_ms[t_ms.len() - 1];
    Solver::default()
        .integrate(f, (0.0, end), start, &t_ms[1..], &spike)
        .map_err(failure)
}

/// a and b of the relation asked for.
fn line(relation: Relation, rest: &State, responses: &[Response]) -> (f64, f64) {
    match relation {
        // Rest stays where it is.
        Relation::Fitzhugh => (rest[H] + rest[N], 1.0),
        Relation::Rinzel => (1.0, (1.0 - rest[H]) / rest[N]),
        Relation::Fitted => {
            let found = fit(responses, (0.0, 0.0));
            (found.offset, found.slope)
        }
    }
}

/// See [`Fit`]; `used` is the line of the plane.
fn fit(responses: &[Response], used: (f64, f64)) -> Fit {
    let states = || responses.iter().flat_map(|response| &response.whole);
    let count = states().count() as f64;
    let mean = |value: &dyn Fn(&State) -> f64| states().map(value).sum::<f64>() / count;
    let (n_mean, h_mean) = (mean(&|s| s[N]), mean(&|s| s[H]));
    let covariance = mean(&|s| (s[N] - n_mean) * (s[H] - h_mean));
    let variance = mean(&|s| (s[N] - n_mean) * (s[N] - n_mean));
    // A membrane that stays at rest has no slope.
    let slope = if variance > 1e-12 {
        -covariance / variance
    } else {
        1.0
    };
    let sums = || states().map(|s| s[H] + s[N]);
    Fit {
        offset: h_mean + slope * n_mean,
        slope,
        sum: (
            sums().fold(f64::INFINITY, f64::min),
            sums().sum::<f64>() / count,
            sums().fold(f64::NEG_INFINITY, f64::max),
        ),
        worst: states()
            .map(|s| (s[H] - (used.0 - used.1 * s[N])).abs())
            .fold(0.0, f64::max),
    }
}
