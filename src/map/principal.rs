//! The first two principal components of data: the eigenvectors of the covariance with the largest
//! eigenvalues.
//!
//! Up to [`EXACT`] dimensions they come from a full decomposition. In more, where its d³ would take
//! minutes, from subspace iteration with Rayleigh–Ritz projections: [`BLOCK`] vectors are multiplied
//! by the covariance until the first two are its eigenvectors (Golub & Van Loan 2013, §8.2; the
//! error falls by λ₉/λ₂ in every round).

use crate::math::matrix_product::{Update, product, transposed_product};
use crate::math::singular_values::decompose;
use crate::math::sums::dot;
use crate::random::Stream;

/// Most dimensions of a full decomposition.
const EXACT: usize = 100;
/// Vectors that are iterated.
const BLOCK: usize = 8;
/// Most rounds; where eigenvalues are so close that these do not suffice, any plane of theirs is as
/// good.
const ROUNDS: usize = 300;
/// ‖S·e − λ·e‖ at the end, in largest eigenvalues.
const RESIDUAL: f64 = 1e-10;

/// The plane in which data vary most.
#[derive(Clone, Debug, PartialEq)]
pub struct Principal {
    /// The mean of the data.
    pub mean: Vec<f64>,
    /// λ₁ ≥ λ₂, the variances along both axes (0 where there is but one dimension).
    pub variances: [f64; 2],
    /// e₁ and e₂ of length 1, the largest component of each positive (zeros where there is but one
    /// dimension).
    pub axes: [Vec<f64>; 2],
    /// The variance of the data, Σ λ.
    pub total: f64,
}

impl Principal {
    /// The place of x in the plane: (x − mean)·e₁, (x − mean)·e₂.
    pub fn project(&self, x: &[f64]) -> [f64; 2] {
        let along = |axis: &Vec<f64>| {
            let components = x.iter().zip(&self.mean).zip(axis);
            components.map(|((x, mean), e)| (x - mean) * e).sum()
        };
        [along(&self.axes[0]), along(&self.axes[1])]
    }
}

/// The first two principal components.
///
/// ```
/// let found = galvani::map::principal(&[0.0, 1.0, 4.0, 1.0, 2.0, 2.0, 2.0, 0.0], 2);
/// assert_eq!((found.mean, found.variances), (vec![2.0, 1.0], [2.0, 0.5]));
/// ```
///
/// # Panics
/// When the data hold no input or are not made of whole ones.
pub fn principal(data: &[f64], dimensions: usize) -> Principal {
    super::initialise::assert_whole(data, dimensions);
    let inputs = data.len() / dimensions;
    let mut mean = vec![0.0; dimensions];
    for x in data.chunks_exact(dimensions) {
        mean.iter_mut().zip(x).for_each(|(mean, x)| *mean += x);
    }
    mean.iter_mut().for_each(|mean| *mean /= inputs as f64);
    let centred: Vec<f64> = data
        .iter()
        .zip(mean.iter().cycle())
        .map(|(x, mean)| x - mean)
        .collect();
    let mut scatter = vec![0.0; dimensions * dimensions];
    let shape = [dimensions, inputs, dimensions];
    transposed_product(shape, &centred, &centred, Update::Overwrite, &mut scatter);
    let total: f64 = (0..dimensions).map(|k| scatter[k * (dimensions + 1)]).sum();
    let mut pairs = if dimensions <= EXACT {
        decomposed(&scatter, dimensions)
    } else {
        iterated(&scatter, dimensions)
    };
    pairs.resize(2, (0.0, vec![0.0; dimensions]));
    let variances = [0, 1].map(|k| pairs[k].0 / inputs as f64);
    let axes = [0, 1].map(|k| turned(&pairs[k].1));
    Principal {
        mean,
        variances,
        axes,
        total: total / inputs as f64,
    }
}

/// The same direction with its largest component positive.
fn turned(direction: &[f64]) -> Vec<f64> {
    let larger = |largest: f64, e: &f64| if e.abs() > largest.abs() { *e } else { largest };
    let sign = 1.0_f64.copysign(direction.iter().fold(0.0, larger));
    direction.iter().map(|e| sign * e).collect()
}

/// Of a symmetric matrix without negative eigenvalues these are the singular values.
fn decomposed(scatter: &[f64], dimensions: usize) -> Vec<(f64, Vec<f64>)> {
    let found = decompose(dimensions, dimensions, scatter);
    let vectors = found.right.chunks_exact(dimensions).map(<[f64]>::to_vec);
    found.values.iter().copied().zip(vectors).take(2).collect()
}

/// Subspace iteration; vectors are rows.
fn iterated(scatter: &[f64], dimensions: usize) -> Vec<(f64, Vec<f64>)> {
    let mut stream = Stream::new(0, "principal components", "start", 0);
    let mut vectors: Vec<f64> = (0..BLOCK * dimensions).map(|_| stream.normal()).collect();
    let mut images = vec![0.0; BLOCK * dimensions];
    let mut pairs = Vec::new();
    for _ in 0..ROUNDS {
        orthonormalise(&mut vectors, dimensions);
        let shape = [BLOCK, dimensions, dimensions];
        product(shape, &vectors, scatter, Update::Overwrite, &mut images);
        let error;
        (pairs, error) = ritz(&vectors, &images, dimensions);
        if error <= RESIDUAL * pairs[0].0 {
            break;
        }
        std::mem::swap(&mut vectors, &mut images);
    }
    pairs
}

/// The best two pairs within the span of the vectors, and the larger ‖S·e − λ·e‖.
fn ritz(vectors: &[f64], images: &[f64], dimensions: usize) -> (Vec<(f64, Vec<f64>)>, f64) {
    let entry = |k: usize| {
        let vector = &vectors[k / BLOCK * dimensions..][..dimensions];
        dot(vector, &images[k % BLOCK * dimensions..][..dimensions])
    };
    let small: Vec<f64> = (0..BLOCK * BLOCK).map(entry).collect();
    let found = decompose(BLOCK, BLOCK, &small);
    let combine = |of: &[f64], k: usize| {
        let mut sum = vec![0.0; dimensions];
        let weights = &found.right[k * BLOCK..][..BLOCK];
        product(
            [1, BLOCK, dimensions],
            weights,
            of,
            Update::Overwrite,
            &mut sum,
        );
        sum
    };
    let (mut pairs, mut error) = (Vec::new(), 0.0_f64);
    for k in 0..2 {
        let (value, vector) = (found.values[k], combine(vectors, k));
        let image = combine(images, k);
        let residual = image
            .iter()
            .zip(&vector)
            .map(|(s, e)| (s - value * e).powi(2));
        error = error.max(residual.sum::<f64>().sqrt());
        pairs.push((value, vector));
    }
    (pairs, error)
}

/// Gram–Schmidt, twice for the sake of rounding; what depends on the others becomes 0.
fn orthonormalise(vectors: &mut [f64], dimensions: usize) {
    for k in 0..BLOCK {
        let (before, rest) = vectors.split_at_mut(k * dimensions);
        let own = &mut rest[..dimensions];
        let length = dot(own, own).sqrt();
        for _ in 0..2 {
            for other in before.chunks_exact(dimensions) {
                let along = dot(other, own);
                own.iter_mut()
                    .zip(other)
                    .for_each(|(own, e)| *own -= along * e);
            }
        }
        let left = dot(own, own).sqrt();
        let factor = if left > 1e-12 * length {
            1.0 / left
        } else {
            0.0
        };
        own.iter_mut().for_each(|own| *own *= factor);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use approx::assert_relative_eq;

    /// 300 inputs of 40 dimensions with variances that fall by a fifth from one to the next.
    #[test]
    fn both_ways_find_the_same_plane() {
        let mut stream = Stream::new(1, "test", "principal", 0);
        let dimensions = 40;
        let data: Vec<f64> = (0..300 * dimensions)
            .map(|k| stream.normal() * 0.9_f64.powi((k % dimensions) as i32))
            .collect();
        let mut scatter = vec![0.0; dimensions * dimensions];
        let shape = [dimensions, 300, dimensions];
        transposed_product(shape, &data, &data, Update::Overwrite, &mut scatter);
        let exact = decomposed(&scatter, dimensions);
        let found = iterated(&scatter, dimensions);
        for ((value, vector), (lambda, e)) in exact.iter().zip(&found) {
            assert_relative_eq!(value, lambda, max_relative = 1e-10);
            for (a, b) in turned(vector).iter().zip(turned(e)) {
                assert_relative_eq!(*a, b, epsilon = 1e-8);
            }
        }
    }

    #[test]
    fn inputs_on_a_line_in_many_dimensions_have_one_axis() {
        let data: Vec<f64> = (0..50).flat_map(|k| vec![f64::from(k); 120]).collect();
        let found = principal(&data, 120);
        assert_relative_eq!(found.variances[0], found.total, max_relative = 1e-10);
        assert!(found.variances[1] < 1e-9 * found.total);
        for e in &found.axes[0] {
            assert_relative_eq!(*e, 120.0_f64.sqrt().recip(), max_relative = 1e-10);
        }
    }
}
