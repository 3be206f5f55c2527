//! The kind `axon-convergence`: the velocity of the impulse on ever finer grids.

mod report;
#[cfg(test)]
mod tests;

use super::Constants;
use super::constants::resting_mv;
use super::fibre::{Cut, Fibre, Stretch, record};
use super::integrator::failure;
use crate::cable::travelling_wave::Shooting;
use crate::cable::velocity_m_s;
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::outcome::{Outcome, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Settings of the kind `axon-convergence`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct AxonConvergence {
    /// The membrane: its channels and constants.
    pub membrane: Constants,
    /// Radius and axoplasm.
    pub axon: Fibre,
    /// Length of the axon, mm. Default 80; 0.1 to 10000.
    pub length_mm: f64,
    /// Lengths of a cell, µm, falling by one ratio; 3 to 10. Default 400, 200, 100, 50.
    pub dx_um: Vec<f64>,
    /// Steps, ms, falling by one ratio; 3 to 10. Default 0.016, 0.008, 0.004, 0.002, 0.001.
    pub dt_ms: Vec<f64>,
    /// The current that excites the axon. Default: 400 µA/cm² into the first 2 mm for 0.2 ms.
    pub stimulus: Stretch,
    /// How long to simulate, ms. Default 6; above 0, at most 10000.
    pub duration_ms: f64,
    /// An impulse arrives when it passes this potential upwards, mV. Default −35; −200 to 200.
    pub level_mv: f64,
}

impl Default for AxonConvergence {
    fn default() -> Self {
        AxonConvergence {
            membrane: Constants::default(),
            axon: Fibre::default(),
            length_mm: 80.0,
            dx_um: vec![400.0, 200.0, 100.0, 50.0],
            dt_ms: vec![0.016, 0.008, 0.004, 0.002, 0.001],
            stimulus: Stretch::default(),
            duration_ms: 6.0,
            level_mv: -35.0,
        }
    }
}

impl AxonConvergence {
    /// Every Δx with every Δt, Δt running fastest.
    fn cuts(&self) -> Vec<Cut> {
        let cuts = self.dx_um.iter().flat_map(|&dx_um| {
            self.dt_ms.iter().map(move |&dt_ms| Cut {
                length_mm: self.length_mm,
                dx_um,
                dt_ms,
            })
        });
        cuts.collect()
    }
}

/// The ratio of neighbours in a list that falls geometrically; `None` for any other list.
fn ratio(steps: &[f64]) -> Option<f64> {
    let ratio = steps.first()? / steps.get(1)?;
    let falls = |pair: &[f64]| (pair[0] / pair[1] / ratio - 1.0).abs() < 1e-9;
    (ratio > 1.0 && steps.windows(2).all(falls)).then_some(ratio)
}

impl Settings for AxonConvergence {
    const KIND: &'static str = "axon-convergence";
    const EXPLAIN: &'static str = "\
How the velocity of an impulse on a cable (`galvani explain axon`) depends on the cells and steps the
cable is cut into, against the velocity found by shooting, which needs no grid (`galvani explain
travelling-wave`). The velocity is taken between 0.6 and 0.85 of the length.

  error         theta/theta_shooting - 1
  order_dx      log((theta_1 - theta_2)/(theta_2 - theta_3))/log(ratio) of the three finest dx at the
                finest dt; likewise order_dt. 2 for a method of second order
  extrapolated  Richardson's: the finest velocity plus what the last refinements of dx and of dt say
                is missing, at second order";

    type Part = f64;

    fn summary() -> Text {
        Text::new(
            "Convergence of the cable's conduction velocity with cell length and time step",
            "Сходимость скорости проведения по кабелю с шагом по длине и по времени",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges {
            problems: self.membrane.problems(),
        };
        self.axon.check(&mut ranges);
        ranges.positive("duration_ms", self.duration_ms, 1e4);
        ranges.within("length_mm", self.length_mm, 0.1, 1e4);
        // A twentieth of the length in µm.
        let most_um = 50.0 * self.length_mm;
        for (key, steps, low, high) in [
            ("dx_um", &self.dx_um, 1.0, most_um),
            ("dt_ms", &self.dt_ms, 1e-5, 0.1),
        ] {
            let before = ranges.problems.len();
            ranges.entries(key, steps.len(), 3, 10);
            for (index, &step) in steps.iter().enumerate() {
                ranges.within(format!("{key}[{index}]"), step, low, high);
            }
            if ranges.problems.len() == before && ratio(steps).is_none() {
                ranges.wrong(
                    key,
                    "must fall by one ratio: each the half of the one before, say",
                );
            }
        }
        self.stimulus.check("stimulus", self.length_mm, &mut ranges);
        ranges.within("level_mv", self.level_mv, -200.0, 200.0);
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        let cuts = self.cuts().into_iter();
        let bytes = cuts.map(|cut| cut.memory_bytes(self.duration_ms, 2));
        1024 * 1024 + bytes.max().unwrap_or(0)
    }

    fn jobs(&self, _context: &Context) -> usize {
        self.cuts().len() + 1
    }

    fn run(&self, job: usize, context: &Context) -> Result<f64, Failure> {
        context.go_on()?;
        let axon = self.axon.axon(&self.membrane);
        // The finest grids, which take longest, first.
        let Some(cut) = self.cuts().into_iter().nth_back(job) else {
            let shooting = Shooting::new(&axon, resting_mv(&axon.membrane)?, 1e-13);
            let pulses = shooting.pulses((1e-2, 1e3), 80).map_err(failure)?;
            let fast = pulses.last().copied().unwrap_or(f64::NAN);
            return Ok(axon.velocity_m_s(fast));
        };
        let recording = record(
            &axon,
            cut.grid(),
            std::slice::from_ref(&self.stimulus),
            self.duration_ms,
            &[0.6 * self.length_mm, 0.85 * self.length_mm],
            context,
            |_| {},
        )?;
        let traces = &recording.traces;
        Ok(velocity_m_s(&traces[0], &traces[1], self.level_mv))
    }

    fn assemble(&self, mut parts: Vec<f64>, _context: &Context) -> Result<Outcome, Failure> {
        let shot = parts.pop().expect("the last job shoots");
        parts.reverse();
        Ok(report::outcome(self, shot, &parts))
    }
}
