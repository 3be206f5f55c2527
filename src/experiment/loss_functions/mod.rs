//! The kind `loss-functions`: what a unit pays for its answer, and how hard each loss pulls it.

mod curves;
mod figures;
#[cfg(test)]
mod tests;

use super::ranges::Ranges;
use super::{Context, Failure, Problem, Settings};
use crate::math::elementary::{ln, logistic};
use crate::outcome::{Outcome, Text};
use curves::{Curve, LOSSES};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Settings of the kind `loss-functions`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct LossFunctions {
    /// What the unit should answer, t. Default 1; 0 to 1.
    pub target: f64,
    /// A target that is a probability, on which cross-entropy and the Kullback–Leibler divergence
    /// differ. Default 0.7; above 0 and below 1.
    pub soft_target: f64,
    /// States s are drawn from −reach to reach. Default 8; 1 to 30.
    pub reach: f64,
    /// Points of a curve. Default 401; 11 to 10001.
    pub points: usize,
}

impl Default for LossFunctions {
    fn default() -> Self {
        LossFunctions {
            target: 1.0,
            soft_target: 0.7,
            reach: 8.0,
            points: 401,
        }
    }
}

impl Settings for LossFunctions {
    const KIND: &'static str = "loss-functions";
    const EXPLAIN: &'static str = "\
What a unit with state s and answer y = 1/(1 + e^(-s)) pays for the target t, and the pull -dE/ds
with which gradient descent moves its state:

    squared error        E = (y - t)^2 / 2                               pull (t - y) y (1 - y)
    hyperbolic error     E = (1+d) ln(1+d) + (1-d) ln(1-d),  d = t - y   pull ln((1+d)/(1-d)) y (1 - y)
    cross-entropy        E = -t ln y - (1 - t) ln(1 - y)                 pull t - y
    Kullback-Leibler     E = t ln(t/y) + (1 - t) ln((1 - t)/(1 - y))     pull t - y

A unit that is wrong and sure of it (s far on the wrong side) is hardly moved by the squared error:
the pull has the factor y (1 - y). For t = 1 it is (1 - y)^2 y, strongest at y = 1/3, where it is
4/27. The cross-entropy pulls with the whole error t - y (Bishop 1995, Neural Networks for Pattern
Recognition, 6.7-6.9). Fahlman's hyperbolic error (1988, CMU-CS-88-162) lies between.

Two softmax units with states s and 0 are one logistic unit with state s. Cross-entropy is the
Kullback-Leibler divergence (1951) plus the entropy of the target, so both have the same pull; the
divergence is 0 where y = t, the cross-entropy is not unless t is 0 or 1.

Losses and pulls come from the network's own loss and back-propagation, as training uses them.
Metrics: <loss>_slope_check, the largest difference between the pull and a central difference of the
loss; the strongest pull of the squared error and the y at which it is found among the points; pulls
where the unit is most wrong; how far softmax of two and logistic differ; the least losses on the
soft target and how far cross-entropy less divergence is from the entropy.";

    type Part = Vec<Curve>;

    fn summary() -> Text {
        Text::new(
            "Loss functions and how hard each pulls a unit that is wrong",
            "Функции потери и то, насколько сильно каждая исправляет ошибку нейрона",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        ranges.within("target", self.target, 0.0, 1.0);
        if !(self.soft_target > 0.0 && self.soft_target < 1.0) {
            let found = self.soft_target;
            ranges.wrong(
                "soft_target",
                format!("is {found}, must be above 0 and below 1"),
            );
        }
        ranges.within("reach", self.reach, 1.0, 30.0);
        ranges.count("points", self.points, 11, 10_001);
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        // Four numbers a point, for two targets, in the curves and in the figure.
        (LOSSES.len() * self.points * 4 * 2 * 2 * size_of::<f64>()) as u64
    }

    fn jobs(&self, _context: &Context) -> usize {
        1
    }

    fn run(&self, _job: usize, _context: &Context) -> Result<Vec<Curve>, Failure> {
        let draw = |target: f64| {
            let curves = LOSSES.iter();
            curves.map(move |entry| Curve::new(entry, target, self.reach, self.points))
        };
        let curves = draw(self.target).chain(draw(self.soft_target));
        curves.collect::<Result<_, _>>().map_err(Failure::told)
    }

    fn assemble(&self, parts: Vec<Vec<Curve>>, _context: &Context) -> Result<Outcome, Failure> {
        let curves = &parts[0];
        let (hard, soft) = curves.split_at(LOSSES.len());
        let mut outcome = Outcome::default();
        self.measure(hard, soft, &mut outcome);
        figures::add(self, hard, soft, &mut outcome);
        Ok(outcome)
    }
}

impl LossFunctions {
    fn measure(&self, hard: &[Curve], soft: &[Curve], outcome: &mut Outcome) {
        for curve in hard {
            let name = format!("{}_slope_check", curve.entry.metric);
            outcome.metric(name, curve.slope_check(), "");
        }
        let squared = curves::named(hard, "squared_error");
        let strongest = squared.strongest();
        outcome.metric(
            "squared_error_strongest_pull",
            squared.pull[strongest].abs(),
            "",
        );
        outcome.metric("squared_error_strongest_at", squared.answer[strongest], "");
        // The end of the axis that is further from the target.
        let wrong = if self.target < 0.5 {
            self.points - 1
        } else {
            0
        };
        for curve in hard {
            let name = format!("{}_pull_when_wrong", curve.entry.metric);
            outcome.metric(name, curve.pull[wrong].abs(), "");
        }
        let logistic = curves::named(hard, "cross_entropy");
        let softmax = curves::named(hard, "softmax_cross_entropy");
        outcome.metric(
            "softmax_of_two_differs",
            largest_difference(&logistic.loss, &softmax.loss, 0.0),
            "",
        );
        let cross_entropy = curves::named(soft, "cross_entropy");
        let divergence = curves::named(soft, "kullback_leibler");
        let entropy = entropy(self.soft_target);
        outcome.metric("entropy_of_soft_target", entropy, "");
        outcome.metric("cross_entropy_least", cross_entropy.least(), "");
        outcome.metric("kullback_leibler_least", divergence.least(), "");
        outcome.metric(
            "cross_entropy_less_divergence_differs",
            largest_difference(&cross_entropy.loss, &divergence.loss, entropy),
            "",
        );
    }

    /// The states of the points.
    fn states(reach: f64, points: usize) -> impl Iterator<Item = f64> {
        let step = 2.0 * reach / (points - 1) as f64;
        (0..points).map(move |point| -reach + step * point as f64)
    }
}

/// The largest |a − b − offset|.
fn largest_difference(a: &[f64], b: &[f64], offset: f64) -> f64 {
    let differences = a.iter().zip(b).map(|(a, b)| (a - b - offset).abs());
    differences.fold(0.0, f64::max)
}

/// −t ln t − (1 − t) ln(1 − t), for t inside (0, 1).
fn entropy(t: f64) -> f64 {
    -t * ln(t) - (1.0 - t) * ln(1.0 - t)
}

/// y of a state.
fn answer(s: f64) -> f64 {
    logistic(s)
}
