//! Codes of letters, and what ideal predictors leave, by hand and by trial.

use super::{context, read, stream};
use crate::experiment::Settings;
use crate::experiment::elman::code::{Alphabet, Code};
use crate::experiment::elman::{floor, material};
use crate::recurrent::tasks::{letters, temporal_xor};
use std::path::Path;

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| word.to_string()).collect()
}

fn alphabet(code: &Code, list: &[&str]) -> Alphabet {
    code.alphabet(&words(list), &mut stream("codes"))
}

#[test]
fn features_are_the_papers_and_no_two_letters_are_alike() {
    let all = "abcdefghijkprstuvxyz";
    let alphabet = alphabet(&Code::Features, &[all]);
    for letter in "bdgaiu".chars() {
        assert_eq!(alphabet.code(letter), letters::code(letter).unwrap());
    }
    let codes: Vec<&[f64]> = all.chars().map(|letter| alphabet.code(letter)).collect();
    for (index, code) in codes.iter().enumerate() {
        assert!(!codes[..index].contains(code), "{index}");
    }
}

#[test]
fn other_codes_tell_letters_apart() {
    let unit = alphabet(&Code::OneOfN, &["cab"]);
    assert_eq!(unit.code('b'), [0.0, 1.0, 0.0]);
    let random = alphabet(&Code::Random(2), &["abcd"]);
    let sums = ["ab", "cd", "ac", "bd", "ad", "bc"].map(|pair| {
        let mut pair = pair.chars().map(|letter| random.code(letter).to_vec());
        assert_ne!(pair.next(), pair.next());
    });
    assert_eq!(sums.len(), 6);
    let own = read("task = 'words'\nwords = ['ab']\ncode = { own = { a = [0.5, 0], b = [0, 1] } }");
    assert_eq!(Settings::problems(&own, Path::new("")), []);
    assert_eq!(own.alphabet(&context(1)).code('a'), [0.5, 0.0]);
}

#[test]
fn variances_of_the_papers_words_by_hand() {
    let alphabet = alphabet(&Code::Features, &["ba", "dii", "guuu"]);
    let symbols = symbols("baguuudiib", &["ba", "dii", "guuu"]);
    let list = words(&["ba", "dii", "guuu"]);
    let ideal = floor::of_words(&list, &alphabet, &symbols);
    for (symbol, row) in symbols[1..].iter().zip(ideal.variances.chunks(6)) {
        // Of b, d, g only high (d) and back (g) differ: ⅓·⅔.
        let left = if symbol.place == 0 { 2.0 / 9.0 } else { 0.0 };
        let expected = [0.0, 0.0, 0.0, left, left, 0.0];
        for (found, expected) in row.iter().zip(expected) {
            approx::assert_abs_diff_eq!(*found, expected, epsilon = 1e-15);
        }
    }
}

/// What a row of letters is, where it falls into words in one way.
fn symbols(text: &str, list: &[&str]) -> Vec<material::Symbol> {
    let (mut rest, mut symbols) = (text, Vec::new());
    while !rest.is_empty() {
        let fits = |word: &&str| rest.starts_with(*word) || word.starts_with(rest);
        let word = list.iter().position(fits).unwrap();
        let length = list[word].len().min(rest.len());
        let letters = rest[..length].chars().enumerate();
        symbols.extend(letters.map(|(place, sign)| material::Symbol { sign, word, place }));
        rest = &rest[length..];
    }
    symbols
}

/// Letters of which only the signs are known.
fn signs(text: &str) -> Vec<material::Symbol> {
    let symbol = |sign| material::Symbol {
        sign,
        word: 0,
        place: 0,
    };
    text.chars().map(symbol).collect()
}

#[test]
fn an_ambiguous_beginning_by_hand() {
    let list = ["a", "ab"];
    let alphabet = alphabet(&Code::OneOfN, &list);
    let ideal = floor::of_words(&words(&list), &alphabet, &signs("aaab"));
    // After the first a: ½ that the word was a, then a follows, ½ that b follows. A second a tells that
    // it was, and leaves the same question.
    approx::assert_abs_diff_eq!(ideal.answers[..], [0.5; 6][..], epsilon = 1e-15);
    approx::assert_abs_diff_eq!(ideal.variances[..], [0.25; 6][..], epsilon = 1e-15);
}

/// The best answer of one who does not know where triples begin, by trying answers on a stream.
#[test]
fn the_rule_without_the_place_by_trial() {
    let bits = temporal_xor::bits(60_000, &mut stream("bits"));
    let errors = |answer: f64| {
        let mut squares = [0.0; 3];
        for (t, bit) in bits.iter().enumerate().skip(3) {
            let exclusive = (bits[t - 1] - bits[t - 2]).abs();
            let p = if exclusive == 1.0 {
                answer
            } else {
                1.0 - answer
            };
            squares[t % 3] += (p - bit).powi(2) / 20_000.0;
        }
        squares
    };
    let sum = |answer: f64| errors(answer).iter().sum::<f64>();
    let answers: Vec<f64> = (50..=90)
        .map(|percent| f64::from(percent) / 100.0)
        .collect();
    let best = answers
        .iter()
        .copied()
        .min_by(|a, b| sum(*a).total_cmp(&sum(*b)));
    assert!((best.unwrap() - 2.0 / 3.0).abs() < 0.011, "{best:?}");
    for (found, floor) in errors(2.0 / 3.0).iter().zip(floor::XOR_WITHOUT_PLACE) {
        // Standard deviation of the mean of 20,000: (4/9 − 1/9)/2/√20,000 = 0.0012.
        assert!((found - floor).abs() < 0.005, "{found} for {floor}");
    }
}
