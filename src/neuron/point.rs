//! Point neurons in populations: what the simulation of a network asks of a model.
//!
//! One unit system throughout: ms, mV, pA, nS, pF (nS · mV = pA, pA/pF = mV/ms, pF/nS = ms).
//!
//! A population keeps one array a state variable, the potential V first. In every step the simulation
//! sums, for each cell, the *drive* (currents, and g E of the conductances) and the *conductance*
//! Σ g, and hands both to the model's [`Stepper`], which moves a stretch of cells on by dt. A cell whose
//! V is then at or above the threshold, and which is not refractory, fires: the simulation calls
//! [`Stepper::fire`] for it.
//!
//! To add a model: write one file with a settings struct that implements [`PointNeuron`] and add one
//! line to the registry in [`models`](super::models).

use super::receptor::Receptor;
use crate::random::Stream;
use crate::settings::OutOfRange;
use std::fmt::Debug;
use std::ops::Range;

/// A state variable, or a parameter that differs from cell to cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Variable {
    /// Name in files, with its unit: `v_mv`.
    pub name: &'static str,
    /// The unit as it is printed; empty for a pure number.
    pub unit: &'static str,
}

/// What a cell does for some time after a spike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Refractory {
    /// V is held at `reset_mv` for so long.
    Clamped { ms: f64, reset_mv: f64 },
    /// V goes on, but no further spike is counted for so long.
    Silent { ms: f64 },
}

impl Refractory {
    /// How long it lasts, ms.
    pub fn ms(self) -> f64 {
        match self {
            Refractory::Clamped { ms, .. } | Refractory::Silent { ms } => ms,
        }
    }
}

/// The settings of a model of one cell, as populations of it are simulated.
pub trait PointNeuron: Debug + Send + Sync {
    /// Its state variables, V first, then parameters that differ from cell to cell, if any.
    fn variables(&self) -> &'static [Variable];

    /// Values of the right type that are out of their range.
    fn problems(&self) -> Vec<OutOfRange>;

    /// The potential at or above which a cell fires, mV.
    fn threshold_mv(&self) -> f64;

    /// What follows a spike.
    fn refractory(&self) -> Refractory;

    /// Writes the customary state before the first step into `state[variable][cells]`: rest, or
    /// what the model's paper starts from. `stream` belongs to these cells.
    fn start(&self, state: &mut [Vec<f64>], cells: Range<usize>, stream: &mut Stream);

    /// The method that moves cells on by `dt_ms`, for these receptors.
    fn stepper(&self, dt_ms: f64, receptors: &[Receptor]) -> Box<dyn Stepper>;
}

/// A stretch of cells and what acts on them during one step.
pub struct Stretch<'a> {
    /// `state[variable][cell]` of the whole population.
    pub state: &'a mut [Vec<f64>],
    /// The cells to move.
    pub cells: Range<usize>,
    /// The drive of each of these cells: the sum over all currents of gain · current, and of g E
    /// over the conductances.
    pub drive: &'a [f64],
    /// Σ g of each of these cells, nS; empty where no receptor is a conductance.
    pub conductance_ns: &'a [f64],
    /// [`Stepper::normals`] independent standard normal deviates for each of these cells, one array
    /// after the other.
    pub normals: &'a [f64],
}

/// A step of V that is linear: V₁ = `fade` · V + (`rest` + drive).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    pub fade: f64,
    /// mV.
    pub rest: f64,
}

/// The method of a model for one dt. A stepper holds no state of cells.
pub trait Stepper: Send + Sync {
    /// Moves a stretch of cells on by dt, without regard to the threshold.
    fn advance(&self, stretch: Stretch<'_>);

    /// What a spike does to the cell that fires: the reset.
    fn fire(&self, state: &mut [Vec<f64>], cell: usize);

    /// Drive per pA of a current that is constant over the step.
    fn current_gain(&self) -> f64 {
        1.0
    }

    /// Drive per standard normal deviate and pA √ms of white-noise current.
    fn noise_gain(&self) -> f64;

    /// Drive per unit of a current receptor at the beginning of the step. Its course during the
    /// step is (x + y t/τ) e^(−t/τ), of which this gives the drive per x and per y; an exponential
    /// has y = 0. Steppers that are exact in the current integrate it.
    fn receptor_gain(&self, _receptor: &Receptor) -> [f64; 2] {
        [1.0, 0.0]
    }

    /// The whole step, where it is linear in V and changes nothing else: the simulation may then take
    /// it itself, in one pass with the sum of the inputs.
    fn linear(&self) -> Option<Linear> {
        None
    }

    /// How many standard normal deviates a cell needs in a step.
    fn normals(&self) -> usize {
        0
    }
}
