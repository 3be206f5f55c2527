//! The description of a network: what is simulated, apart from how.

use super::generator::Generator;
use super::pattern::{Pattern, Sides};
use super::plasticity::{Plasticity, ShortTerm};
use super::quantity::Quantity;
use super::rows::delay_steps;
use crate::neuron::{Model, Receptor};
use std::ops::Range;

/// A network of spiking neurons on a grid of `dt_ms`.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    /// Time step, ms.
    pub dt_ms: f64,
    pub populations: Vec<Population>,
    pub projections: Vec<Projection>,
    pub currents: Vec<Current>,
    pub noises: Vec<Noise>,
    pub backgrounds: Vec<Background>,
}

/// Neurons of one sort.
#[derive(Clone, Debug, PartialEq)]
pub struct Population {
    /// The name, unique among populations; it keys the random streams.
    pub name: String,
    pub neurons: usize,
    pub sort: Sort,
}

/// What the neurons of a population are.
#[derive(Clone, Debug, PartialEq)]
pub enum Sort {
    /// Cells of a model, with these receptors; what is not given in `initial` starts as the model
    /// says, receptors at 0.
    Cells {
        model: Model,
        receptors: Vec<Receptor>,
        initial: Vec<Initial>,
    },
    /// Emitters of spikes.
    Generator(Generator),
}

/// The value of a state variable or of a receptor (by its name) before the first step.
#[derive(Clone, Debug, PartialEq)]
pub struct Initial {
    pub name: String,
    pub value: Quantity,
}

/// Some neurons of a population.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Index of the population.
    pub population: usize,
    pub cells: Range<usize>,
}

/// Synapses from neurons to cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    /// The name, unique among projections; it keys the random streams.
    pub name: String,
    pub source: Part,
    /// Cells of a model.
    pub target: Part,
    /// Index of the target's receptor.
    pub receptor: usize,
    pub pattern: Pattern,
    /// In the receptor's unit.
    pub weight: Quantity,
    /// Rounded to the grid; 0: from the grid point of the spike on.
    pub delay_ms: Quantity,
    /// May a neuron project to itself, where source and target overlap?
    pub autapses: bool,
    /// May a pair be connected more than once, where the pattern draws?
    pub multapses: bool,
    /// Lasting changes of the weights with the times of spikes.
    pub plasticity: Option<Plasticity>,
    /// Passing changes of the efficacy with each spike.
    pub short_term: Option<ShortTerm>,
}

/// A current into every cell of a part: `from_pa` at `start_ms`, changing evenly to `to_pa` at
/// `stop_ms`, and 0 outside; each step takes the value at its middle.
#[derive(Clone, Debug, PartialEq)]
pub struct Current {
    pub target: Part,
    pub start_ms: f64,
    pub stop_ms: f64,
    pub from_pa: f64,
    pub to_pa: f64,
}

/// White-noise current σ ξ(t), ⟨ξ(t) ξ(t′)⟩ = δ(t − t′), into every cell of a part, independently.
#[derive(Clone, Debug, PartialEq)]
pub struct Noise {
    /// Unique among noises; it keys the random streams.
    pub name: String,
    pub target: Part,
    pub start_ms: f64,
    pub stop_ms: f64,
    /// σ, pA √ms.
    pub sigma_pa_sqrt_ms: f64,
}

/// An independent Poisson train of spikes into a receptor of every cell of a part.
#[derive(Clone, Debug, PartialEq)]
pub struct Background {
    /// Unique among backgrounds; it keys the random streams.
    pub name: String,
    pub target: Part,
    pub receptor: usize,
    pub start_ms: f64,
    pub stop_ms: f64,
    /// Spikes a second into one cell.
    pub rate_hz: f64,
    /// In the receptor's unit.
    pub weight: f64,
}

/// The names of a projection's streams: wiring, weights, delays.
pub fn projection_streams(name: &str) -> [String; 3] {
    ["wiring", "weights", "delays"].map(|purpose| format!("{purpose} of {name}"))
}

impl Network {
    /// The two sides of a projection.
    pub fn sides(&self, projection: &Projection) -> Sides {
        let (source, target) = (&projection.source, &projection.target);
        let same = (source.population == target.population)
            .then(|| target.cells.start as i64 - source.cells.start as i64);
        Sides {
            sources: source.cells.len(),
            targets: target.cells.len(),
            same,
            autapses: projection.autapses,
            multapses: projection.multapses,
        }
    }

    /// Number of cells, generators left out.
    pub fn cells(&self) -> usize {
        let cells = |population: &Population| match population.sort {
            Sort::Cells { .. } => population.neurons,
            Sort::Generator(_) => 0,
        };
        self.populations.iter().map(cells).sum()
    }

    /// Expected number of synapses.
    pub fn expected_synapses(&self) -> f64 {
        let of = |projection: &Projection| projection.pattern.expected(&self.sides(projection));
        self.projections.iter().map(of).sum()
    }

    /// Upper estimate of the memory that building and a run of `duration_ms` take, recordings left
    /// out.
    pub fn memory_bytes(&self, duration_ms: f64) -> u64 {
        let mut bytes = 0.0;
        for population in &self.populations {
            let each = match &population.sort {
                Sort::Cells {
                    model, receptors, ..
                } => 8 * (model.neuron().variables().len() + 2 * receptors.len()) + 16,
                Sort::Generator(generator) => {
                    16 * generator.expected_spikes(population.neurons, duration_ms) as usize
                }
            };
            bytes += each as f64 * population.neurons as f64;
        }
        for projection in &self.projections {
            let synapses = projection.pattern.expected(&self.sides(projection));
            let own = |quantity: &Quantity| f64::from(quantity.constant().is_none());
            let each = 4.0 + 8.0 * own(&projection.weight);
            // While they are sorted there are two copies.
            let building = 8.0 + 8.0 * own(&projection.weight) + 8.0 * own(&projection.delay_ms);
            let delays = self.different_delays(projection);
            bytes +=
                synapses * (each + building) + 8.0 * delays * projection.source.cells.len() as f64;
            bytes += self.dynamics_bytes(projection, synapses, delays);
        }
        bytes as u64
    }

    /// What the changing of synapses takes besides: weights of their own and where they end, traces
    /// of rows and cells; the resources of rows.
    fn dynamics_bytes(&self, projection: &Projection, synapses: f64, delays: f64) -> f64 {
        let rows = delays * projection.source.cells.len() as f64;
        let learning = projection.plasticity.as_ref().map_or(0.0, |rule| {
            let gathered = f64::from(rule.consolidation.is_some());
            let cells = self.populations[projection.target.population].neurons as f64;
            (16.0 + 8.0 * gathered) * synapses + 8.0 * rows + 16.0 * cells
        });
        let recovering = projection.short_term.as_ref().map_or(0.0, |_| 24.0 * rows);
        learning + recovering
    }

    /// How many different delays a projection may have on the grid.
    fn different_delays(&self, projection: &Projection) -> f64 {
        let steps = |ms: f64| f64::from(delay_steps(ms, self.dt_ms));
        let least = projection
            .pattern
            .expected(&self.sides(projection))
            .max(1.0);
        let different = match projection.delay_ms {
            Quantity::Constant(_) => 1.0,
            Quantity::Uniform { low, high } => steps(high) - steps(low) + 1.0,
            Quantity::Normal {
                mean,
                deviation,
                least,
                most,
            } => {
                let (low, high) = (mean - 5.0 * deviation, mean + 5.0 * deviation);
                steps(high.min(most)) - steps(low.max(least)) + 1.0
            }
            Quantity::Linear { .. } | Quantity::Gaussian { .. } => 1000.0,
        };
        different.min(least)
    }
}
