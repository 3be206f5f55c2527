//! The kind `hopfield-recall`: pictures stored in Hopfield's network and recalled from damaged ones,
//! frame by frame, with the energy on the way and the size of the basins.

mod basin;
mod explain;
mod figures;
mod of_rule;
mod path;
mod problems;
mod results;
mod run;
#[cfg(test)]
mod tests;

use crate::experiment::bitmaps::Bitmaps;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::memory::{Rule, Units, Update};
use crate::outcome::{Outcome, Text};
use run::Part;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Settings of the kind `hopfield-recall`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Recall {
    /// The pictures to store, 1 to 64 different ones of one size. Default `{ letters = "CKTX" }`.
    pub pictures: Bitmaps,
    /// Each pixel becomes a square of scale × scale units, 1 to 64; at most 40000 units in all.
    /// Default 1.
    pub scale: usize,
    /// Random patterns stored beside the pictures, 0 to 4000. Default 0.
    pub random_patterns: usize,
    /// Rules by which they are stored, one or both of `hebb` and `pseudo-inverse`. Default both.
    pub rules: Vec<Rule>,
    /// What a unit's output counts as: `bipolar` (±1) or `binary` (0/1). Default `bipolar`.
    pub units: Units,
    /// Damage from which the recall that is drawn starts: `{ flip = 0.2 }` reverses this share of
    /// all units at random, `{ hide = 0.5 }` puts out this share of the rows from below; from 0 to
    /// 1. Default `{ flip = 0.2 }`.
    pub cue: Cue,
    /// Which units decide together in the recall that is drawn: `asynchronous` or `synchronous`.
    /// Default `asynchronous`.
    pub update: Update,
    /// Pictures whose recall is drawn, the first ones, 1 to 8. Default 4.
    pub shown: usize,
    /// Sweeps (or synchronous steps) after which a recall is given up, 1 to 10000. Default 100.
    pub sweeps: usize,
    /// How far from a picture its recall still succeeds.
    pub basin: Basin,
}

/// Damage done to a picture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Cue {
    /// This share of all units, chosen at random, is reversed.
    Flip(f64),
    /// This share of the rows, from below, is put out.
    Hide(f64),
}

/// Settings of the basin curve.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct Basin {
    /// Shares of units reversed at random, 1 to 50 rising numbers from 0 to 1. Default 0 to 0.5 in
    /// steps of 0.05.
    pub noise: Vec<f64>,
    /// Recalls at each noise, with each rule and both ways of updating, from the pictures in turn, 1
    /// to 100000. Default 400.
    pub trials: usize,
}

impl Default for Basin {
    fn default() -> Self {
        Basin {
            noise: (0..=10).map(|k| f64::from(k) / 20.0).collect(),
            trials: 400,
        }
    }
}

impl Default for Recall {
    fn default() -> Self {
        Recall {
            pictures: Bitmaps::of_letters("CKTX"),
            scale: 1,
            random_patterns: 0,
            rules: vec![Rule::Hebb, Rule::PseudoInverse],
            units: Units::Bipolar,
            cue: Cue::Flip(0.2),
            update: Update::Asynchronous,
            shown: 4,
            sweeps: 100,
            basin: Basin::default(),
        }
    }
}

impl Settings for Recall {
    const KIND: &'static str = "hopfield-recall";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    type Part = Part;

    fn summary() -> Text {
        Text::new(
            "Hopfield's network recalls pictures from damaged ones",
            "Сеть Хопфилда восстанавливает образы по искажённым",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        problems::of(self)
    }

    /// Patterns in bytes and bits, the dual patterns in `f64`, for as many networks as jobs; paths
    /// of a flip each.
    fn memory_bytes(&self, _base: &Path) -> u64 {
        let (units, patterns) = problems::size(self);
        let duals = match self.rules.contains(&Rule::PseudoInverse) {
            true => 8 * (units + patterns) * (patterns + 32),
            false => 0,
        };
        let jobs = self.rules.len() * run::JOBS_OF_A_RULE;
        let network = 2 * units * (patterns + 64) + duals;
        (jobs * network + 200 * self.shown * units + (1 << 20)) as u64
    }

    fn jobs(&self, _context: &Context) -> usize {
        self.rules.len() * run::JOBS_OF_A_RULE
    }

    fn run(&self, job: usize, context: &Context) -> Result<Part, Failure> {
        run::run(self, job, context)
    }

    fn assemble(&self, parts: Vec<Part>, _context: &Context) -> Result<Outcome, Failure> {
        Ok(results::outcome(self, parts))
    }
}
