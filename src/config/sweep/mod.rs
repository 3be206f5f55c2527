//! Sweeps: a grid of any settings.
//!
//! ```toml
//! [experiment.sweep.cross]                 # every combination
//! "membrane.temperature_c" = [6.3, 18.5]
//! "stimulus.amplitude_ua_cm2" = { from = 1, to = 100, count = 21, scale = "log" }
//! [experiment.sweep.zip]                   # side by side: first with first, second with second
//! group_size = [80, 90, 100]
//! weight_mv = [6.1, 5.4, 4.86]
//! ```

mod range;
mod view;

pub use range::Numbers;
pub use view::{View, take_view};

use crate::config::diagnostic::{Diagnostic, Diagnostics, Source};
use crate::config::suggest;
use serde::Deserialize;
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue, Deserializer};

/// Most points one sweep may have.
const MAX_POINTS: usize = 100_000;

/// What a sweep may hold: two ways to make a grid, then how it is shown.
const GROUPS: [&str; 4] = ["cross", "zip", "draw", "label"];

/// A swept key with one of its values.
#[derive(Clone)]
pub struct Assignment<'a> {
    pub key: Spanned<DeString<'a>>,
    pub value: Spanned<DeValue<'a>>,
}

/// One combination of swept values; empty where nothing is swept.
pub struct GridPoint<'a>(pub Vec<Assignment<'a>>);

impl GridPoint<'_> {
    /// (last part of the key, value) of each swept key.
    pub fn labels(&self) -> Vec<(String, String)> {
        let keys: Vec<&str> = self
            .0
            .iter()
            .map(|assignment| assignment.key.get_ref().as_ref())
            .collect();
        self.0
            .iter()
            .map(|assignment| {
                let key = assignment.key.get_ref().as_ref();
                let short = key.rsplit('.').next().unwrap_or(key);
                let is_unique = keys
                    .iter()
                    .filter(|other| other.rsplit('.').next() == Some(short))
                    .count()
                    == 1;
                let key = if is_unique { short } else { key };
                (key.to_string(), written(assignment.value.get_ref()))
            })
            .collect()
    }
}

/// Every combination of a `sweep` table, the first crossed key slowest, zipped keys fastest; one
/// empty point without a sweep. `None` when there was a mistake.
pub fn grid<'a>(
    sweep: Option<&'a Spanned<DeValue<'a>>>,
    numbers: &'a Numbers,
    source: &Arc<Source>,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<GridPoint<'a>>> {
    let Some(sweep) = sweep else {
        return Some(vec![GridPoint(Vec::new())]);
    };
    let mut report = |span, message: String, help: Option<String>| {
        diagnostics.0.push(Diagnostic {
            help,
            ..Diagnostic::at(source, span, message)
        });
        None
    };
    let example = "sweep.cross.duration_ms = [20, 50]";
    let Some(groups) = sweep.get_ref().as_table() else {
        return report(
            sweep.span(),
            "`sweep` must be a table of `cross` and `zip`".into(),
            Some(example.into()),
        );
    };
    let mut axes: Vec<Vec<GridPoint<'a>>> = Vec::new();
    for (group, keys) in groups {
        let name = group.get_ref().as_ref();
        if !GROUPS[..2].contains(&name) {
            return report(
                group.span(),
                format!("unknown key `{name}` in `sweep`"),
                Some(format!("{}; e.g. {example}", suggest::help(name, GROUPS))),
            );
        }
        let Some(keys) = keys.get_ref().as_table() else {
            return report(
                keys.span(),
                format!("`sweep.{name}` must be a table of keys and lists"),
                Some(example.into()),
            );
        };
        let lists = match lists(keys, numbers) {
            Ok(lists) => lists,
            Err((span, message)) => return report(span, message, None),
        };
        if name == "cross" {
            axes.extend(
                lists
                    .into_iter()
                    .map(|list| list.into_iter().map(|one| GridPoint(vec![one])).collect()),
            );
            continue;
        }
        match zipped(lists) {
            Ok(axis) => axes.push(axis),
            Err(message) => return report(group.span(), message, None),
        }
    }
    let total = axes
        .iter()
        .try_fold(1usize, |total, axis| total.checked_mul(axis.len()));
    match total.filter(|&total| total <= MAX_POINTS) {
        Some(_) => Some(product(&axes)),
        None => report(
            sweep.span(),
            format!("this sweep has more than {MAX_POINTS} points"),
            None,
        ),
    }
}

type Mistake = (Range<usize>, String);

fn lists<'a>(
    keys: &'a DeTable<'a>,
    numbers: &'a Numbers,
) -> Result<Vec<Vec<Assignment<'a>>>, Mistake> {
    keys.iter()
        .map(|(key, list)| {
            let values = values(key, list, numbers)?;
            if values.is_empty() {
                return Err((
                    list.span(),
                    format!(
                        "`{}` is swept over nothing; give at least one value",
                        key.get_ref()
                    ),
                ));
            }
            Ok(values
                .into_iter()
                .map(|value| Assignment {
                    key: key.clone(),
                    value,
                })
                .collect())
        })
        .collect()
}

/// Whether any key is that of a range: without one it is a part of a dotted key.
fn is_range(table: &DeTable<'_>) -> bool {
    ["from", "to", "count", "scale"]
        .iter()
        .any(|key| table.contains_key(*key))
}

fn values<'a>(
    key: &Spanned<DeString<'a>>,
    list: &'a Spanned<DeValue<'a>>,
    numbers: &'a Numbers,
) -> Result<Vec<Spanned<DeValue<'a>>>, Mistake> {
    match (list.get_ref(), numbers.at(&list.span())) {
        (DeValue::Array(items), _) => Ok(items.iter().cloned().collect()),
        (_, Some(Ok(texts))) => texts
            .iter()
            .map(|text| match DeValue::parse(text) {
                Ok(value) => Ok(Spanned::new(list.span(), value.into_inner())),
                Err(error) => Err((list.span(), error.message().to_string())),
            })
            .collect(),
        (DeValue::Table(inner), Some(Err(_))) if !is_range(inner) => {
            let deeper = inner.keys().next().map_or("…", |key| key.get_ref());
            Err((
                list.span(),
                format!(
                    "a swept key with dots is written in quotes: \"{}.{deeper}\"",
                    key.get_ref()
                ),
            ))
        }
        (_, Some(Err(message))) => Err((list.span(), message.to_string())),
        _ => Err((
            list.span(),
            "a swept key takes a list or { from, to, count, scale = \"linear\" | \"log\" }".into(),
        )),
    }
}

fn zipped<'a>(lists: Vec<Vec<Assignment<'a>>>) -> Result<Vec<GridPoint<'a>>, String> {
    let length = lists.first().map_or(0, Vec::len);
    if let Some(other) = lists.iter().find(|list| list.len() != length) {
        return Err(format!(
            "zipped lists must have one length: `{}` has {length}, `{}` has {}",
            lists[0][0].key.get_ref(),
            other[0].key.get_ref(),
            other.len()
        ));
    }
    Ok((0..length)
        .map(|index| GridPoint(lists.iter().map(|list| list[index].clone()).collect()))
        .collect())
}

fn product<'a>(axes: &[Vec<GridPoint<'a>>]) -> Vec<GridPoint<'a>> {
    let mut points = vec![GridPoint(Vec::new())];
    for axis in axes {
        points = points
            .iter()
            .flat_map(|point| {
                axis.iter()
                    .map(move |more| GridPoint([point.0.as_slice(), &more.0].concat()))
            })
            .collect();
    }
    points
}

/// Sets a dotted path in the settings, making the tables on the way.
pub fn assign<'a>(table: &mut DeTable<'a>, assignment: &Assignment<'a>) -> Result<(), String> {
    let path = assignment.key.get_ref().to_string();
    let span = assignment.key.span();
    let mut parts: Vec<&str> = path.split('.').collect();
    let last = parts.pop().unwrap_or_default();
    let mut table = table;
    for part in parts {
        table = step(table, part, &span)
            .map_err(|problem| format!("cannot sweep `{path}`: {problem}"))?;
    }
    let (key, index) = indexed(last)?;
    match index {
        None => {
            // Removed first: an insert would keep the old key with its place in the file.
            table.remove(key);
            table.insert(
                Spanned::new(span, DeString::from(key.to_string())),
                assignment.value.clone(),
            );
        }
        Some(index) => {
            let element = element(table, key, index)
                .ok_or_else(|| format!("cannot sweep `{path}`: there is no `{last}`"))?;
            *element = assignment.value.clone();
        }
    }
    Ok(())
}

fn step<'t, 'a>(
    table: &'t mut DeTable<'a>,
    part: &str,
    span: &Range<usize>,
) -> Result<&'t mut DeTable<'a>, String> {
    let (key, index) = indexed(part)?;
    let value = match index {
        Some(index) => element(table, key, index).ok_or_else(|| format!("there is no `{part}`"))?,
        None => table
            .entry(Spanned::new(span.clone(), DeString::from(key.to_string())))
            .or_insert_with(|| Spanned::new(span.clone(), DeValue::Table(DeTable::new()))),
    };
    match value.get_mut() {
        DeValue::Table(inner) => Ok(inner),
        _ => Err(format!("`{part}` is not a table")),
    }
}

fn indexed(part: &str) -> Result<(&str, Option<usize>), String> {
    let Some(open) = part.strip_suffix(']') else {
        return Ok((part, None));
    };
    let (key, index) = open
        .split_once('[')
        .ok_or_else(|| format!("`{part}` is not a key"))?;
    let index = index
        .parse()
        .map_err(|_| format!("`{index}` is not a place in a list"))?;
    Ok((key, Some(index)))
}

fn element<'t, 'a>(
    table: &'t mut DeTable<'a>,
    key: &str,
    index: usize,
) -> Option<&'t mut Spanned<DeValue<'a>>> {
    match table.get_mut(key)?.get_mut() {
        DeValue::Array(items) => items.get_mut(index),
        _ => None,
    }
}

/// A value as it is written on labels: strings bare, the rest as in TOML.
fn written(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(integer) => integer.as_str().to_string(),
        DeValue::Float(float) => float.as_str().trim_end_matches(".0").to_string(),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(time) => time.to_string(),
        DeValue::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| written(item.get_ref())).collect();
            format!("[{}]", items.join(" "))
        }
        DeValue::Table(table) => {
            let items: Vec<String> = table
                .iter()
                .map(|(key, value)| format!("{}={}", key.get_ref(), written(value.get_ref())))
                .collect();
            format!("{{{}}}", items.join(" "))
        }
    }
}

/// The sweep table without places, for the record of the settings.
pub fn as_written(sweep: &Spanned<DeValue<'_>>) -> toml::Table {
    let DeValue::Table(table) = sweep.get_ref() else {
        return toml::Table::new();
    };
    toml::Table::deserialize(Deserializer::from(Spanned::new(
        sweep.span(),
        table.clone(),
    )))
    .unwrap_or_default()
}
