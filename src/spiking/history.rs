//! The spikes of the last grid points, as long as delays may ask for them.

/// Lists of neurons, one for each of the last `slots` grid points.
pub struct History {
    slots: usize,
    /// First of each slot in `neurons`, and how many.
    places: Vec<(usize, usize)>,
    neurons: Vec<u32>,
}

impl History {
    /// Empty lists for grid points up to `longest` steps ago; `expected` neurons in all of them.
    pub fn new(longest: u32, expected: usize) -> Self {
        let slots = longest as usize + 1;
        History {
            slots,
            places: vec![(0, 0); slots],
            neurons: Vec::with_capacity(2 * expected),
        }
    }

    /// Begins the list of a grid point, which replaces the oldest.
    pub fn begin(&mut self, step: u64) {
        let slot = step as usize % self.slots;
        let start = self.neurons.len();
        self.places[slot] = (start, 0);
        // Half of the room is for what is still asked for: the rest is moved to the front at times.
        if self.slots == 1 || 2 * start > self.neurons.capacity() {
            self.forget(slot);
        }
    }

    /// Moves what is still asked for to the front.
    fn forget(&mut self, newest: usize) {
        let kept = |&(slot, &(_, count)): &(usize, &(usize, usize))| slot != newest && count > 0;
        let oldest = self.places.iter().enumerate().filter(kept);
        let first = oldest
            .map(|(_, &(start, _))| start)
            .min()
            .unwrap_or(self.neurons.len());
        self.neurons.drain(..first);
        for (start, count) in &mut self.places {
            *start = if *count > 0 { *start - first } else { 0 };
        }
        self.places[newest] = (self.neurons.len(), 0);
    }

    /// Adds neurons to the list of a grid point that was begun last.
    pub fn extend(&mut self, step: u64, neurons: &[u32]) {
        self.neurons.extend_from_slice(neurons);
        self.places[step as usize % self.slots].1 += neurons.len();
    }

    /// The neurons that fired at a grid point, not longer ago than the longest delay.
    #[inline]
    pub fn at(&self, step: u64) -> &[u32] {
        let (start, count) = self.places[step as usize % self.slots];
        &self.neurons[start..start + count]
    }
}
