//! Small black-and-white pictures in settings: letters of the built-in alphabet, or drawn as text.
//! Patterns to store in a memory, inputs to put into categories.

use super::ranges::Ranges;
use crate::dataset::{Bitmap, LETTERS, letters};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Pictures of one size, in TOML `{ letters = "ACX" }` or
///
/// ```toml
/// [experiment.patterns]
/// names = ["cross", "bar"]
/// drawn = """
/// #.#
/// .#.
/// #.#
///
/// ...
/// ###
/// ...
/// """
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Bitmaps {
    /// Letters A to Z of 5 × 7 pixels, in this order: "ACX". Not together with drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub letters: Option<String>,
    /// Pictures of one size as text, # for a pixel that is on and . for one that is off, with empty
    /// lines between the pictures.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub drawn: Option<String>,
    /// Names of the drawn pictures, as many as there are pictures. Default: their numbers from 1 on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names: Option<Vec<String>>,
}

/// A picture and its name in figures, tables and metrics.
#[derive(Clone, Debug, PartialEq)]
pub struct Named {
    pub name: String,
    pub bitmap: Bitmap,
}

impl Bitmaps {
    /// Letters of the alphabet.
    pub fn of_letters(letters: &str) -> Self {
        Bitmaps {
            letters: Some(letters.into()),
            ..Bitmaps::default()
        }
    }

    /// The pictures, at least one and all of one size.
    ///
    /// # Errors
    /// The key below that of the whole table ("" for the table itself), and what is wrong there.
    pub fn read(&self) -> Result<Vec<Named>, (&'static str, String)> {
        match (&self.letters, &self.drawn) {
            (Some(_), Some(_)) => Err((
                "",
                "has letters and drawn, must have one of the two".to_owned(),
            )),
            (None, None) => Err((
                "",
                "needs letters (such as \"ACX\") or drawn pictures".to_owned(),
            )),
            (Some(_), None) if self.names.is_some() => Err((
                "names",
                "are for drawn pictures; letters are named after themselves".to_owned(),
            )),
            (Some(text), None) => alphabet(text).map_err(|message| ("letters", message)),
            (None, Some(text)) => self.of_text(text),
        }
    }

    fn of_text(&self, text: &str) -> Result<Vec<Named>, (&'static str, String)> {
        let bitmaps = Bitmap::parse_all(text).map_err(|error| ("drawn", error.to_string()))?;
        let count = bitmaps.len();
        let numbers = || (1..=count).map(|number| number.to_string()).collect();
        let names: Vec<String> = self.names.clone().unwrap_or_else(numbers);
        if names.len() != count {
            let found = names.len();
            let message = format!("has {found} names, must have {count}, one for each picture");
            return Err(("names", message));
        }
        let named = names.into_iter().zip(bitmaps);
        Ok(named.map(|(name, bitmap)| Named { name, bitmap }).collect())
    }

    /// Adds what is wrong with the table at `key`, or with the number of its pictures.
    pub fn check(&self, key: &str, least: usize, most: usize, ranges: &mut Ranges) {
        match self.read() {
            Ok(named) => ranges.entries(key, named.len(), least, most),
            Err(("", message)) => ranges.wrong(key, message),
            Err((below, message)) => ranges.wrong(format!("{key}.{below}"), message),
        }
    }
}

fn alphabet(text: &str) -> Result<Vec<Named>, String> {
    let bitmaps = letters();
    let find = |wanted: char| LETTERS.iter().position(|(letter, _)| *letter == wanted);
    let named = text.chars().map(|letter| match find(letter) {
        Some(place) => Ok(Named {
            name: letter.to_string(),
            bitmap: bitmaps[place].clone(),
        }),
        None => Err(format!("has `{letter}`, must have letters from A to Z")),
    });
    let named = named.collect::<Result<Vec<Named>, String>>()?;
    if named.is_empty() {
        return Err("is empty, must have letters from A to Z".to_owned());
    }
    Ok(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(toml: &str) -> Vec<(String, String)> {
        let bitmaps: Bitmaps = toml::from_str(toml).unwrap();
        let mut ranges = Ranges::default();
        bitmaps.check("patterns", 1, 3, &mut ranges);
        let told = ranges.problems.into_iter();
        told.map(|problem| (problem.key, problem.message)).collect()
    }

    #[test]
    fn letters_and_drawn_pictures_are_read_with_their_names() {
        let letters = Bitmaps::of_letters("XA").read().unwrap();
        assert_eq!(letters[1].name, "A");
        assert!(letters[1].bitmap.to_string().starts_with(".###.\n#...#\n"));
        let drawn: Bitmaps = toml::from_str("drawn = \"\"\"\n#.\n.#\n\n##\n..\n\"\"\"").unwrap();
        let drawn = drawn.read().unwrap();
        assert_eq!((drawn.len(), drawn[1].name.as_str()), (2, "2"));
        assert_eq!(drawn[1].bitmap.pixels(), [true, true, false, false]);
    }

    #[test]
    fn what_is_wrong_is_told_at_its_key() {
        let told = |toml: &str| problems(toml).remove(0);
        assert_eq!(told("").0, "patterns");
        assert!(
            told("letters = 'A'\ndrawn = '#'")
                .1
                .contains("one of the two")
        );
        assert_eq!(
            told("letters = 'Aя'"),
            (
                "patterns.letters".into(),
                "has `я`, must have letters from A to Z".into()
            )
        );
        assert_eq!(told("drawn = '#x'").0, "patterns.drawn");
        assert_eq!(
            told("drawn = '#'\nnames = ['a', 'b']"),
            (
                "patterns.names".into(),
                "has 2 names, must have 1, one for each picture".into()
            )
        );
        assert_eq!(told("letters = 'A'\nnames = ['a']").0, "patterns.names");
        assert_eq!(
            told("letters = 'ABCD'"),
            (
                "patterns".into(),
                "has 4 entries, must have from 1 to 3".into()
            )
        );
        assert_eq!(problems("letters = 'ABA'"), []);
    }
}
