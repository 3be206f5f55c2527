//! The synfire chain: groups of integrate-and-fire neurons with white noise, simulated on their own.

mod chain;
mod connections;
mod delays;
mod network;
#[cfg(test)]
mod tests;

pub use chain::{Chain, Scatter, Scattered};
pub use connections::{Connections, Synapse};
pub use delays::Delays;
pub use network::{Input, Network};
