//! The runs: each slip alone and the corrected membrane under the same stimulus.

use super::super::constants::resting_mv;
use super::super::integrator::failure;
use super::PrintedMembrane;
use super::equations::{Equations, inactivation, shocked};
use crate::experiment::{Context, Failure};
use crate::integrate::{Error, Event, Solver};
use crate::neuron::HodgkinHuxley;
use crate::neuron::channels::SQUID;
use crate::neuron::hodgkin_huxley::{State, V};

/// A spike is an upward crossing of this potential, mV from rest.
const SPIKE_MV: f64 = 50.0;

/// Where α_m and α_n as printed are 0/0, mV from rest.
pub const SINGULAR_MV: [f64; 2] = [25.0, 10.0];

/// Samples of a trace.
const SAMPLES: usize = 1500;

/// Everything the figure and the metrics show.
pub struct Found {
    /// The wrong sign, after the shock and left alone.
    pub sign: [Runaway; 2],
    /// α_h corrected and as printed.
    pub alpha_h: [Behaviour; 2],
    /// α_m and α_n as printed.
    pub singular: Singular,
}

/// V over time, mV from rest.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    pub t_ms: Vec<f64>,
    pub u_mv: Vec<f64>,
}

/// A run that is followed until it leaves all bounds.
pub struct Runaway {
    pub trace: Trace,
    /// When |V| passes the bound, ms; NaN when it does not.
    pub time_ms: f64,
}

/// What a membrane does.
pub struct Behaviour {
    /// The resting potential, mV from the paper's.
    pub rest_mv: f64,
    /// h there and its time constant, ms.
    pub h: (f64, f64),
    /// The response to the shock.
    pub shock: Response,
    /// The least interval after which the same shock fires again, ms; NaN where there is none.
    pub refractory_ms: f64,
    /// The response to the current.
    pub current: Response,
}

/// A response and its spikes.
pub struct Response {
    pub trace: Trace,
    /// Upward crossings of [`SPIKE_MV`], ms.
    pub spikes_ms: Vec<f64>,
    /// Highest potential, mV from rest, and when.
    pub peak_mv: f64,
    pub peak_time_ms: f64,
    /// When V first passes the paper's rest downwards after the peak, ms; NaN when it does not.
    pub return_ms: f64,
    /// Lowest potential after the peak, mV from rest.
    pub lowest_mv: f64,
}

impl Response {
    /// 1000 over the last interval; 0 when there is none or firing has ceased.
    pub fn rate_hz(&self) -> f64 {
        let end = self.trace.t_ms.last().copied().unwrap_or(0.0);
        match self.spikes_ms[..] {
            [.., before, last] if end - last <= 2.0 * (last - before) => 1000.0 / (last - before),
            _ => 0.0,
        }
    }
}

/// What becomes of α_m and α_n as printed.
pub struct Singular {
    /// When the run that begins at 25 and at 10 mV from rest stops being finite, ms; NaN if never.
    pub ends_ms: [f64; 2],
    /// The highest potential of the corrected membrane from there, mV from rest.
    pub corrected_peaks_mv: [f64; 2],
    /// How far the two are apart at most after the shock, which passes those values between two
    /// steps, mV.
    pub missed_mv: f64,
}

/// Runs everything.
pub fn run(settings: &PrintedMembrane, context: &Context) -> Result<Found, Failure> {
    let corrected = settings.membrane.model();
    let printed = Equations::AlphaH.model(&corrected);
    let sign = [
        runaway(settings, &corrected, settings.shock_mv)?,
        runaway(settings, &corrected, 0.0)?,
    ];
    context.go_on()?;
    let alpha_h = [
        behaviour(settings, &corrected, context)?,
        behaviour(settings, &printed, context)?,
    ];
    let singular = singular(settings, &corrected)?;
    Ok(Found {
        sign,
        alpha_h,
        singular,
    })
}

fn even_times(duration_ms: f64) -> Vec<f64> {
    (1..=SAMPLES)
        .map(|i| duration_ms * i as f64 / SAMPLES as f64)
        .collect()
}

/// The membrane equation as printed, until |V| passes the bound or the time is over. The pieces are
/// short, so that nothing has to be followed far beyond the bound, where the gates become ever faster.
fn runaway(
    settings: &PrintedMembrane,
    model: &HodgkinHuxley,
    shock_mv: f64,
) -> Result<Runaway, Failure> {
    let bound = settings.bound_mv;
    let events = [
        Event::Rising {
            component: V,
            level: SQUID.origin_mv + bound,
        },
        Event::Falling {
            component: V,
            level: SQUID.origin_mv - bound,
        },
    ];
    let mut state = shocked(model, resting_mv(model)?, shock_mv);
    let mut found = Runaway {
        trace: Trace::default(),
        time_ms: f64::NAN,
    };
    found.trace.push(0.0, &state);
    let mut from = 0.0;
    for to in even_times(settings.duration_ms) {
        let f = Equations::Sign.under_current(model, 0.0);
        let ran = Solver::default()
            .integrate(f, (from, to), state, &[], &events)
            .map_err(failure)?;
        if let Some(out) = ran.occurrences.first() {
            found.trace.push(out.t, &out.y);
            found.time_ms = out.t;
            break;
        }
        (state, from) = (ran.end, to);
        found.trace.push(to, &state);
    }
    Ok(found)
}

impl Trace {
    fn push(&mut self, t_ms: f64, state: &State) {
        self.t_ms.push(t_ms);
        self.u_mv.push(state[V] - SQUID.origin_mv);
    }
}

fn behaviour(
    settings: &PrintedMembrane,
    model: &HodgkinHuxley,
    context: &Context,
) -> Result<Behaviour, Failure> {
    let rest = resting_mv(model)?;
    let shock = respond(
        model.under_current(0.0),
        shocked(model, rest, settings.shock_mv),
        settings.duration_ms,
    )?;
    context.go_on()?;
    let current = respond(
        model.under_current(settings.current_ua_cm2),
        model.steady_at(rest),
        settings.firing_ms,
    )?;
    let refractory_ms = if shock.spikes_ms.len() == 1 {
        refractory(model, rest, settings.shock_mv)?
    } else {
        f64::NAN
    };
    Ok(Behaviour {
        rest_mv: rest - SQUID.origin_mv,
        h: inactivation(model, rest),
        shock,
        refractory_ms,
        current,
    })
}

fn respond(
    f: impl Fn(f64, &State, &mut State),
    start: State,
    duration_ms: f64,
) -> Result<Response, Failure> {
    let times = even_times(duration_ms);
    let events = [
        spike(),
        Event::Falling {
            component: V,
            level: SQUID.origin_mv,
        },
        Event::Maximum { component: V },
        Event::Minimum { component: V },
    ];
    let ran = Solver::default()
        .integrate(f, (0.0, duration_ms), start, &times, &events)
        .map_err(failure)?;
    let mut trace = Trace::default();
    trace.push(0.0, &start);
    for (&t_ms, state) in times.iter().zip(&ran.samples) {
        trace.push(t_ms, state);
    }
    // The beginning and the end may be higher or lower than any turning point.
    let ends = [(0.0, start[V]), (duration_ms, ran.end[V])];
    let turns = ran.occurrences.iter().map(|found| (found.t, found.y[V]));
    let extremes: Vec<(f64, f64)> = ends.into_iter().chain(turns).collect();
    let peak = extremes.iter().copied().fold(
        ends[0],
        |best, here| if here.1 > best.1 { here } else { best },
    );
    let after = extremes.iter().filter(|here| here.0 >= peak.0);
    let lowest = after.fold(f64::INFINITY, |low, here| low.min(here.1));
    let spikes = ran.occurrences.iter().filter(|found| found.event == 0);
    let mut returns = ran.occurrences.iter().filter(|found| found.event == 1);
    let back = returns.find(|found| found.t > peak.0);
    Ok(Response {
        trace,
        spikes_ms: spikes.map(|found| found.t).collect(),
        peak_mv: peak.1 - SQUID.origin_mv,
        peak_time_ms: peak.0,
        return_ms: back.map_or(f64::NAN, |found| found.t),
        lowest_mv: lowest - SQUID.origin_mv,
    })
}

fn spike() -> Event {
    Event::Rising {
        component: V,
        level: SQUID.origin_mv + SPIKE_MV,
    }
}

/// The least interval, of those up to 40 ms, after which a second shock fires, to 10⁻⁴ ms. The first
/// spike is over by then: the second has to cross [`SPIKE_MV`] anew within 10 ms.
fn refractory(model: &HodgkinHuxley, rest: f64, shock_mv: f64) -> Result<f64, Failure> {
    let solver = Solver::default();
    let run = |state: State, lasts: f64| {
        solver.integrate(
            model.under_current(0.0),
            (0.0, lasts),
            state,
            &[],
            &[spike()],
        )
    };
    let fires_after = |interval: f64| -> Result<bool, Error> {
        let mut state = run(shocked(model, rest, shock_mv), interval)?.end;
        state[V] += shock_mv;
        Ok(!run(state, 10.0)?.occurrences.is_empty())
    };
    // Within the first millisecond the first spike itself may still be rising.
    let (mut silent, mut fires) = (1.5, f64::NAN);
    for step in 1..=77 {
        let interval = 1.5 + 0.5 * f64::from(step);
        if fires_after(interval).map_err(failure)? {
            fires = interval;
            break;
        }
        silent = interval;
    }
    while fires - silent > 1e-4 {
        let middle = 0.5 * (silent + fires);
        if fires_after(middle).map_err(failure)? {
            fires = middle;
        } else {
            silent = middle;
        }
    }
    Ok(fires)
}

/// Both start at the paper's rest, where 25 and 10 mV are exactly these numbers.
fn singular(settings: &PrintedMembrane, model: &HodgkinHuxley) -> Result<Singular, Failure> {
    let duration = settings.duration_ms;
    let printed = || Equations::Singular.under_current(model, 0.0);
    let corrected = || Equations::Corrected.under_current(model, 0.0);
    let mut found = Singular {
        ends_ms: [f64::NAN; 2],
        corrected_peaks_mv: [f64::NAN; 2],
        missed_mv: 0.0,
    };
    for (index, u_mv) in SINGULAR_MV.into_iter().enumerate() {
        let start = shocked(model, SQUID.origin_mv, u_mv);
        let ran = Solver::default().integrate(printed(), (0.0, duration), start, &[], &[]);
        if let Err(Error::NonFinite { t } | Error::StepUnderflow { t }) = ran {
            found.ends_ms[index] = t;
        }
        found.corrected_peaks_mv[index] = respond(corrected(), start, duration)?.peak_mv;
    }
    let start = shocked(model, resting_mv(model)?, settings.shock_mv);
    let pair = [
        respond(printed(), start, duration)?,
        respond(corrected(), start, duration)?,
    ];
    let both = pair[0].trace.u_mv.iter().zip(&pair[1].trace.u_mv);
    found.missed_mv = both.fold(0.0, |most: f64, (a, b)| most.max((a - b).abs()));
    Ok(found)
}
