//! Published values: the magnification of a chain, and lattices that unfold.

use super::uniform;
use crate::map::magnification::{Density, equilibrium, exponent, is_ordered, measured_exponent};
use crate::map::quality::{quantisation_error, topographic_error};
use crate::map::*;
use crate::random::Stream;
use approx::assert_abs_diff_eq;

#[test]
fn the_exponents_are_those_of_the_paper() {
    let printed = [(0, 1.0 / 3.0), (1, 0.6), (2, 0.641), (1_000, 2.0 / 3.0)];
    for (reach, alpha) in printed {
        assert_abs_diff_eq!(exponent(reach), alpha, epsilon = 5e-4);
    }
}

#[test]
fn integrals_of_densities_are_those_of_simpsons_rule_and_quantiles_invert_them() {
    for density in [
        Density::Power(0.0),
        Density::Power(1.7),
        Density::Exponential(-2.0),
    ] {
        for end in [0.3, 1.0] {
            let n = 2_000;
            let (mut mass, mut moment) = (0.0, 0.0);
            for i in 0..=n {
                let x = end * f64::from(i) / f64::from(n);
                let weight = if i == 0 || i == n {
                    1.0
                } else {
                    2.0 + 2.0 * f64::from(i % 2)
                };
                let p = density.at(x) * weight * end / f64::from(n) / 3.0;
                (mass, moment) = (mass + p, moment + p * x);
            }
            let exact = density.integrals(end);
            assert_abs_diff_eq!(exact.0, mass, epsilon = 1e-8);
            assert_abs_diff_eq!(exact.1, moment, epsilon = 1e-8);
            assert_abs_diff_eq!(density.quantile(exact.0), end, epsilon = 1e-13);
        }
        assert_abs_diff_eq!(density.integrals(1.0).0, 1.0, epsilon = 1e-14);
    }
}

/// Without chance, 100 units meet the theory of endlessly many to three digits.
#[test]
fn at_rest_a_chain_has_the_theorys_exponent() {
    for density in [Density::Power(1.0), Density::Exponential(2.0)] {
        for reach in [0, 1, 2] {
            let (weights, at_rest) = equilibrium(density, (100, reach), (1e-10, 200_000));
            assert!(at_rest, "{density:?}, n = {reach}");
            let (alpha, points) = measured_exponent(&weights, density, 10);
            assert_eq!(points, 80);
            assert_abs_diff_eq!(alpha, exponent(reach), epsilon = 5e-4);
        }
    }
}

/// The on-line rule with a constant rate, with chance: the mean of its weights after it has settled,
/// which without neighbours takes about 4N³/π²α steps, hence the shorter chain there. Four seeds gave
/// 0.315 to 0.345 for n = 0, 0.597 to 0.605 for n = 1 and 0.642 to 0.646 for n = 2.
#[test]
fn the_on_line_rule_has_the_theorys_exponent() {
    let density = Density::Exponential(2.0);
    for (reach, units, tolerance) in [(0, 20_u32, 0.03), (1, 40, 0.01), (2, 40, 0.01)] {
        let rule = Rule {
            neighbourhood: Neighbourhood::Bubble,
            rate: Schedule::constant(0.05),
            radius: Schedule::constant(f64::from(reach)),
        };
        let lattice = Lattice::chain(units as usize);
        let even = (0..units).map(|i| (f64::from(i) + 0.5) / f64::from(units));
        let mut map = Codebook::new(1, &even.collect::<Vec<_>>());
        let mut stream = Stream::new(1986, "test", "magnification", u64::from(reach));
        let mut draw = |x: &mut [f64]| x[0] = density.quantile(stream.uniform());
        let mut learning = OnLine::new(rule, 1_400_000);
        learning.advance(&lattice, &mut map, 400_000, &mut draw);
        let mut mean = vec![0.0; map.units()];
        for _ in 0..5_000 {
            learning.advance(&lattice, &mut map, 200, &mut draw);
            mean.iter_mut()
                .zip(map.weights())
                .for_each(|(mean, w)| *mean += w / 5_000.0);
        }
        assert!(is_ordered(&map));
        let (alpha, _) = measured_exponent(&mean, density, units as usize / 5);
        assert_abs_diff_eq!(alpha, exponent(reach), epsilon = tolerance);
    }
}

/// From random weights on the unit square to an even net: the topographic error below 5 %, the
/// quantisation error near that of 100 equal squares, a·(√2 + arsinh 1)/6 with the side a = 0.1.
#[test]
fn a_lattice_unfolds_on_the_unit_square() {
    let data = uniform(5_000, 2, "square");
    let ideal = 0.1 * (2.0_f64.sqrt() + 1.0_f64.asinh()) / 6.0;
    for topology in [Topology::Rectangular, Topology::Hexagonal] {
        let lattice = Lattice::new(topology, 10, 10);
        let mut stream = Stream::new(1982, "test", "unfolding", 0);
        let mut map = random(&lattice, &ranges(&data, 2), &mut stream);
        let before = topographic_error(&lattice, &map, Adjacency::Edges, &data);
        let steps = 40_000;
        let mut learning = OnLine::new(Rule::usual(&lattice), steps);
        learning.advance(&lattice, &mut map, steps, drawn(&data, 2, &mut stream));
        let after = topographic_error(&lattice, &map, Adjacency::Edges, &data);
        let error = quantisation_error(&map, &data);
        assert!(
            before > 0.8 && after < 0.05,
            "{topology:?}: {before} → {after}"
        );
        assert!((error / ideal - 1.0).abs() < 0.1, "{error}, ideal {ideal}");
    }
}
