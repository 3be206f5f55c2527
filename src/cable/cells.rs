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
use crate::neuron::hodgkin_huxley::{Rate, Rates};

/// What is the same in every cell and step.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub membrane: HodgkinHuxley,
    /// φ Δt/2, ms.
    pub half_phi_dt: f64,
    /// 2C/Δt, mS/cm².
    pub capacity: f64,
}

/// Cells that go through a step together. Columns are padded to whole packs.
pub const PACK: usize = 8;

/// A number for each cell of a pack.
pub type Pack = [f64; PACK];

/// The cells: potentials, gates, and the rows of the equation for V̄ without its axial part.
pub struct Cells<'a> {
    pub step: Step,
    pub v: &'a [Pack],
    pub m: &'a mut [Pack],
    pub h: &'a mut [Pack],
    pub n: &'a mut [Pack],
    /// 2C/Δt + Σ g, mS/cm².
    pub diagonal: &'a mut [Pack],
    /// (2C/Δt) V + Σ g E, µA/cm².
    pub right: &'a mut [Pack],
}

impl Cells<'_> {
    #[inline(always)]
    fn advance(&mut self, rates: impl Fn(f64) -> Rates) {
        for i in 0..self.v.len() {
            let gates = [self.m[i], self.h[i], self.n[i]];
            let ([m, h, n], diagonal, right) = self.step.pack(&rates, self.v[i], gates);
            (self.m[i], self.h[i], self.n[i]) = (m, h, n);
            (self.diagonal[i], self.right[i]) = (diagonal, right);
        }
    }
}

impl Step {
    /// One pack: gates after the step, diagonal, right-hand side.
    #[inline(always)]
    fn pack(
        &self,
        rates: &impl Fn(f64) -> Rates,
        v: Pack,
        [mut m, mut h, mut n]: [Pack; 3],
    ) -> ([Pack; 3], Pack, Pack) {
        let (membrane, half, capacity) = (&self.membrane, self.half_phi_dt, self.capacity);
        let g_l = membrane.g_l_ms_cm2;
        let leak = g_l * membrane.e_l_mv;
        let (mut diagonal, mut right) = ([0.0; PACK], [0.0; PACK]);
        for l in 0..PACK {
            let rates = rates(v[l]);
            m[l] = half_step_on(rates.m, half, m[l]);
            h[l] = half_step_on(rates.h, half, h[l]);
            n[l] = half_step_on(rates.n, half, n[l]);
            let (g_na, g_k) = membrane.conductances(&[v[l], m[l], h[l], n[l]]);
            diagonal[l] = capacity + g_na + g_k + g_l;
            right[l] = capacity * v[l] + g_na * membrane.e_na_mv + g_k * membrane.e_k_mv + leak;
        }
        ([m, h, n], diagonal, right)
    }
}

/// x⁺ of the trapezoidal rule.
#[inline(always)]
fn half_step_on(rate: Rate, half_phi_dt: f64, x: f64) -> f64 {
    let (opening, closing) = (half_phi_dt * rate.opening, half_phi_dt * rate.closing);
    let r = opening + closing;
    (x * (1.0 - r) + 2.0 * opening) / (1.0 + r)
}

vectorised! {
    /// A step of cells with the squid's rates.
    pub fn advance_squid(cells: &mut Cells<'_>) {
        cells.advance(Rates::squid_lane);
    }
}

vectorised! {
    /// A step of cells with the rates of any set.
    pub fn advance_any(cells: &mut Cells<'_>) {
        let channels = cells.step.membrane.channels;
        cells.advance(|v_mv| Rates::lane(channels, v_mv));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neuron::channels::CHANNEL_SETS;

    type Path = fn(&mut Cells<'_>);

    fn advanced(membrane: HodgkinHuxley, path: Path) -> [Vec<Pack>; 5] {
        let lane = |l: usize| std::array::from_fn(|i| -90.0 + (PACK * l + i) as f64);
        let v: Vec<Pack> = (0..17).map(lane).collect();
        let mut columns = [0.1, 0.6, 0.4, 0.0, 0.0].map(|x| vec![[x; PACK]; v.len()]);
        let [m, h, n, diagonal, right] = &mut columns;
        let step = Step {
            membrane,
            half_phi_dt: 0.003,
            capacity: 1000.0,
        };
        path(&mut Cells {
            step,
            v: &v,
            m,
            h,
            n,
            diagonal,
            right,
        });
        columns
    }

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn every_instruction_set_gives_the_same_bits() {
        for channels in CHANNEL_SETS {
            let membrane = HodgkinHuxley::with(channels);
            let plain = advanced(membrane, advance_any::plain);
            let squid = advanced(membrane, advance_squid::plain);
            if is_x86_feature_detected!("avx2") {
                // SAFETY: the processor has AVX2.
                let any = advanced(membrane, |cells| unsafe { advance_any::avx2(cells) });
                assert_eq!(any, plain, "{}", channels.name);
                // SAFETY: the processor has AVX2.
                let fast = advanced(membrane, |cells| unsafe { advance_squid::avx2(cells) });
                assert_eq!(fast, squid);
            }
            if is_x86_feature_detected!("avx512f") {
                // SAFETY: the processor has AVX-512F.
                let any = advanced(membrane, |cells| unsafe { advance_any::avx512(cells) });
                assert_eq!(any, plain, "{}", channels.name);
                // SAFETY: the processor has AVX-512F.
                let fast = advanced(membrane, |cells| unsafe { advance_squid::avx512(cells) });
                assert_eq!(fast, squid);
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
            let half = 0.5 / f64::from(steps);
            let x = (0..steps).fold(0.05, |x, _| half_step_on(rate, half, x));
            (x - exact).abs()
        };
        let order = (error(50) / error(100)).log2();
        assert!((order - 2.0).abs() < 0.01, "{order}");
    }
}
