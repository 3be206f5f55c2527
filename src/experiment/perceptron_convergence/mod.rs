//! The kind `perceptron-convergence`: the perceptron's mistakes against Novikoff's bound, its way to a
//! separating line, and its endless cycle on exclusive or.

mod bound;
mod cycling;
mod data;
mod explain;
mod frames;
mod learning;
mod problems;
mod proof;
mod scatter;
mod sets;
mod tables;
#[cfg(test)]
mod tests;

use super::{Context, Failure, Problem, Settings};
use crate::dataset::Source;
use crate::outcome::{Outcome, Text};
use bound::SetResult;
use cycling::Cycle;
use learning::Lesson;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Settings of the kind `perceptron-convergence`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct PerceptronConvergence {
    /// The many random sets on which mistakes are counted.
    pub sets: Sets,
    /// The one set whose learning is drawn: `data`, or `points` and `classes`, or drawn at random.
    pub learning: Learning,
    /// The truth table on which the perceptron cycles.
    pub cycling: Cycling,
}

/// Settings of the random sets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct Sets {
    /// Numbers of inputs, at most 8, none twice, each 1 to 1000. Default [2, 5, 20].
    pub dimensions: Vec<usize>,
    /// Margins that the planted plane leaves in the unit ball, at most 20, none twice, each 0.001 to
    /// 0.9. Default [0.5, 0.2, 0.1, 0.05, 0.02].
    pub margins: Vec<f64>,
    /// How many margins the examples lie from the planted plane at most, 1 to 1000 (and never outside
    /// the ball): the nearer they all are, the more mistakes they cost. Default 3.
    pub farthest: f64,
    /// Examples of each set, 2 to 10000. Default 100.
    pub examples: usize,
    /// Sets for each dimension and margin, 1 to 1000. Default 8.
    pub repeats: usize,
    /// Numbers of inputs of orthogonal examples, which nearly attain the bound; at most 8, none
    /// twice, even, each 2 to 128. Default [4, 16, 64].
    pub orthogonal: Vec<usize>,
    /// Passes after which a training is given up, 1 to 1000000. Default 100000.
    pub max_passes: usize,
}

impl Default for Sets {
    fn default() -> Self {
        Sets {
            dimensions: vec![2, 5, 20],
            margins: vec![0.5, 0.2, 0.1, 0.05, 0.02],
            farthest: 3.0,
            examples: 100,
            repeats: 8,
            orthogonal: vec![4, 16, 64],
            max_passes: 100_000,
        }
    }
}

/// Settings of the set whose learning is drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct Learning {
    /// A data set of classes, by its name or as a table of where it comes from. Default: none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Source>,
    /// With data: the class that is told from all others. Default: the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub positive: Option<String>,
    /// With data: names of the features to take, none twice; with two of them the line is drawn.
    /// Default: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub features: Option<Vec<String>>,
    /// Points [x₁, x₂, …] of your own, all of one length; 2 to 10000. Not with data. Default: none.
    pub points: Vec<Vec<f64>>,
    /// Their classes, 0 or 1, one a point.
    pub classes: Vec<u8>,
    /// Points drawn at random where there are neither data nor points, 2 to 10000. Default 60.
    pub examples: usize,
    /// The margin that their planted line leaves, 0.001 to 0.9, in units of the radius of their disc.
    /// Default 0.05.
    pub margin: f64,
    /// Passes after which training is given up, 1 to 100000. Default 1000.
    pub max_passes: usize,
}

impl Default for Learning {
    fn default() -> Self {
        Learning {
            data: None,
            positive: None,
            features: None,
            points: Vec::new(),
            classes: Vec::new(),
            examples: 60,
            margin: 0.05,
            max_passes: 1000,
        }
    }
}

/// Settings of the cycle.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct Cycling {
    /// The answers for the inputs 00, 01, 10, 11 (x₁ first), a word of 2 to 64 zeros and ones.
    /// Default "0110", exclusive or.
    pub table: String,
    /// Whether inputs are 0 and 1, or −1 and 1. Default binary.
    pub coding: Coding,
    /// Passes after which training is given up, 1 to 1000000. Default 10000.
    pub max_passes: usize,
}

impl Default for Cycling {
    fn default() -> Self {
        Cycling {
            table: "0110".into(),
            coding: Coding::Binary,
            max_passes: 10_000,
        }
    }
}

/// How the inputs of a truth table become numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Coding {
    /// 0 and 1.
    Binary,
    /// −1 and 1.
    Bipolar,
}

/// What one job gives.
pub enum Part {
    Lesson(Box<Lesson>),
    Cycle(Cycle),
    Sets(Vec<SetResult>),
}

impl Settings for PerceptronConvergence {
    const KIND: &'static str = "perceptron-convergence";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    type Part = Part;

    fn summary() -> Text {
        Text::new(
            "The perceptron's mistakes against Novikoff's bound, and its endless cycle on exclusive or (Rosenblatt 1958, Novikoff 1962)",
            "Ошибки перцептрона и граница Новикова; бесконечный цикл на исключающем «или» (Розенблатт, 1958; Новиков, 1962)",
        )
    }

    fn problems(&self, base: &Path) -> Vec<Problem> {
        problems::all(self, base)
    }

    /// The norms and, in the plane, the weights after every mistake; the sets of one job.
    fn memory_bytes(&self, _base: &Path) -> u64 {
        let learning = (self.learning.max_passes as u64).min(20_000) * 100;
        let widest = self.sets.dimensions.iter().copied().max().unwrap_or(1);
        let set = (self.sets.examples * (widest + 2)) as u64;
        let orthogonal = self
            .sets
            .orthogonal
            .iter()
            .map(|n| (n * n) as u64)
            .sum::<u64>();
        16 * (learning + 4 * set + 4 * orthogonal) + (8 << 20)
    }

    fn inputs(&self, base: &Path) -> Vec<PathBuf> {
        let data = self.learning.data.as_ref();
        data.map_or_else(Vec::new, |data| data.files(base))
    }

    fn jobs(&self, _context: &Context) -> usize {
        2 + self.sets.groups().len()
    }

    fn run(&self, job: usize, context: &Context) -> Result<Part, Failure> {
        match job {
            0 => learning::learn(&self.learning, context)
                .map(Box::new)
                .map(Part::Lesson),
            1 => Ok(Part::Cycle(cycling::cycle(&self.cycling))),
            _ => bound::measure(&self.sets, job - 2, context).map(Part::Sets),
        }
    }

    fn assemble(&self, parts: Vec<Part>, _context: &Context) -> Result<Outcome, Failure> {
        let mut outcome = Outcome::default();
        let (mut lesson, mut cycle, mut sets) = (None, None, Vec::new());
        for part in parts {
            match part {
                Part::Lesson(one) => lesson = Some(one),
                Part::Cycle(one) => cycle = Some(one),
                Part::Sets(some) => sets.extend(some),
            }
        }
        if !sets.is_empty() {
            tables::add_sets(&sets, &mut outcome);
            outcome.figures.push(scatter::bound(&sets));
        }
        if let (Some(lesson), Some(cycle)) = (lesson, cycle) {
            tables::add_lesson(&lesson, &mut outcome);
            tables::add_cycle(&cycle, &mut outcome);
            outcome.figures.extend(frames::learning(&lesson));
            outcome.figures.push(proof::proof(&lesson, &cycle));
            outcome.figures.extend(frames::cycling(&cycle));
        }
        Ok(outcome)
    }
}
