//! The cells of a population that one worker owns, and one step of them.

use super::history::History;
use super::network::{Background, Current, Initial, Noise, Population};
use super::receiving::Receiving;
use crate::math::dispatch::vectorised;
use crate::neuron::{Model, Receptor, Refractory, Stepper, Stretch};
use crate::random::{Family, Stream};
use std::ops::Range;

/// Cells that are moved together: their arrays stay in the nearest cache. Every random stream of a
/// population belongs to one such stretch, so that results do not depend on who owns it.
pub const STRETCH: usize = 512;

/// Potentials below this count as diverged; so does what is no number, and +∞.
const LOWEST_MV: f64 = -1e9;

/// No spike yet.
const NEVER: u32 = u32::MAX;

/// Cells of one population, owned by one worker.
pub struct Cells {
    /// Their indices in the population.
    pub range: Range<usize>,
    /// `state[variable][cell]`, cells counted from the first of `range`.
    pub state: Vec<Vec<f64>>,
    pub receiving: Vec<Receiving>,
    stepper: Box<dyn Stepper>,
    threshold_mv: f64,
    refractory_steps: u64,
    /// V of cells that are refractory, where it is held.
    clamp_mv: Option<f64>,
    last_spike: Vec<u32>,
    /// Cells that fired lately, while V is held.
    held: History,
    conductive: bool,
    /// Streams of the stepper's own noise, one a stretch.
    streams: Vec<Stream>,
    currents: Vec<Injection>,
    noises: Vec<NoiseSource>,
    backgrounds: Vec<BackgroundSource>,
    drive: Vec<f64>,
    conductance: Vec<f64>,
    normals: Vec<f64>,
    candidates: Vec<u32>,
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

/// Everything about a population that its cells are made from.
pub struct Blueprint<'a> {
    pub population: &'a Population,
    pub model: &'a Model,
    pub receptors: &'a [Receptor],
    pub initial: &'a [Initial],
    pub dt_ms: f64,
    pub currents: Vec<&'a Current>,
    pub noises: Vec<&'a Noise>,
    pub backgrounds: Vec<&'a Background>,
}

impl Cells {
    /// Builds the cells `range` of a population, which begins at a multiple of [`STRETCH`].
    pub fn build(
        blueprint: &Blueprint<'_>,
        range: Range<usize>,
        family: &dyn Fn(&str) -> Family,
    ) -> Self {
        let neuron = blueprint.model.neuron();
        let n = range.len();
        let dt_ms = blueprint.dt_ms;
        let stepper = neuron.stepper(dt_ms, blueprint.receptors);
        let receiving = blueprint.receptors.iter().map(|receptor| {
            let gain = stepper.receptor_gain(receptor);
            Receiving::new(receptor, gain, n, dt_ms)
        });
        let refractory = neuron.refractory();
        let refractory_steps = (refractory.ms() / dt_ms).round() as u64;
        let clamp_mv = match refractory {
            Refractory::Clamped { reset_mv, .. } if refractory_steps > 0 => Some(reset_mv),
            _ => None,
        };
        let name = &blueprint.population.name;
        let streams = |purpose: &str| streams_of(&family(purpose), &range);
        let mut cells = Cells {
            state: vec![vec![0.0; n]; neuron.variables().len()],
            receiving: receiving.collect(),
            threshold_mv: neuron.threshold_mv(),
            refractory_steps,
            clamp_mv,
            last_spike: vec![NEVER; n],
            held: History::new(refractory_steps.min(1 << 20) as u32, n),
            conductive: blueprint.receptors.iter().any(Receptor::is_conductance),
            streams: if stepper.normals() > 0 {
                streams(&format!("noise of {name}"))
            } else {
                Vec::new()
            },
            currents: Vec::new(),
            noises: Vec::new(),
            backgrounds: Vec::new(),
            drive: vec![0.0; STRETCH],
            conductance: vec![0.0; STRETCH],
            normals: vec![0.0; STRETCH * stepper.normals().max(1)],
            candidates: Vec::with_capacity(n),
            stepper,
            range: range.clone(),
        };
        cells.stimulate(blueprint, &streams);
        cells.start(blueprint, family);
        cells
    }

    fn window(&self, cells: &Range<usize>, (start_ms, stop_ms): (f64, f64), dt_ms: f64) -> Window {
        let grid = |ms: f64| (ms / dt_ms).round().max(0.0) as u64;
        let own = |cell: usize| cell.clamp(self.range.start, self.range.end) - self.range.start;
        Window {
            steps: grid(start_ms)..grid(stop_ms),
            cells: own(cells.start)..own(cells.end),
        }
    }

    fn stimulate(&mut self, blueprint: &Blueprint<'_>, streams: &dyn Fn(&str) -> Vec<Stream>) {
        let dt_ms = blueprint.dt_ms;
        for current in &blueprint.currents {
            let times = (current.start_ms, current.stop_ms);
            self.currents.push(Injection {
                window: self.window(&current.target.cells, times, dt_ms),
                from_pa: current.from_pa,
                to_pa: current.to_pa,
            });
        }
        for noise in &blueprint.noises {
            let times = (noise.start_ms, noise.stop_ms);
            self.noises.push(NoiseSource {
                window: self.window(&noise.target.cells, times, dt_ms),
                sigma: noise.sigma_pa_sqrt_ms,
                streams: streams(&format!("noise {}", noise.name)),
            });
        }
        for background in &blueprint.backgrounds {
            let times = (background.start_ms, background.stop_ms);
            self.backgrounds.push(BackgroundSource {
                window: self.window(&background.target.cells, times, dt_ms),
                receptor: background.receptor,
                mean: background.rate_hz * dt_ms / 1000.0,
                weight: background.weight,
                streams: streams(&format!("background {}", background.name)),
            });
        }
    }

    fn start(&mut self, blueprint: &Blueprint<'_>, family: &dyn Fn(&str) -> Family) {
        let neuron = blueprint.model.neuron();
        let name = &blueprint.population.name;
        let mut streams = streams_of(&family(&format!("start of {name}")), &self.range);
        for (stretch, stream) in stretches(self.range.len()).zip(&mut streams) {
            neuron.start(&mut self.state, stretch, stream);
        }
        for initial in blueprint.initial {
            let family = family(&format!("start of {name}: {}", initial.name));
            let mut streams = streams_of(&family, &self.range);
            let variables = neuron.variables();
            let variable = variables.iter().position(|v| v.name == initial.name);
            let receptor = blueprint
                .receptors
                .iter()
                .position(|r| r.name == initial.name);
            let values = match (variable, receptor) {
                (Some(variable), _) => &mut self.state[variable],
                (None, Some(receptor)) => &mut self.receiving[receptor].x,
                (None, None) => continue,
            };
            for (stretch, stream) in stretches(self.range.len()).zip(&mut streams) {
                for value in &mut values[stretch] {
                    *value = initial.value.draw(0.0, stream);
                }
            }
        }
    }

    /// Adds inputs of random times, moves all cells from grid point `step` to the next, and appends
    /// the population's indices of those that fire there to `fired`. Err: the index of a cell whose
    /// potential is no longer finite.
    pub fn advance(&mut self, step: u64, fired: &mut Vec<u32>) -> Result<(), u32> {
        self.receive_background(step);
        self.candidates.clear();
        for (index, stretch) in stretches(self.range.len()).enumerate() {
            self.sum_inputs(step, index, &stretch);
            self.advance_stretch(index, &stretch);
            let v = &self.state[0][stretch.clone()];
            find_candidates(v, self.threshold_mv, stretch.start, &mut self.candidates);
        }
        self.receiving.iter_mut().for_each(Receiving::age);
        self.hold(step + 1);
        self.fire(step + 1, fired)
    }

    fn receive_background(&mut self, step: u64) {
        for background in &mut self.backgrounds {
            if !background.window.steps.contains(&step) {
                continue;
            }
            let receiving = &mut self.receiving[background.receptor];
            let entry = receiving.entry();
            let windows = stretches(self.range.len()).zip(&mut background.streams);
            for (stretch, stream) in windows {
                for cell in overlap(&stretch, &background.window.cells) {
                    let spikes = stream.poisson(background.mean);
                    if spikes == 0 {
                        continue;
                    }
                    let weight = background.weight * spikes as f64;
                    if receiving.is_jump() {
                        self.state[0][cell] += weight;
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

    /// Sums the drive and the conductance of a stretch.
    fn sum_inputs(&mut self, step: u64, index: usize, stretch: &Range<usize>) {
        let drive = &mut self.drive[..stretch.len()];
        let conductance = &mut self.conductance[..stretch.len()];
        drive.fill(0.0);
        conductance.fill(0.0);
        for receiving in self.receiving.iter().filter(|r| r.is_read()) {
            let x = &receiving.x[stretch.clone()];
            let y = receiving.y.get(stretch.clone()).unwrap_or_default();
            match receiving.reversal_mv {
                Some(e) => {
                    let by = receiving.value();
                    add_conductance(Conducting {
                        drive,
                        conductance,
                        x,
                        y,
                        by: [by.x, by.y],
                        e,
                    });
                }
                None => {
                    let by = receiving.drive();
                    add_current(Flowing {
                        drive,
                        x,
                        y,
                        by: [by.x, by.y],
                    });
                }
            }
        }
        for current in &self.currents {
            let window = &current.window;
            if window.steps.contains(&step) {
                let done = (step - window.steps.start) as f64 + 0.5;
                let whole = (window.steps.end - window.steps.start) as f64;
                let pa = current.from_pa + (current.to_pa - current.from_pa) * (done / whole);
                let gained = self.stepper.current_gain() * pa;
                for cell in overlap(stretch, &window.cells) {
                    drive[cell - stretch.start] += gained;
                }
            }
        }
        for noise in &mut self.noises {
            if noise.window.steps.contains(&step) {
                let gained = self.stepper.noise_gain() * noise.sigma;
                let stream = &mut noise.streams[index];
                for cell in overlap(stretch, &noise.window.cells) {
                    drive[cell - stretch.start] += gained * stream.normal();
                }
            }
        }
    }

    fn advance_stretch(&mut self, index: usize, stretch: &Range<usize>) {
        let normals = &mut self.normals[..self.stepper.normals() * stretch.len()];
        if let Some(stream) = self.streams.get_mut(index) {
            normals
                .iter_mut()
                .for_each(|normal| *normal = stream.normal());
        }
        let conductances = if self.conductive { stretch.len() } else { 0 };
        self.stepper.advance(Stretch {
            state: &mut self.state,
            cells: stretch.clone(),
            drive: &self.drive[..stretch.len()],
            conductance_ns: &self.conductance[..conductances],
            normals,
        });
    }

    /// Holds V of the cells that are refractory at the grid point `now`.
    fn hold(&mut self, now: u64) {
        let Some(clamp_mv) = self.clamp_mv else {
            return;
        };
        let v = &mut self.state[0];
        for step in now.saturating_sub(self.refractory_steps)..now {
            for &cell in self.held.at(step) {
                v[cell as usize] = clamp_mv;
            }
        }
        self.held.begin(now);
    }

    fn fire(&mut self, now: u64, fired: &mut Vec<u32>) -> Result<(), u32> {
        for &cell in &self.candidates {
            let index = cell as usize;
            let number = (self.range.start + index) as u32;
            let v = self.state[0][index];
            if !v.is_finite() || v <= LOWEST_MV {
                return Err(number);
            }
            let last = self.last_spike[index];
            let refractory = last != NEVER && now <= u64::from(last) + self.refractory_steps;
            if v < self.threshold_mv || refractory && self.refractory_steps > 0 {
                continue;
            }
            self.last_spike[index] = now as u32;
            self.stepper.fire(&mut self.state, index);
            if self.clamp_mv.is_some() {
                self.held.extend(now, &[cell]);
            }
            fired.push(number);
        }
        Ok(())
    }
}

/// The stretches of so many cells.
fn stretches(cells: usize) -> impl Iterator<Item = Range<usize>> {
    (0..cells.div_ceil(STRETCH)).map(move |i| i * STRETCH..cells.min((i + 1) * STRETCH))
}

/// The stream of every stretch of `range`.
fn streams_of(family: &Family, range: &Range<usize>) -> Vec<Stream> {
    let first = (range.start / STRETCH) as u64;
    let count = range.len().div_ceil(STRETCH) as u64;
    (first..first + count).map(|i| family.member(i)).collect()
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> Range<usize> {
    a.start.max(b.start)..a.end.min(b.end).max(a.start.max(b.start))
}

struct Flowing<'a> {
    drive: &'a mut [f64],
    x: &'a [f64],
    /// Empty, or as long as x.
    y: &'a [f64],
    by: [f64; 2],
}

vectorised! {
    fn add_current(of: Flowing<'_>) {
        let Flowing { drive, x, y, by } = of;
        for (drive, x) in drive.iter_mut().zip(x) {
            *drive += x * by[0];
        }
        for (drive, y) in drive.iter_mut().zip(y) {
            *drive += y * by[1];
        }
    }
}

struct Conducting<'a> {
    drive: &'a mut [f64],
    conductance: &'a mut [f64],
    x: &'a [f64],
    y: &'a [f64],
    by: [f64; 2],
    e: f64,
}

vectorised! {
    fn add_conductance(of: Conducting<'_>) {
        let Conducting { drive, conductance, x, y, by, e } = of;
        for ((drive, conductance), x) in drive.iter_mut().zip(&mut *conductance).zip(x) {
            let g = x * by[0];
            *conductance += g;
            *drive += g * e;
        }
        for ((drive, conductance), y) in drive.iter_mut().zip(&mut *conductance).zip(y) {
            let g = y * by[1];
            *conductance += g;
            *drive += g * e;
        }
    }
}

/// Potentials to look at one by one: at or above the threshold, or not finite.
fn find_candidates(v: &[f64], threshold_mv: f64, first: usize, found: &mut Vec<u32>) {
    let usual = |v: f64| v < threshold_mv && v > LOWEST_MV;
    for (index, chunk) in v.chunks(64).enumerate() {
        // Without a branch inside, so that it is done in lanes.
        if chunk.iter().fold(true, |all, &v| all & usual(v)) {
            continue;
        }
        let unusual = chunk.iter().zip(0..).filter(|&(&v, _)| !usual(v));
        found.extend(unusual.map(|(_, i): (&f64, usize)| (first + index * 64 + i) as u32));
    }
}
