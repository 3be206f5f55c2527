//! Settings out of range.

use super::{Elman, Task};
use crate::experiment::Problem;
use crate::experiment::ranges::Ranges;
use crate::perceptron::Activation;

/// Most bits or words of a stream.
const MOST_SYMBOLS: usize = 100_000;
/// Most letters of a stream of words: so many times the longest word.
const MOST_LETTERS: usize = 400_000;
/// Most hidden units.
const MOST_UNITS: usize = 500;
/// Most passes through the stream.
const MOST_PASSES: usize = 100_000;
/// Most steps that a gradient goes back.
const MOST_STEPS_BACK: usize = 200;
/// Most words and most letters of a word.
const MOST_WORDS: usize = 64;
const LONGEST_WORD: usize = 20;

/// Everything wrong with the settings.
pub fn of(settings: &Elman) -> Vec<Problem> {
    let mut ranges = Ranges::default();
    settings.check_words(&mut ranges);
    settings.check_lengths(&mut ranges);
    settings.check_training(&mut ranges);
    ranges.problems
}

impl Elman {
    fn check_words(&self, ranges: &mut Ranges) {
        if self.task == Task::TemporalXor {
            let found = [
                ("words", self.words.is_some()),
                ("code", self.code.is_some()),
            ];
            for (key, _) in found.into_iter().filter(|(_, is_there)| *is_there) {
                ranges.wrong(
                    key,
                    "belongs to the task `words`, but the task is `temporal-xor`",
                );
            }
            return;
        }
        let words = self.words();
        ranges.entries("words", words.len(), 1, MOST_WORDS);
        ranges.distinct("words", &words);
        for (index, word) in words.iter().enumerate() {
            let key = format!("words[{index}]");
            let length = word.chars().count();
            if !(1..=LONGEST_WORD).contains(&length) {
                let message = format!("has {length} letters, must have from 1 to {LONGEST_WORD}");
                ranges.wrong(&key, message);
            } else if let Some(sign) = word.chars().find(|sign| !sign.is_lowercase()) {
                let message = format!("is \"{word}\" with `{sign}`, must be of lower-case letters");
                ranges.wrong(&key, message);
            }
        }
        if !ranges.problems.is_empty() {
            return;
        }
        if words.iter().all(|word| word.chars().count() == 1) {
            ranges.wrong(
                "words",
                "needs a word of two letters or more: nothing else can be foretold",
            );
        }
        self.code().check(&words, ranges);
    }

    fn check_lengths(&self, ranges: &mut Ranges) {
        let least = self.by_task(12, 4);
        for (key, length) in [
            ("length", self.length()),
            ("test_length", self.test_length()),
        ] {
            count(ranges, key, length, least, MOST_SYMBOLS);
            let letters = length.saturating_mul(self.longest_word());
            if length <= MOST_SYMBOLS && letters > MOST_LETTERS {
                let message = format!(
                    "is {length}, which makes up to {letters} letters, must be at most {MOST_LETTERS}"
                );
                ranges.wrong(key, message);
            }
        }
    }

    fn check_training(&self, ranges: &mut Ranges) {
        count(ranges, "hidden", self.hidden(), 1, MOST_UNITS);
        if matches!(
            self.activation,
            Activation::Softmax | Activation::Threshold | Activation::Stochastic
        ) {
            let message =
                "must have a slope and be of each unit alone, not softmax, threshold or stochastic";
            ranges.wrong("activation", message);
        }
        ranges.entries("rules", self.rules.len(), 1, 2);
        ranges.distinct("rules", &self.rules);
        count(ranges, "steps_back", self.steps_back, 1, MOST_STEPS_BACK);
        count(ranges, "update_every", self.update_every, 1, MOST_SYMBOLS);
        count(ranges, "passes", self.passes(), 1, MOST_PASSES);
        ranges.positive("learning_rate", self.learning_rate, 100.0);
        ranges.within("momentum", self.momentum, 0.0, 0.999);
        ranges.positive("initial_range", self.initial_range(), 10.0);
    }
}

fn count(ranges: &mut Ranges, key: &str, found: usize, least: usize, most: usize) {
    if !(least..=most).contains(&found) {
        ranges.wrong(key, format!("is {found}, must be from {least} to {most}"));
    }
}
