//! The cable equation in steps: central differences in space, the implicit midpoint rule for the
//! potentials (which is Crank & Nicolson's) with the gates half a step away. Second order in Δx and
//! Δt, stable at any step (Hines 1984, Int. J. Biomed. Comput. 15:69–76; Mascagni & Sherman 1998, in
//! Koch & Segev, *Methods in Neuronal Modeling*, ch. 14).
//!
//! ```text
//! C (V̄ − V)/(Δt/2) = (a/2R) (V̄₋ − 2 V̄ + V̄₊)/Δx² − Σ g (V̄ − E) + Ī,   V⁺ = 2 V̄ − V
//! ```
//!
//! V̄₋ and V̄₊ are the neighbours' midpoints, g is of the middle of the step ([`super::cells`]), Ī the
//! mean of the stimulus over step and cell. Potentials stand at the centres of cells, and nothing
//! flows through the outer faces of the first and the last.

use super::Axon;
use super::cells::{Cells, Step, advance};
use super::elimination::solve;
use crate::neuron::HodgkinHuxley;
use crate::neuron::hodgkin_huxley::{RateTable, State, V};

/// How finely an axon is cut into cells and steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Grid {
    /// Length of the axon, mm.
    pub length_mm: f64,
    /// Number of cells of equal length.
    pub cells: usize,
    /// Δt, ms.
    pub dt_ms: f64,
}

impl Grid {
    /// Cells of `dx_um` or a little more or less, so that a whole number of them fills the length.
    pub fn new(length_mm: f64, dx_um: f64, dt_ms: f64) -> Self {
        let cells = (1e3 * length_mm / dx_um).round().max(2.0) as usize;
        Grid {
            length_mm,
            cells,
            dt_ms,
        }
    }

    /// Δx, mm.
    pub fn dx_mm(&self) -> f64 {
        self.length_mm / self.cells as f64
    }

    /// Where the centre of a cell is, mm from the beginning.
    pub fn centre_mm(&self, cell: usize) -> f64 {
        (cell as f64 + 0.5) * self.dx_mm()
    }

    /// The cell that holds a place of the axon.
    pub fn cell_at(&self, at_mm: f64) -> usize {
        ((at_mm / self.dx_mm()) as usize).min(self.cells - 1)
    }
}

/// A current through the membrane of a stretch of the axon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stimulus {
    /// Beginning of the stretch, mm.
    pub from_mm: f64,
    /// Its end, mm.
    pub to_mm: f64,
    /// Beginning, ms.
    pub start_ms: f64,
    /// End, ms.
    pub stop_ms: f64,
    /// Current density, µA/cm² (depolarising when positive).
    pub i_ua_cm2: f64,
}

/// Length that two intervals share.
fn overlap((a, b): (f64, f64), (c, d): (f64, f64)) -> f64 {
    (b.min(d) - a.max(c)).max(0.0)
}

/// An axon in time.
#[derive(Clone, Debug)]
pub struct Cable {
    grid: Grid,
    step: Step,
    /// (a/2R)/Δx², mS/cm².
    axial: f64,
    steps: u64,
    v: Vec<f64>,
    /// Gates, half a step behind.
    gates: Vec<State>,
    diagonal: Vec<f64>,
    /// Right-hand side of the equation for V̄, then V̄.
    middle: Vec<f64>,
}

impl Cable {
    /// An axon at the potential `v_mv` everywhere, with the gates steady there.
    pub fn new(axon: &Axon, grid: Grid, v_mv: f64) -> Self {
        let dx_cm = 0.1 * grid.dx_mm();
        Cable {
            grid,
            step: Step {
                membrane: axon.membrane,
                rates: RateTable::of(axon.membrane.channels),
                half_phi_dt: 0.5 * axon.membrane.temperature_factor() * grid.dt_ms,
                capacity: 2.0 * axon.membrane.c_m_uf_cm2 / grid.dt_ms,
            },
            axial: axon.axial_ms() / (dx_cm * dx_cm),
            steps: 0,
            v: vec![v_mv; grid.cells],
            gates: vec![axon.membrane.steady_at(v_mv); grid.cells],
            diagonal: vec![0.0; grid.cells],
            middle: vec![0.0; grid.cells],
        }
    }

    /// The same with another potential in every cell, the gates as they are.
    pub fn with_potentials(mut self, v_mv: impl Fn(f64) -> f64) -> Self {
        for (cell, v) in self.v.iter_mut().enumerate() {
            *v = v_mv(self.grid.centre_mm(cell));
        }
        self
    }

    /// Advances by Δt.
    pub fn step(&mut self, stimuli: &[Stimulus]) {
        advance(&mut Cells {
            step: self.step,
            v: &self.v,
            gates: &mut self.gates,
            diagonal: &mut self.diagonal,
            right: &mut self.middle,
        });
        for stimulus in stimuli {
            self.inject(stimulus);
        }
        self.diagonal
            .iter_mut()
            .for_each(|diagonal| *diagonal += 2.0 * self.axial);
        // Sealed ends: a neighbour on one side only.
        if let [first, .., last] = &mut self.diagonal[..] {
            *first -= self.axial;
            *last -= self.axial;
        }
        solve(&mut self.diagonal, self.axial, &mut self.middle);
        for (v, middle) in self.v.iter_mut().zip(&self.middle) {
            *v = 2.0 * middle - *v;
        }
        self.steps += 1;
    }

    fn inject(&mut self, stimulus: &Stimulus) {
        let (t, dt) = (self.t_ms(), self.grid.dt_ms);
        let time = overlap((t, t + dt), (stimulus.start_ms, stimulus.stop_ms)) / dt;
        if time == 0.0 {
            return;
        }
        let (dx, stretch) = (self.grid.dx_mm(), (stimulus.from_mm, stimulus.to_mm));
        let (first, last) = (self.grid.cell_at(stretch.0), self.grid.cell_at(stretch.1));
        for cell in first..=last {
            let from = cell as f64 * dx;
            let share = overlap((from, from + dx), stretch) / dx;
            self.middle[cell] += stimulus.i_ua_cm2 * time * share;
        }
    }

    /// How the axon is cut.
    pub fn grid(&self) -> &Grid {
        &self.grid
    }

    /// The membrane.
    pub fn membrane(&self) -> &HodgkinHuxley {
        &self.step.membrane
    }

    /// Time since the beginning, ms.
    pub fn t_ms(&self) -> f64 {
        self.steps as f64 * self.grid.dt_ms
    }

    /// The potentials, mV.
    pub fn potentials_mv(&self) -> &[f64] {
        &self.v
    }

    /// The state of a cell in the middle of the last step.
    pub fn middle_of_step(&self, cell: usize) -> State {
        let mut state = self.gates[cell];
        state[V] = self.middle[cell];
        state
    }

    /// The first place, mm, whose potential is no longer a number within ±1000 mV.
    pub fn lost_at_mm(&self) -> Option<f64> {
        let cell = self
            .potentials_mv()
            .iter()
            .position(|v| !(v.abs() < 1000.0))?;
        Some(self.grid.centre_mm(cell))
    }
}
