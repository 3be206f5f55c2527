//! Spike-timing dependent plasticity by pairs (Song, Miller & Abbott 2000, Nature Neurosci. 3:919;
//! Morrison, Diesmann & Gerstner 2008, Biol. Cybern. 98:459, section 4.1), with the dependence on
//! the weight of Gütig, Aharonov, Rotter & Sompolinsky 2003 (J. Neurosci. 23:3697):
//!
//! ```text
//! post after pre, Δt > 0:     Δw = +A₊ w_max (1 − w/w_max)^μ e^(−Δt/τ₊)
//! post before pre, Δt ≤ 0:    Δw = −A₋ w_max (w/w_max)^μ e^(Δt/τ₋)         w in [0, w_max]
//! ```
//!
//! Δt is the time of the postsynaptic spike less that of the presynaptic one's arrival.

use crate::settings::OutOfRange;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which pairs of spikes count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Pairing {
    /// Every spike pairs with all earlier ones of the other side.
    #[default]
    AllToAll,
    /// Every spike pairs with the last one of the other side only: the symmetric scheme of Morrison
    /// et al. 2008, figure 7A.
    Nearest,
}

/// Plasticity of a projection by pairs of spikes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Plasticity {
    /// Time constant τ₊ of the strengthening, post after pre, ms. Default 20; above 0.
    #[serde(default = "tau_ms")]
    pub tau_plus_ms: f64,
    /// Time constant τ₋ of the weakening, post before pre, ms. Default 20; above 0.
    #[serde(default = "tau_ms")]
    pub tau_minus_ms: f64,
    /// A₊: the strengthening of a pair at distance 0, relative to w_max. Default 0.005; at least 0.
    #[serde(default = "a_plus")]
    pub a_plus: f64,
    /// A₋: the weakening of a pair at distance 0, relative to w_max. Default 0.00525, 1.05 times A₊;
    /// at least 0.
    #[serde(default = "a_minus")]
    pub a_minus: f64,
    /// The largest weight, in the receptor's unit; the least is 0, and weights that start outside
    /// start at the nearer of the two. Above 0.
    pub w_max: f64,
    /// Which pairs count: all-to-all, or nearest (each spike with the last one of the other side).
    /// Default all-to-all.
    #[serde(default)]
    pub pairing: Pairing,
    /// μ, the dependence on the weight: 0 additive, 1 multiplicative. Default 0; in [0, 1].
    #[serde(default)]
    pub mu: f64,
    /// Changes are gathered and applied at times. Default: none, they are applied at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consolidation: Option<Consolidation>,
}

/// Changes that are gathered in a derivative s and applied at times (Izhikevich 2006, Neural Comput.
/// 18:245): every `every_ms` w ← w + s + `growth` w_max, within its bounds, and then s ← `kept` s.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Consolidation {
    /// Time between two applications, ms. Default 1000; above 0.
    pub every_ms: f64,
    /// The part of the gathered change that is kept. Default 0.9; in [0, 1).
    pub kept: f64,
    /// Growth at each application without any spikes, relative to w_max. Default 0.001; finite.
    pub growth: f64,
}

impl Default for Consolidation {
    fn default() -> Self {
        Consolidation {
            every_ms: 1000.0,
            kept: 0.9,
            growth: 0.001,
        }
    }
}

fn tau_ms() -> f64 {
    20.0
}

fn a_plus() -> f64 {
    0.005
}

fn a_minus() -> f64 {
    1.05 * a_plus()
}

impl Plasticity {
    /// The rule of Song, Miller & Abbott 2000, with this largest weight.
    pub fn song(w_max: f64) -> Self {
        Plasticity {
            tau_plus_ms: tau_ms(),
            tau_minus_ms: tau_ms(),
            a_plus: a_plus(),
            a_minus: a_minus(),
            w_max,
            pairing: Pairing::default(),
            mu: 0.0,
            consolidation: None,
        }
    }

    /// Values out of their range.
    pub fn problems(&self) -> Vec<OutOfRange> {
        let consolidation = self.consolidation.iter().flat_map(|c| {
            [
                OutOfRange::unless_positive("consolidation.every_ms", c.every_ms),
                OutOfRange::unless_fraction("consolidation.kept", c.kept),
                OutOfRange::unless_finite("consolidation.growth", c.growth),
            ]
        });
        let mu = self.mu;
        [
            OutOfRange::unless_positive("tau_plus_ms", self.tau_plus_ms),
            OutOfRange::unless_positive("tau_minus_ms", self.tau_minus_ms),
            OutOfRange::unless_not_negative("a_plus", self.a_plus),
            OutOfRange::unless_not_negative("a_minus", self.a_minus),
            OutOfRange::unless_positive("w_max", self.w_max),
            OutOfRange::unless((0.0..=1.0).contains(&mu), "mu", mu, "in [0, 1]"),
        ]
        .into_iter()
        .chain(consolidation)
        .flatten()
        .collect()
    }
}
