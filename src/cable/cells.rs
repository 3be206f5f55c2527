//! The membranes of all cells of a cable through one step, several at a time.
//!
//! Gates live half a step away from potentials (Hines 1984, Int. J. Biomed. Comput. 15:69–76). With V
//! of the time t known, the trapezoidal rule takes them from t − Δt/2 to t + Δt/2:
//!
//! ```text
//! x⁺ = (x⁻ (1 − r) + Δt φ α)/(1 + r),   r = Δt φ (α + β)/2
//! ```
//!
//! and the conductances of the middle of the step give the implicit equation for the potential V̄
//! there, (2C/Δt + Σ g) V̄ − (a/2R) ∂²V̄/∂x² = (2C/Δt) V + Σ g E + I.

use crate::math::dispatch::vectorised;
use crate::neuron::HodgkinHuxley;
use crate::neuron::hodgkin_huxley::{RateTable, State};

/// What is the same in every cell and step.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub membrane: HodgkinHuxley,
    pub rates: &'static RateTable,
    /// φ Δt/2, ms.
    pub half_phi_dt: f64,
    /// 2C/Δt, mS/cm².
    pub capacity: f64,
}

/// The cells: potentials, gates, and the rows of the equation for V̄ without its axial part.
pub struct Cells<'a> {
    pub step: Step,
    pub v: &'a [f64],
    /// The gates in their places of a [`State`]; the place of V is not used.
    pub gates: &'a mut [State],
    /// 2C/Δt + Σ g, mS/cm².
    pub diagonal: &'a mut [f64],
    /// (2C/Δt) V + Σ g E, µA/cm².
    pub right: &'a mut [f64],
}

vectorised! {
    /// Takes all cells through a step.
    pub fn advance(cells: &mut Cells<'_>) {
        let step = cells.step;
        let rows = cells.diagonal.iter_mut().zip(cells.right.iter_mut());
        for ((&v, gates), row) in cells.v.iter().zip(cells.gates.iter_mut()).zip(rows) {
            *gates = step.half_step_on(v, gates);
            (*row.0, *row.1) = step.row(v, gates);
        }
    }
}

impl Step {
    /// The gates half a step after the time at which the potential is `v_mv`.
    #[inline(always)]
    fn half_step_on(&self, v_mv: f64, gates: &State) -> State {
        let rates = self.rates.at(v_mv);
        let mut after = [0.0; 4];
        for i in 0..4 {
            let r = self.half_phi_dt * rates.total[i];
            let opened = 2.0 * self.half_phi_dt * rates.opening[i];
            after[i] = (gates[i] * (1.0 - r) + opened) / (1.0 + r);
        }
        after
    }

    /// Diagonal and right-hand side of the row of a cell.
    #[inline(always)]
    fn row(&self, v_mv: f64, gates: &State) -> (f64, f64) {
        let membrane = &self.membrane;
        let (g_na, g_k) = membrane.conductances(gates);
        let g_l = membrane.g_l_ms_cm2;
        let pull = g_na * membrane.e_na_mv + g_k * membrane.e_k_mv + g_l * membrane.e_l_mv;
        let diagonal = self.capacity + g_na + g_k + g_l;
        (diagonal, self.capacity * v_mv + pull)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neuron::channels::CHANNEL_SETS;
    use crate::neuron::hodgkin_huxley::M;

    fn step(membrane: HodgkinHuxley, half_phi_dt: f64) -> Step {
        Step {
            membrane,
            rates: RateTable::of(membrane.channels),
            half_phi_dt,
            capacity: 1000.0,
        }
    }

    type Columns = (Vec<State>, Vec<f64>, Vec<f64>);

    fn advanced(membrane: HodgkinHuxley, path: fn(&mut Cells<'_>)) -> Columns {
        // Beyond the table of rates, too.
        let v: Vec<f64> = (0..131).map(|i| -150.0 + 2.0 * f64::from(i)).collect();
        let mut gates = vec![[0.0, 0.1, 0.6, 0.4]; v.len()];
        let (mut diagonal, mut right) = (vec![0.0; v.len()], vec![0.0; v.len()]);
        path(&mut Cells {
            step: step(membrane, 0.003),
            v: &v,
            gates: &mut gates,
            diagonal: &mut diagonal,
            right: &mut right,
        });
        (gates, diagonal, right)
    }

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn every_instruction_set_gives_the_same_bits() {
        for channels in CHANNEL_SETS {
            let membrane = HodgkinHuxley::with(channels);
            let plain = advanced(membrane, advance::plain);
            if is_x86_feature_detected!("avx2") {
                // SAFETY: the processor has AVX2.
                let wide = advanced(membrane, |cells| unsafe { advance::avx2(cells) });
                assert_eq!(wide, plain, "{}", channels.name);
            }
            if is_x86_feature_detected!("avx512f") {
                // SAFETY: the processor has AVX-512F.
                let wide = advanced(membrane, |cells| unsafe { advance::avx512(cells) });
                assert_eq!(wide, plain, "{}", channels.name);
            }
        }
    }

    /// dx/dt = φ (α (1 − x) − β x) at a potential that stands still, to second order.
    #[test]
    fn a_gate_relaxes_to_second_order() {
        let membrane = HodgkinHuxley::default();
        let rate = membrane.rates(-40.0).m;
        let sum = rate.opening + rate.closing;
        let exact = rate.steady() + (0.05 - rate.steady()) * (-sum).exp();
        let error = |steps: u32| {
            let step = step(membrane, 0.5 / f64::from(steps));
            let start = [0.0, 0.05, 0.0, 0.0];
            let end = (0..steps).fold(start, |gates, _| step.half_step_on(-40.0, &gates));
            (end[M] - exact).abs()
        };
        let order = (error(50) / error(100)).log2();
        assert!((order - 2.0).abs() < 0.01, "{order}");
    }
}
