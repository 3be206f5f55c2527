//! How letters become numbers.

use crate::experiment::ranges::Ranges;
use crate::outcome::Text;
use crate::random::Stream;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Most numbers in a letter's code.
const MOST_NUMBERS: usize = 64;
/// Bits that a random code may have.
const RANDOM_BITS: (usize, usize) = (1, 16);

/// How letters become numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// Elman's six features of a speech sound, each 0 or 1: consonant, vowel, interrupted, high,
    /// back, voiced. For a b c d e f g h i j k p r s t u v x y z.
    #[default]
    Features,
    /// As many bits as the words have different letters, one of them 1.
    OneOfN,
    /// So many random bits, 1 to 16, for each letter of the words, no two letters alike.
    Random(usize),
    /// A list of numbers from 0 to 1 for each letter: `{ own = { a = [0, 1], b = [1, 0] } }`.
    Own(BTreeMap<String, Vec<f64>>),
}

/// Letters with their codes.
pub struct Alphabet {
    /// In alphabetical order.
    pub letters: Vec<char>,
    /// Numbers in a code.
    pub width: usize,
    codes: Vec<Vec<f64>>,
}

impl Alphabet {
    /// The code of one of the letters.
    pub fn code(&self, letter: char) -> &[f64] {
        let place = self.letters.binary_search(&letter);
        &self.codes[place.expect("a letter of the words")]
    }
}

/// The six features of a letter; b, d, g, a, i, u as in the table of Elman 1990, p. 189, and in the
/// same manner what the six can tell apart: stops are interrupted, front of the mouth to its back is
/// 00, 10, 01 in high and back (11 in between), p t k c f s x h are not voiced.
fn features(letter: char) -> Option<[u8; 6]> {
    Some(match letter {
        'b' => [1, 0, 1, 0, 0, 1],
        'd' => [1, 0, 1, 1, 0, 1],
        'g' => [1, 0, 1, 0, 1, 1],
        'j' => [1, 0, 1, 1, 1, 1],
        'p' => [1, 0, 1, 0, 0, 0],
        't' => [1, 0, 1, 1, 0, 0],
        'k' => [1, 0, 1, 0, 1, 0],
        'c' => [1, 0, 1, 1, 1, 0],
        'v' => [1, 0, 0, 0, 0, 1],
        'z' => [1, 0, 0, 1, 0, 1],
        'r' => [1, 0, 0, 0, 1, 1],
        'y' => [1, 0, 0, 1, 1, 1],
        'f' => [1, 0, 0, 0, 0, 0],
        's' => [1, 0, 0, 1, 0, 0],
        'h' => [1, 0, 0, 0, 1, 0],
        'x' => [1, 0, 0, 1, 1, 0],
        'a' => [0, 1, 0, 0, 1, 1],
        'i' => [0, 1, 0, 1, 0, 1],
        'u' => [0, 1, 0, 1, 1, 1],
        'e' => [0, 1, 0, 0, 0, 1],
        _ => return None,
    })
}

impl Code {
    /// Codes of all letters of the words; `stream` is for random ones.
    pub fn alphabet(&self, words: &[String], stream: &mut Stream) -> Alphabet {
        let letters = letters_of(words);
        let count = letters.len();
        let unit = |place: usize| {
            (0..count)
                .map(|k| f64::from(u8::from(k == place)))
                .collect()
        };
        let codes: Vec<Vec<f64>> = match self {
            Code::Features => {
                let code = |letter: &char| features(*letter).expect("checked");
                letters
                    .iter()
                    .map(|l| code(l).map(f64::from).to_vec())
                    .collect()
            }
            Code::OneOfN => (0..count).map(unit).collect(),
            Code::Random(bits) => distinct_bits(count, *bits, stream),
            Code::Own(table) => letters
                .iter()
                .map(|l| table[&l.to_string()].clone())
                .collect(),
        };
        Alphabet {
            width: codes[0].len(),
            letters,
            codes,
        }
    }

    /// Names of the numbers of a code.
    pub fn names(&self, alphabet: &Alphabet) -> Vec<Text> {
        match self {
            Code::Features => [
                ("consonant", "согласная"),
                ("vowel", "гласная"),
                ("interrupted", "смычная"),
                ("high", "высокая"),
                ("back", "задняя"),
                ("voiced", "звонкая"),
            ]
            .map(|(en, ru)| Text::new(en, ru))
            .to_vec(),
            Code::OneOfN => alphabet.letters.iter().map(|l| Text::same(*l)).collect(),
            Code::Random(_) | Code::Own(_) => (1..=alphabet.width)
                .map(|bit| Text::new(format!("bit {bit}"), format!("бит {bit}")))
                .collect(),
        }
    }

    /// What is wrong with the code for these words.
    pub fn check(&self, words: &[String], ranges: &mut Ranges) {
        let letters = letters_of(words);
        match self {
            Code::Features => {
                let lacking = |letter: &&char| features(**letter).is_none();
                if let Some(letter) = letters.iter().find(lacking) {
                    let message = format!(
                        "is `features`, among which `{letter}` has no code (a b c d e f g h i j k p r \
                         s t u v x y z have one); use `one-of-n`, `{{ random = 5 }}` or `{{ own = … }}`"
                    );
                    ranges.wrong("code", message);
                }
            }
            Code::OneOfN => ranges.entries("words", letters.len(), 1, MOST_NUMBERS),
            Code::Random(bits) => {
                let (least, most) = RANDOM_BITS;
                if !(least..=most).contains(bits) {
                    let message = format!("is {bits}, must be from {least} to {most}");
                    ranges.wrong("code.random", message);
                } else if 1 << bits < letters.len() {
                    let message = format!(
                        "is {bits}, too few bits to tell {} letters apart",
                        letters.len()
                    );
                    ranges.wrong("code.random", message);
                }
            }
            Code::Own(table) => check_own(table, &letters, ranges),
        }
    }
}

fn check_own(table: &BTreeMap<String, Vec<f64>>, letters: &[char], ranges: &mut Ranges) {
    let width = table.values().next().map_or(0, Vec::len);
    for letter in letters {
        if !table.contains_key(&letter.to_string()) {
            ranges.wrong("code.own", format!("has no code for `{letter}`"));
        }
    }
    for (letter, code) in table {
        let key = format!("code.own.{letter}");
        if code.len() != width || width == 0 || width > MOST_NUMBERS {
            let found = code.len();
            let message = format!(
                "has {found} numbers; all codes must have the same number, from 1 to {MOST_NUMBERS}"
            );
            ranges.wrong(&key, message);
        }
        for number in code {
            ranges.within(&key, *number, 0.0, 1.0);
        }
    }
}

/// The different letters, in alphabetical order.
fn letters_of(words: &[String]) -> Vec<char> {
    let mut letters: Vec<char> = words.iter().flat_map(|word| word.chars()).collect();
    letters.sort_unstable();
    letters.dedup();
    letters
}

fn distinct_bits(count: usize, bits: usize, stream: &mut Stream) -> Vec<Vec<f64>> {
    let mut numbers: Vec<u64> = (0..1 << bits).collect();
    stream.shuffle(&mut numbers);
    let bit = |number: u64, place: usize| (number >> place & 1) as f64;
    let code = |number: &u64| (0..bits).map(|place| bit(*number, place)).collect();
    numbers[..count].iter().map(code).collect()
}
