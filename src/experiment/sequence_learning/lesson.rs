//! The sequences of a task, and when one of them counts as right.

use super::task::{EmbeddedReber, LongTimeLag, Task};
use crate::experiment::Context;
use crate::random::Stream;
use crate::recurrent::tasks::long_time_lag::{self, Frame};
use crate::recurrent::tasks::{Example, adding, reber};
use std::borrow::Cow;
use std::collections::HashSet;

/// An answer to the long time lag counts as right within this distance of its target (1997, section
/// 5.2).
const LAG_TOLERANCE: f64 = 0.25;
/// Draws after which no further new string is looked for.
const MOST_DRAWS: usize = 100;

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
