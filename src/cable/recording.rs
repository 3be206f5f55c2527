//! Electrodes along a cable: the potential at every step, the conductances in the middle of every
//! step, and what is read from them.

use super::Cable;
use crate::integrate::find_root;
use crate::neuron::HodgkinHuxley;
use crate::neuron::hodgkin_huxley::Currents;

/// Electrodes and what they saw so far.
#[derive(Clone, Debug)]
pub struct Recording {
    cells: Vec<usize>,
    /// One an electrode, in the order in which they were given.
    pub traces: Vec<Trace>,
}

/// What one electrode saw.
#[derive(Clone, Debug)]
pub struct Trace {
    /// Where it is: the centre of a cell, mm.
    pub at_mm: f64,
    /// Δt, ms.
    pub dt_ms: f64,
    /// V at the times 0, Δt, 2 Δt …, mV.
    pub v_mv: Vec<f64>,
    /// Sodium conductance at Δt/2, 3Δt/2 …, mS/cm².
    pub g_na_ms_cm2: Vec<f64>,
    /// Potassium conductance then, mS/cm².
    pub g_k_ms_cm2: Vec<f64>,
    /// Ionic currents then.
    pub currents: Vec<Currents>,
    rest: Currents,
}

impl Recording {
    /// Electrodes in the cells that hold the places `at_mm` of a resting cable.
    pub fn of(cable: &Cable, at_mm: &[f64]) -> Self {
        let grid = cable.grid();
        let cells: Vec<usize> = at_mm.iter().map(|&at| grid.cell_at(at)).collect();
        let trace = |&cell: &usize| {
            let v_mv = cable.potentials_mv()[cell];
            let membrane = cable.membrane();
            Trace {
                at_mm: grid.centre_mm(cell),
                dt_ms: grid.dt_ms,
                v_mv: vec![v_mv],
                g_na_ms_cm2: Vec::new(),
                g_k_ms_cm2: Vec::new(),
                currents: Vec::new(),
                rest: membrane.currents(&membrane.steady_at(v_mv)),
            }
        };
        Recording {
            traces: cells.iter().map(trace).collect(),
            cells,
        }
    }

    /// Takes down what a step did.
    pub fn observe(&mut self, cable: &Cable) {
        let membrane = cable.membrane();
        for (&cell, trace) in self.cells.iter().zip(&mut self.traces) {
            let middle = cable.middle_of_step(cell);
            let (g_na, g_k) = membrane.conductances(&middle);
            trace.v_mv.push(cable.potentials_mv()[cell]);
            trace.g_na_ms_cm2.push(g_na);
            trace.g_k_ms_cm2.push(g_k);
            trace.currents.push(membrane.currents(&middle));
        }
    }
}

/// Faraday's constant: 1 nC of a monovalent ion is that many pmol.
const PMOL_PER_NC: f64 = 1e3 / 96_485.332_12;

impl Trace {
    /// When V passed `level_mv` upwards, ms: the root of the cubic through the four steps around
    /// each passage.
    pub fn arrivals_ms(&self, level_mv: f64) -> Vec<f64> {
        let v = &self.v_mv;
        let passes = (1..v.len()).filter(|&i| v[i - 1] < level_mv && v[i] >= level_mv);
        let when = |i: usize| {
            let first = (i.max(2) - 2).min(v.len().saturating_sub(4));
            let nodes = &v[first..(first + 4).min(v.len())];
            let excess = |s: f64| through(nodes, s) - level_mv;
            let (a, b) = ((i - 1 - first) as f64, (i - first) as f64);
            let s = find_root(excess, (a, excess(a)), (b, excess(b)), 0.0);
            (first as f64 + s) * self.dt_ms
        };
        passes.map(when).collect()
    }

    /// The highest potential: (ms, mV) of the vertex of the parabola through the three steps
    /// around it.
    pub fn peak(&self) -> (f64, f64) {
        let mut highest = 0;
        for (i, v) in self.v_mv.iter().enumerate() {
            if *v > self.v_mv[highest] {
                highest = i;
            }
        }
        let at = |i: usize| (i as f64 * self.dt_ms, self.v_mv[i]);
        if highest == 0 || highest + 1 == self.v_mv.len() {
            return at(highest);
        }
        let [a, b, c] = [highest - 1, highest, highest + 1].map(|i| self.v_mv[i]);
        let bend = a - 2.0 * b + c;
        if bend == 0.0 {
            return at(highest);
        }
        let shift = 0.5 * (a - c) / bend;
        let t_ms = (highest as f64 + shift) * self.dt_ms;
        (t_ms, b - 0.25 * (a - c) * shift)
    }

    /// The lowest potential after the peak, mV.
    pub fn trough_mv(&self) -> f64 {
        let after = (self.peak().0 / self.dt_ms) as usize;
        let after = self.v_mv[after.min(self.v_mv.len() - 1)..].iter();
        after.copied().fold(f64::INFINITY, f64::min)
    }

    /// The steepest rise and the steepest fall, mV/ms (V/s).
    pub fn steepest(&self) -> (f64, f64) {
        let slopes = self
            .v_mv
            .windows(2)
            .map(|ends| (ends[1] - ends[0]) / self.dt_ms);
        slopes.fold((0.0, 0.0), |(rise, fall): (f64, f64), slope| {
            (rise.max(slope), fall.min(slope))
        })
    }

    /// The greatest of sodium conductance, potassium conductance and conductance in all, the leak
    /// of `membrane` included, mS/cm².
    pub fn greatest_conductances(&self, membrane: &HodgkinHuxley) -> [f64; 3] {
        let both = self.g_na_ms_cm2.iter().zip(&self.g_k_ms_cm2);
        both.fold([0.0; 3], |[na, k, all]: [f64; 3], (&g_na, &g_k)| {
            let total = g_na + g_k + membrane.g_l_ms_cm2;
            [na.max(g_na), k.max(g_k), all.max(total)]
        })
    }

    /// Net sodium entry and potassium loss through the membrane over the whole recording, beyond
    /// what flows at rest, pmol/cm².
    pub fn net_fluxes_pmol_cm2(&self) -> (f64, f64) {
        let excess = |current: fn(&Currents) -> f64| {
            let at_rest = current(&self.rest);
            let charge = self.currents.iter().map(|now| current(now) - at_rest);
            charge.sum::<f64>() * self.dt_ms * PMOL_PER_NC
        };
        (-excess(|now| now.na), excess(|now| now.k))
    }
}

/// The polynomial through equally spaced nodes 0, 1, 2 … at `s`, by Neville's scheme.
fn through(nodes: &[f64], s: f64) -> f64 {
    let mut p = [0.0; 4];
    p[..nodes.len()].copy_from_slice(nodes);
    for width in 1..nodes.len() {
        for i in 0..nodes.len() - width {
            let (left, right) = (i as f64, (i + width) as f64);
            p[i] = ((right - s) * p[i] + (s - left) * p[i + 1]) / (right - left);
        }
    }
    p[0]
}

/// The velocity of a pulse between two electrodes, m/s, from its first arrival at each; NaN where it
/// did not arrive.
pub fn velocity_m_s(from: &Trace, to: &Trace, level_mv: f64) -> f64 {
    let first = |trace: &Trace| trace.arrivals_ms(level_mv).first().copied();
    match (first(from), first(to)) {
        // mm/ms = m/s.
        (Some(a), Some(b)) => (to.at_mm - from.at_mm) / (b - a),
        _ => f64::NAN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trace(v_mv: Vec<f64>) -> Trace {
        let none = Currents {
            na: 0.0,
            k: 0.0,
            l: 0.0,
        };
        Trace {
            at_mm: 0.0,
            dt_ms: 0.1,
            v_mv,
            g_na_ms_cm2: vec![1.0, 4.0, 2.0],
            g_k_ms_cm2: vec![0.0, 1.0, 3.5],
            currents: vec![
                Currents {
                    na: -96.485_332_12,
                    k: 2.0 * 96.485_332_12,
                    l: 7.0,
                };
                2
            ],
            rest: none,
        }
    }

    /// A cubic is read exactly, at its ends and within.
    #[test]
    fn arrivals_are_roots_of_cubics() {
        let cubic = |t: f64| (t - 0.37) * (t * t + 1.0);
        let sampled = |from: i32| {
            trace(
                (from..from + 6)
                    .map(|i| cubic(0.1 * f64::from(i)))
                    .collect(),
            )
        };
        for from in [0, 1, 2, 3] {
            let found = sampled(from).arrivals_ms(0.0);
            assert_eq!(found.len(), 1);
            let expected = 0.37 - 0.1 * f64::from(from);
            assert!((found[0] - expected).abs() < 1e-14, "{from}: {found:?}");
        }
        assert!(trace(vec![1.0, -1.0]).arrivals_ms(0.0).is_empty());
        assert_eq!(trace(vec![-1.0, 1.0]).arrivals_ms(0.0), [0.05]);
    }

    #[test]
    fn peak_trough_and_slopes_are_read() {
        let parabola = |t: f64| 5.0 - 40.0 * (t - 0.23) * (t - 0.23);
        let seen = trace((0..6).map(|i| parabola(0.1 * f64::from(i))).collect());
        let (t, v) = seen.peak();
        assert!((t - 0.23).abs() < 1e-13 && (v - 5.0).abs() < 1e-13);
        assert_eq!(seen.trough_mv(), parabola(0.5));
        let (rise, fall) = seen.steepest();
        assert!((rise - 14.4).abs() < 1e-12 && (fall + 17.6).abs() < 1e-12);
        let membrane = HodgkinHuxley::default();
        assert_eq!(seen.greatest_conductances(&membrane), [4.0, 3.5, 5.8]);
    }

    /// 96.485 µA/cm² for 0.2 ms is 19.297 nC/cm², which is 0.2 pmol/cm².
    #[test]
    fn fluxes_are_charges_over_faradays_constant() {
        let (na, k) = trace(vec![0.0]).net_fluxes_pmol_cm2();
        assert!(
            (na - 0.2).abs() < 1e-14 && (k - 0.4).abs() < 1e-14,
            "{na} {k}"
        );
    }
}
