//! The rates of the three gates at a potential.

use crate::math;
use crate::neuron::channels::{ChannelSet, Gate, SERIES_BELOW, SQUID, exponential_ratio_series};

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

    /// α (1 − x) − β x.
    #[inline(always)]
    pub(crate) fn flow(self, x: f64) -> f64 {
        self.opening * (1.0 - x) - self.closing * x
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
    /// Gates that do not move.
    pub(super) const NONE: Rates = {
        let none = Rate {
            opening: 0.0,
            closing: 0.0,
        };
        Rates {
            m: none,
            h: none,
            n: none,
        }
    };

    /// The rates of a channel set at the potential `v_mv`. Where a linoid's argument vanishes it
    /// takes its limit.
    pub fn at(channels: &ChannelSet, v_mv: f64) -> Self {
        if std::ptr::eq(channels, &SQUID) {
            Rates::squid_lane(v_mv)
        } else {
            Rates::lane(channels, v_mv)
        }
    }

    /// The rates of any set, law by law, without branches on V.
    #[inline(always)]
    pub(crate) fn lane(channels: &ChannelSet, v_mv: f64) -> Self {
        let rate = |gate: &Gate| Rate {
            opening: gate.opening.lane(v_mv),
            closing: gate.closing.lane(v_mv),
        };
        Rates {
            m: rate(&channels.m),
            h: rate(&channels.h),
            n: rate(&channels.n),
        }
    }

    /// The rates of [`SQUID`], where six exponentials are two: with w = e^(−u/80), e^(−u/20) = w⁴ and
    /// e^(−u/10) = w⁸ (which costs a relative error of some 10⁻¹⁵), and e^(−u/18) stands alone.
    #[inline(always)]
    pub(crate) fn squid_lane(v_mv: f64) -> Self {
        let u = v_mv - SQUID.origin_mv;
        let w = math::exp_lane(-u * (1.0 / 80.0));
        let w2 = w * w;
        let w4 = w2 * w2;
        let w8 = w4 * w4;
        Rates {
            m: Rate {
                opening: exponential_ratio((25.0 - u) * 0.1, E_2_5 * w8),
                closing: 4.0 * math::exp_lane(-u * (1.0 / 18.0)),
            },
            h: Rate {
                opening: 0.07 * w4,
                closing: 1.0 / (E_3 * w8 + 1.0),
            },
            n: Rate {
                opening: 0.1 * exponential_ratio((10.0 - u) * 0.1, std::f64::consts::E * w8),
                closing: 0.125 * w,
            },
        }
    }
}

/// e^2.5.
const E_2_5: f64 = 12.182_493_960_703_473;
/// e³.
const E_3: f64 = 20.085_536_923_187_668;

/// x/(e^x − 1) given x and e^x, 1 at x = 0.
#[inline(always)]
fn exponential_ratio(x: f64, exp_x: f64) -> f64 {
    let near = exponential_ratio_series(x);
    let far = x / (exp_x - 1.0);
    if x.abs() < SERIES_BELOW { near } else { far }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neuron::HodgkinHuxley;

    /// Two exponentials give what the six laws of the set give, singularities included.
    #[test]
    fn the_shared_exponentials_change_nothing() {
        for i in -600..600 {
            let v = f64::from(i) * 0.25;
            let (fast, slow) = (Rates::squid_lane(v), Rates::lane(&SQUID, v));
            for (a, b) in [(fast.m, slow.m), (fast.h, slow.h), (fast.n, slow.n)] {
                assert!((a.opening / b.opening - 1.0).abs() < 1e-13, "α at {v} mV");
                assert!((a.closing / b.closing - 1.0).abs() < 1e-13, "β at {v} mV");
            }
        }
        let membrane = HodgkinHuxley::default();
        assert_eq!(membrane.rates(-40.0).m.opening, 1.0);
        assert_eq!(membrane.rates(-55.0).n.opening, 0.1);
    }
}
