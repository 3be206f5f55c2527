//! The rates of the three gates at a potential.

use crate::neuron::channels::{ChannelSet, Gate};

/// Opening and closing rates of one gate, φ left out, 1/ms.
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
}

/// Rates of the gates m, h and n at a potential, φ left out.
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
    /// The rates of a channel set at the potential `v_mv`. Where a linoid's argument vanishes it
    /// takes its limit.
    pub fn at(channels: &ChannelSet, v_mv: f64) -> Self {
        let rate = |gate: &Gate| Rate {
            opening: gate.opening.at(v_mv),
            closing: gate.closing.at(v_mv),
        };
        Rates {
            m: rate(&channels.m),
            h: rate(&channels.h),
            n: rate(&channels.n),
        }
    }
}
