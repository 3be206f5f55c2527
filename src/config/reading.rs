//! Reading a table into a type, collecting every mistake and not only serde's first.
//!
//! Serde stops at the first mistake. Here the offending key is taken out and the rest is read
//! again, until what is left is right: so a table with three mistakes is answered with all three.

use super::diagnostic::{Diagnostic, Diagnostics, Source};
use super::suggest;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue, Deserializer};

/// Reads `table` with `parse`. `siblings` are keys that are allowed beside the type's own (they were
/// taken out before), for suggestions. `None` when there was any mistake.
pub fn collect<T>(
    table: &Spanned<DeTable<'_>>,
    parse: impl Fn(Deserializer<'_>) -> Result<T, toml::de::Error>,
    siblings: &[&str],
    source: &Arc<Source>,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let mut left = table.clone();
    let before = diagnostics.0.len();
    loop {
        let error = match parse(Deserializer::from(left.clone())) {
            Ok(value) => return (diagnostics.0.len() == before).then_some(value),
            Err(error) => error,
        };
        let span = error.span().unwrap_or_else(|| table.span());
        diagnostics.0.push(sentence(
            &error,
            span.clone(),
            siblings,
            source,
            left.get_ref(),
        ));
        let is_key = suggest::unknown(error.message()).is_some_and(|unknown| unknown.is_key);
        let removed = if is_key {
            remove_key(left.get_mut(), &span)
        } else {
            remove_top(left.get_mut(), &span)
        };
        if !removed {
            return None;
        }
    }
}

/// Makes serde's message a sentence with what is allowed.
fn sentence(
    error: &toml::de::Error,
    span: Range<usize>,
    siblings: &[&str],
    source: &Arc<Source>,
    table: &DeTable<'_>,
) -> Diagnostic {
    let Some(unknown) = suggest::unknown(error.message()) else {
        let message = match key_at(table, &span) {
            Some(key) => format!("`{key}`: {}", suggest::plain(error.message())),
            None => suggest::plain(error.message()),
        };
        return Diagnostic::at(source, span, message);
    };
    let mut allowed: Vec<&str> = unknown.allowed.iter().map(String::as_str).collect();
    if unknown.is_key {
        // The common keys of an experiment are allowed at its top only.
        if table.iter().any(|(key, _)| key.span() == span) {
            allowed.extend(siblings);
        }
        Diagnostic::at(source, span, format!("unknown key `{}`", unknown.found))
            .help(suggest::help(&unknown.found, allowed))
    } else {
        let message = match key_at(table, &span) {
            Some(key) => format!("`{key}` cannot be `{}`", unknown.found),
            None => format!("`{}` is not allowed here", unknown.found),
        };
        Diagnostic::at(source, span, message).help(suggest::help(&unknown.found, allowed))
    }
}

fn covers(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The dotted key whose value covers `span`, as deep as tables go.
pub fn key_at(table: &DeTable<'_>, span: &Range<usize>) -> Option<String> {
    for (key, value) in table {
        let inside = value
            .get_ref()
            .as_table()
            .and_then(|inner| key_at(inner, span));
        if let Some(deeper) = inside {
            return Some(format!("{}.{deeper}", key.get_ref()));
        }
        if covers(&value.span(), span) {
            return Some(key.get_ref().to_string());
        }
    }
    None
}

/// Removes the key that stands exactly at `span`, at any depth.
fn remove_key(table: &mut DeTable<'_>, span: &Range<usize>) -> bool {
    let found = table
        .iter()
        .find(|(key, _)| key.span() == *span)
        .map(|(key, _)| key.get_ref().to_string());
    if let Some(key) = found {
        return table.remove(key.as_str()).is_some();
    }
    table
        .iter_mut()
        .any(|(_, value)| remove_key_in(value.get_mut(), span))
}

fn remove_key_in(value: &mut DeValue<'_>, span: &Range<usize>) -> bool {
    match value {
        DeValue::Table(inner) => remove_key(inner, span),
        DeValue::Array(items) => items
            .iter_mut()
            .any(|item| remove_key_in(item.get_mut(), span)),
        _ => false,
    }
}

/// Removes the top key whose value holds `span`: deeper removals would only make other keys of the
/// same table seem to be missing.
fn remove_top(table: &mut DeTable<'_>, span: &Range<usize>) -> bool {
    let found = table
        .iter()
        .find(|(key, value)| {
            covers(&value.span(), span) || key.span() == *span || holds(value.get_ref(), span)
        })
        .map(|(key, _)| key.get_ref().to_string());
    found.is_some_and(|key| table.remove(key.as_str()).is_some())
}

/// Whether a value somewhere inside covers `span`: the parts of a dotted key or of a table that is
/// written in pieces lie outside the span of the whole.
fn holds(value: &DeValue<'_>, span: &Range<usize>) -> bool {
    match value {
        DeValue::Table(inner) => inner.iter().any(|(key, value)| {
            key.span() == *span || covers(&value.span(), span) || holds(value.get_ref(), span)
        }),
        DeValue::Array(items) => items
            .iter()
            .any(|item| covers(&item.span(), span) || holds(item.get_ref(), span)),
        _ => false,
    }
}

/// The span of the value at a dotted path like `stimulus[0].start_ms`, or of the nearest table
/// above it that is written in the file.
pub fn locate(table: &DeTable<'_>, path: &str) -> Option<Range<usize>> {
    let (first, rest) = path
        .split_once('.')
        .map_or((path, ""), |(first, rest)| (first, rest));
    let (key, index) = match first
        .strip_suffix(']')
        .and_then(|open| open.split_once('['))
    {
        Some((key, index)) => (key, index.parse::<usize>().ok()),
        None => (first, None),
    };
    let mut value = table.get(key)?;
    if let Some(element) = index.and_then(|index| value.get_ref().as_array()?.get(index)) {
        value = element;
    }
    let deeper = match (rest, value.get_ref()) {
        ("", _) => None,
        (_, DeValue::Table(inner)) => locate(inner, rest),
        _ => None,
    };
    Some(deeper.unwrap_or_else(|| value.span()))
}
