//! `list` and `explain`: the registries, for people.

use super::{FINE, USAGE, complain, print, usage_error};
use crate::config::{self, Overrides, Planned};
use crate::experiment::methods::{self, Explained};
use crate::experiment::{KINDS, Kind, neurons};
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// Lists the kinds, or the experiments of files.
pub fn list(files: &[PathBuf]) -> Result<u8, u8> {
    let rows: Vec<(String, String)> = if files.is_empty() {
        KINDS
            .iter()
            .map(|kind| (kind.name.to_string(), (kind.summary)().en))
            .collect()
    } else {
        let plan = config::load(files, &Overrides::default()).map_err(|diagnostics| {
            complain(&diagnostics.render(false));
            USAGE
        })?;
        plan.experiments
            .iter()
            .map(|planned| (planned.name.clone(), listed(planned)))
            .collect()
    };
    let width = rows
        .iter()
        .map(|(name, _)| name.chars().count())
        .max()
        .unwrap_or(0);
    print(
        &rows
            .iter()
            .map(|(name, words)| format!("{name:width$}  {words}\n"))
            .collect::<String>(),
    );
    Ok(FINE)
}

fn listed(planned: &Planned) -> String {
    let runs = planned.points.len() as u64 * planned.repeat;
    match runs {
        1 => planned.title.en.clone(),
        _ => format!("{} ({runs} runs)", planned.title.en),
    }
}

/// Explains a kind, a training method, a neuron, or an experiment of a file with its own values.
pub fn explain(name: &str, file: &Path) -> Result<u8, u8> {
    if let Some(kind) = KINDS.iter().find(|kind| kind.name == name) {
        print(&about(kind, None));
        return Ok(FINE);
    }
    if let Some(method) = methods::explain(name) {
        print(&about_method(&method));
        return Ok(FINE);
    }
    if let Some(neuron) = neurons::explain(name) {
        print(&about_neuron(&neuron));
        return Ok(FINE);
    }
    let plan = config::load(&[file.to_path_buf()], &Overrides::default()).ok();
    let experiments = plan.iter().flat_map(|plan| &plan.experiments);
    if let Some(planned) = experiments.clone().find(|planned| planned.name == name) {
        print(&about(planned.kind, Some(planned)));
        return Ok(FINE);
    }
    let kinds = KINDS.iter().map(|kind| kind.name);
    let mut names: Vec<&str> = kinds
        .chain(methods::names())
        .chain(neurons::names())
        .collect();
    names.extend(experiments.map(|planned| planned.name.as_str()));
    Err(usage_error(&format!(
        "nothing is called `{name}`; {}",
        config::suggestion(name, names.into_iter())
    )))
}

fn about(kind: &Kind, planned: Option<&Planned>) -> String {
    let mut text = String::new();
    if let Some(planned) = planned {
        text.push_str(&format!("{}: {}\n\n", planned.name, planned.title.en));
    }
    text.push_str(&format!(
        "{}: {}\n\n{}\n\nSettings\n",
        kind.name,
        (kind.summary)().en,
        kind.explain.trim()
    ));
    let schema = (kind.schema)().to_value();
    let none = Map::new();
    let properties = properties(&schema).unwrap_or(&none);
    let resolved = planned.and_then(|planned| planned.points.first()?.settings.resolved().ok());
    for (key, property) in properties {
        text.push_str(&setting(
            key,
            property,
            resolved.as_ref().and_then(|table| table.get(key)),
        ));
    }
    if let Some(planned) = planned {
        let sweep = planned
            .sweep
            .as_ref()
            .map(|sweep| format!("\nSweep: {sweep}\n"));
        text.push_str(&sweep.unwrap_or_default());
        for claim in &planned.claims {
            text.push_str(&format!(
                "Claim: {} = {} ({})\n",
                claim.metric, claim.published, claim.source
            ));
        }
    } else {
        text.push_str("\nIn TOML: [[experiment]] with `name`, `kind`, and any of the settings; also `title`, `repeat`, `sweep`, `claim` (see the README).\n");
    }
    text
}

fn properties(schema: &Value) -> Option<&Map<String, Value>> {
    schema.get("properties").and_then(Value::as_object)
}

fn about_neuron(neuron: &neurons::Explained) -> String {
    let mut text = format!(
        "{}: a neuron for networks, {}\n\n{}\n\nVariables that can be recorded: {}\n\nSettings\n",
        neuron.name,
        neuron.english,
        neuron.equations,
        neuron.variables.join(", ")
    );
    for (key, property) in &neuron.settings {
        text.push_str(&setting(key, property, None));
    }
    text
}

fn about_method(method: &Explained) -> String {
    let mut text = format!(
        "{}: a training method; it needs {}\n\n{}\n\nPresets\n",
        method.name, method.needs, method.formula
    );
    for (name, about) in &method.presets {
        text.push_str(&format!("  {name}\n      {about}\n"));
    }
    text.push_str("\nTuned over\n");
    for (key, range) in &method.search {
        text.push_str(&format!("  {key} {range}\n"));
    }
    text.push_str("\nSettings\n");
    let own = |key: &str| key != "method" && key != "preset";
    for (key, property) in properties(&method.settings).into_iter().flatten() {
        if own(key) {
            text.push_str(&setting(key, property, None));
        }
    }
    text.push_str(&format!(
        "\nIn TOML: \"{0}\", or {{ method = \"{0}\", preset = …, and any of the settings }}.\n",
        method.name
    ));
    text
}

/// One setting: its name and value, and its description below.
fn setting(key: &str, property: &Value, value: Option<&toml::Value>) -> String {
    // What is left out has no value to show.
    let default = property.get("default").filter(|value| !value.is_null());
    let value = match (value, default) {
        (Some(value), _) => format!(" = {value}"),
        (None, Some(default)) => format!(" = {default}"),
        (None, None) => String::new(),
    };
    let description = property
        .get("description")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let lines: String = description
        .lines()
        .map(|line| format!("      {line}\n"))
        .collect();
    format!("  {key}{value}\n{lines}")
}
