//! Currents, noise and background spikes into the cells of one worker.

use super::cells::{Blueprint, STRETCH, streams_of, stretches};
use super::receiving::Receiving;
use crate::neuron::Stepper;
use crate::random::{Family, PoissonTable, Stream};
use std::ops::Range;

/// What acts on the cells of a population from outside the network.
pub struct Stimuli {
    currents: Vec<Injection>,
    noises: Vec<NoiseSource>,
    backgrounds: Vec<BackgroundSource>,
}

/// A window of grid points and of cells (counted from the first of the worker's).
struct Window {
    steps: Range<u64>,
    cells: Range<usize>,
}

struct Injection {
    window: Window,
    from_pa: f64,
    to_pa: f64,
}

struct NoiseSource {
    window: Window,
    sigma: f64,
    streams: Vec<Stream>,
    /// Room for the deviates of a stretch.
    normals: Vec<f64>,
}

struct BackgroundSource {
    window: Window,
    receptor: usize,
    /// Of the number of spikes that a cell receives in a step.
    table: PoissonTable,
    weight: f64,
    streams: Vec<Stream>,
    /// Room for the numbers of a stretch.
    counts: Vec<u32>,
}

/// A stretch of cells, and its number among the worker's.
pub struct Place<'a> {
    pub step: u64,
    pub index: usize,
    pub stretch: &'a Range<usize>,
}

impl Stimuli {
    /// Those of the cells `range`.
    pub fn build(
        blueprint: &Blueprint<'_>,
        range: &Range<usize>,
        family: &dyn Fn(&str) -> Family,
    ) -> Self {
        let dt_ms = blueprint.dt_ms;
        let grid = |ms: f64| (ms / dt_ms).round().max(0.0) as u64;
        let own = |cell: usize| cell.clamp(range.start, range.end) - range.start;
        let window = |cells: &Range<usize>, start_ms: f64, stop_ms: f64| Window {
            steps: grid(start_ms)..grid(stop_ms),
            cells: own(cells.start)..own(cells.end),
        };
        let streams = |purpose: &str| streams_of(&family(purpose), range);
        let currents = blueprint.currents.iter().map(|current| Injection {
            window: window(&current.target.cells, current.start_ms, current.stop_ms),
            from_pa: current.from_pa,
            to_pa: current.to_pa,
        });
        let noises = blueprint.noises.iter().map(|noise| NoiseSource {
            window: window(&noise.target.cells, noise.start_ms, noise.stop_ms),
            sigma: noise.sigma_pa_sqrt_ms,
            streams: streams(&format!("noise {}", noise.name)),
            normals: vec![0.0; STRETCH],
        });
        let backgrounds = blueprint.backgrounds.iter().map(|background| {
            let cells = &background.target.cells;
            BackgroundSource {
                window: window(cells, background.start_ms, background.stop_ms),
                receptor: background.receptor,
                table: PoissonTable::new(background.rate_hz * dt_ms / 1000.0),
                weight: background.weight,
                streams: streams(&format!("background {}", background.name)),
                counts: vec![0; STRETCH],
            }
        });
        Stimuli {
            currents: currents.collect(),
            noises: noises.collect(),
            backgrounds: backgrounds.collect(),
        }
    }

    /// Whether a current or noise flows during the step that begins at a grid point.
    pub fn is_flowing(&self, step: u64) -> bool {
        let currents = self.currents.iter().map(|current| &current.window);
        let noises = self.noises.iter().map(|noise| &noise.window);
        currents
            .chain(noises)
            .any(|window| window.steps.contains(&step))
    }

    /// Adds currents and noise to the drive of a stretch.
    pub fn flow(&mut self, place: &Place<'_>, stepper: &dyn Stepper, drive: &mut [f64]) {
        let Place {
            step,
            index,
            stretch,
        } = *place;
        for current in &self.currents {
            let window = &current.window;
            if window.steps.contains(&step) {
                let done = (step - window.steps.start) as f64 + 0.5;
                let whole = (window.steps.end - window.steps.start) as f64;
                let pa = current.from_pa + (current.to_pa - current.from_pa) * (done / whole);
                let gained = stepper.current_gain() * pa;
                for cell in overlap(stretch, &window.cells) {
                    drive[cell - stretch.start] += gained;
                }
            }
        }
        for noise in &mut self.noises {
            if noise.window.steps.contains(&step) {
                let gained = stepper.noise_gain() * noise.sigma;
                let cells = overlap(stretch, &noise.window.cells);
                let normals = &mut noise.normals[..cells.len()];
                noise.streams[index].fill_normals(normals);
                let drive = &mut drive[cells.start - stretch.start..];
                for (drive, normal) in drive.iter_mut().zip(normals) {
                    *drive += gained * *normal;
                }
            }
        }
    }

    /// Adds the background spikes of a grid point to the receptors or to V.
    pub fn strike(&mut self, step: u64, receiving: &mut [Receiving], v: &mut [f64]) {
        for background in &mut self.backgrounds {
            if !background.window.steps.contains(&step) {
                continue;
            }
            let receiving = &mut receiving[background.receptor];
            let entry = receiving.entry();
            for (stretch, stream) in stretches(v.len()).zip(&mut background.streams) {
                let cells = overlap(&stretch, &background.window.cells);
                let counts = &mut background.counts[..cells.len()];
                background.table.fill(stream, counts);
                for (cell, &spikes) in cells.zip(&*counts) {
                    let weight = background.weight * f64::from(spikes);
                    if receiving.is_jump() {
                        v[cell] += weight;
                    } else {
                        receiving.x[cell] += weight * entry.x;
                        if let Some(y) = receiving.y.get_mut(cell) {
                            *y += weight * entry.y;
                        }
                    }
                }
            }
        }
    }
}

/// The cells of a stretch that a window takes in; an empty range lies within the stretch, too.
fn overlap(stretch: &Range<usize>, window: &Range<usize>) -> Range<usize> {
    let start = window.start.clamp(stretch.start, stretch.end);
    start..window.end.clamp(start, stretch.end)
}
