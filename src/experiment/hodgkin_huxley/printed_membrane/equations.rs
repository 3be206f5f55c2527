//! The membrane as a lecture prints it, beside the corrected one. The lecture counts V from rest with
//! depolarisation positive and prints, without a value for any constant,
//!
//! ```text
//! C dV/dt = g_K (V − V_K) + g_Na (V − V_Na) + I(t)
//! α_n = 0.01 (V − 10)/(1 − e^((10 − V)/10))    β_n = 0.125 e^(−V/80)
//! α_m = 0.1 (V − 25)/(1 − e^((25 − V)/10))     β_m = 4 e^(−V/18)
//! α_h = 0.7 e^(−V/20)                          β_h = 1/(1 + e^((30 − V)/10))
//! ```
//!
//! Three slips: the ionic currents have the wrong sign and the leak is missing; 0.7 stands for 0.07;
//! and α_n, α_m are 0/0 at V = 10 and V = 25, where their limits are 0.1 and 1. Corrected after
//! Hodgkin & Huxley (1952, J. Physiol. 117:500–544, eq. 26 and eqs 12–24), whose Table 3 gives the
//! constants to both: V_Na = 115, V_K = −12, V_l = 10.613 mV in the lecture's sign.

use crate::math;
use crate::neuron::channels::{Gate, RateLaw, SQUID};
use crate::neuron::hodgkin_huxley::{H, M, N, State, V};
use crate::neuron::{ChannelSet, HodgkinHuxley};

/// The squid's channels with α_h as printed.
pub static PRINTED_ALPHA_H: ChannelSet = ChannelSet {
    name: "squid, alpha_h as printed",
    source: "a lecture's misprint of Hodgkin & Huxley 1952, eq. 23",
    h: Gate {
        opening: RateLaw {
            rate_per_ms: 0.7,
            ..SQUID.h.opening
        },
        ..SQUID.h
    },
    ..SQUID
};

/// Which equations a run obeys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Equations {
    /// Hodgkin & Huxley's.
    Corrected,
    /// The membrane equation as printed: ionic currents of the wrong sign, no leak.
    Sign,
    /// α_h as printed, everything else corrected.
    AlphaH,
    /// α_n and α_m computed as printed, everything else corrected.
    Singular,
}

impl Equations {
    /// The membrane whose rates and steady states belong to the equations.
    pub fn model(self, corrected: &HodgkinHuxley) -> HodgkinHuxley {
        match self {
            Equations::AlphaH => HodgkinHuxley {
                channels: &PRINTED_ALPHA_H,
                ..*corrected
            },
            _ => *corrected,
        }
    }

    /// The right-hand side under a constant current, for [`crate::integrate::Solver`].
    pub fn under_current(
        self,
        corrected: &HodgkinHuxley,
        i_ua_cm2: f64,
    ) -> impl Fn(f64, &State, &mut State) + use<> {
        let model = self.model(corrected);
        let phi = model.temperature_factor();
        move |t, state, slope| {
            model.under_current(i_ua_cm2)(t, state, slope);
            match self {
                Equations::Corrected | Equations::AlphaH => {}
                Equations::Sign => {
                    let currents = model.currents(state);
                    slope[V] = (currents.k + currents.na + i_ua_cm2) / model.c_m_uf_cm2;
                }
                Equations::Singular => {
                    let (u, rates) = (state[V] - SQUID.origin_mv, model.rates(state[V]));
                    let flow = |alpha: f64, beta: f64, x: f64| phi * (alpha * (1.0 - x) - beta * x);
                    slope[M] = flow(printed_alpha_m(u), rates.m.closing, state[M]);
                    slope[N] = flow(printed_alpha_n(u), rates.n.closing, state[N]);
                }
            }
        }
    }
}

/// α_m as printed, 1/ms, `u_mv` from rest: not a number at 25 mV.
pub fn printed_alpha_m(u_mv: f64) -> f64 {
    0.1 * (u_mv - 25.0) / (1.0 - math::exp((25.0 - u_mv) / 10.0))
}

/// α_n as printed, 1/ms, `u_mv` from rest: not a number at 10 mV.
pub fn printed_alpha_n(u_mv: f64) -> f64 {
    0.01 * (u_mv - 10.0) / (1.0 - math::exp((10.0 - u_mv) / 10.0))
}

/// The state that a shock from rest leaves: V displaced, the gates as they were.
pub fn shocked(model: &HodgkinHuxley, rest_mv: f64, shock_mv: f64) -> State {
    let mut state = model.steady_at(rest_mv);
    state[V] += shock_mv;
    state
}

/// The steady h and its time constant at a potential, ms.
pub fn inactivation(model: &HodgkinHuxley, v_mv: f64) -> (f64, f64) {
    let rate = model.rates(v_mv).h;
    let tau_ms = 1.0 / (model.temperature_factor() * (rate.opening + rate.closing));
    (model.steady_at(v_mv)[H], tau_ms)
}
