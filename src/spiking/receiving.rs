//! What the receptors of cells hold: spikes add to it, and it fades by itself.
//!
//! The course of a receptor is (x + y t/τ) e^(−t/τ). It fades lazily: between two *rebasings* the
//! arrays stand still, an input w that arrives at age t is added as w e^(t/τ), and reading multiplies
//! by e^(−t/τ), one number for all cells. So a step reads each array once and writes none.

use super::passes::{self, Input};
use crate::math;
use crate::neuron::{Receptor, Shape};
use std::ops::Range;

/// Steps between two rebasings, where the time constant allows it.
const REBASE_STEPS: f64 = 64.0;
/// The largest age/τ at a rebasing: e^200 is far from overflow.
const OLDEST: f64 = 200.0;

/// One receptor of all cells of a worker's part of a population.
pub struct Receiving {
    shape: Shape,
    /// E, mV; `None`: a current.
    pub reversal_mv: Option<f64>,
    /// Drive per x and per y at the beginning of a step.
    gain: [f64; 2],
    /// Steps since the last rebasing.
    age: usize,
    /// e^(−age dt/τ) for every age up to the next rebasing.
    fade: Vec<f64>,
    /// dt/τ.
    dt_per_tau: f64,
    pub x: Vec<f64>,
    /// Only of α functions.
    pub y: Vec<f64>,
}

/// How an input of weight w enters: x += w · `x`, y += w · `y`.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub x: f64,
    pub y: f64,
}

/// How the state is read: the drive (or the conductance) is x · `x` + y · `y`.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    pub x: f64,
    pub y: f64,
}

impl Receiving {
    /// At rest, for so many cells; `gain` is the stepper's.
    pub fn new(receptor: &Receptor, gain: [f64; 2], cells: usize, dt_ms: f64) -> Self {
        let dt_per_tau = if receptor.has_course() {
            dt_ms / receptor.tau()
        } else {
            0.0
        };
        let ages = (OLDEST / dt_per_tau).clamp(1.0, REBASE_STEPS) as usize;
        Receiving {
            shape: receptor.shape,
            reversal_mv: receptor.reversal_mv,
            gain,
            age: 0,
            fade: (0..=ages)
                .map(|age| math::exp(-(age as f64) * dt_per_tau))
                .collect(),
            dt_per_tau,
            // Jumps enter V itself.
            x: vec![
                0.0;
                if receptor.shape == Shape::Jump {
                    0
                } else {
                    cells
                }
            ],
            y: vec![
                0.0;
                if receptor.shape == Shape::Alpha {
                    cells
                } else {
                    0
                }
            ],
        }
    }

    /// Whether inputs go straight to the potential.
    pub fn is_jump(&self) -> bool {
        self.shape == Shape::Jump
    }

    /// Whether it has anything to read.
    pub fn is_read(&self) -> bool {
        self.shape != Shape::Jump
    }

    /// How an input of weight 1 enters now. The y of an α function is e times its peak.
    pub fn entry(&self) -> Entry {
        let unfade = 1.0 / self.fade[self.age];
        match self.shape {
            Shape::Jump | Shape::Pulse => Entry { x: 1.0, y: 0.0 },
            Shape::Exponential => Entry { x: unfade, y: 0.0 },
            Shape::Alpha => {
                let y = std::f64::consts::E * unfade;
                Entry {
                    x: -(self.age as f64 * self.dt_per_tau) * y,
                    y,
                }
            }
        }
    }

    /// How the conductance or current at this grid point is read.
    pub fn value(&self) -> Reading {
        let fade = self.fade[self.age];
        Reading {
            x: fade,
            y: fade * (self.age as f64 * self.dt_per_tau),
        }
    }

    /// How the drive of a current over the coming step is read.
    pub fn drive(&self) -> Reading {
        let fade = self.fade[self.age];
        let [x, y] = self.gain;
        Reading {
            x: fade * x,
            y: fade * (x * (self.age as f64 * self.dt_per_tau) + y),
        }
    }

    /// The arrays of a stretch of cells and how they are read in the coming step.
    pub fn inputs(&self, stretch: Range<usize>) -> impl Iterator<Item = Input<'_>> {
        let by = match self.reversal_mv {
            Some(_) => self.value(),
            None => self.drive(),
        };
        let input = move |values, by| Input {
            values,
            drive: self.reversal_mv.map_or(by, |e| by * e),
            conductance: self.reversal_mv.map_or(0.0, |_| by),
        };
        let y = self.y.get(stretch.clone()).filter(|y| !y.is_empty());
        let x = std::iter::once(input(&self.x[stretch], by.x));
        x.chain(y.map(move |y| input(y, by.y)))
    }

    /// Goes on by a step: pulses end, the others grow older.
    pub fn age(&mut self) {
        match self.shape {
            Shape::Jump => {}
            Shape::Pulse => self.x.fill(0.0),
            Shape::Exponential | Shape::Alpha => {
                self.age += 1;
                if self.age + 1 == self.fade.len() {
                    self.rebase();
                }
            }
        }
    }

    fn rebase(&mut self) {
        let reading = self.value();
        self.age = 0;
        if self.shape == Shape::Alpha {
            for (x, y) in self.x.iter_mut().zip(&mut self.y) {
                *x = *x * reading.x + *y * reading.y;
                *y *= reading.x;
            }
        } else {
            passes::scale((&mut self.x, reading.x));
        }
    }

    /// Conductance or current of a cell at this grid point, nS or pA.
    pub fn value_of(&self, cell: usize) -> f64 {
        if self.is_jump() {
            return 0.0;
        }
        let reading = self.value();
        let y = self.y.get(cell).map_or(0.0, |y| y * reading.y);
        self.x[cell] * reading.x + y
    }
}
