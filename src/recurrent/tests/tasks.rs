//! The sequences are those of the papers.

use super::stream;
use crate::recurrent::tasks::long_time_lag::{self, Frame};
use crate::recurrent::tasks::{adding, letters, reber, temporal_xor};
use std::collections::BTreeSet;

#[test]
fn every_third_bit_is_the_exclusive_or_and_the_others_are_fair() {
    let bits = temporal_xor::bits(3000, &mut stream("bits"));
    assert_eq!(bits.len(), 3000);
    let mut counts = [0; 4];
    for triple in bits.chunks(3) {
        assert_eq!(triple[2], (triple[0] - triple[1]).abs());
        counts[(2.0 * triple[0] + triple[1]) as usize] += 1;
    }
    // 250 of each expected, standard deviation 13.7.
    assert!(
        counts.iter().all(|count| (182..318).contains(count)),
        "{counts:?}"
    );
    let example = temporal_xor::example(&bits[..5]);
    assert_eq!(
        (&example.inputs[..], &example.targets[..]),
        (&bits[..4], &bits[1..5])
    );
    assert_eq!(temporal_xor::bits(4, &mut stream("bits")), bits[..4]);
}

#[test]
fn errors_are_sorted_by_the_place_of_the_predicted_bit() {
    // The first error is that of the second bit of a triple.
    let errors = [2.0, 3.0, 1.0, -2.0, 3.0, -1.0];
    assert_eq!(temporal_xor::errors_by_place(&errors), [1.0, 2.0, 3.0]);
}

#[test]
fn letters_follow_their_consonant() {
    let text = letters::text(1000, &mut stream("letters"));
    let mut rest = text.as_str();
    let mut consonants = 0;
    while !rest.is_empty() {
        let mut syllables = letters::SYLLABLES.into_iter();
        let syllable = syllables
            .find(|syllable| rest.starts_with(syllable))
            .unwrap();
        rest = &rest[syllable.len()..];
        consonants += 1;
    }
    assert_eq!(consonants, 1000);
    assert_eq!(
        text.chars().filter(|l| letters::is_consonant(*l)).count(),
        1000
    );
    let codes: BTreeSet<String> = "bdgaiu"
        .chars()
        .map(|l| format!("{:?}", letters::code(l)))
        .collect();
    assert_eq!(codes.len(), 6);
    assert_eq!(letters::code('x'), None);
    let example = letters::example("ba");
    assert_eq!(example.inputs, [1.0, 0.0, 1.0, 0.0, 0.0, 1.0]);
    assert_eq!(example.targets, [0.0, 1.0, 0.0, 0.0, 1.0, 1.0]);
}

#[test]
fn drawn_strings_are_legal_and_their_second_letter_comes_again() {
    let mut stream = stream("strings");
    let (mut shortest, mut different) = (usize::MAX, BTreeSet::new());
    for _ in 0..2000 {
        let string = reber::string(&mut stream);
        let letters: Vec<char> = string.chars().collect();
        let successors = reber::successors(&string).expect("a legal string");
        assert_eq!(successors.len(), letters.len() - 1);
        for (next, legal) in letters[1..].iter().zip(&successors) {
            assert!(legal.contains(next), "{string}");
        }
        assert_eq!(letters[1], letters[letters.len() - 2]);
        shortest = shortest.min(letters.len());
        different.insert(string);
    }
    // The shortest string has 9 symbols (1997, section 5.1).
    assert_eq!(shortest, 9);
    assert!(different.len() > 200, "{}", different.len());
}

#[test]
fn other_strings_are_refused() {
    for wrong in [
        "",
        "B",
        "BT",
        "BTBTXSET",
        "BTBTXSEPE",
        "BTBTSETE",
        "BTBTXSETEE",
        "BQBTXSEQE",
    ] {
        assert_eq!(reber::successors(wrong), None, "{wrong}");
    }
    let successors = reber::successors("BTBTXSETE").unwrap();
    let words: Vec<String> = successors
        .iter()
        .map(|legal| legal.iter().collect())
        .collect();
    assert_eq!(words, ["TP", "B", "TP", "SX", "XS", "E", "T", "E"]);
}

#[test]
fn a_string_is_foretold_when_every_legal_symbol_is_above_all_others() {
    let string = "BPBTXSEPE";
    let legal = reber::successors(string).unwrap();
    let mut answers: Vec<f64> = legal
        .iter()
        .flat_map(|legal| reber::SYMBOLS.map(|s| if legal.contains(&s) { 0.4 } else { 0.3 }))
        .collect();
    assert!(reber::foretold(string, &answers));
    assert!(!reber::foretold("BPBTXSETE", &answers));
    // The last P but one, a T by mistake.
    let row = 7 * 6;
    answers[row + 1] = 0.5;
    assert!(!reber::foretold(string, &answers));
    let example = reber::example(string);
    assert_eq!((example.inputs.len(), example.targets.len()), (56, 56));
    assert_eq!(example.inputs[..7], [1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
}

#[test]
fn sums_are_to_be_told_at_the_end() {
    let mut stream = stream("sums");
    let (mut lengths, mut squares) = (BTreeSet::new(), 0.0);
    let (mut first, mut second) = ([0; 11], BTreeSet::new());
    for _ in 0..4000 {
        let example = adding::example(100, &mut stream);
        let pairs: Vec<&[f64]> = example.inputs.chunks(2).collect();
        lengths.insert(pairs.len());
        let marked: Vec<usize> = (0..pairs.len()).filter(|t| pairs[*t][1] == 1.0).collect();
        assert_eq!(marked.len(), 2);
        assert_eq!(pairs[pairs.len() - 1][1], -1.0);
        let begins = if marked[0] == 0 {
            [0.0, 1.0]
        } else {
            [pairs[0][0], -1.0]
        };
        assert_eq!(pairs[0], begins);
        let sum: f64 = marked.iter().map(|t| pairs[*t][0]).sum();
        assert!((example.targets[0] - (0.5 + sum / 4.0)).abs() < 1e-15);
        first[marked[0].min(10)] += 1;
        second.insert(marked[1]);
        squares += (example.targets[0] - 0.5).powi(2);
    }
    assert_eq!(lengths, (100..=110).collect());
    assert!(first[..10].iter().all(|count| *count > 0) && first[10] == 0);
    assert_eq!(second, (1..49).collect());
    // Two thirds /16 for two numbers; the first pair is one of them in 1/10 + 9/10·1/48 of all.
    let expected = (2.0 - 0.1 - 0.9 / 48.0) / 48.0;
    let mean = squares / 4000.0;
    assert!((mean - expected).abs() < 0.0025, "{mean} for {expected}");
}

#[test]
fn the_last_symbol_is_the_first() {
    for (frame, place) in [(Frame::X, 99), (Frame::Y, 100)] {
        let example = long_time_lag::example(100, frame);
        let (inputs, targets) = (example.inputs.chunks(101), example.targets.chunks(101));
        assert_eq!((inputs.len(), targets.len()), (100, 100));
        let symbol = |row: &[f64]| row.iter().position(|value| *value == 1.0).unwrap();
        let inputs: Vec<usize> = inputs.map(symbol).collect();
        let targets: Vec<usize> = targets.map(symbol).collect();
        assert_eq!(inputs[0], place);
        assert_eq!(targets[99], place);
        assert_eq!(inputs[1..], (0..99).collect::<Vec<_>>());
        assert_eq!(inputs[1..], targets[..99]);
    }
}
