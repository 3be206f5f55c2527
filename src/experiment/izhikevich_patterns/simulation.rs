//! One pattern, by the program's method or by the adaptive solver.

use super::table::Entry;
use super::{IzhikevichPatterns, Pattern, Scheme};
use crate::experiment::{Context, Failure};
use crate::integrate::{Event, Solver};
use crate::neuron::izhikevich::PEAK_MV;

/// What a pattern's cell did.
#[derive(Clone, Debug, Default)]
pub struct Course {
    /// Times of the points of v, ms.
    pub t_ms: Vec<f64>,
    /// v there, mV; a spike is a point at the peak.
    pub v_mv: Vec<f64>,
    /// Times of the spikes, ms.
    pub spikes_ms: Vec<f64>,
    /// When it was stopped because it had run away.
    pub stopped_ms: Option<f64>,
}

/// No pattern has a third as many spikes.
const RUNAWAY_SPIKES: usize = 100;

/// From one point of v to the next, ms, where the steps are shorter.
const SAMPLE_MS: f64 = 0.1;

impl Course {
    fn point(&mut self, t_ms: f64, v_mv: f64) {
        self.t_ms.push(t_ms);
        self.v_mv.push(v_mv);
    }

    fn spike(&mut self, t_ms: f64) {
        self.point(t_ms, PEAK_MV);
        self.spikes_ms.push(t_ms);
        if self.spikes_ms.len() == RUNAWAY_SPIKES {
            self.stopped_ms = Some(t_ms);
        }
    }
}

impl Entry {
    /// v and u at the beginning.
    pub fn start(&self) -> [f64; 2] {
        let u = if self.pattern == Pattern::Accommodation {
            -16.0
        } else {
            self.parameters[1] * self.v0_mv
        };
        [self.v0_mv, u]
    }

    /// v′, mV/ms.
    fn slope(&self, v: f64, u: f64, current: f64) -> f64 {
        let [square, linear, constant] = self.quadratic;
        square * (v * v) + linear * v + constant - u + current
    }

    /// u′ · h, pA. Accommodation alone has u′ = a b (v + 65).
    fn recovery(&self, h: f64, v: f64, u: f64) -> f64 {
        let [a, b, ..] = self.parameters;
        if self.pattern == Pattern::Accommodation {
            h * a * (b * (v + 65.0))
        } else {
            h * a * (b * v - u)
        }
    }

    /// v and u after a spike.
    fn reset(&self, u: f64) -> [f64; 2] {
        [self.parameters[2], u + self.parameters[3]]
    }
}

/// Runs a pattern.
pub fn run(
    settings: &IzhikevichPatterns,
    pattern: Pattern,
    context: &Context,
) -> Result<Course, Failure> {
    context.go_on()?;
    let entry = pattern.entry();
    match settings.scheme {
        Scheme::Paper => Ok(by_euler(entry, settings.dt_ms.unwrap_or(entry.tau_ms))),
        Scheme::Converged => by_solver(entry, settings.tolerance),
    }
}

/// v, then u with the new v. A point belongs to the end of its step (the program plots it at the
/// beginning).
pub fn by_euler(entry: &Entry, h: f64) -> Course {
    let mut course = Course::default();
    let [mut v, mut u] = entry.start();
    let every = (SAMPLE_MS / h).round().max(1.0) as u64;
    course.point(0.0, v);
    for step in 0..(entry.duration_ms / h).round() as u64 {
        let current = entry.stimulus.at(step as f64 * h);
        v += h * entry.slope(v, u, current);
        u += entry.recovery(h, v, u);
        let t = (step + 1) as f64 * h;
        if v >= PEAK_MV {
            course.spike(t);
            [v, u] = entry.reset(u);
        } else if (step + 1) % every == 0 {
            course.point(t, v);
        }
        if !(v.abs() + u.abs()).is_finite() {
            course.stopped_ms = Some(t);
        }
        if course.stopped_ms.is_some() {
            break;
        }
    }
    course
}

/// Segment by segment of the current, in short stretches so that a spike ends one.
fn by_solver(entry: &Entry, tolerance: f64) -> Result<Course, Failure> {
    let solver = Solver {
        relative: tolerance,
        absolute: tolerance,
        ..Solver::default()
    };
    let peak = Event::Rising {
        component: 0,
        level: PEAK_MV,
    };
    let mut course = Course::default();
    let mut y = entry.start();
    course.point(0.0, y[0]);
    for line in entry.stimulus.stretches(entry.duration_ms) {
        let slope = |t: f64, y: &[f64; 2], dy: &mut [f64; 2]| {
            // Beyond its peak a spike must not blow up before the stretch ends.
            let v = y[0].min(PEAK_MV + 1.0);
            *dy = [
                entry.slope(v, y[1], line.at(t)),
                entry.recovery(1.0, v, y[1]),
            ];
        };
        let mut t = line.from_ms;
        while line.to_ms - t > SHORTEST_MS {
            let end = line.to_ms.min(t + SAMPLE_MS);
            let stretch = solver
                .integrate(slope, (t, end), y, &[], &[peak])
                .map_err(Failure::told)?;
            if let Some(spike) = stretch.occurrences.first() {
                course.spike(spike.t);
                (t, y) = (spike.t, entry.reset(spike.y[1]));
                course.point(t, y[0]);
            } else {
                (t, y) = (end, stretch.end);
                course.point(t, y[0]);
            }
            if course.stopped_ms.is_some() {
                return Ok(course);
            }
        }
    }
    Ok(course)
}

/// What is left of a segment behind a spike at its very end, ms.
const SHORTEST_MS: f64 = 1e-9;
