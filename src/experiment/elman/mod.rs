//! The kind `elman`: the simple recurrent network foretells the next symbol of a stream, bits of
//! temporal XOR or letters of words run together, trained with its context copied back or through time.

mod checks;
mod code;
mod explain;
mod figures;
mod floor;
mod learn;
mod letters;
mod material;
mod report;
mod results;
mod states;
#[cfg(test)]
mod tests;

use super::ranges::Ranges;
use super::{Context, Failure, Problem, Settings};
use crate::outcome::{Outcome, Text};
use crate::perceptron::Activation;
use crate::recurrent::{self, Output, Readout, Rule};
use code::{Alphabet, Code};
use learn::Part;
use results::Results;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

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

/// Settings of the kind `elman`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Elman {
    /// What is to be foretold: `temporal-xor` (each third bit is the exclusive or of the two random
    /// bits before) or `words` (letters of words that are drawn at random and run together). Default
    /// `temporal-xor`.
    pub task: Task,
    /// The words, 1 to 64 of 1 to 20 lower-case letters, at least one of two letters or more. For the
    /// task `words`. Default `["ba", "dii", "guuu"]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<Vec<String>>,
    /// How letters become numbers: `features`, `one-of-n`, `{ random = 5 }` or `{ own = { a = [0, 1], b
    /// = [1, 0] } }`. For the task `words`. Default `features`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Code>,
    /// Length of the stream to learn: bits, 12 to 100000, default 3000; or words, 4 to 100000, default
    /// 1000.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<usize>,
    /// Length of the fresh stream on which the network is judged, likewise. Default 14400 bits (1,200
    /// times 12) or 1000 words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_length: Option<usize>,
    /// Hidden units, and as many context units, 1 to 500. Default 2 for bits, 20 for words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hidden: Option<usize>,
    /// Their activation; that of the output is logistic. Default `logistic`.
    pub activation: Activation,
    /// The error that is minimised at each output unit with answer p and target t: `squared`, ½(p −
    /// t)², or `cross-entropy`, −t ln p − (1 − t) ln(1 − p). Default `squared`.
    pub error: Error,
    /// Rules side by side: `truncated`, the context counts as input and is not looked behind, as in the
    /// paper; `full`, back-propagation through time. Default both.
    pub rules: Vec<Training>,
    /// Steps that the full rule goes back from each target, its own step among them, 1 to 200 (1 is the
    /// truncated rule). Default 4.
    pub steps_back: usize,
    /// Steps between two changes of the weights, 1 to 100000. Default 1.
    pub update_every: usize,
    /// Passes through the stream, 1 to 100000. Default 600 for bits, 200 for words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passes: Option<usize>,
    /// Learning rate η, above 0 to 100. Default 0.1.
    pub learning_rate: f64,
    /// Momentum μ, from 0 to 0.999. Default 0.
    pub momentum: f64,
    /// Initial weights and biases are uniform on ± this, above 0 to 10. Default 1 for bits, 0.5 for
    /// words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub initial_range: Option<f64>,
}

/// What is to be foretold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// Two random bits, then their exclusive or.
    TemporalXor,
    /// Letters of words run together.
    Words,
}

/// The error of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Error {
    /// ½(p − t)².
    Squared,
    /// −t ln p − (1 − t) ln(1 − p).
    CrossEntropy,
}

/// Which paths the gradient follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Training {
    /// Elman's copy-back.
    Truncated,
    /// Through time.
    Full,
}

impl Default for Elman {
    fn default() -> Self {
        Elman {
            task: Task::TemporalXor,
            words: None,
            code: None,
            length: None,
            test_length: None,
            hidden: None,
            activation: Activation::Logistic,
            error: Error::Squared,
            rules: vec![Training::Truncated, Training::Full],
            steps_back: 4,
            update_every: 1,
            passes: None,
            learning_rate: 0.1,
            momentum: 0.0,
            initial_range: None,
        }
    }
}

impl Training {
    fn rule(self) -> Rule {
        match self {
            Training::Truncated => Rule::Truncated,
            Training::Full => Rule::Full,
        }
    }
}

/// What a setting is where the user says nothing.
impl Elman {
    fn by_task<T>(&self, bits: T, words: T) -> T {
        match self.task {
            Task::TemporalXor => bits,
            Task::Words => words,
        }
    }

    fn words(&self) -> Vec<String> {
        let default = || ["ba", "dii", "guuu"].map(String::from).to_vec();
        self.words.clone().unwrap_or_else(default)
    }

    fn code(&self) -> Code {
        self.code.clone().unwrap_or_default()
    }

    fn length(&self) -> usize {
        self.length.unwrap_or(self.by_task(3000, 1000))
    }

    fn test_length(&self) -> usize {
        self.test_length.unwrap_or(self.by_task(14_400, 1000))
    }

    fn hidden(&self) -> usize {
        self.hidden.unwrap_or(self.by_task(2, 20))
    }

    fn passes(&self) -> usize {
        self.passes.unwrap_or(self.by_task(600, 200))
    }

    fn initial_range(&self) -> f64 {
        self.initial_range.unwrap_or(self.by_task(1.0, 0.5))
    }

    /// Letters and codes, the same for all repeats.
    fn alphabet(&self, context: &Context) -> Alphabet {
        let mut stream = context.stream_of("codes", 0);
        self.code().alphabet(&self.words(), &mut stream)
    }

    /// Numbers in a symbol's code.
    fn network(&self, letter_width: usize) -> Result<recurrent::Elman, recurrent::Error> {
        let width = self.by_task(1, letter_width);
        let output = match self.error {
            Error::Squared => Output::Logistic,
            Error::CrossEntropy => Output::LogisticCrossEntropy,
        };
        let readout = Readout::new(width, output);
        recurrent::Elman::new(width, self.hidden(), self.activation, readout)
    }
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
            let letters = length * self.longest_word();
            if length <= MOST_SYMBOLS && letters > MOST_LETTERS {
                let message = format!(
                    "is {length}, which makes up to {letters} letters, must be at most {MOST_LETTERS}"
                );
                ranges.wrong(key, message);
            }
        }
    }

    fn longest_word(&self) -> usize {
        let words = self.words();
        let longest = words.iter().map(|word| word.chars().count()).max();
        self.by_task(1, longest.unwrap_or(1))
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

impl Settings for Elman {
    const KIND: &'static str = "elman";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    const GATHERS_REPEATS: bool = true;
    type Part = Part;

    fn summary() -> Text {
        Text::new(
            "Elman's recurrent network foretells bits and letters and finds the structure in time",
            "Рекуррентная сеть Элмана предсказывает биты и буквы и находит структуру во времени",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        self.check_words(&mut ranges);
        self.check_lengths(&mut ranges);
        self.check_training(&mut ranges);
        ranges.problems
    }

    /// Both streams, the errors of all networks, and what a network keeps of the longest stretch.
    fn memory_bytes(&self, _base: &Path) -> u64 {
        let letters = (self.length() + self.test_length()) * self.longest_word();
        let numbers = letters * (3 * 64 + 4 * self.hidden()) + 4 * self.hidden() * self.hidden();
        8 * numbers as u64
    }

    fn jobs(&self, context: &Context) -> usize {
        self.rules.len() * context.repeats as usize
    }

    fn run(&self, job: usize, context: &Context) -> Result<Part, Failure> {
        let repeats = context.repeats as usize;
        learn::run(
            self,
            self.rules[job / repeats],
            (job % repeats) as u64,
            context,
        )
    }

    fn assemble(&self, parts: Vec<Part>, context: &Context) -> Result<Outcome, Failure> {
        let results = Results::new(self, parts, context)?;
        let mut outcome = Outcome::default();
        report::add_metrics(&results, &mut outcome);
        outcome.figures.push(figures::by_place(&results));
        if self.task == Task::Words {
            outcome.figures.extend(letters::figures(&results));
        }
        outcome.figures.push(figures::learning_curves(&results));
        outcome.figures.extend(states::figure(&results));
        outcome.tables.push(report::table(&results));
        outcome.notes = report::notes(&results);
        Ok(outcome)
    }
}
