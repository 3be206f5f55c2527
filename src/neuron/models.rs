//! The registry of point neurons: one line each in the list below, from which the names in files,
//! the schema for editors and the law tests follow.
//!
//! In a file a neuron is a table of its settings with the name in `model`:
//! `{ model = "leaky", threshold_mv = -50 }`.

use super::adaptive_exponential::AdaptiveExponential;
use super::hodgkin_huxley::HodgkinHuxleyCell;
use super::integrate_and_fire::IntegrateAndFire;
use super::izhikevich::Izhikevich;
use super::leaky::Leaky;
use super::point::PointNeuron;
use crate::settings::{head, read_by_key, unknown};
use schemars::JsonSchema;
use serde::Serialize;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

macro_rules! registry {
    ($($(#[$doc:meta])* $model:ident in $file:literal: $name:literal, $english:literal, $russian:literal;)+) => {
        /// A point neuron with its settings.
        #[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
        #[serde(tag = "model")]
        pub enum Model {
            $($(#[$doc])* #[serde(rename = $name)] $model($model),)+
        }

        impl Model {
            /// Every model with its default settings, in the order of the registry.
            pub fn all() -> Vec<Model> {
                vec![$(Model::$model(Default::default()),)+]
            }

            /// The name in files.
            pub fn name(&self) -> &'static str {
                match self { $(Model::$model(_) => $name,)+ }
            }

            /// The model of that name with these settings, or what is wrong with the first wrong one.
            fn read(name: &str, settings: Map<String, Value>) -> Result<Model, String> {
                match name {
                    $($name => {
                        let parse = |table| serde_json::from_value(table).map(Model::$model);
                        read_by_key(parse, Map::new(), settings)
                    })+
                    _ => Err(unknown("model", "Models", name, &[$($name),+])),
                }
            }

            /// Equations, symbols and sources: the words at the head of the model's file.
            pub fn explain(&self) -> String {
                head(match self { $(Model::$model(_) => include_str!($file),)+ })
            }

            /// JSON schemas of its settings, by their keys.
            pub fn settings_schema(&self) -> Map<String, Value> {
                let schema = match self { $(Model::$model(_) => schemars::schema_for!($model),)+ };
                match schema.to_value().get("properties") {
                    Some(Value::Object(properties)) => properties.clone(),
                    _ => Map::new(),
                }
            }

            /// The name in running English and Russian.
            pub fn words(&self) -> (&'static str, &'static str) {
                match self { $(Model::$model(_) => ($english, $russian),)+ }
            }

            /// The model behind the name.
            pub fn neuron(&self) -> &dyn PointNeuron {
                match self { $(Model::$model(settings) => settings,)+ }
            }
        }
    };
}

registry! {
    /// Leaky integrate-and-fire.
    Leaky in "leaky.rs": "leaky", "leaky integrate-and-fire", "интегратор с утечкой";
    /// Leaky integrate-and-fire under filtered noise.
    IntegrateAndFire in "integrate_and_fire/mod.rs": "leaky-filtered-noise", "leaky integrate-and-fire under filtered noise", "интегратор с утечкой под фильтрованным шумом";
    /// Adaptive exponential integrate-and-fire.
    AdaptiveExponential in "adaptive_exponential.rs": "adaptive-exponential", "adaptive exponential integrate-and-fire", "экспоненциальный интегратор с адаптацией";
    /// Izhikevich's quadratic model.
    Izhikevich in "izhikevich/mod.rs": "izhikevich", "Izhikevich's model", "модель Ижикевича";
    /// Hodgkin–Huxley type: a membrane with a channel set.
    HodgkinHuxleyCell in "hodgkin_huxley/point.rs": "hodgkin-huxley", "Hodgkin–Huxley neuron", "нейрон Ходжкина–Хаксли";
}

impl Default for Model {
    fn default() -> Self {
        Model::Leaky(Leaky::default())
    }
}

// serde's own reading of a tagged enum forgets where in the table it is, and can name no key.
impl<'de> Deserialize<'de> for Model {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(TableOfModel)
    }
}

struct TableOfModel;

impl<'de> Visitor<'de> for TableOfModel {
    type Value = Model;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a table with `model` and its settings")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Model, A::Error> {
        let mut name: Option<String> = None;
        let mut settings = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if key == "model" {
                name = Some(map.next_value()?);
            } else {
                settings.insert(key, map.next_value()?);
            }
        }
        let name = name.ok_or_else(|| Error::missing_field("model"))?;
        Model::read(&name, settings).map_err(Error::custom)
    }
}

#[cfg(test)]
#[path = "models_tests.rs"]
mod tests;
