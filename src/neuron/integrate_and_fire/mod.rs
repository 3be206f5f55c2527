//! The leaky integrate-and-fire neuron whose membrane sees white noise through a synapse, as in the
//! synfire chains of Diesmann, Gewaltig & Aertsen (1999, Nature 402:529–533), with the constants of
//! its reimplementation in Brian (Goodman & Brette 2008):
//!
//! ```text
//! τ_m dV/dt = −(V − V_r) + x + (I + Σ g_k (E_k − V))/g_L        g_L = 1 nS, C = τ_m g_L
//! τ_s dx/dt = −x + y
//!     dy/dt = −y/τ_s + μ + σ ξ(t)                ⟨ξ(t) ξ(t′)⟩ = δ(t − t′)
//! V ≥ θ:  a spike; V is held at the reset for the refractory time, while x and y go on
//! ```
//!
//! x and y are the background: the many synapses that are not simulated singly. The paper's own
//! spikes add w to y, to which x answers with w (t/τ_s) e^(−t/τ_s): the same α function arrives
//! through an `alpha` receptor of time constant τ_s, and by [`IntegrateAndFire::alpha_peak_pa`] its
//! weight is w/e, because 1 pA through 1 nS is 1 mV. (The reimplementation lets V go on after a spike
//! and only forbids another one; then some three in a hundred neurons fire twice in a full packet.)
//!
//! Without conductances the equations are linear and a step of any length is exact: the synaptic
//! currents included, and the noise drawn from its exact distribution (Rotter & Diesmann 1999, Biol.
//! Cybern. 81:381–402; for the covariance Gillespie 1996, Phys. Rev. E 54:2084). With conductances V
//! takes a step of exponential Euler, order 1, while x and y stay exact. Only the time of the
//! threshold crossing knows the step.

mod background;
mod stepper;
#[cfg(test)]
mod tests;

use super::point::{PointNeuron, Refractory, Stepper, Stretch, Variable};
use super::receptor::Receptor;
use crate::random::Stream;
use crate::settings::OutOfRange;
use background::correlated;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The leaky integrate-and-fire neuron under filtered noise; the defaults are those of the synfire
/// chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct IntegrateAndFire {
    /// Membrane time constant τ_m, ms. Default 10; above 0.
    pub tau_m_ms: f64,
    /// Time constant τ_s of the synapses through which the background comes, the time to peak of
    /// their α function, ms. Default 0.325; above 0.
    pub tau_s_ms: f64,
    /// Resting potential V_r, mV. Default −70.
    pub v_rest_mv: f64,
    /// Firing threshold θ, mV. Default −55; above the reset.
    pub threshold_mv: f64,
    /// Potential after a spike, mV. Default −70.
    pub reset_mv: f64,
    /// Time after a spike for which V is held at the reset, ms. Default 1; at least 0.
    pub refractory_ms: f64,
    /// Mean background drive μ, mV/ms. Default 25.27, which lifts V by μ τ_s = 8.2 mV.
    pub drive_mv_per_ms: f64,
    /// Background noise σ, mV/√ms. Default 39.24; at least 0, which switches it off.
    pub noise_mv_per_sqrt_ms: f64,
}

impl Default for IntegrateAndFire {
    fn default() -> Self {
        IntegrateAndFire {
            tau_m_ms: 10.0,
            tau_s_ms: 0.325,
            v_rest_mv: -70.0,
            threshold_mv: -55.0,
            reset_mv: -70.0,
            refractory_ms: 1.0,
            drive_mv_per_ms: 25.27,
            noise_mv_per_sqrt_ms: 39.24,
        }
    }
}

impl IntegrateAndFire {
    /// The peak, in pA, of the α current of time constant τ_s that does what a jump of y by `w_mv`
    /// does: w (t/τ_s) e^(−t/τ_s) has its peak w/e at τ_s.
    pub fn alpha_peak_pa(w_mv: f64) -> f64 {
        w_mv / std::f64::consts::E
    }

    /// Mean of x and y, μ τ_s; V stands that much above rest, mV.
    pub fn mean_drive_mv(&self) -> f64 {
        self.drive_mv_per_ms * self.tau_s_ms
    }

    fn is_noisy(&self) -> bool {
        self.noise_mv_per_sqrt_ms != 0.0
    }
}

impl PointNeuron for IntegrateAndFire {
    fn variables(&self) -> &'static [Variable] {
        const fn millivolts(name: &'static str) -> Variable {
            Variable { name, unit: "mV" }
        }
        const { &[millivolts("v_mv"), millivolts("x_mv"), millivolts("y_mv")] }
    }

    fn problems(&self) -> Vec<OutOfRange> {
        [
            OutOfRange::unless_positive("tau_m_ms", self.tau_m_ms),
            OutOfRange::unless_positive("tau_s_ms", self.tau_s_ms),
            OutOfRange::unless_finite("v_rest_mv", self.v_rest_mv),
            OutOfRange::unless(
                self.threshold_mv > self.reset_mv && self.threshold_mv.is_finite(),
                "threshold_mv",
                self.threshold_mv,
                "finite and above reset_mv",
            ),
            OutOfRange::unless_finite("reset_mv", self.reset_mv),
            OutOfRange::unless_not_negative("refractory_ms", self.refractory_ms),
            OutOfRange::unless_finite("drive_mv_per_ms", self.drive_mv_per_ms),
            OutOfRange::unless_not_negative("noise_mv_per_sqrt_ms", self.noise_mv_per_sqrt_ms),
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

    /// Draws from the stationary distribution of (V, x, y) that there is without a threshold;
    /// without noise, its mean.
    fn start(&self, state: &mut [Vec<f64>], cells: Range<usize>, stream: &mut Stream) {
        let factor = background::cholesky(&self.stationary_covariance());
        let mean = self.mean_drive_mv();
        let [v, x, y] = state else {
            panic!("three variables");
        };
        for cell in cells {
            let normals = if self.is_noisy() {
                [stream.normal(), stream.normal(), stream.normal()]
            } else {
                [0.0; 3]
            };
            let [above_y, above_x, above_v] = correlated(&factor, normals);
            v[cell] = self.v_rest_mv + mean + above_v;
            x[cell] = mean + above_x;
            y[cell] = mean + above_y;
        }
    }

    fn stepper(&self, dt_ms: f64, receptors: &[Receptor]) -> Box<dyn Stepper> {
        if receptors.iter().any(Receptor::is_conductance) {
            Box::new(stepper::WithConductances::new(self, dt_ms))
        } else {
            Box::new(stepper::Exact::new(self, dt_ms))
        }
    }
}
