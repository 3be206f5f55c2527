//! All runs together: samples, curves over one grid of work, targets and the work that reached them.

use super::OptimizerComparison;
use super::entrant::Entrant;
use super::measure::{self, Measure};
use super::run::{Learnt, Part, Point, Sizes};
use crate::experiment::supervised::Spread;
use crate::math;
use crate::math::statistics::mean;
use crate::math::statistics::profile::convergence_target;
use crate::outcome::figure::Style;
use crate::outcome::{Column, Series, Text};

/// Points of the grid of work on which loss curves are drawn.
const GRID: usize = 120;

/// With which settings a method runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    Defaults,
    Tuned,
}

impl Variant {
    /// Part of the names of metrics and files.
    pub fn stem(self) -> &'static str {
        match self {
            Variant::Defaults => "defaults",
            Variant::Tuned => "tuned",
        }
    }

    /// In titles, after a colon.
    pub fn text(self) -> Text {
        match self {
            Variant::Defaults => Text::new("defaults", "значения по умолчанию"),
            Variant::Tuned => Text::new("tuned", "с подбором настроек"),
        }
    }
}

/// On which part a loss is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    Training,
    Validation,
}

impl On {
    /// Both.
    pub const BOTH: [On; 2] = [On::Training, On::Validation];

    /// Part of the names of metrics and files.
    pub fn stem(self) -> &'static str {
        match self {
            On::Training => "train",
            On::Validation => "validation",
        }
    }

    /// In titles.
    pub fn text(self) -> Text {
        match self {
            On::Training => Text::new("training loss", "ошибка обучения"),
            On::Validation => Text::new("validation loss", "ошибка на валидации"),
        }
    }

    fn of(self, point: &Point) -> f64 {
        match self {
            On::Training => point.train,
            On::Validation => point.validation,
        }
    }
}

/// Parts by data set, entrant and run.
pub struct Results<'a> {
    pub settings: &'a OptimizerComparison,
    parts: &'a [Part],
    /// Runs of every entrant on every data set.
    pub runs: usize,
    /// Names of the data sets.
    pub datasets: Vec<String>,
    pub entrants: &'a [Entrant],
}

/// Median and quartiles of a loss at each point of a grid of work.
pub struct Curve {
    pub work: Vec<f64>,
    pub spread: Vec<Spread>,
}

impl<'a> Results<'a> {
    /// `parts` in the order of the jobs.
    pub fn new(settings: &'a OptimizerComparison, parts: &'a [Part], runs: usize) -> Self {
        Results {
            settings,
            parts,
            runs,
            datasets: settings.dataset_names(),
            entrants: &settings.methods,
        }
    }

    /// Defaults, and tuned where there are trials.
    pub fn variants(&self) -> &'static [Variant] {
        match self.settings.trials {
            0 => &[Variant::Defaults],
            _ => &[Variant::Defaults, Variant::Tuned],
        }
    }

    /// The runs of one entrant on one data set.
    pub fn parts(&self, dataset: usize, entrant: usize) -> &'a [Part] {
        let first = (dataset * self.entrants.len() + entrant) * self.runs;
        &self.parts[first..first + self.runs]
    }

    /// What the runs of one entrant on one data set have learnt.
    pub fn learnt(
        &self,
        dataset: usize,
        entrant: usize,
        variant: Variant,
    ) -> impl Iterator<Item = &'a Learnt> + use<'a> {
        let parts = self.parts(dataset, entrant).iter();
        parts.map(move |part| &part.learnt[variant as usize])
    }

    /// A number of each run.
    pub fn sample(
        &self,
        dataset: usize,
        entrant: usize,
        variant: Variant,
        number: impl Fn(&Learnt) -> f64,
    ) -> Vec<f64> {
        self.learnt(dataset, entrant, variant).map(number).collect()
    }

    /// The entrant that somebody would choose who looks at the validation parts alone: the one of the
    /// least validation loss, tuned, in the mean over the runs.
    pub fn best_on_validation(&self, dataset: usize) -> usize {
        let loss = |&m: &usize| {
            let parts = self.parts(dataset, m).iter();
            mean(
                &parts
                    .map(|part| part.least_validation())
                    .collect::<Vec<f64>>(),
            )
        };
        let entrants = 0..self.entrants.len();
        let best = entrants.min_by(|a, b| loss(a).total_cmp(&loss(b)));
        best.expect("at least one entrant")
    }

    /// The sizes of a data set.
    pub fn sizes(&self, dataset: usize) -> Sizes {
        self.parts(dataset, 0)[0].sizes
    }

    /// What is measured on the test part of a data set.
    pub fn measures(&self, dataset: usize) -> &'static [Measure] {
        if self.sizes(dataset).classes > 0 {
            measure::OF_CLASSES
        } else {
            measure::OF_NUMBERS
        }
    }

    /// The entrant's colour: that of its method for the first one, a dotted one of its own for others
    /// of the same method.
    pub fn style(&self, entrant: usize) -> Style {
        let method = self.entrants[entrant].method.name();
        let first = self
            .entrants
            .iter()
            .position(|other| other.method.name() == method);
        if first == Some(entrant) {
            Style::of(method)
        } else {
            Style::of(self.entrants[entrant].stem()).dotted()
        }
    }

    /// A loss of one entrant on one data set against work, on a logarithmic grid from 1 to the
    /// budget.
    pub fn curve(&self, dataset: usize, entrant: usize, variant: Variant, on: On) -> Curve {
        let log_budget = math::ln(self.settings.budget);
        let work: Vec<f64> = (0..GRID)
            .map(|i| math::exp(log_budget * i as f64 / (GRID - 1) as f64))
            .collect();
        let start = on as usize;
        let at = |&work: &f64| {
            let parts = self.parts(dataset, entrant).iter();
            let losses = parts.map(|part| {
                let path = &part.learnt[variant as usize].path;
                loss_at(path, on, work, part.initial[start])
            });
            Spread::of(&losses.collect::<Vec<f64>>())
        };
        let spread = work.iter().map(at).collect();
        Curve { work, spread }
    }

    /// For each data set and run the losses f₀ of the initial weights and f_L, the least that any
    /// entrant has reached within the budget.
    pub fn floors(&self, on: On) -> Vec<[f64; 2]> {
        let problems = (0..self.datasets.len()).flat_map(|d| (0..self.runs).map(move |r| (d, r)));
        problems
            .map(|(d, r)| {
                let initial = self.parts(d, 0)[r].initial[on as usize];
                let all = (0..self.entrants.len()).flat_map(|m| &self.parts(d, m)[r].learnt);
                let points = all.flat_map(|learnt| self.within_budget(&learnt.path));
                let least = points.map(|point| on.of(point)).fold(initial, f64::min);
                [initial, least]
            })
            .collect()
    }

    fn within_budget<'p>(&self, path: &'p [Point]) -> impl Iterator<Item = &'p Point> {
        let budget = self.settings.budget;
        path.iter().take_while(move |point| point.work <= budget)
    }

    /// Work until the loss has come down to f_L + τ (f₀ − f_L) for each data set and run, and so for
    /// each entrant: `[problem][entrant]`, infinite where the budget ended before.
    pub fn work_to_target(&self, variant: Variant, on: On, tau: f64) -> Vec<Vec<f64>> {
        let floors = self.floors(on).into_iter().enumerate();
        floors
            .map(|(problem, [initial, least])| {
                let (d, r) = (problem / self.runs, problem % self.runs);
                let target = convergence_target(initial, least, tau);
                let work = |m: usize| {
                    let path = &self.parts(d, m)[r].learnt[variant as usize].path;
                    let mut points = self.within_budget(path);
                    let hit = points.find(|point| on.of(point) <= target);
                    hit.map_or(f64::INFINITY, |point| point.work)
                };
                (0..self.entrants.len()).map(work).collect()
            })
            .collect()
    }

    /// The rows of each run of each data set: 0 for training, 1 for validation, 2 for the test, NaN for
    /// none.
    pub fn splits(&self) -> Vec<Series> {
        let names = self.datasets.iter().enumerate();
        names
            .map(|(d, name)| {
                let parts: Vec<_> = self
                    .parts(d, 0)
                    .iter()
                    .filter_map(|p| p.rows.as_ref())
                    .collect();
                let all = parts
                    .iter()
                    .flat_map(|p| [&p.train, &p.validation, &p.test]);
                let rows = all.flatten().copied().max().map_or(0, |last| last + 1);
                let column = |name: String, values: Vec<f64>| Column {
                    name,
                    unit: String::new(),
                    values,
                };
                let numbers = (0..rows).map(|row| row as f64).collect();
                let mut columns = vec![column("row".into(), numbers)];
                for (run, parts) in parts.iter().enumerate() {
                    let mut part_of = vec![f64::NAN; rows];
                    for (part, rows) in [&parts.train, &parts.validation, &parts.test]
                        .iter()
                        .enumerate()
                    {
                        rows.iter().for_each(|&row| part_of[row] = part as f64);
                    }
                    columns.push(column(format!("run_{}", run + 1), part_of));
                }
                let stem = crate::experiment::supervised::snake_case(name);
                Series {
                    name: format!("splits_{stem}"),
                    columns,
                }
            })
            .collect()
    }
}

/// The loss of the last weights that took at most `work` to reach and were looked at; `initial`
/// where none were.
fn loss_at(path: &[Point], on: On, work: f64, initial: f64) -> f64 {
    let reached = path.iter().take_while(|point| point.work <= work);
    let looked_at = reached.map(|point| on.of(point)).filter(|loss| match on {
        On::Training => true,
        On::Validation => !loss.is_nan(),
    });
    looked_at.last().unwrap_or(initial)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_loss_holds_until_the_next_weights_are_reached() {
        let point = |work, train, validation| Point {
            work,
            train,
            validation,
        };
        let path = [
            point(0.0, 3.0, f64::NAN),
            point(2.5, 2.0, 2.5),
            point(4.0, 1.0, f64::NAN),
        ];
        let at = |on, work| loss_at(&path, on, work, 9.0);
        let train = [1.0, 2.5, 3.9, 4.0, 100.0].map(|work| at(On::Training, work));
        assert_eq!(train, [3.0, 2.0, 2.0, 1.0, 1.0]);
        let validation = [1.0, 2.5, 100.0].map(|work| at(On::Validation, work));
        assert_eq!(validation, [9.0, 2.5, 2.5]);
    }
}
