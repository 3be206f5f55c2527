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
//! mV becomes E_l = −54.387 mV. Units everywhere: mV, ms, µA/cm², mS/cm², µF/cm², °C.

use crate::integrate::find_root;
use crate::math;

/// The potential from which the paper counts depolarisation, mV.
pub const REFERENCE_MV: f64 = -65.0;

/// The constants of the membrane. The defaults are those of Table 3 of the paper at 6.3 °C.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HodgkinHuxley {
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
        HodgkinHuxley {
            c_m_uf_cm2: 1.0,
            g_na_ms_cm2: 120.0,
            g_k_ms_cm2: 36.0,
            g_l_ms_cm2: 0.3,
            e_na_mv: 50.0,
            e_k_mv: -77.0,
            e_l_mv: -54.387,
            temperature_c: 6.3,
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

/// Opening and closing rates of one gate at 6.3 °C, 1/ms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// α, opening.
    pub opening: f64,
    /// β, closing.
    pub closing: f64,
}

impl Rate {
    /// The value at which the gate stands still: α/(α + β).
    pub fn steady(self) -> f64 {
        self.opening / (self.opening + self.closing)
    }

    /// α (1 − x) − β x.
    fn flow(self, x: f64) -> f64 {
        self.opening * (1.0 - x) - self.closing * x
    }
}

/// Rates of the gates m, h and n at a potential, at 6.3 °C.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// Sodium activation.
    pub m: Rate,
    /// Sodium inactivation.
    pub h: Rate,
    /// Potassium activation.
    pub n: Rate,
}

impl Rates {
    /// The rates at the potential `v_mv`. Where (25 − u) or (10 − u) vanish they take their limits.
    ///
    /// Six exponentials are two: with w = e^(−u/80), e^(−u/20) = w⁴ and e^(−u/10) = w⁸ (which
    /// costs a relative error of some 10⁻¹⁵), and e^(−u/18) stands alone.
    pub fn at(v_mv: f64) -> Self {
        let u = v_mv - REFERENCE_MV;
        let w = math::exp(-u / 80.0);
        let w2 = w * w;
        let w4 = w2 * w2;
        let w8 = w4 * w4;
        Rates {
            m: Rate {
                opening: exponential_ratio((25.0 - u) / 10.0, E_2_5 * w8),
                closing: 4.0 * math::exp(-u / 18.0),
            },
            h: Rate {
                opening: 0.07 * w4,
                closing: 1.0 / (E_3 * w8 + 1.0),
            },
            n: Rate {
                opening: 0.1 * exponential_ratio((10.0 - u) / 10.0, std::f64::consts::E * w8),
                closing: 0.125 * w,
            },
        }
    }
}

/// e^2.5.
const E_2_5: f64 = 12.182_493_960_703_473;
/// e³.
const E_3: f64 = 20.085_536_923_187_668;

/// x/(e^x − 1) given x and e^x, 1 at x = 0. Near 0, where the difference cancels, its Taylor
/// series Σ B_k x^k/k! with the Bernoulli numbers B_k (Abramowitz & Stegun 1964, 23.1.1); the first
/// term left out is below 10⁻¹⁵.
fn exponential_ratio(x: f64, exp_x: f64) -> f64 {
    if x.abs() >= 0.5 {
        return x / (exp_x - 1.0);
    }
    let z = x * x;
    let even = -691.0 / 1_307_674_368_000.0;
    let even = 1.0 / 47_900_160.0 + z * even;
    let even = -1.0 / 1_209_600.0 + z * even;
    let even = 1.0 / 30_240.0 + z * even;
    let even = -1.0 / 720.0 + z * even;
    let even = 1.0 / 12.0 + z * even;
    1.0 - 0.5 * x + z * even
}

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
    pub fn total(self) -> f64 {
        self.na + self.k + self.l
    }
}

impl HodgkinHuxley {
    /// φ = 3^((T − 6.3)/10): how much faster the gates are than at 6.3 °C.
    pub fn temperature_factor(&self) -> f64 {
        math::exp((self.temperature_c - 6.3) / 10.0 * math::ln(3.0))
    }

    /// The state at a potential with the gates steady there.
    pub fn steady_at(&self, v_mv: f64) -> State {
        let rates = Rates::at(v_mv);
        [v_mv, rates.m.steady(), rates.h.steady(), rates.n.steady()]
    }

    /// Sodium and potassium conductance g_Na m³h and g_K n⁴, mS/cm².
    pub fn conductances(&self, state: &State) -> (f64, f64) {
        let [_, m, h, n] = *state;
        (
            self.g_na_ms_cm2 * m * m * m * h,
            self.g_k_ms_cm2 * (n * n) * (n * n),
        )
    }

    /// The ionic currents in a state.
    pub fn currents(&self, state: &State) -> Currents {
        let v = state[V];
        let (g_na, g_k) = self.conductances(state);
        Currents {
            na: g_na * (v - self.e_na_mv),
            k: g_k * (v - self.e_k_mv),
            l: self.g_l_ms_cm2 * (v - self.e_l_mv),
        }
    }

    /// The right-hand side f(t, y, y′) under a constant current density of `i_ua_cm2`
    /// (depolarising when positive), for [`crate::integrate::Solver`]; y′ in mV/ms and 1/ms.
    pub fn under_current(&self, i_ua_cm2: f64) -> impl Fn(f64, &State, &mut State) {
        let membrane = *self;
        let phi = self.temperature_factor();
        move |_, state, slope| {
            let rates = Rates::at(state[V]);
            slope[V] = (i_ua_cm2 - membrane.currents(state).total()) / membrane.c_m_uf_cm2;
            slope[M] = phi * rates.m.flow(state[M]);
            slope[H] = phi * rates.h.flow(state[H]);
            slope[N] = phi * rates.n.flow(state[N]);
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
        let ends = [self.e_na_mv, self.e_k_mv, self.e_l_mv];
        let low = ends.into_iter().fold(f64::INFINITY, f64::min) - 1.0;
        let high = ends.into_iter().fold(f64::NEG_INFINITY, f64::max) + 1.0;
        // Steps of 0.25 mV or less separate the roots of any membrane with several.
        let pieces = ((high - low) / 0.25).ceil().max(1.0) as usize;
        let at = |i: usize| low + (high - low) * i as f64 / pieces as f64;
        let current = |v| self.steady_current(v);
        (0..pieces)
            .map(|i| {
                let (a, b) = (at(i), at(i + 1));
                ((a, current(a)), (b, current(b)))
            })
            .find(|&((_, ia), (_, ib))| ia < 0.0 && ib >= 0.0)
            .map(|(a, b)| find_root(current, a, b, 0.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rates_are_those_of_the_paper() {
        for v in [-120.0, -80.0, -65.0, -50.3, -20.0, 0.0, 40.0] {
            let u: f64 = v + 65.0;
            let rates = Rates::at(v);
            let pairs = [
                (
                    rates.n.opening,
                    0.01 * (10.0 - u) / (((10.0 - u) / 10.0).exp() - 1.0),
                ),
                (rates.n.closing, 0.125 * (-u / 80.0).exp()),
                (
                    rates.m.opening,
                    0.1 * (25.0 - u) / (((25.0 - u) / 10.0).exp() - 1.0),
                ),
                (rates.m.closing, 4.0 * (-u / 18.0).exp()),
                (rates.h.opening, 0.07 * (-u / 20.0).exp()),
                (rates.h.closing, 1.0 / (((30.0 - u) / 10.0).exp() + 1.0)),
            ];
            for (index, (got, expected)) in pairs.into_iter().enumerate() {
                assert!(
                    (got / expected - 1.0).abs() < 1e-13,
                    "rate {index} at {v} mV"
                );
            }
        }
    }

    #[test]
    fn the_removable_singularities_are_smooth() {
        // e^x − 1 without cancellation is the platform's expm1.
        for x in [
            -0.6_f64, -0.5, -0.499, -1e-3, -1e-9, 0.0, 1e-300, 1e-9, 0.1, 0.499, 0.5, 3.0,
        ] {
            let expected = if x == 0.0 { 1.0 } else { x / x.exp_m1() };
            let got = exponential_ratio(x, x.exp());
            assert!(
                (got / expected - 1.0).abs() < 2e-15,
                "{x}: {got} and {expected}"
            );
        }
        assert_eq!(Rates::at(-40.0).m.opening, 1.0);
        assert_eq!(Rates::at(-55.0).n.opening, 0.1);
    }

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
