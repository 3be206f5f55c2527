//! What the settings of models and methods have in common: how a value out of its range, an unknown
//! name or a value of the wrong type is told, and where their words for people come from.

use serde_json::{Map, Value};

/// A setting out of its range; prints as "is -1, must be above 0".
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("is {value}, must be {allowed}")]
pub struct OutOfRange {
    /// The field.
    pub key: &'static str,
    /// What was found.
    pub value: f64,
    /// What is allowed.
    pub allowed: &'static str,
}

impl OutOfRange {
    /// A problem with `key` unless `fine`.
    pub fn unless(
        fine: bool,
        key: &'static str,
        value: f64,
        allowed: &'static str,
    ) -> Option<Self> {
        (!fine).then_some(OutOfRange {
            key,
            value,
            allowed,
        })
    }

    /// A problem with `key` unless `value` is finite and above 0.
    pub fn unless_positive(key: &'static str, value: f64) -> Option<Self> {
        Self::unless(
            value > 0.0 && value.is_finite(),
            key,
            value,
            "finite and above 0",
        )
    }

    /// A problem with `key` unless `value` is finite and at least 0.
    pub fn unless_not_negative(key: &'static str, value: f64) -> Option<Self> {
        Self::unless(
            value >= 0.0 && value.is_finite(),
            key,
            value,
            "finite and at least 0",
        )
    }

    /// A problem with `key` unless `value` lies in [0, 1).
    pub fn unless_fraction(key: &'static str, value: f64) -> Option<Self> {
        Self::unless((0.0..1.0).contains(&value), key, value, "in [0, 1)")
    }

    /// A problem with `key` unless `value` is finite.
    pub fn unless_finite(key: &'static str, value: f64) -> Option<Self> {
        Self::unless(value.is_finite(), key, value, "finite")
    }
}

/// The sentence for a name that is none of `names`, with the nearest one where there is one:
/// "unknown method `bgfs`, did you mean `bfgs`? Methods are …". `what` is one such thing, `plural`
/// several, with a capital letter.
pub fn unknown(what: &str, plural: &str, name: &str, names: &[&str]) -> String {
    if names.is_empty() {
        return format!(
            "unknown {what} `{name}`; there are no {}",
            plural.to_lowercase()
        );
    }
    let allowed = names.join(", ");
    match nearest(name, names) {
        Some(nearest) => {
            format!("unknown {what} `{name}`, did you mean `{nearest}`? {plural} are {allowed}")
        }
        None => format!(
            "unknown {what} `{name}`; {} are {allowed}",
            plural.to_lowercase()
        ),
    }
}

/// The one of `names` that was probably meant by `name`.
pub fn nearest<'a>(name: &str, names: &[&'a str]) -> Option<&'a str> {
    names
        .iter()
        .map(|candidate| (strsim::jaro_winkler(candidate, name), *candidate))
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .filter(|(similarity, _)| *similarity > 0.8)
        .map(|(_, nearest)| nearest)
}

/// Reads a table of settings all of which have defaults: `given` over `start`. What is wrong with
/// the first wrong setting is told with its key in front.
pub fn read_by_key<T>(
    parse: impl Fn(Value) -> serde_json::Result<T>,
    mut start: Map<String, Value>,
    given: Map<String, Value>,
) -> Result<T, String> {
    // Each alone: read together, a value of the wrong type would be told without its key.
    for (key, value) in &given {
        let alone = Map::from_iter([(key.clone(), value.clone())]);
        if let Err(error) = parse(Value::Object(alone)) {
            let message = error.to_string();
            let says_its_key = message.starts_with("unknown field");
            return Err(if says_its_key {
                message
            } else {
                format!("`{key}`: {message}")
            });
        }
    }
    start.extend(given);
    parse(Value::Object(start)).map_err(|error| error.to_string())
}

/// The words at the head of a source file: its `//!` lines without links, which are for the
/// documentation in a browser.
pub fn head(source: &str) -> String {
    let lines = source.lines().map_while(|line| line.strip_prefix("//!"));
    let lines = lines.map(|line| line.strip_prefix(' ').unwrap_or(line));
    let text = lines.collect::<Vec<&str>>().join("\n");
    text.replace("[`super::", "`")
        .replace("[`", "`")
        .replace("`]", "`")
}
