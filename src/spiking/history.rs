//! The spikes of the last grid points, as long as delays may ask for them.

/// Lists of neurons, one for each of the last grid points.
pub struct History {
    /// First of each list in `neurons`, and how many; grid point s has place s mod their number, a
    /// power of 2.
    places: Vec<(usize, usize)>,
    /// The lists one behind the other.
    neurons: Vec<u32>,
    /// Where lists that nobody asks for any more are dropped.
    full: usize,
}

impl History {
    /// Empty lists for grid points up to `longest` steps ago, with room for `most` neurons in all of
    /// them; if they are more, the room grows once.
    pub fn new(longest: u32, most: usize) -> Self {
        History {
            places: vec![(0, 0); (longest as usize + 1).next_power_of_two()],
            neurons: Vec::with_capacity(2 * most),
            full: most,
        }
    }

    #[inline]
    fn place(&self, step: u64) -> usize {
        step as usize & (self.places.len() - 1)
    }

    /// Begins the list of a grid point, which replaces the oldest.
    pub fn begin(&mut self, step: u64) {
        let place = self.place(step);
        self.places[place] = (self.neurons.len(), 0);
        // Half of the room is for what is still asked for: the rest is moved to the front at times.
        if self.places.len() == 1 || self.neurons.len() > self.full {
            self.forget();
        }
    }

    /// Moves what is still asked for to the front.
    fn forget(&mut self) {
        let kept = self.places.iter().filter(|(_, count)| *count > 0);
        let first = kept.map(|&(start, _)| start).min();
        let first = first.unwrap_or(self.neurons.len());
        self.neurons.drain(..first);
        for (start, _) in &mut self.places {
            *start = start.saturating_sub(first);
        }
        self.full = self.full.max(2 * self.neurons.len());
    }

    /// Adds neurons to the list of a grid point that was begun last.
    pub fn extend(&mut self, step: u64, neurons: impl Iterator<Item = u32>) {
        let before = self.neurons.len();
        self.neurons.extend(neurons);
        let place = self.place(step);
        self.places[place].1 += self.neurons.len() - before;
    }

    /// The neurons that fired at a grid point, not longer ago than the longest delay.
    #[inline]
    pub fn at(&self, step: u64) -> &[u32] {
        let (start, count) = self.places[self.place(step)];
        &self.neurons[start..start + count]
    }
}

#[cfg(test)]
mod tests {
    use super::History;

    /// Against a list of everything, with many and few spikes in turn.
    #[test]
    fn lists_are_kept_as_long_as_they_are_asked_for() {
        for longest in [0u32, 1, 5, 37] {
            let mut history = History::new(longest, 20);
            let mut all: Vec<Vec<u32>> = Vec::new();
            for step in 0..500u64 {
                let count = (step * 7 + step / 50) % 5 * u64::from(step % 90 > 20);
                let neurons: Vec<u32> = (0..count as u32).map(|i| 10 * i + step as u32).collect();
                history.begin(step);
                let (first, second) = neurons.split_at(neurons.len() / 2);
                history.extend(step, first.iter().copied());
                history.extend(step, second.iter().copied());
                all.push(neurons);
                for ago in 0..=u64::from(longest).min(step) {
                    assert_eq!(history.at(step - ago), all[(step - ago) as usize]);
                }
            }
        }
    }

    #[test]
    fn room_for_what_is_asked_for_is_enough_for_ever() {
        let mut history = History::new(3, 40);
        let room = history.neurons.capacity();
        for step in 0..1000 {
            history.begin(step);
            history.extend(step, 0..10);
        }
        assert_eq!(history.neurons.capacity(), room);
    }
}
