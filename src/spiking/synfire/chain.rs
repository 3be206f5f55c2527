//! The synfire chain (Abeles 1991, *Corticonics*): groups of neurons, each neuron of a group
//! connected to every neuron of the next.

use super::connections::{Connections, Synapse};
use crate::random::Stream;

/// The shape of a distribution around its mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scatter {
    /// Normal with a standard deviation.
    Normal,
    /// Uniform on mean ± deviation.
    Uniform,
}

/// A quantity that differs from synapse to synapse.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scattered {
    /// Mean before truncation.
    pub mean: f64,
    /// 0: all are equal.
    pub deviation: f64,
    /// What the deviation means.
    pub scatter: Scatter,
}

impl Scattered {
    /// The same for every synapse.
    pub fn constant(value: f64) -> Self {
        Scattered {
            mean: value,
            deviation: 0.0,
            scatter: Scatter::Normal,
        }
    }

    /// One draw, repeated while it is below `least` (a truncated distribution). Where the mean
    /// itself is below it the draw is `least`.
    pub fn draw(&self, least: f64, stream: &mut Stream) -> f64 {
        if self.mean < least {
            return least;
        }
        if self.deviation == 0.0 {
            return self.mean;
        }
        loop {
            let unit = match self.scatter {
                Scatter::Normal => stream.normal(),
                Scatter::Uniform => stream.uniform_between(-1.0, 1.0),
            };
            let value = self.mean + self.deviation * unit;
            if value >= least {
                return value;
            }
        }
    }
}

/// Groups of equal size, fully connected from each to the next. Neuron j of group g has the index
/// g · group_size + j.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chain {
    /// Number of groups, at least 1.
    pub groups: usize,
    /// Neurons in each.
    pub group_size: usize,
    /// Weight of a synapse, mV; negative draws are repeated.
    pub weight_mv: Scattered,
    /// Axonal delay, ms, rounded to the grid; negative draws are repeated.
    pub delay_ms: Scattered,
}

impl Chain {
    /// Number of neurons.
    pub fn neurons(&self) -> usize {
        self.groups * self.group_size
    }

    /// The group of a neuron.
    pub fn group_of(&self, neuron: u32) -> usize {
        neuron as usize / self.group_size
    }

    /// Draws the synapses for a grid of `dt_ms`, source by source.
    pub fn connections(&self, dt_ms: f64, stream: &mut Stream) -> Connections {
        let size = self.group_size;
        let mut synapses = Vec::with_capacity((self.groups - 1) * size * size);
        for source in 0..(self.groups - 1) * size {
            let next = (source / size + 1) * size;
            for target in next..next + size {
                synapses.push(Synapse {
                    source: source as u32,
                    target: target as u32,
                    weight_mv: self.weight_mv.draw(0.0, stream),
                    delay_steps: (self.delay_ms.draw(0.0, stream) / dt_ms).round() as u32,
                });
            }
        }
        Connections::new(self.neurons(), &synapses)
    }
}
