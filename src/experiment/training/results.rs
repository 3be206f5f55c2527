//! What all repeats together say, the files of numbers, and the sentences under the figures.

use super::learn::{Drawn, Part, Sizes};
use super::{NetworkTraining, Run};
use crate::experiment::supervised::{Spread, name_of_source};
use crate::experiment::thinning;
use crate::outcome::{Column, Outcome, Series, Text};
use crate::train::{Record, StopReason};

/// Networks of more weights are not written to files.
const MOST_WEIGHTS_IN_FILES: usize = 20_000;
/// Points of a curve of medians, about.
const POINTS: f64 = 200.0;

/// Parts by run and repeat.
pub struct Results<'a> {
    pub settings: &'a NetworkTraining,
    parts: &'a [Part],
    pub repeats: usize,
}

/// Median and quartiles of the loss after so many iterations.
pub struct Curve {
    pub iterations: Vec<f64>,
    pub spread: Vec<Spread>,
}

impl<'a> Results<'a> {
    /// `parts` in the order of the jobs.
    pub fn new(settings: &'a NetworkTraining, parts: &'a [Part], repeats: usize) -> Self {
        Results {
            settings,
            parts,
            repeats,
        }
    }

    pub fn data(&self) -> String {
        name_of_source(&self.settings.data)
    }

    pub fn sizes(&self) -> Sizes {
        self.parts[0].sizes
    }

    /// Every run with its repeats.
    pub fn runs(&self) -> impl Iterator<Item = (&'a Run, &'a [Part])> {
        self.settings
            .runs
            .iter()
            .zip(self.parts.chunks(self.repeats))
    }

    /// Every run with its first repeat and what is drawn of it.
    pub fn drawn(&self) -> impl Iterator<Item = (&'a Run, &'a Part, &'a Drawn)> {
        self.runs().filter_map(|(run, parts)| {
            let first = parts.first()?;
            Some((run, first, first.picture.as_ref()?))
        })
    }

    /// The loss at which a run has reached its aim, where it has one.
    pub fn target(&self, run: &Run) -> Option<f64> {
        run.target_loss.or(self.settings.stopping.target_loss)
    }

    /// Iterations to the target of each repeat, infinite where it was missed; where there is none,
    /// iterations made.
    pub fn iterations(&self, run: &Run, parts: &[Part]) -> Vec<f64> {
        let aims = self.target(run).is_some();
        let of = |part: &Part| match part.history.last() {
            Some(last) if !aims || part.stop == StopReason::TargetLoss => last.iteration as f64,
            _ => f64::INFINITY,
        };
        parts.iter().map(of).collect()
    }

    /// A number of each repeat.
    pub fn spread(&self, parts: &[Part], number: impl Fn(&Part) -> f64) -> Spread {
        Spread::of(&parts.iter().map(number).collect::<Vec<f64>>())
    }

    /// The loss against iterations over the repeats; a run that has ended keeps its loss.
    pub fn curve(&self, parts: &[Part]) -> Curve {
        let ends = parts.iter().filter_map(|part| part.history.last());
        let longest = ends.map(|last| last.iteration).max().unwrap_or(0) as usize;
        let places = thinning::logarithmic(longest + 1, POINTS);
        let spread = places.iter().map(|&iteration| {
            let losses = parts
                .iter()
                .map(|part| loss_at(&part.history, iteration as u64));
            Spread::of(&losses.collect::<Vec<f64>>())
        });
        Curve {
            spread: spread.collect(),
            iterations: places.iter().map(|&place| place as f64).collect(),
        }
    }
}

/// The loss of the last record at or before an iteration.
fn loss_at(history: &[Record], iteration: u64) -> f64 {
    let after = history.partition_point(|record| record.iteration <= iteration);
    history[..after]
        .last()
        .map_or(f64::NAN, |record| record.loss)
}

/// The last finite loss of a run.
pub fn final_loss(part: &Part) -> f64 {
    part.history.last().map_or(f64::NAN, |record| record.loss)
}

/// Medians over the repeats, run by run.
pub fn add_metrics(results: &Results, outcome: &mut Outcome) {
    for (run, parts) in results.runs() {
        let stem = run.stem();
        let iterations = results.iterations(run, parts);
        let mut metric =
            |name: &str, value: f64| outcome.metric(format!("{stem}_{name}"), value, "");
        metric("iterations", Spread::of(&iterations).middle);
        if results.target(run).is_some() {
            let reached = iterations.iter().filter(|count| count.is_finite());
            metric("reached", reached.count() as f64 / parts.len() as f64);
        }
        let of = |number: fn(&Part) -> f64| results.spread(parts, number).middle;
        metric(
            "gradient_equivalents",
            of(|part| part.counts.gradient_equivalents),
        );
        metric("initial_loss", of(|part| part.history[0].loss));
        metric("final_loss", of(final_loss));
        if results.sizes().test > 0 {
            metric("test_loss", of(|part| part.test_loss));
            if parts.iter().all(|part| !part.test_wrong.is_nan()) {
                metric("test_wrong", of(|part| part.test_wrong));
            }
        }
        if results.sizes().validation > 0 && results.settings.stopping.validation.is_some() {
            metric(
                "least_validation_error",
                of(|part| least_validation(&part.history)),
            );
        }
    }
}

fn least_validation(history: &[Record]) -> f64 {
    let errors = history.iter().map(|record| record.validation);
    errors.fold(f64::INFINITY, f64::min)
}

/// Every record of the first repeat of each run, and its weights before and after.
pub fn series(results: &Results) -> Vec<Series> {
    let mut all = Vec::new();
    for (run, part, drawn) in results.drawn() {
        all.push(history(run, &part.history));
        if drawn.weights.len() <= MOST_WEIGHTS_IN_FILES {
            let which = match results.settings.stopping.validation {
                Some(_) => "best",
                None => "final",
            };
            let column = |name: &str, values: &[f64]| Column {
                name: name.into(),
                unit: String::new(),
                values: values.to_vec(),
            };
            all.push(Series {
                name: format!("weights_{}", run.stem()),
                columns: vec![
                    column("initial", &drawn.initial_weights),
                    column(which, &drawn.weights),
                ],
            });
        }
    }
    all
}

fn history(run: &Run, records: &[Record]) -> Series {
    let column = |name: &str, of: fn(&Record) -> f64| Column {
        name: name.into(),
        unit: String::new(),
        values: records.iter().map(of).collect(),
    };
    let mut columns = vec![
        column("iteration", |record| record.iteration as f64),
        column("epoch", |record| record.epoch as f64),
        column("loss", |record| record.loss),
    ];
    if records.iter().any(|record| !record.validation.is_nan()) {
        columns.push(column("validation", |record| record.validation));
    }
    columns.extend([
        column("values", |record| record.counts.values as f64),
        column("gradients", |record| record.counts.gradients as f64),
        column("normal_equations", |record| {
            record.counts.normal_equations as f64
        }),
        column("gradient_equivalents", |record| {
            record.counts.gradient_equivalents
        }),
    ]);
    Series {
        name: format!("losses_{}", run.stem()),
        columns,
    }
}

/// Runs that missed their aim, and why they ended.
pub fn notes(results: &Results) -> Vec<Text> {
    let mut notes = Vec::new();
    for (run, parts) in results.runs() {
        let (aim, of, name) = (results.target(run), parts.len(), run.text());
        let missed = |part: &&Part| aim.is_some() && part.stop != StopReason::TargetLoss;
        let Some(first) = parts.iter().find(missed) else {
            continue;
        };
        let count = parts.iter().filter(missed).count();
        let (en, ru) = (&name.en, &name.ru);
        let (why, why_ru) = (first.stop.to_string(), russian(first.stop));
        notes.push(Text::new(
            format!("{en}: the target loss was missed in {count} of {of} runs ({why})."),
            format!("{ru}: целевая ошибка не достигнута в {count} из {of} запусков ({why_ru})."),
        ));
    }
    notes
}

/// Why a run ended.
pub fn reason(stop: StopReason) -> Text {
    Text::new(stop.to_string(), russian(stop))
}

fn russian(stop: StopReason) -> String {
    let words = match stop {
        StopReason::Epochs => "эпохи исчерпаны",
        StopReason::Iterations => "итерации исчерпаны",
        StopReason::Budget => "бюджет вычислений исчерпан",
        StopReason::TargetLoss => "целевая ошибка достигнута",
        StopReason::GradientNorm => "градиент исчез",
        StopReason::NoProgress => "нет улучшения",
        StopReason::Diverged { iteration } => {
            return format!("расходимость на итерации {iteration}");
        }
        StopReason::GeneralisationLoss => "потеря обобщения",
        StopReason::ProgressQuotient => "потеря обобщения больше прогресса",
        StopReason::SuccessiveRises => "ошибка на валидации росла подряд",
        StopReason::TrainingProgress => "прогресс обучения прекратился",
        StopReason::Interrupted => "прервано",
    };
    words.into()
}
