//! What is to be foretold: symbols with their codes, and what each of them is.

use super::code::Alphabet;
use super::{Elman, Task};
use crate::outcome::Text;
use crate::random::Stream;
use crate::recurrent::tasks::{Example, temporal_xor};

/// A stream of symbols.
pub struct Material {
    /// Numbers in a symbol's code.
    pub width: usize,
    /// Codes, one behind the other.
    pub codes: Vec<f64>,
    /// What each symbol is.
    pub symbols: Vec<Symbol>,
}

/// One symbol of the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// As it is printed: `0`, `b`.
    pub sign: char,
    /// The word it belongs to; 0 of the bits.
    pub word: usize,
    /// Its place in the triple of bits or in the word, from 0.
    pub place: usize,
}

impl Material {
    /// Draws a stream of so many bits or words.
    pub fn draw(settings: &Elman, length: usize, alphabet: &Alphabet, stream: &mut Stream) -> Self {
        match settings.task {
            Task::TemporalXor => Material::bits(length, stream),
            Task::Words => Material::words(&settings.words(), length, alphabet, stream),
        }
    }

    fn bits(length: usize, stream: &mut Stream) -> Self {
        let codes = temporal_xor::bits(length, stream);
        let symbol = |(index, bit): (usize, &f64)| Symbol {
            sign: if *bit == 1.0 { '1' } else { '0' },
            word: 0,
            place: index % 3,
        };
        Material {
            width: 1,
            symbols: codes.iter().enumerate().map(symbol).collect(),
            codes,
        }
    }

    fn words(words: &[String], length: usize, alphabet: &Alphabet, stream: &mut Stream) -> Self {
        let mut material = Material {
            width: alphabet.width,
            codes: Vec::new(),
            symbols: Vec::new(),
        };
        for _ in 0..length {
            let word = stream.below(words.len() as u64) as usize;
            for (place, sign) in words[word].chars().enumerate() {
                material.codes.extend_from_slice(alphabet.code(sign));
                material.symbols.push(Symbol { sign, word, place });
            }
        }
        material
    }

    /// The prediction of each next symbol.
    pub fn example(&self) -> Example {
        Example::prediction(&self.codes, self.width)
    }

    /// The symbols that are foretold: all but the first.
    pub fn foretold(&self) -> &[Symbol] {
        &self.symbols[1..]
    }
}

impl Task {
    /// The classes of symbols whose errors are told apart: name in metrics, words in figures.
    pub fn classes(self) -> Vec<(&'static str, Text)> {
        match self {
            Task::TemporalXor => vec![
                ("bit_1", Text::new("1st bit, random", "1-й бит, случайный")),
                ("bit_2", Text::new("2nd bit, random", "2-й бит, случайный")),
                (
                    "bit_3",
                    Text::new("3rd bit, exclusive or", "3-й бит, исключающее ИЛИ"),
                ),
            ],
            Task::Words => vec![
                (
                    "first_letters",
                    Text::new("first letters of words", "первые буквы слов"),
                ),
                (
                    "later_letters",
                    Text::new("later letters", "остальные буквы"),
                ),
            ],
        }
    }

    /// The class of a symbol.
    pub fn class(self, symbol: Symbol) -> usize {
        match self {
            Task::TemporalXor => symbol.place,
            Task::Words => symbol.place.min(1),
        }
    }
}
