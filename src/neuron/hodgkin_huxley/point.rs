//! The membrane as a point neuron of a given area, for populations:
//!
//! ```text
//! C dV/dt = I + Σ g_k (E_k − V) − g_Na m³h (V − E_Na) − g_K n⁴ (V − E_K) − g_L (V − E_L)
//! dx/dt = φ (α_x (1 − x) − β_x x),   x = m, h, n
//! ```
//!
//! with capacitance and conductances those of the membrane times the area, the rates those of its
//! channel set. A spike is counted where V passes the threshold; V itself goes on.
//!
//! A step is that of exponential Euler, in which every equation is solved exactly while the other
//! variables stand still: order 1, stable at any step.

use super::HodgkinHuxley;
use super::population::ExponentialEuler;
use crate::neuron::channels::Channels;
use crate::neuron::point::{PointNeuron, Refractory, Stepper, Variable};
use crate::neuron::receptor::Receptor;
use crate::random::Stream;
use crate::settings::OutOfRange;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A point neuron of Hodgkin–Huxley type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(from = "Given")]
#[schemars(with = "Given")]
pub struct HodgkinHuxleyCell {
    pub channels: Channels,
    pub temperature_c: f64,
    pub area_um2: f64,
    pub c_m_uf_cm2: f64,
    pub g_na_ms_cm2: f64,
    pub g_k_ms_cm2: f64,
    pub g_l_ms_cm2: f64,
    pub e_na_mv: f64,
    pub e_k_mv: f64,
    pub e_l_mv: f64,
    pub threshold_mv: f64,
    pub refractory_ms: f64,
}

/// A point neuron of Hodgkin–Huxley type: a set of channels, an area, and those constants that are
/// to differ from the set's own.
#[derive(Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Given {
    /// Set of channels. Default squid.
    channels: Channels,
    /// Temperature, °C. Default: that of the channels' measurement, 6.3 (squid) or 36
    /// (traub-miles); 0 to 45.
    temperature_c: Option<f64>,
    /// Area of the membrane, µm². Default 20000; above 0.
    area_um2: f64,
    /// Membrane capacitance, µF/cm². Default 1; above 0.
    c_m_uf_cm2: Option<f64>,
    /// Greatest sodium conductance, mS/cm². Default 120 (squid) or 100 (traub-miles); at least 0.
    g_na_ms_cm2: Option<f64>,
    /// Greatest potassium conductance, mS/cm². Default 36 (squid) or 30 (traub-miles); at least 0.
    g_k_ms_cm2: Option<f64>,
    /// Leak conductance, mS/cm². Default 0.3 (squid) or 0.05 (traub-miles); above 0.
    g_l_ms_cm2: Option<f64>,
    /// Sodium equilibrium potential, mV. Default 50.
    e_na_mv: Option<f64>,
    /// Potassium equilibrium potential, mV. Default −77 (squid) or −90 (traub-miles).
    e_k_mv: Option<f64>,
    /// Potential at which the leak current is zero, mV. Default −54.387 (squid) or −60
    /// (traub-miles).
    e_l_mv: Option<f64>,
    /// Potential at or above which a spike is counted, mV. Default −20.
    threshold_mv: f64,
    /// Time after a spike for which no other is counted, ms; V goes on. Default 3; at least 0.
    refractory_ms: f64,
}

impl Default for Given {
    /// Area, threshold and refractory time are those of Brette et al. 2007, benchmark 3.
    fn default() -> Self {
        Given {
            channels: Channels::default(),
            temperature_c: None,
            area_um2: 20_000.0,
            c_m_uf_cm2: None,
            g_na_ms_cm2: None,
            g_k_ms_cm2: None,
            g_l_ms_cm2: None,
            e_na_mv: None,
            e_k_mv: None,
            e_l_mv: None,
            threshold_mv: -20.0,
            refractory_ms: 3.0,
        }
    }
}

impl From<Given> for HodgkinHuxleyCell {
    fn from(given: Given) -> Self {
        let set = given.channels.set();
        HodgkinHuxleyCell {
            channels: given.channels,
            temperature_c: given.temperature_c.unwrap_or(set.reference_c),
            area_um2: given.area_um2,
            c_m_uf_cm2: given.c_m_uf_cm2.unwrap_or(set.c_m_uf_cm2),
            g_na_ms_cm2: given.g_na_ms_cm2.unwrap_or(set.g_na_ms_cm2),
            g_k_ms_cm2: given.g_k_ms_cm2.unwrap_or(set.g_k_ms_cm2),
            g_l_ms_cm2: given.g_l_ms_cm2.unwrap_or(set.g_l_ms_cm2),
            e_na_mv: given.e_na_mv.unwrap_or(set.e_na_mv),
            e_k_mv: given.e_k_mv.unwrap_or(set.e_k_mv),
            e_l_mv: given.e_l_mv.unwrap_or(set.e_l_mv),
            threshold_mv: given.threshold_mv,
            refractory_ms: given.refractory_ms,
        }
    }
}

impl Default for HodgkinHuxleyCell {
    fn default() -> Self {
        Given::default().into()
    }
}

impl HodgkinHuxleyCell {
    /// A cell with the constants of a channel set.
    pub fn with(channels: Channels) -> Self {
        Given {
            channels,
            ..Given::default()
        }
        .into()
    }

    /// Its membrane, per area.
    pub fn membrane(&self) -> HodgkinHuxley {
        HodgkinHuxley {
            channels: self.channels.set(),
            c_m_uf_cm2: self.c_m_uf_cm2,
            g_na_ms_cm2: self.g_na_ms_cm2,
            g_k_ms_cm2: self.g_k_ms_cm2,
            g_l_ms_cm2: self.g_l_ms_cm2,
            e_na_mv: self.e_na_mv,
            e_k_mv: self.e_k_mv,
            e_l_mv: self.e_l_mv,
            temperature_c: self.temperature_c,
        }
    }
}

impl PointNeuron for HodgkinHuxleyCell {
    fn variables(&self) -> &'static [Variable] {
        const fn variable(name: &'static str, unit: &'static str) -> Variable {
            Variable { name, unit }
        }
        const ALL: [Variable; 4] = [
            variable("v_mv", "mV"),
            variable("m", ""),
            variable("h", ""),
            variable("n", ""),
        ];
        &ALL
    }

    fn problems(&self) -> Vec<OutOfRange> {
        [
            OutOfRange::unless(
                (0.0..=45.0).contains(&self.temperature_c),
                "temperature_c",
                self.temperature_c,
                "from 0 to 45",
            ),
            OutOfRange::unless_positive("area_um2", self.area_um2),
            OutOfRange::unless_positive("c_m_uf_cm2", self.c_m_uf_cm2),
            OutOfRange::unless_not_negative("g_na_ms_cm2", self.g_na_ms_cm2),
            OutOfRange::unless_not_negative("g_k_ms_cm2", self.g_k_ms_cm2),
            OutOfRange::unless_positive("g_l_ms_cm2", self.g_l_ms_cm2),
            OutOfRange::unless_finite("e_na_mv", self.e_na_mv),
            OutOfRange::unless_finite("e_k_mv", self.e_k_mv),
            OutOfRange::unless_finite("e_l_mv", self.e_l_mv),
            OutOfRange::unless_finite("threshold_mv", self.threshold_mv),
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
        Refractory::Silent {
            ms: self.refractory_ms,
        }
    }

    /// Rest: the potential at which the steady ionic current is zero, with the gates steady.
    fn start(&self, state: &mut [Vec<f64>], cells: Range<usize>, _: &mut Stream) {
        let membrane = self.membrane();
        let rest_mv = membrane.resting_potential_mv().unwrap_or(self.e_l_mv);
        for (values, value) in state.iter_mut().zip(membrane.steady_at(rest_mv)) {
            values[cells.clone()].fill(value);
        }
    }

    fn stepper(&self, dt_ms: f64, _: &[Receptor]) -> Box<dyn Stepper> {
        Box::new(ExponentialEuler::new(self, dt_ms))
    }
}
