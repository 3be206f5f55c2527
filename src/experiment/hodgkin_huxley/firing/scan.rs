//! Membranes at many currents side by side, and what they do in the end.

use super::super::constants::resting_mv;
use super::Firing;
use crate::experiment::Failure;
use crate::integrate::lanes::{Course, Watched};
use crate::integrate::{Error, Solver, Trajectory};
use crate::neuron::HodgkinHuxley;
use crate::neuron::hodgkin_huxley::{State, TURNS, V};

/// What a membrane does at the end of its current.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Activity {
    /// Current density, µA/cm².
    pub i_ua_cm2: f64,
    /// Firing rate, Hz; 0 at rest.
    pub rate_hz: f64,
    /// Last peak, mV; NaN at rest.
    pub peak_mv: f64,
    /// Last trough, mV; NaN at rest.
    pub trough_mv: f64,
}

/// How long the search for firing holds a current, ms: short against the runs that begin there.
const SEARCH_MS: f64 = 150.0;

impl Firing {
    pub(super) fn solver(&self) -> Solver {
        Solver {
            relative: self.tolerance,
            absolute: self.tolerance,
            ..Solver::default()
        }
    }
}

/// The resting state without current.
pub fn rest(membrane: &HodgkinHuxley) -> Result<State, Failure> {
    Ok(membrane.steady_at(resting_mv(membrane)?))
}

/// A membrane that diverged or underflowed at this current.
pub fn failure(i_ua_cm2: f64, error: &Error) -> Failure {
    Failure::Failed(format!("at {i_ua_cm2} µA/cm² {error}"))
}

/// A peak of the cycle of firing, or the resting state where there is no firing: that of the
/// strongest swing among membranes held for [`SEARCH_MS`] at currents over the whole range. From a
/// peak a membrane goes through a whole action potential at any other current, too, and so begins
/// near the cycle there; other phases may lie nearer to rest.
pub fn firing_state(settings: &Firing, membrane: &HodgkinHuxley) -> Result<State, Failure> {
    let rest = rest(membrane)?;
    let width = settings.to_ua_cm2 - settings.from_ua_cm2;
    let courses: Vec<Course<4, 2>> = (1..=16)
        .map(|i| Course {
            from: 0.0,
            to: SEARCH_MS,
            y0: rest,
            p: [settings.from_ua_cm2 + width * f64::from(i) / 16.0, 0.0],
        })
        .collect();
    let watched = Watched {
        samples: &[],
        events: &TURNS,
    };
    let ran = membrane.integrate_all(&settings.solver(), &courses, watched);
    let mut best = (settings.least_swing_mv, rest);
    for (course, ran) in courses.iter().zip(ran) {
        let ran = ran.map_err(|error| failure(course.p[0], &error))?;
        let found = activity(settings, course.p[0], SEARCH_MS, &ran);
        let swing = found.peak_mv - found.trough_mv;
        let last_peak = ran.occurrences.iter().rfind(|found| found.event == 0);
        if let Some(peak) = last_peak
            && swing > best.0
        {
            best = (swing, peak.y);
        }
    }
    Ok(best.1)
}

/// What membranes do at these currents.
pub fn activities(
    settings: &Firing,
    currents: &[f64],
    from_rest: bool,
) -> Result<Vec<Activity>, Failure> {
    let membrane = settings.membrane.model();
    let start = if from_rest {
        rest(&membrane)?
    } else {
        firing_state(settings, &membrane)?
    };
    let courses: Vec<Course<4, 2>> = currents
        .iter()
        .map(|&current| Course {
            from: 0.0,
            to: settings.duration_ms,
            y0: start,
            p: [current, 0.0],
        })
        .collect();
    let watched = Watched {
        samples: &[],
        events: &TURNS,
    };
    let ran = membrane.integrate_all(&settings.solver(), &courses, watched);
    let each = currents.iter().zip(ran).map(|(&current, ran)| {
        let ran = ran.map_err(|error| failure(current, &error))?;
        Ok(activity(settings, current, settings.duration_ms, &ran))
    });
    each.collect()
}

/// Reads the last swing of a run.
fn activity(settings: &Firing, i_ua_cm2: f64, end_ms: f64, ran: &Trajectory<4>) -> Activity {
    let silent = Activity {
        i_ua_cm2,
        rate_hz: 0.0,
        peak_mv: f64::NAN,
        trough_mv: f64::NAN,
    };
    let mut peaks = ran
        .occurrences
        .iter()
        .rev()
        .filter(|found| found.event == 0);
    let trough = ran.occurrences.iter().rev().find(|found| found.event == 1);
    let (Some(last), Some(before), Some(trough)) = (peaks.next(), peaks.next(), trough) else {
        return silent;
    };
    let interval_ms = last.t - before.t;
    let swings = last.y[V] - trough.y[V] >= settings.least_swing_mv;
    if !swings || end_ms - last.t > 2.0 * interval_ms {
        return silent;
    }
    Activity {
        rate_hz: 1000.0 / interval_ms,
        peak_mv: last.y[V],
        trough_mv: trough.y[V],
        ..silent
    }
}
