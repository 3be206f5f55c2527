//! The passes over the arrays of a population's cells, each compiled for the processor's widest
//! instructions, with the same bits from all of them.
//!
//! A step of 4,000 cells has two microseconds: its time is that of reading the arrays from the second
//! cache. So they are read once: the commonest step, two exponential currents into a linear membrane,
//! sums the inputs, moves V and looks at the threshold in a single pass.

use crate::math::dispatch::vectorised;

/// Cells whose potentials are looked at together.
pub const GLANCE: usize = 64;

/// Potentials below this count as diverged; so does what is no number, and +∞.
pub const LOWEST_MV: f64 = -1e9;

/// An array of a receptor and how it is read.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    pub values: &'a [f64],
    /// Drive per value.
    pub drive: f64,
    /// Conductance per value; 0 of a current.
    pub conductance: f64,
}

impl Input<'_> {
    /// Adds nothing.
    pub fn silenced(self) -> Self {
        Input {
            drive: 0.0,
            conductance: 0.0,
            ..self
        }
    }
}

/// Two inputs and where their sums go.
pub struct Sum<'a> {
    pub inputs: [Input<'a>; 2],
    pub drive: &'a mut [f64],
    /// Empty where no receptor is a conductance.
    pub conductance: &'a mut [f64],
}

vectorised! {
    /// Sums that begin with these inputs.
    pub fn begin_sum(sum: Sum<'_>) {
        let [a, b] = sum.inputs;
        for ((drive, x), y) in sum.drive.iter_mut().zip(a.values).zip(b.values) {
            *drive = x * a.drive + y * b.drive;
        }
        for ((conductance, x), y) in sum.conductance.iter_mut().zip(a.values).zip(b.values) {
            *conductance = x * a.conductance + y * b.conductance;
        }
    }
}

vectorised! {
    /// Adds inputs to sums.
    pub fn continue_sum(sum: Sum<'_>) {
        let [a, b] = sum.inputs;
        for ((drive, x), y) in sum.drive.iter_mut().zip(a.values).zip(b.values) {
            *drive += x * a.drive + y * b.drive;
        }
        for ((conductance, x), y) in sum.conductance.iter_mut().zip(a.values).zip(b.values) {
            *conductance += x * a.conductance + y * b.conductance;
        }
    }
}

/// Potentials to look at.
pub struct Glance<'a> {
    pub v: &'a [f64],
    pub threshold_mv: f64,
    /// For every [`GLANCE`] cells whether one of them is to be looked at.
    pub unusual: &'a mut [bool],
}

vectorised! {
    /// Finds out where potentials are at or above the threshold, or not finite.
    pub fn glance(of: Glance<'_>) {
        for (v, unusual) in of.v.chunks(GLANCE).zip(of.unusual) {
            // Without a branch inside, so that it is done in lanes.
            let usual = v.iter().fold(true, |all, &v| all & is_usual(v, of.threshold_mv));
            *unusual = !usual;
        }
    }
}

/// A step of linear membranes: V ← `fade` · V + (`rest` + the inputs' drive), and the glance at it.
pub struct LinearStep<'a> {
    pub v: &'a mut [f64],
    pub inputs: [Input<'a>; 2],
    pub fade: f64,
    pub rest: f64,
    pub threshold_mv: f64,
    pub unusual: &'a mut [bool],
}

vectorised! {
    /// Moves linear membranes with two inputs on, in one pass.
    pub fn step_linear(step: LinearStep<'_>) {
        let LinearStep { v, inputs: [a, b], fade, rest, threshold_mv, unusual } = step;
        let inputs = a.values.chunks(GLANCE).zip(b.values.chunks(GLANCE));
        for ((v, (x, y)), unusual) in v.chunks_mut(GLANCE).zip(inputs).zip(unusual) {
            let mut usual = true;
            for ((v, x), y) in v.iter_mut().zip(x).zip(y) {
                *v = *v * fade + (rest + (x * a.drive + y * b.drive));
                usual &= is_usual(*v, threshold_mv);
            }
            *unusual = !usual;
        }
    }
}

#[inline(always)]
fn is_usual(v: f64, threshold_mv: f64) -> bool {
    (v < threshold_mv) & (v > LOWEST_MV)
}

/// The cells that a glance found unusual, one by one, ascending.
pub fn find_unusual(v: &[f64], threshold_mv: f64, unusual: &[bool], found: &mut Vec<u32>) {
    for (index, _) in unusual.iter().enumerate().filter(|&(_, &unusual)| unusual) {
        let first = index * GLANCE;
        let cells = v[first..].iter().take(GLANCE).zip(first as u32..);
        found.extend(
            cells
                .filter(|&(&v, _)| !is_usual(v, threshold_mv))
                .map(|(_, cell)| cell),
        );
    }
}

vectorised! {
    /// Scales every value.
    pub fn scale(of: (&mut [f64], f64)) {
        of.0.iter_mut().for_each(|x| *x *= of.1);
    }
}
