//! What a Hopfield network makes of its own stored patterns: the counts behind the tables and
//! figure 3 of the paper (N = 100 units, n = 5, 10, 15 memories).

use super::{End, Hopfield, Relaxation, Update, distance};
use crate::random::Stream;

/// Counts over all stored patterns of one or many networks of N units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorageCounts {
    /// Patterns looked at.
    pub patterns: usize,
    /// Units that would leave a pattern at once, over all patterns.
    pub unstable_units: usize,
    /// Patterns that are fixed points.
    pub stable: usize,
    /// `errors[k]` patterns relaxed to a fixed point k units away, k = 0 … N.
    pub errors: Vec<usize>,
    /// Patterns whose relaxation the limit of sweeps ended.
    pub unsettled: usize,
}

impl StorageCounts {
    /// Counts of nothing, for networks of `units` units.
    pub fn new(units: usize) -> Self {
        StorageCounts {
            patterns: 0,
            unstable_units: 0,
            stable: 0,
            errors: vec![0; units + 1],
            unsettled: 0,
        }
    }

    /// Adds all patterns of a network: what leaves at once, and where asynchronous relaxation from
    /// the pattern itself ends, in at most `limit` sweeps.
    ///
    /// # Panics
    /// When the network has not as many units as these counts are for.
    pub fn add(&mut self, network: &Hopfield, limit: usize, stream: &mut Stream) {
        assert_eq!(
            network.size() + 1,
            self.errors.len(),
            "networks of one size"
        );
        let mut relaxation = Relaxation::new(network);
        for pattern in network.patterns().iter() {
            let unstable = network.unstable_units(pattern);
            self.patterns += 1;
            self.unstable_units += unstable;
            self.stable += usize::from(unstable == 0);
            relaxation.start(pattern);
            let settled = relaxation.run(Update::Asynchronous, limit, stream, |_| ());
            match settled.end {
                End::FixedPoint => self.errors[distance(pattern, relaxation.state())] += 1,
                _ => self.unsettled += 1,
            }
        }
    }

    /// Adds the counts of other networks of this size.
    ///
    /// # Panics
    /// When they are of another size.
    pub fn merge(&mut self, others: &StorageCounts) {
        assert_eq!(
            others.errors.len(),
            self.errors.len(),
            "networks of one size"
        );
        self.patterns += others.patterns;
        self.unstable_units += others.unstable_units;
        self.stable += others.stable;
        self.unsettled += others.unsettled;
        for (sum, count) in self.errors.iter_mut().zip(&others.errors) {
            *sum += count;
        }
    }

    /// The share of units that leave a stored pattern at once: the paper's P.
    pub fn bit_error(&self) -> f64 {
        let units = self.errors.len() - 1;
        self.unstable_units as f64 / (self.patterns * units) as f64
    }

    /// The share of patterns that are fixed points.
    pub fn stable_share(&self) -> f64 {
        self.stable as f64 / self.patterns as f64
    }

    /// The share of patterns that relax to a fixed point at most `errors` units away.
    pub fn share_within(&self, errors: usize) -> f64 {
        let within: usize = self.errors.iter().take(errors + 1).sum();
        within as f64 / self.patterns as f64
    }

    /// The mean overlap of the fixed points with the patterns they were reached from.
    pub fn mean_overlap(&self) -> f64 {
        let units = (self.errors.len() - 1) as f64;
        let settled: usize = self.errors.iter().sum();
        let wrong: f64 = (0..)
            .zip(&self.errors)
            .map(|(k, &c)| f64::from(k) * c as f64)
            .sum();
        1.0 - 2.0 * wrong / (units * settled as f64)
    }
}
