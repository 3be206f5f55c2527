//! Weights to begin with.

use super::uniform;
use crate::map::*;
use crate::random::Stream;
use approx::assert_relative_eq;

#[test]
fn random_weights_fill_their_ranges() {
    let data = [1.0, -5.0, 2.0, 7.0, 1.5, 0.0];
    let found = ranges(&data, 2);
    assert_eq!(found, [(1.0, 2.0), (-5.0, 7.0)]);
    let lattice = Lattice::new(Topology::Rectangular, 20, 20);
    let map = random(&lattice, &found, &mut Stream::new(1, "test", "random", 0));
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for w in map.weights().chunks_exact(2) {
        assert!((1.0..2.0).contains(&w[0]));
        (low, high) = (low.min(w[1]), high.max(w[1]));
    }
    assert!((-5.0..-4.5).contains(&low) && (6.5..7.0).contains(&high));
}

#[test]
fn samples_are_inputs_and_none_comes_twice_while_there_are_enough() {
    let data: Vec<f64> = (0..30).map(f64::from).collect();
    let draw = |units| {
        let lattice = Lattice::chain(units);
        let mut found = samples(&lattice, &data, 1, &mut Stream::new(1, "test", "s", 0)).weights();
        found.sort_by(f64::total_cmp);
        found
    };
    assert_eq!(draw(30), data);
    let mut some = draw(20);
    some.dedup();
    assert_eq!(some.len(), 20);
    let twice: Vec<f64> = data.iter().flat_map(|x| [*x, *x]).collect();
    assert_eq!(draw(60), twice);
}

/// Four inputs on a cross around (1, 2, 3): variances 8 along (0, 0.6, 0.8) and 2 along (1, 0, 0).
#[test]
fn the_plane_of_a_cross_is_spread_by_its_arms() {
    let (long, short) = ([0.0, 0.6 * 4.0, 0.8 * 4.0], [2.0, 0.0, 0.0]);
    let mean = [1.0, 2.0, 3.0];
    let data: Vec<f64> = [(1.0, long), (-1.0, long), (1.0, short), (-1.0, short)]
        .iter()
        .flat_map(|(sign, arm)| (0..3).map(move |k| mean[k] + sign * arm[k]))
        .collect();
    // The longer side of the lattice lies on the longer axis, whether it is rows or columns.
    for (rows, columns) in [(3, 5), (5, 3)] {
        let lattice = Lattice::new(Topology::Rectangular, rows, columns);
        let map = principal_plane(&lattice, &data, 3);
        for unit in 0..15 {
            let (row, column) = (unit / columns, unit % columns);
            let (a, b) = if columns == 5 {
                (column, row)
            } else {
                (row, column)
            };
            let (a, b) = (a as f64 / 2.0 - 1.0, b as f64 - 1.0);
            for (k, w) in map.unit(unit).enumerate() {
                // √8 and √2 are the arms' lengths over √2.
                let expected = mean[k] + (a * long[k] + b * short[k]) / 2.0_f64.sqrt();
                assert_relative_eq!(w, expected, epsilon = 1e-12);
            }
        }
    }
}

#[test]
fn a_chain_lies_on_the_first_component_and_one_dimension_has_no_second() {
    let data = uniform(50, 1, "line");
    let mean = data.iter().sum::<f64>() / 50.0;
    let variance = data.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 50.0;
    let chain = principal_plane(&Lattice::chain(3), &data, 1).weights();
    let expected = [mean - variance.sqrt(), mean, mean + variance.sqrt()];
    for (found, expected) in chain.iter().zip(expected) {
        assert_relative_eq!(*found, expected, max_relative = 1e-12);
    }
    let square = principal_plane(&Lattice::new(Topology::Rectangular, 2, 2), &data, 1);
    assert!(square.weights().iter().all(|w| w.is_finite()));
}
