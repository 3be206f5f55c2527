//! The window of the rule, measured: pairs of spikes at all distances, one synapse each.

use crate::math;
use crate::neuron::leaky::Leaky;
use crate::neuron::{Model, Receptor, Shape};
use crate::random::Family;
use crate::spiking::{
    Generator, Listening, Network, Part, Pattern, Plasticity, Population, Projection, Quantity,
    Sort,
};

/// Distances on either side of 0.
const DISTANCES: i64 = 60;
/// The farthest distance, in the longer of both time constants.
const FARTHEST: f64 = 4.0;
/// w/w_max before the pair.
const WEIGHT: f64 = 0.5;

/// Changes of weights by one pair each.
pub struct Measured {
    /// Δt, ms: the target's spike less the arrival.
    pub distances_ms: Vec<f64>,
    /// Δw/w_max, measured and from the closed form.
    pub changes: Vec<f64>,
    pub closed_form: Vec<f64>,
}

impl Measured {
    /// The largest deviation of both.
    pub fn misfit(&self) -> f64 {
        let pairs = self.changes.iter().zip(&self.closed_form);
        pairs.map(|(a, b)| (a - b).abs()).fold(0.0, f64::max)
    }
}

/// Pairs the spikes of a source and of a cell at each distance, with a weight in the middle of its
/// range. Changes that wait for their consolidation are taken as applied.
pub fn measure(rule: &Plasticity, dt_ms: f64) -> Measured {
    let rule = Plasticity {
        w_max: 1.0,
        consolidation: None,
        ..rule.clone()
    };
    let longest = rule.tau_plus_ms.max(rule.tau_minus_ms);
    let spacing = (FARTHEST * longest / DISTANCES as f64 / dt_ms)
        .round()
        .max(1.0) as i64;
    let distances: Vec<i64> = (-DISTANCES..=DISTANCES).map(|k| k * spacing).collect();
    let first = DISTANCES * spacing + 2;
    let grid = |step: i64| step as f64 * dt_ms;
    let arrivals = vec![grid(first); distances.len()];
    // What a kick lifts at a grid point fires at the next one.
    let kicks = distances.iter().map(|&d| grid(first + d - 1)).collect();
    let network = network(&rule, dt_ms, arrivals, kicks);
    let steps = (first + DISTANCES * spacing + 2) as u64;
    let family = |purpose: &str| Family::new(0, "stdp", purpose, 0);
    let mut simulation = network.build(1, steps, &Listening::default(), &family);
    simulation.run(steps, &|| true);
    let mut changes = vec![0.0; distances.len()];
    for (pair, _, weight, _) in simulation.synapses_of(0) {
        changes[pair as usize] = weight - WEIGHT;
    }
    Measured {
        distances_ms: distances.iter().map(|&d| grid(d)).collect(),
        changes,
        closed_form: distances
            .iter()
            .map(|&d| closed_form(&rule, grid(d)))
            .collect(),
    }
}

/// +A₊ (1 − w)^μ e^(−Δt/τ₊) or −A₋ w^μ e^(Δt/τ₋), within the bounds.
fn closed_form(rule: &Plasticity, distance_ms: f64) -> f64 {
    let power = |base: f64| math::exp(rule.mu * math::ln(base));
    let change = if distance_ms > 0.0 {
        rule.a_plus * power(1.0 - WEIGHT) * math::exp(-distance_ms / rule.tau_plus_ms)
    } else {
        -rule.a_minus * power(WEIGHT) * math::exp(distance_ms / rule.tau_minus_ms)
    };
    change.clamp(-WEIGHT, 1.0 - WEIGHT)
}

/// Sources that fire at given times onto a cell each, and what makes these cells fire.
fn network(rule: &Plasticity, dt_ms: f64, sources: Vec<f64>, kicks: Vec<f64>) -> Network {
    let pairs = sources.len();
    let list = |name: &str, times: Vec<f64>| Population {
        name: name.into(),
        neurons: pairs,
        sort: Sort::Generator(Generator::List(times.into_iter().zip(0..).collect())),
    };
    let receptor = |name: &str, shape, tau_ms| Receptor {
        name: name.into(),
        shape,
        tau_ms,
        reversal_mv: None,
    };
    let cells = Population {
        name: "cells".into(),
        neurons: pairs,
        sort: Sort::Cells {
            model: Model::Leaky(Leaky {
                refractory_ms: 0.0,
                ..Leaky::default()
            }),
            // A current of 1 pA, which moves the cell by 0.1 mV at most.
            receptors: vec![
                receptor("synapse", Shape::Exponential, Some(5.0)),
                receptor("kick", Shape::Jump, None),
            ],
            initial: Vec::new(),
        },
    };
    let part = |population| Part {
        population,
        cells: 0..pairs,
    };
    let synapse = Projection {
        name: "synapse".into(),
        source: part(0),
        target: part(1),
        receptor: 0,
        pattern: Pattern::OneToOne,
        weight: Quantity::Constant(WEIGHT),
        delay_ms: Quantity::Constant(0.0),
        autapses: false,
        multapses: false,
        plasticity: Some(rule.clone()),
        short_term: None,
    };
    let kick = Projection {
        name: "kick".into(),
        source: part(2),
        receptor: 1,
        weight: Quantity::Constant(1000.0),
        plasticity: None,
        ..synapse.clone()
    };
    Network {
        dt_ms,
        populations: vec![list("sources", sources), cells, list("kicks", kicks)],
        projections: vec![synapse, kick],
        currents: Vec::new(),
        noises: Vec::new(),
        backgrounds: Vec::new(),
    }
}
