//! All jobs' results, gathered by ρ; metrics and notes.

use super::WeightDecay;
use super::learn::{Part, Point, Sizes};
use super::ridge::{Ridge, sum_of_squares};
use crate::experiment::supervised::{Spread, snake_case};
use crate::math::statistics::median;
use crate::outcome::{Outcome, Text};
use crate::train::StopReason;

/// What the jobs gave.
pub struct Results<'a> {
    pub settings: &'a WeightDecay,
    /// The network with each ρ, in their order.
    pub groups: Vec<Group<'a>>,
    /// Networks of the sizes: without decay, and with it.
    pub sized: [Vec<Group<'a>>; 2],
}

/// The repeats of one network with one ρ.
pub struct Group<'a> {
    pub decay: f64,
    pub parts: &'a [Part],
}

impl Group<'_> {
    /// A number of every repeat.
    pub fn each(&self, value: impl Fn(&Part) -> f64) -> Vec<f64> {
        self.parts.iter().map(value).collect()
    }

    /// Its quartiles.
    pub fn spread(&self, value: impl Fn(&Part) -> f64) -> Spread {
        Spread::of(&self.each(value))
    }

    /// Its median.
    pub fn median(&self, value: impl Fn(&Part) -> f64) -> f64 {
        self.spread(value).middle
    }

    /// The check by the closed form.
    pub fn ridge(&self) -> Option<Ridge> {
        self.parts[0].ridge
    }

    /// The median of the repeats at each point of the loss curve; one that ended early counts with
    /// its last losses.
    pub fn curve(&self) -> Vec<Point> {
        let longest = self.parts.iter().max_by_key(|part| part.curve.len());
        let length = longest.map_or(0, |part| part.curve.len());
        let at = |part: &Part, k: usize| part.curve[k.min(part.curve.len() - 1)];
        let middle = |k: usize, value: &dyn Fn(Point) -> f64| {
            let sample: Vec<f64> = self.parts.iter().map(|part| value(at(part, k))).collect();
            median(&sample)
        };
        let point = |k: usize| Point {
            epoch: longest.map_or(0, |part| part.curve[k].epoch),
            train: middle(k, &|point| point.train),
            test: middle(k, &|point| point.test),
        };
        (0..length).map(point).collect()
    }
}

impl<'a> Results<'a> {
    pub fn new(settings: &'a WeightDecay, parts: &'a [Part], repeats: usize) -> Self {
        let variants = settings.variants().into_iter();
        let mut groups: Vec<Group> = variants
            .zip(parts.chunks_exact(repeats.max(1)))
            .map(|(variant, parts)| Group {
                decay: variant.decay,
                parts,
            })
            .collect();
        let mut sized = [Vec::new(), Vec::new()];
        for (place, group) in groups.drain(settings.decays.len()..).enumerate() {
            sized[place % 2].push(group);
        }
        Results {
            settings,
            groups,
            sized,
        }
    }

    pub fn sizes(&self) -> Sizes {
        self.groups[0].parts[0].sizes
    }

    /// Whether there are right and wrong answers.
    pub fn classifies(&self) -> bool {
        !self.groups[0].parts[0].train.wrong.is_nan()
    }

    /// The group of the least median test loss.
    pub fn best(&self) -> usize {
        let loss = |group: &Group| group.median(|part| part.test.loss);
        let losses: Vec<f64> = self.groups.iter().map(loss).collect();
        let known = losses.iter().enumerate().filter(|(_, loss)| !loss.is_nan());
        known
            .min_by(|a, b| a.1.total_cmp(b.1))
            .map_or(0, |(place, _)| place)
    }

    /// The least, the best and the largest ρ, each once.
    pub fn chosen(&self) -> Vec<usize> {
        let mut chosen = vec![0, self.best(), self.groups.len() - 1];
        chosen.dedup();
        chosen
    }

    pub fn add_metrics(&self, outcome: &mut Outcome) {
        for group in &self.groups {
            let rho = snake_case(&group.decay.to_string());
            let mut add =
                |what: &str, value: f64| outcome.metric(format!("{what}_rho_{rho}"), value, "");
            add("train_loss", group.median(|part| part.train.loss));
            add("test_loss", group.median(|part| part.test.loss));
            if self.classifies() {
                add("train_wrong", group.median(|part| part.train.wrong));
                add("test_wrong", group.median(|part| part.test.wrong));
            }
            add(
                "sum_of_squares",
                group.median(|part| sum_of_squares(&part.weights)),
            );
        }
        let (least, best) = (&self.groups[0], &self.groups[self.best()]);
        let test = |group: &Group| group.median(|part| part.test.loss);
        let before = |part: &Part| {
            let losses = part.curve.iter().map(|point| point.test);
            losses.fold(f64::INFINITY, f64::min)
        };
        outcome.metric("best_decay", best.decay, "");
        outcome.metric("test_loss_gain", test(least) / test(best), "");
        let rise = least.median(|part| part.test.loss / before(part));
        outcome.metric("test_loss_rise", rise, "");
        let norms = self.groups.iter();
        let norms = norms.map(|group| group.median(|part| sum_of_squares(&part.weights)));
        outcome.metric("norm_rises", rises(norms), "");
        self.add_ridge(outcome);
    }

    fn add_ridge(&self, outcome: &mut Outcome) {
        let ridges: Vec<Ridge> = self.groups.iter().filter_map(Group::ridge).collect();
        if ridges.is_empty() {
            return;
        }
        let deviation = ridges.iter().map(|ridge| ridge.deviation);
        let largest = deviation.fold(0.0, f64::max);
        outcome.metric("ridge_largest_deviation", largest, "");
        let exact = ridges.iter().map(|ridge| ridge.exact);
        outcome.metric("ridge_norm_rises", rises(exact), "");
    }

    pub fn notes(&self) -> Vec<Text> {
        let mut notes = Vec::new();
        for group in &self.groups {
            let diverged = |part: &&Part| matches!(part.stop, StopReason::Diverged { .. });
            let count = group.parts.iter().filter(diverged).count();
            if count > 0 {
                let of = group.parts.len();
                notes.push(Text::new(
                    format!("ρ = {}: {count} of {of} runs diverged.", group.decay),
                    format!(
                        "ρ = {}: расходятся запусков: {count} из {of}.",
                        comma(group.decay)
                    ),
                ));
            }
        }
        if self.groups.iter().all(|group| group.ridge().is_none()) {
            notes.push(Text::new(
                "The check by ridge regression was left out: too many inputs, or the examples do not determine a linear network.",
                "Проверка гребневой регрессией пропущена: слишком много входов или примеры не определяют линейную сеть.",
            ));
        }
        notes
    }
}

/// How often a number is above the one before it.
fn rises(values: impl Iterator<Item = f64>) -> f64 {
    let values: Vec<f64> = values.collect();
    values.windows(2).filter(|pair| pair[1] > pair[0]).count() as f64
}

/// A number in running Russian.
pub fn comma(number: f64) -> String {
    number.to_string().replace('.', ",")
}

/// `ρ = 0.01` in both languages.
pub fn rho(decay: f64) -> Text {
    Text::new(format!("ρ = {decay}"), format!("ρ = {}", comma(decay)))
}
