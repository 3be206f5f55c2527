//! Errors, hits and heights of maps that are known.

use super::uniform;
use crate::map::quality::*;
use crate::map::*;
use approx::assert_relative_eq;

/// The map whose weights are the positions of its units.
fn ideal(lattice: &Lattice) -> Codebook {
    let positions = (0..lattice.units()).map(|unit| lattice.position(unit));
    let weights: Vec<f64> = positions.flat_map(|(x, y)| [x, y]).collect();
    Codebook::new(2, &weights)
}

#[test]
fn an_ideal_lattice_has_no_topographic_error() {
    for topology in [Topology::Rectangular, Topology::Hexagonal] {
        let lattice = Lattice::new(topology, 8, 8);
        let map = ideal(&lattice);
        let (_, height) = lattice.position(63);
        let data: Vec<f64> = uniform(3_000, 2, "ideal")
            .chunks_exact(2)
            .flat_map(|x| [0.5 + 6.5 * x[0], height * x[1]])
            .collect();
        for adjacency in [Adjacency::Edges, Adjacency::Corners] {
            assert_eq!(topographic_error(&lattice, &map, adjacency, &data), 0.0);
        }
    }
}

/// The lattice's rows sheared by one column each: of the two nearest in a row all are neighbours,
/// of the two nearest in a column none, except by a corner.
#[test]
fn a_sheared_lattice_errs_in_one_direction() {
    let lattice = Lattice::new(Topology::Rectangular, 6, 6);
    let weights: Vec<f64> = (0..36)
        .flat_map(|unit| [(unit % 6 + unit / 6) as f64, (unit / 6) as f64])
        .collect();
    let map = Codebook::new(2, &weights);
    // Around the middle unit (row 3, column 2) at (5, 3): to the right and upwards.
    let error = |adjacency, x| topographic_error(&lattice, &map, adjacency, x);
    assert_eq!(error(Adjacency::Edges, &[5.2, 3.1]), 0.0);
    assert_eq!(error(Adjacency::Edges, &[5.2, 3.1, 5.1, 3.3]), 0.5);
    assert_eq!(error(Adjacency::Corners, &[5.2, 3.1, 5.1, 3.3]), 0.0);
    assert_eq!(error(Adjacency::Edges, &[5.1, 3.3]), 1.0);
    assert!(error(Adjacency::Edges, &[]).is_nan());
}

#[test]
fn a_single_unit_makes_no_topographic_error() {
    let lattice = Lattice::chain(1);
    let map = Codebook::new(1, &[3.0]);
    assert_eq!(
        topographic_error(&lattice, &map, Adjacency::Edges, &[1.0]),
        0.0
    );
    assert_eq!(u_matrix(&lattice, &map, Adjacency::Edges), [0.0]);
}

/// The mean distance of a uniform input from the centre of a square of side 1.
#[test]
fn the_quantisation_error_of_squares_is_known() {
    let lattice = Lattice::new(Topology::Rectangular, 4, 4);
    let data: Vec<f64> = uniform(40_000, 2, "squares")
        .iter()
        .map(|x| 4.0 * x - 0.5)
        .collect();
    let exact = (2.0_f64.sqrt() + 1.0_f64.asinh()) / 6.0;
    // Five standard errors of 40,000 distances with the variance 1/6 − exact².
    let allowed = 5.0 * ((1.0 / 6.0 - exact * exact) / 40_000.0).sqrt();
    let map = ideal(&lattice);
    assert!((quantisation_error(&map, &data) - exact).abs() < allowed);
    assert!((mean_squared_error(&map, &data) - 1.0 / 6.0).abs() < 0.005);
    assert_eq!(hits(&map, &data).iter().sum::<u64>(), 40_000);
}

#[test]
fn a_ridge_of_the_u_matrix_parts_two_clusters() {
    let lattice = Lattice::new(Topology::Hexagonal, 4, 6);
    let weights: Vec<f64> = (0..24)
        .map(|unit| if unit % 6 < 3 { 0.0 } else { 10.0 })
        .collect();
    let map = Codebook::new(1, &weights);
    let heights = u_matrix(&lattice, &map, Adjacency::Edges);
    for (unit, height) in heights.iter().enumerate() {
        let beside = [2, 3].contains(&(unit % 6));
        assert_eq!(*height > 0.0, beside, "unit {unit}: {height}");
    }
    // Unit (1, 2) of the shifted row: of its six neighbours (0, 3), (1, 3) and (2, 3) lie across.
    assert_relative_eq!(heights[8], 5.0);
    let sum: f64 = edge_lengths(&lattice, &map, Adjacency::Edges)
        .map(|edge| edge.2)
        .sum();
    // Across lie the edges within the four rows and one diagonal between any two of them.
    assert_eq!(sum, 10.0 * (4.0 + 3.0));
}

#[test]
fn a_unit_bears_the_label_of_most_of_its_inputs() {
    let map = Codebook::new(1, &[0.0, 10.0, 20.0]);
    let data = [0.0, 1.0, 2.0, 9.0, 11.0];
    let found = majority_labels(&map, &data, &[2, 1, 2, 1, 0], 3);
    assert_eq!(found, [Some(2), Some(0), None]);
}
