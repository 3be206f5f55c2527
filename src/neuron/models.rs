//! The registry of point neurons: one line each in the list below, from which the names in files,
//! the schema for editors and the law tests follow.
//!
//! In a file a neuron is a table of its settings with the name in `model`:
//! `{ model = "leaky", threshold_mv = -50 }`.

use super::hodgkin_huxley::HodgkinHuxleyCell;
use super::leaky::Leaky;
use super::point::PointNeuron;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! registry {
    ($($(#[$doc:meta])* $model:ident: $name:literal, $english:literal, $russian:literal;)+) => {
        /// A point neuron with its settings.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
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
    Leaky: "leaky", "leaky integrate-and-fire", "интегратор с утечкой";
    /// Hodgkin–Huxley type: a membrane with a channel set.
    HodgkinHuxleyCell: "hodgkin-huxley", "Hodgkin–Huxley neuron", "нейрон Ходжкина–Хаксли";
}

impl Default for Model {
    fn default() -> Self {
        Model::Leaky(Leaky::default())
    }
}
