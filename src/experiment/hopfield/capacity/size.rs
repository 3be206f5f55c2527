//! The overlaps of all networks of one size, load by load.

use super::{Capacity, Sample};
use crate::experiment::hopfield::share::LEVEL;
use crate::math::statistics::interval::{self, Interval};
use crate::math::statistics::mean;

/// All networks of one size at one load.
pub struct Point {
    pub load: f64,
    /// Final overlaps of all networks.
    pub overlaps: Vec<f64>,
    /// Their mean in each network.
    pub means: Vec<f64>,
    /// The share of patterns that were retrieved in each network.
    pub retrieved: Vec<f64>,
}

impl Point {
    pub fn of(load: f64, samples: &[Sample], settings: &Capacity) -> Self {
        let retrieved = |sample: &Sample| {
            let found = sample.overlaps.iter().filter(|&&m| m > settings.retrieved);
            found.count() as f64 / sample.overlaps.len() as f64
        };
        let all = samples
            .iter()
            .flat_map(|sample| sample.overlaps.iter().copied());
        Point {
            load,
            overlaps: all.collect(),
            means: samples
                .iter()
                .map(|sample| mean(&sample.overlaps))
                .collect(),
            retrieved: samples.iter().map(retrieved).collect(),
        }
    }

    /// The mean overlap over networks.
    pub fn overlap(&self) -> f64 {
        mean(&self.means)
    }

    /// The mean share of retrieved patterns over networks.
    pub fn share(&self) -> f64 {
        mean(&self.retrieved)
    }
}

/// Student's interval of a mean over networks within the possible values; the mean itself with a
/// single network.
pub fn over_networks(sample: &[f64], least: f64) -> Interval {
    let found = interval::of_mean(sample, LEVEL);
    let within = |end: f64| match end.is_finite() {
        true => end.clamp(least, 1.0),
        false => mean(sample),
    };
    Interval {
        low: within(found.low),
        high: within(found.high),
    }
}

/// All loads of one size.
pub struct Size {
    pub neurons: usize,
    pub points: Vec<Point>,
}

impl Size {
    /// The load at which the share of retrieved patterns falls through `level`, between two loads by
    /// a straight line; NaN where it does not.
    pub fn load_at(&self, level: f64) -> f64 {
        let share = |k: usize| self.points[k].share();
        let falls = |&k: &usize| share(k - 1) > level && share(k) <= level;
        match (1..self.points.len()).find(falls) {
            Some(k) => {
                let along = (share(k - 1) - level) / (share(k - 1) - share(k));
                let (before, after) = (self.points[k - 1].load, self.points[k].load);
                before + along * (after - before)
            }
            None => f64::NAN,
        }
    }
}
