//! How well a map fits its data and keeps their neighbourhoods.

use super::codebook::Codebook;
use super::lattice::{Adjacency, Lattice};

/// The quantisation error: the mean of ‖x − w_c‖ over all inputs (Kohonen 2001, ch. 3). NaN without
/// inputs.
///
/// ```
/// use galvani::map::{Codebook, quality::quantisation_error};
/// assert_eq!(quantisation_error(&Codebook::new(1, &[0.0, 9.0]), &[1.0, 7.0]), 1.5);
/// ```
pub fn quantisation_error(map: &Codebook, data: &[f64]) -> f64 {
    mean(map, data, f64::sqrt)
}

/// The mean of ‖x − w_c‖², the distortion that vector quantisation lowers. NaN without inputs.
pub fn mean_squared_error(map: &Codebook, data: &[f64]) -> f64 {
    mean(map, data, |distance_squared| distance_squared)
}

fn mean(map: &Codebook, data: &[f64], of: impl Fn(f64) -> f64) -> f64 {
    let mut sum = 0.0;
    map.for_each_nearest(data, |_, _, distance_squared| sum += of(distance_squared));
    sum / (data.len() / map.dimensions()) as f64
}

/// The topographic error: the part of the inputs whose nearest and second nearest units are not
/// neighbours on the lattice (Kiviluoto 1996, Proc. ICNN 1:294). Of equally near units the first
/// counts as nearer. NaN without inputs; a single unit makes no error.
///
/// ```
/// use galvani::map::{Adjacency, Codebook, Lattice, quality::topographic_error};
/// let folded = Codebook::new(1, &[0.0, 9.0, 1.0]);
/// let error = topographic_error(&Lattice::chain(3), &folded, Adjacency::Edges, &[0.4, 8.0]);
/// assert_eq!(error, 0.5);
/// ```
pub fn topographic_error(
    lattice: &Lattice,
    map: &Codebook,
    adjacency: Adjacency,
    data: &[f64],
) -> f64 {
    let inputs = data.chunks_exact(map.dimensions());
    let (mut distances, count) = (vec![0.0; map.places()], inputs.len());
    let errors = inputs.filter(|x| {
        map.distances(x, &mut distances);
        let (first, second) = two_least(&distances[..map.units()]);
        second.is_some_and(|second| !lattice.are_neighbours(first, second, adjacency))
    });
    errors.count() as f64 / count as f64
}

/// The places of the least and the second least; of equal ones the first.
fn two_least(values: &[f64]) -> (usize, Option<usize>) {
    let (mut first, mut second) = (0, None);
    for (at, value) in values.iter().enumerate().skip(1) {
        if *value < values[first] {
            second = Some(first);
            first = at;
        } else if second.is_none_or(|second: usize| *value < values[second]) {
            second = Some(at);
        }
    }
    (first, second)
}

/// The hit map: how many inputs every unit answers.
///
/// ```
/// use galvani::map::{Codebook, quality::hits};
/// assert_eq!(hits(&Codebook::new(1, &[0.0, 5.0, 9.0]), &[8.0, 1.0, 7.5]), [1, 0, 2]);
/// ```
pub fn hits(map: &Codebook, data: &[f64]) -> Vec<u64> {
    let mut hits = vec![0; map.units()];
    map.for_each_nearest(data, |_, unit, _| hits[unit] += 1);
    hits
}

/// The U-matrix, one height a unit: the mean distance ‖w_i − w_j‖ to its neighbours on the lattice.
/// Ridges part clusters (Ultsch & Siemon 1990, Proc. INNC 305). The distances between the units
/// themselves are [`edge_lengths`].
///
/// ```
/// use galvani::map::{Adjacency, Codebook, Lattice, quality::u_matrix};
/// let map = Codebook::new(1, &[0.0, 1.0, 5.0]);
/// assert_eq!(u_matrix(&Lattice::chain(3), &map, Adjacency::Edges), [1.0, 2.5, 4.0]);
/// ```
pub fn u_matrix(lattice: &Lattice, map: &Codebook, adjacency: Adjacency) -> Vec<f64> {
    let (mut sums, mut counts) = (vec![0.0; map.units()], vec![0.0_f64; map.units()]);
    for (i, j, length) in edge_lengths(lattice, map, adjacency) {
        for unit in [i, j] {
            sums[unit] += length;
            counts[unit] += 1.0;
        }
    }
    let heights = sums.iter().zip(&counts);
    // A lattice of one unit has no edges, and the height 0.
    heights.map(|(sum, count)| sum / count.max(1.0)).collect()
}

/// (i, j, ‖w_i − w_j‖) for all pairs of neighbours: the edges of the grid drawn over the data, and
/// the heights between the units in the large form of the U-matrix.
pub fn edge_lengths(
    lattice: &Lattice,
    map: &Codebook,
    adjacency: Adjacency,
) -> impl Iterator<Item = (usize, usize, f64)> {
    lattice
        .edges(adjacency)
        .map(|(i, j)| (i, j, map.distance(i, j)))
}

/// The label most frequent among the inputs of every unit, of equal counts the lower; none where no
/// input falls. `labels` are numbers below `classes`, one an input.
///
/// # Panics
/// When the numbers of labels and inputs differ or a label is too large.
pub fn majority_labels(
    map: &Codebook,
    data: &[f64],
    labels: &[usize],
    classes: usize,
) -> Vec<Option<usize>> {
    assert_eq!(labels.len(), data.len() / map.dimensions(), "labels");
    assert!(labels.iter().all(|label| *label < classes), "classes");
    let mut counts = vec![0_u64; map.units() * classes];
    map.for_each_nearest(data, |input, unit, _| {
        counts[unit * classes + labels[input]] += 1
    });
    let most = |counts: &[u64]| {
        let best = (0..classes).rev().max_by_key(|&label| counts[label])?;
        (counts[best] > 0).then_some(best)
    };
    let units = 0..map.units();
    units
        .map(|unit| most(&counts[unit * classes..][..classes]))
        .collect()
}
