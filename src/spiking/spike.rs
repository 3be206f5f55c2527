//! A spike.

/// A spike: which neuron of its population, at which grid point (its time is `step` · dt).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spike {
    /// Grid point.
    pub step: u64,
    /// Index of the neuron.
    pub neuron: u32,
}
