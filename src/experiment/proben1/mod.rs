//! Kind `proben1`: the networks of Prechelt 1994 on the problems of Proben1, with early stopping;
//! test errors, classification errors and epochs beside the published ones.

mod explain;
mod figures;
mod network;
mod problem;
mod published;
mod run;
mod summary;
mod tables;
#[cfg(test)]
mod tests;

use super::ranges::Ranges;
use super::supervised::check_hidden;
use super::{Context, Failure, Problem, Settings};
use crate::dataset::Source;
use crate::optimize::MethodSettings;
use crate::optimize::rprop::{Rprop, Variant};
use crate::outcome::{Outcome, Text};
use crate::perceptron::{Initialisation, Perceptron};
use crate::random::Stream;
use crate::train::EarlyStopping;
use network::{Architecture, Network, Output};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Most problems of one experiment.
const MOST_PROBLEMS: usize = 50;

/// Trains the networks of Prechelt 1994 on the problems of Proben1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Proben1 {
    /// The problems, 1 to 50: `{ proben1 = "cancer1.dt.gz" }` for a file of Proben1, which brings
    /// its own split; or the name of an embedded set of classes, which is scaled to 0 … 1 and in
    /// every run split 50/25/25 at random. Default: `breast-cancer-wisconsin`, the patients of
    /// cancer1–3.
    pub problems: Vec<Source>,
    /// The networks: `linear`, `pivot`, `no-shortcut`. Default: all three.
    pub networks: Vec<Network>,
    /// Problems of the report, such as `cancer1`, whose published results are shown beside those
    /// of `problems`. Default: none.
    pub beside: Vec<String>,
    /// Units in each hidden layer of the problems whose architecture was not published, each 1 to
    /// 10000, at most 32 layers. Default `[4, 2]`, that of cancer1.
    pub hidden: Vec<usize>,
    /// Output units of such problems: `linear` (default) or `sigmoid`.
    pub output: Output,
    /// Most runs of a linear network, at least 1; the others make all that `repeat` says.
    /// Default 10.
    pub linear_runs: u64,
    /// Initial weights and biases of a linear network are uniform on ±r; r above 0, at most 10.
    /// Default 0.01.
    pub linear_weights: f64,
    /// The same for networks with hidden layers. Default 0.2, which reproduces the tables; the
    /// report says 0.01 (see `explain`).
    pub multilayer_weights: f64,
    /// Rprop's first step sizes, uniform between these two numbers, each above 0 and at most
    /// `largest_step`. Default `[0.005, 0.02]`.
    pub first_step: [f64; 2],
    /// Rprop's η⁺, above 1. Default 1.2.
    pub increase: f64,
    /// Rprop's η⁻, between 0 and 1. Default 0.5.
    pub decrease: f64,
    /// Rprop's Δ_max, above 0. Default 50.
    pub largest_step: f64,
    /// What Rprop does where a derivative changes its sign. Default `rprop-minus`: nothing.
    pub variant: Variant,
    /// Epochs in a strip k, after each of which the validation error is measured, at least 1.
    /// Default 5.
    pub strip: u64,
    /// Generalisation loss above which a linear network stops, in per cent, at least 0. Default 5.
    pub linear_generalisation_loss: f64,
    /// The same for networks with hidden layers. Default 2, which reproduces the tables; the report
    /// says 5 (see `explain`).
    pub multilayer_generalisation_loss: f64,
    /// Training progress P_k below which to stop, in per mille, at least 0. Default 0.1.
    pub training_progress: f64,
    /// Most epochs, at least one strip, at most 1e6. Default 3000.
    pub max_epochs: u64,
}

impl Default for Proben1 {
    fn default() -> Self {
        Proben1 {
            problems: vec![Source::Named("breast-cancer-wisconsin".into())],
            networks: vec![Network::Linear, Network::Pivot, Network::NoShortcut],
            beside: Vec::new(),
            hidden: vec![4, 2],
            output: Output::Linear,
            linear_runs: 10,
            linear_weights: 0.01,
            multilayer_weights: 0.2,
            first_step: [0.005, 0.02],
            increase: 1.2,
            decrease: 0.5,
            largest_step: 50.0,
            variant: Variant::RpropMinus,
            strip: 5,
            linear_generalisation_loss: 5.0,
            multilayer_generalisation_loss: 2.0,
            training_progress: 0.1,
            max_epochs: 3000,
        }
    }
}

/// One network on one problem, and how often.
struct Case<'a> {
    source: &'a Source,
    network: Network,
    runs: u64,
}

impl Proben1 {
    /// Problem by problem, network by network.
    fn cases(&self, repeats: u64) -> impl Iterator<Item = Case<'_>> {
        self.problems.iter().flat_map(move |source| {
            self.networks.iter().map(move |&network| Case {
                source,
                network,
                runs: match network {
                    Network::Linear => repeats.min(self.linear_runs),
                    Network::Pivot | Network::NoShortcut => repeats,
                },
            })
        })
    }

    /// The method; its first step sizes are drawn for each weight.
    fn rprop(&self) -> Rprop {
        Rprop {
            variant: self.variant,
            increase: self.increase,
            decrease: self.decrease,
            weight_decay: 0.0,
            delta0: self.first_step[0],
            delta_min: 0.0,
            delta_max: self.largest_step,
        }
    }

    /// The rules of early stopping.
    fn early_stopping(&self, network: Network) -> EarlyStopping {
        EarlyStopping {
            strip: self.strip,
            generalisation_loss: Some(match network {
                Network::Linear => self.linear_generalisation_loss,
                Network::Pivot | Network::NoShortcut => self.multilayer_generalisation_loss,
            }),
            training_progress: Some(self.training_progress),
            ..EarlyStopping::default()
        }
    }

    fn initialisation(&self, network: Network) -> Initialisation {
        Initialisation::Uniform(match network {
            Network::Linear => self.linear_weights,
            Network::Pivot | Network::NoShortcut => self.multilayer_weights,
        })
    }

    /// The architecture of Table 7, or the one of the settings for problems it does not list.
    fn architecture(&self, problem: &str) -> Architecture {
        Architecture::published(problem).unwrap_or_else(|| Architecture {
            hidden: self.hidden.clone(),
            output: self.output,
        })
    }

    fn perceptron(
        &self,
        source: &Source,
        network: Network,
        inputs: usize,
        outputs: usize,
    ) -> Result<Perceptron, String> {
        let perceptron =
            network.perceptron(&self.architecture(&problem::name(source)), inputs, outputs);
        perceptron.map_err(|error| error.to_string())
    }

    fn check_method(&self, ranges: &mut Ranges) {
        ranges.positive("linear_weights", self.linear_weights, 10.0);
        ranges.positive("multilayer_weights", self.multilayer_weights, 10.0);
        ranges.positive("largest_step", self.largest_step, 1e9);
        let [low, high] = self.first_step;
        if !(low > 0.0 && low <= high && high <= self.largest_step) {
            let message = format!(
                "is [{low}, {high}], must be two numbers in ascending order, above 0 and at most \
                 `largest_step`"
            );
            ranges.wrong("first_step", message);
        }
        for problem in self.rprop().problems() {
            if ["increase", "decrease"].contains(&problem.key) {
                ranges.wrong(problem.key, problem.to_string());
            }
        }
    }

    fn check_stopping(&self, ranges: &mut Ranges) {
        let strip = self.strip;
        if strip == 0 {
            ranges.wrong("strip", "is 0, must be at least 1");
        }
        for (key, limit) in [
            (
                "linear_generalisation_loss",
                self.linear_generalisation_loss,
            ),
            (
                "multilayer_generalisation_loss",
                self.multilayer_generalisation_loss,
            ),
            ("training_progress", self.training_progress),
        ] {
            ranges.within(key, limit, 0.0, 1e6);
        }
        if !(strip..=1_000_000).contains(&self.max_epochs) {
            let found = self.max_epochs;
            let message =
                format!("is {found}, must be from {strip}, the epochs of a strip, to 1000000");
            ranges.wrong("max_epochs", message);
        }
        if self.linear_runs == 0 {
            ranges.wrong("linear_runs", "is 0, must be at least 1");
        }
    }

    /// Checks every problem; the largest number of values it and its networks take.
    fn check_problems(&self, base: &Path, ranges: &mut Ranges) -> u64 {
        let mut most = 0;
        for (place, source) in self.problems.iter().enumerate() {
            // Only whether it works matters here, not which rows are drawn.
            let stream = |purpose: &str| Stream::new(0, Self::KIND, purpose, 0);
            let key = format!("problems[{place}]");
            let parts = match problem::load(source, base, stream) {
                Ok(parts) => parts,
                Err(message) => {
                    ranges.wrong(key, format!("cannot be used: {message}"));
                    continue;
                }
            };
            let (inputs, outputs) = (parts.train.features(), parts.train.outputs());
            let rows: usize = [&parts.train, &parts.validation, &parts.test]
                .map(crate::dataset::Examples::rows)
                .iter()
                .sum();
            for &network in &self.networks {
                match self.perceptron(source, network, inputs, outputs) {
                    Ok(perceptron) => {
                        let units: usize = perceptron.layers().iter().map(|l| l.units).sum();
                        // With shortcuts a layer's inputs are put together once more.
                        let width = 3 * (inputs + units) + outputs;
                        most = most.max((rows * width + 10 * perceptron.weights()) as u64);
                    }
                    Err(message) => ranges.wrong(key.clone(), message),
                }
            }
        }
        most
    }
}

impl Settings for Proben1 {
    const KIND: &'static str = "proben1";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    const GATHERS_REPEATS: bool = true;
    type Part = run::Part;

    fn summary() -> Text {
        Text::new(
            "Proben1: linear and multilayer networks with early stopping, beside the published tables",
            "Proben1: линейные и многослойные сети с ранней остановкой рядом с опубликованными таблицами",
        )
    }

    fn problems(&self, base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        ranges.entries("problems", self.problems.len(), 1, MOST_PROBLEMS);
        let names: Vec<String> = self.problems.iter().map(problem::name).collect();
        ranges.distinct("problems", &names);
        for (place, name) in self.beside.iter().enumerate() {
            if Architecture::published(name).is_none() {
                let message = format!("is `{name}`, must be a problem of the report, as `cancer1`");
                ranges.wrong(format!("beside[{place}]"), message);
            }
        }
        ranges.entries("networks", self.networks.len(), 1, 3);
        ranges.distinct("networks", &self.networks);
        check_hidden(&self.hidden, &mut ranges);
        self.check_method(&mut ranges);
        self.check_stopping(&mut ranges);
        // The data are looked at only with settings that make sense.
        if ranges.problems.is_empty() {
            self.check_problems(base, &mut ranges);
        }
        ranges.problems
    }

    /// The data, and each layer's inputs and outputs for them.
    fn memory_bytes(&self, base: &Path) -> u64 {
        self.check_problems(base, &mut Ranges::default())
            .saturating_mul(8)
    }

    fn inputs(&self, base: &Path) -> Vec<PathBuf> {
        let files = self.problems.iter().map(|source| source.files(base));
        files.flatten().collect()
    }

    fn jobs(&self, context: &Context) -> usize {
        let runs = self.cases(context.repeats).map(|case| case.runs);
        runs.sum::<u64>() as usize
    }

    fn run(&self, job: usize, context: &Context) -> Result<run::Part, Failure> {
        let mut repeat = job as u64;
        for case in self.cases(context.repeats) {
            if repeat < case.runs {
                return run::run(self, case.source, case.network, repeat, context);
            }
            repeat -= case.runs;
        }
        unreachable!("a job of this experiment")
    }

    fn assemble(&self, parts: Vec<run::Part>, context: &Context) -> Result<Outcome, Failure> {
        let results = summary::Results::new(self, &parts, context.repeats);
        let mut outcome = Outcome::default();
        results.add_metrics(&mut outcome);
        outcome.figures = figures::all(&results);
        outcome.tables = tables::all(&results);
        outcome.notes = results.notes();
        Ok(outcome)
    }
}
