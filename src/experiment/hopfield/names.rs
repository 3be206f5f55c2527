//! The choices of the memory in words and in the names of metrics.

use crate::memory::{Rule, Units, Update};
use crate::outcome::{Language, Text};

/// The beginning of a metric's name.
pub fn units_key(units: Units) -> &'static str {
    match units {
        Units::Binary => "binary",
        Units::Bipolar => "bipolar",
    }
}

/// What a unit's output counts as.
pub fn units_label(units: Units) -> Text {
    match units {
        Units::Binary => Text::new("units 0/1", "нейроны 0/1"),
        Units::Bipolar => Text::new("units ±1", "нейроны ±1"),
    }
}

/// The beginning of a metric's name.
pub fn rule_key(rule: Rule) -> &'static str {
    match rule {
        Rule::Hebb => "hebb",
        Rule::PseudoInverse => "pseudo_inverse",
    }
}

/// How patterns are stored.
pub fn rule_label(rule: Rule) -> Text {
    match rule {
        Rule::Hebb => Text::new("Hebb's rule", "правило Хебба"),
        Rule::PseudoInverse => Text::new("pseudo-inverse rule", "псевдообратное правило"),
    }
}

/// Part of a metric's name.
pub fn update_key(update: Update) -> &'static str {
    match update {
        Update::Asynchronous => "asynchronous",
        Update::Synchronous => "synchronous",
    }
}

/// A number as part of a metric's name: 0.12 as `0_12`.
pub fn number_key(value: f64) -> String {
    value.to_string().replace('.', "_").replace('-', "minus_")
}

/// A number in a sentence: with a decimal comma in Russian and a proper minus.
pub fn number(value: f64, decimals: usize) -> Text {
    let text = format!("{value:.decimals$}").replace('-', "−");
    Text::new(text.clone(), text.replace('.', ","))
}

/// Texts one after the other.
pub fn joined(parts: &[&Text]) -> Text {
    let all = |language| {
        parts
            .iter()
            .map(|part| part.get(language))
            .collect::<String>()
    };
    Text::new(all(Language::En), all(Language::Ru))
}

/// "rule, more".
pub fn listed(first: &Text, second: &Text) -> Text {
    joined(&[first, &Text::same(", "), second])
}
