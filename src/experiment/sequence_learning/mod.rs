//! The kind `sequence-learning`: networks with memories of different kinds learn sequences in which
//! what matters lies far back.

mod check;
mod explain;
mod figures;
mod inside;
mod inside_figures;
mod learner;
mod lesson;
mod net;
mod problems;
mod results;
mod tables;
mod task;
#[cfg(test)]
mod tests;
mod training;

pub use net::Net;
pub use task::Task;

use super::{Context, Failure, Problem, Settings};
use crate::optimize::Method;
use crate::optimize::adam::Adam;
use crate::outcome::{Outcome, Text};
use net::Kind;
use results::Results;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;
use training::{Bench, Run};

/// Settings of the kind `sequence-learning`. The number of runs of each network is the experiment's
/// `repeat`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SequenceLearning {
    /// What is learnt: `adding`, `embedded-reber` or `long-time-lag`, each a table of settings
    /// (`task.adding.length = 30`). Default: adding with sequences of 30 pairs.
    pub task: Task,
    /// The networks, at least one, at most 8. Default: today's memory cells and an Elman network.
    pub networks: Vec<Net>,
    /// Most training sequences of a run, 1 to 10000000. Default 10000.
    pub budget: u64,
    /// Training sequences between two tests, 1 to 1000000. Default 200.
    pub test_every: u64,
    /// Share of the test sequences that must be answered right for the task to count as solved,
    /// above 0 to 1. Default 0.95.
    pub required_share: f64,
}

impl Default for SequenceLearning {
    fn default() -> Self {
        let adam = |learning_rate| {
            Method::Adam(Adam {
                learning_rate,
                ..Adam::default()
            })
        };
        let lstm = Net {
            name: "LSTM".into(),
            units: 4,
            forget_bias: 3.0,
            method: adam(0.02),
            ..Net::default()
        };
        let elman = Net {
            name: "Elman".into(),
            name_ru: Some("сеть Элмана".into()),
            cell: Kind::Elman,
            units: 16,
            method: adam(0.003),
            ..Net::default()
        };
        SequenceLearning {
            task: Task::Adding(task::Adding::default()),
            networks: vec![lstm, elman],
            budget: 10_000,
            test_every: 200,
            required_share: 0.95,
        }
    }
}

/// Network, lag and repeat of a job.
struct Place {
    network: usize,
    lag: Option<usize>,
    repeat: u64,
}

impl SequenceLearning {
    /// Jobs run through the repeats of one lag, then the lags of one network, then the networks.
    fn place(&self, job: usize, repeats: usize) -> Place {
        let lags = self.task.lags();
        let runs = lags.len() * repeats;
        Place {
            network: job / runs,
            lag: lags[job % runs / repeats],
            repeat: (job % repeats) as u64,
        }
    }
}

impl Settings for SequenceLearning {
    const KIND: &'static str = "sequence-learning";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    const GATHERS_REPEATS: bool = true;
    type Part = Run;

    fn summary() -> Text {
        Text::new(
            "Memory over long sequences: LSTM of 1997 and of today against Elman's network",
            "Память на длинных последовательностях: LSTM 1997 года и современная против сети Элмана",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        problems::all(self)
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        problems::memory_bytes(self)
    }

    fn jobs(&self, context: &Context) -> usize {
        self.networks.len() * self.task.lags().len() * context.repeats as usize
    }

    fn run(&self, job: usize, context: &Context) -> Result<Run, Failure> {
        let Place {
            network,
            lag,
            repeat,
        } = self.place(job, context.repeats as usize);
        let bench = Bench {
            settings: self,
            net: &self.networks[network],
            lag,
            repeat,
            context,
        };
        bench.run()
    }

    fn assemble(&self, parts: Vec<Run>, context: &Context) -> Result<Outcome, Failure> {
        let results = Results::new(self, parts, context.repeats as usize);
        let mut outcome = Outcome::default();
        results.add_metrics(&mut outcome);
        outcome.tables = vec![tables::success(&results)];
        outcome.figures = figures::all(&results);
        outcome
            .figures
            .extend(inside_figures::all(&results, context));
        outcome.notes = results.notes();
        Ok(outcome)
    }
}
