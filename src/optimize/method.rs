//! The registry of methods: one line each in [`METHODS`], from which the names in files, the list of
//! allowed values, the schema for editors and the law tests follow.
//!
//! In a file a method is its name, `"bfgs"`, or a table of its settings with the name in `method`:
//! `{ method = "rprop", delta0 = 0.07 }`. The settings that are not given are the defaults, or those of
//! the `preset` that is named: `{ method = "rprop", preset = "lecture", delta0 = 0.07 }`.

use super::preset::Preset;
use super::search::Range;
use super::{MethodSettings, Needs, Optimizer, OutOfRange, Registered};
use super::{
    adadelta, adagrad, adam, adamw, bfgs, conjugate_gradients, gradient_descent, l_bfgs,
    levenberg_marquardt, momentum, nesterov, quickprop, rmsprop, rprop, scaled_conjugate_gradients,
};
use crate::settings::{head, read_by_key, unknown};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value};
use std::fmt;

/// One line of the registry.
pub struct Entry {
    /// The name in files, in results and as a key of styles.
    pub name: &'static str,
    /// The name in running English.
    pub english: &'static str,
    /// The name in running Russian.
    pub russian: &'static str,
    /// What it asks of its objective.
    pub needs: Needs,
    /// The method with its default settings.
    pub default: fn() -> Method,
    /// Its presets, the default first.
    pub presets: fn() -> Vec<NamedPreset>,
    /// The ranges of its main settings, over which it is tuned.
    pub search: &'static [Range],
    /// Its file, at whose head the formula, the symbols and the sources stand.
    source: &'static str,
    parse: fn(Value) -> serde_json::Result<Method>,
    schema: fn(&mut SchemaGenerator) -> Schema,
}

/// A preset of one of the methods.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedPreset {
    /// The name in files.
    pub name: &'static str,
    /// What it is and where it is from, in one sentence.
    pub about: &'static str,
    /// The method with these settings.
    pub method: Method,
}

fn named<S: Registered>(method: fn(S) -> Method) -> Vec<NamedPreset> {
    let named = |preset: &Preset<S>| NamedPreset {
        name: preset.name,
        about: preset.about,
        method: method((preset.settings)()),
    };
    S::PRESETS.iter().map(named).collect()
}

/// Writes the enum of methods and its registry from one line a method: its settings and the file in
/// which they stand, its names, what it needs.
macro_rules! registry {
    ($($method:ident in $file:ident: $name:literal, $english:literal, $russian:literal, $needs:ident;)+) => {
        /// A method with its settings.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Method {
            $(#[doc = concat!("`", $name, "`: ", $english, ".")] $method($file::$method),)+
        }

        /// Every method: first-order ones first, in order of their age.
        pub const METHODS: &[Entry] = &[$(Entry {
            name: $name,
            english: $english,
            russian: $russian,
            needs: Needs::$needs,
            default: || Method::$method(Default::default()),
            presets: || named(Method::$method),
            search: <$file::$method as Registered>::SEARCH,
            source: include_str!(concat!(stringify!($file), ".rs")),
            parse: |table| serde_json::from_value(table).map(Method::$method),
            schema: |generator| generator.subschema_for::<$file::$method>(),
        },)+];

        impl Method {
            /// The method's line of the registry.
            pub fn entry(&self) -> &'static Entry {
                let name = match self { $(Method::$method(_) => $name,)+ };
                METHODS
                    .iter()
                    .find(|entry| entry.name == name)
                    .expect("every method has a line")
            }

            fn settings(&self) -> &dyn MethodSettings {
                match self { $(Method::$method(settings) => settings,)+ }
            }

            fn settings_as_json(&self) -> serde_json::Result<Value> {
                match self { $(Method::$method(settings) => serde_json::to_value(settings),)+ }
            }
        }
    };
}

registry! {
    GradientDescent in gradient_descent:
        "gradient-descent", "gradient descent", "градиентный спуск", Gradient;
    Momentum in momentum:
        "momentum", "momentum", "метод момента", Gradient;
    Nesterov in nesterov:
        "nesterov", "Nesterov's accelerated gradient", "ускоренный градиент Нестерова", Gradient;
    Quickprop in quickprop:
        "quickprop", "Quickprop", "Quickprop", FullBatchGradient;
    Rprop in rprop:
        "rprop", "Rprop", "Rprop", FullBatchGradient;
    AdaGrad in adagrad:
        "adagrad", "AdaGrad", "AdaGrad", Gradient;
    AdaDelta in adadelta:
        "adadelta", "AdaDelta", "AdaDelta", Gradient;
    RmsProp in rmsprop:
        "rmsprop", "RMSprop", "RMSprop", Gradient;
    Adam in adam:
        "adam", "Adam", "Adam", Gradient;
    AdamW in adamw:
        "adamw", "AdamW", "AdamW", Gradient;
    ConjugateGradients in conjugate_gradients:
        "conjugate-gradients", "conjugate gradients", "сопряжённые градиенты", FullBatchGradient;
    ScaledConjugateGradients in scaled_conjugate_gradients:
        "scaled-conjugate-gradients", "scaled conjugate gradients",
        "масштабированные сопряжённые градиенты", FullBatchGradient;
    Bfgs in bfgs:
        "bfgs", "BFGS", "BFGS", FullBatchGradient;
    LBfgs in l_bfgs:
        "l-bfgs", "L-BFGS", "L-BFGS", FullBatchGradient;
    LevenbergMarquardt in levenberg_marquardt:
        "levenberg-marquardt", "Levenberg–Marquardt", "Левенберг — Марквардт", NormalEquations;
}

impl Entry {
    /// The formula with its symbols and sources: the words at the head of the method's file.
    pub fn explain(&self) -> String {
        head(self.source)
    }

    /// The JSON schema of its settings.
    pub fn settings_schema(&self) -> Value {
        let mut generator = SchemaGenerator::default();
        table_schema(self, &mut generator).to_value()
    }

    /// The method with the settings of that preset.
    pub fn preset(&self, name: &str) -> Option<Method> {
        let presets = (self.presets)();
        let found = presets.into_iter().find(|preset| preset.name == name)?;
        Some(found.method)
    }

    /// The settings of the preset that is named under `preset`, which is taken out; none without it.
    fn take_preset(&self, settings: &mut Map<String, Value>) -> Result<Map<String, Value>, String> {
        let Some(preset) = settings.remove("preset") else {
            return Ok(Map::new());
        };
        let names: Vec<&str> = (self.presets)().iter().map(|preset| preset.name).collect();
        let name = preset.as_str().ok_or_else(|| {
            let allowed = names.join(", ");
            format!("`preset`: invalid type: {preset}, expected one of {allowed}")
        })?;
        let method = self
            .preset(name)
            .ok_or_else(|| unknown("preset", "Presets", name, &names))?;
        method.settings_as_table()
    }

    /// The method with these settings, or what is wrong with the first wrong one, its key in front.
    fn settings(&self, mut settings: Map<String, Value>) -> Result<Method, String> {
        let start = self.take_preset(&mut settings)?;
        read_by_key(self.parse, start, settings)
    }
}

impl Method {
    /// The method of that name with its default settings.
    pub fn named(name: &str) -> Option<Method> {
        METHODS
            .iter()
            .find(|entry| entry.name == name)
            .map(|entry| (entry.default)())
    }

    /// The name in files.
    pub fn name(&self) -> &'static str {
        self.entry().name
    }

    /// The value of a setting that is a number.
    pub fn setting(&self, key: &str) -> Option<f64> {
        self.settings_as_table().ok()?.get(key)?.as_f64()
    }

    /// The names of the settings that are numbers.
    pub fn numeric_settings(&self) -> Vec<String> {
        let settings = self.settings_as_table().unwrap_or_default();
        let numbers = settings.into_iter().filter(|(_, value)| value.is_number());
        numbers.map(|(key, _)| key).collect()
    }

    /// Whether a setting takes whole numbers only.
    pub fn takes_whole(&self, key: &str) -> bool {
        let settings = self.settings_as_table().unwrap_or_default();
        settings
            .get(key)
            .is_some_and(|value| value.is_u64() || value.is_i64())
    }

    /// The method with another value of one setting, which may still be out of its range
    /// ([`MethodSettings::problems`]).
    ///
    /// # Errors
    /// What a file would be told: an unknown key or a value of the wrong type.
    pub fn with(&self, key: &str, value: f64) -> Result<Method, String> {
        let value = if self.takes_whole(key) && value.fract() == 0.0 {
            Value::from(value as i64)
        } else {
            Value::from(value)
        };
        let given = Map::from_iter([(key.to_string(), value)]);
        read_by_key(self.entry().parse, self.settings_as_table()?, given)
    }

    fn settings_as_table(&self) -> Result<Map<String, Value>, String> {
        match self.settings_as_json() {
            Ok(Value::Object(settings)) => Ok(settings),
            Ok(_) => Ok(Map::new()),
            Err(error) => Err(error.to_string()),
        }
    }
}

impl MethodSettings for Method {
    fn problems(&self) -> Vec<OutOfRange> {
        self.settings().problems()
    }

    fn optimizer(&self, dimension: usize) -> Box<dyn Optimizer> {
        self.settings().optimizer(dimension)
    }
}

/// The sentence for a name that is no method's.
fn unknown_method(name: &str) -> String {
    let names: Vec<&str> = METHODS.iter().map(|entry| entry.name).collect();
    unknown("method", "Methods", name, &names)
}

impl Serialize for Method {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let settings = self.settings_as_json().map_err(serde::ser::Error::custom)?;
        let mut table = Map::from_iter([("method".to_string(), self.name().into())]);
        if let Value::Object(settings) = settings {
            table.extend(settings);
        }
        table.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Method {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NameOrTable)
    }
}

struct NameOrTable;

impl<'de> Visitor<'de> for NameOrTable {
    type Value = Method;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a method's name or a table with `method` and its settings")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Method, E> {
        Method::named(name).ok_or_else(|| E::custom(unknown_method(name)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Method, A::Error> {
        let mut name: Option<String> = None;
        let mut settings = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            if key == "method" {
                name = Some(map.next_value()?);
            } else {
                settings.insert(key, map.next_value()?);
            }
        }
        let name = name.ok_or_else(|| de::Error::missing_field("method"))?;
        let entry = METHODS
            .iter()
            .find(|entry| entry.name == name)
            .ok_or_else(|| de::Error::custom(unknown_method(&name)))?;
        entry.settings(settings).map_err(de::Error::custom)
    }
}

impl JsonSchema for Method {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Method".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let names: Vec<&str> = METHODS.iter().map(|entry| entry.name).collect();
        let mut choices = vec![json_schema!({ "type": "string", "enum": names })];
        for entry in METHODS {
            choices.push(table_schema(entry, generator));
        }
        json_schema!({
            "description": "A method's name, or a table with `method` and its settings.",
            "anyOf": choices,
        })
    }
}

/// The schema of a method's settings with the key `method` added.
fn table_schema(entry: &Entry, generator: &mut SchemaGenerator) -> Schema {
    let reference = (entry.schema)(generator);
    let name = reference
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|path| path.rsplit('/').next())
        .unwrap_or_default();
    let mut table = generator
        .definitions()
        .get(name)
        .cloned()
        .unwrap_or_default();
    if let Some(properties) = table.get_mut("properties").and_then(Value::as_object_mut) {
        properties.insert("method".into(), serde_json::json!({ "const": entry.name }));
        properties.insert("preset".into(), preset_schema(entry));
        table["required"] = serde_json::json!(["method"]);
    }
    Schema::try_from(table).unwrap_or_default()
}

/// The schema of the key `preset`.
fn preset_schema(entry: &Entry) -> Value {
    let presets = (entry.presets)();
    let names: Vec<&str> = presets.iter().map(|preset| preset.name).collect();
    let abouts: Vec<String> = presets
        .iter()
        .map(|preset| format!("`{}`: {}", preset.name, preset.about))
        .collect();
    serde_json::json!({
        "description": format!("Settings to start from. {}", abouts.join(" ")),
        "enum": names,
        "default": "paper",
    })
}

#[cfg(test)]
#[path = "method_tests.rs"]
mod tests;
