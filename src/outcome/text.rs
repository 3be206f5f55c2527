//! Words in both languages of the reports.

use serde::{Deserialize, Serialize};

/// A language of titles, axes and legends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    #[default]
    En,
    Ru,
}

impl Language {
    /// The tag that `--lang` takes and HTML's `lang` attribute shows.
    pub fn tag(self) -> &'static str {
        match self {
            Language::En => "en",
            Language::Ru => "ru",
        }
    }
}

/// A phrase in English and Russian. Where both are the same (a symbol, a method's name) build it
/// with [`Text::same`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    pub en: String,
    pub ru: String,
}

impl Text {
    /// English and Russian.
    pub fn new(en: impl Into<String>, ru: impl Into<String>) -> Self {
        Text {
            en: en.into(),
            ru: ru.into(),
        }
    }

    /// The same words in both languages.
    pub fn same(words: impl Into<String>) -> Self {
        let words = words.into();
        Text {
            en: words.clone(),
            ru: words,
        }
    }

    /// The words in one language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::En => &self.en,
            Language::Ru => &self.ru,
        }
    }
}
