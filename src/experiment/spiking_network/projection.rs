//! A projection: synapses from a population to others.

use super::pattern::Pattern;
use super::quantity::Quantity;
use super::targets::Targets;
use crate::spiking::{Plasticity, ShortTerm};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Synapses from a population, or a part of it, to cells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Projection {
    /// Keys the random streams of wiring, weights and delays; unique. Default: source and target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// A population or a part of one: `"excitatory"`, `"excitatory[0..50]"`.
    pub source: String,
    /// Cells: a population, a part of one, or a list of them; each is connected for itself.
    pub target: Targets,
    /// The receptor of the target, by name.
    pub receptor: String,
    /// `"all-to-all"`, `"one-to-one"`, or a table with one of `fixed_probability`,
    /// `fixed_in_degree`, `fixed_out_degree`, `chain`, `ring`, `grid` and `list`.
    pub pattern: Pattern,
    /// Weight for receptors in mV (`jump`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_mv: Option<Quantity>,
    /// Weight for receptors in pA (currents). Normal draws do not change their sign.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_pa: Option<Quantity>,
    /// Weight for receptors in nS (conductances), at least 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight_ns: Option<Quantity>,
    /// From the spike to its effect, ms: 0 (at the grid point of the spike, the default) or at least
    /// dt_ms, at most the run; rounded to the grid. Normal draws are at least dt_ms.
    #[serde(default = "zero")]
    pub delay_ms: Quantity,
    /// May a neuron project to itself? Default false.
    #[serde(default)]
    pub autapses: bool,
    /// May a pair be connected more than once, where degrees are fixed? Default false.
    #[serde(default)]
    pub multapses: bool,
    /// Lasting changes of the weights with the times of spikes; the weights are at least 0. Default:
    /// none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stdp: Option<Plasticity>,
    /// Passing changes of the efficacy with every spike. Default: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short_term: Option<ShortTerm>,
}

fn zero() -> Quantity {
    Quantity::Constant(0.0)
}

impl Projection {
    /// The weights that are given, with their keys and units.
    pub fn weights(&self) -> [Weight; 3] {
        weights(self.weight_mv, self.weight_pa, self.weight_ns)
    }
}

/// A weight under one of the three keys.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weight {
    pub key: &'static str,
    /// The unit it is in.
    pub unit: &'static str,
    /// As given.
    pub given: Option<Quantity>,
}

/// The three keys of weights.
pub fn weights(mv: Option<Quantity>, pa: Option<Quantity>, ns: Option<Quantity>) -> [Weight; 3] {
    [
        ("weight_mv", "mV", mv),
        ("weight_pa", "pA", pa),
        ("weight_ns", "nS", ns),
    ]
    .map(|(key, unit, given)| Weight { key, unit, given })
}
