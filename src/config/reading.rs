//! Reading a table into a type, collecting every mistake and not only serde's first.
//!
//! Serde stops at the first mistake. Here the offending value is taken out and the rest is read
//! again, until what is left is right: so a table with three mistakes is answered with all three.

use super::diagnostic::{Diagnostic, Diagnostics, Source};
use super::suggest;
use crate::experiment::NEEDS_ONE_OF;
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
    let mut taken: Vec<String> = Vec::new();
    let before = diagnostics.0.len();
    loop {
        let error = match parse(Deserializer::from(left.clone())) {
            Ok(value) => return (diagnostics.0.len() == before).then_some(value),
            Err(error) => error,
        };
        let whole = error.span().unwrap_or_else(|| left.span());
        let (span, stands_alone) = place(&error, whole.clone(), &left);
        // A required key whose value was wrong has been told of: that it is missing now is no news,
        // nor that nothing is left of a table of which one key had to be chosen.
        let is_missing = |key: &String| {
            error.message() == format!("missing field `{key}`")
                || error.message() == "wanted exactly 1 element, found 0 elements"
                || error.message().starts_with(NEEDS_ONE_OF)
        };
        if !taken.iter().any(is_missing) {
            diagnostics.0.push(sentence(
                &error,
                span.clone(),
                siblings,
                source,
                left.get_ref(),
            ));
        }
        let wrong = if stands_alone { span } else { whole };
        taken.push(take_out(left.get_mut(), &wrong)?);
    }
}

/// Where the mistake is, and whether the rest of its table can be read without it. A type that reads
/// a whole table at once can only say its key, at the beginning of the message; then the place is
/// that key's in the table at `whole`, where serde points.
fn place(
    error: &toml::de::Error,
    whole: Range<usize>,
    table: &Spanned<DeTable<'_>>,
) -> (Range<usize>, bool) {
    let unknown = suggest::unknown(error.message());
    let key = match &unknown {
        Some(unknown) if unknown.is_key => Some(unknown.found.as_str()),
        Some(_) => None,
        None => suggest::first_key(error.message()),
    };
    let found = key.and_then(|key| table_at(table.get_ref(), &whole)?.get_key_value(key));
    match found {
        Some((key, _)) if unknown.is_some() => (key.span(), true),
        // "`noise`: found a string" is about this key alone, "`csv` and `generate` …" is not.
        Some((_, value)) => {
            let is_type = suggest::after_first_key(error.message()).starts_with(": ");
            (value.span(), is_type)
        }
        None => (whole, true),
    }
}

/// The table, at any depth, that stands exactly at `span`.
fn table_at<'t, 'a>(table: &'t DeTable<'a>, span: &Range<usize>) -> Option<&'t DeTable<'a>> {
    table.values().find_map(|value| table_in(value, span))
}

fn table_in<'t, 'a>(
    value: &'t Spanned<DeValue<'a>>,
    span: &Range<usize>,
) -> Option<&'t DeTable<'a>> {
    match value.get_ref() {
        DeValue::Table(inner) if value.span() == *span => Some(inner),
        DeValue::Table(inner) => table_at(inner, span),
        DeValue::Array(items) => items.iter().find_map(|item| table_in(item, span)),
        _ => None,
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
            Some(key) if suggest::first_key(error.message()) == key.rsplit('.').next() => {
                let rest = suggest::after_first_key(error.message());
                format!("`{key}`{}", suggest::plain(rest))
            }
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

/// The dotted key whose value covers `span`, as deep as tables and lists of tables go.
pub fn key_at(table: &DeTable<'_>, span: &Range<usize>) -> Option<String> {
    for (key, value) in table {
        let inside = match value.get_ref() {
            DeValue::Table(inner) => key_at(inner, span),
            DeValue::Array(items) => items
                .iter()
                .filter_map(|item| item.get_ref().as_table())
                .find_map(|inner| key_at(inner, span)),
            _ => None,
        };
        if let Some(deeper) = inside {
            return Some(format!("{}.{deeper}", key.get_ref()));
        }
        if covers(&value.span(), span) {
            return Some(key.get_ref().to_string());
        }
    }
    None
}

/// Takes out the smallest value or the key that stands at `span`, an element of a list included,
/// and answers with its key (empty for an element).
fn take_out(table: &mut DeTable<'_>, span: &Range<usize>) -> Option<String> {
    let (key, is_key) = table
        .iter()
        .find(|(key, value)| {
            key.span() == *span || covers(&value.span(), span) || holds(value.get_ref(), span)
        })
        .map(|(key, _)| (key.get_ref().to_string(), key.span() == *span))?;
    let value = table.get_mut(key.as_str())?.get_mut();
    let deeper = if is_key {
        None
    } else {
        take_out_of(value, span)
    };
    deeper.or_else(|| table.remove(key.as_str()).map(|_| key))
}

fn take_out_of(value: &mut DeValue<'_>, span: &Range<usize>) -> Option<String> {
    match value {
        DeValue::Table(inner) => take_out(inner, span),
        DeValue::Array(items) => {
            let place = items
                .iter()
                .position(|item| covers(&item.span(), span) || holds(item.get_ref(), span))?;
            take_out_of(items.get_mut(place)?.get_mut(), span).or_else(|| {
                let mut index = 0..;
                *items = items
                    .iter()
                    .filter(|_| index.next() != Some(place))
                    .cloned()
                    .collect();
                Some(String::new())
            })
        }
        _ => None,
    }
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
