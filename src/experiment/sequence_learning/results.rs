//! The runs put together.

use super::SequenceLearning;
use super::net::Net;
use super::training::{Run, lag_words};
use crate::math::statistics::{mean, median, quartiles};
use crate::outcome::{Outcome, Text};

/// All runs of one network at one lag.
pub struct Group<'r> {
    /// The network's settings.
    pub net: &'r Net,
    /// The lag, where there is one.
    pub lag: Option<usize>,
    /// In the order of the repeats.
    pub runs: Vec<Run>,
}

/// All runs.
pub struct Results<'r> {
    /// The experiment's settings.
    pub settings: &'r SequenceLearning,
    /// Networks in their order, the lags of each in theirs.
    pub groups: Vec<Group<'r>>,
}

impl Group<'_> {
    /// Share of the runs that solved the task.
    pub fn solved(&self) -> f64 {
        let solved = self.runs.iter().filter(|run| run.solved_after.is_finite());
        solved.count() as f64 / self.runs.len() as f64
    }

    /// Sequences to success, infinite for runs that failed.
    pub fn sequences(&self) -> Vec<f64> {
        self.runs.iter().map(|run| run.solved_after).collect()
    }

    /// Mean of the runs that succeeded; NaN where none did.
    pub fn mean_of_solved(&self) -> f64 {
        let finite: Vec<f64> = self.sequences();
        let finite: Vec<f64> = finite.into_iter().filter(|n| n.is_finite()).collect();
        if finite.is_empty() {
            return f64::NAN;
        }
        mean(&finite)
    }

    /// Number of sequences of every test of any run.
    pub fn tests(&self) -> Vec<u64> {
        let longest = self.runs.iter().max_by_key(|run| run.sequences.len());
        longest.map(|run| run.sequences.clone()).unwrap_or_default()
    }

    /// Quartiles over the runs of a value at each test; a run that has ended keeps its last.
    pub fn quartiles(&self, value: impl Fn(&Run) -> &[f64]) -> Vec<[f64; 3]> {
        let at = |test: usize| {
            let values = self.runs.iter().map(|run| {
                let values = value(run);
                values[test.min(values.len() - 1)]
            });
            quartiles(&values.collect::<Vec<f64>>())
        };
        (0..self.tests().len()).map(at).collect()
    }

    /// Share of the runs that have solved the task at each test.
    pub fn solved_by(&self) -> Vec<f64> {
        let share = |n: &u64| {
            let solved = self.runs.iter().filter(|run| run.solved_after <= *n as f64);
            solved.count() as f64 / self.runs.len() as f64
        };
        self.tests().iter().map(share).collect()
    }

    /// Median over the runs of a value at their ends.
    pub fn last(&self, value: impl Fn(&Run) -> &[f64]) -> f64 {
        let last = self.runs.iter().map(|run| value(run)[value(run).len() - 1]);
        median(&last.collect::<Vec<f64>>())
    }

    /// The run whose inside is drawn: the first that solved the task, else the one with the most
    /// sequences right.
    pub fn shown(&self) -> &Run {
        let solved = self.runs.iter().find(|run| run.solved_after.is_finite());
        let last = |run: &Run| run.right[run.right.len() - 1];
        let best = || {
            let better = |a: &&Run, b: &&Run| last(a).total_cmp(&last(b));
            self.runs.iter().max_by(better).expect("at least one run")
        };
        solved.unwrap_or_else(best)
    }

    fn farthest(&self, value: impl Fn(&Run) -> f64) -> f64 {
        self.runs.iter().map(value).fold(f64::NAN, f64::max)
    }
}

impl<'r> Results<'r> {
    /// Sorts the parts, which come in the order of the jobs.
    pub fn new(settings: &'r SequenceLearning, parts: Vec<Run>, repeats: usize) -> Self {
        let mut parts = parts.into_iter();
        let lags = settings.task.lags();
        let group = |(net, lag)| Group {
            net,
            lag,
            runs: parts.by_ref().take(repeats).collect(),
        };
        let places = settings
            .networks
            .iter()
            .flat_map(|net| lags.iter().map(move |lag| (net, *lag)));
        Results {
            settings,
            groups: places.map(group).collect(),
        }
    }

    /// Whether there are several lags.
    pub fn many_lags(&self) -> bool {
        self.settings.task.lags().len() > 1
    }

    /// Ending of the names of a group's metrics and figures.
    pub fn ending(&self, group: &Group<'_>) -> String {
        if self.many_lags() {
            lag_words(group.lag)
        } else {
            String::new()
        }
    }

    /// The network's name, with its lag where there are several.
    pub fn title(&self, group: &Group<'_>) -> Text {
        let name = group.net.title();
        match group.lag {
            Some(lag) if self.many_lags() => Text::new(
                format!("{}, p = {lag}", name.en),
                format!("{}, p = {lag}", name.ru),
            ),
            _ => name,
        }
    }

    /// Adds the metrics.
    pub fn add_metrics(&self, outcome: &mut Outcome) {
        for group in &self.groups {
            let (key, ending) = (group.net.key(), self.ending(group));
            let mut add = |name: &str, value: f64, unit: &str| {
                outcome.metric(format!("{key}_{name}{ending}"), value, unit);
            };
            add("solved", group.solved(), "");
            add("sequences_median", median(&group.sequences()), "sequences");
            let mean = group.mean_of_solved();
            if mean.is_finite() {
                add("sequences_mean", mean, "sequences");
            }
            add("error", group.last(|run| &run.errors), "");
            add("right", group.last(|run| &run.right), "");
            add("weights", group.runs[0].weights as f64, "");
            let difference = group.farthest(|run| run.gradient_difference);
            if !difference.is_nan() {
                add("gradient_difference", difference, "");
            }
            let on_line = group.farthest(|run| run.on_line_difference);
            if on_line.is_finite() {
                add("on_line_difference", on_line, "");
            }
        }
    }

    /// What a reader should know: runs that diverged.
    pub fn notes(&self) -> Vec<Text> {
        let note = |group: &Group<'_>| {
            let diverged = group.runs.iter().filter(|run| run.diverged).count();
            let name = self.title(group);
            (diverged > 0).then(|| {
                Text::new(
                    format!("{}: {diverged} of {} runs diverged; they count as failed.", name.en, group.runs.len()),
                    format!("{}: запусков, которые разошлись, — {diverged} из {}; они засчитаны как неудачные.", name.ru, group.runs.len()),
                )
            })
        };
        self.groups.iter().filter_map(note).collect()
    }
}
