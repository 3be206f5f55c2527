//! Networks of spiking neurons, clock-driven: synapses with weight and delay, topology,
//! simulation, and the statistics of spike packets.
//!
//! Time is a grid of steps of dt. A neuron whose potential reaches the threshold during a step
//! fires at the step's end, the grid point at which it is also recorded: no finer time is invented,
//! since that grid point is when the network acts on the spike. A synapse of delay d steps delivers
//! d grid points later: the weight is added to the target's y there, before the following step.
//! Zero delay is therefore exact: the jump happens at the very grid point of the spike, and cannot
//! fire the target before the next one.

mod chain;
mod connections;
mod delays;
mod network;
mod packet;
pub mod statistics;
#[cfg(test)]
mod tests;

pub use chain::{Chain, Scatter, Scattered};
pub use connections::{Connections, Synapse};
pub use delays::Delays;
pub use network::{Input, Network, Spike};
pub use packet::{Arrival, Packet};
