//! One name or several.

use schemars::JsonSchema;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A population (or a part of it, `"name[0..50]"`), or a list of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Targets {
    /// One.
    One(String),
    /// Several.
    Several(Vec<String>),
}

impl Targets {
    /// Each with the end of its key.
    pub fn each(&self) -> Vec<(String, &str)> {
        match self {
            Targets::One(name) => vec![(String::new(), name)],
            Targets::Several(names) => names
                .iter()
                .enumerate()
                .map(|(i, name)| (format!("[{i}]"), name.as_str()))
                .collect(),
        }
    }
}

impl<'de> Deserialize<'de> for Targets {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OneOrSeveral)
    }
}

struct OneOrSeveral;

impl<'de> Visitor<'de> for OneOrSeveral {
    type Value = Targets;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("the name of a population or a list of names")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Targets, E> {
        Ok(Targets::One(name.to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, names: A) -> Result<Targets, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(names)).map(Targets::Several)
    }
}
