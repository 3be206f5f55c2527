//! A space as it stands in files, its checks, and its trials.

use super::{Range, Scale, points};
use crate::optimize::{Method, MethodSettings};
use crate::settings::nearest;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// The settings over which a method is tuned, each with its range. In files a table of ranges:
/// `{ learning_rate = [0.001, 10.0], momentum = { from = 0.5, to = 0.99, scale = "linear" } }`, a pair
/// being on a log scale. Empty, which is the default, stands for the method's own space.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Space {
    /// In the order of their keys: that of a file plays no part in where the points lie.
    ranges: Vec<Range>,
}

/// A range that does not fit its method; key and message make a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The setting.
    pub key: String,
    /// What was found and what is allowed: "starts at 10, must start below its end, 0.001".
    pub message: String,
}

impl Space {
    /// The space of these ranges.
    pub fn new(mut ranges: Vec<Range>) -> Self {
        ranges.sort_by(|a, b| a.key.cmp(&b.key));
        Space { ranges }
    }

    /// The space of the registry.
    pub fn of_method(method: &Method) -> Self {
        Space::new(method.entry().search.to_vec())
    }

    /// Its ranges, or those of the registry where it is empty.
    pub fn ranges(&self, method: &Method) -> Vec<Range> {
        if self.ranges.is_empty() {
            Space::of_method(method).ranges
        } else {
            self.ranges.clone()
        }
    }

    /// What does not fit `method`; empty where all of it does.
    pub fn problems(&self, method: &Method) -> Vec<Problem> {
        let of_range = |range: &Range| {
            let message = unfit(range, method)?;
            let key = range.key.to_string();
            Some(Problem { key, message })
        };
        self.ranges(method).iter().filter_map(of_range).collect()
    }

    /// `count` methods to choose from: `method` as it is, then those of the [`points`](fn@points) of the space,
    /// where only the settings of the space differ from it.
    ///
    /// # Errors
    /// The [`problems`](Self::problems) of the space.
    pub fn trials(&self, method: &Method, count: usize) -> Result<Vec<Method>, Vec<Problem>> {
        let problems = self.problems(method);
        if !problems.is_empty() {
            return Err(problems);
        }
        let ranges = self.ranges(method);
        let mut points = points(&ranges, count.saturating_sub(1));
        for (index, range) in ranges.iter().enumerate() {
            if method.takes_whole(&range.key) {
                make_whole(&mut points, index, range.to);
            }
        }
        let tried = points.iter().map(|point| placed(method, &ranges, point));
        let trials = std::iter::once(Ok(method.clone())).chain(tried);
        trials.take(count).collect::<Result<_, _>>()
    }
}

/// Rounds a coordinate. In a grid, which rises, a value that is there already gives way to the next
/// one, as long as the range has one.
fn make_whole(points: &mut [Vec<f64>], index: usize, last: f64) {
    let is_grid = points.first().is_some_and(|point| point.len() == 1);
    let mut least = f64::NEG_INFINITY;
    for point in points {
        let value = point[index].round();
        point[index] = if is_grid {
            value.max(least).min(last)
        } else {
            value
        };
        least = point[index] + 1.0;
    }
}

/// The method with the settings of a point.
fn placed(method: &Method, ranges: &[Range], point: &[f64]) -> Result<Method, Vec<Problem>> {
    let mut placed = method.clone();
    for (range, &value) in ranges.iter().zip(point) {
        placed = placed.with(&range.key, value).map_err(|message| {
            let key = range.key.to_string();
            vec![Problem { key, message }]
        })?;
    }
    Ok(placed)
}

/// What is wrong with a range.
fn unfit(range: &Range, method: &Method) -> Option<String> {
    let Range {
        key,
        from,
        to,
        scale,
    } = range;
    if method.setting(key).is_none() {
        return Some(unknown_setting(key, method));
    }
    if !from.is_finite() || !to.is_finite() {
        return Some(format!("goes from {from} to {to}, must have finite ends"));
    }
    if !(from < to) {
        return Some(format!(
            "starts at {from}, must start below its end, which is {to}"
        ));
    }
    if *scale == Scale::Log && !(*from > 0.0) {
        return Some(format!(
            "starts at {from}, must start above 0 on a log scale"
        ));
    }
    let start = beyond(key, *from, method).map(|told| format!("starts at {from}, {told}"));
    start.or_else(|| beyond(key, *to, method).map(|told| format!("ends at {to}, {told}")))
}

fn unknown_setting(key: &str, method: &Method) -> String {
    let names = method.numeric_settings();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (method, allowed) = (method.name(), names.join(", "));
    match nearest(key, &names) {
        Some(nearest) => format!(
            "is no numeric setting of {method}, did you mean `{nearest}`? They are {allowed}"
        ),
        None => format!("is no numeric setting of {method}; they are {allowed}"),
    }
}

/// Why the method refuses an end of a range.
fn beyond(key: &str, end: f64, method: &Method) -> Option<String> {
    if method.takes_whole(key) && end.fract() != 0.0 {
        return Some("must be a whole number".to_string());
    }
    let placed = match method.with(key, end) {
        Ok(placed) => placed,
        Err(message) => return Some(message),
    };
    let problem = placed.problems().into_iter().next()?;
    if problem.key == key {
        Some(format!("must be {}", problem.allowed))
    } else {
        Some(format!("where `{}` {problem}", problem.key))
    }
}

/// A range without its key, as a table.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "TuningRange")]
struct Bounds {
    /// Least value.
    from: f64,
    /// Greatest value, above `from`.
    to: f64,
    /// `log` (default; `from` must then be above 0) or `linear`.
    #[serde(default)]
    scale: Scale,
}

impl Serialize for Space {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.ranges.len()))?;
        for range in &self.ranges {
            let (from, to, scale) = (range.from, range.to, range.scale);
            match scale {
                Scale::Log => map.serialize_entry(&range.key, &[from, to])?,
                Scale::Linear => map.serialize_entry(&range.key, &Bounds { from, to, scale })?,
            }
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Space {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(TableOfRanges)
    }
}

struct TableOfRanges;

impl<'de> Visitor<'de> for TableOfRanges {
    type Value = Space;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a table of settings and their ranges")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Space, A::Error> {
        let mut ranges = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            let named = |error| de::Error::custom(format!("`{key}`: {error}"));
            let PairOrTable(Bounds { from, to, scale }) = map.next_value().map_err(named)?;
            ranges.push(Range {
                key: Cow::Owned(key),
                from,
                to,
                scale,
            });
        }
        Ok(Space::new(ranges))
    }
}

struct PairOrTable(Bounds);

impl<'de> Deserialize<'de> for PairOrTable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EndsOfRange).map(PairOrTable)
    }
}

struct EndsOfRange;

impl<'de> Visitor<'de> for EndsOfRange {
    type Value = Bounds;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("[from, to] or a table with `from` and `to`")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut ends: A) -> Result<Bounds, A::Error> {
        let mut found = Vec::new();
        while let Some(end) = ends.next_element::<f64>()? {
            found.push(end);
        }
        match found[..] {
            [from, to] => Ok(Bounds {
                from,
                to,
                scale: Scale::Log,
            }),
            _ => Err(de::Error::invalid_length(found.len(), &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Bounds, A::Error> {
        Bounds::deserialize(de::value::MapAccessDeserializer::new(map))
    }
}

impl JsonSchema for Space {
    fn schema_name() -> Cow<'static, str> {
        "TuningSpace".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let pair = json_schema!({
            "description": "[from, to], on a log scale.",
            "type": "array",
            "items": { "type": "number" },
            "minItems": 2,
            "maxItems": 2,
        });
        json_schema!({
            "description": "Settings of the method and the range over which each is tuned.",
            "type": "object",
            "additionalProperties": { "anyOf": [pair, generator.subschema_for::<Bounds>()] },
        })
    }
}
