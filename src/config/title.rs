//! Words in both languages, as they are written in TOML.

use crate::outcome::Text;
use serde::Deserialize;

/// `title = "…"` or `title.en` and `title.ru`.
#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a string or a table of `en` and `ru`")]
pub enum Title {
    Both(String),
    Each(Languages),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Languages {
    en: String,
    ru: Option<String>,
}

impl Title {
    /// The words; English where there is no Russian.
    pub fn text(self) -> Text {
        match self {
            Title::Both(words) => Text::same(words),
            Title::Each(Languages { en, ru }) => {
                let ru = ru.unwrap_or_else(|| en.clone());
                Text { en, ru }
            }
        }
    }
}
