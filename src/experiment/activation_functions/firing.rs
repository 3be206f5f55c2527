//! The stochastic neuron drawn many times: how often it fires, and how far that is from the law.

use super::{Firing, evenly};
use crate::experiment::{Context, Failure};
use crate::math::exp;
use crate::perceptron::{Activation, Layer, Loss, Perceptron, Workspace};

/// Trials kept for the raster.
const SHOWN_TRIALS: usize = 80;
/// Trials drawn at once.
const BLOCK: usize = 4096;
/// nP(1 − P) from which on the number of spikes counts as normal.
const LEAST_VARIANCE: f64 = 5.0;
/// Standard normal quantile of 97.5 %.
const Z_975: f64 = 1.959_963_984_540_054;

/// How often the neuron fires at one gain.
pub struct Frequencies {
    pub gain: f64,
    pub trials: usize,
    pub points: Vec<Point>,
}

/// One value of s.
pub struct Point {
    pub s: f64,
    pub spikes: usize,
    /// P by the law.
    pub probability: f64,
    /// The first trials.
    pub shown: Vec<bool>,
}

/// Draws all trials at the gain of this number.
pub fn measure(settings: &Firing, index: usize, context: &Context) -> Result<Frequencies, Failure> {
    let gain = settings.gains[index];
    let layer = Layer {
        units: 1,
        activation: Activation::Stochastic,
    };
    let neuron = Perceptron::new(1, &[layer], Loss::SquaredError).map_err(Failure::told)?;
    let mut w = vec![0.0; neuron.weights()];
    neuron.matrix_mut(0, &mut w)[0] = gain;
    let mut stream = context.stream(&format!("stochastic neuron {index}"));
    let mut workspace = Workspace::default();
    let mut points = Vec::with_capacity(settings.points);
    for s in evenly(settings.range, settings.points) {
        let mut point = Point {
            s,
            spikes: 0,
            probability: 1.0 / (1.0 + exp(-gain * s)),
            shown: Vec::with_capacity(SHOWN_TRIALS),
        };
        let inputs = [s; BLOCK];
        let mut left = settings.trials;
        while left > 0 {
            context.go_on()?;
            let rows = left.min(BLOCK);
            let drawn = neuron.sample(&w, &inputs[..rows], rows, &mut stream, &mut workspace);
            point.spikes += drawn.iter().filter(|y| **y > 0.0).count();
            let room = SHOWN_TRIALS - point.shown.len();
            point
                .shown
                .extend(drawn.iter().take(room).map(|y| *y > 0.0));
            left -= rows;
        }
        points.push(point);
    }
    Ok(Frequencies {
        gain,
        trials: settings.trials,
        points,
    })
}

impl Point {
    pub fn frequency(&self, trials: usize) -> f64 {
        self.spikes as f64 / trials as f64
    }

    /// Wilson's interval of 95 % for the probability.
    pub fn interval(&self, trials: usize) -> (f64, f64) {
        let (n, p) = (trials as f64, self.frequency(trials));
        let z2 = Z_975 * Z_975 / n;
        let middle = (p + z2 / 2.0) / (1.0 + z2);
        let half = Z_975 / (1.0 + z2) * (p * (1.0 - p) / n + z2 / (4.0 * n)).sqrt();
        (middle - half, middle + half)
    }

    /// (k − nP)/√(nP(1 − P)); `None` where k is far from normal.
    pub fn z(&self, trials: usize) -> Option<f64> {
        let n = trials as f64;
        let variance = n * self.probability * (1.0 - self.probability);
        let away = self.spikes as f64 - n * self.probability;
        (variance >= LEAST_VARIANCE).then(|| away / variance.sqrt())
    }
}

impl Frequencies {
    /// The z of all points that have one.
    pub fn z(&self) -> impl Iterator<Item = f64> + '_ {
        self.points.iter().filter_map(|point| point.z(self.trials))
    }

    /// How many intervals hold the law's P.
    pub fn covered(&self) -> usize {
        let holds = |point: &&Point| {
            let (low, high) = point.interval(self.trials);
            (low..=high).contains(&point.probability)
        };
        self.points.iter().filter(holds).count()
    }
}
