//! The point neurons, as `explain` tells of them.

use crate::neuron::{Model, PointNeuron};
use serde_json::{Map, Value};

/// What there is to say of a model of a neuron.
pub struct Explained {
    /// The name in files.
    pub name: &'static str,
    /// The name in running English.
    pub english: &'static str,
    /// Equations, symbols, sources.
    pub equations: String,
    /// Its state variables, by their names in files.
    pub variables: Vec<&'static str>,
    /// JSON schemas of its settings.
    pub settings: Map<String, Value>,
}

/// The names of all models.
pub fn names() -> impl Iterator<Item = &'static str> {
    Model::all().into_iter().map(|model| model.name())
}

/// The model of a name.
pub fn explain(name: &str) -> Option<Explained> {
    let model = Model::all()
        .into_iter()
        .find(|model| model.name() == name)?;
    let neuron: &dyn PointNeuron = model.neuron();
    Some(Explained {
        name: model.name(),
        english: model.words().0,
        equations: model.explain(),
        variables: neuron.variables().iter().map(|v| v.name).collect(),
        settings: model.settings_schema(),
    })
}
