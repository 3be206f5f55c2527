//! The spikes of a window, sorted by neuron.

use crate::spiking::Spike;

/// The times t with from < t ≤ to. Both ends are moved to the nearest grid point, and windows that
/// follow each other share no spike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// Start, ms; a spike then is outside.
    pub from_ms: f64,
    /// End, ms; a spike then is inside.
    pub to_ms: f64,
}

/// The spike trains of a population within a window, in compressed rows.
///
/// ```
/// use galvani::spiking::Spike;
/// use galvani::spiking::statistics::{Trains, Window};
/// let spikes = [(10, 0), (20, 1), (30, 0), (60, 0)].map(|(step, neuron)| Spike { step, neuron });
/// let window = Window { from_ms: 0.0, to_ms: 10.0 };
/// let trains = Trains::new(&spikes, 2, 0.1, window);
/// assert_eq!(trains.of(0), [10, 30, 60]);
/// assert_eq!(trains.mean_rate_hz(), 200.0); // 4 spikes of 2 neurons in 10 ms
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Trains {
    dt_ms: f64,
    /// The window's first and last grid point; the first is outside.
    from_step: u64,
    to_step: u64,
    /// Where each neuron's spikes start in `steps`, and behind the last their number.
    starts: Vec<usize>,
    /// Grid points of the spikes.
    steps: Vec<u64>,
}

impl Trains {
    /// Sorts the spikes that lie in a window. `spikes` are ordered by step, and none is of a neuron
    /// outside of 0..`neurons`; a grid of `dt_ms`.
    ///
    /// # Panics
    /// When a neuron is out of range, or `dt_ms` is not above 0.
    pub fn new(spikes: &[Spike], neurons: usize, dt_ms: f64, window: Window) -> Self {
        assert!(dt_ms > 0.0, "a time step is above 0, not {dt_ms} ms");
        let grid_point = |t_ms: f64| (t_ms / dt_ms).round().max(0.0) as u64;
        let from_step = grid_point(window.from_ms);
        let to_step = grid_point(window.to_ms).max(from_step);
        let first = spikes.partition_point(|spike| spike.step <= from_step);
        let last = spikes.partition_point(|spike| spike.step <= to_step);
        let spikes = &spikes[first..last];
        let mut starts = vec![0; neurons + 1];
        for spike in spikes {
            starts[spike.neuron as usize + 1] += 1;
        }
        for neuron in 0..neurons {
            starts[neuron + 1] += starts[neuron];
        }
        let mut next = starts.clone();
        let mut steps = vec![0; spikes.len()];
        for spike in spikes {
            let place = &mut next[spike.neuron as usize];
            steps[*place] = spike.step;
            *place += 1;
        }
        Trains {
            dt_ms,
            from_step,
            to_step,
            starts,
            steps,
        }
    }

    /// Number of neurons, silent ones included.
    pub fn neurons(&self) -> usize {
        self.starts.len() - 1
    }

    /// Number of spikes of all neurons.
    pub fn spikes(&self) -> usize {
        self.steps.len()
    }

    /// Length of the window, ms.
    pub fn duration_ms(&self) -> f64 {
        (self.to_step - self.from_step) as f64 * self.dt_ms
    }

    /// The grid points of a neuron's spikes, ascending.
    pub fn of(&self, neuron: usize) -> &[u64] {
        &self.steps[self.starts[neuron]..self.starts[neuron + 1]]
    }

    /// The trains of all neurons, in order.
    pub fn iter(&self) -> impl Iterator<Item = &[u64]> {
        self.starts
            .windows(2)
            .map(|ends| &self.steps[ends[0]..ends[1]])
    }

    /// The inter-spike intervals of a neuron, ms, in order of time: one fewer than its spikes.
    pub fn intervals_ms(&self, neuron: usize) -> impl Iterator<Item = f64> {
        intervals(self.of(neuron)).map(|steps| steps as f64 * self.dt_ms)
    }

    /// The time step, ms.
    pub(super) fn dt_ms(&self) -> f64 {
        self.dt_ms
    }

    /// The start of the window, ms.
    pub(super) fn start_ms(&self) -> f64 {
        self.from_step as f64 * self.dt_ms
    }

    /// Divides the window into bins.
    pub(super) fn bins(&self, bin_ms: f64) -> Bins {
        let width = steps_of(bin_ms, self.dt_ms);
        Bins {
            from_step: self.from_step,
            width,
            number: ((self.to_step - self.from_step) / width) as usize,
        }
    }

    /// The number of spikes of all neurons in each bin.
    pub(super) fn population_counts(&self, bins: &Bins) -> Vec<u64> {
        let mut counts = vec![0; bins.number];
        for bin in self.steps.iter().filter_map(|&step| bins.of(step)) {
            counts[bin] += 1;
        }
        counts
    }
}

/// Intervals of a train, in steps.
pub(super) fn intervals(train: &[u64]) -> impl Iterator<Item = u64> {
    train.windows(2).map(|pair| pair[1] - pair[0])
}

/// The nearest number of whole steps, at least one. A bin of a broken number of steps would hold
/// now more grid points, now fewer, and its counts would beat.
pub(super) fn steps_of(width_ms: f64, dt_ms: f64) -> u64 {
    (width_ms / dt_ms).round().max(1.0) as u64
}

/// Bins of equal width, each open at its start like the window. What is left at the window's end and
/// fills no bin belongs to none.
pub(super) struct Bins {
    from_step: u64,
    /// Width in steps.
    pub width: u64,
    /// How many there are.
    pub number: usize,
}

impl Bins {
    /// The bin of a grid point.
    pub fn of(&self, step: u64) -> Option<usize> {
        let bin = ((step - self.from_step - 1) / self.width) as usize;
        (bin < self.number).then_some(bin)
    }
}
