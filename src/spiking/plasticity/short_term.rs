//! Short-term depression and facilitation (Tsodyks & Markram 1997, PNAS 94:719; Tsodyks, Pawelzik &
//! Markram 1998, Neural Comput. 10:821):
//!
//! ```text
//! dR/dt = (1 − R)/τ_rec          du/dt = −u/τ_facil
//! at each spike:  u ← u + U (1 − u),  then the efficacy is A u R,  then R ← R − u R
//! ```
//!
//! R is the part of the resources that is recovered, u the part of it that a spike uses, A the
//! absolute efficacy: the weight. Without facilitation (τ_facil = 0) u is U at every spike. As in the
//! second paper, used resources recover without the few ms of the inactivation.

use crate::settings::OutOfRange;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Short-term plasticity of a projection. A first spike delivers U times the weight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ShortTerm {
    /// U, the utilisation of a first spike. Default 0.5; above 0 and at most 1.
    pub u: f64,
    /// Time constant of recovery τ_rec, ms. Default 800; at least 0, where 0 is no depression.
    pub tau_rec_ms: f64,
    /// Time constant of facilitation τ_facil, ms. Default 0, no facilitation; at least 0.
    pub tau_facil_ms: f64,
}

impl Default for ShortTerm {
    fn default() -> Self {
        ShortTerm {
            u: 0.5,
            tau_rec_ms: 800.0,
            tau_facil_ms: 0.0,
        }
    }
}

impl ShortTerm {
    /// Values out of their range.
    pub fn problems(&self) -> Vec<OutOfRange> {
        let u = self.u;
        [
            OutOfRange::unless(u > 0.0 && u <= 1.0, "u", u, "above 0 and at most 1"),
            OutOfRange::unless_not_negative("tau_rec_ms", self.tau_rec_ms),
            OutOfRange::unless_not_negative("tau_facil_ms", self.tau_facil_ms),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}
