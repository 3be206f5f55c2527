//! The kind `self-organising-map`: a map unfolds over its inputs and is read afterwards.

mod explain;
mod figures;
mod ideal;
mod inputs;
mod learn;
mod problems;
mod results;
mod rule;
#[cfg(test)]
mod tests;
mod units;

use super::{Context, Failure, Problem, Settings};
use crate::dataset::{Scaling, Source};
use crate::map::{self, Lattice};
use crate::outcome::{Outcome, Text};
pub use inputs::Distribution;
use inputs::Inputs;
use learn::Course;
pub use rule::{Decay, Neighbourhood, Radius, Rate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Settings of the kind `self-organising-map`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SelfOrganisingMap {
    /// What the inputs are drawn from, where they are no data set: `square`, `triangle`, `disc` or
    /// `ring` in the plane, or `colours`. Default `square`; not together with `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inputs: Option<Distribution>,
    /// A data set instead: the name of an embedded one (`"iris"`), a CSV file of yours or a
    /// generated one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Source>,
    /// How many inputs are drawn, 10 to 200000; without meaning for a data set. Default 5000.
    pub examples: usize,
    /// How the columns of a data set are scaled. Default `standard`, for pictures
    /// `shared-min-max`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scaling: Option<Scaling>,
    /// The lattice of units.
    pub lattice: LatticeSettings,
    /// Where the weights begin. Default `random`.
    pub initialisation: Initialisation,
    /// Input by input or all inputs at once. Default `on-line`.
    pub learning: Learning,
    /// The neighbourhood function h. Default `gaussian`.
    pub neighbourhood: Neighbourhood,
    /// The learning rate α, 0 to 1, of on-line learning. Default: straight from 0.5 to 0.01.
    pub rate: Rate,
    /// The radius σ of the neighbourhood in distances of units, 0 to 1000. Default: by equal factors
    /// from half the lattice to 0.5.
    pub radius: Radius,
    /// Inputs shown on-line, or passes of batch learning; 1 to 100 million. Default: 500 inputs a
    /// unit (Kohonen's rule of thumb), or 50 passes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub steps: Option<u64>,
    /// The steps after which the map is drawn, 1 to 12 ascending numbers from 0 to `steps`.
    /// Default: six from the first to the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frames: Option<Vec<u64>>,
    /// Whether the same units also learn without a neighbourhood, which is vector quantisation.
    /// Default true.
    pub compare_without_neighbourhood: bool,
}

/// The lattice of units.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
pub struct LatticeSettings {
    /// Four neighbours a unit or six. Default `rectangular`.
    pub topology: Topology,
    /// Rows of units, 1 to 1000; 1 makes a chain. Default 10.
    pub rows: usize,
    /// Units of a row, 1 to 1000; rows × columns from 2 to 10000. Default 10.
    pub columns: usize,
}

impl Default for LatticeSettings {
    fn default() -> Self {
        LatticeSettings {
            topology: Topology::Rectangular,
            rows: 10,
            columns: 10,
        }
    }
}

/// How units touch each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Topology {
    /// Rows and columns: four neighbours.
    Rectangular,
    /// Every second row shifted by half a unit: six neighbours.
    Hexagonal,
}

/// Where the weights begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Initialisation {
    /// Every weight uniform between the least and the largest value of its component.
    Random,
    /// At inputs drawn at random.
    Samples,
    /// The lattice spread over the plane of the first two principal components.
    PrincipalPlane,
}

/// How the map learns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Learning {
    /// Input by input, drawn at random with replacement.
    OnLine,
    /// All inputs at once in every step.
    Batch,
}

impl Default for SelfOrganisingMap {
    fn default() -> Self {
        SelfOrganisingMap {
            inputs: None,
            data: None,
            examples: 5_000,
            scaling: None,
            lattice: LatticeSettings::default(),
            initialisation: Initialisation::Random,
            learning: Learning::OnLine,
            neighbourhood: Neighbourhood::Gaussian,
            rate: Rate::default(),
            radius: Radius::default(),
            steps: None,
            frames: None,
            compare_without_neighbourhood: true,
        }
    }
}

impl SelfOrganisingMap {
    /// Number of units; the sides are checked apart.
    fn units(&self) -> usize {
        self.lattice.rows.saturating_mul(self.lattice.columns)
    }

    fn lattice(&self) -> Lattice {
        let topology = match self.lattice.topology {
            Topology::Rectangular => map::Topology::Rectangular,
            Topology::Hexagonal => map::Topology::Hexagonal,
        };
        Lattice::new(topology, self.lattice.rows, self.lattice.columns)
    }

    fn steps(&self) -> u64 {
        self.steps.unwrap_or(match self.learning {
            Learning::OnLine => 500 * self.units() as u64,
            Learning::Batch => 50,
        })
    }

    /// The steps after which the map is drawn.
    fn frames(&self) -> Vec<u64> {
        let steps = self.steps();
        let usual = || {
            let shares: [f64; 6] = match self.learning {
                Learning::OnLine => [0.0, 4e-4, 0.1, 0.3, 0.6, 1.0],
                Learning::Batch => [0.0, 0.02, 0.1, 0.25, 0.5, 1.0],
            };
            let mut frames: Vec<u64> = shares
                .iter()
                .map(|share| (share * steps as f64).round() as u64)
                .collect();
            frames.dedup();
            frames
        };
        self.frames.clone().unwrap_or_else(usual)
    }

    fn load(&self, context: &Context) -> Result<Inputs, Failure> {
        let mut stream = context.stream("examples");
        Inputs::of(self, context.base, &mut stream)
            .map_err(|problem| Failure::Failed(format!("{}: {}", problem.key, problem.message)))
    }
}

impl Settings for SelfOrganisingMap {
    const KIND: &'static str = "self-organising-map";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    type Part = Course;

    fn summary() -> Text {
        Text::new(
            "Kohonen's self-organising map: it unfolds, its U-matrix, hits and errors",
            "Самоорганизующаяся карта Кохонена: развёртывание, U-матрица, попадания и ошибки",
        )
    }

    fn problems(&self, base: &Path) -> Vec<Problem> {
        problems::all(self, base)
    }

    fn memory_bytes(&self, base: &Path) -> u64 {
        problems::numbers(self, base).saturating_mul(8)
    }

    fn inputs(&self, base: &Path) -> Vec<PathBuf> {
        self.data
            .as_ref()
            .map_or_else(Vec::new, |data| data.files(base))
    }

    /// The map, and the same units without a neighbourhood.
    fn jobs(&self, _context: &Context) -> usize {
        1 + usize::from(self.compare_without_neighbourhood)
    }

    fn run(&self, job: usize, context: &Context) -> Result<Course, Failure> {
        let inputs = self.load(context)?;
        if job == 0 {
            learn::map(self, &inputs, context)
        } else {
            learn::quantiser(self, &inputs, context)
        }
    }

    fn assemble(&self, parts: Vec<Course>, context: &Context) -> Result<Outcome, Failure> {
        let inputs = self.load(context)?;
        Ok(results::outcome(self, &inputs, &parts))
    }
}
