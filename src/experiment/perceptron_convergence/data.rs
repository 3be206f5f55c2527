//! A data set of classes as examples for the perceptron: one class against all others.

use super::Learning;
use super::learning::Named;
use crate::dataset::{self, Encoder, Examples, Scaling, Target};
use crate::outcome::Text;
use crate::random::Stream;
use std::path::Path;

/// The key below `learning` of what is wrong, and the sentence.
type Wrong = (&'static str, String);

/// Reads the data set of the settings.
pub fn load(settings: &Learning, base: &Path, stream: &mut Stream) -> Result<Named, Wrong> {
    let unusable = |error: dataset::Error| ("data", error.to_string());
    let data = settings
        .data
        .as_ref()
        .ok_or_else(|| ("data", "is missing".to_owned()))?;
    let table = data.load(base, stream).map_err(unusable)?;
    if !matches!(table.target, Target::Classes { .. }) {
        let message = "has numbers as its target, must have classes";
        return Err(("data", message.into()));
    }
    let all: Vec<usize> = (0..table.rows()).collect();
    let encoder = Encoder::fit(&table, &all, Scaling::None).map_err(unusable)?;
    let encoded = encoder.encode(&table, &all);
    let positive = class(settings, &encoded)?;
    let chosen = features(settings, &encoded)?;
    let point = |row: &usize| chosen.iter().map(|i| encoded.input(*row)[*i]).collect();
    let is_positive = |label: &usize| *label == positive;
    Ok(Named {
        points: all.iter().map(point).collect(),
        classes: encoded.labels.iter().map(is_positive).collect(),
        names: chosen
            .iter()
            .map(|i| encoded.feature_names[*i].clone())
            .collect(),
        class_names: [
            others(&encoded.classes, positive),
            Text::same(&encoded.classes[positive]),
        ],
    })
}

/// The place of `positive` among the classes.
fn class(settings: &Learning, encoded: &Examples) -> Result<usize, Wrong> {
    let Some(name) = &settings.positive else {
        return Ok(0);
    };
    place(name, &encoded.classes).ok_or_else(|| ("positive", unknown(name, &encoded.classes)))
}

/// The places of the chosen features.
fn features(settings: &Learning, encoded: &Examples) -> Result<Vec<usize>, Wrong> {
    let known = &encoded.feature_names;
    let Some(names) = &settings.features else {
        return Ok((0..known.len()).collect());
    };
    let of = |name: &String| place(name, known).ok_or_else(|| ("features", unknown(name, known)));
    names.iter().map(of).collect()
}

fn place(name: &str, known: &[String]) -> Option<usize> {
    known.iter().position(|other| other == name)
}

/// Names told of a data set that has many.
const MOST_TOLD: usize = 20;

fn unknown(name: &str, known: &[String]) -> String {
    let told = known[..known.len().min(MOST_TOLD)].join(", ");
    let more = if known.len() > MOST_TOLD { ", …" } else { "" };
    format!("names \"{name}\", which the data set does not have; it has {told}{more}")
}

/// What all classes but one are called.
fn others(classes: &[String], positive: usize) -> Text {
    match classes {
        [_, _] => Text::same(&classes[1 - positive]),
        _ => {
            let class = &classes[positive];
            Text::new(format!("not {class}"), format!("не {class}"))
        }
    }
}
