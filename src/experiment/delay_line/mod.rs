//! Pulses through connections with delays: delay lines, coincidence detection by matched delays,
//! polychronous groups. What they have in common: cells of one receptor, and synapses given singly.

pub mod coincidence;
pub mod line;
pub mod polychronous;

use super::ranges::Ranges;
use super::{Context, Failure};
use crate::neuron::{Model, PointNeuron, Receptor, Shape};
use crate::outcome::Text;
use crate::outcome::figure::{Mark, Style};
use crate::spiking::{
    End, Generator, Listening, Network, Part, Pattern, Population, Projection, Quantity, Records,
    Sort, Synapse,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The synapses: a current that jumps to the weight and decays exponentially.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SynapseSettings {
    /// Time constant of the current τ_s, ms; above 0, at most 100.
    pub tau_ms: f64,
    /// Weight w: the current right after one spike, pA; above 0, at most 10⁶.
    pub weight_pa: f64,
}

impl SynapseSettings {
    fn check(&self, ranges: &mut Ranges) {
        ranges.positive("synapse.tau_ms", self.tau_ms, 100.0);
        ranges.positive("synapse.weight_pa", self.weight_pa, 1e6);
    }

    fn receptor(&self) -> Receptor {
        Receptor {
            name: "excitatory".into(),
            shape: Shape::Exponential,
            tau_ms: Some(self.tau_ms),
            reversal_mv: None,
        }
    }

    /// So many cells with these synapses, at rest.
    fn cells(&self, name: &str, neurons: usize, model: Model) -> Population {
        Population {
            name: name.into(),
            neurons,
            sort: Sort::Cells {
                model,
                receptors: vec![self.receptor()],
                initial: Vec::new(),
            },
        }
    }

    /// Synapses onto the cells of the population `target`, each with a delay of its own.
    fn projection(
        &self,
        name: &str,
        (source, senders): (usize, usize),
        (target, receivers): (usize, usize),
        synapses: Vec<Synapse>,
    ) -> Projection {
        let part = |population, cells| Part {
            population,
            cells: 0..cells,
        };
        Projection {
            name: name.into(),
            source: part(source, senders),
            target: part(target, receivers),
            receptor: 0,
            pattern: Pattern::List(synapses),
            weight: Quantity::Constant(self.weight_pa),
            delay_ms: Quantity::Constant(0.0),
            autapses: false,
            multapses: false,
            plasticity: None,
            short_term: None,
        }
    }
}

fn check_neuron(neuron: &dyn PointNeuron, ranges: &mut Ranges) {
    for problem in neuron.problems() {
        ranges.wrong(format!("neuron.{}", problem.key), problem.to_string());
    }
}

/// A delay must be on the grid: 0, or at least a step and at most `most`.
fn check_delay(ranges: &mut Ranges, key: String, delay_ms: f64, dt_ms: f64, most: f64) {
    if delay_ms > 0.0 && delay_ms < dt_ms {
        ranges.wrong(
            key,
            format!("is {delay_ms}, must be 0 or at least dt_ms = {dt_ms}"),
        );
    } else {
        ranges.within(key, delay_ms, 0.0, most);
    }
}

fn synapse(source: usize, target: usize, delay_ms: f64) -> Synapse {
    Synapse {
        source: source as u32,
        target: target as u32,
        weight: None,
        delay_ms: Some(delay_ms),
    }
}

/// Neurons that emit these spikes: (time in ms, neuron).
fn emitters(name: &str, neurons: usize, spikes: Vec<(f64, u32)>) -> Population {
    Population {
        name: name.into(),
        neurons,
        sort: Sort::Generator(Generator::List(spikes)),
    }
}

fn network(dt_ms: f64, populations: Vec<Population>, projections: Vec<Projection>) -> Network {
    Network {
        dt_ms,
        populations,
        projections,
        currents: Vec::new(),
        noises: Vec::new(),
        backgrounds: Vec::new(),
    }
}

/// Runs a network and returns the spikes of a population: (time in ms, neuron).
fn spikes_of(
    population: usize,
    network: &Network,
    duration_ms: f64,
    context: &Context,
) -> Result<Vec<(f64, usize)>, Failure> {
    let steps = (duration_ms / network.dt_ms).round() as u64;
    let listening = Listening {
        spikes: vec![population],
        recorders: Vec::new(),
    };
    let family = |purpose: &str| context.family(purpose);
    let mut simulation = network.build(1, steps, &listening, &family);
    simulation.run(steps, &|| context.go_on().is_ok());
    let Records {
        spikes, step, end, ..
    } = simulation.into_records();
    let time_ms = |step: u64| step as f64 * network.dt_ms;
    match end {
        End::Complete => Ok(spikes[population]
            .iter()
            .map(|spike| (time_ms(spike.step), spike.neuron as usize))
            .collect()),
        End::Interrupted => Err(Failure::Interrupted),
        End::Diverged { neuron, .. } => Err(Failure::Diverged {
            what: format!("the membrane potential of neuron {neuron}"),
            when: format!("t = {} ms", time_ms(step)),
        }),
    }
}

/// Spikes under way: a line from each departure (time, row) to its arrival.
fn axons(label: Text, key: &str, ways: impl Iterator<Item = [(f64, f64); 2]>) -> Mark {
    let (mut x, mut y) = (Vec::new(), Vec::new());
    for [(left, from), (arrived, to)] in ways {
        // A point that is no number ends the line.
        x.extend([left, arrived, f64::NAN]);
        y.extend([from, to, f64::NAN]);
    }
    Mark::Line {
        label,
        style: Style::of(key).width(1.2),
        x,
        y,
    }
}

/// Numbers with a comma in Russian.
fn comma(value: f64) -> String {
    value.to_string().replace('.', ",")
}
