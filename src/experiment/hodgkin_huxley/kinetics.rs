//! The gates at a potential that stands still (Hodgkin & Huxley 1952, J. Physiol. 117:500–544,
//! eqs 7–11). Under clamp dx/dt = φ (α (1 − x) − β x) has constant coefficients, so every gate is an
//! exponential:
//!
//! ```text
//! x(t) = x∞ − (x∞ − x₀) e^(−t/τ),   x∞ = α/(α + β),   τ = 1/(φ (α + β))
//! ```

use crate::math;
use crate::neuron::hodgkin_huxley::{Rate, Rates};
use crate::neuron::{ChannelSet, HodgkinHuxley};

/// Names of the gates in the order of all arrays here.
pub const GATES: [&str; 3] = ["m", "h", "n"];

/// The gates m, h and n of a channel set at a temperature.
#[derive(Clone, Copy, Debug)]
pub struct Kinetics {
    /// The set.
    pub channels: &'static ChannelSet,
    /// φ, how much faster than at the temperature of the set.
    pub phi: f64,
}

impl Kinetics {
    /// The gates of a set at `temperature_c`.
    pub fn new(channels: &'static ChannelSet, temperature_c: f64) -> Self {
        let phi = channels.temperature_factor(temperature_c);
        Kinetics { channels, phi }
    }

    /// The gates of a membrane.
    pub fn of(model: &HodgkinHuxley) -> Self {
        Kinetics::new(model.channels, model.temperature_c)
    }

    /// The rates at a potential, φ included, 1/ms.
    pub fn rates(&self, v_mv: f64) -> [Rate; 3] {
        let Rates { m, h, n } = Rates::at(self.channels, v_mv);
        [m, h, n].map(|rate| Rate {
            opening: self.phi * rate.opening,
            closing: self.phi * rate.closing,
        })
    }

    /// x∞ of each gate.
    pub fn steady(&self, v_mv: f64) -> [f64; 3] {
        self.rates(v_mv).map(Rate::steady)
    }

    /// τ of each gate, ms.
    pub fn time_constants_ms(&self, v_mv: f64) -> [f64; 3] {
        self.rates(v_mv)
            .map(|rate| 1.0 / (rate.opening + rate.closing))
    }

    /// The gates after `t_ms` at the potential `v_mv`, from the values `start`.
    pub fn clamped(&self, v_mv: f64, start: [f64; 3], t_ms: f64) -> [f64; 3] {
        let (steady, tau_ms) = (self.steady(v_mv), self.time_constants_ms(v_mv));
        std::array::from_fn(|i| steady[i] - (steady[i] - start[i]) * math::exp(-t_ms / tau_ms[i]))
    }
}
