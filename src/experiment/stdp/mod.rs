//! The kind `stdp`: a cell whose excitatory inputs compete by spike-timing dependent plasticity
//! (Song, Miller & Abbott 2000), for several rates of the inputs.

mod explain;
mod figures;
mod learning;
mod problems;
mod report;
#[cfg(test)]
mod tests;
mod window;

use super::{Context, Failure, Problem, Settings};
use crate::outcome::{Outcome, Text};
use crate::spiking::Plasticity;
use learning::Learned;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;
use window::Measured;

/// Settings of the kind `stdp`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Stdp {
    /// Rates of the excitatory inputs, Hz, ascending; the cell learns at each from the beginning. One
    /// to 12, each 0.1 to 200. Default `[10, 20, 30, 40]`.
    pub rates_hz: Vec<f64>,
    /// How long the cell learns at each rate, s. Default 300; 1 to 100000.
    pub learning_s: f64,
    /// The last part of this time, over which the output is measured; at most a fifth of it.
    /// Default 50; above 0.
    pub measured_s: f64,
    /// Plastic excitatory inputs: independent Poisson trains. Default 1000; 1 to 100000.
    pub inputs: usize,
    /// Weights at the beginning are uniform between these parts of the largest, both 0 to 1. Default
    /// `[0, 1]`.
    pub initial: (f64, f64),
    /// Inhibitory inputs, which do not learn.
    pub inhibition: Inhibition,
    /// The cell.
    pub cell: Cell,
    /// The rule; `w_max` in units of the cell's leak. Default: that of the paper, 0.015 with its time
    /// constants and amplitudes.
    pub stdp: Plasticity,
    /// Time step, ms. Default 0.1; 0.01 to 1.
    pub dt_ms: f64,
}

/// Inhibitory Poisson inputs of constant weight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Inhibition {
    /// Their number. Default 200; 0 to 100000.
    pub inputs: usize,
    /// Rate of each, Hz. Default 10; 0 to 1000.
    pub rate_hz: f64,
    /// Conductance that a spike adds, in units of the leak. Default 0.05; 0 to 100.
    pub weight: f64,
}

/// τ_m dV/dt = V_rest − V + g_ex (E_ex − V) + g_in (E_in − V), with conductances in units of the leak
/// that decay exponentially.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Cell {
    /// Membrane time constant τ_m, ms. Default 20; 0.1 to 1000.
    pub tau_m_ms: f64,
    /// Resting potential V_rest, mV. Default −70; −200 to 200.
    pub v_rest_mv: f64,
    /// Threshold, mV. Default −54; above the reset, at most 200.
    pub threshold_mv: f64,
    /// Potential after a spike, mV. Default −60; −200 to 200.
    pub reset_mv: f64,
    /// Decay of the excitatory conductance, ms. Default 5; 0.1 to 1000.
    pub tau_ex_ms: f64,
    /// Decay of the inhibitory conductance, ms. Default 5; 0.1 to 1000.
    pub tau_in_ms: f64,
    /// Reversal potential of the excitatory inputs E_ex, mV. Default 0; −200 to 200.
    pub e_ex_mv: f64,
    /// Reversal potential of the inhibitory inputs E_in, mV. Default −70; −200 to 200.
    pub e_in_mv: f64,
}

impl Default for Stdp {
    fn default() -> Self {
        Stdp {
            rates_hz: vec![10.0, 20.0, 30.0, 40.0],
            learning_s: 300.0,
            measured_s: 50.0,
            inputs: 1000,
            initial: (0.0, 1.0),
            inhibition: Inhibition::default(),
            cell: Cell::default(),
            stdp: Plasticity::song(0.015),
            dt_ms: 0.1,
        }
    }
}

impl Default for Inhibition {
    fn default() -> Self {
        Inhibition {
            inputs: 200,
            rate_hz: 10.0,
            weight: 0.05,
        }
    }
}

impl Default for Cell {
    fn default() -> Self {
        Cell {
            tau_m_ms: 20.0,
            v_rest_mv: -70.0,
            threshold_mv: -54.0,
            reset_mv: -60.0,
            tau_ex_ms: 5.0,
            tau_in_ms: 5.0,
            e_ex_mv: 0.0,
            e_in_mv: -70.0,
        }
    }
}

/// What one job gives.
pub enum Part {
    Window(Measured),
    Learned(Box<Learned>),
}

impl Settings for Stdp {
    const KIND: &'static str = "stdp";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    type Part = Part;

    fn summary() -> Text {
        Text::new(
            "Inputs of a cell compete by spike-timing dependent plasticity",
            "Конкуренция входов нейрона за счёт пластичности, зависящей от времени импульсов",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        problems::of(self)
    }

    /// A network a rate, and the weights that are kept of it.
    fn memory_bytes(&self, _base: &Path) -> u64 {
        let highest = self.rates_hz.iter().copied().fold(0.0, f64::max);
        let network = learning::network(self, highest, true);
        let kept = 8 * self.inputs * 128;
        // The output's spikes, at up to 200 Hz.
        let spikes = (self.learning_s * 200.0 * 16.0) as u64;
        network.memory_bytes(1000.0 * self.learning_s) + kept as u64 + spikes
    }

    /// The window, then one job a rate.
    fn jobs(&self, _context: &Context) -> usize {
        1 + self.rates_hz.len()
    }

    fn run(&self, job: usize, context: &Context) -> Result<Part, Failure> {
        Ok(match job.checked_sub(1) {
            None => Part::Window(window::measure(&self.stdp, self.dt_ms)),
            Some(rate) => {
                Part::Learned(Box::new(learning::run(self, self.rates_hz[rate], context)?))
            }
        })
    }

    fn assemble(&self, parts: Vec<Part>, _context: &Context) -> Result<Outcome, Failure> {
        let (mut windows, mut runs) = (Vec::new(), Vec::new());
        for part in parts {
            match part {
                Part::Window(measured) => windows.push(measured),
                Part::Learned(learned) => runs.push(*learned),
            }
        }
        let window = &windows[0];
        let mut outcome = Outcome::default();
        report::add_metrics(self, window, &runs, &mut outcome);
        outcome.figures = figures::all(self, window, &runs);
        outcome.tables.push(report::table(&runs));
        outcome.series.push(report::weights(&runs));
        Ok(outcome)
    }
}
