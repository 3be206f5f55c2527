//! The kind `art1`: letters fall into stable categories, the finer the higher the vigilance.

mod course;
mod explain;
mod figures;
mod pictures;
mod results;
mod sweep;
mod tables;

use super::{Order, Uncommitted};
use crate::experiment::bitmaps::{Bitmaps, Named};
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::outcome::{Outcome, Text};
use crate::resonance::Art1Settings;
use course::Course;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;
use sweep::Sweep;

const MOST_PICTURES: usize = 200;
const MOST_PIXELS: usize = 4096;
const MOST_VIGILANCES: usize = 4;
const MOST_STEPS: usize = 10_000;
const MOST_ORDERS: usize = 1000;
/// Most learnings, of all vigilances and orders together.
const MOST_LEARNINGS: usize = 1_000_000;

/// Settings of the kind `art1`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Art1 {
    /// The pictures: `letters = "ABC"` or `drawn` ones, 1 to 200 of at most 4096 pixels. Default:
    /// the letters A to Z.
    pub pictures: Bitmaps,
    /// Vigilances ρ looked at closely, 1 to 4 of them, each 0 to 1. Default [0.5, 0.8].
    pub vigilance: Vec<f64>,
    /// β = L − 1 of the choice, above 0 to 1000: small, it prefers templates that lie inside the
    /// picture. Default 0.1.
    pub beta: f64,
    /// When a node that has learned nothing is chosen: `last` or `competes`. Default last.
    pub uncommitted: Uncommitted,
    /// Order of presentation: `given`, `reversed` or `shuffled`. Default given.
    pub order: Order,
    /// Most passes through the pictures, 1 to 1000; fewer where a pass changes nothing. Default 50.
    pub max_passes: usize,
    /// Most categories, 1 to 1000. Default 100.
    pub max_categories: usize,
    /// Steps of ρ from 0 to 1 at which categories are counted, 1 to 10000. Default 1000.
    pub steps: usize,
    /// Shuffled orders beside the chosen one in these counts, 0 to 1000; with steps, at most a
    /// million learnings. Default 26.
    pub orders: usize,
    /// Presentations drawn with all templates after each, 0 to 40. Default 20.
    pub presentations_drawn: usize,
}

impl Default for Art1 {
    fn default() -> Self {
        Art1 {
            pictures: Bitmaps::of_letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
            vigilance: vec![0.5, 0.8],
            beta: 0.1,
            uncommitted: Uncommitted::Last,
            order: Order::Given,
            max_passes: 50,
            max_categories: 100,
            steps: 1000,
            orders: 26,
            presentations_drawn: 20,
        }
    }
}

impl Art1 {
    /// The network's settings at a vigilance.
    fn network(&self, vigilance: f64) -> Art1Settings {
        Art1Settings {
            vigilance,
            beta: self.beta,
            max_categories: self.max_categories,
            uncommitted: self.uncommitted.into(),
        }
    }

    fn named(&self) -> Result<Vec<Named>, Failure> {
        self.pictures
            .read()
            .map_err(|(_, message)| Failure::Failed(format!("pictures: {message}")))
    }

    fn check_pictures(&self, ranges: &mut Ranges) {
        self.pictures.check("pictures", 1, MOST_PICTURES, ranges);
        let Ok(named) = self.pictures.read() else {
            return;
        };
        let pixels = named[0].bitmap.pixels().len();
        if pixels > MOST_PIXELS {
            let message = format!("have {pixels} pixels, must have at most {MOST_PIXELS}");
            ranges.wrong("pictures.drawn", message);
        }
        if named.iter().all(|n| n.bitmap.pixels().iter().all(|on| !on)) {
            let message = "are all blank, must have a pixel that is on (#)";
            ranges.wrong("pictures.drawn", message);
        }
    }
}

/// What one job gives: the counts of one order, and from the first job the runs looked at closely.
pub struct Part {
    sweep: Sweep,
    courses: Vec<Course>,
}

impl Settings for Art1 {
    const KIND: &'static str = "art1";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    type Part = Part;

    fn summary() -> Text {
        Text::new(
            "ART1: letters fall into categories, the finer the higher the vigilance",
            "ART1: буквы распадаются на категории, тем более мелкие, чем выше бдительность",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        self.check_pictures(&mut ranges);
        ranges.entries("vigilance", self.vigilance.len(), 1, MOST_VIGILANCES);
        for (index, rho) in self.vigilance.iter().enumerate() {
            ranges.within(format!("vigilance[{index}]"), *rho, 0.0, 1.0);
        }
        ranges.distinct("vigilance", &self.vigilance);
        ranges.positive("beta", self.beta, 1000.0);
        let mut count = |key: &str, value: usize, least: usize, most: usize| {
            ranges.within(key, value as f64, least as f64, most as f64);
        };
        count("max_passes", self.max_passes, 1, 1000);
        count("max_categories", self.max_categories, 1, 1000);
        count("steps", self.steps, 1, MOST_STEPS);
        count("orders", self.orders, 0, MOST_ORDERS);
        count("presentations_drawn", self.presentations_drawn, 0, 40);
        let learnings = (self.steps.min(MOST_STEPS) + 1) * (self.orders.min(MOST_ORDERS) + 1);
        if learnings > MOST_LEARNINGS {
            let message = format!(
                "is {}, with {} steps {learnings} learnings, must be at most {MOST_LEARNINGS}",
                self.orders, self.steps
            );
            ranges.wrong("orders", message);
        }
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        let counts = (self.steps + 1) * (self.orders + 1) * 16;
        let named = self.pictures.read().unwrap_or_default();
        let pixels = named.first().map_or(0, |n| n.bitmap.pixels().len());
        let nodes = self.max_categories.min(named.len());
        let searches = self.max_passes * named.len() * (nodes + 16) * 8;
        // As bits of the course, and as numbers of the figures.
        let templates = 9 * nodes * pixels * (self.presentations_drawn + 4);
        (counts + self.vigilance.len() * (searches + templates)) as u64
    }

    fn jobs(&self, _context: &Context) -> usize {
        1 + self.orders
    }

    fn run(&self, job: usize, context: &Context) -> Result<Part, Failure> {
        let named = self.named()?;
        let mut stream = context.stream(&format!("order {job}"));
        let order = match job {
            0 => self.order.of(named.len(), &mut stream),
            _ => super::shuffled(named.len(), &mut stream),
        };
        let looked_at: &[f64] = if job == 0 { &self.vigilance } else { &[] };
        let course = |rho: &f64| Course::run(self, *rho, &named, &order);
        Ok(Part {
            courses: looked_at.iter().map(course).collect(),
            sweep: Sweep::run(self, &named, &order, context)?,
        })
    }

    fn assemble(&self, mut parts: Vec<Part>, _context: &Context) -> Result<Outcome, Failure> {
        let named = self.named()?;
        let courses = std::mem::take(&mut parts[0].courses);
        let sweeps: Vec<Sweep> = parts.into_iter().map(|part| part.sweep).collect();
        let mut outcome = Outcome::default();
        results::add(self, &named, &courses, &sweeps, &mut outcome);
        outcome.figures.push(figures::categories(self, &sweeps));
        for course in &courses {
            outcome.figures.extend(figures::of_course(course, &named));
        }
        let drawn = courses
            .iter()
            .map(|course| pictures::erosion(course, &named, self.presentations_drawn));
        outcome.figures.extend(drawn.flatten());
        outcome.tables = tables::all(&named, &courses);
        outcome.series.push(sweep::series(self, &sweeps));
        Ok(outcome)
    }
}
