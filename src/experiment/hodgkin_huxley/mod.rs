//! The kinds about the membrane of Hodgkin & Huxley (1952, J. Physiol. 117:500–544), and the
//! settings they share: [`Constants`] and [`Convention`].

mod constants;
mod convention;
mod integrator;
pub mod membrane;
mod protocol;

pub use constants::{Channels, Constants};
pub use convention::Convention;
