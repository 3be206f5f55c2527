//! A list where a table belongs, as `[[experiment.packet]]` with two brackets makes it.
//!
//! Serde would take the list for the values of the table's keys in their order. The kind's schema
//! knows which settings are tables.

use super::diagnostic::{Diagnostic, Diagnostics, Source};
use crate::experiment::Kind;
use serde_json::Value;
use std::sync::Arc;
use toml::de::DeTable;

/// Reports lists that ought to be tables and takes them out.
pub fn check(
    kind: &Kind,
    settings: &mut DeTable<'_>,
    source: &Arc<Source>,
    diagnostics: &mut Diagnostics,
) {
    // The schema is made only where it is needed: most experiments have no list at their top.
    if settings.values().any(|value| value.get_ref().is_array()) {
        let schema = (kind.schema)().to_value();
        let wrong: Vec<_> = settings
            .iter()
            .filter(|(key, value)| value.get_ref().is_array() && is_table(&schema, key.get_ref()))
            .map(|(key, value)| (key.get_ref().to_string(), value.span()))
            .collect();
        for (key, span) in wrong {
            settings.remove(key.as_str());
            let message = format!("`{key}`: found a list, expected a table");
            let help = format!("write [experiment.{key}] with one bracket on each side");
            diagnostics
                .0
                .push(Diagnostic::at(source, span, message).help(help));
        }
    }
}

/// Whether the schema has a table at `key`, said there or under `$defs`.
fn is_table(schema: &Value, key: &str) -> bool {
    let property = &schema["properties"][key];
    let reference = property["$ref"].as_str();
    let definition = reference
        .and_then(|path| schema.pointer(path.trim_start_matches('#')))
        .unwrap_or(property);
    definition["type"] == "object"
}
