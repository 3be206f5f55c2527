//! The registry of methods: one line each in [`METHODS`], from which the names in files, the list of
//! allowed values, the schema for editors and the law tests follow.
//!
//! In a file a method is its name, `"bfgs"`, or a table of its settings with the name in `method`:
//! `{ method = "rprop", delta0 = 0.07 }`.

use super::{MethodSettings, Needs, Optimizer, OutOfRange};
use super::{
    adadelta, adagrad, adam, adamw, bfgs, conjugate_gradients, gradient_descent, l_bfgs,
    levenberg_marquardt, momentum, nesterov, quickprop, rmsprop, rprop, scaled_conjugate_gradients,
};
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
    parse: fn(Value) -> serde_json::Result<Method>,
    schema: fn(&mut SchemaGenerator) -> Schema,
}

/// Writes the enum of methods and its registry from one line a method.
macro_rules! registry {
    ($($method:ident($settings:ty): $name:literal, $english:literal, $russian:literal, $needs:ident;)+) => {
        /// A method with its settings.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Method {
            $(#[doc = concat!("`", $name, "`: ", $english, ".")] $method($settings),)+
        }

        /// Every method: first-order ones first, in order of their age.
        pub const METHODS: &[Entry] = &[$(Entry {
            name: $name,
            english: $english,
            russian: $russian,
            needs: Needs::$needs,
            default: || Method::$method(Default::default()),
            parse: |table| serde_json::from_value(table).map(Method::$method),
            schema: |generator| generator.subschema_for::<$settings>(),
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
    GradientDescent(gradient_descent::GradientDescent):
        "gradient-descent", "gradient descent", "градиентный спуск", Gradient;
    Momentum(momentum::Momentum):
        "momentum", "momentum", "метод момента", Gradient;
    Nesterov(nesterov::Nesterov):
        "nesterov", "Nesterov's accelerated gradient", "ускоренный градиент Нестерова", Gradient;
    Quickprop(quickprop::Quickprop):
        "quickprop", "Quickprop", "Quickprop", FullBatchGradient;
    Rprop(rprop::Rprop):
        "rprop", "Rprop", "Rprop", FullBatchGradient;
    AdaGrad(adagrad::AdaGrad):
        "adagrad", "AdaGrad", "AdaGrad", Gradient;
    AdaDelta(adadelta::AdaDelta):
        "adadelta", "AdaDelta", "AdaDelta", Gradient;
    RmsProp(rmsprop::RmsProp):
        "rmsprop", "RMSprop", "RMSprop", Gradient;
    Adam(adam::Adam):
        "adam", "Adam", "Adam", Gradient;
    AdamW(adamw::AdamW):
        "adamw", "AdamW", "AdamW", Gradient;
    ConjugateGradients(conjugate_gradients::ConjugateGradients):
        "conjugate-gradients", "conjugate gradients", "сопряжённые градиенты", FullBatchGradient;
    ScaledConjugateGradients(scaled_conjugate_gradients::ScaledConjugateGradients):
        "scaled-conjugate-gradients", "scaled conjugate gradients",
        "масштабированные сопряжённые градиенты", FullBatchGradient;
    Bfgs(bfgs::Bfgs):
        "bfgs", "BFGS", "BFGS", FullBatchGradient;
    LBfgs(l_bfgs::LBfgs):
        "l-bfgs", "L-BFGS", "L-BFGS", FullBatchGradient;
    LevenbergMarquardt(levenberg_marquardt::LevenbergMarquardt):
        "levenberg-marquardt", "Levenberg–Marquardt", "Левенберг — Марквардт", NormalEquations;
}

impl Entry {
    /// The method with these settings, or what is wrong with the first wrong one, its key in front.
    fn settings(&self, settings: Map<String, Value>) -> Result<Method, String> {
        // Each alone: read together, a value of the wrong type would be told without its key.
        for (key, value) in &settings {
            let alone = Map::from_iter([(key.clone(), value.clone())]);
            if let Err(error) = (self.parse)(Value::Object(alone)) {
                let message = error.to_string();
                let says_its_key = message.starts_with("unknown field");
                return Err(if says_its_key {
                    message
                } else {
                    format!("`{key}`: {message}")
                });
            }
        }
        (self.parse)(Value::Object(settings)).map_err(|error| error.to_string())
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
}

impl MethodSettings for Method {
    fn problems(&self) -> Vec<OutOfRange> {
        self.settings().problems()
    }

    fn optimizer(&self, dimension: usize) -> Box<dyn Optimizer> {
        self.settings().optimizer(dimension)
    }
}

/// The sentence for a name that is none, with the nearest one where there is one.
fn unknown(name: &str) -> String {
    let names: Vec<&str> = METHODS.iter().map(|entry| entry.name).collect();
    let allowed = names.join(", ");
    let nearest = names
        .iter()
        .map(|candidate| (strsim::jaro_winkler(candidate, name), candidate))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(similarity, _)| *similarity > 0.8);
    match nearest {
        Some((_, nearest)) => {
            format!("unknown method `{name}`, did you mean `{nearest}`? Methods are {allowed}")
        }
        None => format!("unknown method `{name}`; methods are {allowed}"),
    }
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
        Method::named(name).ok_or_else(|| E::custom(unknown(name)))
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
            .ok_or_else(|| de::Error::custom(unknown(&name)))?;
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
        table["required"] = serde_json::json!(["method"]);
    }
    Schema::try_from(table).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Serialize, Deserialize, PartialEq)]
    struct File {
        methods: Vec<Method>,
    }

    fn parse(methods: &str) -> Result<File, toml::de::Error> {
        toml::from_str(&format!("methods = [{methods}]"))
    }

    #[test]
    fn a_name_gives_the_defaults_and_a_table_its_settings() {
        let file = parse(r#""bfgs", { delta0 = 0.07, method = "rprop" }"#).unwrap();
        let rprop = rprop::Rprop {
            delta0: 0.07,
            ..rprop::Rprop::default()
        };
        assert_eq!(
            file.methods,
            [Method::Bfgs(bfgs::Bfgs::default()), Method::Rprop(rprop)]
        );
    }

    #[test]
    fn every_method_survives_a_round_trip_with_all_its_settings() {
        let file = File {
            methods: METHODS.iter().map(|entry| (entry.default)()).collect(),
        };
        let text = toml::to_string(&file).unwrap();
        assert_eq!(toml::from_str::<File>(&text).unwrap(), file);
        for (method, entry) in file.methods.iter().zip(METHODS) {
            assert_eq!(method.name(), entry.name);
            assert_eq!(method.optimizer(1).name(), entry.name);
            assert!(method.problems().is_empty(), "{method:?}");
        }
    }

    #[test]
    fn mistakes_are_told_with_what_is_allowed() {
        for (methods, told) in [
            (
                r#""rporp""#,
                "unknown method `rporp`, did you mean `rprop`?",
            ),
            (r#""xyz""#, "methods are gradient-descent, momentum"),
            (
                r#"{ method = "rprop", delta = 1 }"#,
                "\nunknown field `delta`, expected one of `variant`, `increase`",
            ),
            (
                r#"{ method = "adam", beta1 = "x" }"#,
                "`beta1`: invalid type",
            ),
            (r#"{ delta0 = 1 }"#, "missing field `method`"),
            ("3", "expected a method's name or a table"),
        ] {
            let error = parse(methods).unwrap_err().to_string();
            assert!(error.contains(told), "{methods}: {error}");
        }
    }

    #[test]
    fn settings_out_of_range_are_named() {
        let method = Method::Momentum(momentum::Momentum {
            momentum: 1.5,
            learning_rate: -1.0,
            ..momentum::Momentum::default()
        });
        let told: Vec<String> = method
            .problems()
            .iter()
            .map(|problem| format!("{} {problem}", problem.key))
            .collect();
        assert_eq!(
            told,
            [
                "learning_rate is -1, must be finite and above 0",
                "momentum is 1.5, must be in [0, 1)"
            ]
        );
    }

    #[test]
    fn the_schema_knows_every_method_and_setting() {
        let schema = schemars::schema_for!(Method);
        let text = schema.to_value().to_string();
        for entry in METHODS {
            assert!(
                text.contains(&format!(r#"{{"const":"{}"}}"#, entry.name)),
                "{}",
                entry.name
            );
        }
        assert!(text.contains("delta_max"));
    }
}
