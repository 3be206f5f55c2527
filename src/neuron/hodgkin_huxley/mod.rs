//! The membrane of the squid giant axon, space-clamped (Hodgkin & Huxley 1952, J. Physiol.
//! 117:500–544):
//!
//! ```text
//! C_M dV/dt = I − g_Na m³h (V − E_Na) − g_K n⁴ (V − E_K) − g_l (V − E_l)          (eq. 26)
//! dm/dt = φ (α_m (1 − m) − β_m m),  likewise h and n           (eqs 7, 15, 16; φ: p. 523)
//! α_n = 0.01 (10 − u)/(e^((10 − u)/10) − 1)   β_n = 0.125 e^(−u/80)          (eqs 12, 13)
//! α_m = 0.1 (25 − u)/(e^((25 − u)/10) − 1)    β_m = 4 e^(−u/18)              (eqs 20, 21)
//! α_h = 0.07 e^(−u/20)                        β_h = 1/(e^((30 − u)/10) + 1)  (eqs 23, 24)
//! φ = 3^((T − 6.3 °C)/10 °C)
//! ```
//!
//! Departures from the paper's notation, none from its physics: V is the absolute membrane
//! potential and depolarisation is positive (the paper measures V from rest, depolarisation
//! negative); u = V + 65 mV is the depolarisation the rates depend on, so the paper's V_l = −10.613
//! mV becomes E_l = −54.387 mV. Units everywhere: mV, ms, µA/cm², mS/cm², µF/cm², °C. Other rates
//! with the same currents are other [`ChannelSet`]s.

pub mod cycles;
mod fixed_step;
mod flow;
pub mod point;
mod population;
mod rate_lanes;
mod rates;
mod stability;
mod table;

pub use fixed_step::Scheme;
pub use point::HodgkinHuxleyCell;
pub use rates::{Rate, Rates};
pub use stability::Hopf;
pub use table::{GateRates, RateTable};

use super::channels::{ChannelSet, SQUID};
use crate::integrate::Event;

/// The constants of the membrane. The defaults are those of Table 3 of the paper at 6.3 °C.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HodgkinHuxley {
    /// The rates of the gates.
    pub channels: &'static ChannelSet,
    /// Membrane capacitance C_M, µF/cm².
    pub c_m_uf_cm2: f64,
    /// Greatest sodium conductance, mS/cm².
    pub g_na_ms_cm2: f64,
    /// Greatest potassium conductance, mS/cm².
    pub g_k_ms_cm2: f64,
    /// Leak conductance, mS/cm².
    pub g_l_ms_cm2: f64,
    /// Sodium equilibrium potential, mV.
    pub e_na_mv: f64,
    /// Potassium equilibrium potential, mV.
    pub e_k_mv: f64,
    /// Potential at which the leak current is zero, mV.
    pub e_l_mv: f64,
    /// Temperature, °C.
    pub temperature_c: f64,
}

impl Default for HodgkinHuxley {
    fn default() -> Self {
        HodgkinHuxley::with(&SQUID)
    }
}

impl HodgkinHuxley {
    /// A membrane with the constants of a channel set, at the temperature it was measured at.
    pub fn with(channels: &'static ChannelSet) -> Self {
        HodgkinHuxley {
            channels,
            c_m_uf_cm2: channels.c_m_uf_cm2,
            g_na_ms_cm2: channels.g_na_ms_cm2,
            g_k_ms_cm2: channels.g_k_ms_cm2,
            g_l_ms_cm2: channels.g_l_ms_cm2,
            e_na_mv: channels.e_na_mv,
            e_k_mv: channels.e_k_mv,
            e_l_mv: channels.e_l_mv,
            temperature_c: channels.reference_c,
        }
    }
}

/// The state of the membrane in the order in which it is integrated: V in mV, then m, h, n.
pub type State = [f64; 4];

/// Index of V in a [`State`].
pub const V: usize = 0;
/// Index of m, sodium activation.
pub const M: usize = 1;
/// Index of h, sodium inactivation (1: none).
pub const H: usize = 2;
/// Index of n, potassium activation.
pub const N: usize = 3;

/// The turns of V: its peaks, then its troughs.
pub const TURNS: [Event; 2] = [
    Event::Maximum { component: V },
    Event::Minimum { component: V },
];

/// Ionic current densities, µA/cm², outward positive.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Currents {
    /// Sodium.
    pub na: f64,
    /// Potassium.
    pub k: f64,
    /// Leak.
    pub l: f64,
}

impl Currents {
    /// Their sum.
    #[inline(always)]
    pub fn total(self) -> f64 {
        self.na + self.k + self.l
    }
}

impl HodgkinHuxley {
    /// φ: how much faster the gates are than at the temperature they were measured at.
    pub fn temperature_factor(&self) -> f64 {
        self.channels.temperature_factor(self.temperature_c)
    }

    /// The rates at a potential, φ left out.
    pub fn rates(&self, v_mv: f64) -> Rates {
        Rates::at(self.channels, v_mv)
    }

    /// The state at a potential with the gates steady there.
    pub fn steady_at(&self, v_mv: f64) -> State {
        let rates = self.rates(v_mv);
        [v_mv, rates.m.steady(), rates.h.steady(), rates.n.steady()]
    }

    /// Sodium and potassium conductance g_Na m³h and g_K n⁴, mS/cm².
    #[inline(always)]
    pub fn conductances(&self, state: &State) -> (f64, f64) {
        let [_, m, h, n] = *state;
        (
            self.g_na_ms_cm2 * m * m * m * h,
            self.g_k_ms_cm2 * (n * n) * (n * n),
        )
    }

    /// The ionic currents in a state.
    #[inline(always)]
    pub fn currents(&self, state: &State) -> Currents {
        let v = state[V];
        let (g_na, g_k) = self.conductances(state);
        Currents {
            na: g_na * (v - self.e_na_mv),
            k: g_k * (v - self.e_k_mv),
            l: self.g_l_ms_cm2 * (v - self.e_l_mv),
        }
    }

    /// The ionic current at a potential once the gates are steady there, µA/cm².
    pub fn steady_current(&self, v_mv: f64) -> f64 {
        self.currents(&self.steady_at(v_mv)).total()
    }

    /// The resting potential, mV: the lowest potential at which the steady ionic current is zero,
    /// to the resolution of f64. `None` when it is zero nowhere between the lowest and the highest
    /// equilibrium potential, which takes constants that are no membrane's (all conductances 0).
    pub fn resting_potential_mv(&self) -> Option<f64> {
        self.steady_potential_mv(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_derivative_is_zero_at_rest_and_obeys_the_current_law() {
        let membrane = HodgkinHuxley::default();
        let rest = membrane.steady_at(membrane.resting_potential_mv().unwrap());
        let mut slope = [1.0; 4];
        membrane.under_current(0.0)(0.0, &rest, &mut slope);
        assert!(slope.iter().all(|s| s.abs() < 1e-13), "{slope:?}");
        let twice = HodgkinHuxley {
            c_m_uf_cm2: 2.0,
            ..membrane
        };
        twice.under_current(7.0)(0.0, &rest, &mut slope);
        assert!((slope[V] - 3.5).abs() < 1e-12);
    }

    #[test]
    fn warmth_speeds_the_gates_threefold_in_ten_degrees() {
        let warm = HodgkinHuxley {
            temperature_c: 16.3,
            ..HodgkinHuxley::default()
        };
        assert!((warm.temperature_factor() - 3.0).abs() < 1e-14);
        let state = [-30.0, 0.2, 0.5, 0.4];
        let (mut cold_slope, mut warm_slope) = ([0.0; 4], [0.0; 4]);
        HodgkinHuxley::default().under_current(0.0)(0.0, &state, &mut cold_slope);
        warm.under_current(0.0)(0.0, &state, &mut warm_slope);
        assert_eq!(cold_slope[V], warm_slope[V]);
        for gate in [M, H, N] {
            assert!((warm_slope[gate] / cold_slope[gate] - 3.0).abs() < 1e-13);
        }
    }

    #[test]
    fn a_passive_membrane_rests_at_the_leak() {
        let passive = HodgkinHuxley {
            g_na_ms_cm2: 0.0,
            g_k_ms_cm2: 0.0,
            ..HodgkinHuxley::default()
        };
        let rest = passive.resting_potential_mv().unwrap();
        assert!((rest - passive.e_l_mv).abs() < 1e-12);
        let none = HodgkinHuxley {
            g_l_ms_cm2: 0.0,
            ..passive
        };
        assert_eq!(none.resting_potential_mv(), None);
    }
}
