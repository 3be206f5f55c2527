//! Learning with one rate: w ← w − η ∂E/∂w over all examples (batch), or
//! w ← w + η (d − w·x) x over one drawn at random (stochastic, Widrow & Hoff 1960).

use super::examples::{Examples, dot};
use super::quadratic::Quadratic;
use super::{LearningRate, Mode};
use crate::experiment::{Context, Failure};
use crate::math;
use crate::random::Stream;

/// First weight vectors that are kept for the picture of the path.
pub const DRAWN: usize = 1000;
/// Farther from the minimum than this many times the start a run has diverged.
const FAR: f64 = 1e6;
/// Nearer than this share of the start rounding blurs the factor of a step.
const NEAR: f64 = 1e-10;

/// What one job gives.
pub struct Run {
    /// Batch or stochastic.
    pub mode: Mode,
    /// The rate as set.
    pub set: f64,
    /// Whether that is in units of 1/λ_max.
    pub relative: bool,
    /// The rate η.
    pub rate: f64,
    /// Examples, P.
    pub rows: usize,
    /// ν before the first epoch and after each.
    pub coordinates: Vec<Vec<f64>>,
    /// The first weight vectors: of every step.
    pub path: Vec<Vec<f64>>,
    /// Ran away, in the last of the epochs.
    pub diverged: bool,
}

/// Learns until the epochs are over or the weights have run away.
pub fn descend(
    settings: &LearningRate,
    job: usize,
    examples: &Examples,
    quadratic: &Quadratic,
    context: &Context,
) -> Result<Run, Failure> {
    let (mode, set) = settings.runs()[job];
    let rate = match settings.relative {
        true => set / quadratic.largest(),
        false => set,
    };
    let mut stream = context.stream("presentations");
    let mut w = settings.start(examples.width);
    let mut run = Run {
        mode,
        set,
        relative: settings.relative,
        rate,
        rows: examples.rows(),
        coordinates: vec![quadratic.coordinates(&w)],
        path: vec![w.clone()],
        diverged: false,
    };
    let limit = FAR * run.distance(0).max(f64::MIN_POSITIVE);
    let mut gradient = vec![0.0; examples.width];
    for _ in 0..settings.epochs {
        context.go_on()?;
        match mode {
            Mode::Batch => {
                batch_step(examples, rate, &mut gradient, &mut w);
                run.keep(&w);
            }
            Mode::Stochastic => stochastic_epoch(examples, rate, &mut stream, &mut w, &mut run),
        }
        run.coordinates.push(quadratic.coordinates(&w));
        let distance = run.distance(run.epochs());
        if distance.is_nan() || distance > limit {
            run.diverged = true;
            break;
        }
    }
    Ok(run)
}

fn batch_step(examples: &Examples, rate: f64, gradient: &mut [f64], w: &mut [f64]) {
    gradient.fill(0.0);
    for (row, d) in examples.targets.iter().enumerate() {
        let x = examples.row(row);
        let miss = d - dot(w, x);
        gradient.iter_mut().zip(x).for_each(|(g, x)| *g -= miss * x);
    }
    let scale = rate / examples.rows() as f64;
    w.iter_mut()
        .zip(&*gradient)
        .for_each(|(w, g)| *w -= scale * g);
}

/// As many presentations as there are examples, drawn with replacement.
fn stochastic_epoch(
    examples: &Examples,
    rate: f64,
    stream: &mut Stream,
    w: &mut [f64],
    run: &mut Run,
) {
    for _ in 0..examples.rows() {
        let row = stream.below(examples.rows() as u64) as usize;
        let x = examples.row(row);
        let miss = examples.targets[row] - dot(w, x);
        w.iter_mut().zip(x).for_each(|(w, x)| *w += rate * miss * x);
        run.keep(w);
    }
}

impl Run {
    fn keep(&mut self, w: &[f64]) {
        if self.path.len() < DRAWN {
            self.path.push(w.to_vec());
        }
    }

    /// Epochs made.
    pub fn epochs(&self) -> usize {
        self.coordinates.len() - 1
    }

    /// |ν| after an epoch.
    pub fn distance(&self, epoch: usize) -> f64 {
        let nu = &self.coordinates[epoch];
        dot(nu, nu).sqrt()
    }

    /// Whether it ended nearer to the minimum than it began.
    pub fn converged(&self) -> bool {
        !self.diverged && self.distance(self.epochs()) < self.distance(0)
    }

    /// The factor by which an epoch changes |ν|, over the second half of the epochs before rounding.
    pub fn factor(&self) -> f64 {
        let floor = NEAR * self.distance(0);
        let above = (0..=self.epochs())
            .rev()
            .find(|&epoch| self.distance(epoch) > floor);
        let last = above.unwrap_or(0);
        let middle = last / 2;
        let ratio = self.distance(last) / self.distance(middle);
        math::exp(math::ln(ratio) / (last - middle) as f64)
    }

    /// 1 − ηλ to the power of the steps of some epochs: what is left of ν along an eigenvector, for
    /// stochastic learning in the mean.
    pub fn left(&self, eigenvalue: f64, epochs: usize) -> f64 {
        let steps = match self.mode {
            Mode::Batch => epochs,
            Mode::Stochastic => epochs * self.rows,
        };
        (1.0 - self.rate * eigenvalue).powi(steps as i32)
    }
}
