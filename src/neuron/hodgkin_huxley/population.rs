//! Exponential Euler for many cells of Hodgkin–Huxley type (Rush & Larsen 1978, IEEE Trans. Biomed.
//! Eng. 25:389; for the benchmark networks Brette et al. 2007, J. Comput. Neurosci. 23:349–398): every
//! equation is linear in its own variable while the others stand still where they are at the beginning
//! of the step, and is solved exactly,
//!
//! ```text
//! x₁ = x + dt φ (α − (α + β) x) F(dt φ (α + β))
//! V₁ = V + dt/C (I + Σ g E − G V) F(G dt/C),   G = Σ g,       F(z) = (1 − e^(−z))/z
//! ```
//!
//! Order 1, stable at any step. α = a/q and β = b/q come as fractions
//! ([`rate_lanes`](super::rate_lanes)), so a gate costs two divisions and no branch.

use super::point::HodgkinHuxleyCell;
use super::rate_lanes::{self, BLOCK, Block, RateLanes, Rates};
use crate::math::{self, dispatch::vectorised};
use crate::neuron::point::{Stepper, Stretch};

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

/// The method of a cell for one dt.
pub(super) struct ExponentialEuler {
    rates: RateLanes,
    /// φ dt, ms.
    gate_dt: f64,
    currents: Currents,
    dt_ms: f64,
}

impl ExponentialEuler {
    /// The method of these cells for steps of `dt_ms`.
    pub fn new(cell: &HodgkinHuxleyCell, dt_ms: f64) -> Self {
        // 1 µF/cm² is 1 pF in 100 µm², 1 mS/cm² is 1 nS.
        let area = cell.area_um2 / 100.0;
        let [g_na, g_k, g_l] =
            [cell.g_na_ms_cm2, cell.g_k_ms_cm2, cell.g_l_ms_cm2].map(|g| g * area);
        ExponentialEuler {
            rates: RateLanes::new(cell.channels.set()),
            gate_dt: dt_ms * cell.membrane().temperature_factor(),
            currents: Currents {
                g_na,
                g_k,
                g_l,
                pull_na: g_na * cell.e_na_mv,
                pull_k: g_k * cell.e_k_mv,
                pull_l: g_l * cell.e_l_mv,
                dt_per_c: dt_ms / (area * cell.c_m_uf_cm2),
            },
            dt_ms,
        }
    }
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
#[repr(C, align(64))]
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

/// x₁ = x + slope · F(decay), F as a fraction.
#[inline(always)]
fn relax(x: &mut Block, slope: &mut Block, decay: &mut Block) {
    // Either way the bits are the same.
    if math::all_near_zero(decay) {
        for cell in 0..BLOCK {
            let (numerator, denominator) = math::fade_fraction_near_zero(decay[cell]);
            slope[cell] *= numerator;
            decay[cell] = denominator;
        }
    } else {
        for cell in 0..BLOCK {
            let (numerator, denominator) = math::fade_fraction(decay[cell]);
            slope[cell] *= numerator;
            decay[cell] = denominator;
        }
    }
    for cell in 0..BLOCK {
        x[cell] += slope[cell] / decay[cell];
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
#[path = "population_tests.rs"]
mod tests;
