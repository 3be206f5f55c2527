//! What is to be learnt: the settings, the sequences, and when one of them counts as right.

use crate::experiment::Context;
use crate::outcome::Text;
use crate::random::Stream;
use crate::recurrent::tasks::long_time_lag::{self, Frame};
use crate::recurrent::tasks::{Example, adding, reber};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashSet;

/// An answer to the long time lag counts as right within this distance of its target (1997, section
/// 5.2).
const LAG_TOLERANCE: f64 = 0.25;
/// Draws after which no further new string is looked for.
const MOST_DRAWS: usize = 100;

/// What is learnt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// The sum of two marked numbers among many.
    Adding(Adding),
    /// The next symbol of strings of the embedded Reber grammar.
    EmbeddedReber(EmbeddedReber),
    /// The last symbol, which is the first again.
    LongTimeLag(LongTimeLag),
}

/// Settings of the adding problem.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct Adding {
    /// Shortest sequence T; lengths are uniform from T to T + T/10. 22 to 2000. Default 30.
    pub length: usize,
    /// Sequences on which networks are tested, 1 to 10000. Default 200.
    pub test_sequences: usize,
}

impl Default for Adding {
    fn default() -> Self {
        Adding {
            length: 30,
            test_sequences: 200,
        }
    }
}

/// Settings of the embedded Reber grammar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct EmbeddedReber {
    /// Strings from which training draws, 1 to 10000. Default 256, as Fahlman (1991) and the paper.
    pub training_strings: usize,
    /// Other strings for the test, 1 to 10000. Default 256.
    pub test_strings: usize,
}

impl Default for EmbeddedReber {
    fn default() -> Self {
        EmbeddedReber {
            training_strings: 256,
            test_strings: 256,
        }
    }
}

/// Settings of the long time lag.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct LongTimeLag {
    /// Delays p in steps, each 2 to 1000, at most 12; every network learns each of them. Default
    /// [50].
    pub lags: Vec<usize>,
    /// Whether every next symbol is to be told (the paper's task 2a) or the last alone. Default
    /// true.
    pub every_step: bool,
}

impl Default for LongTimeLag {
    fn default() -> Self {
        LongTimeLag {
            lags: vec![50],
            every_step: true,
        }
    }
}

impl Task {
    /// The variants of the task that every network learns: the lags, else one.
    pub fn lags(&self) -> Vec<Option<usize>> {
        match self {
            Task::LongTimeLag(lag) => lag.lags.iter().copied().map(Some).collect(),
            _ => vec![None],
        }
    }

    /// Inputs and outputs.
    pub fn width(&self, lag: Option<usize>) -> (usize, usize) {
        match self {
            Task::Adding(_) => (2, 1),
            Task::EmbeddedReber(_) => (reber::SYMBOLS.len(), reber::SYMBOLS.len()),
            Task::LongTimeLag(_) => {
                let symbols = lag.unwrap_or(2) + 1;
                (symbols, symbols)
            }
        }
    }

    /// About how many steps a sequence has.
    pub fn steps(&self, lag: Option<usize>) -> usize {
        match self {
            Task::Adding(adding) => adding.length + adding.length / 10,
            Task::EmbeddedReber(_) => 64,
            Task::LongTimeLag(_) => lag.unwrap_or(2),
        }
    }

    /// What the error of a sequence is called.
    pub fn error_label(&self) -> Text {
        match self {
            Task::Adding(_) => Text::new("mean |error| of the sum", "средняя |ошибка| суммы"),
            Task::EmbeddedReber(_) => Text::new(
                "share of strings told wrongly",
                "доля неверно предсказанных строк",
            ),
            Task::LongTimeLag(_) => Text::new(
                "largest |error| at the last symbol",
                "наибольшая |ошибка| на последнем символе",
            ),
        }
    }
}

/// A sequence with what is needed to judge the answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Inputs and targets.
    pub example: Example,
    /// The string of the grammar, else empty.
    pub string: String,
}

/// Sequences of one task for one run.
pub struct Lesson<'t> {
    task: &'t Task,
    lag: Option<usize>,
    /// What training draws from; empty: fresh sequences.
    training: Vec<Item>,
    /// What networks are tested on.
    pub test: Vec<Item>,
}

impl<'t> Lesson<'t> {
    /// The same sequences for every network in one repeat.
    pub fn new(task: &'t Task, lag: Option<usize>, repeat: u64, context: &Context<'_>) -> Self {
        let stream = &mut context.stream_of("test sequences", repeat);
        let (training, test) = match task {
            Task::Adding(adding) => {
                let fresh = (0..adding.test_sequences).map(|_| number_item(adding.length, stream));
                (Vec::new(), fresh.collect())
            }
            Task::EmbeddedReber(sizes) => strings(sizes, stream),
            Task::LongTimeLag(settings) => {
                let frames = Frame::ALL.map(|frame| lag_item(settings, lag.unwrap_or(2), frame));
                (frames.to_vec(), frames.to_vec())
            }
        };
        Lesson {
            task,
            lag,
            training,
            test,
        }
    }

    /// The next training sequence.
    pub fn next(&self, stream: &mut Stream) -> Cow<'_, Example> {
        match self.task {
            Task::Adding(adding) => Cow::Owned(adding::example(adding.length, stream)),
            _ => {
                let drawn = stream.below(self.training.len() as u64) as usize;
                Cow::Borrowed(&self.training[drawn].example)
            }
        }
    }

    /// The inputs and the targets of a sequence, step by step.
    pub fn steps<'e>(
        &self,
        example: &'e Example,
    ) -> (
        std::slice::ChunksExact<'e, f64>,
        std::slice::ChunksExact<'e, f64>,
    ) {
        let (inputs, outputs) = self.task.width(self.lag);
        (
            example.inputs.chunks_exact(inputs),
            example.targets.chunks_exact(outputs),
        )
    }

    /// The error of answers to the judged steps of a sequence, and whether it was answered right.
    pub fn judge(&self, item: &Item, answers: &[f64]) -> (f64, bool) {
        let targets = &item.example.targets;
        let farthest = |from: usize| {
            let pairs = answers[from..].iter().zip(&targets[from..]);
            // A NaN is as far as can be.
            let distance = |(y, t): (&f64, &f64)| match (y - t).abs() {
                distance if distance.is_nan() => f64::INFINITY,
                distance => distance,
            };
            pairs.map(distance).fold(0.0, f64::max)
        };
        match self.task {
            Task::Adding(_) => {
                let error = farthest(0);
                (error, error < adding::TOLERANCE)
            }
            Task::EmbeddedReber(_) => {
                let right = reber::foretold(&item.string, answers);
                (if right { 0.0 } else { 1.0 }, right)
            }
            Task::LongTimeLag(_) => {
                let symbols = self.task.width(self.lag).1;
                let last = farthest(targets.len() - symbols);
                (last, farthest(0) < LAG_TOLERANCE)
            }
        }
    }

    /// The sequences whose inside is drawn: one, or two that differ in what must be remembered.
    pub fn shown(&self, context: &Context<'_>) -> Vec<Item> {
        let stream = &mut context.stream_of("shown sequence", 0);
        match self.task {
            Task::Adding(adding) => vec![telling_numbers(adding.length, stream)],
            Task::EmbeddedReber(_) => twin_strings(stream),
            Task::LongTimeLag(settings) => Frame::ALL
                .map(|frame| lag_item(settings, self.lag.unwrap_or(2), frame))
                .to_vec(),
        }
    }
}

fn number_item(length: usize, stream: &mut Stream) -> Item {
    Item {
        example: adding::example(length, stream),
        string: String::new(),
    }
}

/// A sequence whose two marks are some steps apart, on large numbers of opposite signs, as far as one
/// is found.
fn telling_numbers(length: usize, stream: &mut Stream) -> Item {
    let tells = |item: &Item| {
        let pairs = item.example.inputs.chunks_exact(2).enumerate();
        let marked: Vec<(usize, f64)> = pairs
            .filter(|(_, pair)| pair[1] == 1.0)
            .map(|(t, pair)| (t, pair[0]))
            .collect();
        let [(early, a), (late, b)] = marked[..] else {
            return false;
        };
        early >= 2 && late >= early + 4 && a * b < -0.2 && (a + b).abs() > 0.3
    };
    let mut item = number_item(length, stream);
    for _ in 0..10 * MOST_DRAWS {
        if tells(&item) {
            break;
        }
        item = number_item(length, stream);
    }
    item
}

fn lag_item(settings: &LongTimeLag, lag: usize, frame: Frame) -> Item {
    let mut example = long_time_lag::example(lag, frame);
    if !settings.every_step {
        example.targets.drain(..(lag - 1) * (lag + 1));
    }
    Item {
        example,
        string: String::new(),
    }
}

fn string_item(string: String) -> Item {
    Item {
        example: reber::example(&string),
        string,
    }
}

/// Training strings, and test strings that are not among them as far as enough are found.
fn strings(sizes: &EmbeddedReber, stream: &mut Stream) -> (Vec<Item>, Vec<Item>) {
    let mut draw = || reber::string(stream);
    let training: Vec<String> = (0..sizes.training_strings).map(|_| draw()).collect();
    let seen: HashSet<&str> = training.iter().map(String::as_str).collect();
    let new = |_| {
        let fresh = (0..MOST_DRAWS).map(|_| draw());
        fresh.into_iter().find(|string| !seen.contains(&**string))
    };
    let test: Vec<Item> = (0..sizes.test_strings)
        .filter_map(new)
        .map(string_item)
        .collect();
    (training.into_iter().map(string_item).collect(), test)
}

/// A string of middling length and the one that differs from it in the second symbol and the last but
/// one.
fn twin_strings(stream: &mut Stream) -> Vec<Item> {
    let string = loop {
        let string = reber::string(stream);
        if (13..=18).contains(&string.len()) {
            break string;
        }
    };
    let place = string.len() - 2;
    let twin = |x: &str| format!("B{x}{}{x}E", &string[2..place]);
    ["T", "P"].map(twin).map(string_item).to_vec()
}
