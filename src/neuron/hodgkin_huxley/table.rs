//! The rates of a channel set as a table of polynomials of the potential.
//!
//! All rates are functions of V alone, and smooth: α and α + β of the gates m, h and n are tabulated
//! in cells of V as polynomials through the Chebyshev nodes of the cell (Press et al. 1992,
//! *Numerical Recipes in C*, 5.8, 5.10). In cells [`CELL_PER_SCALE`] times as wide as the steepest
//! rate's s the interpolation errs by no more than rounding does, some 10⁻¹⁵ of a rate: the table is a
//! fast way to evaluate the rates, not an approximation of the model. (Tables of linear
//! interpolation, usual since Hines 1984, Int. J. Biomed. Comput. 15:69, shift spikes by as much as a
//! millisecond a second.)

use super::{H, M, N, Rates, State};
use crate::math;
use crate::neuron::channels::ChannelSet;
use std::sync::{Mutex, PoisonError};

/// Coefficients of each polynomial.
const TERMS: usize = 10;
/// Width of a cell in units of the least |s| among the rates of the set.
const CELL_PER_SCALE: f64 = 0.4;
/// Potentials outside this range are computed law by law.
const RANGE_MV: (f64, f64) = (-130.0, 90.0);

/// α and α + β of every gate at a potential, φ left out, 1/ms, each in the place that its gate has
/// in a [`State`]; 0 in the place of V.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GateRates {
    /// α.
    pub opening: State,
    /// α + β.
    pub total: State,
}

impl GateRates {
    const NONE: GateRates = GateRates {
        opening: [0.0; 4],
        total: [0.0; 4],
    };

    fn add(&mut self, factor: f64, other: &GateRates) {
        for i in 0..4 {
            self.opening[i] += factor * other.opening[i];
            self.total[i] += factor * other.total[i];
        }
    }
}

impl From<Rates> for GateRates {
    fn from(rates: Rates) -> Self {
        let mut all = GateRates::NONE;
        for (gate, rate) in [(M, rates.m), (H, rates.h), (N, rates.n)] {
            all.opening[gate] = rate.opening;
            all.total[gate] = rate.opening + rate.closing;
        }
        all
    }
}

/// The coefficients of powers 0, 1 … of the place in a cell, −½ at its lower and ½ at its upper
/// end.
type Cell = [GateRates; TERMS];

/// The table of a channel set.
#[derive(Debug)]
pub struct RateTable {
    channels: &'static ChannelSet,
    cells_per_mv: f64,
    /// The bits of [`ROUNDER`] + (middle of the first cell, in cells from 0 mV).
    first: u64,
    cells: Vec<Cell>,
}

/// 1.5·2⁵²: added to a number below 2⁵¹ it leaves the nearest integer in the low bits.
const ROUNDER: f64 = 6_755_399_441_055_744.0;

impl RateTable {
    /// The table of a set, made when it is first asked for and kept for the rest of the program.
    pub fn of(channels: &'static ChannelSet) -> &'static RateTable {
        static TABLES: Mutex<Vec<&'static RateTable>> = Mutex::new(Vec::new());
        let mut tables = TABLES.lock().unwrap_or_else(PoisonError::into_inner);
        let known = tables
            .iter()
            .find(|table| std::ptr::eq(table.channels, channels));
        known.copied().unwrap_or_else(|| {
            let table: &'static RateTable = Box::leak(Box::new(RateTable::new(channels)));
            tables.push(table);
            table
        })
    }

    fn new(channels: &'static ChannelSet) -> Self {
        let laws = [channels.m, channels.h, channels.n];
        let steepest = laws
            .iter()
            .flat_map(|gate| [gate.opening, gate.closing])
            .map(|law| law.scale_mv.abs())
            .fold(f64::INFINITY, f64::min);
        let width = CELL_PER_SCALE * steepest;
        let first = (RANGE_MV.0 / width).ceil();
        let last = (RANGE_MV.1 / width).floor();
        let at = |place: f64| GateRates::from(Rates::at(channels, place * width));
        let cells = (0..=(last - first) as usize)
            .map(|cell| interpolated(|x| at(first + cell as f64 + x)))
            .collect();
        RateTable {
            channels,
            cells_per_mv: 1.0 / width,
            first: (first + ROUNDER).to_bits(),
            cells,
        }
    }

    /// The rates at the potential `v_mv`.
    #[inline(always)]
    pub fn at(&self, v_mv: f64) -> GateRates {
        let place = v_mv * self.cells_per_mv;
        let rounded = place + ROUNDER;
        let x = place - (rounded - ROUNDER);
        let index = rounded.to_bits().wrapping_sub(self.first);
        let constant;
        let index = usize::try_from(index).unwrap_or(usize::MAX);
        let cell = match self.cells.get(index) {
            Some(cell) => cell,
            None => {
                constant = self.outside(v_mv);
                &constant
            }
        };
        GateRates {
            opening: polynomial(x, std::array::from_fn(|k| &cell[k].opening)),
            total: polynomial(x, std::array::from_fn(|k| &cell[k].total)),
        }
    }

    /// The rates at a potential outside the table, as a cell of polynomials of degree 0.
    #[cold]
    #[inline(never)]
    fn outside(&self, v_mv: f64) -> Cell {
        let mut cell = [GateRates::NONE; TERMS];
        cell[0] = Rates::at(self.channels, v_mv).into();
        cell
    }
}

/// Σ c_k x^k for four polynomials, the terms gathered pairwise (Estrin 1960) so that few wait for
/// others.
#[inline(always)]
fn polynomial(x: f64, c: [&State; TERMS]) -> State {
    let x2 = x * x;
    let x4 = x2 * x2;
    let x8 = x4 * x4;
    let mut sum = [0.0; 4];
    for i in 0..4 {
        let low = (c[0][i] + c[1][i] * x) + (c[2][i] + c[3][i] * x) * x2;
        let middle = (c[4][i] + c[5][i] * x) + (c[6][i] + c[7][i] * x) * x2;
        let high = c[8][i] + c[9][i] * x;
        sum[i] = (low + high * x8) + middle * x4;
    }
    sum
}

/// The polynomials in x through the values of f at the Chebyshev nodes of −½ … ½: f = Σ w_k T_k(2x)
/// with w_k = 2/n Σ_j f(x_j) T_k(2x_j), half of that for k = 0.
fn interpolated(f: impl Fn(f64) -> GateRates) -> Cell {
    let angle = |j: usize| std::f64::consts::PI * (j as f64 + 0.5) / TERMS as f64;
    let values: [GateRates; TERMS] = std::array::from_fn(|j| f(0.5 * math::cos(angle(j))));
    let mut cell = [GateRates::NONE; TERMS];
    // T_k(2x) by powers of x: T₀ = 1, T₁ = 2x, T_(k+1) = 4x T_k − T_(k−1).
    let (mut before, mut chebyshev) = ([0.0; TERMS], [0.0; TERMS]);
    chebyshev[0] = 1.0;
    for k in 0..TERMS {
        let half = if k == 0 { 0.5 } else { 1.0 };
        let mut weight = GateRates::NONE;
        for (j, value) in values.iter().enumerate() {
            let share = half * 2.0 / TERMS as f64 * math::cos(k as f64 * angle(j));
            weight.add(share, value);
        }
        for (term, power) in cell.iter_mut().zip(chebyshev) {
            term.add(power, &weight);
        }
        let next = std::array::from_fn(|i| {
            let shifted = if i == 0 { 0.0 } else { chebyshev[i - 1] };
            half * 4.0 * shifted - before[i]
        });
        (before, chebyshev) = (chebyshev, next);
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::super::V;
    use super::*;
    use crate::neuron::channels::CHANNEL_SETS;

    /// Inside the table and outside, at borders of cells and at the singularities of linoids.
    #[test]
    fn the_table_gives_what_the_laws_give() {
        for channels in CHANNEL_SETS {
            let table = RateTable::of(channels);
            for i in -1600..1600 {
                let v = 0.1 * f64::from(i);
                let (fast, slow) = (table.at(v), GateRates::from(Rates::at(channels, v)));
                for gate in [M, H, N] {
                    let of_opening = fast.opening[gate] / slow.opening[gate] - 1.0;
                    let of_total = fast.total[gate] / slow.total[gate] - 1.0;
                    assert!(
                        of_opening.abs() < 1e-14 && of_total.abs() < 1e-14,
                        "{}: gate {gate} at {v} mV, {of_opening:e} and {of_total:e}",
                        channels.name
                    );
                }
                assert_eq!((fast.opening[V], fast.total[V]), (0.0, 0.0));
            }
        }
    }

    #[test]
    fn a_potential_that_is_no_number_gives_no_rates() {
        let rates = RateTable::of(CHANNEL_SETS[0]).at(f64::NAN);
        assert!(rates.opening[M].is_nan() && rates.total[N].is_nan());
    }
}
