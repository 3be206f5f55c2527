//! The geometry of an axon as settings: the table `axon` of every kind about one, and how it is cut
//! into cells and steps: the table `grid`.

use super::Constants;
use super::constants::resting_mv;
use crate::cable::{Axon, Cable, Grid, Recording, Stimulus};
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An axon: a cylinder filled with axoplasm. The defaults are those of axon 17 (Hodgkin & Huxley
/// 1952, p. 528).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Fibre {
    /// Radius, µm. Default 238; 0.1 to 10000.
    pub radius_um: f64,
    /// Resistivity of the axoplasm, Ω cm. Default 35.4; 1 to 10000.
    pub resistivity_ohm_cm: f64,
}

impl Default for Fibre {
    fn default() -> Self {
        let Axon {
            radius_um,
            resistivity_ohm_cm,
            ..
        } = Axon::default();
        Fibre {
            radius_um,
            resistivity_ohm_cm,
        }
    }
}

impl Fibre {
    /// The axon with this membrane.
    pub fn axon(&self, membrane: &Constants) -> Axon {
        Axon {
            membrane: membrane.model(),
            radius_um: self.radius_um,
            resistivity_ohm_cm: self.resistivity_ohm_cm,
        }
    }

    /// Adds what is out of range, under keys that begin with `axon.`.
    pub fn check(&self, ranges: &mut Ranges) {
        ranges.within("axon.radius_um", self.radius_um, 0.1, 1e4);
        let key = "axon.resistivity_ohm_cm";
        ranges.within(key, self.resistivity_ohm_cm, 1.0, 1e4);
    }
}

/// How an axon is cut.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Cut {
    /// Length of the axon, mm; its ends are sealed. Default 100; 0.1 to 10000.
    pub length_mm: f64,
    /// Length of a cell, µm; a whole number of them fills the axon. Default 50; 1 to a twentieth of
    /// the length.
    pub dx_um: f64,
    /// Step, ms. Default 0.002; 0.00001 to 0.1.
    pub dt_ms: f64,
}

impl Default for Cut {
    fn default() -> Self {
        Cut {
            length_mm: 100.0,
            dx_um: 50.0,
            dt_ms: 0.002,
        }
    }
}

/// Steps of single cells a run may take: about a minute.
const MOST_CELL_STEPS: f64 = 5e9;

impl Cut {
    /// The grid.
    pub fn grid(&self) -> Grid {
        Grid::new(self.length_mm, self.dx_um, self.dt_ms)
    }

    /// Adds what is out of range, under keys that begin with `grid.`, for a run of `duration_ms`.
    pub fn check(&self, duration_ms: f64, ranges: &mut Ranges) {
        let before = ranges.problems.len();
        ranges.within("grid.length_mm", self.length_mm, 0.1, 1e4);
        ranges.within("grid.dt_ms", self.dt_ms, 1e-5, 0.1);
        // A twentieth of the length in µm.
        let most_um = 50.0 * self.length_mm;
        if !(1.0..=most_um).contains(&self.dx_um) {
            let message = format!(
                "is {}, must be from 1 to {most_um}, a twentieth of grid.length_mm",
                self.dx_um
            );
            ranges.wrong("grid.dx_um", message);
        }
        let work = self.grid().cells as f64 * duration_ms / self.dt_ms;
        if ranges.problems.len() == before && work > MOST_CELL_STEPS {
            let message = format!(
                "makes {work:.1e} steps of single cells, must make at most {MOST_CELL_STEPS:.0e}: \
                 take a larger dx_um or dt_ms, or a shorter axon or run"
            );
            ranges.wrong("grid.dx_um", message);
        }
    }

    /// Bytes a run of `duration_ms` with that many electrodes takes.
    pub fn memory_bytes(&self, duration_ms: f64, electrodes: usize) -> u64 {
        let cells = self.grid().cells as u64;
        let steps = (duration_ms / self.dt_ms) as u64 + 1;
        // Six columns of cells; potential, two conductances and three currents of each electrode.
        cells * 48 + steps * electrodes as u64 * 48
    }
}

/// A current through the membrane of a stretch of the axon.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stretch {
    /// Beginning of the stretch, mm; at least 0.
    pub from_mm: f64,
    /// Its end, mm; after the beginning, at most the length of the axon.
    pub to_mm: f64,
    /// Beginning of the current, ms; at least 0.
    pub start_ms: f64,
    /// Its end, ms; after the beginning.
    pub stop_ms: f64,
    /// Current density, µA/cm² (depolarising when positive); −100000 to 100000.
    pub amplitude_ua_cm2: f64,
}

impl Default for Stretch {
    /// Enough to excite the end of a squid axon at all temperatures at which it conducts.
    fn default() -> Self {
        Stretch {
            from_mm: 0.0,
            to_mm: 2.0,
            start_ms: 0.0,
            stop_ms: 0.2,
            amplitude_ua_cm2: 400.0,
        }
    }
}

impl Stretch {
    fn stimulus(&self) -> Stimulus {
        Stimulus {
            from_mm: self.from_mm,
            to_mm: self.to_mm,
            start_ms: self.start_ms,
            stop_ms: self.stop_ms,
            i_ua_cm2: self.amplitude_ua_cm2,
        }
    }

    /// Adds what is out of range, under keys that begin with `key`.
    pub fn check(&self, key: &str, length_mm: f64, ranges: &mut Ranges) {
        ranges.within(format!("{key}.from_mm"), self.from_mm, 0.0, length_mm);
        // Written so that a NaN is wrong, too.
        if !(self.to_mm > self.from_mm && self.to_mm <= length_mm) {
            let message = format!(
                "is {}, must be above from_mm = {} and at most the length of the axon, {length_mm}",
                self.to_mm, self.from_mm
            );
            ranges.wrong(format!("{key}.to_mm"), message);
        }
        ranges.within(format!("{key}.start_ms"), self.start_ms, 0.0, 1e6);
        if !(self.stop_ms > self.start_ms && self.stop_ms.is_finite()) {
            let message = format!(
                "is {}, must come after start_ms = {}",
                self.stop_ms, self.start_ms
            );
            ranges.wrong(format!("{key}.stop_ms"), message);
        }
        let key = format!("{key}.amplitude_ua_cm2");
        ranges.within(key, self.amplitude_ua_cm2, -1e5, 1e5);
    }
}

/// Steps between two looks at the user's wish to stop and at the numbers.
const LOOK_EVERY: u64 = 200;

/// Runs a resting axon for `duration_ms` with electrodes at the places `at_mm`; `seen` looks at
/// the cable before the first step and after each.
pub fn record(
    axon: &Axon,
    grid: Grid,
    stimuli: &[Stretch],
    duration_ms: f64,
    at_mm: &[f64],
    context: &Context,
    mut seen: impl FnMut(&Cable),
) -> Result<Recording, Failure> {
    let stimuli: Vec<Stimulus> = stimuli.iter().map(Stretch::stimulus).collect();
    let mut cable = Cable::new(axon, grid, resting_mv(&axon.membrane)?);
    let mut recording = Recording::of(&cable, at_mm);
    seen(&cable);
    let steps = (duration_ms / grid.dt_ms).round() as u64;
    for step in 1..=steps {
        cable.step(&stimuli);
        recording.observe(&cable);
        seen(&cable);
        if step % LOOK_EVERY == 0 || step == steps {
            context.go_on()?;
            if let Some(x_mm) = cable.lost_at_mm() {
                return Err(Failure::Diverged {
                    what: format!("the potential at x = {x_mm:.3} mm"),
                    when: format!("t = {:.3} ms", cable.t_ms()),
                });
            }
        }
    }
    Ok(recording)
}
