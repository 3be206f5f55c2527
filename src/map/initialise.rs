//! Weights to begin with.

use super::codebook::Codebook;
use super::lattice::Lattice;
use super::principal::principal;
use crate::random::Stream;

/// The least and the largest of every component of the data.
///
/// # Panics
/// When the data hold no input or are not made of whole ones.
pub fn ranges(data: &[f64], dimensions: usize) -> Vec<(f64, f64)> {
    assert_whole(data, dimensions);
    let mut ranges = vec![(f64::INFINITY, f64::NEG_INFINITY); dimensions];
    for x in data.chunks_exact(dimensions) {
        for ((low, high), x) in ranges.iter_mut().zip(x) {
            (*low, *high) = (low.min(*x), high.max(*x));
        }
    }
    ranges
}

/// Every component uniform on its range [low, high): random order, as Kohonen 1982 began.
pub fn random(lattice: &Lattice, ranges: &[(f64, f64)], stream: &mut Stream) -> Codebook {
    let components = (0..lattice.units()).flat_map(|_| ranges);
    let weights: Vec<f64> = components
        .map(|(low, high)| stream.uniform_between(*low, *high))
        .collect();
    Codebook::new(ranges.len(), &weights)
}

/// Every unit at an input drawn from the data: another one for each while there are enough.
///
/// # Panics
/// When the data hold no input or are not made of whole ones.
pub fn samples(
    lattice: &Lattice,
    data: &[f64],
    dimensions: usize,
    stream: &mut Stream,
) -> Codebook {
    assert_whole(data, dimensions);
    let inputs = data.len() / dimensions;
    let mut order: Vec<usize> = (0..inputs).collect();
    stream.shuffle(&mut order);
    let drawn = order.iter().cycle().take(lattice.units());
    let weights: Vec<f64> = drawn
        .flat_map(|&input| &data[input * dimensions..][..dimensions])
        .copied()
        .collect();
    Codebook::new(dimensions, &weights)
}

/// The lattice spread flat on the plane of the data's first two principal components:
///
/// w_i = mean + a_i·√λ₁·e₁ + b_i·√λ₂·e₂,
///
/// with a_i and b_i from −1 to 1 along the lattice's longer and shorter side, λ the two largest
/// eigenvalues of the covariance and e their eigenvectors (the linear initialisation of Kohonen
/// 2001, ch. 3, and SOM Toolbox's `som_lininit`), each turned so that its largest component is
/// positive. A chain lies on the first component.
///
/// # Panics
/// When the data hold no input or are not made of whole ones.
pub fn principal_plane(lattice: &Lattice, data: &[f64], dimensions: usize) -> Codebook {
    assert_whole(data, dimensions);
    let found = principal(data, dimensions);
    let scaled = |k: usize| -> Vec<f64> {
        let length = found.variances[k].sqrt();
        found.axes[k].iter().map(|e| length * e).collect()
    };
    let (first, second) = (scaled(0), scaled(1));
    let (x_end, y_end) = ends(lattice);
    let mut weights = Vec::with_capacity(lattice.units() * dimensions);
    for unit in 0..lattice.units() {
        let (x, y) = lattice.position(unit);
        let (x, y) = (centred(x, x_end), centred(y, y_end));
        let (a, b) = if x_end >= y_end { (x, y) } else { (y, x) };
        let components = found.mean.iter().zip(first.iter().zip(&second));
        weights.extend(components.map(|(mean, (first, second))| mean + a * first + b * second));
    }
    Codebook::new(dimensions, &weights)
}

/// The largest x and y of a unit.
fn ends(lattice: &Lattice) -> (f64, f64) {
    let positions = (0..lattice.units()).map(|unit| lattice.position(unit));
    positions.fold((0.0, 0.0), |(x, y): (f64, f64), at| {
        (x.max(at.0), y.max(at.1))
    })
}

/// From −1 at 0 to 1 at the end; 0 where there is no way to go.
fn centred(position: f64, end: f64) -> f64 {
    if end > 0.0 {
        2.0 * position / end - 1.0
    } else {
        0.0
    }
}

pub(super) fn assert_whole(data: &[f64], dimensions: usize) {
    assert!(
        !data.is_empty() && data.len().is_multiple_of(dimensions),
        "{} numbers are not inputs of {dimensions}",
        data.len()
    );
}
