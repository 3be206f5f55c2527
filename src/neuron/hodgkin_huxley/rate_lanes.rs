//! The six rates of a channel set for many cells side by side, as fractions.
//!
//! Each rate is a fraction of the upper and the lower part of an exponential e^w = U/L, w = (V −
//! V₀)/s ([`ExponentialFraction`](crate::math::exponential_fraction)). With x = ±w + δ and
//! κ = e^δ, and with T/B = e^(±w) the fraction as it is or turned over,
//!
//! ```text
//! exponential   A e^x               = A κ T / B
//! sigmoid       A/(1 + e^(−x))      = A κ T / (B + κ T)
//! linoid        A x/(1 − e^(−x))    = A w T / (U − L)        δ = 0
//! ```
//!
//! so that a rate costs no division of its own, and the linoid no series: U − L is the excess of the
//! fraction, which does not cancel. All rates with the same |s| share one exponential, except linoids
//! of different midpoints (Traub & Miles: five exponentials for the six rates).
//!
//! The rates agree with [`RateLaw::at`] to 6 ulp and what the rounding of its x = (V − V₀)/s makes of
//! e^x, |x| ulp. Beyond [`RateLanes::limit_mv`] they stand still.

use crate::math::{self, exponential_fraction::exponential_fraction};
use crate::neuron::channels::{ChannelSet, Form, RateLaw};

/// Cells that are moved together, their intermediate values in the first cache.
pub(super) const BLOCK: usize = 64;

/// A value of each cell of a block.
pub(super) type Block = [f64; BLOCK];

/// The exponentials of any set: one a rate.
pub(super) type Room = [Exponentials; 6];

/// Greatest |w| of any exponential.
const GREATEST_EXPONENT: f64 = 300.0;

/// Added to w, it changes none but 0, where a linoid would be 0/0: its limit is what the fraction
/// gives beside 0.
const TINY: f64 = 1e-100;

/// e^w, w = (V − V₀)/|s|.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Exponential {
    midpoint_mv: f64,
    per_scale: f64,
    /// Whether w and U − L are asked for.
    of_linoid: bool,
}

/// One exponential of each cell of a block. No vector of it straddles two cache lines.
#[derive(Clone, Debug)]
#[repr(C, align(64))]
pub(super) struct Exponentials {
    w: Block,
    /// U, L, U − L.
    parts: [Block; 3],
}

const UPPER: usize = 0;
const LOWER: usize = 1;
const EXCESS: usize = 2;

/// A room with nothing in it.
pub(super) const EMPTY: Room = [const {
    Exponentials {
        w: [0.0; BLOCK],
        parts: [[0.0; BLOCK]; 3],
    }
}; 6];

/// A rate (p + q w) T/(B + κ T).
#[derive(Clone, Copy, Debug)]
struct Law {
    /// Which of the exponentials.
    exponential: usize,
    /// Which of its parts is T.
    top: usize,
    /// Which of its parts is B.
    bottom: usize,
    p: f64,
    q: f64,
    kappa: f64,
}

/// A rate of each cell of a block.
#[derive(Clone, Copy)]
pub(super) struct Rates<'a> {
    law: Law,
    w: &'a Block,
    top: &'a Block,
    bottom: &'a Block,
}

impl Rates<'_> {
    /// Numerator and denominator of the rate of one cell, φ left out, 1/ms.
    #[inline(always)]
    pub fn fraction(&self, cell: usize) -> (f64, f64) {
        let Law { p, q, kappa, .. } = self.law;
        let top = self.top[cell];
        (
            (p + q * self.w[cell]) * top,
            self.bottom[cell] + kappa * top,
        )
    }
}

/// The rates of a channel set.
#[derive(Clone, Debug)]
pub(super) struct RateLanes {
    exponentials: Vec<Exponential>,
    /// α and β of m, h and n.
    laws: [[Law; 2]; 3],
    /// Potentials outside ± this have the rates of its end.
    pub limit_mv: f64,
}

impl RateLanes {
    pub fn new(channels: &ChannelSet) -> Self {
        let gates = [channels.m, channels.h, channels.n].map(|gate| [gate.opening, gate.closing]);
        // Linoids first: they need their own midpoint, the others take what is there.
        let mut exponentials = Vec::new();
        let (linoids, others): (Vec<RateLaw>, Vec<RateLaw>) = gates
            .into_iter()
            .flatten()
            .partition(|law| law.form == Form::Linoid);
        for law in linoids.iter().chain(&others) {
            if !exponentials.iter().any(|known| serves(known, law)) {
                exponentials.push(Exponential {
                    midpoint_mv: law.midpoint_mv,
                    per_scale: 1.0 / law.scale_mv.abs(),
                    of_linoid: law.form == Form::Linoid,
                });
            }
        }
        let limit_mv = exponentials
            .iter()
            .map(|e| GREATEST_EXPONENT / e.per_scale - e.midpoint_mv.abs())
            .fold(f64::INFINITY, f64::min);
        RateLanes {
            laws: gates.map(|gate| gate.map(|law| fraction_of(&law, &exponentials))),
            exponentials,
            limit_mv,
        }
    }

    /// The exponentials at the potentials of a block.
    #[inline(always)]
    pub fn exponentials(&self, v_mv: &Block, room: &mut Room) {
        let limit = self.limit_mv;
        // NaN passes both comparisons.
        let within = v_mv.map(|v| {
            let v = if v > limit { limit } else { v };
            if v < -limit { -limit } else { v }
        });
        for (exponential, room) in self.exponentials.iter().zip(room) {
            exponential.fill(&within, room);
        }
    }

    /// α and β of a gate, 0 = m, 1 = h, 2 = n.
    #[inline(always)]
    pub fn of_gate<'a>(&self, gate: usize, exponentials: &'a Room) -> [Rates<'a>; 2] {
        self.laws[gate].map(|law| {
            let Exponentials { w, parts } = &exponentials[law.exponential];
            Rates {
                law,
                w,
                top: &parts[law.top],
                bottom: &parts[law.bottom],
            }
        })
    }
}

impl Exponential {
    #[inline(always)]
    fn fill(&self, v_mv: &Block, room: &mut Exponentials) {
        let (midpoint_mv, per_scale) = (self.midpoint_mv, self.per_scale);
        let Exponentials {
            w,
            parts: [upper, lower, excess],
        } = room;
        if self.of_linoid {
            for cell in 0..BLOCK {
                let x = (v_mv[cell] - midpoint_mv) * per_scale + TINY;
                let fraction = exponential_fraction(x);
                w[cell] = x;
                upper[cell] = fraction.upper;
                lower[cell] = fraction.lower;
                excess[cell] = fraction.excess;
            }
        } else {
            for cell in 0..BLOCK {
                let fraction = exponential_fraction((v_mv[cell] - midpoint_mv) * per_scale);
                upper[cell] = fraction.upper;
                lower[cell] = fraction.lower;
            }
        }
    }
}

/// Whether a law can be written with this exponential.
fn serves(exponential: &Exponential, law: &RateLaw) -> bool {
    let same_scale = exponential.per_scale == 1.0 / law.scale_mv.abs();
    same_scale && (law.form != Form::Linoid || exponential.midpoint_mv == law.midpoint_mv)
}

fn fraction_of(law: &RateLaw, exponentials: &[Exponential]) -> Law {
    let exponential = exponentials
        .iter()
        .position(|known| serves(known, law))
        .expect("every law has its exponential");
    let (top, other) = if law.scale_mv > 0.0 {
        (UPPER, LOWER)
    } else {
        (LOWER, UPPER)
    };
    let shift_mv = exponentials[exponential].midpoint_mv - law.midpoint_mv;
    let kappa = math::exp(shift_mv / law.scale_mv);
    let a = law.rate_per_ms;
    let (bottom, p, q, kappa) = match law.form {
        Form::Exponential => (other, a * kappa, 0.0, 0.0),
        Form::Sigmoid => (other, a * kappa, 0.0, kappa),
        Form::Linoid => (EXCESS, 0.0, a, 0.0),
    };
    Law {
        exponential,
        top,
        bottom,
        p,
        q,
        kappa,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::neuron::channels::CHANNEL_SETS;

    /// α and β of m, h and n at a block of potentials.
    fn rates_at(channels: &ChannelSet, v_mv: &Block) -> [[Block; 2]; 3] {
        let (lanes, mut room) = (RateLanes::new(channels), EMPTY);
        lanes.exponentials(v_mv, &mut room);
        [0, 1, 2].map(|gate| {
            lanes.of_gate(gate, &room).map(|rates| {
                std::array::from_fn(|cell| {
                    let (above, below) = rates.fraction(cell);
                    above / below
                })
            })
        })
    }

    fn laws_of(channels: &ChannelSet) -> [[RateLaw; 2]; 3] {
        [channels.m, channels.h, channels.n].map(|gate| [gate.opening, gate.closing])
    }

    /// Asserts that all rates are those of the laws to 6 ulp, and `per_x` · |x| ulp for the rounding
    /// of x.
    fn assert_laws(channels: &ChannelSet, v_mv: &Block, per_x: f64) {
        let rates = rates_at(channels, v_mv);
        for (law, rates) in laws_of(channels)
            .iter()
            .flatten()
            .zip(rates.iter().flatten())
        {
            for (&v, rate) in v_mv.iter().zip(rates) {
                let x = (v - law.midpoint_mv) / law.scale_mv;
                let ulps = (rate / law.at(v) - 1.0) / f64::EPSILON;
                assert!(
                    ulps.abs() < 6.0 + per_x * x.abs(),
                    "{}: {law:?} at {v} mV is off by {ulps} ulp",
                    channels.name
                );
            }
        }
    }

    #[test]
    fn rates_are_those_of_the_laws() {
        for channels in CHANNEL_SETS {
            for first in 0..400 {
                let v = std::array::from_fn(|i| -150.0 + 0.00977 * (first * BLOCK + i) as f64);
                assert_laws(channels, &v, 1.0);
            }
        }
    }

    /// In steps of s/8 from a law's midpoint its x is exact on both ways, the singularity included.
    #[test]
    fn where_x_is_exact_a_linoid_is_within_few_ulp() {
        for channels in CHANNEL_SETS {
            for law in laws_of(channels).into_iter().flatten() {
                if law.form != Form::Linoid {
                    continue;
                }
                let v = std::array::from_fn(|i| {
                    law.midpoint_mv + law.scale_mv * (i as f64 - 32.0) / 8.0
                });
                let rates = rates_at(channels, &v);
                let index = laws_of(channels)
                    .into_iter()
                    .flatten()
                    .position(|other| other == law);
                let own = rates.as_flattened()[index.unwrap()];
                for (v, rate) in v.into_iter().zip(own) {
                    let ulps = (rate / law.at(v) - 1.0) / f64::EPSILON;
                    assert!(ulps.abs() < 6.0, "{law:?} at {v} mV is off by {ulps} ulp");
                }
                assert_eq!(v[32], law.midpoint_mv, "the singularity is among them");
            }
        }
    }

    #[test]
    fn rates_next_to_a_singularity_are_smooth() {
        for channels in CHANNEL_SETS {
            for law in laws_of(channels).into_iter().flatten() {
                let v = std::array::from_fn(|i| {
                    law.midpoint_mv + (i as f64 - 32.0).signum() * 10f64.powi(-(i as i32 % 32))
                });
                assert_laws(channels, &v, 1.0);
            }
        }
    }

    #[test]
    fn far_outside_rates_stand_still_and_no_number_gives_none() {
        for channels in CHANNEL_SETS {
            let limit = RateLanes::new(channels).limit_mv;
            assert!(limit > 1000.0, "{limit}");
            let mut v = [0.0; BLOCK];
            (v[0], v[1], v[2], v[3]) = (limit, 1e9, -limit, f64::NEG_INFINITY);
            v[4] = f64::NAN;
            for rates in rates_at(channels, &v).as_flattened() {
                assert!(
                    rates[..4]
                        .iter()
                        .all(|rate| rate.is_finite() && *rate >= 0.0)
                );
                assert_eq!((rates[0], rates[2]), (rates[1], rates[3]));
                assert!(rates[4].is_nan() && rates[5].is_finite());
            }
        }
    }

    #[test]
    fn laws_of_one_slope_share_an_exponential() {
        let counts = CHANNEL_SETS.map(|set| RateLanes::new(set).exponentials.len());
        assert_eq!(counts, [5, 5]);
    }
}
