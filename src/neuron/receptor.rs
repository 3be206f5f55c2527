//! Receptors: how the spikes that arrive at a cell act on it.
//!
//! ```text
//! jump          V → V + w                         w in mV
//! pulse         I = w during one step             w in pA
//! exponential   w e^(−t/τ)                        w in pA, or in nS with a reversal potential
//! alpha         w (t/τ) e^(1 − t/τ), peak w at τ  w in pA, or in nS with a reversal potential
//! ```
//!
//! t is the time since the spike arrived. With a reversal potential E the shape is a conductance g
//! and the current into the cell is g (E − V); without, it is the current itself.

use crate::settings::OutOfRange;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The course of what one spike does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Shape {
    /// The potential jumps by the weight.
    Jump,
    /// A current of the weight that lasts one time step.
    Pulse,
    /// Jumps to the weight and decays exponentially.
    #[default]
    Exponential,
    /// Rises and falls as an α function whose peak is the weight.
    Alpha,
}

/// One kind of receptor of a population.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Receptor {
    /// The name by which projections choose it.
    pub name: String,
    /// The course of what a spike does: jump (weights in mV), pulse (a current for one step, pA),
    /// exponential or alpha (pA; nS with a reversal potential). Default exponential.
    #[serde(default)]
    pub shape: Shape,
    /// Time constant of the exponential, time to peak of the α function, ms. Above 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tau_ms: Option<f64>,
    /// Reversal potential, mV: with it the receptor is a conductance. Default: none, a current.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reversal_mv: Option<f64>,
}

impl Receptor {
    /// Whether it has a time constant.
    pub fn has_course(&self) -> bool {
        matches!(self.shape, Shape::Exponential | Shape::Alpha)
    }

    /// The time constant, ms; of shapes without one NaN.
    pub fn tau(&self) -> f64 {
        self.tau_ms.unwrap_or(f64::NAN)
    }

    /// Whether it is a conductance.
    pub fn is_conductance(&self) -> bool {
        self.reversal_mv.is_some()
    }

    /// The unit of its weights.
    pub fn unit(&self) -> &'static str {
        match self.shape {
            Shape::Jump => "mV",
            Shape::Pulse => "pA",
            _ if self.is_conductance() => "nS",
            _ => "pA",
        }
    }

    /// Values out of their range; a course without a time constant counts as τ = NaN.
    pub fn problems(&self) -> Vec<OutOfRange> {
        let tau = self
            .has_course()
            .then(|| OutOfRange::unless_positive("tau_ms", self.tau()));
        let reversal = self
            .reversal_mv
            .map(|e| OutOfRange::unless_finite("reversal_mv", e));
        tau.into_iter().chain(reversal).flatten().collect()
    }
}
