//! Random starts: one unit at a time, and all units at once.

use super::Attractors;
use super::sort::{self, Sort};
use crate::experiment::hopfield::share::Share;
use crate::experiment::{Context, Failure};
use crate::memory::{
    Census as Visits, End, Hopfield, Patterns, Relaxation, Update, Visited, overlap,
};
use crate::random::Stream;

/// Where random starts ended, over all networks with one number of patterns.
#[derive(Clone, Debug)]
pub struct Census {
    pub patterns: usize,
    /// Starts that ended in each sort, one unit at a time.
    pub ends: [Share; 5],
    /// Different fixed points of each sort, over all networks.
    pub states: [usize; 5],
    /// E/N² of every different fixed point of each sort.
    pub energies: [Vec<f64>; 5],
    /// All units at once: starts that ended in a cycle of two states.
    pub two_cycles: Share,
    /// Starts given up, either way.
    pub unsettled: usize,
    /// The most visited fixed points of the first network.
    pub most_visited: Vec<Row>,
}

/// A fixed point in the list.
#[derive(Clone, Debug)]
pub struct Row {
    pub name: String,
    pub sort: Sort,
    pub visits: usize,
    /// E/N².
    pub energy: f64,
    /// The largest overlap in size with a pattern.
    pub overlap: f64,
}

/// Fixed points in the list.
const LISTED: usize = 24;

/// Starts all networks with so many patterns.
pub fn take(settings: &Attractors, patterns: usize, context: &Context) -> Result<Census, Failure> {
    let mut census = Census {
        patterns,
        ends: [Share::default(); 5],
        states: [0; 5],
        energies: Default::default(),
        two_cycles: Share::default(),
        unsettled: 0,
        most_visited: Vec::new(),
    };
    let errors = (settings.errors * settings.neurons as f64).round() as usize;
    for repeat in 0..settings.networks as u64 {
        context.go_on()?;
        let mut stream = context.stream_of(&format!("{patterns} patterns"), repeat);
        let stored = Patterns::random(patterns, settings.neurons, &mut stream);
        let network =
            Hopfield::new(settings.units, settings.rule, stored).map_err(Failure::told)?;
        let visits = Visits::take(
            &network,
            settings.starts,
            settings.sweeps,
            errors,
            &mut stream,
        );
        census.add(&network, &visits, settings.starts);
        census.add_cycles(&network, settings, context, &mut stream)?;
        if repeat == 0 {
            let most = visits.found.iter().take(LISTED);
            census.most_visited = most.map(|visited| row(&network, visited)).collect();
        }
    }
    Ok(census)
}

impl Census {
    fn add(&mut self, network: &Hopfield, visits: &Visits, starts: usize) {
        let squared = (network.size() as f64).powi(2);
        self.unsettled += visits.unsettled;
        for ends in &mut self.ends {
            ends.trials += starts;
        }
        for visited in &visits.found {
            let place = Sort::of(visited.kind).place();
            self.ends[place].successes += visited.visits;
            self.states[place] += 1;
            self.energies[place].push(network.energy(&visited.state) / squared);
        }
    }

    fn add_cycles(
        &mut self,
        network: &Hopfield,
        settings: &Attractors,
        context: &Context,
        stream: &mut Stream,
    ) -> Result<(), Failure> {
        let mut relaxation = Relaxation::new(network);
        let mut start = vec![1; network.size()];
        for _ in 0..settings.starts {
            context.go_on()?;
            start.fill_with(|| if stream.uniform() < 0.5 { -1 } else { 1 });
            relaxation.start(&start);
            let settled = relaxation.run(Update::Synchronous, settings.sweeps, stream, |_| ());
            self.two_cycles.count(settled.end == End::TwoCycle);
            self.unsettled += usize::from(settled.end == End::Limit);
        }
        Ok(())
    }
}

fn row(network: &Hopfield, visited: &Visited) -> Row {
    let overlaps = network
        .patterns()
        .iter()
        .map(|p| overlap(&visited.state, p));
    Row {
        name: sort::name(&visited.state, visited.kind, network),
        sort: Sort::of(visited.kind),
        visits: visited.visits,
        energy: network.energy(&visited.state) / (network.size() as f64).powi(2),
        overlap: overlaps.fold(
            0.0,
            |most: f64, m| if m.abs() > most.abs() { m } else { most },
        ),
    }
}
