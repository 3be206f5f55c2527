//! The one training loop.
//!
//! An epoch is a pass through all examples: one step of the full batch, or one step for each
//! mini-batch of a fresh shuffle. What is recorded is the loss over *all* training examples. With the
//! full batch the method's own steps tell it; with mini-batches it takes one evaluation at the
//! beginning of each epoch, which is not counted, since it is not the method's.

use super::early_stopping::{Best, Watch};
use super::stopping::{Judge, StopReason, Stopping};
use super::{Error, Schedule};
use crate::optimize::{Counted, Counts, METHODS, Objective, Optimizer};
use crate::random::Stream;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// An objective that is a mean over examples, of which some can be selected.
pub trait Trainable: Objective {
    /// Number of examples.
    fn examples(&self) -> usize;
    /// From now on the mean runs over these rows.
    fn select(&mut self, rows: &[usize]);
    /// From now on the mean runs over all rows.
    fn select_all(&mut self);
    /// E over the validation examples, where there are any.
    fn validation_error(&mut self, _w: &[f64]) -> Option<f64> {
        None
    }
}

/// How many examples a step looks at. In files `"full"`, `"stochastic"` or a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BatchSize {
    /// All of them.
    #[default]
    Full,
    /// One, drawn without replacement.
    Stochastic,
    /// So many, drawn without replacement; the last batch of an epoch may be smaller.
    Mini(usize),
}

impl fmt::Display for BatchSize {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            BatchSize::Full => formatter.write_str("the full batch"),
            BatchSize::Stochastic => formatter.write_str("single examples"),
            BatchSize::Mini(rows) => write!(formatter, "mini-batches of {rows}"),
        }
    }
}

impl Serialize for BatchSize {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            BatchSize::Full => serializer.serialize_str("full"),
            BatchSize::Stochastic => serializer.serialize_str("stochastic"),
            BatchSize::Mini(rows) => serializer.serialize_u64(*rows as u64),
        }
    }
}

impl<'de> Deserialize<'de> for BatchSize {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WordOrNumber;
        impl de::Visitor<'_> for WordOrNumber {
            type Value = BatchSize;
            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("\"full\", \"stochastic\" or a number of examples")
            }
            fn visit_str<E: de::Error>(self, word: &str) -> Result<BatchSize, E> {
                match word {
                    "full" => Ok(BatchSize::Full),
                    "stochastic" => Ok(BatchSize::Stochastic),
                    _ => Err(E::invalid_value(de::Unexpected::Str(word), &self)),
                }
            }
            fn visit_i64<E: de::Error>(self, rows: i64) -> Result<BatchSize, E> {
                match usize::try_from(rows) {
                    Ok(rows) if rows > 0 => Ok(BatchSize::Mini(rows)),
                    _ => Err(E::invalid_value(de::Unexpected::Signed(rows), &self)),
                }
            }
            fn visit_u64<E: de::Error>(self, rows: u64) -> Result<BatchSize, E> {
                match usize::try_from(rows) {
                    Ok(rows) if rows > 0 => Ok(BatchSize::Mini(rows)),
                    _ => Err(E::invalid_value(de::Unexpected::Unsigned(rows), &self)),
                }
            }
        }
        deserializer.deserialize_any(WordOrNumber)
    }
}

impl JsonSchema for BatchSize {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "BatchSize".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "How many examples a step looks at.",
            "anyOf": [
                { "enum": ["full", "stochastic"] },
                { "type": "integer", "minimum": 1 },
            ],
        })
    }
}

/// The order of the examples in an epoch of mini-batches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// Shuffled anew in every epoch.
    #[default]
    Shuffled,
    /// As they were given, in every epoch the same.
    AsGiven,
}

/// Batches, the learning rate's schedule, and rules for stopping.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Training {
    /// How many examples a step looks at.
    pub batch: BatchSize,
    /// In which order the examples of an epoch stand.
    pub order: Order,
    /// How the learning rate changes from epoch to epoch.
    pub schedule: Schedule,
    /// When it ends.
    pub stopping: Stopping,
}

/// One point of the history: the loss of the weights that so much work has reached.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Record {
    /// Steps made.
    pub iteration: u64,
    /// Passes made through all examples; one that a limit cut short counts.
    pub epoch: u64,
    /// E(w) over all training examples.
    pub loss: f64,
    /// E(w) over the validation examples, at the end of a strip; else NaN.
    pub validation: f64,
    /// Calls made to get to these weights.
    pub counts: Counts,
}

/// How training went.
#[derive(Clone, Debug, PartialEq)]
pub struct Trained {
    /// One record a step with the full batch, one an epoch with mini-batches; the first is that of
    /// the initial weights, the last that of the weights on which training ended.
    pub history: Vec<Record>,
    /// Calls made altogether.
    pub counts: Counts,
    /// Why it ended.
    pub stop: StopReason,
    /// The weights of the least validation error, where it was looked at.
    pub best: Option<Best>,
}

impl Trained {
    /// The loss on which training ended.
    pub fn final_loss(&self) -> f64 {
        self.history.last().map_or(f64::NAN, |record| record.loss)
    }
}

/// Trains `w` in place. Mini-batches are drawn from `stream`; the full batch draws nothing.
/// `interrupted` is asked before every step.
///
/// # Errors
/// [`Error::NeedsFullBatch`] when the method is not made for mini-batches, [`Error::NoLearningRate`]
/// when a schedule has nothing to change, [`Error::NoValidation`] when validation examples are
/// wanting, and what the method's own steps return.
pub fn train(
    objective: &mut dyn Trainable,
    optimizer: &mut dyn Optimizer,
    w: &mut [f64],
    training: &Training,
    stream: &mut Stream,
    interrupted: &dyn Fn() -> bool,
) -> Result<Trained, Error> {
    let examples = objective.examples().max(1);
    let rows = match training.batch {
        BatchSize::Full => examples,
        BatchSize::Stochastic => 1,
        BatchSize::Mini(rows) => rows.clamp(1, examples),
    };
    let full = training.batch == BatchSize::Full;
    let needs_full = METHODS
        .iter()
        .any(|entry| entry.name == optimizer.name() && entry.needs.full_batch());
    if needs_full && !full {
        return Err(Error::NeedsFullBatch {
            method: optimizer.name(),
            batch: training.batch.to_string(),
        });
    }
    if training.schedule != Schedule::Constant && !optimizer.scale_learning_rate(1.0) {
        return Err(Error::NoLearningRate {
            method: optimizer.name(),
            schedule: training.schedule.to_string(),
        });
    }
    objective.select_all();
    let rules = training.stopping.validation;
    if rules.is_some() && objective.validation_error(w).is_none() {
        return Err(Error::NoValidation);
    }
    let mut run = Run {
        objective,
        optimizer,
        shuffled: training.order == Order::Shuffled,
        schedule: training.schedule,
        judge: Judge::new(&training.stopping),
        watch: rules.map(|rules| Watch::new(rules, w.len())),
        limits: &training.stopping,
        origin: w.to_vec(),
        history: Vec::new(),
        counts: Counts::default(),
        iteration: 0,
        epoch: 0,
        interrupted,
    };
    let mut order: Vec<usize> = (0..examples).collect();
    let stop = if full {
        run.full_batch(w)?
    } else {
        run.mini_batches(w, &mut order, rows, stream)?
    };
    Ok(Trained {
        history: run.history,
        counts: run.counts,
        stop,
        best: run.watch.and_then(Watch::into_best),
    })
}

struct Run<'a> {
    objective: &'a mut dyn Trainable,
    optimizer: &'a mut dyn Optimizer,
    shuffled: bool,
    schedule: Schedule,
    judge: Judge<'a>,
    watch: Option<Watch>,
    limits: &'a Stopping,
    /// The weights before the step: those whose loss the step tells.
    origin: Vec<f64>,
    history: Vec<Record>,
    counts: Counts,
    iteration: u64,
    epoch: u64,
    interrupted: &'a dyn Fn() -> bool,
}

impl Run<'_> {
    fn limit(&self) -> Option<StopReason> {
        let work = self.counts.gradient_equivalents;
        self.limits.limit(self.iteration, self.epoch, work)
    }

    /// Records the loss of `w`, the weights that so many calls have reached.
    fn record(
        &mut self,
        w: &[f64],
        loss: f64,
        counts: Counts,
        gradient_norm: f64,
    ) -> Option<StopReason> {
        let mut record = Record {
            iteration: self.iteration,
            epoch: self.epoch,
            loss,
            validation: f64::NAN,
            counts,
        };
        let mut verdict = self.judge.verdict(&record, gradient_norm);
        if let Some(watch) = &mut self.watch
            && watch.ends_strip(self.epoch, loss)
        {
            record.validation = self.objective.validation_error(w).unwrap_or(f64::NAN);
            let by_validation = watch.verdict(self.epoch, record.validation, w);
            verdict = verdict.or(by_validation);
        }
        self.history.push(record);
        verdict
    }

    /// Evaluates and records the loss over all examples, uncounted.
    fn evaluate(&mut self, w: &[f64]) -> Option<StopReason> {
        let loss = self.objective.value(w);
        self.record(w, loss, self.counts, f64::NAN)
    }

    /// Gives the method the learning rate of the epoch that begins.
    fn schedule(&mut self) {
        if self.schedule != Schedule::Constant {
            self.optimizer
                .scale_learning_rate(self.schedule.factor(self.epoch));
        }
    }

    fn full_batch(&mut self, w: &mut [f64]) -> Result<StopReason, Error> {
        loop {
            if (self.interrupted)() {
                self.evaluate(w);
                return Ok(StopReason::Interrupted);
            }
            if let Some(limit) = self.limit() {
                return Ok(self.evaluate(w).unwrap_or(limit));
            }
            self.origin.copy_from_slice(w);
            let reached_with = self.counts;
            self.schedule();
            let mut counted = Counted::new(&mut *self.objective, &mut self.counts);
            let step = self.optimizer.step(w, &mut counted)?;
            let (loss, gradient_norm, moved) = (step.loss, step.gradient_norm(), step.moved);
            // The record and its verdict are about the weights before the step.
            let origin = std::mem::take(&mut self.origin);
            let verdict = self.record(&origin, loss, reached_with, gradient_norm);
            self.origin = origin;
            if verdict.is_some() || !moved {
                w.copy_from_slice(&self.origin);
                return Ok(verdict.unwrap_or(StopReason::NoProgress));
            }
            self.iteration += 1;
            self.epoch += 1;
        }
    }

    fn mini_batches(
        &mut self,
        w: &mut [f64],
        order: &mut [usize],
        rows: usize,
        stream: &mut Stream,
    ) -> Result<StopReason, Error> {
        loop {
            self.objective.select_all();
            let verdict = self.evaluate(w);
            if let Some(stop) = verdict.or_else(|| self.limit()) {
                return Ok(stop);
            }
            self.schedule();
            if self.shuffled {
                stream.shuffle(order);
            }
            for batch in order.chunks(rows) {
                if (self.interrupted)() {
                    self.objective.select_all();
                    self.evaluate(w);
                    return Ok(StopReason::Interrupted);
                }
                if self.limit().is_some() {
                    break;
                }
                self.objective.select(batch);
                let mut counted = Counted::new(&mut *self.objective, &mut self.counts);
                self.optimizer.step(w, &mut counted)?;
                self.iteration += 1;
            }
            self.epoch += 1;
        }
    }
}

#[cfg(test)]
#[path = "training_tests.rs"]
mod tests;
