//! Synfire chains (Abeles 1991, *Corticonics*): packets of spikes that travel from group to group
//! (Diesmann, Gewaltig & Aertsen 1999, Nature 402:529–533).

pub mod chain;
pub mod group_size;
pub mod propagation;
pub mod pulse_propagation;
pub mod state_space;
#[cfg(test)]
mod tests;
mod trial;
