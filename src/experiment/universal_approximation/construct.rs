//! One hidden layer whose weights are written down instead of learned: a staircase of steep sigmoids and
//! a polygon of rectified linear units, both with an error bound that can be checked.

use super::function::Function;
use crate::perceptron::{Activation, Layer, Loss, Perceptron};

/// Steepness of the sigmoids: their argument grows by this much over a tread of the staircase, so that
/// half a tread away they are within e^(−20) of 0 or 1.
const STEEPNESS: f64 = 40.0;

/// What is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Construction {
    /// Logistic units, each a riser between two treads.
    Staircase,
    /// Rectified linear units, each a kink: the interpolant through equally spaced points.
    Polygon,
}

/// A network with one hidden layer and its weights.
pub struct Built {
    pub network: Perceptron,
    pub weights: Vec<f64>,
    /// No error is larger.
    pub bound: f64,
}

impl Construction {
    pub const ALL: [Construction; 2] = [Construction::Staircase, Construction::Polygon];

    pub fn key(self) -> &'static str {
        match self {
            Construction::Staircase => "staircase",
            Construction::Polygon => "polygon",
        }
    }

    /// With so many hidden units; `None` for functions of two variables.
    pub fn build(self, function: Function, units: usize) -> Option<Built> {
        if function.inputs() > 1 {
            return None;
        }
        let (activation, (kinks, slopes, outputs, bias), bound) = match self {
            Construction::Staircase => (
                Activation::Logistic,
                staircase(function, units),
                tread_bound(function, units)?,
            ),
            Construction::Polygon => (
                Activation::Relu,
                polygon(function, units),
                chord_bound(function, units)?,
            ),
        };
        let layer = |units, activation| Layer { units, activation };
        let layers = [layer(units, activation), layer(1, Activation::Linear)];
        let network = Perceptron::new(1, &layers, Loss::SquaredError).ok()?;
        let mut weights = vec![0.0; network.weights()];
        network.matrix_mut(0, &mut weights).fill(slopes);
        for (b, kink) in network.biases_mut(0, &mut weights).iter_mut().zip(&kinks) {
            *b = -slopes * kink;
        }
        network
            .matrix_mut(1, &mut weights)
            .copy_from_slice(&outputs);
        network.biases_mut(1, &mut weights)[0] = bias;
        Some(Built {
            network,
            weights,
            bound,
        })
    }
}

/// Where the units stand, the slope of their arguments, their output weights, the output's bias.
type Written = (Vec<f64>, f64, Vec<f64>, f64);

/// n + 1 treads of equal width at the height of f in their middles, n risers between them.
fn staircase(function: Function, units: usize) -> Written {
    let (low, high) = function.domain();
    let width = (high - low) / (units + 1) as f64;
    let tread = |k: usize| function.value(&[low + (k as f64 + 0.5) * width]);
    let risers = (1..=units).map(|k| low + k as f64 * width).collect();
    let steps = (1..=units).map(|k| tread(k) - tread(k - 1)).collect();
    (risers, STEEPNESS / width, steps, tread(0))
}

/// |f − staircase| ≤ ω(h) + V e^(−20): next to a riser the answer lies between the heights of two treads
/// whose middles are no further away than h, and every other riser is off by e^(−20) of its height at
/// most, together no more than (n + 1) ω(h) e^(−20).
fn tread_bound(function: Function, units: usize) -> Option<f64> {
    let (low, high) = function.domain();
    let width = (high - low) / (units + 1) as f64;
    let tails = (units + 1) as f64 * crate::math::exp(-0.5 * STEEPNESS);
    Some(function.modulus(width)? * (1.0 + tails))
}

/// n chords through n + 1 equally spaced points of f: unit k bends the line at point k.
fn polygon(function: Function, units: usize) -> Written {
    let (low, high) = function.domain();
    let width = (high - low) / units as f64;
    let at = |k: usize| function.value(&[low + k as f64 * width]);
    let slope = |k: usize| (at(k + 1) - at(k)) / width;
    let bend = |k: usize| {
        if k == 0 {
            slope(0)
        } else {
            slope(k) - slope(k - 1)
        }
    };
    let kinks = (0..units).map(|k| low + k as f64 * width).collect();
    (kinks, 1.0, (0..units).map(bend).collect(), at(0))
}

/// |f − polygon| ≤ max |f″| h²/8, and ≤ ω(h) for any continuous f.
fn chord_bound(function: Function, units: usize) -> Option<f64> {
    let (low, high) = function.domain();
    let width = (high - low) / units as f64;
    let rough = function.modulus(width)?;
    let smooth = function.curvature().map(|c| c * width * width / 8.0);
    Some(smooth.map_or(rough, |smooth| smooth.min(rough)))
}
