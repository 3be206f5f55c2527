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
//! A step is that of exponential Euler (Rush & Larsen 1978, IEEE Trans. Biomed. Eng. 25:389; Brette
//! et al. 2007, J. Comput. Neurosci. 23:349–398): every equation is linear in its own variable while
//! the others stand still where they are at the beginning of the step, and is solved exactly,
//!
//! ```text
//! x₁ = x + dt φ (α − (α + β) x) F(dt φ (α + β))
//! V₁ = V + dt/C (I + Σ g E − G V) F(G dt/C),   G = Σ g,       F(z) = (1 − e^(−z))/z
//! ```
//!
//! Order 1, stable at any step. α = a/q and β = b/q come as fractions
//! ([`rate_lanes`](super::rate_lanes)), so a gate costs two divisions and no branch.

use super::HodgkinHuxley;
use super::rate_lanes::{self, BLOCK, Block, RateLanes, Rates};
use crate::math::{self, dispatch::vectorised};
use crate::neuron::channels::Channels;
use crate::neuron::point::{PointNeuron, Refractory, Stepper, Stretch, Variable};
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

    fn method(&self, dt_ms: f64) -> ExponentialEuler {
        // 1 µF/cm² is 1 pF in 100 µm², 1 mS/cm² is 1 nS.
        let area = self.area_um2 / 100.0;
        let [g_na, g_k, g_l] =
            [self.g_na_ms_cm2, self.g_k_ms_cm2, self.g_l_ms_cm2].map(|g| g * area);
        ExponentialEuler {
            rates: RateLanes::new(self.channels.set()),
            gate_dt: dt_ms * self.membrane().temperature_factor(),
            currents: Currents {
                g_na,
                g_k,
                g_l,
                pull_na: g_na * self.e_na_mv,
                pull_k: g_k * self.e_k_mv,
                pull_l: g_l * self.e_l_mv,
                dt_per_c: dt_ms / (area * self.c_m_uf_cm2),
            },
            dt_ms,
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
        Box::new(self.method(dt_ms))
    }
}

/// The currents of a cell: conductances g in nS, g E in pA, dt/C in ms/pF.
#[derive(Clone, Copy)]
struct Currents {
    g_na: f64,
    g_k: f64,
    g_l: f64,
    pull_na: f64,
    pull_k: f64,
    pull_l: f64,
    dt_per_c: f64,
}

struct ExponentialEuler {
    rates: RateLanes,
    /// φ dt, ms.
    gate_dt: f64,
    currents: Currents,
    dt_ms: f64,
}

impl Stepper for ExponentialEuler {
    fn advance(&self, stretch: Stretch<'_>) {
        let Stretch {
            state,
            cells,
            drive,
            conductance_ns,
            ..
        } = stretch;
        let [v, m, h, n] = state else {
            unreachable!("the state is that of the variables: v, m, h, n")
        };
        advance(Cells {
            state: [v, m, h, n].map(|values| &mut values[cells.clone()]),
            drive,
            conductance: conductance_ns,
            method: self,
        });
    }

    /// Nothing: V goes on.
    fn fire(&self, _: &mut [Vec<f64>], _: usize) {}

    fn noise_gain(&self) -> f64 {
        1.0 / self.dt_ms.sqrt()
    }
}

/// State and input of some cells; no conductances are an empty slice.
struct Cells<'a> {
    method: &'a ExponentialEuler,
    state: [&'a mut [f64]; 4],
    drive: &'a [f64],
    conductance: &'a [f64],
}

/// Intermediate values of a block. One loop for each of them and not one for all: the processor
/// then finds the steps of several cells to overlap.
struct Room {
    exponentials: rate_lanes::Room,
    slope: Block,
    decay: Block,
}

const NOTHING: Block = [0.0; BLOCK];

vectorised! {
    fn advance(cells: Cells<'_>) {
        let Cells { method, state: [v, m, h, n], drive, conductance } = cells;
        let mut room = Room {
            exponentials: rate_lanes::EMPTY,
            slope: NOTHING,
            decay: NOTHING,
        };
        let (vs, v_rest) = v.as_chunks_mut();
        let (ms, m_rest) = m.as_chunks_mut();
        let (hs, h_rest) = h.as_chunks_mut();
        let (ns, n_rest) = n.as_chunks_mut();
        let (drives, drive_rest) = drive.as_chunks();
        let (conductances, conductance_rest) = conductance.as_chunks();
        let blocks = vs.iter_mut().zip(ms).zip(hs).zip(ns).zip(drives).enumerate();
        for (i, ((((v, m), h), n), drive)) in blocks {
            let conductance = conductances.get(i).unwrap_or(&NOTHING);
            method.step([v, m, h, n], drive, conductance, &mut room);
        }
        if !v_rest.is_empty() {
            let rest = [v_rest, m_rest, h_rest, n_rest];
            let mut padded = [&*rest[0], &*rest[1], &*rest[2], &*rest[3]].map(block_of);
            let (drive, conductance) = (block_of(drive_rest), block_of(conductance_rest));
            method.step(padded.each_mut(), &drive, &conductance, &mut room);
            for (rest, padded) in rest.into_iter().zip(&padded) {
                rest.copy_from_slice(&padded[..rest.len()]);
            }
        }
    }
}

/// The values, and zeros behind them.
fn block_of(values: &[f64]) -> Block {
    let mut block = NOTHING;
    block[..values.len()].copy_from_slice(values);
    block
}

impl ExponentialEuler {
    /// One step of a block. The rates are those at the old V, the conductances those of the old
    /// gates.
    #[inline(always)]
    fn step(
        &self,
        [v, m, h, n]: [&mut Block; 4],
        drive: &Block,
        conductance: &Block,
        room: &mut Room,
    ) {
        let Room {
            exponentials,
            slope,
            decay,
        } = room;
        self.rates.exponentials(v, exponentials);
        self.currents
            .slope(v, [m, h, n], (drive, conductance), slope, decay);
        relax(v, slope, decay);
        for (gate, x) in [m, h, n].into_iter().enumerate() {
            gate_slope(
                x,
                self.rates.of_gate(gate, exponentials),
                self.gate_dt,
                slope,
                decay,
            );
            relax(x, slope, decay);
        }
    }
}

/// x₁ = x + slope · F(decay).
#[inline(always)]
fn relax(x: &mut Block, slope: &Block, decay: &Block) {
    for cell in 0..BLOCK {
        x[cell] += slope[cell] * math::fade_integral(decay[cell]);
    }
}

impl Currents {
    /// dt dV/dt and dt G/C.
    #[inline(always)]
    fn slope(
        &self,
        v: &Block,
        [m, h, n]: [&Block; 3],
        (drive, conductance): (&Block, &Block),
        slope: &mut Block,
        decay: &mut Block,
    ) {
        for cell in 0..BLOCK {
            let (m, h, n) = (m[cell], h[cell], n[cell]);
            let (na, k) = ((m * m) * (m * h), (n * n) * (n * n));
            let g = (self.g_na * na + self.g_k * k) + (self.g_l + conductance[cell]);
            let pull = (self.pull_na * na + self.pull_k * k) + (self.pull_l + drive[cell]);
            slope[cell] = (pull - g * v[cell]) * self.dt_per_c;
            decay[cell] = g * self.dt_per_c;
        }
    }
}

/// dt φ (α − (α + β) x) and dt φ (α + β), where α = a/q and β = b/q.
#[inline(always)]
fn gate_slope(
    x: &Block,
    [opening, closing]: [Rates<'_>; 2],
    dt: f64,
    slope: &mut Block,
    decay: &mut Block,
) {
    for cell in 0..BLOCK {
        let (above, below) = opening.fraction(cell);
        let (above_closing, below_closing) = closing.fraction(cell);
        let a = above * below_closing;
        let total = a + above_closing * below;
        let per_q = dt / (below * below_closing);
        slope[cell] = (a - total * x[cell]) * per_q;
        decay[cell] = total * per_q;
    }
}

#[cfg(test)]
#[path = "point_tests.rs"]
mod tests;
