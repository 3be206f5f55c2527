//! The weight vectors of all units, and the search for the nearest.
//!
//! Units stand side by side in blocks of 16: for every dimension the 16 weights of a block follow
//! each other, so that a vector instruction works on several units whatever the number of
//! dimensions. A distance is
//!
//! ‖x − w_i‖² = Σ_k (x_k − w_ik)²,
//!
//! summed in ascending k. The form ‖x‖² − 2 x·w_i + ‖w_i‖² would need fewer operations, but cancels
//! where x is near w_i, which is where the winner is decided; and the search of a whole map is
//! limited by the memory its weights pass through. For that reason [`Codebook::move_and_search`]
//! moves the weights for one input and searches the winner of the next in the same pass.

use crate::math::dispatch::vectorised;

/// Units of a block.
pub(super) const LANES: usize = 16;

/// Weights in the places of a last block that has fewer units: their squared distance overflows to
/// ∞, so they never win, and no share of 0 moves them.
const NOWHERE: f64 = 1e200;

/// Inputs searched for in one pass over the weights.
const TOGETHER: usize = 16;

/// Weight vectors w_i of equal length, numbered from 0.
///
/// ```
/// use galvani::map::Codebook;
/// let codebook = Codebook::new(2, &[0.0, 0.0, 3.0, 4.0]);
/// assert_eq!(codebook.nearest(&[3.0, 3.0]), (1, 1.0)); // unit, ‖x − w‖²
/// assert_eq!(codebook.nearest(&[1.5, 2.0]).0, 0); // a tie: the first
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Codebook {
    dimensions: usize,
    units: usize,
    /// Block, dimension, unit of the block.
    weights: Vec<f64>,
}

impl Codebook {
    /// Weight vectors of `dimensions` numbers, one behind the other.
    ///
    /// # Panics
    /// When `weights` is not made of one or more whole vectors.
    pub fn new(dimensions: usize, weights: &[f64]) -> Self {
        assert!(dimensions > 0, "weight vectors without a component");
        let units = weights.len() / dimensions;
        assert!(
            units > 0 && weights.len() == units * dimensions,
            "{} numbers are not vectors of {dimensions}",
            weights.len()
        );
        let places = units.div_ceil(LANES) * LANES;
        let mut codebook = Codebook {
            dimensions,
            units,
            weights: vec![NOWHERE; places * dimensions],
        };
        for (unit, weights) in weights.chunks_exact(dimensions).enumerate() {
            codebook.set(unit, weights);
        }
        codebook
    }

    /// Numbers of a weight vector.
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// Number of weight vectors.
    pub fn units(&self) -> usize {
        self.units
    }

    /// Units with the empty places of the last block, the length of `move_and_search`'s shares.
    pub(super) fn places(&self) -> usize {
        self.units.div_ceil(LANES) * LANES
    }

    /// The components of one weight vector.
    ///
    /// # Panics
    /// When there is no such unit.
    pub fn unit(&self, unit: usize) -> impl Iterator<Item = f64> {
        assert!(unit < self.units, "unit {unit} of {}", self.units);
        self.places_of(unit).map(|at| self.weights[at])
    }

    /// All weight vectors, one behind the other.
    pub fn weights(&self) -> Vec<f64> {
        (0..self.units).flat_map(|unit| self.unit(unit)).collect()
    }

    /// w_i ← the given vector.
    ///
    /// # Panics
    /// When there is no such unit or the vector is of another length.
    pub fn set(&mut self, unit: usize, weights: &[f64]) {
        assert_eq!(weights.len(), self.dimensions, "components of a vector");
        assert!(unit < self.units, "unit {unit} of {}", self.units);
        for (at, weight) in self.places_of(unit).zip(weights) {
            self.weights[at] = *weight;
        }
    }

    /// w_i ← w_i + share·(x − w_i); a negative share pushes away.
    ///
    /// # Panics
    /// When there is no such unit or x is of another length.
    pub fn pull(&mut self, unit: usize, share: f64, x: &[f64]) {
        assert_eq!(x.len(), self.dimensions, "components of an input");
        assert!(unit < self.units, "unit {unit} of {}", self.units);
        for (at, x) in self.places_of(unit).zip(x) {
            self.weights[at] += share * (x - self.weights[at]);
        }
    }

    /// Where the components of a unit stand.
    fn places_of(&self, unit: usize) -> impl Iterator<Item = usize> + use<> {
        let first = unit / LANES * LANES * self.dimensions + unit % LANES;
        (0..self.dimensions).map(move |k| first + k * LANES)
    }

    /// ‖w_i − w_j‖.
    pub fn distance(&self, i: usize, j: usize) -> f64 {
        let pairs = self.unit(i).zip(self.unit(j));
        pairs.map(|(a, b)| (a - b) * (a - b)).sum::<f64>().sqrt()
    }

    /// The best matching unit and ‖x − w‖² there; of several equally near units the first.
    ///
    /// # Panics
    /// When x is not of the weight vectors' length.
    pub fn nearest(&self, x: &[f64]) -> (usize, f64) {
        assert_eq!(x.len(), self.dimensions, "components of an input");
        let mut best = Best::NONE;
        search((&self.weights, x, std::slice::from_mut(&mut best)));
        best.first()
    }

    /// Calls `each` with the number of every input, its best matching unit and ‖x − w‖².
    ///
    /// # Panics
    /// When the data are not made of whole inputs.
    pub fn for_each_nearest(&self, data: &[f64], mut each: impl FnMut(usize, usize, f64)) {
        assert_eq!(data.len() % self.dimensions, 0, "whole inputs");
        let mut best = [Best::NONE; TOGETHER];
        for (group, inputs) in data.chunks(TOGETHER * self.dimensions).enumerate() {
            let best = &mut best[..inputs.len() / self.dimensions];
            best.fill(Best::NONE);
            search((&self.weights, inputs, &mut *best));
            for (i, best) in best.iter().enumerate() {
                let (unit, distance_squared) = best.first();
                each(group * TOGETHER + i, unit, distance_squared);
            }
        }
    }

    /// ‖x − w_i‖² of all units. The numbers behind the last unit's mean nothing.
    ///
    /// # Panics
    /// When x or `out` (as long as there are places) is of another length.
    pub(super) fn distances(&self, x: &[f64], out: &mut [f64]) {
        assert_eq!(x.len(), self.dimensions, "components of an input");
        assert_eq!(out.len(), self.places(), "places");
        all_distances((&self.weights, x, out));
    }

    /// w_i ← w_i + share_i·(x − w_i) for all units, and in the same pass the best matching unit of
    /// the next input, as [`Codebook::nearest`] would find it afterwards.
    ///
    /// # Panics
    /// When an input or `shares` (as long as there are places) is of another length.
    pub(super) fn move_and_search(&mut self, shares: &[f64], x: &[f64], next: &[f64]) -> usize {
        assert_eq!(x.len(), self.dimensions, "components of an input");
        assert_eq!(next.len(), self.dimensions, "components of an input");
        assert_eq!(shares.len(), self.places(), "shares");
        let mut best = Best::NONE;
        move_then_search((&mut self.weights, shares, x, next, &mut best));
        best.first().0
    }
}

/// The least distance so far in every lane, and its block.
#[derive(Clone, Copy)]
struct Best {
    distance_squared: [f64; LANES],
    /// A whole number; as wide as the distances so that both are chosen alike.
    block: [f64; LANES],
}

impl Best {
    const NONE: Best = Best {
        distance_squared: [f64::INFINITY; LANES],
        block: [0.0; LANES],
    };

    #[inline(always)]
    fn offer(&mut self, block: usize, distances: &[f64; LANES]) {
        let lanes = self.distance_squared.iter_mut().zip(&mut self.block);
        for ((least, at), &distance) in lanes.zip(distances) {
            let nearer = distance < *least;
            *least = if nearer { distance } else { *least };
            *at = if nearer { block as f64 } else { *at };
        }
    }

    /// The least of all; of equal ones the first unit.
    fn first(&self) -> (usize, f64) {
        let unit = |lane: usize| self.block[lane] as usize * LANES + lane;
        let mut first = 0;
        for lane in 1..LANES {
            let (d, least) = (self.distance_squared[lane], self.distance_squared[first]);
            if d < least || d == least && unit(lane) < unit(first) {
                first = lane;
            }
        }
        (unit(first), self.distance_squared[first])
    }
}

#[inline(always)]
fn block_distances(weights: &[f64], x: &[f64]) -> [f64; LANES] {
    let mut distances = [0.0; LANES];
    for (w, x) in weights.as_chunks::<LANES>().0.iter().zip(x) {
        for lane in 0..LANES {
            let difference = x - w[lane];
            distances[lane] += difference * difference;
        }
    }
    distances
}

vectorised! {
    /// Every block of weights meets all inputs while it is in the nearest cache.
    fn search(arguments: (&[f64], &[f64], &mut [Best])) {
        let (weights, inputs, best) = arguments;
        let dimensions = inputs.len() / best.len().max(1);
        for (block, weights) in weights.chunks_exact(dimensions * LANES).enumerate() {
            for (x, best) in inputs.chunks_exact(dimensions).zip(best.iter_mut()) {
                best.offer(block, &block_distances(weights, x));
            }
        }
    }
}

vectorised! {
    fn all_distances(arguments: (&[f64], &[f64], &mut [f64])) {
        let (weights, x, out) = arguments;
        let blocks = weights.chunks_exact(x.len() * LANES);
        for (weights, out) in blocks.zip(out.as_chunks_mut::<LANES>().0) {
            *out = block_distances(weights, x);
        }
    }
}

vectorised! {
    fn move_then_search(arguments: (&mut [f64], &[f64], &[f64], &[f64], &mut Best)) {
        let (weights, shares, x, next, best) = arguments;
        let blocks = weights.chunks_exact_mut(x.len() * LANES);
        let mut nearest = *best;
        for (block, (weights, shares)) in blocks.zip(shares.as_chunks::<LANES>().0).enumerate() {
            // A block that stays is not written again, with the same bits.
            let stays = shares.iter().all(|share| *share == 0.0);
            let distances = if stays {
                block_distances(weights, next)
            } else {
                move_block(weights, shares, x, next)
            };
            nearest.offer(block, &distances);
        }
        *best = nearest;
    }
}

#[inline(always)]
fn move_block(weights: &mut [f64], shares: &[f64; LANES], x: &[f64], next: &[f64]) -> [f64; LANES] {
    let (mut distances, shares) = ([0.0; LANES], *shares);
    let inputs = x.iter().zip(next);
    for (w, (&x, &next)) in weights.as_chunks_mut::<LANES>().0.iter_mut().zip(inputs) {
        // Copies, because the compiler cannot know that weights and inputs do not overlap and would
        // go lane by lane.
        let mut moved = *w;
        for lane in 0..LANES {
            moved[lane] += shares[lane] * (x - moved[lane]);
            let difference = next - moved[lane];
            distances[lane] += difference * difference;
        }
        *w = moved;
    }
    distances
}

#[cfg(test)]
#[path = "codebook_tests.rs"]
mod tests;
