//! The kind `vector-quantisation`: prototypes that learn the classes of their neighbourhood.

mod explain;
mod figures;
mod judged;
mod learn;
mod plane;
mod results;
#[cfg(test)]
mod tests;
mod voronoi;

use super::ranges::Ranges;
use super::{Context, Failure, Problem, Settings};
use crate::dataset::{self, Generated, Scaling, Source, Table, Target};
use crate::outcome::{Outcome, Text};
use crate::random::Stream;
use learn::{Part, Prepared};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Most prototypes in all.
const MOST_PROTOTYPES: usize = 10_000;
/// Most numbers that the comparison with the nearest neighbours may touch in a repeat.
const MOST_WORK: f64 = 1e11;

/// Settings of the kind `vector-quantisation`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct VectorQuantisation {
    /// The data set, with classes. Default: 400 examples of `moons` with noise 0.25.
    pub data: Source,
    /// The part of the examples kept for the test, above 0 and below 1. Default 0.3.
    pub test_fraction: f64,
    /// How columns of numbers are scaled. Default `standard`.
    pub scaling: Scaling,
    /// Prototypes of every class, 1 to 1000; a class with fewer examples gives all. Default 4.
    pub prototypes: usize,
    /// The rate α at the first step, above 0 to 1; it falls straight to 0. Default 0.1.
    pub rate: f64,
    /// Inputs shown, 1 to 100 million. Default: 200 for every prototype.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steps: Option<u64>,
    /// k of the k nearest neighbours that the prototypes are compared with, 1 to 1000; 0 leaves
    /// them out. Default 5.
    pub neighbours: usize,
}

impl Default for VectorQuantisation {
    fn default() -> Self {
        VectorQuantisation {
            data: Source::Generated(Generated {
                generate: "moons".into(),
                examples: 400,
                noise: 0.25,
                classes: 2,
            }),
            test_fraction: 0.3,
            scaling: Scaling::Standard,
            prototypes: 4,
            rate: 0.1,
            steps: None,
            neighbours: 5,
        }
    }
}

impl VectorQuantisation {
    /// The data as they are in size; which examples are drawn does not matter here.
    fn sizes(&self, base: &Path) -> Result<Prepared, Problem> {
        let mut stream = Stream::new(0, Self::KIND, "examples", 0);
        let unusable =
            |error: dataset::Error| Problem::new("data", format!("cannot be used: {error}"));
        let table = self.data.load(base, &mut stream).map_err(unusable)?;
        if !matches!(table.target, Target::Classes { .. }) {
            return Err(Problem::new("data", no_classes(&table)));
        }
        Prepared::of(self, &table, &mut stream).map_err(unusable)
    }

    fn check_sizes(&self, sizes: &Prepared, ranges: &mut Ranges) {
        let (train, test) = (sizes.train.rows(), sizes.test.rows());
        if train == 0 || test == 0 {
            let message = format!("leaves {train} examples for training and {test} for the test");
            ranges.wrong("test_fraction", message);
        }
        let prototypes = self.prototypes * sizes.train.classes.len();
        if prototypes > MOST_PROTOTYPES {
            let most = MOST_PROTOTYPES / sizes.train.classes.len();
            let message = format!(
                "is {}, must be at most {most} with so many classes",
                self.prototypes
            );
            ranges.wrong("prototypes", message);
        }
        if self.neighbours > train {
            let message = format!(
                "is {}, must be at most {train}, the number of examples for training",
                self.neighbours
            );
            ranges.wrong("neighbours", message);
        }
        let work = train as f64 * (train + test) as f64 * sizes.train.features() as f64;
        if self.neighbours > 0 && work > MOST_WORK {
            ranges.wrong(
                "neighbours",
                "takes too long with so many examples; set it to 0",
            );
        }
    }
}

fn no_classes(table: &Table) -> String {
    format!(
        "`{}` has numbers to predict, but prototypes have classes; in a CSV file of classes say \
         `task = \"classification\"`",
        table.name
    )
}

impl Settings for VectorQuantisation {
    const KIND: &'static str = "vector-quantisation";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    const GATHERS_REPEATS: bool = true;
    type Part = Part;

    fn summary() -> Text {
        Text::new(
            "Learning vector quantisation (LVQ1): prototypes, their cells and paths",
            "Обучающееся векторное квантование (LVQ1): прототипы, их ячейки и пути",
        )
    }

    fn problems(&self, base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        let test = self.test_fraction;
        if !(test > 0.0 && test < 1.0) {
            let message = format!("is {test}, must be above 0 and below 1");
            ranges.wrong("test_fraction", message);
        }
        ranges.within("prototypes", self.prototypes as f64, 1.0, 1000.0);
        ranges.positive("rate", self.rate, 1.0);
        if let Some(steps) = self.steps {
            ranges.within("steps", steps as f64, 1.0, 1e8);
        }
        ranges.within("neighbours", self.neighbours as f64, 0.0, 1000.0);
        if ranges.problems.is_empty() {
            match self.sizes(base) {
                Ok(sizes) => self.check_sizes(&sizes, &mut ranges),
                Err(problem) => ranges.problems.push(problem),
            }
        }
        ranges.problems
    }

    fn memory_bytes(&self, base: &Path) -> u64 {
        self.sizes(base).map_or(0, |sizes| {
            let rows = sizes.train.rows() + sizes.test.rows();
            let features = sizes.train.features();
            let prototypes = self.prototypes * sizes.train.classes.len();
            (8 * features * (4 * rows + 200 * prototypes)) as u64
        })
    }

    fn inputs(&self, base: &Path) -> Vec<PathBuf> {
        self.data.files(base)
    }

    fn jobs(&self, context: &Context) -> usize {
        context.repeats as usize
    }

    fn run(&self, job: usize, context: &Context) -> Result<Part, Failure> {
        learn::learn(self, job, context)
    }

    fn assemble(&self, parts: Vec<Part>, _context: &Context) -> Result<Outcome, Failure> {
        Ok(results::outcome(self, &parts))
    }
}
