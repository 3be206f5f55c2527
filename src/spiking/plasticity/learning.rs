//! The pair rule at work on the synapses of a projection onto one worker's cells.
//!
//! All synapses of a row (one source, one delay) see the same arrivals, so a row has one presynaptic
//! trace, and a cell one postsynaptic trace. An arrival weakens its row by the cells' traces, a spike
//! of a cell strengthens the synapses onto it by their rows' traces.

use super::fading::Fading;
use super::timing::{Pairing, Plasticity};
use crate::math;
use crate::spiking::rows::{Rows, Weights};

/// Rows, cells and what they remember.
pub struct Learning {
    rule: Rule,
    pairing: Pairing,
    /// Of the arrivals, one a row.
    arrivals: Fading,
    /// Of the targets' spikes, one a cell.
    spikes: Fading,
    incoming: Incoming,
    gathering: Option<Gathering>,
}

impl Learning {
    /// Nothing has happened yet. Every synapse of the rows gets its own weight, within the bounds.
    pub fn new(rule: &Plasticity, rows: &mut Rows, cells: usize, dt_ms: f64) -> Self {
        let weights = rows.own_weights();
        for weight in weights.iter_mut() {
            *weight = weight.clamp(0.0, rule.w_max);
        }
        let synapses = weights.len();
        let gathering = rule.consolidation.as_ref().map(|c| Gathering {
            every: ((c.every_ms / dt_ms).round() as u64).max(1),
            kept: c.kept,
            growth: c.growth * rule.w_max,
            applied: 0,
            gathered: vec![0.0; synapses],
        });
        Learning {
            rule: Rule::new(rule),
            pairing: rule.pairing,
            arrivals: Fading::new(rule.tau_plus_ms, dt_ms, rows.places()),
            spikes: Fading::new(rule.tau_minus_ms, dt_ms, cells),
            incoming: Incoming::of(rows, cells),
            gathering,
        }
    }

    /// Goes on to a grid point.
    pub fn go_to(&mut self, step: u64, rows: &mut Rows) {
        self.arrivals.go_to(step);
        self.spikes.go_to(step);
        if let Some(gathering) = &mut self.gathering {
            gathering.go_to(step, rows.own_weights(), self.rule.w_max);
        }
    }

    /// A spike arrives at the synapses of a row.
    pub fn arrive(&mut self, place: usize, rows: &mut Rows) {
        self.arrivals.event(place, self.pairing);
        let row = rows.at(place);
        let Weights::Each(weights) = &mut rows.weights else {
            return;
        };
        let targets = &rows.targets[row.clone()];
        let weights = &mut weights[row.clone()];
        match &mut self.gathering {
            None => {
                for (weight, &target) in weights.iter_mut().zip(targets) {
                    let trace = self.spikes.at(target as usize);
                    *weight = (*weight - self.rule.weakening(*weight) * trace).max(0.0);
                }
            }
            Some(gathering) => {
                let gathered = &mut gathering.gathered[row];
                for ((s, weight), &target) in gathered.iter_mut().zip(weights).zip(targets) {
                    *s -= self.rule.weakening(*weight) * self.spikes.at(target as usize);
                }
            }
        }
    }

    /// A cell of the worker fires.
    pub fn fire(&mut self, cell: usize, rows: &mut Rows) {
        self.spikes.event(cell, self.pairing);
        let Weights::Each(weights) = &mut rows.weights else {
            return;
        };
        let most = self.rule.w_max;
        for &(synapse, place) in self.incoming.of_cell(cell) {
            let trace = self.arrivals.at(place as usize);
            let weight = &mut weights[synapse as usize];
            let change = self.rule.strengthening(*weight) * trace;
            match &mut self.gathering {
                None => *weight = (*weight + change).min(most),
                Some(gathering) => gathering.gathered[synapse as usize] += change,
            }
        }
    }
}

/// How much a pair at distance 0 changes a weight.
struct Rule {
    up: f64,
    down: f64,
    w_max: f64,
    dependence: Dependence,
}

/// The factor (1 − w/w_max)^μ or (w/w_max)^μ; the usual two without powers.
enum Dependence {
    Additive,
    Multiplicative,
    Power(f64),
}

impl Rule {
    fn new(rule: &Plasticity) -> Self {
        Rule {
            up: rule.a_plus * rule.w_max,
            down: rule.a_minus * rule.w_max,
            w_max: rule.w_max,
            dependence: if rule.mu == 0.0 {
                Dependence::Additive
            } else if rule.mu == 1.0 {
                Dependence::Multiplicative
            } else {
                Dependence::Power(rule.mu)
            },
        }
    }

    #[inline(always)]
    fn strengthening(&self, weight: f64) -> f64 {
        self.up * self.factor(1.0 - weight / self.w_max)
    }

    #[inline(always)]
    fn weakening(&self, weight: f64) -> f64 {
        self.down * self.factor(weight / self.w_max)
    }

    #[inline(always)]
    fn factor(&self, distance: f64) -> f64 {
        match self.dependence {
            Dependence::Additive => 1.0,
            Dependence::Multiplicative => distance,
            Dependence::Power(_) if distance <= 0.0 => 0.0,
            Dependence::Power(mu) => math::exp(mu * math::ln(distance)),
        }
    }
}

/// The synapses onto each cell: their places among all and the places of their rows.
struct Incoming {
    offsets: Vec<u32>,
    synapses: Vec<(u32, u32)>,
}

impl Incoming {
    /// A counting sort of the rows by target.
    fn of(rows: &Rows, cells: usize) -> Self {
        let mut offsets = vec![0u32; cells + 1];
        for &target in &rows.targets {
            offsets[target as usize + 1] += 1;
        }
        for cell in 0..cells {
            offsets[cell + 1] += offsets[cell];
        }
        let mut next = offsets.clone();
        let mut synapses = vec![(0, 0); rows.len()];
        for place in 0..rows.places() {
            for synapse in rows.at(place) {
                let to = &mut next[rows.targets[synapse] as usize];
                synapses[*to as usize] = (synapse as u32, place as u32);
                *to += 1;
            }
        }
        Incoming { offsets, synapses }
    }

    fn of_cell(&self, cell: usize) -> &[(u32, u32)] {
        &self.synapses[self.offsets[cell] as usize..self.offsets[cell + 1] as usize]
    }
}

/// Changes that wait to be applied.
struct Gathering {
    /// Steps between two applications.
    every: u64,
    kept: f64,
    growth: f64,
    /// The grid point of the last application.
    applied: u64,
    /// One a synapse.
    gathered: Vec<f64>,
}

impl Gathering {
    fn go_to(&mut self, step: u64, weights: &mut [f64], most: f64) {
        if step < self.applied + self.every {
            return;
        }
        self.applied = step;
        for (weight, s) in weights.iter_mut().zip(&mut self.gathered) {
            *weight = (*weight + *s + self.growth).clamp(0.0, most);
            *s *= self.kept;
        }
    }
}
