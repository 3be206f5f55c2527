//! The leaky integrate-and-fire neuron (Lapicque 1907, J. Physiol. Pathol. Gén. 9:620; Stein 1965,
//! Biophys. J. 5:173):
//!
//! ```text
//! C dV/dt = −g_L (V − E_L) + I + Σ g_k (E_k − V) + σ ξ(t)        τ_m = C/g_L
//! V ≥ θ:  a spike; V is held at V_r for the refractory time
//! ```
//!
//! Without conductances the equation is linear and a step is exact, the courses of the synaptic
//! currents and the noise included (Rotter & Diesmann 1999, Biol. Cybern. 81:381–402). With
//! conductances they stand still during a step and the step is exact for them so (exponential
//! Euler, order 1):
//!
//! ```text
//! V₁ = V + (I + Σ g_k E_k + g_L E_L − G V) φ(x) dt/C,   G = g_L + Σ g_k,  x = G dt/C,
//! φ(x) = (1 − e^(−x))/x
//! ```
//!
//! Only the time of the threshold crossing knows the step.

use super::point::{Linear, PointNeuron, Refractory, Stepper, Stretch, Variable};
use super::receptor::Receptor;
use crate::math::{self, dispatch::vectorised};
use crate::random::Stream;
use crate::settings::OutOfRange;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The leaky integrate-and-fire neuron; the defaults are those of Brette et al. 2007 (J. Comput.
/// Neurosci. 23:349–398, appendix B).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Leaky {
    /// Capacitance C, pF. Default 200; above 0.
    pub c_m_pf: f64,
    /// Leak conductance g_L, nS. Default 10; above 0.
    pub g_l_ns: f64,
    /// Leak reversal potential E_L, where the cell rests, mV. Default −60.
    pub e_l_mv: f64,
    /// Threshold θ, mV. Default −50; above the reset.
    pub threshold_mv: f64,
    /// Potential after a spike V_r, mV. Default −60.
    pub reset_mv: f64,
    /// Time after a spike for which V is held at the reset, ms. Default 5; at least 0.
    pub refractory_ms: f64,
}

impl Default for Leaky {
    fn default() -> Self {
        Leaky {
            c_m_pf: 200.0,
            g_l_ns: 10.0,
            e_l_mv: -60.0,
            threshold_mv: -50.0,
            reset_mv: -60.0,
            refractory_ms: 5.0,
        }
    }
}

impl Leaky {
    /// The membrane time constant τ_m = C/g_L, ms.
    pub fn tau_m_ms(&self) -> f64 {
        self.c_m_pf / self.g_l_ns
    }
}

impl PointNeuron for Leaky {
    fn variables(&self) -> &'static [Variable] {
        &[Variable {
            name: "v_mv",
            unit: "mV",
        }]
    }

    fn problems(&self) -> Vec<OutOfRange> {
        [
            OutOfRange::unless_positive("c_m_pf", self.c_m_pf),
            OutOfRange::unless_positive("g_l_ns", self.g_l_ns),
            OutOfRange::unless_finite("e_l_mv", self.e_l_mv),
            OutOfRange::unless_finite("reset_mv", self.reset_mv),
            OutOfRange::unless(
                self.threshold_mv > self.reset_mv && self.threshold_mv.is_finite(),
                "threshold_mv",
                self.threshold_mv,
                "finite and above reset_mv",
            ),
            OutOfRange::unless_not_negative("refractory_ms", self.refractory_ms),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn threshold_mv(&self) -> f64 {
        self.threshold_mv
    }

    fn refractory(&self) -> Refractory {
        Refractory::Clamped {
            ms: self.refractory_ms,
            reset_mv: self.reset_mv,
        }
    }

    fn start(&self, state: &mut [Vec<f64>], cells: Range<usize>, _: &mut Stream) {
        state[0][cells].fill(self.e_l_mv);
    }

    fn stepper(&self, dt_ms: f64, receptors: &[Receptor]) -> Box<dyn Stepper> {
        let neuron = self.clone();
        if receptors.iter().any(Receptor::is_conductance) {
            return Box::new(WithConductances { neuron, dt_ms });
        }
        let fade = math::exp(-dt_ms / self.tau_m_ms());
        let rest = self.e_l_mv * (1.0 - fade);
        Box::new(Exact {
            linear: Linear { fade, rest },
            neuron,
            dt_ms,
        })
    }
}

/// V₁ = fade · V + rest + drive.
struct Exact {
    neuron: Leaky,
    dt_ms: f64,
    /// e^(−dt/τ_m), and E_L (1 − e^(−dt/τ_m)).
    linear: Linear,
}

impl Stepper for Exact {
    fn advance(&self, stretch: Stretch<'_>) {
        advance_exact(Driven {
            v: &mut stretch.state[0][stretch.cells],
            drive: stretch.drive,
            linear: self.linear,
        });
    }

    fn fire(&self, state: &mut [Vec<f64>], cell: usize) {
        state[0][cell] = self.neuron.reset_mv;
    }

    fn current_gain(&self) -> f64 {
        (1.0 - self.linear.fade) / self.neuron.g_l_ns
    }

    /// The standard deviation that white noise of 1 pA √ms gives V in a step:
    /// √(τ_m (1 − e^(−2 dt/τ_m))/2)/C.
    fn noise_gain(&self) -> f64 {
        let tau = self.neuron.tau_m_ms();
        let fade = self.linear.fade;
        (0.5 * tau * (1.0 - fade * fade)).sqrt() / self.neuron.c_m_pf
    }

    /// ∫ e^(−(dt − s)/τ_m) e^(−s/τ) ds/C over the step, and the same with s/τ.
    fn receptor_gain(&self, receptor: &Receptor) -> [f64; 2] {
        if !receptor.has_course() {
            return [self.current_gain(), 0.0];
        }
        let (dt, tau) = (self.dt_ms, receptor.tau());
        let z = dt * (1.0 / tau - 1.0 / self.neuron.tau_m_ms());
        let per_c = self.linear.fade * dt / self.neuron.c_m_pf;
        let (fade, ramp) = math::exponential_integrals(z);
        [per_c * fade, per_c * (dt / tau) * ramp]
    }

    fn linear(&self) -> Option<Linear> {
        Some(self.linear)
    }
}

struct Driven<'a> {
    v: &'a mut [f64],
    drive: &'a [f64],
    linear: Linear,
}

vectorised! {
    fn advance_exact(cells: Driven<'_>) {
        let Driven { v, drive, linear: Linear { fade, rest } } = cells;
        for (v, drive) in v.iter_mut().zip(drive) {
            *v = *v * fade + (rest + drive);
        }
    }
}

/// Exponential Euler.
struct WithConductances {
    neuron: Leaky,
    dt_ms: f64,
}

impl Stepper for WithConductances {
    fn advance(&self, stretch: Stretch<'_>) {
        advance_with_conductances(Conductive {
            v: &mut stretch.state[0][stretch.cells],
            drive: stretch.drive,
            conductance: stretch.conductance_ns,
            leak: self.neuron.g_l_ns,
            leak_current: self.neuron.g_l_ns * self.neuron.e_l_mv,
            dt_per_c: self.dt_ms / self.neuron.c_m_pf,
        });
    }

    fn fire(&self, state: &mut [Vec<f64>], cell: usize) {
        state[0][cell] = self.neuron.reset_mv;
    }

    fn noise_gain(&self) -> f64 {
        1.0 / self.dt_ms.sqrt()
    }
}

struct Conductive<'a> {
    v: &'a mut [f64],
    drive: &'a [f64],
    conductance: &'a [f64],
    leak: f64,
    leak_current: f64,
    dt_per_c: f64,
}

vectorised! {
    fn advance_with_conductances(cells: Conductive<'_>) {
        let Conductive { v, drive, conductance, leak, leak_current, dt_per_c } = cells;
        for ((v, drive), conductance) in v.iter_mut().zip(drive).zip(conductance) {
            let g = leak + conductance;
            let x = g * dt_per_c;
            let slope = ((drive + leak_current) - g * *v) * dt_per_c;
            let (numerator, denominator) = math::fade_fraction(x);
            *v += (slope * numerator) / denominator;
        }
    }
}
