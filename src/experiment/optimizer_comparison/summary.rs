//! What all repeats together say: medians and quartiles, loss curves over one grid of work, ranks.

use super::OptimizerComparison;
use super::run::{Part, Sizes};
use crate::experiment::supervised::{Spread, snake_case};
use crate::math;
use crate::optimize::method::Entry;
use crate::outcome::{Outcome, Text};
use crate::train::StopReason;

/// Points of the grid of work on which loss curves are drawn.
const GRID: usize = 160;

/// Parts by data set, method and repeat.
pub struct Results<'a> {
    parts: &'a [Part],
    repeats: usize,
    /// Names of the data sets.
    pub datasets: Vec<String>,
    /// The methods' lines of the registry.
    pub methods: Vec<&'static Entry>,
    /// See [`OptimizerComparison::budget`].
    pub budget: f64,
    /// See [`OptimizerComparison::target_loss`].
    pub target_loss: f64,
}

/// Median and quartiles of the loss at each point of a grid of work.
pub struct Curve {
    pub work: Vec<f64>,
    pub spread: Vec<Spread>,
}

impl<'a> Results<'a> {
    /// `parts` in the order of the jobs.
    pub fn new(settings: &OptimizerComparison, parts: &'a [Part], repeats: usize) -> Self {
        Results {
            parts,
            repeats,
            datasets: settings.dataset_names(),
            methods: settings.methods.iter().map(|m| m.entry()).collect(),
            budget: settings.budget,
            target_loss: settings.target_loss,
        }
    }

    /// The repeats of one method on one data set.
    pub fn runs(&self, dataset: usize, method: usize) -> &'a [Part] {
        let first = (dataset * self.methods.len() + method) * self.repeats;
        &self.parts[first..first + self.repeats]
    }

    /// The sizes of a data set.
    pub fn sizes(&self, dataset: usize) -> Sizes {
        self.runs(dataset, 0)[0].sizes
    }

    /// A number of each repeat.
    pub fn sample(&self, dataset: usize, method: usize, number: fn(&Part) -> f64) -> Vec<f64> {
        self.runs(dataset, method).iter().map(number).collect()
    }

    /// Median and quartiles of a number over the repeats.
    pub fn spread(&self, dataset: usize, method: usize, number: fn(&Part) -> f64) -> Spread {
        Spread::of(&self.sample(dataset, method, number))
    }

    /// The loss of one method on one data set against work, on a logarithmic grid from 1 to the
    /// budget.
    pub fn curve(&self, dataset: usize, method: usize) -> Curve {
        let log_budget = math::ln(self.budget);
        let work: Vec<f64> = (0..GRID)
            .map(|i| math::exp(log_budget * i as f64 / (GRID - 1) as f64))
            .collect();
        let runs = self.runs(dataset, method);
        let spread = work
            .iter()
            .map(|&work| {
                let losses: Vec<f64> = runs
                    .iter()
                    .map(|part| loss_at(&part.trajectory, work))
                    .collect();
                Spread::of(&losses)
            })
            .collect();
        Curve { work, spread }
    }

    /// Mean rank of each method over data sets and repeats, 1 being the best. `order` compares two
    /// runs; equal ones share the mean of their ranks.
    pub fn mean_ranks(&self, order: impl Fn(&Part, &Part) -> std::cmp::Ordering) -> Vec<f64> {
        let methods = self.methods.len();
        let mut sums = vec![0.0; methods];
        for dataset in 0..self.datasets.len() {
            for repeat in 0..self.repeats {
                let run = |method| &self.runs(dataset, method)[repeat];
                for (method, sum) in sums.iter_mut().enumerate() {
                    *sum += rank(method, methods, |a, b| order(run(a), run(b)));
                }
            }
        }
        let places = (self.datasets.len() * self.repeats) as f64;
        sums.into_iter().map(|sum| sum / places).collect()
    }
}

/// The rank of one of `count` things: 1 + how many are better + half of how many others are equal.
fn rank(thing: usize, count: usize, order: impl Fn(usize, usize) -> std::cmp::Ordering) -> f64 {
    (0..count)
        .filter(|&other| other != thing)
        .map(|other| match order(other, thing) {
            std::cmp::Ordering::Less => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Greater => 0.0,
        })
        .sum::<f64>()
        + 1.0
}

/// The loss of the last weights that took at most `work` to reach.
fn loss_at(trajectory: &[(f64, f64)], work: f64) -> f64 {
    let reached = trajectory.partition_point(|&(at, _)| at <= work);
    trajectory[reached.saturating_sub(1)].1
}

/// Runs that reached the target loss come first, by work; then the others, by final loss. A loss
/// that is NaN comes last.
pub fn by_training(a: &Part, b: &Part) -> std::cmp::Ordering {
    // abs: a NaN may carry a sign, and −NaN would come first.
    let key = |part: &Part| match part.stop {
        StopReason::TargetLoss => (0, part.counts.gradient_equivalents),
        _ => (1, part.train_loss.abs()),
    };
    let ((group_a, number_a), (group_b, number_b)) = (key(a), key(b));
    group_a.cmp(&group_b).then(number_a.total_cmp(&number_b))
}

/// The higher accuracy comes first.
pub fn by_accuracy(a: &Part, b: &Part) -> std::cmp::Ordering {
    b.test.accuracy.total_cmp(&a.test.accuracy)
}

/// Medians over the repeats for every data set and method.
pub fn add_metrics(results: &Results, outcome: &mut Outcome) {
    type Number = fn(&Part) -> f64;
    let numbers: [(&str, Number, &str); 4] = [
        ("test_accuracy", |part| part.test.accuracy, ""),
        ("test_log_loss_nats", |part| part.test.log_loss, "nats"),
        ("train_loss_nats", |part| part.train_loss, "nats"),
        (
            "gradient_equivalents",
            |part| part.counts.gradient_equivalents,
            "",
        ),
    ];
    for (d, dataset) in results.datasets.iter().enumerate() {
        for (m, method) in results.methods.iter().enumerate() {
            let stem = format!("{}_{}", snake_case(dataset), snake_case(method.name));
            for (what, number, unit) in numbers {
                let median = results.spread(d, m, number).middle;
                outcome.metric(format!("{stem}_{what}_median"), median, unit);
            }
        }
    }
}

/// What diverged or could not go on, and how weight maps are coloured.
pub fn notes(results: &Results) -> Vec<Text> {
    let mut notes = Vec::new();
    for (d, dataset) in results.datasets.iter().enumerate() {
        for (m, method) in results.methods.iter().enumerate() {
            let runs = results.runs(d, m);
            let (en, ru, of) = (method.english, method.russian, runs.len());
            let count = |stopped: fn(&StopReason) -> bool| {
                runs.iter().filter(|part| stopped(&part.stop)).count()
            };
            let diverged = count(|stop| matches!(stop, StopReason::Diverged { .. }));
            if diverged > 0 {
                notes.push(Text::new(
                    format!("{dataset}: {en} diverged in {diverged} of {of} runs."),
                    format!("{dataset}: {ru} — расходимость в {diverged} из {of} запусков."),
                ));
            }
            let stuck = count(|stop| *stop == StopReason::NoProgress);
            if stuck > 0 {
                notes.push(Text::new(
                    format!(
                        "{dataset}: {en} found no better point in {stuck} of {of} runs and ended before its budget."
                    ),
                    format!(
                        "{dataset}: {ru} — в {stuck} из {of} запусков лучшая точка не найдена, обучение закончено до исчерпания бюджета."
                    ),
                ));
            }
        }
    }
    let has_maps = |dataset| results.runs(dataset, 0)[0].pictures.is_some();
    if (0..results.datasets.len()).any(has_maps) {
        notes.push(Text::new(
            "Weight maps: red is positive, blue negative. Each unit has its own scale; the colours of its ends also stand for the few weights beyond 3 times the 0.7 quantile of its absolute weights.",
            "Карты весов: красный — положительные, синий — отрицательные. У каждого нейрона своя шкала; крайние цвета обозначают и те немногие веса, модуль которых больше трёх квантилей уровня 0.7.",
        ));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_holds_until_the_next_weights_are_reached() {
        let trajectory = [(0.0, 3.0), (2.5, 2.0), (4.0, 1.0)];
        let at = |work| loss_at(&trajectory, work);
        assert_eq!(
            [at(1.0), at(2.5), at(3.9), at(4.0), at(100.0)],
            [3.0, 2.0, 2.0, 1.0, 1.0]
        );
    }

    #[test]
    fn equal_things_share_the_mean_of_their_ranks() {
        let numbers = [2, 1, 2, 5];
        let rank_of = |i| rank(i, 4, |a, b| numbers[a].cmp(&numbers[b]));
        assert_eq!([0, 1, 2, 3].map(rank_of), [2.5, 1.0, 2.5, 4.0]);
    }
}
