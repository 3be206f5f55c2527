//! What acts on cells from outside, and what is recorded of them.

use super::quantity::Quantity;
use super::targets::Targets;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A current into every cell of its targets: constant, or a ramp.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Current {
    /// Cells: a population, a part of one, or a list of them.
    pub target: Targets,
    /// Beginning, ms. Default 0.
    #[serde(default)]
    pub start_ms: f64,
    /// End, ms; after the beginning. Default: the end of the run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_ms: Option<f64>,
    /// The current, pA (depolarising when positive).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amplitude_pa: Option<f64>,
    /// In place of `amplitude_pa`: the current at the beginning of a ramp, pA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_pa: Option<f64>,
    /// With `from_pa`: the current at its end, pA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_pa: Option<f64>,
}

/// White-noise current into every cell of its targets, independently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Noise {
    /// Cells: a population, a part of one, or a list of them.
    pub target: Targets,
    /// σ, pA √ms; at least 0.
    pub sigma_pa_sqrt_ms: f64,
    /// Beginning, ms. Default 0.
    #[serde(default)]
    pub start_ms: f64,
    /// End, ms; after the beginning. Default: the end of the run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_ms: Option<f64>,
}

/// An independent Poisson train of spikes into a receptor of every cell of its targets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Background {
    /// Cells: a population, a part of one, or a list of them.
    pub target: Targets,
    /// The receptor of the target, by name.
    pub receptor: String,
    /// Spikes a second into one cell; 0 to 1000000, and at most 1000 in a step.
    pub rate_hz: f64,
    /// Weight for receptors in mV (`jump`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_mv: Option<f64>,
    /// Weight for receptors in pA (currents).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_pa: Option<f64>,
    /// Weight for receptors in nS (conductances), at least 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_ns: Option<f64>,
    /// Beginning, ms. Default 0.
    #[serde(default)]
    pub start_ms: f64,
    /// End, ms; after the beginning. Default: the end of the run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_ms: Option<f64>,
}

impl Background {
    /// The weights that are given, with their keys and units.
    pub fn weights(&self) -> [super::projection::Weight; 3] {
        let quantity = |weight: Option<f64>| weight.map(Quantity::Constant);
        let [mv, pa, ns] = [self.weight_mv, self.weight_pa, self.weight_ns].map(quantity);
        super::projection::weights(mv, pa, ns)
    }
}

/// A state variable or a receptor of some cells, sampled in the course of time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// A population of cells or a part of one: `"excitatory[0..3]"`.
    pub population: String,
    /// `v_mv` or another variable of the model, or the name of a receptor.
    pub variable: String,
    /// From sample to sample, ms; a multiple of dt_ms. Default dt_ms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every_ms: Option<f64>,
}
