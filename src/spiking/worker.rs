//! A worker: a contiguous part of the cells of every population, and all synapses onto them.

use super::cells::Cells;
use super::generator::Generating;
use super::history::History;
use super::plasticity::Dynamics;
use super::records::{Recorder, Trace, Watched};
use super::rows::{Rows, Weights};
use super::spike::Spike;
use std::ops::Range;

/// Rows that are asked for before they are used, since they come from far away.
const AHEAD: usize = 3;

/// What a worker knows of a projection besides its own rows.
#[derive(Clone, Debug)]
pub struct Route {
    /// Index of the source's population.
    pub source: usize,
    /// Neurons of it that project.
    pub senders: Range<usize>,
    /// Index of the target's population.
    pub target: usize,
    pub receptor: usize,
}

/// A part of a population.
pub enum Owned {
    Cells(Box<Cells>),
    /// Every worker runs the whole generator, so that its spikes need not be passed on.
    Generator(Box<Generating>),
}

/// One worker.
pub struct Worker {
    pub owned: Vec<Owned>,
    pub rows: Vec<Rows>,
    /// Of the projections whose synapses change.
    pub dynamics: Vec<Option<Box<Dynamics>>>,
    pub routes: Vec<Route>,
    /// The spikes of every population, of all workers.
    pub histories: Vec<History>,
    /// Cells of this worker that fired in the last step, by population.
    pub fired: Vec<Vec<u32>>,
    /// Whether the spikes of a population are recorded by this worker.
    pub listening: Vec<bool>,
    pub spikes: Vec<Vec<Spike>>,
    pub recording: Vec<Recording>,
    pub synaptic_events: u64,
}

/// The cells of a recorder that this worker owns.
pub struct Recording {
    pub recorder: Recorder,
    /// Cells, counted from the worker's first, and their columns in the whole trace.
    pub cells: Vec<(usize, usize)>,
    pub trace: Trace,
}

/// A cell whose potential is no longer finite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Divergence {
    pub population: usize,
    pub neuron: u32,
}

impl Worker {
    /// Emits, delivers what arrives at grid point `step` and moves the cells to the next one.
    pub fn advance(&mut self, step: u64) -> Result<(), Divergence> {
        self.generate(step);
        for projection in 0..self.rows.len() {
            self.deliver(projection, step);
        }
        for (population, owned) in self.owned.iter_mut().enumerate() {
            let Owned::Cells(cells) = owned else { continue };
            let fired = &mut self.fired[population];
            fired.clear();
            cells
                .advance(step, fired)
                .map_err(|neuron| Divergence { population, neuron })?;
            if self.listening[population] {
                let spikes = fired.iter().map(|&neuron| Spike {
                    step: step + 1,
                    neuron,
                });
                self.spikes[population].extend(spikes);
            }
        }
        self.learn(step + 1);
        Ok(())
    }

    /// Tells the synapses that learn which of their targets fired at a grid point.
    fn learn(&mut self, step: u64) {
        for (projection, dynamics) in self.dynamics.iter_mut().enumerate() {
            let target = self.routes[projection].target;
            if let (Some(dynamics), Owned::Cells(cells)) = (dynamics, &self.owned[target]) {
                let rows = &mut self.rows[projection];
                dynamics.fire(step, rows, &self.fired[target], cells.range.start);
            }
        }
    }

    fn generate(&mut self, step: u64) {
        for (population, owned) in self.owned.iter_mut().enumerate() {
            let Owned::Generator(generating) = owned else {
                continue;
            };
            let fired = &mut self.fired[population];
            fired.clear();
            generating.emit(step, fired);
            let history = &mut self.histories[population];
            history.begin(step);
            history.extend(step, fired.iter().copied());
            if self.listening[population] {
                let spikes = fired.iter().map(|&neuron| Spike { step, neuron });
                self.spikes[population].extend(spikes);
            }
        }
    }

    fn deliver(&mut self, projection: usize, step: u64) {
        let route = &self.routes[projection];
        let rows = &mut self.rows[projection];
        let history = &self.histories[route.source];
        let Owned::Cells(cells) = &mut self.owned[route.target] else {
            return;
        };
        let receiving = &mut cells.receiving[route.receptor];
        let entry = receiving.entry();
        let mut inbox = if receiving.is_jump() {
            Inbox {
                x: &mut cells.state[0],
                y: &mut [],
                by: [1.0, 0.0],
            }
        } else {
            Inbox {
                x: &mut receiving.x,
                y: &mut receiving.y,
                by: [entry.x, entry.y],
            }
        };
        if let Some(dynamics) = &mut self.dynamics[projection] {
            self.synaptic_events += dynamics.deliver(step, rows, route, history, inbox);
            return;
        }
        for (index, &delay) in rows.delays.iter().enumerate() {
            let Some(then) = step.checked_sub(u64::from(delay)) else {
                break;
            };
            let spikes = history.at(then);
            let row = |&neuron: &u32| {
                let neuron = neuron as usize;
                let sends = route.senders.contains(&neuron);
                sends.then(|| rows.row(index, neuron - route.senders.start))
            };
            let mut coming = spikes.iter().filter_map(row);
            for row in coming.by_ref().take(AHEAD) {
                rows.fetch(row);
            }
            for row in spikes.iter().filter_map(row) {
                if let Some(row) = coming.next() {
                    rows.fetch(row);
                }
                self.synaptic_events += row.len() as u64;
                inbox.take(rows, row);
            }
        }
    }

    /// Opens the histories for the spikes of cells at a grid point.
    pub fn begin_hearing(&mut self, step: u64) {
        for (owned, history) in self.owned.iter().zip(&mut self.histories) {
            if let Owned::Cells(_) = owned {
                history.begin(step);
            }
        }
    }

    /// The cells that fired in the last step, population by population, generators left out.
    pub fn fired(&self) -> impl Iterator<Item = &[u32]> {
        let lists = self.owned.iter().zip(&self.fired);
        lists
            .filter(|(owned, _)| matches!(owned, Owned::Cells(_)))
            .map(|(_, fired)| &fired[..])
    }

    /// The most that may fire in a step, in the same order.
    pub fn most_fired(&self) -> impl Iterator<Item = usize> {
        self.owned.iter().filter_map(|owned| match owned {
            Owned::Cells(cells) => Some(cells.range.len()),
            Owned::Generator(_) => None,
        })
    }

    /// Takes the spikes of one worker's cells at a grid point, by population, generators left out;
    /// the workers come in order.
    pub fn hear(&mut self, step: u64, mut fired: impl Iterator<Item = impl Iterator<Item = u32>>) {
        for (owned, history) in self.owned.iter().zip(&mut self.histories) {
            if let Owned::Cells(_) = owned
                && let Some(neurons) = fired.next()
            {
                history.extend(step, neurons);
            }
        }
    }

    /// Takes the spikes of its own cells, where no other worker has any.
    pub fn hear_itself(&mut self, step: u64) {
        self.begin_hearing(step);
        let lists = self.fired.iter().zip(&mut self.histories);
        for (owned, (fired, history)) in self.owned.iter().zip(lists) {
            if let Owned::Cells(_) = owned {
                history.extend(step, fired.iter().copied());
            }
        }
    }

    /// Takes samples at a grid point.
    pub fn record(&mut self, step: u64) {
        for recording in &mut self.recording {
            if !step.is_multiple_of(recording.recorder.every) {
                continue;
            }
            let Owned::Cells(cells) = &self.owned[recording.recorder.cells.population] else {
                continue;
            };
            recording.trace.steps.push(step);
            for (&(cell, _), column) in recording.cells.iter().zip(&mut recording.trace.columns) {
                column.push(match recording.recorder.watched {
                    Watched::Variable(variable) => cells.state[variable][cell],
                    Watched::Receptor(receptor) => cells.receiving[receptor].value_of(cell),
                });
            }
        }
    }
}

/// Where the spikes of a projection go.
pub struct Inbox<'a> {
    x: &'a mut [f64],
    /// Empty where the receptor has no y.
    y: &'a mut [f64],
    by: [f64; 2],
}

impl Inbox<'_> {
    /// The same, where everything counts so many times.
    #[inline]
    pub fn times(&mut self, factor: f64) -> Inbox<'_> {
        Inbox {
            x: self.x,
            y: self.y,
            by: self.by.map(|by| by * factor),
        }
    }

    /// Takes what the synapses of a row carry.
    #[inline]
    pub fn take(&mut self, rows: &Rows, row: Range<usize>) {
        let targets = &rows.targets[row.clone()];
        match &rows.weights {
            Weights::Same(weight) => self.add(targets, std::iter::repeat(*weight)),
            Weights::Each(weights) => self.add(targets, weights[row].iter().copied()),
        }
    }

    #[inline(always)]
    fn add(&mut self, targets: &[u32], weights: impl Iterator<Item = f64> + Clone) {
        for (&target, weight) in targets.iter().zip(weights.clone()) {
            self.x[target as usize] += weight * self.by[0];
        }
        if !self.y.is_empty() {
            for (&target, weight) in targets.iter().zip(weights) {
                self.y[target as usize] += weight * self.by[1];
            }
        }
    }
}
