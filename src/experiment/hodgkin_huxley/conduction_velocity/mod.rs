//! The kind `conduction-velocity`: the velocity of the impulse against temperature or radius, by
//! shooting and by the cable.

mod report;
#[cfg(test)]
mod tests;

use super::Constants;
use super::constants::resting_mv;
use super::fibre::{Cut, Fibre, Stretch, record};
use super::integrator::failure;
use crate::cable::travelling_wave::{HeatBlock, Shooting, heat_block};
use crate::cable::{Axon, velocity_m_s};
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::outcome::{Outcome, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Settings of the kind `conduction-velocity`.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ConductionVelocity {
    /// The membrane: its channels and constants.
    pub membrane: Constants,
    /// Radius and axoplasm.
    pub axon: Fibre,
    /// What is varied. Default temperature-c.
    pub vary: Varied,
    /// Its values, 2 to 200, ascending: temperatures from 0 to 45 °C, or radii from 0.1 to 10000 µm.
    /// Default: every 2 °C from 0 to 34.
    pub values: Vec<f64>,
    /// Find the temperature of heat block, too (only where the temperature is varied). Default true.
    pub heat_block: bool,
    /// Run the cable at every value, too. Default true.
    pub cable: bool,
    /// Length of the cable, and the cells and steps it is cut into.
    pub grid: Cut,
    /// The current that excites the cable. Default: 400 µA/cm² into the first 2 mm for 0.2 ms.
    pub stimulus: Stretch,
    /// How long the cable is simulated, ms. Default 12; above 0, at most 10000.
    pub duration_ms: f64,
    /// An impulse arrives when it passes this potential upwards, mV. Default −35; −200 to 200.
    pub level_mv: f64,
    /// Tolerance of the shooting, relative and absolute. Default 1e-12; 1e-14 to 1e-6.
    pub tolerance: f64,
}

/// What a curve is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Varied {
    /// Temperature, °C.
    #[default]
    TemperatureC,
    /// Radius of the axon, µm.
    RadiusUm,
}

impl Varied {
    /// As metrics name it.
    fn key(self) -> &'static str {
        match self {
            Varied::TemperatureC => "temperature_c",
            Varied::RadiusUm => "radius_um",
        }
    }

    fn range(self) -> (f64, f64) {
        match self {
            Varied::TemperatureC => (0.0, 45.0),
            Varied::RadiusUm => (0.1, 1e4),
        }
    }
}

impl Default for ConductionVelocity {
    fn default() -> Self {
        ConductionVelocity {
            membrane: Constants::default(),
            axon: Fibre::default(),
            vary: Varied::TemperatureC,
            values: (0..18).map(|i| 2.0 * f64::from(i)).collect(),
            heat_block: true,
            cable: true,
            grid: Cut::default(),
            stimulus: Stretch::default(),
            duration_ms: 12.0,
            level_mv: -35.0,
            tolerance: 1e-12,
        }
    }
}

/// One job.
enum Job {
    HeatBlock,
    Shoot(f64),
    Cable(f64),
}

/// What one job gives.
pub enum Part {
    HeatBlock(Option<HeatBlock>),
    /// Velocities of the slow pulse and the impulse, m/s; NaN where there is none.
    Shot {
        slow: f64,
        fast: f64,
    },
    /// m/s; NaN where the impulse did not arrive.
    Cable(f64),
}

/// Everything known at one value.
#[derive(Clone, Copy, Debug)]
struct Row {
    value: f64,
    slow: f64,
    fast: f64,
    /// NaN also where the cable was not asked for.
    cable: f64,
}

impl ConductionVelocity {
    fn axon_at(&self, value: f64) -> Axon {
        let mut axon = self.axon.axon(&self.membrane);
        match self.vary {
            Varied::TemperatureC => axon.membrane.temperature_c = value,
            Varied::RadiusUm => axon.radius_um = value,
        }
        axon
    }

    fn list(&self) -> Vec<Job> {
        let mut jobs = Vec::new();
        if self.finds_heat_block() {
            jobs.push(Job::HeatBlock);
        }
        if self.cable {
            jobs.extend(self.values.iter().copied().map(Job::Cable));
        }
        jobs.extend(self.values.iter().copied().map(Job::Shoot));
        jobs
    }

    fn finds_heat_block(&self) -> bool {
        self.heat_block && self.vary == Varied::TemperatureC
    }

    /// Where the electrodes of the cable are, mm: the impulse is steady long before the first.
    fn electrodes_mm(&self) -> [f64; 2] {
        [0.4, 0.8].map(|part| part * self.grid.length_mm)
    }

    fn shoot(&self, value: f64) -> Result<Part, Failure> {
        let axon = self.axon_at(value);
        let shooting = Shooting::new(&axon, resting_mv(&axon.membrane)?, self.tolerance);
        let pulses = shooting.pulses((1e-2, 100.0), 40).map_err(failure)?;
        let [slow, fast] = match pulses[..] {
            [slow, fast] => [slow, fast].map(|k| axon.velocity_m_s(k)),
            _ => [f64::NAN; 2],
        };
        Ok(Part::Shot { slow, fast })
    }

    fn conduct(&self, value: f64, context: &Context) -> Result<Part, Failure> {
        let recording = record(
            &self.axon_at(value),
            self.grid.grid(),
            std::slice::from_ref(&self.stimulus),
            self.duration_ms,
            &self.electrodes_mm(),
            context,
            |_| {},
        )?;
        let [near, far] = &recording.traces[..] else {
            unreachable!("two electrodes");
        };
        Ok(Part::Cable(velocity_m_s(near, far, self.level_mv)))
    }
}

impl Settings for ConductionVelocity {
    const KIND: &'static str = "conduction-velocity";
    const EXPLAIN: &'static str = "\
The conduction velocity of an axon against temperature or radius, twice: by shooting for the travelling
wave (`galvani explain travelling-wave`) and by running the cable (`galvani explain axon`), whose
velocity is taken between 0.4 and 0.8 of its length.

Temperature: the gates are phi = 3^((T - 6.3)/10) times as fast (Hodgkin & Huxley 1952, p. 523). The
impulse gets faster with warmth until the sodium current fails to outrun its inactivation; there the
impulse and the slow, unstable pulse meet and vanish: heat block (Huxley 1959, Ann. N.Y. Acad. Sci.
81:221-246). heat_block_c is where the square of the distance of the two, ln K_fast - ln K_slow,
reaches zero.

Radius: theta = sqrt(K a/(2 R C_M)) and K does not depend on a, so theta goes as the root of the
diameter (p. 529; Hodgkin 1954). exponent is the slope d ln theta/d ln a of the cable's velocities by
least squares.";

    type Part = Part;

    fn summary() -> Text {
        Text::new(
            "Conduction velocity against temperature (to heat block) or radius, by shooting and by \
             the cable",
            "Скорость проведения в зависимости от температуры (до тепловой блокады) или радиуса: \
             стрельба и кабель",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges {
            problems: self.membrane.problems(),
        };
        self.axon.check(&mut ranges);
        ranges.entries("values", self.values.len(), 2, 200);
        let (low, high) = self.vary.range();
        for (index, &value) in self.values.iter().enumerate() {
            ranges.within(format!("values[{index}]"), value, low, high);
        }
        ranges.rising("values", &self.values);
        ranges.positive("duration_ms", self.duration_ms, 1e4);
        self.grid.check(self.duration_ms, &mut ranges);
        self.stimulus
            .check("stimulus", self.grid.length_mm, &mut ranges);
        ranges.within("level_mv", self.level_mv, -200.0, 200.0);
        ranges.tolerance("tolerance", self.tolerance, 1e-14, 1e-6);
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        1024 * 1024 + self.grid.memory_bytes(self.duration_ms, 2)
    }

    fn jobs(&self, _context: &Context) -> usize {
        self.list().len()
    }

    fn run(&self, job: usize, context: &Context) -> Result<Part, Failure> {
        context.go_on()?;
        match self.list().swap_remove(job) {
            Job::Shoot(value) => self.shoot(value),
            Job::Cable(value) => self.conduct(value, context),
            Job::HeatBlock => {
                let axon = self.axon.axon(&self.membrane);
                let rest_mv = resting_mv(&axon.membrane)?;
                let range = Varied::TemperatureC.range();
                let found = heat_block(&axon, rest_mv, range, self.tolerance);
                found.map(Part::HeatBlock).map_err(failure)
            }
        }
    }

    fn assemble(&self, parts: Vec<Part>, _context: &Context) -> Result<Outcome, Failure> {
        let row = |&value: &f64| Row {
            value,
            slow: f64::NAN,
            fast: f64::NAN,
            cable: f64::NAN,
        };
        let mut rows: Vec<Row> = self.values.iter().map(row).collect();
        let mut block = None;
        let (mut shots, mut runs) = (0, 0);
        for part in parts {
            match part {
                Part::HeatBlock(found) => block = found,
                Part::Shot { slow, fast } => {
                    (rows[shots].slow, rows[shots].fast) = (slow, fast);
                    shots += 1;
                }
                Part::Cable(velocity) => {
                    rows[runs].cable = velocity;
                    runs += 1;
                }
            }
        }
        Ok(report::outcome(self, &rows, block))
    }
}
