//! The JSON schema of the files, built from the registry, for editors.

use super::entry::MAX_REPEAT;
use crate::experiment::{KINDS, Kind};
use crate::outcome::Claim;
use serde_json::{Map, Value, json};

/// JSON schema (draft 2020-12) of an experiment file.
pub fn schema() -> Value {
    let mut definitions = Map::new();
    let experiments: Vec<Value> = KINDS
        .iter()
        .map(|kind| experiment(kind, &mut definitions))
        .collect();
    let defaults: Map<String, Value> = KINDS
        .iter()
        .map(|kind| (kind.name.to_string(), json!({ "type": "object", "description": format!("Defaults for every experiment of kind {} in this file.", kind.name) })))
        .chain([("repeat".to_string(), repeat())])
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Galvani experiments",
        "type": "object",
        "additionalProperties": false,
        "properties": {
            "include": {
                "description": "Files and globs to read first, relative to this file.",
                "anyOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }],
            },
            "seed": { "type": "integer", "minimum": 0, "description": "Seed of every random stream (default 1952)." },
            "defaults": { "type": "object", "additionalProperties": false, "properties": defaults },
            "experiment": { "type": "array", "items": { "oneOf": experiments } },
        },
        "$defs": definitions,
    })
}

fn repeat() -> Value {
    json!({ "type": "integer", "minimum": 1, "maximum": MAX_REPEAT, "description": "How often the experiment is repeated with derived seeds (default 1)." })
}

fn experiment(kind: &Kind, definitions: &mut Map<String, Value>) -> Value {
    let mut schema = with_definitions_moved((kind.schema)(), kind.name, definitions);
    let mut properties = common(kind.name, definitions);
    if let Some(Value::Object(own)) = schema.get_mut("properties") {
        properties.append(own);
    }
    json!({
        "type": "object",
        "title": kind.name,
        "description": (kind.summary)().en,
        "required": ["name", "kind"],
        "additionalProperties": false,
        "properties": properties,
    })
}

fn common(kind: &str, definitions: &mut Map<String, Value>) -> Map<String, Value> {
    let mut claim = with_definitions_moved(schemars::schema_for!(Claim), "claim", definitions);
    if let Value::Object(fields) = &mut claim {
        fields.remove("$schema");
    }
    let swept = json!({ "type": "object", "description": "Dotted settings with lists of values or { from, to, count, scale }." });
    let properties = json!({
        "name": { "type": "string", "pattern": "^[a-z0-9-]+(/[a-z0-9-]+)*$", "description": "Unique name, also the folder under results/." },
        "kind": { "const": kind },
        "title": {
            "description": "Title in both languages.",
            "anyOf": [
                { "type": "string" },
                { "type": "object", "properties": { "en": { "type": "string" }, "ru": { "type": "string" } }, "required": ["en"], "additionalProperties": false },
            ],
        },
        "repeat": repeat(),
        "sweep": {
            "type": "object",
            "description": "A grid of settings: `cross` for every combination, `zip` for side by side.",
            "properties": {
                "cross": swept,
                "zip": swept,
                "draw": { "type": "array", "items": { "type": "string" }, "description": "Metrics to draw over the swept setting (default: all that vary)." },
                "label": { "type": "object", "description": "Names of swept settings and metrics on axes and legends, as a string or { en, ru }." },
            },
            "additionalProperties": false,
        },
        "claim": { "type": "array", "description": "Published numbers to compare with.", "items": claim },
    });
    match properties {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

/// Moves a schema's `$defs` to the root's, under names that begin with `owner`: two kinds may have
/// types of the same name.
fn with_definitions_moved(
    schema: schemars::Schema,
    owner: &str,
    definitions: &mut Map<String, Value>,
) -> Value {
    let mut value = schema.to_value();
    rename_references(&mut value, owner);
    if let Some(Value::Object(own)) = value
        .as_object_mut()
        .and_then(|fields| fields.remove("$defs"))
    {
        definitions.extend(
            own.into_iter()
                .map(|(name, definition)| (format!("{owner}.{name}"), definition)),
        );
    }
    value
}

fn rename_references(value: &mut Value, owner: &str) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields.iter_mut() {
                match field {
                    Value::String(target) if key == "$ref" => {
                        *target = target.replace("#/$defs/", &format!("#/$defs/{owner}."))
                    }
                    _ => rename_references(field, owner),
                }
            }
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| rename_references(item, owner)),
        _ => {}
    }
}
