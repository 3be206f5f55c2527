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
mod problems;
mod report;
mod results;
mod states;
#[cfg(test)]
mod tests;

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

    fn longest_word(&self) -> usize {
        let words = self.words();
        let longest = words.iter().map(|word| word.chars().count()).max();
        self.by_task(1, longest.unwrap_or(1))
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
        problems::of(self)
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
