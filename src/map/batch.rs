//! The batch map: all inputs at once, without a rate.
//!
//! w_i ← Σ_j h(d_ij; σ)·s_j / Σ_j h(d_ij; σ)·n_j,
//!
//! with n_j the number and s_j the sum of the inputs whose best matching unit is j (Kohonen 2001,
//! ch. 3). With σ = 0 this is a step of k-means (Lloyd 1982; MacQueen 1967).

use super::codebook::Codebook;
use super::lattice::Lattice;
use super::neighbourhood::Neighbourhood;
use crate::math::matrix_product::{Update, product};
use crate::math::sums::dot;

/// Units whose new weights are computed by one matrix product.
const STRIP: usize = 16;

/// The memory of batch steps, reused from one to the next.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// s_j.
    sums: Vec<f64>,
    /// n_j.
    counts: Vec<f64>,
    /// h of a strip of units to all units.
    weights: Vec<f64>,
    /// Σ_j h·s_j of a strip.
    moved: Vec<f64>,
}

/// One step of the batch map; returns the mean quantisation error ‖x − w_c‖ of the weights *before*
/// it. A unit that no input reaches (Σ h·n = 0) stays where it is.
///
/// ```
/// use galvani::map::{Batch, Codebook, Lattice, Neighbourhood, batch_step};
/// let mut map = Codebook::new(1, &[0.0, 10.0]);
/// let data = [0.0, 2.0, 8.0];
/// let (lattice, shape) = (Lattice::chain(2), Neighbourhood::Bubble);
/// let error = batch_step(&lattice, &mut map, (shape, 0.0), &data, &mut Batch::default());
/// assert_eq!((map.weights(), error), (vec![1.0, 8.0], (0.0 + 2.0 + 2.0) / 3.0));
/// ```
///
/// # Panics
/// When map and lattice differ in units, or the data are not made of whole inputs.
pub fn batch_step(
    lattice: &Lattice,
    map: &mut Codebook,
    (neighbourhood, radius): (Neighbourhood, f64),
    data: &[f64],
    memory: &mut Batch,
) -> f64 {
    let (units, dimensions) = (map.units(), map.dimensions());
    assert_eq!(units, lattice.units(), "units of map and lattice");
    let error = memory.gather(map, data);
    memory.weights.resize(STRIP * units, 0.0);
    memory.moved.resize(STRIP * dimensions, 0.0);
    let Batch {
        sums,
        counts,
        weights,
        moved,
    } = memory;
    for first in (0..units).step_by(STRIP) {
        let strip = STRIP.min(units - first);
        let (weights, moved) = (
            &mut weights[..strip * units],
            &mut moved[..strip * dimensions],
        );
        for (i, h) in weights.chunks_exact_mut(units).enumerate() {
            neighbourhood.fill((lattice, first + i), radius, 1.0, h);
        }
        product(
            [strip, units, dimensions],
            weights,
            sums,
            Update::Overwrite,
            moved,
        );
        let rows = weights
            .chunks_exact(units)
            .zip(moved.chunks_exact_mut(dimensions));
        for (i, (h, moved)) in rows.enumerate() {
            let mass = dot(h, counts);
            if mass > 0.0 {
                moved.iter_mut().for_each(|sum| *sum /= mass);
                map.set(first + i, moved);
            }
        }
    }
    error
}

impl Batch {
    /// n_j and s_j, and the mean of ‖x − w_c‖.
    fn gather(&mut self, map: &Codebook, data: &[f64]) -> f64 {
        let (units, dimensions) = (map.units(), map.dimensions());
        self.sums.clear();
        self.sums.resize(units * dimensions, 0.0);
        self.counts.clear();
        self.counts.resize(units, 0.0);
        let mut error = 0.0;
        map.for_each_nearest(data, |input, unit, distance_squared| {
            error += distance_squared.sqrt();
            self.counts[unit] += 1.0;
            let x = &data[input * dimensions..][..dimensions];
            let sum = &mut self.sums[unit * dimensions..][..dimensions];
            sum.iter_mut().zip(x).for_each(|(sum, x)| *sum += x);
        });
        error / (data.len() / dimensions) as f64
    }
}
