//! Identities of the on-line rule and of the batch map.

use super::uniform;
use crate::map::magnification::is_ordered;
use crate::map::quality::mean_squared_error;
use crate::map::*;
use crate::random::Stream;
use approx::assert_relative_eq;
use proptest::prelude::*;

const SHAPES: [Neighbourhood; 2] = [Neighbourhood::Gaussian, Neighbourhood::Bubble];

fn rule(neighbourhood: Neighbourhood, rate: Schedule, radius: Schedule) -> Rule {
    Rule {
        neighbourhood,
        rate,
        radius,
    }
}

/// The rule as it is printed, unit by unit.
fn printed_step(
    lattice: &Lattice,
    weights: &mut [Vec<f64>],
    x: &[f64],
    (shape, rate, radius): (Neighbourhood, f64, f64),
) {
    let squared = |w: &[f64]| -> f64 { w.iter().zip(x).map(|(w, x)| (x - w) * (x - w)).sum() };
    let mut winner = 0;
    for unit in 1..weights.len() {
        if squared(&weights[unit]) < squared(&weights[winner]) {
            winner = unit;
        }
    }
    for (unit, w) in weights.iter_mut().enumerate() {
        let h = shape.at(lattice.distance_squared(unit, winner), radius);
        w.iter_mut()
            .zip(x)
            .for_each(|(w, x)| *w += rate * h * (x - *w));
    }
}

#[test]
fn learning_is_the_printed_rule_step_by_step() {
    for topology in [Topology::Rectangular, Topology::Hexagonal] {
        let lattice = Lattice::new(topology, 5, 7);
        let data = uniform(60, 3, "printed");
        for shape in SHAPES {
            let (rate, radius) = (Schedule::linear(0.9, 0.1), Schedule::exponential(3.0, 0.2));
            let mut map = samples(&lattice, &data, 3, &mut Stream::new(1, "test", "map", 0));
            let mut printed: Vec<Vec<f64>> =
                map.weights().chunks_exact(3).map(<[f64]>::to_vec).collect();
            let mut inputs = data.chunks_exact(3);
            OnLine::new(rule(shape, rate, radius), 60).advance(&lattice, &mut map, 60, |x| {
                x.copy_from_slice(inputs.next().unwrap());
            });
            for (step, x) in data.chunks_exact(3).enumerate() {
                let (rate, radius) = (rate.at(step as u64, 60), radius.at(step as u64, 60));
                printed_step(&lattice, &mut printed, x, (shape, rate, radius));
            }
            assert_eq!(map.weights(), printed.concat());
        }
    }
}

#[test]
fn halting_changes_no_bit_and_all_steps_are_the_end() {
    let lattice = Lattice::new(Topology::Rectangular, 4, 6);
    let data = uniform(50, 2, "halting");
    let start = random(
        &lattice,
        &[(0.0, 1.0); 2],
        &mut Stream::new(1, "test", "start", 0),
    );
    let learn = |pieces: &[u64]| {
        let mut stream = Stream::new(1, "test", "inputs", 0);
        let (mut map, mut learning) = (start.clone(), OnLine::new(Rule::usual(&lattice), 100));
        for piece in pieces {
            learning.advance(&lattice, &mut map, *piece, drawn(&data, 2, &mut stream));
        }
        (map, learning.done())
    };
    let whole = learn(&[100]);
    assert_eq!(whole.1, 100);
    assert_ne!(whole.0, start);
    assert_eq!(learn(&[1, 0, 30, 69]), whole);
    assert_eq!(learn(&[99, 50, 7]), whole);
}

#[test]
fn with_all_rates_0_nothing_moves() {
    let lattice = Lattice::new(Topology::Hexagonal, 5, 5);
    let data = uniform(40, 4, "rate 0");
    let start = samples(&lattice, &data, 4, &mut Stream::new(1, "test", "start", 0));
    for shape in SHAPES {
        let rule = rule(shape, Schedule::constant(0.0), Schedule::linear(3.0, 0.0));
        let mut map = start.clone();
        let mut stream = Stream::new(1, "test", "inputs", 0);
        OnLine::new(rule, 200).advance(&lattice, &mut map, 200, drawn(&data, 4, &mut stream));
        assert_eq!(map, start);
    }
}

/// Plain competitive learning, without any lattice, beside the map.
#[test]
fn without_neighbours_only_the_winner_learns_which_is_vector_quantisation() {
    let lattice = Lattice::new(Topology::Rectangular, 3, 6);
    let data = uniform(300, 2, "quantisation");
    let start = samples(&lattice, &data, 2, &mut Stream::new(1, "test", "start", 0));
    for shape in SHAPES {
        let (mut map, mut quantiser) = (start.clone(), start.clone());
        let mut inputs = data.chunks_exact(2);
        let rule = rule(shape, Schedule::linear(0.3, 0.0), Schedule::constant(0.0));
        OnLine::new(rule, 300).advance(&lattice, &mut map, 300, |x| {
            x.copy_from_slice(inputs.next().unwrap());
        });
        for (step, x) in data.chunks_exact(2).enumerate() {
            let winner = quantiser.nearest(x).0;
            quantiser.pull(winner, rule.rate.at(step as u64, 300), x);
        }
        assert_eq!(map, quantiser);
        assert_ne!(map, start);
    }
}

#[test]
fn the_batch_map_is_its_printed_formula() {
    let data = uniform(90, 3, "batch");
    for topology in [Topology::Rectangular, Topology::Hexagonal] {
        let lattice = Lattice::new(topology, 4, 9);
        let start = samples(&lattice, &data, 3, &mut Stream::new(1, "test", "start", 0));
        for shape in SHAPES {
            let mut map = start.clone();
            batch_step(
                &lattice,
                &mut map,
                (shape, 1.3),
                &data,
                &mut Batch::default(),
            );
            for unit in 0..lattice.units() {
                let (mut sum, mut mass) = ([0.0; 3], 0.0);
                for x in data.chunks_exact(3) {
                    let winner = start.nearest(x).0;
                    let h = shape.at(lattice.distance_squared(unit, winner), 1.3);
                    mass += h;
                    sum.iter_mut().zip(x).for_each(|(sum, x)| *sum += h * x);
                }
                for (w, sum) in map.unit(unit).zip(sum) {
                    assert_relative_eq!(w, sum / mass, max_relative = 1e-12);
                }
            }
        }
    }
}

#[test]
fn the_batch_map_of_radius_0_is_a_step_of_k_means() {
    let data = uniform(200, 2, "k-means");
    let lattice = Lattice::new(Topology::Rectangular, 4, 5);
    let mut start = samples(&lattice, &data, 2, &mut Stream::new(1, "test", "start", 0));
    // A unit no input is near to stays.
    start.set(7, &[50.0, 50.0]);
    for shape in SHAPES {
        let mut map = start.clone();
        let before = batch_step(
            &lattice,
            &mut map,
            (shape, 0.0),
            &data,
            &mut Batch::default(),
        );
        assert_relative_eq!(
            before,
            quality::quantisation_error(&start, &data),
            max_relative = 1e-14
        );
        for unit in 0..lattice.units() {
            let own: Vec<&[f64]> = data
                .chunks_exact(2)
                .filter(|x| start.nearest(x).0 == unit)
                .collect();
            for (k, w) in map.unit(unit).enumerate() {
                let mean = own.iter().map(|x| x[k]).sum::<f64>() / own.len() as f64;
                let expected = if unit == 7 { 50.0 } else { mean };
                assert_relative_eq!(w, expected, max_relative = 1e-14);
            }
        }
    }
}

proptest! {
    /// Lloyd's theorem: neither the choice of the nearest nor the move to the mean raises it.
    #[test]
    fn the_batch_map_of_radius_0_never_raises_the_mean_squared_error(
        data in prop::collection::vec(-10.0..10.0_f64, 60),
        units in 1_usize..12,
        seed: u64,
    ) {
        let lattice = Lattice::chain(units);
        let mut map = samples(&lattice, &data, 2, &mut Stream::new(seed, "test", "start", 0));
        let mut memory = Batch::default();
        let mut error = mean_squared_error(&map, &data);
        for _ in 0..8 {
            batch_step(&lattice, &mut map, (Neighbourhood::Bubble, 0.0), &data, &mut memory);
            let new = mean_squared_error(&map, &data);
            prop_assert!(new <= error * (1.0 + 1e-14), "{error} → {new}");
            error = new;
        }
    }

    /// Where h does not rise with the distance, order is never lost again: a gap between two units on
    /// one side of the input shrinks by 1 − αh of the farther at most.
    #[test]
    fn a_chain_in_order_stays_in_order(
        seed: u64,
        units in 2_usize..40,
        rate in 0.01..0.95_f64,
        radius in 0.0..6.0_f64,
        falling: bool,
        bubble: bool,
    ) {
        let mut stream = Stream::new(seed, "test", "ordered", 0);
        let mut weights: Vec<f64> = (0..units).map(|_| stream.uniform()).collect();
        weights.sort_by(f64::total_cmp);
        if falling {
            weights.reverse();
        }
        let (lattice, mut map) = (Lattice::chain(units), Codebook::new(1, &weights));
        prop_assume!(is_ordered(&map));
        let rule = rule(SHAPES[usize::from(bubble)], Schedule::constant(rate), Schedule::constant(radius));
        // Few steps: with large rates units meet to rounding after many.
        let mut learning = OnLine::new(rule, 10);
        for _ in 0..10 {
            learning.advance(&lattice, &mut map, 1, |x| x[0] = stream.uniform());
            prop_assert!(is_ordered(&map), "{:?}", map.weights());
        }
    }

    /// Every step is a weighted mean of the old weight and an input.
    #[test]
    fn weights_stay_within_the_range_of_data_and_start(seed: u64, radius in 0.0..4.0_f64) {
        let lattice = Lattice::new(Topology::Hexagonal, 4, 4);
        let mut stream = Stream::new(seed, "test", "bounds", 0);
        let mut map = random(&lattice, &[(-1.0, 1.0), (2.0, 3.0)], &mut stream);
        let rule = rule(Neighbourhood::Gaussian, Schedule::linear(1.0, 0.0), Schedule::constant(radius));
        OnLine::new(rule, 100).advance(&lattice, &mut map, 100, |x| {
            x[0] = stream.uniform_between(-1.0, 1.0);
            x[1] = stream.uniform_between(2.0, 3.0);
        });
        for w in map.weights().chunks_exact(2) {
            prop_assert!(w[0].abs() <= 1.0 + 1e-12 && (w[1] - 2.5).abs() <= 0.5 + 1e-12);
        }
    }
}

#[test]
fn rates_above_1_and_bad_schedules_are_told() {
    let lattice = Lattice::chain(9);
    let usual = Rule::usual(&lattice);
    assert_eq!(usual.problem(), None);
    let problem = |rate, radius| rule(Neighbourhood::Bubble, rate, radius).problem();
    let of = |rate, radius| problem(rate, radius).map(|problem| (problem.key, problem.value));
    assert_eq!(
        of(Schedule::linear(1.5, 0.0), usual.radius),
        Some(("rate", 1.5))
    );
    assert_eq!(
        of(usual.rate, Schedule::linear(-1.0, 0.0)),
        Some(("from", -1.0))
    );
    assert_eq!(
        of(usual.rate, Schedule::exponential(1.0, 0.0)),
        Some(("to", 0.0))
    );
}
