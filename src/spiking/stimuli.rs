//! Currents, noise and background spikes into the cells of one worker.

use super::cells::{Blueprint, streams_of, stretches};
use super::receiving::Receiving;
use crate::neuron::Stepper;
use crate::random::{Family, Stream};
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
}

struct BackgroundSource {
    window: Window,
    receptor: usize,
    mean: f64,
    weight: f64,
    streams: Vec<Stream>,
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
        });
        let backgrounds = blueprint.backgrounds.iter().map(|background| {
            let cells = &background.target.cells;
            BackgroundSource {
                window: window(cells, background.start_ms, background.stop_ms),
                receptor: background.receptor,
                mean: background.rate_hz * dt_ms / 1000.0,
                weight: background.weight,
                streams: streams(&format!("background {}", background.name)),
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
                let stream = &mut noise.streams[index];
                for cell in overlap(stretch, &noise.window.cells) {
                    drive[cell - stretch.start] += gained * stream.normal();
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
                for cell in overlap(&stretch, &background.window.cells) {
                    let spikes = stream.poisson(background.mean);
                    if spikes == 0 {
                        continue;
                    }
                    let weight = background.weight * spikes as f64;
                    if receiving.is_jump() {
                        v[cell] += weight;
                        continue;
                    }
                    receiving.x[cell] += weight * entry.x;
                    if let Some(y) = receiving.y.get_mut(cell) {
                        *y += weight * entry.y;
                    }
                }
            }
        }
    }
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    let start = a.start.max(b.start);
    start..a.end.min(b.end).max(start)
}
