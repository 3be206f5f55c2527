//! A network at work: workers that go step by step together.

use super::cells::{Blueprint, Cells, STRETCH};
use super::history::History;
use super::network::{Network, Sort};
use super::plasticity::Dynamics;
use super::records::{End, Recorder, Records, Trace, Watched};
use super::rows::Rows;
use super::running;
use super::worker::{Owned, Recording, Route, Worker};
use crate::random::Family;
use std::ops::Range;

/// A network that is built, at a grid point.
pub struct Simulation {
    workers: Vec<Worker>,
    step: u64,
    end: End,
}

/// What a run listens to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listening {
    /// Populations whose spikes are recorded.
    pub spikes: Vec<usize>,
    pub recorders: Vec<Recorder>,
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
        let build = |worker| self.build_worker((worker, workers), steps, listening, family);
        let workers = if workers == 1 {
            vec![build(0)]
        } else {
            std::thread::scope(|scope| {
                let handles: Vec<_> = (0..workers)
                    .map(|worker| scope.spawn(move || build(worker)))
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
        simulation.prepare_histories(self);
        for worker in &mut simulation.workers {
            worker.record(0);
        }
        simulation
    }

    fn build_worker(
        &self,
        share: (usize, usize),
        steps: u64,
        listening: &Listening,
        family: &dyn Fn(&str) -> Family,
    ) -> Worker {
        let ranges: Vec<Range<usize>> = self
            .populations
            .iter()
            .map(|population| part_of(population.neurons, share))
            .collect();
        let mut owned = Vec::with_capacity(self.populations.len());
        for (index, population) in self.populations.iter().enumerate() {
            owned.push(match &population.sort {
                Sort::Generator(generator) => {
                    let family = family(&format!("spikes of {}", population.name));
                    let n = population.neurons;
                    Owned::Generator(generator.start(n, self.dt_ms, steps, &family))
                }
                Sort::Cells {
                    model,
                    receptors,
                    initial,
                } => {
                    let blueprint = Blueprint {
                        population,
                        model,
                        receptors,
                        initial,
                        dt_ms: self.dt_ms,
                        currents: of(&self.currents, |c| c.target.population == index),
                        noises: of(&self.noises, |n| n.target.population == index),
                        backgrounds: of(&self.backgrounds, |b| b.target.population == index),
                        is_v_recorded: listening.recorders.iter().any(|r| {
                            r.cells.population == index && r.watched == Watched::Variable(0)
                        }),
                    };
                    Owned::Cells(Box::new(Cells::build(
                        &blueprint,
                        ranges[index].clone(),
                        family,
                    )))
                }
            });
        }
        let rows = self.projections.iter().map(|projection| {
            let owned = &ranges[projection.target.population];
            Rows::build(
                projection,
                &self.sides(projection),
                owned,
                self.dt_ms,
                family,
            )
        });
        let mut rows: Vec<Rows> = rows.collect();
        let dynamics = self
            .projections
            .iter()
            .zip(&mut rows)
            .map(|(projection, rows)| {
                let cells = ranges[projection.target.population].len();
                Dynamics::of(projection, rows, cells, self.dt_ms)
            });
        let routes = self.projections.iter().map(|projection| Route {
            source: projection.source.population,
            senders: projection.source.cells.clone(),
            target: projection.target.population,
            receptor: projection.receptor,
        });
        let recording = listening.recorders.iter().map(|recorder| {
            let range = &ranges[recorder.cells.population];
            let own = recorder.cells.cells.clone().enumerate();
            let own = own.filter(|(_, cell)| range.contains(cell));
            let cells: Vec<_> = own
                .map(|(column, cell)| (cell - range.start, column))
                .collect();
            let samples = (steps / recorder.every + 1) as usize;
            Recording {
                recorder: recorder.clone(),
                trace: Trace {
                    steps: Vec::with_capacity(samples),
                    columns: vec![Vec::with_capacity(samples); cells.len()],
                },
                cells,
            }
        });
        let listening = |(index, owned): (usize, &Owned)| {
            let mine = matches!(owned, Owned::Cells(_)) || share.0 == 0;
            mine && listening.spikes.contains(&index)
        };
        Worker {
            dynamics: dynamics.collect(),
            rows,
            routes: routes.collect(),
            histories: Vec::new(),
            fired: ranges
                .iter()
                .map(|range| Vec::with_capacity(range.len()))
                .collect(),
            listening: owned.iter().enumerate().map(listening).collect(),
            spikes: vec![Vec::new(); owned.len()],
            recording: recording.collect(),
            owned,
            synaptic_events: 0,
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

impl Simulation {
    /// Histories as long as the longest delay of any worker's synapses.
    fn prepare_histories(&mut self, network: &Network) {
        let mut longest = vec![0; network.populations.len()];
        for worker in &self.workers {
            for (rows, route) in worker.rows.iter().zip(&worker.routes) {
                let delay = rows.delays.last().copied().unwrap_or(0);
                longest[route.source] = longest[route.source].max(delay);
            }
        }
        for worker in &mut self.workers {
            let populations = network.populations.iter().zip(&longest);
            worker.histories = populations
                .map(|(population, &longest)| History::new(longest, population.neurons))
                .collect();
        }
    }

    /// Goes on to grid point `until`, or until a potential stops being finite or `go_on` is false.
    pub fn run(&mut self, until: u64, go_on: &dyn Fn() -> bool) {
        if self.end != End::Complete {
            return;
        }
        (self.step, self.end) = running::run(&mut self.workers, self.step..until, go_on);
    }

    /// The grid point reached.
    pub fn step(&self) -> u64 {
        self.step
    }

    /// Spikes that synapses have carried.
    pub fn synaptic_events(&self) -> u64 {
        self.workers
            .iter()
            .map(|worker| worker.synaptic_events)
            .sum()
    }

    /// Number of synapses.
    pub fn synapses(&self) -> usize {
        self.workers
            .iter()
            .flat_map(|worker| &worker.rows)
            .map(Rows::len)
            .sum()
    }

    /// The synapses of a projection: source (counted within the part that projects), target (counted
    /// within its population), weight, and delay in steps; in no order. Weights of synapses that
    /// learn are those of the grid point reached: asked for before the run, those at its start.
    pub fn synapses_of(&self, projection: usize) -> Vec<(u32, u32, f64, u32)> {
        let mut all = Vec::new();
        for worker in &self.workers {
            let Owned::Cells(cells) = &worker.owned[worker.routes[projection].target] else {
                continue;
            };
            let first = cells.range.start as u32;
            let own = worker.rows[projection].synapses();
            all.extend(
                own.map(|(source, target, weight, delay)| (source, first + target, weight, delay)),
            );
        }
        all
    }

    /// Everything that was recorded.
    pub fn into_records(self) -> Records {
        let synaptic_events = self.synaptic_events();
        let mut spikes = Vec::new();
        let populations = self.workers[0].spikes.len();
        for population in 0..populations {
            let parts = self.workers.iter().map(|worker| &worker.spikes[population]);
            let mut all: Vec<_> = parts.flatten().copied().collect();
            if self.workers.len() > 1 {
                all.sort_by_key(|spike| (spike.step, spike.neuron));
            }
            spikes.push(all);
        }
        let mut traces = Vec::new();
        for recorder in 0..self.workers[0].recording.len() {
            let mut trace = Trace::default();
            let whole = self.workers[0].recording[recorder]
                .recorder
                .cells
                .cells
                .len();
            trace.columns = vec![Vec::new(); whole];
            for worker in &self.workers {
                let own = &worker.recording[recorder];
                trace.steps = own.trace.steps.clone();
                for (&(_, column), values) in own.cells.iter().zip(&own.trace.columns) {
                    trace.columns[column] = values.clone();
                }
            }
            traces.push(trace);
        }
        Records {
            spikes,
            traces,
            synaptic_events,
            step: self.step,
            end: self.end,
        }
    }
}
