//! A method of the comparison, with what it does not share with the others.

use super::Criterion;
use super::task::{Levels, Task};
use crate::optimize::Method;
use crate::perceptron::{Activation, Initialisation, Loss};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A method and how it is used. What is not set is as in the experiment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Variant {
    /// What it is called; no two alike. The names of its metrics begin with it, in snake case.
    pub name: String,
    /// Its name in Russian reports. Default: `name`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name_ru: Option<String>,
    /// A method's name, or a table with `method` and its settings.
    pub method: Method,
    /// A task of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<Task>,
    /// Hidden layers of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hidden: Option<Vec<usize>>,
    /// With or without shortcuts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shortcuts: Option<bool>,
    /// An activation of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activation: Option<Activation>,
    /// An output activation of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_activation: Option<Activation>,
    /// Levels of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inputs: Option<Levels>,
    /// Levels of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub targets: Option<Levels>,
    /// A loss of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loss: Option<Loss>,
    /// A slope offset of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slope_offset: Option<f64>,
    /// A margin of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub margin: Option<f64>,
    /// A bias input of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bias_input: Option<f64>,
    /// An initialisation of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub initialisation: Option<Initialisation>,
    /// Summed or averaged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summed: Option<bool>,
    /// A criterion of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<Criterion>,
    /// A limit of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_epochs: Option<u64>,
    /// A limit of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restarts: Option<u64>,
    /// So many trials, the first of all, at least 1: for tasks that take long. Default: all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trials: Option<u64>,
    /// What was published for it (epochs, seconds: the less the faster), above 0: shown beside
    /// ours, and ranked where at least two variants have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<f64>,
}

impl Variant {
    /// A method under a name; everything else as in the experiment.
    pub fn plain(name: impl Into<String>, method: Method) -> Self {
        Variant {
            name: name.into(),
            name_ru: None,
            method,
            task: None,
            hidden: None,
            shortcuts: None,
            activation: None,
            output_activation: None,
            inputs: None,
            targets: None,
            loss: None,
            slope_offset: None,
            margin: None,
            bias_input: None,
            initialisation: None,
            summed: None,
            criterion: None,
            max_epochs: None,
            restarts: None,
            trials: None,
            published: None,
        }
    }
}
