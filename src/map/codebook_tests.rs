//! The search and the moves of a codebook against plain ones.

use super::*;
use crate::random::Stream;

fn draw(count: usize, stream: &mut Stream) -> Vec<f64> {
    (0..count).map(|_| stream.normal()).collect()
}

/// Sizes around whole blocks.
const SIZES: [(usize, usize); 5] = [(1, 1), (15, 2), (16, 3), (17, 5), (70, 64)];

#[test]
fn the_nearest_unit_is_that_of_a_plain_search() {
    let mut stream = Stream::new(1, "test", "nearest", 0);
    for (units, dimensions) in SIZES {
        let weights = draw(units * dimensions, &mut stream);
        let codebook = Codebook::new(dimensions, &weights);
        assert_eq!(codebook.weights(), weights);
        let data = draw(37 * dimensions, &mut stream);
        let mut found = 0;
        codebook.for_each_nearest(&data, |input, unit, distance_squared| {
            let x = &data[input * dimensions..][..dimensions];
            let mut plain = (0, f64::INFINITY);
            for (unit, w) in weights.chunks_exact(dimensions).enumerate() {
                let terms = x.iter().zip(w).map(|(x, w)| (x - w) * (x - w));
                let d = terms.fold(0.0, |sum, term| sum + term);
                if d < plain.1 {
                    plain = (unit, d);
                }
            }
            assert_eq!((unit, distance_squared), plain);
            assert_eq!(codebook.nearest(x), plain);
            found += 1;
        });
        assert_eq!(found, 37);
    }
}

#[test]
fn of_equal_units_the_first_wins_in_all_lanes_and_blocks() {
    for first in [0, 3, 15, 16, 20] {
        let mut weights = vec![5.0; 40];
        // 19 comes in a lane before that of 15, but in a later block.
        for unit in [first, 35, 19].into_iter().filter(|unit| *unit >= first) {
            weights[unit] = 1.0;
        }
        let expected = if first == 20 { 20 } else { first };
        assert_eq!(Codebook::new(1, &weights).nearest(&[1.0]).0, expected);
    }
}

#[test]
fn moving_with_the_search_is_moving_then_searching_on_every_instruction_set() {
    let mut stream = Stream::new(1, "test", "moving", 0);
    for (units, dimensions) in SIZES {
        let mut codebook = Codebook::new(dimensions, &draw(units * dimensions, &mut stream));
        let (x, next) = (draw(dimensions, &mut stream), draw(dimensions, &mut stream));
        let mut shares: Vec<f64> = (0..codebook.places()).map(|_| stream.uniform()).collect();
        shares[units..].fill(0.0);
        // A whole block that stays.
        if units > 60 {
            shares[16..32].fill(0.0);
        }
        let (mut plain, mut one_by_one) = (codebook.clone(), codebook.clone());
        let mut best = Best::NONE;
        move_then_search::plain((&mut plain.weights, &shares, &x, &next, &mut best));
        for (unit, share) in shares[..units].iter().enumerate() {
            one_by_one.pull(unit, *share, &x);
        }
        let winner = codebook.move_and_search(&shares, &x, &next);
        assert_eq!(codebook, plain);
        assert_eq!(codebook, one_by_one);
        assert_eq!(winner, best.first().0);
        assert_eq!(winner, codebook.nearest(&next).0);
    }
}

#[test]
fn distances_of_all_units_are_those_of_single_ones() {
    let codebook = Codebook::new(1, &[0.0, 3.0, -2.0]);
    let mut out = vec![0.0; codebook.places()];
    codebook.distances(&[1.0], &mut out);
    assert_eq!(out[..3], [1.0, 4.0, 9.0]);
    assert_eq!(codebook.distance(1, 2), 5.0);
}
