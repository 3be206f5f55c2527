//! From the description of a network to workers that are ready to run.

use super::cells::{Blueprint, Cells, STRETCH};
use super::history::History;
use super::network::{Network, Sort};
use super::plasticity::Dynamics;
use super::records::{End, Recorder, Trace, Watched};
use super::rows::Rows;
use super::simulation::{Listening, Simulation};
use super::spike::Spike;
use super::worker::{Owned, Recording, Route, Worker};
use crate::neuron::PointNeuron;
use crate::random::Family;
use std::ops::Range;

/// Mean rate of the cells of a population for which its record has room from the start, Hz; a record
/// that outgrows its room moves to one of twice the size, which is seldom.
const EXPECTED_HZ: f64 = 50.0;
/// The largest room that a record is given at the start, spikes.
const MOST_EXPECTED: f64 = 4e6;
/// Spikes of a cell within the longest delay for which histories have room from the start.
const MOST_REMEMBERED: u64 = 4;

/// What a worker is built from.
struct Order<'a> {
    network: &'a Network,
    listening: &'a Listening,
    family: &'a dyn Fn(&str) -> Family,
    /// Grid points that the run will reach.
    steps: u64,
    /// Which worker.
    index: usize,
    /// The cells of every population that are its own.
    ranges: Vec<Range<usize>>,
}

impl Network {
    /// Draws starting values and synapses, in parallel. `family` gives the random streams of a
    /// purpose; the result is the same for any number of `threads`. `steps` is the grid point up to
    /// which generators will be asked for spikes.
    pub fn build(
        &self,
        threads: usize,
        steps: u64,
        listening: &Listening,
        family: &(dyn Fn(&str) -> Family + Sync),
    ) -> Simulation {
        let workers = threads.max(1);
        let build = |index| {
            let parts = self.populations.iter();
            let order = Order {
                network: self,
                listening,
                family,
                steps,
                index,
                ranges: parts
                    .map(|p| part_of(p.neurons, (index, workers)))
                    .collect(),
            };
            order.worker()
        };
        let workers = if workers == 1 {
            vec![build(0)]
        } else {
            std::thread::scope(|scope| {
                let handles: Vec<_> = (0..workers)
                    .map(|index| scope.spawn(move || build(index)))
                    .collect();
                let join = |handle: std::thread::ScopedJoinHandle<'_, Worker>| {
                    handle
                        .join()
                        .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
                };
                handles.into_iter().map(join).collect()
            })
        };
        let mut simulation = Simulation {
            workers,
            step: 0,
            end: End::Complete,
        };
        prepare_histories(&mut simulation.workers, self);
        for worker in &mut simulation.workers {
            worker.record(0);
        }
        simulation
    }
}

impl Order<'_> {
    fn worker(&self) -> Worker {
        let network = self.network;
        let populations = 0..network.populations.len();
        let owned: Vec<Owned> = populations.clone().map(|index| self.owned(index)).collect();
        let mut rows: Vec<Rows> = Vec::with_capacity(network.projections.len());
        for projection in &network.projections {
            let own = &self.ranges[projection.target.population];
            let sides = network.sides(projection);
            rows.push(Rows::build(
                projection,
                &sides,
                own,
                network.dt_ms,
                self.family,
            ));
        }
        let pairs = network.projections.iter().zip(&mut rows);
        let dynamics = pairs.map(|(projection, rows)| {
            let cells = self.ranges[projection.target.population].len();
            Dynamics::of(projection, rows, cells, network.dt_ms)
        });
        let dynamics = dynamics.collect();
        let routes = network.projections.iter().map(|projection| Route {
            source: projection.source.population,
            senders: projection.source.cells.clone(),
            target: projection.target.population,
            receptor: projection.receptor,
        });
        let recording = self.listening.recorders.iter().map(|r| self.recording(r));
        let is_heard = |index: usize| {
            let mine = matches!(owned[index], Owned::Cells(_)) || self.index == 0;
            mine && self.listening.spikes.contains(&index)
        };
        let listening: Vec<bool> = populations.clone().map(is_heard).collect();
        let spikes = populations.clone().map(|p| self.record_of(p, listening[p]));
        Worker {
            dynamics,
            rows,
            routes: routes.collect(),
            histories: Vec::new(),
            fired: populations
                .map(|index| Vec::with_capacity(self.most_fired(index)))
                .collect(),
            spikes: spikes.collect(),
            listening,
            recording: recording.collect(),
            owned,
            synaptic_events: 0,
        }
    }

    fn owned(&self, index: usize) -> Owned {
        let network = self.network;
        let population = &network.populations[index];
        match &population.sort {
            Sort::Generator(generator) => {
                let family = (self.family)(&format!("spikes of {}", population.name));
                let n = population.neurons;
                let started = generator.start(n, network.dt_ms, self.steps, &family);
                Owned::Generator(Box::new(started))
            }
            Sort::Cells {
                model,
                receptors,
                initial,
            } => {
                let recorders = &self.listening.recorders;
                let is_v = |recorder: &Recorder| {
                    recorder.cells.population == index && recorder.watched == Watched::Variable(0)
                };
                let blueprint = Blueprint {
                    population,
                    model,
                    receptors,
                    initial,
                    dt_ms: network.dt_ms,
                    currents: of(&network.currents, |c| c.target.population == index),
                    noises: of(&network.noises, |n| n.target.population == index),
                    backgrounds: of(&network.backgrounds, |b| b.target.population == index),
                    is_v_recorded: recorders.iter().any(is_v),
                };
                let range = self.ranges[index].clone();
                Owned::Cells(Box::new(Cells::build(&blueprint, range, self.family)))
            }
        }
    }

    /// The most of a population that may fire at a grid point. Every worker runs whole generators.
    fn most_fired(&self, index: usize) -> usize {
        let population = &self.network.populations[index];
        match population.sort {
            Sort::Cells { .. } => self.ranges[index].len(),
            Sort::Generator(_) => population.neurons,
        }
    }

    /// Room for the spikes of a population.
    fn record_of(&self, index: usize, is_heard: bool) -> Vec<Spike> {
        if !is_heard {
            return Vec::new();
        }
        let population = &self.network.populations[index];
        let duration_ms = self.steps as f64 * self.network.dt_ms;
        let spikes = match &population.sort {
            Sort::Cells { .. } => {
                EXPECTED_HZ * duration_ms / 1000.0 * self.ranges[index].len() as f64
            }
            Sort::Generator(generator) => {
                let n = population.neurons;
                let mean = generator.expected_spikes(n, duration_ms) * n as f64;
                mean + 5.0 * mean.sqrt()
            }
        };
        Vec::with_capacity(spikes.min(MOST_EXPECTED) as usize)
    }

    fn recording(&self, recorder: &Recorder) -> Recording {
        let range = &self.ranges[recorder.cells.population];
        let all = recorder.cells.cells.clone().enumerate();
        let own = all.filter(|(_, cell)| range.contains(cell));
        let cells: Vec<_> = own
            .map(|(column, cell)| (cell - range.start, column))
            .collect();
        let samples = (self.steps / recorder.every + 1) as usize;
        let columns = cells.iter().map(|_| Vec::with_capacity(samples));
        Recording {
            recorder: recorder.clone(),
            trace: Trace {
                steps: Vec::with_capacity(samples),
                columns: columns.collect(),
            },
            cells,
        }
    }
}

fn of<T>(all: &[T], belongs: impl Fn(&T) -> bool) -> Vec<&T> {
    all.iter().filter(|item| belongs(item)).collect()
}

/// The part of `n` neurons that belongs to worker `share.0` of `share.1`: whole stretches.
fn part_of(n: usize, (worker, workers): (usize, usize)) -> Range<usize> {
    let stretches = n.div_ceil(STRETCH);
    let edge = |worker: usize| (stretches * worker / workers * STRETCH).min(n);
    edge(worker)..edge(worker + 1)
}

/// Histories as long as the longest delay of any worker's synapses.
fn prepare_histories(workers: &mut [Worker], network: &Network) {
    let mut longest = vec![0; network.populations.len()];
    for worker in &*workers {
        for (rows, route) in worker.rows.iter().zip(&worker.routes) {
            let delay = rows.delays.last().copied().unwrap_or(0);
            longest[route.source] = longest[route.source].max(delay);
        }
    }
    for worker in workers {
        let populations = network.populations.iter().zip(&longest);
        let histories = populations.map(|(population, &longest)| {
            let each = match &population.sort {
                Sort::Cells { model, .. } => most_spikes(model.neuron(), longest, network.dt_ms),
                Sort::Generator(_) => u64::from(longest) + 1,
            };
            let most = population.neurons * each.min(MOST_REMEMBERED) as usize;
            History::new(longest, most)
        });
        worker.histories = histories.collect();
    }
}

/// The most spikes of a cell that a history keeps.
fn most_spikes(neuron: &dyn PointNeuron, longest: u32, dt_ms: f64) -> u64 {
    let refractory_steps = (neuron.refractory().ms() / dt_ms).round() as u64;
    let kept = u64::from(longest) + 1;
    kept.next_power_of_two().div_ceil(refractory_steps + 1)
}
