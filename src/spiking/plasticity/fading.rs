//! Traces that fade with one time constant, lazily: what is stored is x e^(age/τ), with one age for
//! all, so that only events touch them.

use super::timing::Pairing;
use crate::math;

/// The largest age/τ: e^32 loses no digits, and the traces are made young again seldom.
const OLDEST: f64 = 32.0;

/// Many traces dx/dt = −x/τ.
pub struct Fading {
    stored: Vec<f64>,
    dt_per_tau: f64,
    /// Steps between two renewals.
    span: u64,
    /// The grid point of age 0.
    since: u64,
    /// e^(−age/τ) and e^(age/τ) at the grid point that was asked for last.
    now: u64,
    fade: f64,
    unfade: f64,
}

impl Fading {
    /// So many traces at 0.
    pub fn new(tau_ms: f64, dt_ms: f64, traces: usize) -> Self {
        let dt_per_tau = dt_ms / tau_ms;
        Fading {
            stored: vec![0.0; traces],
            dt_per_tau,
            span: (OLDEST / dt_per_tau).max(1.0) as u64,
            since: 0,
            now: 0,
            fade: 1.0,
            unfade: 1.0,
        }
    }

    /// Goes on to a grid point. Renewals come at fixed grid points, whatever happened before, so that
    /// no result depends on which events a worker has.
    pub fn go_to(&mut self, step: u64) {
        if step == self.now {
            return;
        }
        self.now = step;
        while step >= self.since + self.span {
            self.since += self.span;
            let faded = math::exp(-(self.span as f64) * self.dt_per_tau);
            self.stored.iter_mut().for_each(|x| *x *= faded);
        }
        let age = (step - self.since) as f64 * self.dt_per_tau;
        self.fade = math::exp(-age);
        self.unfade = math::exp(age);
    }

    /// A trace at the present grid point.
    #[inline(always)]
    pub fn at(&self, trace: usize) -> f64 {
        self.stored[trace] * self.fade
    }

    /// An event: the trace rises by 1, or to 1 where only the nearest counts.
    #[inline(always)]
    pub fn event(&mut self, trace: usize, pairing: Pairing) {
        match pairing {
            Pairing::AllToAll => self.stored[trace] += self.unfade,
            Pairing::Nearest => self.stored[trace] = self.unfade,
        }
    }
}
