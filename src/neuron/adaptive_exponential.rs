//! The adaptive exponential integrate-and-fire neuron (Brette & Gerstner 2005, J. Neurophysiol.
//! 94:3637–3642, equations 1–3):
//!
//! ```text
//! C dV/dt   = −g_L (V − E_L) + g_L Δ_T e^((V − V_T)/Δ_T) − w + I + Σ g_k (E_k − V)
//! τ_w dw/dt = a (V − E_L) − w
//! V ≥ V_peak:  a spike; V → V_r, w → w + b
//! ```
//!
//! A step is a symmetric splitting (Strang 1968, SIAM J. Numer. Anal. 5:506): w over half a step,
//! V over a whole one, w over the other half, each with the other variable standing still. The step
//! of w is exact; that of V is the exponential Rosenbrock–Euler method (Pope 1963, Commun. ACM 6:491;
//! Hochbruck & Ostermann 2010, Acta Numerica 19:209):
//!
//! ```text
//! V₁ = V + F(V) φ(−J dt) dt,   F = dV/dt,   J = ∂F/∂V,   φ(z) = (1 − e^(−z))/z
//! ```
//!
//! Both are of order 2, and so is their composition; far below V_T, where F is linear, the step of V
//! is exact however large the conductances are. The upstroke is cut at V_peak, where the cell fires:
//! nothing overflows, and a recorded spike reaches the peak. The times of spikes lie on the grid.

use super::point::{PointNeuron, Refractory, Stepper, Stretch, Variable};
use super::receptor::Receptor;
use crate::math::{self, dispatch::vectorised};
use crate::random::Stream;
use crate::settings::OutOfRange;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The adaptive exponential integrate-and-fire neuron; the defaults are those of Brette & Gerstner
/// 2005, p. 3638, a regularly spiking pyramidal cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AdaptiveExponential {
    /// Capacitance C, pF. Default 281; above 0.
    pub c_m_pf: f64,
    /// Leak conductance g_L, nS. Default 30; above 0.
    pub g_l_ns: f64,
    /// Leak reversal potential E_L, mV. Default −70.6.
    pub e_l_mv: f64,
    /// Threshold of the exponential V_T, mV. Default −50.4; below the peak.
    pub v_t_mv: f64,
    /// Slope factor Δ_T, mV. Default 2; above 0.
    pub delta_t_mv: f64,
    /// Time constant of the adaptation τ_w, ms. Default 144; above 0.
    pub tau_w_ms: f64,
    /// Adaptation below threshold a, nS. Default 4.
    pub a_ns: f64,
    /// Adaptation by a spike b, pA. Default 80.5.
    pub b_pa: f64,
    /// Potential V_peak at which the upstroke ends and a spike is counted, mV. Default 20; above
    /// the reset.
    pub peak_mv: f64,
    /// Potential after a spike V_r, mV. Default −70.6.
    pub reset_mv: f64,
    /// Time after a spike for which V is held at the reset, ms. Default 0; at least 0.
    pub refractory_ms: f64,
}

impl Default for AdaptiveExponential {
    fn default() -> Self {
        AdaptiveExponential {
            c_m_pf: 281.0,
            g_l_ns: 30.0,
            e_l_mv: -70.6,
            v_t_mv: -50.4,
            delta_t_mv: 2.0,
            tau_w_ms: 144.0,
            a_ns: 4.0,
            b_pa: 80.5,
            peak_mv: 20.0,
            reset_mv: -70.6,
            refractory_ms: 0.0,
        }
    }
}

impl PointNeuron for AdaptiveExponential {
    fn variables(&self) -> &'static [Variable] {
        &[
            Variable {
                name: "v_mv",
                unit: "mV",
            },
            Variable {
                name: "w_pa",
                unit: "pA",
            },
        ]
    }

    fn problems(&self) -> Vec<OutOfRange> {
        [
            OutOfRange::unless_positive("c_m_pf", self.c_m_pf),
            OutOfRange::unless_positive("g_l_ns", self.g_l_ns),
            OutOfRange::unless_finite("e_l_mv", self.e_l_mv),
            OutOfRange::unless(
                self.v_t_mv < self.peak_mv && self.v_t_mv.is_finite(),
                "v_t_mv",
                self.v_t_mv,
                "finite and below peak_mv",
            ),
            OutOfRange::unless_positive("delta_t_mv", self.delta_t_mv),
            OutOfRange::unless_positive("tau_w_ms", self.tau_w_ms),
            OutOfRange::unless_finite("a_ns", self.a_ns),
            OutOfRange::unless_finite("b_pa", self.b_pa),
            OutOfRange::unless(
                self.peak_mv > self.reset_mv && self.peak_mv.is_finite(),
                "peak_mv",
                self.peak_mv,
                "finite and above reset_mv",
            ),
            OutOfRange::unless_finite("reset_mv", self.reset_mv),
            OutOfRange::unless_not_negative("refractory_ms", self.refractory_ms),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn threshold_mv(&self) -> f64 {
        self.peak_mv
    }

    fn refractory(&self) -> Refractory {
        Refractory::Clamped {
            ms: self.refractory_ms,
            reset_mv: self.reset_mv,
        }
    }

    /// V = E_L and w = 0, which is rest but for the current g_L Δ_T e^((E_L − V_T)/Δ_T), 2 fA by
    /// default.
    fn start(&self, state: &mut [Vec<f64>], cells: Range<usize>, _: &mut Stream) {
        state[0][cells.clone()].fill(self.e_l_mv);
        state[1][cells].fill(0.0);
    }

    fn stepper(&self, dt_ms: f64, _: &[Receptor]) -> Box<dyn Stepper> {
        Box::new(Splitting {
            step: Step::new(self, dt_ms),
            neuron: self.clone(),
            dt_ms,
        })
    }
}

struct Splitting {
    neuron: AdaptiveExponential,
    dt_ms: f64,
    step: Step,
}

impl Stepper for Splitting {
    fn advance(&self, stretch: Stretch<'_>) {
        let [v, w] = stretch.state else {
            unreachable!("V and w")
        };
        advance_cells(Cells {
            step: self.step,
            v: &mut v[stretch.cells.clone()],
            w: &mut w[stretch.cells],
            drive: stretch.drive,
            conductance: stretch.conductance_ns,
        });
    }

    fn fire(&self, state: &mut [Vec<f64>], cell: usize) {
        state[0][cell] = self.neuron.reset_mv;
        state[1][cell] += self.neuron.b_pa;
    }

    fn noise_gain(&self) -> f64 {
        1.0 / self.dt_ms.sqrt()
    }

    /// The mean of the course over the step, which keeps the order 2.
    fn receptor_gain(&self, receptor: &Receptor) -> [f64; 2] {
        if !receptor.has_course() {
            return [1.0, 0.0];
        }
        let z = self.dt_ms / receptor.tau();
        let (fade, ramp) = math::exponential_integrals(z);
        [fade, z * ramp]
    }
}

/// The constants of one step.
#[derive(Clone, Copy)]
struct Step {
    /// g_L, nS.
    leak: f64,
    /// g_L E_L, pA.
    leak_current: f64,
    v_t: f64,
    /// 1/Δ_T, 1/mV.
    steepness: f64,
    delta_t: f64,
    peak: f64,
    /// dt/C, mV/pA.
    dt_per_c: f64,
    /// e^(−dt/(2 τ_w)).
    half_fade: f64,
    /// a (1 − half_fade), nS.
    half_gain: f64,
    e_l: f64,
}

/// Bound of the exponent: e¹⁰⁰ nS ends the upstroke within any step.
const STEEPEST: f64 = 100.0;

impl Step {
    fn new(neuron: &AdaptiveExponential, dt_ms: f64) -> Self {
        let half_fade = math::exp(-0.5 * dt_ms / neuron.tau_w_ms);
        Step {
            leak: neuron.g_l_ns,
            leak_current: neuron.g_l_ns * neuron.e_l_mv,
            v_t: neuron.v_t_mv,
            steepness: 1.0 / neuron.delta_t_mv,
            delta_t: neuron.delta_t_mv,
            peak: neuron.peak_mv,
            dt_per_c: dt_ms / neuron.c_m_pf,
            half_fade,
            half_gain: neuron.a_ns * (1.0 - half_fade),
            e_l: neuron.e_l_mv,
        }
    }

    /// w after half a step at this V.
    #[inline(always)]
    fn adapted(&self, v: f64, w: f64) -> f64 {
        w * self.half_fade + self.half_gain * (v - self.e_l)
    }

    /// V after a whole step at this w.
    #[inline(always)]
    fn moved(&self, v: f64, w: f64, drive: f64, conductance: f64) -> f64 {
        let x = (v - self.v_t) * self.steepness;
        let x = if x > STEEPEST { STEEPEST } else { x };
        // g_L e^x is the slope of the exponential current, nS.
        let upstroke = self.leak * math::exp_lane(x);
        let g = self.leak + conductance;
        let current = (drive + self.leak_current - w) + (upstroke * self.delta_t - g * v);
        let z = (g - upstroke) * self.dt_per_c;
        let z = if z < -STEEPEST { -STEEPEST } else { z };
        let v = v + current * self.dt_per_c * math::fade_integral(z);
        if v > self.peak { self.peak } else { v }
    }

    #[inline(always)]
    fn advance(&self, v: &mut f64, w: &mut f64, drive: f64, conductance: f64) {
        // A spike that arrives may have lifted V beyond.
        let from = if *v > self.peak { self.peak } else { *v };
        let w_half = self.adapted(from, *w);
        *v = self.moved(from, w_half, drive, conductance);
        *w = self.adapted(*v, w_half);
    }
}

struct Cells<'a> {
    step: Step,
    v: &'a mut [f64],
    w: &'a mut [f64],
    drive: &'a [f64],
    /// Empty without conductances.
    conductance: &'a [f64],
}

vectorised! {
    fn advance_cells(cells: Cells<'_>) {
        let Cells { step, v, w, drive, conductance } = cells;
        let each = v.iter_mut().zip(w).zip(drive);
        if conductance.is_empty() {
            for ((v, w), drive) in each {
                step.advance(v, w, *drive, 0.0);
            }
        } else {
            for (((v, w), drive), g) in each.zip(conductance) {
                step.advance(v, w, *drive, *g);
            }
        }
    }
}

#[cfg(test)]
#[path = "adaptive_exponential_tests.rs"]
mod tests;
