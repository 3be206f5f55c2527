//! What all repeats together say, and the sentences under the figures.

use super::Classification;
use super::judged::{Answers, Judged};
use super::learn::{Part, Sizes};
use super::measures::{CLASS_MEASURES, MEASURES, stems};
use crate::experiment::supervised::{Spread, name_of_source};
use crate::math::statistics::{mean, standard_deviation};
use crate::outcome::{Outcome, Text};
use crate::train::{Record, StopReason};

/// Points of a loss curve, at most about.
const POINTS: usize = 400;

/// Parts by repeat, and their pooled answers.
pub struct Results<'a> {
    pub settings: &'a Classification,
    /// Fold by fold, repeat by repeat.
    pub parts: &'a [Part],
    /// Repeat by repeat.
    pub judged: Vec<Judged>,
}

/// Median and quartiles of a loss after so many epochs.
pub struct Curve {
    pub epochs: Vec<f64>,
    pub spread: Vec<Spread>,
}

impl<'a> Results<'a> {
    /// `parts` in the order of the jobs.
    pub fn new(settings: &'a Classification, parts: &'a [Part]) -> Self {
        let repeats = parts.chunks(settings.split.runs());
        let judge = |folds: &[Part]| {
            let classes = folds[0].classes.len();
            let answers = folds.iter().map(|part| &part.answers);
            Judged::new(Answers::pooled(answers, classes), classes)
        };
        Results {
            settings,
            parts,
            judged: repeats.map(judge).collect(),
        }
    }

    pub fn classes(&self) -> &'a [String] {
        &self.parts[0].classes
    }

    pub fn sizes(&self) -> Sizes {
        self.parts[0].sizes
    }

    pub fn data(&self) -> String {
        name_of_source(&self.settings.data)
    }

    /// The repeat that is drawn and tabled.
    pub fn first(&self) -> &Judged {
        &self.judged[0]
    }

    pub fn repeats(&self) -> usize {
        self.judged.len()
    }

    /// Folds of a repeat; 1 for a single split.
    pub fn folds(&self) -> usize {
        self.settings.split.runs()
    }

    /// A number of every repeat.
    pub fn sample(&self, number: impl Fn(&Judged) -> f64) -> Vec<f64> {
        self.judged.iter().map(number).collect()
    }

    fn mean_of_parts(&self, number: impl Fn(&Part) -> f64) -> f64 {
        mean(&self.parts.iter().map(number).collect::<Vec<f64>>())
    }

    /// A loss against epochs over all runs; a run that has ended keeps its last. `None` where no
    /// record has it.
    pub fn curve(&self, loss: fn(&Record) -> f64) -> Option<Curve> {
        let known = |part: &Part| -> Vec<(u64, f64)> {
            let records = part.history.iter();
            let points = records.map(|record| (record.epoch, loss(record)));
            points.filter(|(_, loss)| !loss.is_nan()).collect()
        };
        let histories: Vec<Vec<(u64, f64)>> = self.parts.iter().map(known).collect();
        let first = histories.iter().flatten().map(|&(epoch, _)| epoch).min()?;
        let last = histories.iter().flatten().map(|&(epoch, _)| epoch).max()?;
        let step = (last - first).div_ceil(POINTS as u64).max(1);
        let epochs: Vec<u64> = (first..last).step_by(step as usize).chain([last]).collect();
        let at = |history: &Vec<(u64, f64)>, epoch: u64| {
            let after = history.partition_point(|&(made, _)| made <= epoch);
            history[..after].last().map_or(f64::NAN, |&(_, loss)| loss)
        };
        let spread = epochs.iter().map(|&epoch| {
            let losses = histories.iter().map(|history| at(history, epoch));
            Spread::of(&losses.collect::<Vec<f64>>())
        });
        Some(Curve {
            spread: spread.collect(),
            epochs: epochs.iter().map(|&epoch| epoch as f64).collect(),
        })
    }
}

/// Means over the repeats, with standard deviations where there are several.
pub fn add_metrics(results: &Results, outcome: &mut Outcome) {
    for measure in MEASURES {
        let sample = results.sample(|judged| measure.of(judged));
        outcome.metric(measure.name, mean(&sample), "");
        if sample.len() > 1 {
            let name = format!("{}_sd", measure.name);
            outcome.metric(name, standard_deviation(&sample), "");
        }
    }
    for (class, stem) in stems(results.classes()).into_iter().enumerate() {
        for measure in CLASS_MEASURES {
            let sample = results.sample(|judged| measure.of(judged, class));
            outcome.metric(format!("{stem}_{}", measure.name), mean(&sample), "");
        }
    }
    let last = |number: fn(&Record) -> f64| {
        results.mean_of_parts(|part| part.history.last().map_or(f64::NAN, number))
    };
    outcome.metric("training_loss", last(|record| record.loss), "");
    outcome.metric("epochs", last(|record| record.epoch as f64), "");
    outcome.metric("iterations", last(|record| record.iteration as f64), "");
    let work = results.mean_of_parts(|part| part.counts.gradient_equivalents);
    outcome.metric("gradient_equivalents", work, "");
}

/// What is drawn, and what went wrong.
pub fn notes(results: &Results) -> Vec<Text> {
    let mut notes = Vec::new();
    let (repeats, folds) = (results.repeats(), results.folds());
    if repeats > 1 {
        notes.push(Text::new(
            format!(
                "Report, confusion matrix and ROC curves are those of the first of {repeats} repeats; \
                 metrics are means over all of them, loss curves medians."
            ),
            format!(
                "Отчёт, матрица ошибок и ROC-кривые относятся к первому повтору из {repeats}; метрики — \
                 средние по всем повторам, кривые ошибки — медианы."
            ),
        ));
    }
    if folds > 1 {
        notes.push(Text::new(
            format!(
                "The answers of the {folds} folds are pooled: every example is judged once in a \
                 repeat, by a network that has not seen it."
            ),
            format!(
                "Ответы всех {folds} блоков объединены: каждый пример в повторе оценён один раз сетью, \
                 которая его не видела."
            ),
        ));
    }
    let diverged = |part: &&Part| matches!(part.stop, StopReason::Diverged { .. });
    let count = results.parts.iter().filter(diverged).count();
    if count > 0 {
        let all = results.parts.len();
        notes.push(Text::new(
            format!(
                "{count} of {all} runs diverged; a repeat without answers has no measures, and neither \
                 have means over it."
            ),
            format!(
                "Разошлись {count} из {all} запусков; у повтора без ответов нет метрик, нет и средних \
                 по нему."
            ),
        ));
    }
    notes
}
