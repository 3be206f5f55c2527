//! A text of settings in one or both languages of the reports.

use crate::outcome::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A text, the same in both languages, or one for each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Label {
    /// The same words in both languages.
    Same(String),
    /// English and Russian.
    Both {
        /// In English.
        en: String,
        /// In Russian.
        ru: String,
    },
}

impl Label {
    pub fn text(&self) -> Text {
        match self {
            Label::Same(words) => Text::same(words),
            Label::Both { en, ru } => Text::new(en, ru),
        }
    }
}
