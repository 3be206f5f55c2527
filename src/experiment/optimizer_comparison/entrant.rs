//! One entrant of the comparison: a method, its batches, and the settings over which it is tuned.

use crate::experiment::ranges::Ranges;
use crate::experiment::supervised::{name_of_method, snake_case};
use crate::optimize::search::{Range, Space};
use crate::optimize::{Method, MethodSettings};
use crate::outcome::Text;
use crate::train::BatchSize;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value, json};
use std::fmt;

/// A method as it enters the comparison. In files its name, or a table of `method`, its settings and
/// what else is here.
#[derive(Clone, Debug, PartialEq)]
pub struct Entrant {
    /// The method with the settings that count as its defaults.
    pub method: Method,
    /// What it is called; in snake case part of the names of metrics. Default: the method's name.
    pub name: Option<String>,
    /// Its name in Russian reports. Default: `name`.
    pub name_ru: Option<String>,
    /// Its batches. Default: the experiment's, or the full batch where the method needs it.
    pub batch: Option<BatchSize>,
    /// The ranges of the settings over which it is tuned. Default: the method's own.
    pub tune: Space,
}

impl Entrant {
    /// A method as it is.
    pub fn of(method: Method) -> Self {
        Entrant {
            method,
            name: None,
            name_ru: None,
            batch: None,
            tune: Space::default(),
        }
    }

    /// Part of the names of metrics.
    pub fn stem(&self) -> String {
        snake_case(self.name.as_deref().unwrap_or(self.method.name()))
    }

    /// What it is called in figures and tables.
    pub fn text(&self) -> Text {
        let method = name_of_method(self.method.entry());
        match (&self.name, &self.name_ru) {
            (Some(en), ru) => Text::new(en, ru.as_ref().unwrap_or(en)),
            (None, Some(ru)) => Text::new(method.en, ru),
            (None, None) => method,
        }
    }

    /// The batches it takes in an experiment with these.
    pub fn batch(&self, of_the_experiment: BatchSize) -> BatchSize {
        if self.method.entry().needs.full_batch() {
            BatchSize::Full
        } else {
            self.batch.unwrap_or(of_the_experiment)
        }
    }

    /// The ranges over which it is tuned.
    pub fn ranges(&self) -> Vec<Range> {
        self.tune.ranges(&self.method)
    }

    /// The defaults and `others` more: the method, and its values of the settings that are tuned.
    pub fn trials(&self, others: usize) -> Vec<(Vec<f64>, Method)> {
        let ranges = self.ranges();
        let values = |method: &Method| {
            let value = |range: &Range| method.setting(&range.key).unwrap_or(f64::NAN);
            ranges.iter().map(value).collect()
        };
        // Spaces are checked before anything runs.
        let methods = self
            .tune
            .trials(&self.method, others + 1)
            .unwrap_or_default();
        let with_values = methods.into_iter().map(|method| (values(&method), method));
        with_values.collect()
    }

    /// The settings in one line: `learning_rate = 0.1, weight_decay = 0`.
    pub fn settings(&self) -> String {
        let Ok(Value::Object(table)) = serde_json::to_value(&self.method) else {
            return String::new();
        };
        let settings = table.iter().filter(|(key, _)| *key != "method");
        let settings: Vec<String> = settings
            .map(|(key, value)| match value {
                Value::String(word) => format!("{key} = {word}"),
                other => format!("{key} = {other}"),
            })
            .collect();
        settings.join(", ")
    }

    /// What is wrong with the entrant at this place of the list.
    pub fn check(&self, place: usize, ranges: &mut Ranges) {
        let key = |rest: &str| format!("methods[{place}].{rest}");
        let own = self.method.problems();
        for problem in &own {
            ranges.wrong(key(problem.key), problem.to_string());
        }
        if let Some(batch) = self.batch
            && self.batch(batch) != batch
        {
            let english = self.method.entry().english;
            let message = format!("is set, but {english} takes the full batch only");
            ranges.wrong(key("batch"), message);
        }
        // With wrong settings every range would be wrong as well.
        if own.is_empty() {
            for problem in self.tune.problems(&self.method) {
                ranges.wrong(key(&format!("tune.{}", problem.key)), problem.message);
            }
        }
        if self.stem().is_empty() {
            ranges.wrong(key("name"), "has no letter or digit, must have one");
        }
    }
}

impl Serialize for Entrant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = |value: serde_json::Result<Value>| value.map_err(serde::ser::Error::custom);
        let mut table = match value(serde_json::to_value(&self.method))? {
            Value::Object(table) => table,
            other => Map::from_iter([("method".to_owned(), other)]),
        };
        let others = [
            ("name", self.name.as_ref().map(serde_json::to_value)),
            ("name_ru", self.name_ru.as_ref().map(serde_json::to_value)),
            ("batch", self.batch.as_ref().map(serde_json::to_value)),
            (
                "tune",
                (self.tune != Space::default()).then(|| serde_json::to_value(&self.tune)),
            ),
        ];
        for (key, other) in others {
            if let Some(other) = other {
                table.insert(key.into(), value(other)?);
            }
        }
        table.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Entrant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NameOrTable)
    }
}

struct NameOrTable;

impl<'de> Visitor<'de> for NameOrTable {
    type Value = Entrant;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a method's name or a table with `method` and its settings")
    }

    fn visit_str<E: de::Error>(self, name: &str) -> Result<Entrant, E> {
        let method = Method::deserialize(de::value::StrDeserializer::new(name))?;
        Ok(Entrant::of(method))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entrant, A::Error> {
        let (mut name, mut name_ru, mut batch) = (None, None, None);
        let mut tune = Space::default();
        let mut settings = Map::new();
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "name" => name = Some(map.next_value()?),
                "name_ru" => name_ru = Some(map.next_value()?),
                "batch" => batch = Some(map.next_value()?),
                "tune" => tune = map.next_value()?,
                _ => {
                    settings.insert(key, map.next_value()?);
                }
            }
        }
        let method = serde_json::from_value(Value::Object(settings)).map_err(de::Error::custom)?;
        Ok(Entrant {
            method,
            name,
            name_ru,
            batch,
            tune,
        })
    }
}

impl JsonSchema for Entrant {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Entrant".into()
    }

    /// The schema of a method, every table with the entrant's own keys added.
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let others = json!({
            "name": { "type": "string", "description": "What it is called. Default: the method's name." },
            "name_ru": { "type": "string", "description": "Its name in Russian reports. Default: `name`." },
            "batch": generator.subschema_for::<BatchSize>(),
            "tune": generator.subschema_for::<Space>(),
        });
        let mut schema = Method::json_schema(generator);
        let choices = schema.get_mut("anyOf").and_then(Value::as_array_mut);
        for choice in choices.into_iter().flatten() {
            let properties = choice.get_mut("properties").and_then(Value::as_object_mut);
            if let (Some(properties), Some(others)) = (properties, others.as_object()) {
                properties.extend(others.clone());
            }
        }
        schema.insert(
            "description".into(),
            "A method's name, or a table with `method`, its settings, and its `name`, `batch` and \
             `tune`."
                .into(),
        );
        schema
    }
}
