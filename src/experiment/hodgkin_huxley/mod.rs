//! The kinds about the membrane of Hodgkin & Huxley (1952, J. Physiol. 117:500–544), and the
//! settings they share: [`Constants`] and [`Convention`].

pub mod axon;
pub mod axon_convergence;
pub mod conduction_velocity;
mod constants;
mod convention;
mod fibre;
pub mod firing;
pub mod gating;
mod integrator;
mod kinetics;
pub mod membrane;
pub mod phase_plane;
pub mod printed_membrane;
mod protocol;
mod spectrum;
#[cfg(test)]
mod tests;
pub mod threshold;
pub mod travelling_wave;
pub mod voltage_clamp;
pub mod work_precision;

pub use constants::{Channels, Constants};
pub use convention::Convention;
