//! A network at work: workers that go step by step together.

use super::records::{End, Recorder, Records, Trace};
use super::rows::Rows;
use super::running;
use super::spike::Spike;
use super::worker::{Owned, Worker};

/// A network that is built, at a grid point.
pub struct Simulation {
    pub(super) workers: Vec<Worker>,
    pub(super) step: u64,
    pub(super) end: End,
}

/// What a run listens to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listening {
    /// Populations whose spikes are recorded.
    pub spikes: Vec<usize>,
    pub recorders: Vec<Recorder>,
}

impl Simulation {
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

    /// Everything that was recorded. Of a run that diverged, up to the grid point before.
    pub fn into_records(self) -> Records {
        let populations = self.workers[0].spikes.len();
        let recorders = self.workers[0].recording.len();
        Records {
            spikes: (0..populations)
                .map(|population| self.spikes_of(population))
                .collect(),
            traces: (0..recorders)
                .map(|recorder| self.trace_of(recorder))
                .collect(),
            synaptic_events: self.synaptic_events(),
            step: self.step,
            end: self.end,
        }
    }

    /// What is known of all cells ends before this grid point: workers do not learn of each other's
    /// divergence before the step is over.
    fn known_until(&self) -> u64 {
        match self.end {
            End::Diverged { .. } => self.step,
            End::Complete | End::Interrupted => u64::MAX,
        }
    }

    fn spikes_of(&self, population: usize) -> Vec<Spike> {
        let until = self.known_until();
        let parts = self.workers.iter().map(|worker| &worker.spikes[population]);
        let known = parts.flatten().filter(|spike| spike.step < until);
        let mut spikes: Vec<Spike> = known.copied().collect();
        if self.workers.len() > 1 {
            spikes.sort_by_key(|spike| (spike.step, spike.neuron));
        }
        spikes
    }

    fn trace_of(&self, recorder: usize) -> Trace {
        let first = &self.workers[0].recording[recorder];
        let until = self.known_until();
        let samples = first.trace.steps.partition_point(|&step| step < until);
        let mut trace = Trace {
            steps: first.trace.steps[..samples].to_vec(),
            columns: vec![Vec::new(); first.recorder.cells.cells.len()],
        };
        for worker in &self.workers {
            let part = &worker.recording[recorder];
            for (&(_, column), values) in part.cells.iter().zip(&part.trace.columns) {
                trace.columns[column] = values[..samples].to_vec();
            }
        }
        trace
    }
}
