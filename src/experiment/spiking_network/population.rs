//! A population: cells of a model, or a generator of spikes.

use super::quantity::Quantity;
use crate::neuron::{Model, Receptor};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Neurons of one sort: cells of a model (`neuron`), or a generator of spikes (`poisson`, `regular`,
/// `packet` or `spike_list`).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// The name by which all else speaks of it, unique: letters, digits, `-` and `_`. `name[a..b]`
    /// is the part of it from neuron a to before b.
    pub name: String,
    /// Its name in Russian reports. Default: `name`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_ru: Option<String>,
    /// Number of neurons, 1 to 10000000.
    pub neurons: usize,
    /// The model of the cells with its settings: `{ model = "leaky", e_l_mv = -49.0 }`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub neuron: Option<Model>,
    /// Receptors of the cells. Default: none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub receptors: Vec<Receptor>,
    /// Values before the first step, by the names of state variables (`v_mv`) and receptors.
    /// Default: what the model says, receptors at 0.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub initial: BTreeMap<String, Quantity>,
    /// Poisson trains.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poisson: Option<Poisson>,
    /// Regular trains.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub regular: Option<Regular>,
    /// One spike a neuron at a normally distributed time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub packet: Option<Packet>,
    /// Given spikes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spike_list: Option<SpikeList>,
}

/// Independent Poisson trains.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Poisson {
    /// Spikes a second of one neuron, at least 0.
    pub rate_hz: f64,
    /// From then on, ms. Default 0.
    #[serde(default)]
    pub start_ms: f64,
    /// Before then, ms. Default: the end of the run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_ms: Option<f64>,
}

/// Spikes at equal distances.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Regular {
    /// From spike to spike, ms; at least dt.
    pub interval_ms: f64,
    /// The first spike, ms. Default 0.
    #[serde(default)]
    pub start_ms: f64,
    /// Before then, ms. Default: the end of the run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stop_ms: Option<f64>,
    /// How much later each neuron is than the one before it, ms; at least 0. Default 0.
    #[serde(default)]
    pub shift_ms: f64,
}

/// A Gaussian packet: one spike a neuron.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Packet {
    /// Mean time, ms; at least 0.
    pub time_ms: f64,
    /// Standard deviation, ms; at least 0. Spikes before 0 are at 0. Default 0.
    #[serde(default)]
    pub spread_ms: f64,
}

/// Given spikes, in order of time: in the file or here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpikeList {
    /// A CSV file of lines `time in ms,neuron`, relative to the folder of the settings; a first line
    /// of names is passed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<PathBuf>,
    /// Pairs of time in ms and neuron.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spikes: Option<Vec<(f64, u32)>>,
}
