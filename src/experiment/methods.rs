//! The training methods, as `explain` tells of them.

use crate::optimize::{METHODS, Needs, method::Entry};
use serde_json::Value;

/// What there is to say of a training method.
pub struct Explained {
    /// The name in files.
    pub name: &'static str,
    /// What it asks of the function it minimises.
    pub needs: &'static str,
    /// Formula, symbols, sources.
    pub formula: String,
    /// Name of each preset, and what it is.
    pub presets: Vec<(&'static str, &'static str)>,
    /// The settings over which it is tuned, and their ranges in words.
    pub search: Vec<(&'static str, String)>,
    /// JSON schema of its settings.
    pub settings: Value,
}

/// The names of all methods.
pub fn names() -> impl Iterator<Item = &'static str> {
    METHODS.iter().map(|method| method.name)
}

/// The method of a name.
pub fn explain(name: &str) -> Option<Explained> {
    METHODS.iter().find(|method| method.name == name).map(told)
}

fn told(method: &Entry) -> Explained {
    let presets = (method.presets)();
    Explained {
        name: method.name,
        needs: match method.needs {
            Needs::Gradient => "gradients, also of mini-batches",
            Needs::FullBatchGradient => "gradients of the full batch",
            Needs::NormalEquations => "the Gauss–Newton matrix of the full batch",
        },
        formula: method.explain(),
        presets: presets
            .iter()
            .map(|preset| (preset.name, preset.about))
            .collect(),
        search: method
            .search
            .iter()
            .map(|range| (&*range.key, range.to_string()))
            .collect(),
        settings: method.settings_schema(),
    }
}
