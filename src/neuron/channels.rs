//! Channel kinetics as data: how fast the gates m, h and n open and close at a potential.
//!
//! Hodgkin & Huxley (1952, J. Physiol. 117:500–544) and nearly all who followed them write a rate
//! in one of three forms of x = (V − V₀)/s:
//!
//! ```text
//! exponential   A e^x                 (α_h, β_m, β_n of 1952)
//! linoid        A x/(1 − e^(−x))      (α_m, α_n; A at x = 0, a removable singularity)
//! sigmoid       A/(1 + e^(−x))        (β_h)
//! ```
//!
//! with A in 1/ms, V₀ and s in mV (s < 0: the rate falls with depolarisation). A [`ChannelSet`] is
//! six such laws with the constants of the membrane they were measured on: to add a set, add an
//! entry and its line in [`CHANNEL_SETS`].

use crate::math;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The form of a rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A e^x.
    Exponential,
    /// A x/(1 − e^(−x)).
    Linoid,
    /// A/(1 + e^(−x)).
    Sigmoid,
}

/// One rate as a function of the membrane potential.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateLaw {
    /// Which function of x = (V − V₀)/s.
    pub form: Form,
    /// A, 1/ms.
    pub rate_per_ms: f64,
    /// V₀, mV, absolute.
    pub midpoint_mv: f64,
    /// s, mV.
    pub scale_mv: f64,
}

impl RateLaw {
    /// The rate at the potential `v_mv`, 1/ms, at the temperature the set was measured at.
    ///
    /// ```
    /// use galvani::neuron::channels::SQUID;
    /// // α_m = 0.1 (25 − u)/(e^((25 − u)/10) − 1) is 1 where u = V + 65 mV = 25 mV.
    /// assert_eq!(SQUID.m.opening.at(-40.0), 1.0);
    /// ```
    pub fn at(&self, v_mv: f64) -> f64 {
        // All forms are (p + q x)/(e^(−x) + d), and the linoid takes its series near 0.
        let a = self.rate_per_ms;
        let (p, q, d) = match self.form {
            Form::Exponential => (a, 0.0, 0.0),
            Form::Linoid => (0.0, -a, -1.0),
            Form::Sigmoid => (a, 0.0, 1.0),
        };
        let x = (v_mv - self.midpoint_mv) / self.scale_mv;
        let far = (p + q * x) / (math::exp(-x) + d);
        if self.form == Form::Linoid && x.abs() < SERIES_BELOW {
            a * exponential_ratio_series(-x)
        } else {
            far
        }
    }

    /// The derivative of the rate after the potential, 1/ms/mV.
    pub fn slope_at(&self, v_mv: f64) -> f64 {
        let x = (v_mv - self.midpoint_mv) / self.scale_mv;
        let e = math::exp(-x);
        let slope = match self.form {
            Form::Exponential => 1.0 / e,
            Form::Sigmoid => e / ((1.0 + e) * (1.0 + e)),
            // The series of the derivative; the first term left out is below 10⁻¹².
            Form::Linoid if x.abs() < 0.1 => {
                let z = x * x;
                0.5 + x * (1.0 / 6.0 - z * (1.0 / 180.0 - z * (1.0 / 5040.0 - z / 151_200.0)))
            }
            Form::Linoid => (1.0 - e - x * e) / ((1.0 - e) * (1.0 - e)),
        };
        self.rate_per_ms * slope / self.scale_mv
    }
}

/// Below this |x| the difference e^x − 1 is not trusted.
const SERIES_BELOW: f64 = 0.5;

/// x/(e^x − 1) near 0, where the difference cancels: the Taylor series Σ B_k x^k/k! with the
/// Bernoulli numbers B_k (Abramowitz & Stegun 1964, 23.1.1). The first term left out is below 10⁻¹⁵
/// for |x| ≤ ½.
#[inline(always)]
fn exponential_ratio_series(x: f64) -> f64 {
    let z = x * x;
    let even = -691.0 / 1_307_674_368_000.0;
    let even = 1.0 / 47_900_160.0 + z * even;
    let even = -1.0 / 1_209_600.0 + z * even;
    let even = 1.0 / 30_240.0 + z * even;
    let even = -1.0 / 720.0 + z * even;
    let even = 1.0 / 12.0 + z * even;
    1.0 - 0.5 * x + z * even
}

/// The two rates of a gate: dx/dt = φ (α (1 − x) − β x).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gate {
    /// α, opening.
    pub opening: RateLaw,
    /// β, closing.
    pub closing: RateLaw,
}

/// The gates of a membrane with a sodium current g_Na m³h (V − E_Na), a potassium current
/// g_K n⁴ (V − E_K) and a leak, and the constants that belong to them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChannelSet {
    /// Name in TOML.
    pub name: &'static str,
    /// Author, year, and what was measured.
    pub source: &'static str,
    /// Sodium activation.
    pub m: Gate,
    /// Sodium inactivation.
    pub h: Gate,
    /// Potassium activation.
    pub n: Gate,
    /// Temperature at which φ = 1, °C.
    pub reference_c: f64,
    /// How many times faster the gates are 10 °C above.
    pub q10: f64,
    /// The potential from which the set's authors count depolarisation, mV.
    pub origin_mv: f64,
    /// Membrane capacitance, µF/cm².
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
}

/// All channel sets; the first is the default.
pub const CHANNEL_SETS: [&ChannelSet; 2] = [&SQUID, &TRAUB_MILES];

/// A set by its name in files: the rates of its gates and the constants measured with them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Channels {
    /// Giant axon of the squid (Hodgkin & Huxley 1952).
    #[default]
    Squid,
    /// Hippocampal pyramidal cell (Traub & Miles 1991, as in Brette et al. 2007).
    TraubMiles,
}

impl Channels {
    /// The set itself.
    pub fn set(self) -> &'static ChannelSet {
        match self {
            Channels::Squid => &SQUID,
            Channels::TraubMiles => &TRAUB_MILES,
        }
    }
}

impl ChannelSet {
    /// The set of that name.
    pub fn find(name: &str) -> Option<&'static ChannelSet> {
        CHANNEL_SETS.into_iter().find(|set| set.name == name)
    }

    /// φ = q10^((T − T₀)/10): how much faster the gates are at `temperature_c` than where they were
    /// measured.
    pub fn temperature_factor(&self, temperature_c: f64) -> f64 {
        math::exp((temperature_c - self.reference_c) / 10.0 * math::ln(self.q10))
    }
}

const fn law(form: Form, rate_per_ms: f64, midpoint_mv: f64, scale_mv: f64) -> RateLaw {
    RateLaw {
        form,
        rate_per_ms,
        midpoint_mv,
        scale_mv,
    }
}

const fn gate(opening: RateLaw, closing: RateLaw) -> Gate {
    Gate { opening, closing }
}

use Form::{Exponential, Linoid, Sigmoid};

/// The squid giant axon: Hodgkin & Huxley 1952, eqs 12, 13, 20, 21, 23, 24 and Table 3, with
/// depolarisation u = V + 65 mV counted positive.
pub static SQUID: ChannelSet = ChannelSet {
    name: "squid",
    source: "Hodgkin & Huxley 1952, J. Physiol. 117:500-544, Table 3: the giant axon of Loligo",
    m: gate(
        law(Linoid, 1.0, -40.0, 10.0),
        law(Exponential, 4.0, -65.0, -18.0),
    ),
    h: gate(
        law(Exponential, 0.07, -65.0, -20.0),
        law(Sigmoid, 1.0, -35.0, 10.0),
    ),
    n: gate(
        law(Linoid, 0.1, -55.0, 10.0),
        law(Exponential, 0.125, -65.0, -80.0),
    ),
    reference_c: 6.3,
    q10: 3.0,
    origin_mv: -65.0,
    c_m_uf_cm2: 1.0,
    g_na_ms_cm2: 120.0,
    g_k_ms_cm2: 36.0,
    g_l_ms_cm2: 0.3,
    e_na_mv: 50.0,
    e_k_mv: -77.0,
    e_l_mv: -54.387,
};

/// Pyramidal cells of the hippocampus as modified for the COBAHH benchmark network: rates of Traub &
/// Miles 1991 with V_T = −63 mV, constants of Brette et al. 2007 (J. Comput. Neurosci. 23:349–398,
/// appendix B, benchmark 3). Their rates have no temperature; φ is 1 at 36 °C.
pub static TRAUB_MILES: ChannelSet = ChannelSet {
    name: "traub-miles",
    source: "Traub & Miles 1991, as in Brette et al. 2007, J. Comput. Neurosci. 23:349-398, \
             benchmark 3 (COBAHH)",
    m: gate(law(Linoid, 1.28, -50.0, 4.0), law(Linoid, 1.4, -23.0, -5.0)),
    h: gate(
        law(Exponential, 0.128, -46.0, -18.0),
        law(Sigmoid, 4.0, -23.0, 5.0),
    ),
    n: gate(
        law(Linoid, 0.16, -48.0, 5.0),
        law(Exponential, 0.5, -53.0, -40.0),
    ),
    reference_c: 36.0,
    q10: 3.0,
    origin_mv: -63.0,
    c_m_uf_cm2: 1.0,
    g_na_ms_cm2: 100.0,
    g_k_ms_cm2: 30.0,
    g_l_ms_cm2: 0.05,
    e_na_mv: 50.0,
    e_k_mv: -90.0,
    e_l_mv: -60.0,
};

#[cfg(test)]
mod tests {
    use super::*;

    const POTENTIALS: [f64; 9] = [-120.0, -80.0, -65.0, -55.1, -50.3, -23.2, -20.0, 0.0, 40.0];

    fn assert_laws(set: &ChannelSet, v: f64, expected: [f64; 6]) {
        let laws = [
            set.m.opening,
            set.m.closing,
            set.h.opening,
            set.h.closing,
            set.n.opening,
            set.n.closing,
        ];
        for (index, (law, expected)) in laws.iter().zip(expected).enumerate() {
            let got = law.at(v);
            assert!(
                (got / expected - 1.0).abs() < 1e-13,
                "{}: rate {index} at {v} mV is {got}, not {expected}",
                set.name
            );
        }
    }

    #[test]
    fn the_squid_has_the_rates_of_1952() {
        for v in POTENTIALS {
            let u = v + 65.0;
            let expected = [
                0.1 * (25.0 - u) / (0.1 * (25.0 - u)).exp_m1(),
                4.0 * (-u / 18.0).exp(),
                0.07 * (-u / 20.0).exp(),
                1.0 / (((30.0 - u) / 10.0).exp() + 1.0),
                0.01 * (10.0 - u) / (0.1 * (10.0 - u)).exp_m1(),
                0.125 * (-u / 80.0).exp(),
            ];
            assert_laws(&SQUID, v, expected);
        }
    }

    /// As printed by Brette et al. 2007, with V_T = −63 mV.
    #[test]
    fn the_hippocampus_has_the_rates_of_the_benchmark() {
        for v in POTENTIALS {
            let w: f64 = v + 63.0;
            let expected = [
                0.32 * (13.0 - w) / ((13.0 - w) / 4.0).exp_m1(),
                0.28 * (w - 40.0) / ((w - 40.0) / 5.0).exp_m1(),
                0.128 * ((17.0 - w) / 18.0).exp(),
                4.0 / (1.0 + ((40.0 - w) / 5.0).exp()),
                0.032 * (15.0 - w) / ((15.0 - w) / 5.0).exp_m1(),
                0.5 * ((10.0 - w) / 40.0).exp(),
            ];
            assert_laws(&TRAUB_MILES, v, expected);
        }
    }

    #[test]
    fn the_removable_singularities_are_smooth() {
        let law = law(Linoid, 1.0, 0.0, 1.0);
        // e^x − 1 without cancellation is the platform's expm1.
        for x in [
            -0.6_f64, -0.5, -0.499, -1e-3, -1e-9, 0.0, 1e-300, 1e-9, 0.1, 0.499, 0.5, 3.0,
        ] {
            let expected = if x == 0.0 { 1.0 } else { x / -(-x).exp_m1() };
            let got = law.at(x);
            assert!(
                (got / expected - 1.0).abs() < 2e-15,
                "{x}: {got} and {expected}"
            );
        }
        assert_eq!(SQUID.n.opening.at(-55.0), 0.1);
        assert_eq!(TRAUB_MILES.m.closing.at(-23.0), 1.4);
    }

    #[test]
    fn rates_stay_in_range_far_outside() {
        for set in CHANNEL_SETS {
            for v in [-1e4, 1e4] {
                for gate in [set.m, set.h, set.n] {
                    for law in [gate.opening, gate.closing] {
                        let rate = law.at(v);
                        assert!(rate >= 0.0, "{}: {law:?} at {v} is {rate}", set.name);
                    }
                }
            }
        }
    }

    #[test]
    fn sets_are_found_by_name() {
        for set in CHANNEL_SETS {
            assert_eq!(ChannelSet::find(set.name), Some(set));
        }
        assert_eq!(ChannelSet::find("lobster"), None);
    }
}
