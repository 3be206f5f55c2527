//! The kind `axon`: action potentials that travel along a squid axon (Hodgkin & Huxley 1952, J.
//! Physiol. 117:500–544, pp. 522–533).

mod figures;
#[cfg(test)]
mod tests;

use super::fibre::{Cut, Fibre, Stretch, record};
use super::{Constants, Convention};
use crate::cable::{Recording, Trace, velocity_m_s};
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::outcome::{Outcome, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Settings of the kind `axon`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Propagation {
    /// The membrane: its channels and constants.
    pub membrane: Constants,
    /// Radius and axoplasm.
    pub axon: Fibre,
    /// Length of the axon, and the cells and steps it is cut into.
    pub grid: Cut,
    /// Currents through stretches of the membrane, up to 100. Default: 400 µA/cm² into the first 2 mm
    /// for 0.2 ms.
    pub stimulus: Vec<Stretch>,
    /// Where the potential is recorded, mm; 2 to 20 places. The velocity is that between the last
    /// two, and the pulse is measured at the last but one. Default 20, 40, 60, 80.
    pub electrodes_mm: Vec<f64>,
    /// How long to simulate, ms. Default 8; above 0, at most 10000.
    pub duration_ms: f64,
    /// An impulse arrives when it passes this potential upwards, mV. Default −35; −200 to 200.
    pub level_mv: f64,
    /// How the figures count potentials and currents. Default absolute.
    pub convention: Convention,
    /// Figures. Default: all.
    pub figures: Vec<FigureName>,
}

/// One figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum FigureName {
    /// The potential over place and time.
    SpaceTime,
    /// The potential at all electrodes over time.
    Electrodes,
    /// The impulse at the last electrode but one: potential, conductances, currents.
    Pulse,
}

impl Default for Propagation {
    fn default() -> Self {
        Propagation {
            membrane: Constants::default(),
            axon: Fibre::default(),
            grid: Cut::default(),
            stimulus: vec![Stretch::default()],
            electrodes_mm: vec![20.0, 40.0, 60.0, 80.0],
            duration_ms: 8.0,
            level_mv: -35.0,
            convention: Convention::Absolute,
            figures: vec![
                FigureName::SpaceTime,
                FigureName::Electrodes,
                FigureName::Pulse,
            ],
        }
    }
}

/// What a run gave.
pub struct Run {
    recording: Recording,
    map: Map,
}

/// The potential at evenly spaced places and times.
struct Map {
    /// Every so many cells and steps.
    every_cells: usize,
    every_steps: usize,
    /// Rows of places, one a time.
    rows: Vec<Vec<f64>>,
}

/// At most so many places and times on the map.
const MAP_SIZE: usize = 250;

impl Propagation {
    /// The electrode at which the pulse is measured, and the last.
    fn last_two<'a>(&self, recording: &'a Recording) -> [&'a Trace; 2] {
        let last = recording.traces.len() - 1;
        [&recording.traces[last - 1], &recording.traces[last]]
    }
}

impl Settings for Propagation {
    const KIND: &'static str = "axon";
    const EXPLAIN: &'static str = "\
Action potentials travelling along an axon (Hodgkin & Huxley 1952, J. Physiol. 117:500-544, eqs 28
and 29), the membrane as in `galvani explain membrane`:

  C_M dV/dt = (a/2R) d2V/dx2 - I_ion(V, m, h, n) + I(x, t),   dV/dx = 0 at both ends (sealed)

  a  radius, um     R  resistivity of the axoplasm, ohm cm     x in mm, t in ms, V in mV, I in uA/cm2

Central differences in space; the implicit midpoint rule for V with the gates half a step away in
time (Hines 1984, Int. J. Biomed. Comput. 15:69-76): second order in dx and dt, stable at any step.
`galvani explain axon-convergence` measures the order, `travelling-wave` finds the velocity without a
grid.

  velocity_m_s      between the last two electrodes, from the times at which V passes level_mv
  peak, undershoot  above and below the resting potential, at the last electrode but one, as are the
                    steepest rise and fall (V/s) and the greatest conductances
  sodium_entry, potassium_loss   net, pmol/cm2, beyond the flux at rest, over the whole run: make it
                    last until the axon rests again (30 ms at 18.5 degrees)
  impulses[at_mm=X] how often V passed level_mv upwards at an electrode";

    type Part = Run;

    fn summary() -> Text {
        Text::new(
            "Action potentials travelling along a squid axon: the cable equation (Hodgkin–Huxley)",
            "Распространение потенциала действия по аксону кальмара: кабельное уравнение \
             (модель Ходжкина–Хаксли)",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges {
            problems: self.membrane.problems(),
        };
        self.axon.check(&mut ranges);
        ranges.positive("duration_ms", self.duration_ms, 1e4);
        self.grid.check(self.duration_ms, &mut ranges);
        ranges.entries("stimulus", self.stimulus.len(), 0, 100);
        for (index, stretch) in self.stimulus.iter().enumerate() {
            let key = format!("stimulus[{index}]");
            stretch.check(&key, self.grid.length_mm, &mut ranges);
        }
        ranges.entries("electrodes_mm", self.electrodes_mm.len(), 2, 20);
        for (index, &at_mm) in self.electrodes_mm.iter().enumerate() {
            let key = format!("electrodes_mm[{index}]");
            ranges.within(key, at_mm, 0.0, self.grid.length_mm);
        }
        ranges.within("level_mv", self.level_mv, -200.0, 200.0);
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        let run = self
            .grid
            .memory_bytes(self.duration_ms, self.electrodes_mm.len());
        // Map and traces again in the figures.
        16 * 1024 * 1024 + 2 * run
    }

    fn jobs(&self, _context: &Context) -> usize {
        1
    }

    fn run(&self, _job: usize, context: &Context) -> Result<Run, Failure> {
        let grid = self.grid.grid();
        let steps = (self.duration_ms / grid.dt_ms).round() as usize;
        let mut map = Map {
            every_cells: grid.cells.div_ceil(MAP_SIZE),
            every_steps: (steps + 1).div_ceil(MAP_SIZE),
            rows: Vec::with_capacity(MAP_SIZE),
        };
        let axon = self.axon.axon(&self.membrane);
        let mut step = 0;
        let recording = record(
            &axon,
            grid,
            &self.stimulus,
            self.duration_ms,
            &self.electrodes_mm,
            context,
            |cable| {
                if step % map.every_steps == 0 {
                    let places = cable.potentials_mv().iter().step_by(map.every_cells);
                    map.rows.push(places.copied().collect());
                }
                step += 1;
            },
        )?;
        Ok(Run { recording, map })
    }

    fn assemble(&self, parts: Vec<Run>, _context: &Context) -> Result<Outcome, Failure> {
        let run = parts.first().expect("the part of the only job");
        let mut outcome = Outcome::default();
        self.add_metrics(&run.recording, &mut outcome);
        for name in &self.figures {
            outcome.figures.push(match name {
                FigureName::SpaceTime => figures::space_time(self, &run.map),
                FigureName::Electrodes => figures::electrodes(self, &run.recording),
                FigureName::Pulse => figures::pulse(self, &run.recording),
            });
        }
        Ok(outcome)
    }
}

impl Propagation {
    fn add_metrics(&self, recording: &Recording, outcome: &mut Outcome) {
        let membrane = self.membrane.model();
        let [measured, last] = self.last_two(recording);
        let rest_mv = measured.v_mv[0];
        let (peak_ms, peak_mv) = measured.peak();
        let (rise, fall) = measured.steepest();
        let [g_na, g_k, g_all] = measured.greatest_conductances(&membrane);
        let (sodium, potassium) = measured.net_fluxes_pmol_cm2();
        for (name, value, unit) in [
            ("rest_mv", rest_mv, "mV"),
            (
                "velocity_m_s",
                velocity_m_s(measured, last, self.level_mv),
                "m/s",
            ),
            ("peak_above_rest_mv", peak_mv - rest_mv, "mV"),
            ("peak_time_ms", peak_ms, "ms"),
            ("undershoot_mv", rest_mv - measured.trough_mv(), "mV"),
            ("steepest_rise_v_s", rise, "V/s"),
            ("steepest_fall_v_s", fall, "V/s"),
            ("g_na_peak_ms_cm2", g_na, "mS/cm²"),
            ("g_k_peak_ms_cm2", g_k, "mS/cm²"),
            ("g_peak_ms_cm2", g_all, "mS/cm²"),
            ("sodium_entry_pmol_cm2", sodium, "pmol/cm²"),
            ("potassium_loss_pmol_cm2", potassium, "pmol/cm²"),
        ] {
            outcome.metric(name, value, unit);
        }
        for (at_mm, trace) in self.electrodes_mm.iter().zip(&recording.traces) {
            let impulses = trace.arrivals_ms(self.level_mv).len();
            outcome.metric(format!("impulses[at_mm={at_mm}]"), impulses as f64, "");
        }
    }
}
