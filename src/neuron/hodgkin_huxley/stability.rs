//! Rest under a constant current, and what becomes of a small disturbance of it.
//!
//! With y = (V, m, h, n) and y′ = f(y), a disturbance of the rest state grows or decays as e^(λt) with
//! the eigenvalues λ of the Jacobian ∂f/∂y there. A complex pair −δ ± iω is a damped oscillation of
//! period 2π/ω, as Hodgkin & Huxley 1952 (p. 540 and Fig. 23) describe it below threshold; where its
//! real part passes zero the rest state gives way to oscillation (Hopf bifurcation).

use super::{H, HodgkinHuxley, M, N, State, V};
use crate::integrate::find_root;
use crate::math::eigenvalues::eigenvalues;

/// A Hopf bifurcation of the rest state.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hopf {
    /// Current density, µA/cm².
    pub i_ua_cm2: f64,
    /// Potential of the rest state, mV.
    pub v_mv: f64,
    /// ω/2π, Hz.
    pub frequency_hz: f64,
}

impl HodgkinHuxley {
    /// ∂f/∂y at a state, by rows, in 1/ms, mV and pure numbers.
    pub fn jacobian(&self, state: &State) -> [[f64; 4]; 4] {
        let [v, m, h, n] = *state;
        let (g_na, g_k) = self.conductances(state);
        let (drive_na, drive_k) = (v - self.e_na_mv, v - self.e_k_mv);
        let c = self.c_m_uf_cm2;
        let phi = self.temperature_factor();
        let mut rows = [[0.0; 4]; 4];
        rows[V][V] = -(g_na + g_k + self.g_l_ms_cm2) / c;
        rows[V][M] = -3.0 * self.g_na_ms_cm2 * m * m * h * drive_na / c;
        rows[V][H] = -self.g_na_ms_cm2 * m * m * m * drive_na / c;
        rows[V][N] = -4.0 * self.g_k_ms_cm2 * n * n * n * drive_k / c;
        let gates = [self.channels.m, self.channels.h, self.channels.n];
        for ((index, x), gate) in [(M, m), (H, h), (N, n)].into_iter().zip(gates) {
            let (opening, closing) = (gate.opening, gate.closing);
            rows[index][index] = -phi * (opening.at(v) + closing.at(v));
            rows[index][V] = phi * (opening.slope_at(v) * (1.0 - x) - closing.slope_at(v) * x);
        }
        rows
    }

    /// The eigenvalues (real, imaginary) of the Jacobian where the membrane is steady at `v_mv`,
    /// 1/ms, the least stable first.
    pub fn eigenvalues_at(&self, v_mv: f64) -> Vec<(f64, f64)> {
        eigenvalues(&self.jacobian(&self.steady_at(v_mv)))
    }

    /// The potential at which the membrane is steady under a constant current density: the lowest
    /// one. `None` when there is none within 300 mV of the equilibrium potentials.
    pub fn steady_potential_mv(&self, i_ua_cm2: f64) -> Option<f64> {
        let ends = [self.e_na_mv, self.e_k_mv, self.e_l_mv];
        let low = ends.into_iter().fold(f64::INFINITY, f64::min);
        let high = ends.into_iter().fold(f64::NEG_INFINITY, f64::max);
        let (low, high) = match i_ua_cm2 {
            i if i > 0.0 => (low - 1.0, high + 300.0),
            i if i < 0.0 => (low - 300.0, high + 1.0),
            _ => (low - 1.0, high + 1.0),
        };
        let excess = |v: f64| self.steady_current(v) - i_ua_cm2;
        // Steps of 0.25 mV or less separate the roots of any membrane with several.
        let pieces = ((high - low) / 0.25).ceil().max(1.0) as usize;
        let at = |i: usize| low + (high - low) * i as f64 / pieces as f64;
        let mut a = (low, excess(low));
        for i in 1..=pieces {
            let b = (at(i), excess(at(i)));
            if a.1 < 0.0 && b.1 >= 0.0 {
                return Some(find_root(excess, a, b, 0.0));
            }
            a = b;
        }
        None
    }

    /// The Hopf bifurcations of the rest state between two potentials, from low to high: where the
    /// real part of the leading complex pair passes zero. Passages closer than `(to − from)/400` are
    /// not told apart.
    pub fn hopf_bifurcations(&self, (from_mv, to_mv): (f64, f64)) -> Vec<Hopf> {
        const PIECES: usize = 400;
        let growth = |v: f64| {
            let pair = self
                .eigenvalues_at(v)
                .into_iter()
                .find(|value| value.1 > 0.0);
            pair.map_or(f64::NAN, |pair| pair.0)
        };
        let at = |i: usize| from_mv + (to_mv - from_mv) * i as f64 / PIECES as f64;
        let mut found = Vec::new();
        let mut a = (at(0), growth(at(0)));
        for i in 1..=PIECES {
            let b = (at(i), growth(at(i)));
            if a.1 * b.1 < 0.0 {
                let v_mv = find_root(growth, a, b, 0.0);
                let pair = self.eigenvalues_at(v_mv);
                let omega = pair.iter().map(|value| value.1).fold(0.0, f64::max);
                found.push(Hopf {
                    i_ua_cm2: self.steady_current(v_mv),
                    v_mv,
                    frequency_hz: 1000.0 * omega / std::f64::consts::TAU,
                });
            }
            a = b;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neuron::channels::CHANNEL_SETS;

    #[test]
    fn the_jacobian_is_the_derivative_of_the_right_hand_side() {
        for channels in CHANNEL_SETS {
            let membrane = HodgkinHuxley {
                temperature_c: channels.reference_c - 5.0,
                ..HodgkinHuxley::with(channels)
            };
            let right = membrane.under_current(3.0);
            // At −40 and −23 mV linoids pass their singularities.
            for v in [-70.0, -40.0, -23.0, 10.0] {
                let state = [v, 0.3, 0.4, 0.5];
                let jacobian = membrane.jacobian(&state);
                for j in 0..4 {
                    let width = if j == V { 1e-3 } else { 1e-5 };
                    let (mut above, mut below) = (state, state);
                    above[j] += width;
                    below[j] -= width;
                    let (mut up, mut down) = ([0.0; 4], [0.0; 4]);
                    right(0.0, &above, &mut up);
                    right(0.0, &below, &mut down);
                    for i in 0..4 {
                        let slope = (up[i] - down[i]) / (2.0 * width);
                        let error = (jacobian[i][j] - slope).abs();
                        assert!(
                            error < 1e-6 * (1.0 + slope.abs()),
                            "{} at {v} mV, ({i}, {j}): {} and {slope}",
                            channels.name,
                            jacobian[i][j]
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn steady_potentials_carry_their_current() {
        let membrane = HodgkinHuxley::default();
        for i in [-20.0, 0.0, 6.0, 100.0, 500.0] {
            let v = membrane.steady_potential_mv(i).unwrap();
            assert!((membrane.steady_current(v) - i).abs() < 1e-9 * (1.0 + i.abs()));
        }
        assert_eq!(
            membrane.steady_potential_mv(0.0),
            membrane.resting_potential_mv()
        );
    }
}
