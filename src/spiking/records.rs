//! What is recorded of a simulation, and how it ended.

use super::network::Part;
use super::spike::Spike;

/// A state variable, or a receptor, of a population.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watched {
    /// Index among the model's variables.
    Variable(usize),
    /// Index among the receptors.
    Receptor(usize),
}

/// Watches one variable of some cells.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorder {
    pub cells: Part,
    pub watched: Watched,
    /// Grid points between two samples, at least 1; grid point 0 is one.
    pub every: u64,
}

/// What a [`Recorder`] saw.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trace {
    /// Grid points of the samples.
    pub steps: Vec<u64>,
    /// One column a cell.
    pub columns: Vec<Vec<f64>>,
}

/// How a simulation ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// After all of its steps.
    Complete,
    /// Because it was asked to stop.
    Interrupted,
    /// A potential stopped being finite.
    Diverged { population: usize, neuron: u32 },
}

/// What a simulation gave.
#[derive(Clone, Debug, PartialEq)]
pub struct Records {
    /// The spikes of every population that was listened to, in order of time and neuron; others
    /// have none.
    pub spikes: Vec<Vec<Spike>>,
    /// One for each recorder.
    pub traces: Vec<Trace>,
    /// Spikes that synapses have carried.
    pub synaptic_events: u64,
    /// The grid point reached.
    pub step: u64,
    pub end: End,
}
