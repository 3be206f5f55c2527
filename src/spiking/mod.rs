//! Networks of spiking neurons, clock-driven: populations, projections whose synapses have a weight
//! and a delay, stimuli, recorders, and the statistics of spikes.
//!
//! A [`Network`] is a description; [`Network::build`] makes a [`Simulation`] of it. Time is a grid of
//! steps of dt. A neuron whose potential reaches the threshold during a step fires at the step's end,
//! the grid point at which it is also recorded: no finer time is invented, since that grid point is
//! when the network acts on the spike. A synapse of delay d steps delivers d grid points later, before
//! the following step. Zero delay is therefore exact: the spike acts at the very grid point at which
//! it is fired, and cannot fire its target before the next one.

mod barrier;
mod building;
mod cells;
mod generator;
mod history;
mod mailbox;
pub mod network;
mod packet;
mod passes;
mod pattern;
pub mod plasticity;
mod quantity;
mod receiving;
mod records;
mod rows;
mod running;
mod simulation;
mod spike;
pub mod statistics;
mod stimuli;
#[cfg(test)]
mod tests;
mod worker;

pub use generator::Generator;
pub use network::{
    Background, Current, Initial, Network, Noise, Part, Population, Projection, Sort,
};
pub use packet::{Arrival, Packet};
pub use pattern::{Pattern, Synapse};
pub use plasticity::{Consolidation, Pairing, Plasticity, ShortTerm};
pub use quantity::Quantity;
pub use records::{End, Recorder, Records, Trace, Watched};
pub use simulation::{Listening, Simulation};
pub use spike::Spike;
