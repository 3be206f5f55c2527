//! The cells of a population that one worker owns, and one step of them.

use super::network::{Background, Current, Initial, Noise, Population};
use super::passes::{self, GLANCE, Input, LOWEST_MV};
use super::receiving::Receiving;
use super::stimuli::{Place, Stimuli};
use crate::neuron::point::Linear;
use crate::neuron::{Model, Receptor, Refractory, Stepper, Stretch};
use crate::random::{Family, Stream};
use std::collections::VecDeque;
use std::ops::Range;

/// Cells that are moved together: their arrays stay in the nearest cache. Every random stream of a
/// population belongs to one such stretch, so that results do not depend on who owns it.
pub const STRETCH: usize = 512;

/// Steps after which held potentials are set back even where nobody sees them: so they do not come to
/// the threshold again and again.
const HOLD_EVERY: u64 = 8;

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
    /// The step of a linear membrane.
    linear: Option<Linear>,
    threshold_mv: f64,
    refractory_steps: u64,
    /// V of cells that are refractory, where it is held.
    clamp_mv: Option<f64>,
    /// Whether somebody sees V while it is held: otherwise it is enough to set it at the end.
    is_v_seen: bool,
    last_spike: Vec<u32>,
    /// Cells whose V is held, in the order of their spikes.
    held: VecDeque<u32>,
    conductive: bool,
    /// Streams of the stepper's own noise, one a stretch.
    streams: Vec<Stream>,
    stimuli: Stimuli,
    drive: Vec<f64>,
    conductance: Vec<f64>,
    normals: Vec<f64>,
    unusual: Vec<bool>,
    candidates: Vec<u32>,
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
    /// Whether V is recorded.
    pub is_v_recorded: bool,
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
        let variables = neuron.variables().len();
        let streams = if stepper.normals() > 0 {
            let purpose = format!("noise of {}", blueprint.population.name);
            streams_of(&family(&purpose), &range)
        } else {
            Vec::new()
        };
        let mut cells = Cells {
            state: vec![vec![0.0; n]; variables],
            receiving: receiving.collect(),
            linear: stepper.linear(),
            threshold_mv: neuron.threshold_mv(),
            refractory_steps,
            clamp_mv,
            is_v_seen: variables > 1 || blueprint.is_v_recorded,
            last_spike: vec![NEVER; n],
            held: VecDeque::with_capacity(if clamp_mv.is_some() { n } else { 0 }),
            conductive: blueprint.receptors.iter().any(Receptor::is_conductance),
            streams,
            stimuli: Stimuli::build(blueprint, &range, family),
            drive: vec![0.0; STRETCH],
            conductance: vec![0.0; STRETCH],
            normals: vec![0.0; STRETCH * stepper.normals()],
            unusual: vec![false; n.div_ceil(GLANCE)],
            candidates: Vec::with_capacity(n),
            stepper,
            range,
        };
        cells.start(blueprint, family);
        cells
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
        self.stimuli
            .strike(step, &mut self.receiving, &mut self.state[0]);
        if !self.step_in_one_pass(step) {
            self.step_by_stretches(step);
        }
        self.receiving.iter_mut().for_each(Receiving::age);
        self.hold(step + 1);
        self.candidates.clear();
        let v = &self.state[0];
        passes::find_unusual(v, self.threshold_mv, &self.unusual, &mut self.candidates);
        self.fire(step + 1, fired)
    }

    /// The commonest step: linear membranes with at most two inputs and no other currents.
    fn step_in_one_pass(&mut self, step: u64) -> bool {
        let Some(Linear { fade, rest }) = self.linear else {
            return false;
        };
        let mut inputs = inputs(&self.receiving, 0..self.range.len());
        let (Some(first), second) = (inputs.next(), inputs.next()) else {
            return false;
        };
        if inputs.next().is_some() || self.stimuli.is_flowing(step) {
            return false;
        }
        passes::step_linear(passes::LinearStep {
            v: &mut self.state[0],
            inputs: [first, second.unwrap_or(first.silenced())],
            fade,
            rest,
            threshold_mv: self.threshold_mv,
            unusual: &mut self.unusual,
        });
        true
    }

    fn step_by_stretches(&mut self, step: u64) {
        for (index, stretch) in stretches(self.range.len()).enumerate() {
            self.sum_inputs(&stretch);
            let place = Place {
                step,
                index,
                stretch: &stretch,
            };
            let drive = &mut self.drive[..stretch.len()];
            self.stimuli.flow(&place, &*self.stepper, drive);
            self.advance_stretch(index, &stretch);
            let glances = stretch.start / GLANCE..stretch.end.div_ceil(GLANCE);
            passes::glance(passes::Glance {
                v: &self.state[0][stretch],
                threshold_mv: self.threshold_mv,
                unusual: &mut self.unusual[glances],
            });
        }
    }

    /// Sums the drive and the conductance of a stretch over the receptors, two arrays at a time.
    fn sum_inputs(&mut self, stretch: &Range<usize>) {
        let conductances = if self.conductive { stretch.len() } else { 0 };
        let mut inputs = inputs(&self.receiving, stretch.clone());
        let mut is_first = true;
        while let Some(first) = inputs.next() {
            let sum = passes::Sum {
                inputs: [first, inputs.next().unwrap_or(first.silenced())],
                drive: &mut self.drive[..stretch.len()],
                conductance: &mut self.conductance[..conductances],
            };
            if is_first {
                passes::begin_sum(sum);
            } else {
                passes::continue_sum(sum);
            }
            is_first = false;
        }
        if is_first {
            self.drive[..stretch.len()].fill(0.0);
            self.conductance[..conductances].fill(0.0);
        }
    }

    fn advance_stretch(&mut self, index: usize, stretch: &Range<usize>) {
        let normals = &mut self.normals[..self.stepper.normals() * stretch.len()];
        if let Some(stream) = self.streams.get_mut(index) {
            stream.fill_normals(normals);
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
        if self.is_v_seen || now.is_multiple_of(HOLD_EVERY) {
            for &cell in &self.held {
                v[cell as usize] = clamp_mv;
            }
        }
        while let Some(&cell) = self.held.front() {
            if u64::from(self.last_spike[cell as usize]) + self.refractory_steps > now {
                break;
            }
            v[cell as usize] = clamp_mv;
            self.held.pop_front();
        }
    }

    fn fire(&mut self, now: u64, fired: &mut Vec<u32>) -> Result<(), u32> {
        for &cell in &self.candidates {
            let index = cell as usize;
            let number = (self.range.start + index) as u32;
            let v = self.state[0][index];
            let last = self.last_spike[index];
            let is_refractory = self.refractory_steps > 0
                && last != NEVER
                && now <= u64::from(last) + self.refractory_steps;
            if is_refractory && self.clamp_mv.is_some() {
                continue;
            }
            if !v.is_finite() || v <= LOWEST_MV {
                return Err(number);
            }
            if v < self.threshold_mv || is_refractory {
                continue;
            }
            self.last_spike[index] = now as u32;
            self.stepper.fire(&mut self.state, index);
            if self.clamp_mv.is_some() {
                self.held.push_back(cell);
            }
            fired.push(number);
        }
        Ok(())
    }
}

/// The arrays of the receptors and how they are read in the coming step.
fn inputs(receiving: &[Receiving], stretch: Range<usize>) -> impl Iterator<Item = Input<'_>> {
    let read = receiving.iter().filter(|receiving| receiving.is_read());
    read.flat_map(move |receiving| receiving.inputs(stretch.clone()))
}

/// The stretches of so many cells.
pub fn stretches(cells: usize) -> impl Iterator<Item = Range<usize>> {
    (0..cells.div_ceil(STRETCH)).map(move |i| i * STRETCH..cells.min((i + 1) * STRETCH))
}

/// The stream of every stretch of `range`.
pub fn streams_of(family: &Family, range: &Range<usize>) -> Vec<Stream> {
    let first = (range.start / STRETCH) as u64;
    let count = range.len().div_ceil(STRETCH) as u64;
    (first..first + count).map(|i| family.member(i)).collect()
}
