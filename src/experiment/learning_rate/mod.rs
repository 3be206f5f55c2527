//! The kind `learning-rate`: how large the learning rate of a linear unit may be, from the
//! eigenvalues of its Hessian, and what preparing the inputs changes (LeCun, Bottou, Orr & Müller
//! 1998, *Efficient BackProp*, §4.3 and 5).

mod descent;
mod examples;
mod explain;
mod figures;
mod paths;
mod quadratic;
mod report;
mod sigmoid;
#[cfg(test)]
mod tests;

use super::ranges::Ranges;
use super::{Context, Failure, Problem, Settings};
use crate::dataset::Source;
use crate::outcome::{Outcome, Text};
use descent::Run;
use examples::Examples;
use quadratic::Quadratic;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The paper's examples: their number and the centres of the two classes.
const EXAMPLES: usize = 100;
const CENTRES: [[f64; 2]; 2] = [[-0.4, -0.8], [0.4, 0.8]];
/// Not in the paper: the deviation whose covariance matrix has the paper's eigenvalues, 0.8 + σ² =
/// 0.84 and σ² = 0.036.
const DEVIATION: f64 = 0.19;
/// Weights and bias from which the paper's unit starts here: off the minimum along every axis.
const START: [f64; 3] = [1.5, -0.5, 0.5];
/// Most of anything that is listed.
const MOST_RATES: usize = 6;
const MOST_INPUTS: usize = 16;
const MOST_EXAMPLES: usize = 100_000;
const MOST_EPOCHS: usize = 10_000;

/// Settings of the kind `learning-rate`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LearningRate {
    /// A data set. The target is 1 for its first class and −1 for the others, or its number,
    /// standardised. Default: two classes of normal examples, targets −1 and 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Source>,
    /// Number of normal examples, half of each class: even, 2 to 100000. Default 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub examples: Option<usize>,
    /// Centres of the two classes, points of 1 to 16 coordinates, each −100 to 100. Default
    /// [[−0.4, −0.8], [0.4, 0.8]].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub centres: Option<Vec<Vec<f64>>>,
    /// Standard deviation of every coordinate about its centre, above 0 to 100. Default 0.19.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deviation: Option<f64>,
    /// What is done to the inputs first. Default `none`.
    pub preprocessing: Preprocessing,
    /// Whether the unit has a bias, an input that is always 1. Default true.
    pub bias: bool,
    /// Learning rates η of batch learning, at most 6, each above 0. Default [1.5, 2.5].
    pub rates: Vec<f64>,
    /// Learning rates η of stochastic learning, at most 6, each above 0. Default [0.2].
    pub stochastic_rates: Vec<f64>,
    /// Whether the rates are multiples of 1/λ_max, the largest eigenvalue of the Hessian. Default
    /// false.
    pub relative: bool,
    /// Initial weights, one for each input after its preparation, then the bias if there is one.
    /// Default: [1.5, −0.5, 0.5] for two normal classes in the plane, else zeros.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<Vec<f64>>,
    /// Epochs: presentations of as many examples as there are, 2 to 10000. Default 100.
    pub epochs: usize,
    /// Whether the sigmoid 1.7159 tanh(2x/3) of the same paper is examined too. Default false.
    pub sigmoid: bool,
}

impl Default for LearningRate {
    fn default() -> Self {
        LearningRate {
            data: None,
            examples: None,
            centres: None,
            deviation: None,
            preprocessing: Preprocessing::None,
            bias: true,
            rates: vec![1.5, 2.5],
            stochastic_rates: vec![0.2],
            relative: false,
            start: None,
            epochs: 100,
            sigmoid: false,
        }
    }
}

/// What is done to the inputs before learning, each step including those before it (LeCun et al.
/// 1998, §4.3, figure 3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Preprocessing {
    /// Nothing.
    #[default]
    None,
    /// Every input has mean 0.
    Centred,
    /// And variance 1.
    Standardised,
    /// Turned to the principal axes of the centred inputs, each of variance 1; axes without variance
    /// are left out.
    Decorrelated,
}

impl Preprocessing {
    const ALL: [Preprocessing; 4] = [
        Preprocessing::None,
        Preprocessing::Centred,
        Preprocessing::Standardised,
        Preprocessing::Decorrelated,
    ];
}

/// How the examples are presented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// All together, one step an epoch.
    Batch,
    /// One at a time, drawn at random.
    Stochastic,
}

impl LearningRate {
    fn centres(&self) -> Vec<Vec<f64>> {
        let usual = || CENTRES.iter().map(|centre| centre.to_vec()).collect();
        self.centres.clone().unwrap_or_else(usual)
    }

    fn is_in_plane(&self) -> bool {
        self.data.is_none() && self.centres().iter().all(|centre| centre.len() == 2)
    }

    /// Initial weights, for that many.
    fn start(&self, weights: usize) -> Vec<f64> {
        match &self.start {
            Some(start) => start.clone(),
            None if self.is_in_plane() => START[..weights].to_vec(),
            None => vec![0.0; weights],
        }
    }

    /// The mode and rate of each job, as set.
    fn runs(&self) -> Vec<(Mode, f64)> {
        let batch = self.rates.iter().map(|&rate| (Mode::Batch, rate));
        let stochastic = self
            .stochastic_rates
            .iter()
            .map(|&rate| (Mode::Stochastic, rate));
        batch.chain(stochastic).collect()
    }

    fn check_classes(&self, ranges: &mut Ranges) {
        let of_classes = [
            ("examples", self.examples.is_some()),
            ("centres", self.centres.is_some()),
            ("deviation", self.deviation.is_some()),
        ];
        if self.data.is_some() {
            for (key, _) in of_classes.iter().filter(|(_, set)| *set) {
                ranges.wrong(*key, "belongs to the two normal classes, not to a data set");
            }
        }
        if let Some(examples) = self.examples
            && !(examples.is_multiple_of(2) && (2..=MOST_EXAMPLES).contains(&examples))
        {
            let message = format!("is {examples}, must be even and from 2 to {MOST_EXAMPLES}");
            ranges.wrong("examples", message);
        }
        if let Some(deviation) = self.deviation {
            ranges.positive("deviation", deviation, 100.0);
        }
        if let Some(centres) = &self.centres {
            ranges.entries("centres", centres.len(), 2, 2);
            for (index, centre) in centres.iter().enumerate() {
                let key = format!("centres[{index}]");
                ranges.entries(&key, centre.len(), 1, MOST_INPUTS);
                if centre.len() != centres[0].len() {
                    ranges.wrong(
                        &key,
                        "has another number of coordinates than the first centre",
                    );
                }
                for (place, &x) in centre.iter().enumerate() {
                    ranges.within(format!("{key}[{place}]"), x, -100.0, 100.0);
                }
            }
        }
    }

    fn check_rates(&self, ranges: &mut Ranges) {
        let lists = [
            ("rates", &self.rates),
            ("stochastic_rates", &self.stochastic_rates),
        ];
        for (key, rates) in lists {
            ranges.entries(key, rates.len(), 0, MOST_RATES);
            ranges.distinct(key, rates);
            for (index, &rate) in rates.iter().enumerate() {
                ranges.positive(format!("{key}[{index}]"), rate, 1e6);
            }
        }
        if self.runs().is_empty() {
            ranges.wrong(
                "rates",
                "is empty like `stochastic_rates`; one must name a rate",
            );
        }
    }

    /// Checks what depends on the examples: that there are any, and as many initial weights.
    fn check_examples(&self, base: &Path, ranges: &mut Ranges) {
        match examples::shape(self, base) {
            Err(message) => ranges.wrong("data", format!("cannot be used: {message}")),
            Ok((_, weights)) => {
                if let Some(start) = &self.start
                    && start.len() != weights
                {
                    let found = start.len();
                    let message = format!("has {found} numbers, must have {weights}, one a weight");
                    ranges.wrong("start", message);
                }
            }
        }
        for (index, &weight) in self.start.iter().flatten().enumerate() {
            ranges.within(format!("start[{index}]"), weight, -1e6, 1e6);
        }
    }
}

impl Settings for LearningRate {
    const KIND: &'static str = "learning-rate";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    type Part = Run;

    fn summary() -> Text {
        Text::new(
            "How large a learning rate may be: eigenvalues of a linear unit's Hessian",
            "Какой может быть скорость обучения: собственные числа гессиана линейного нейрона",
        )
    }

    fn problems(&self, base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        self.check_classes(&mut ranges);
        self.check_rates(&mut ranges);
        if !(2..=MOST_EPOCHS).contains(&self.epochs) {
            let message = format!("is {}, must be from 2 to {MOST_EPOCHS}", self.epochs);
            ranges.wrong("epochs", message);
        }
        if ranges.problems.is_empty() {
            self.check_examples(base, &mut ranges);
        }
        ranges.problems
    }

    /// The examples twice, the weights of every epoch and of the first updates, contour lines.
    fn memory_bytes(&self, base: &Path) -> u64 {
        let (rows, weights) = examples::shape(self, base).unwrap_or_default();
        let path = (self.epochs + descent::DRAWN) * weights * self.runs().len();
        8 * (2 * rows * weights + path + 4 * weights * weights + 40_000) as u64
    }

    fn inputs(&self, base: &Path) -> Vec<PathBuf> {
        let files = self.data.as_ref().map(|source| source.files(base));
        files.unwrap_or_default()
    }

    fn jobs(&self, _context: &Context) -> usize {
        self.runs().len()
    }

    fn run(&self, job: usize, context: &Context) -> Result<Run, Failure> {
        let examples = Examples::prepared(self, context)?;
        let quadratic = Quadratic::of(&examples);
        descent::descend(self, job, &examples, &quadratic, context)
    }

    fn assemble(&self, runs: Vec<Run>, context: &Context) -> Result<Outcome, Failure> {
        let raw = Examples::load(self, context)?;
        let examples = raw.prepare(self.preprocessing, self.bias);
        let quadratic = Quadratic::of(&examples);
        let mut outcome = Outcome::default();
        report::add_metrics(self, &raw, &quadratic, &runs, &mut outcome);
        outcome.figures.extend(figures::data(&examples, &quadratic));
        outcome
            .figures
            .extend(paths::paths(&examples, &quadratic, &runs));
        outcome.figures.push(figures::loss(&quadratic, &runs));
        outcome
            .figures
            .push(figures::convergence(&quadratic, &runs));
        outcome.figures.push(figures::spectrum(self, &raw));
        outcome.tables.push(report::table(&quadratic, &runs));
        outcome.notes = report::notes(&quadratic, &runs);
        if self.sigmoid {
            sigmoid::report(&mut outcome);
        }
        Ok(outcome)
    }
}
