//! The counts at one number of patterns beside what theory says of them.

use crate::math::exp;
use crate::math::statistics::standard_deviation;
use crate::memory::{StorageCounts, Units, theory};

/// Errors that must be expected before a deviation says something.
const LEAST_ERRORS: f64 = 20.0;

/// The counts at one number of patterns.
#[derive(Clone, Debug)]
pub struct Point {
    pub units: Units,
    pub patterns: usize,
    /// Of all networks together.
    pub counts: StorageCounts,
    /// The share of units that leave a stored pattern at once, network by network. Units and patterns
    /// of one network are not independent; networks are.
    pub bit_errors: Vec<f64>,
    /// The share of patterns that are fixed points, network by network.
    pub stable: Vec<f64>,
}

impl Point {
    /// A point of no networks.
    pub fn new(units: Units, patterns: usize, neurons: usize) -> Self {
        Point {
            units,
            patterns,
            counts: StorageCounts::new(neurons),
            bit_errors: Vec::new(),
            stable: Vec::new(),
        }
    }

    /// Adds the counts of a network.
    pub fn add(&mut self, counts: &StorageCounts) {
        self.counts.merge(counts);
        self.bit_errors.push(counts.bit_error());
        self.stable.push(counts.stable_share());
    }

    fn neurons(&self) -> usize {
        self.counts.errors.len() - 1
    }

    /// P by sums of random signs.
    pub fn exact(&self) -> f64 {
        theory::exact_bit_error(self.units, self.neurons(), self.patterns)
    }

    /// P by the normal distribution.
    pub fn normal(&self) -> f64 {
        theory::bit_error(self.units, self.neurons(), self.patterns)
    }

    /// The share of stable patterns were units independent: e^(−NP) with the paper's P.
    pub fn independent(&self) -> f64 {
        exp(-(self.neurons() as f64) * self.normal())
    }

    /// The bit error's distance from the exact one in standard errors; 0 where too few errors are
    /// expected, or there is a single network.
    pub fn deviation(&self) -> f64 {
        let networks = self.bit_errors.len() as f64;
        let expected = networks * (self.patterns * self.neurons()) as f64 * self.exact();
        let error = standard_deviation(&self.bit_errors) / networks.sqrt();
        match expected >= LEAST_ERRORS && error > 0.0 {
            true => (self.counts.bit_error() - self.exact()).abs() / error,
            false => 0.0,
        }
    }
}
