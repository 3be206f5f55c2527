//! One chain, solved or learning.

use super::MapMagnification;
use crate::experiment::{Context, Failure};
use crate::map::magnification::{equilibrium, is_ordered, measured_exponent};
use crate::map::{Codebook, Lattice, Neighbourhood, Rule, Schedule};

/// No weight moves by more in the last iteration.
const TOLERANCE: f64 = 1e-10;
/// Most iterations.
const ITERATIONS: u64 = 2_000_000;
/// Inputs between two looks at the weights that are averaged.
const STRETCH: u64 = 200;
/// Inputs between two looks at whether the user has asked to stop.
const LONG_STRETCH: u64 = 20_000;

/// Weights of a chain and the exponent that they show.
pub struct Chain {
    pub weights: Vec<f64>,
    /// Units at either end that do not count.
    pub margin: usize,
    /// α, NaN where it cannot be measured.
    pub exponent: f64,
    /// At rest: whether the iteration came to rest. Learning: whether the weights are in order.
    pub is_sound: bool,
}

impl Chain {
    fn of(settings: &MapMagnification, weights: Vec<f64>, is_sound: bool) -> Self {
        // The ends bend the density over a part of the chain; this much the theory's tests leave out.
        let margin = weights.len() / 5;
        let (exponent, _) = measured_exponent(&weights, settings.density(), margin);
        Chain {
            weights,
            margin,
            exponent,
            is_sound,
        }
    }
}

/// The weights at rest in the mean.
pub fn at_rest(
    settings: &MapMagnification,
    reach: u32,
    context: &Context,
) -> Result<Chain, Failure> {
    context.go_on()?;
    let shape = (settings.equilibrium.units, reach);
    let (weights, at_rest) = equilibrium(settings.density(), shape, (TOLERANCE, ITERATIONS));
    Ok(Chain::of(settings, weights, at_rest))
}

/// The mean of the weights of a chain that goes on learning, from equidistant ones.
pub fn learning(
    settings: &MapMagnification,
    reach: u32,
    run: u64,
    context: &Context,
) -> Result<Chain, Failure> {
    let on_line = &settings.on_line;
    let rule = Rule {
        neighbourhood: Neighbourhood::Bubble,
        rate: Schedule::constant(on_line.rate),
        radius: Schedule::constant(f64::from(reach)),
    };
    let units = settings.learning_units(reach);
    let lattice = Lattice::chain(units);
    let even: Vec<f64> = (0..units)
        .map(|i| (i as f64 + 0.5) / units as f64)
        .collect();
    let mut map = Codebook::new(1, &even);
    let density = settings.density();
    let mut stream = context.stream_of(&format!("inputs of reach {reach}"), run);
    let mut draw = |x: &mut [f64]| x[0] = density.quantile(stream.uniform());
    let mut learning = crate::map::OnLine::new(rule, u64::MAX);
    while learning.done() < on_line.settling {
        context.go_on()?;
        let left = on_line.settling - learning.done();
        learning.advance(&lattice, &mut map, left.min(LONG_STRETCH), &mut draw);
    }
    let stretches = on_line.measured / STRETCH;
    let mut mean = vec![0.0; units];
    for stretch in 0..stretches {
        if stretch % (LONG_STRETCH / STRETCH) == 0 {
            context.go_on()?;
        }
        learning.advance(&lattice, &mut map, STRETCH, &mut draw);
        for (unit, mean) in mean.iter_mut().enumerate() {
            *mean += map.unit(unit).sum::<f64>() / stretches as f64;
        }
    }
    Ok(Chain::of(settings, mean, is_ordered(&map)))
}
