//! The kind `fuzzy-art`: points fall into boxes, the smaller the higher the vigilance.

mod course;
mod explain;
mod figures;
mod growth;
mod inputs;
mod plane;
mod results;
mod sweep;

use super::{Order, Uncommitted};
use crate::dataset::Source;
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::outcome::{Outcome, Text};
use crate::resonance::FuzzyArtSettings;
use course::Course;
use growth::Growth;
use inputs::Inputs;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use sweep::Sweep;

const MOST_EXAMPLES: usize = 20_000;
/// Most examples times features: every category is compared with every example.
const MOST_NUMBERS: usize = 300_000;
const MOST_VIGILANCES: usize = 4;
const MOST_CATEGORIES: usize = 5000;

/// Settings of the kind `fuzzy-art`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct FuzzyArt {
    /// A data set of at most 20000 examples and 300000 numbers; every feature is scaled to 0 … 1.
    /// Default: 400 points of two half-moons.
    pub data: Source,
    /// The features that are used, by name, none twice; the first two span the plane of the
    /// figures. Default: all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub features: Option<Vec<String>>,
    /// Vigilances ρ looked at closely, 1 to 4 of them, each 0 to 1. Default [0.5, 0.75, 0.9].
    pub vigilance: Vec<f64>,
    /// α of the choice, above 0 to 1000: small, a box that holds the input comes first. Default
    /// 0.001.
    pub alpha: f64,
    /// Learning rate β, above 0 to 1; 1 is fast learning. Default 1.
    pub beta: f64,
    /// Whether a category learns its first input with β = 1. Default true.
    pub fast_commitment: bool,
    /// Whether the input is a and its complement 1 − a. Default true.
    pub complement_coding: bool,
    /// When a node that has learned nothing is chosen: `last` or `competes`. Default last.
    pub uncommitted: Uncommitted,
    /// Order of presentation: `given`, `reversed` or `shuffled`. Default shuffled.
    pub order: Order,
    /// Most passes through the inputs, 1 to 1000; fewer where a pass changes nothing. Default 20.
    pub max_passes: usize,
    /// Most categories, 1 to 5000. Default 1000.
    pub max_categories: usize,
    /// Steps of ρ from 0 to 1 at which categories are counted, 1 to 1000. Default 50.
    pub steps: usize,
    /// Shuffled orders beside the chosen one in these counts, 0 to 200. Default 10.
    pub orders: usize,
    /// Random points of the unit square, each presented once, that show what complement coding
    /// prevents: 0 (not shown) to 20000. Default 10000.
    pub random_inputs: usize,
    /// Vigilance for the random points, 0 to 1. Default 0.5.
    pub random_vigilance: f64,
}

impl Default for FuzzyArt {
    fn default() -> Self {
        FuzzyArt {
            data: Source::Generated(crate::dataset::Generated {
                generate: "moons".into(),
                examples: 400,
                noise: 0.1,
                classes: 2,
            }),
            features: None,
            vigilance: vec![0.5, 0.75, 0.9],
            alpha: 0.001,
            beta: 1.0,
            fast_commitment: true,
            complement_coding: true,
            uncommitted: Uncommitted::Last,
            order: Order::Shuffled,
            max_passes: 20,
            max_categories: 1000,
            steps: 50,
            orders: 10,
            random_inputs: 10_000,
            random_vigilance: 0.5,
        }
    }
}

impl FuzzyArt {
    /// The network's settings at a vigilance.
    fn network(&self, vigilance: f64) -> FuzzyArtSettings {
        FuzzyArtSettings {
            vigilance,
            alpha: self.alpha,
            beta: self.beta,
            complement_coding: self.complement_coding,
            fast_commitment: self.fast_commitment,
            max_categories: self.max_categories,
            uncommitted: self.uncommitted.into(),
        }
    }

    /// Whether every input is learned at once and entirely.
    fn is_fast(&self) -> bool {
        self.beta == 1.0
    }

    fn check_numbers(&self, ranges: &mut Ranges) {
        ranges.entries("vigilance", self.vigilance.len(), 1, MOST_VIGILANCES);
        for (index, rho) in self.vigilance.iter().enumerate() {
            ranges.within(format!("vigilance[{index}]"), *rho, 0.0, 1.0);
        }
        ranges.distinct("vigilance", &self.vigilance);
        ranges.positive("alpha", self.alpha, 1000.0);
        ranges.positive("beta", self.beta, 1.0);
        ranges.within("random_vigilance", self.random_vigilance, 0.0, 1.0);
        let mut count = |key: &str, value: usize, least: usize, most: usize| {
            ranges.within(key, value as f64, least as f64, most as f64);
        };
        count("max_passes", self.max_passes, 1, 1000);
        count("max_categories", self.max_categories, 1, MOST_CATEGORIES);
        count("steps", self.steps, 1, 1000);
        count("orders", self.orders, 0, 200);
        count("random_inputs", self.random_inputs, 0, 20_000);
    }
}

/// What one job gives: the counts of one order, and from the first job everything else.
pub struct Part {
    sweep: Sweep,
    courses: Vec<Course>,
    growth: Option<Growth>,
}

impl Settings for FuzzyArt {
    const KIND: &'static str = "fuzzy-art";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    type Part = Part;

    fn summary() -> Text {
        Text::new(
            "Fuzzy ART: points fall into boxes, the smaller the higher the vigilance",
            "Нечёткая ART: точки распадаются на прямоугольники, тем меньшие, чем выше бдительность",
        )
    }

    fn problems(&self, base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        self.check_numbers(&mut ranges);
        match Inputs::load(self, base, &mut inputs::any_stream()) {
            Err(problem) => ranges.problems.push(problem),
            Ok(inputs) => {
                let (rows, features) = (inputs.points.len(), inputs.names.len());
                if rows > MOST_EXAMPLES || rows * features > MOST_NUMBERS {
                    let message = format!(
                        "has {rows} examples of {features} features, must have at most \
                         {MOST_EXAMPLES} examples and {MOST_NUMBERS} numbers"
                    );
                    ranges.wrong("data", message);
                }
            }
        }
        ranges.problems
    }

    fn memory_bytes(&self, base: &Path) -> u64 {
        let inputs = Inputs::load(self, base, &mut inputs::any_stream());
        let (rows, width) = inputs.map_or((0, 0), |i| (i.points.len(), i.names.len()));
        let weights = 2 * width * self.max_categories * (self.vigilance.len() + 2);
        let counts = 3 * self.steps * (self.orders + 1);
        8 * (2 * rows * width + weights + counts + 4 * rows + 4 * self.random_inputs) as u64
    }

    fn inputs(&self, base: &Path) -> Vec<PathBuf> {
        self.data.files(base)
    }

    fn jobs(&self, _context: &Context) -> usize {
        1 + self.orders
    }

    fn run(&self, job: usize, context: &Context) -> Result<Part, Failure> {
        let inputs = self.load(context)?;
        let mut stream = context.stream(&format!("order {job}"));
        let order = match job {
            0 => self.order.of(inputs.points.len(), &mut stream),
            _ => super::shuffled(inputs.points.len(), &mut stream),
        };
        let looked_at: &[f64] = if job == 0 { &self.vigilance } else { &[] };
        let courses = looked_at.iter().map(|rho| {
            context.go_on()?;
            Ok(Course::run(self, *rho, &inputs, &order))
        });
        Ok(Part {
            courses: courses.collect::<Result<_, Failure>>()?,
            growth: (job == 0 && self.random_inputs > 0).then(|| Growth::run(self, context)),
            sweep: Sweep::run(self, &inputs, &order, context)?,
        })
    }

    fn assemble(&self, mut parts: Vec<Part>, context: &Context) -> Result<Outcome, Failure> {
        let inputs = self.load(context)?;
        let courses = std::mem::take(&mut parts[0].courses);
        let growth = parts[0].growth.take();
        let sweeps: Vec<Sweep> = parts.into_iter().map(|part| part.sweep).collect();
        let mut outcome = Outcome::default();
        results::add(
            self,
            &inputs,
            &courses,
            &sweeps,
            growth.as_ref(),
            &mut outcome,
        );
        outcome
            .figures
            .extend(plane::figure(self, &inputs, &courses));
        outcome
            .figures
            .push(figures::vigilance(self, &inputs, &sweeps));
        outcome.figures.extend(growth.iter().map(growth::figure));
        outcome.tables.push(results::table(&inputs, &courses));
        Ok(outcome)
    }
}

impl FuzzyArt {
    /// The same inputs for every job.
    fn load(&self, context: &Context) -> Result<Inputs, Failure> {
        let mut stream = context.stream("examples");
        Inputs::load(self, context.base, &mut stream)
            .map_err(|problem| Failure::Failed(format!("{} {}", problem.key, problem.message)))
    }
}
