//! The kind `spiking-network`: a network of spiking neurons that the file describes, population by
//! population and projection by projection.

mod explain;
mod figures;
mod pattern;
mod population;
mod projection;
mod quantity;
mod results;
mod run;
mod series;
mod show;
mod stimulus;
mod tables;
mod targets;
#[cfg(test)]
mod tests;
mod translate;

pub use pattern::Pattern;
pub use population::Population;
pub use projection::Projection;
pub use quantity::Quantity;
pub use run::Run;
pub use show::{Show, Spectrum};
pub use stimulus::{Background, Current, Noise, Record};
pub use targets::Targets;

use super::{Context, Failure, Problem, Settings};
use crate::outcome::{Outcome, Text};
use crate::spiking::statistics::Trains;
use crate::spiking::{Network, Sort};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// A network of spiking neurons.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SpikingNetwork {
    /// Time step, ms. Default 0.1; 0.0001 to 100.
    pub dt_ms: f64,
    /// How long to simulate, ms. Default 1000; at least dt_ms.
    pub duration_ms: f64,
    /// Statistics count from then on, ms. Default 0; below the duration.
    pub warm_up_ms: f64,
    /// Width of the bins in which spikes are counted for population rates, their spectrum and the
    /// Fano factor, ms. Default 1; at least dt_ms.
    pub bin_ms: f64,
    /// Neurons with at least so many spikes count in the coefficient of variation of the intervals.
    /// Default 10; at least 3.
    pub cv_spikes: usize,
    /// The populations, 1 to 1000.
    pub population: Vec<Population>,
    /// Synapses between them. Default: none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub projection: Vec<Projection>,
    /// Currents into cells. Default: none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub current: Vec<Current>,
    /// White-noise currents into cells. Default: none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub noise: Vec<Noise>,
    /// Poisson trains into receptors of cells. Default: none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub background: Vec<Background>,
    /// State variables and receptors that are recorded. Default: none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub record: Vec<Record>,
    /// What the figures show.
    pub show: Show,
}

impl Default for SpikingNetwork {
    fn default() -> Self {
        SpikingNetwork {
            dt_ms: 0.1,
            duration_ms: 1000.0,
            warm_up_ms: 0.0,
            bin_ms: 1.0,
            cv_spikes: Trains::MIN_SPIKES,
            population: Vec::new(),
            projection: Vec::new(),
            current: Vec::new(),
            noise: Vec::new(),
            background: Vec::new(),
            record: Vec::new(),
            show: Show::default(),
        }
    }
}

/// Rate of cells that the estimate of memory expects, Hz.
const EXPECTED_RATE_HZ: f64 = 50.0;
/// Bytes of a spike: as it is recorded, sorted for the statistics, and in files.
const BYTES_OF_SPIKE: f64 = 160.0;
/// Bytes of a sample: as it is recorded, and in files.
const BYTES_OF_SAMPLE: f64 = 80.0;

impl Settings for SpikingNetwork {
    const KIND: &'static str = "spiking-network";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    type Part = Run;

    fn summary() -> Text {
        Text::new(
            "Any network of spiking neurons: populations, projections, stimuli, recorders",
            "Любая импульсная сеть: популяции, проекции, стимулы, регистраторы",
        )
    }

    fn problems(&self, base: &Path) -> Vec<Problem> {
        translate::translate(self, base).err().unwrap_or_default()
    }

    fn memory_bytes(&self, base: &Path) -> u64 {
        let Ok(translated) = translate::translate(self, base) else {
            return 0;
        };
        let samples = translated.listening.recorders.iter().map(|recorder| {
            recorder.cells.cells.len() as f64 * (self.steps() / recorder.every + 1) as f64
        });
        let recorded = BYTES_OF_SAMPLE * samples.sum::<f64>();
        let spikes = BYTES_OF_SPIKE * self.expected_spikes(&translated.network);
        translated.network.memory_bytes(self.duration_ms) + (recorded + spikes) as u64
    }

    fn inputs(&self, base: &Path) -> Vec<PathBuf> {
        let lists = self.population.iter().filter_map(|p| p.spike_list.as_ref());
        lists
            .filter_map(|list| list.file.as_ref().map(|file| base.join(file)))
            .collect()
    }

    fn jobs(&self, _context: &Context) -> usize {
        1
    }

    fn run(&self, _job: usize, context: &Context) -> Result<Run, Failure> {
        run::run(self, context)
    }

    fn assemble(&self, parts: Vec<Run>, _context: &Context) -> Result<Outcome, Failure> {
        let results = results::Results::new(self, &parts[0]);
        let mut outcome = Outcome::default();
        results.add_metrics(&mut outcome);
        outcome.series = series::all(&results);
        outcome.tables.push(tables::populations(&results));
        outcome.figures = figures::all(&results);
        outcome.notes = results.notes();
        outcome.ended_early = results.ended_early();
        Ok(outcome)
    }
}

impl SpikingNetwork {
    fn expected_spikes(&self, network: &Network) -> f64 {
        let of = |population: &crate::spiking::Population| match &population.sort {
            Sort::Cells { .. } => EXPECTED_RATE_HZ * self.duration_ms / 1000.0,
            Sort::Generator(generator) => {
                generator.expected_spikes(population.neurons, self.duration_ms)
            }
        };
        let populations = network.populations.iter();
        populations.map(|p| of(p) * p.neurons as f64).sum()
    }
}
