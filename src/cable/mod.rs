//! The axon as a cable of membrane: pulses that travel (Hodgkin & Huxley 1952, J. Physiol.
//! 117:500–544, pp. 522–533).
//!
//! ```text
//! C_M ∂V/∂t = (a/2R) ∂²V/∂x² − I_ion(V, m, h, n) + I(x, t)        (eqs 28, 29)
//! ∂V/∂x = 0 at both ends (sealed)
//! ```
//!
//! with the radius a of the axon and the resistivity R of its inside; the outside is a bath without
//! resistance. A pulse that travels with the constant velocity θ is a function of t − x/θ alone, and
//! obeys the ordinary equation
//!
//! ```text
//! d²V/dt² = K (dV/dt + I_ion/C_M),   K = 2 R θ² C_M/a             (eqs 30, 31)
//! ```
//!
//! * [`Axon`]: membrane, radius and resistivity; what follows from them.
//! * [`Cable`]: the partial differential equation in steps, second order in space and time.
//! * [`Recording`]: what electrodes along a cable saw: times of arrival, heights, fluxes of ions.
//! * [`travelling_wave`]: θ by shooting, as in the paper.
//!
//! Units: x in mm or µm where its name says so, V in mV, t in ms, currents in µA/cm².

mod cells;
mod elimination;
mod recording;
mod simulation;
#[cfg(test)]
mod tests;
pub mod travelling_wave;

pub use recording::{Recording, Trace, velocity_m_s};
pub use simulation::{Cable, Grid, Stimulus};

use crate::neuron::HodgkinHuxley;

/// A uniform unmyelinated axon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axon {
    /// Its membrane.
    pub membrane: HodgkinHuxley,
    /// Radius a, µm.
    pub radius_um: f64,
    /// Resistivity R of the axoplasm, Ω cm.
    pub resistivity_ohm_cm: f64,
}

impl Default for Axon {
    /// Axon 17 of the paper (p. 528): a = 238 µm, R = 35.4 Ω cm, 18.5 °C.
    fn default() -> Self {
        Axon {
            membrane: HodgkinHuxley {
                temperature_c: 18.5,
                ..HodgkinHuxley::default()
            },
            radius_um: 238.0,
            resistivity_ohm_cm: 35.4,
        }
    }
}

impl Axon {
    /// a/2R, mS: times ∂²V/∂x² in mV/cm² the membrane current density in µA/cm².
    ///
    /// ```
    /// let axon = galvani::cable::Axon::default();
    /// // 0.0238 cm/(2 · 35.4 Ω cm) = 0.336 mS.
    /// assert!((axon.axial_ms() - 0.336158).abs() < 1e-6);
    /// ```
    pub fn axial_ms(&self) -> f64 {
        1e3 * (1e-4 * self.radius_um) / (2.0 * self.resistivity_ohm_cm)
    }

    /// θ in m/s of a pulse with the constant `k_per_ms`: θ = √(K a/(2 R C_M)).
    pub fn velocity_m_s(&self, k_per_ms: f64) -> f64 {
        // mS/(µF/cm²)/ms = cm²/ms², and 1 cm/ms = 10 m/s.
        10.0 * (k_per_ms * self.axial_ms() / self.membrane.c_m_uf_cm2).sqrt()
    }

    /// The length constant λ = √(a/(2 R g)) of the axon at a potential with the gates held, mm.
    pub fn length_constant_mm(&self, v_mv: f64) -> f64 {
        let (g_na, g_k) = self.membrane.conductances(&self.membrane.steady_at(v_mv));
        10.0 * (self.axial_ms() / (g_na + g_k + self.membrane.g_l_ms_cm2)).sqrt()
    }
}
