//! The chain as a network: one population of all groups, and a generator of the packet that starts
//! at the first.

use crate::experiment::{Context, Failure};
use crate::neuron::{IntegrateAndFire, Model, Receptor, Shape};
use crate::random::Family;
use crate::spiking::{
    Arrival, End, Generator, Listening, Network, Packet, Part, Pattern, Population, Projection,
    Quantity, Records, Sort,
};

/// Groups of equal size, each neuron connected to every neuron of the next group. Neuron j of
/// group g has the index g · group_size + j.
pub struct Chain {
    pub groups: usize,
    pub group_size: usize,
    /// What a spike adds to the synaptic variable y of its target, mV.
    pub weight_mv: Quantity,
    pub delay_ms: Quantity,
    pub neuron: IntegrateAndFire,
    pub dt_ms: f64,
}

/// Index of the population of cells; the packet's is 1.
const CELLS: usize = 0;

/// The projection from group to group.
const SYNAPSES: &str = "synapses";

impl Chain {
    /// Number of neurons.
    pub fn neurons(&self) -> usize {
        self.groups * self.group_size
    }

    /// The group of a neuron.
    pub fn group_of(&self, neuron: u32) -> usize {
        neuron as usize / self.group_size
    }

    /// The chain with a packet whose spikes, of the weight `stimulus_mv`, each reach every neuron of
    /// the first group.
    pub fn network(&self, packet: &Packet, stimulus_mv: f64) -> Network {
        let whole = 0..self.neurons();
        let part = |population, cells| Part { population, cells };
        let projection = |name: &str, source, target, pattern, weight, delay_ms| Projection {
            name: name.into(),
            source,
            target,
            receptor: 0,
            pattern,
            weight,
            delay_ms,
            autapses: false,
            multapses: false,
            plasticity: None,
            short_term: None,
        };
        let mut network = Network {
            dt_ms: self.dt_ms,
            populations: vec![self.cells()],
            projections: vec![projection(
                SYNAPSES,
                part(CELLS, whole.clone()),
                part(CELLS, whole),
                Pattern::Chain {
                    groups: self.groups,
                },
                picoamperes(&self.weight_mv),
                self.delay_ms,
            )],
            currents: Vec::new(),
            noises: Vec::new(),
            backgrounds: Vec::new(),
        };
        if packet.spikes > 0 {
            network.populations.push(Population {
                name: "packet".into(),
                neurons: packet.spikes,
                sort: Sort::Generator(Generator::Packet {
                    time_ms: packet.time_ms,
                    spread_ms: packet.spread_ms,
                }),
            });
            network.projections.push(projection(
                "stimulus",
                part(CELLS + 1, 0..packet.spikes),
                part(CELLS, 0..self.group_size),
                Pattern::AllToAll,
                picoamperes(&Quantity::Constant(stimulus_mv)),
                Quantity::Constant(0.0),
            ));
        }
        network
    }

    fn cells(&self) -> Population {
        Population {
            name: "neurons".into(),
            neurons: self.neurons(),
            sort: Sort::Cells {
                receptors: vec![Receptor {
                    name: "excitatory".into(),
                    shape: Shape::Alpha,
                    tau_ms: Some(self.neuron.tau_s_ms),
                    reversal_mv: None,
                }],
                model: Model::IntegrateAndFire(self.neuron.clone()),
                initial: Vec::new(),
            },
        }
    }

    /// Runs a network of [`Chain::network`]; `family` gives the random streams of a purpose.
    pub fn run(
        &self,
        network: &Network,
        duration_ms: f64,
        family: &(dyn Fn(&str) -> Family + Sync),
        context: &Context,
    ) -> Result<Records, Failure> {
        let steps = (duration_ms / self.dt_ms).round() as u64;
        let listening = Listening {
            spikes: vec![CELLS],
            recorders: Vec::new(),
        };
        let mut simulation = network.build(1, steps, &listening, family);
        simulation.run(steps, &|| context.go_on().is_ok());
        let records = simulation.into_records();
        match records.end {
            End::Complete => Ok(records),
            End::Interrupted => Err(Failure::Interrupted),
            End::Diverged { neuron, .. } => Err(Failure::Diverged {
                what: format!("the membrane potential of neuron {neuron}"),
                when: format!("t = {} ms", records.step as f64 * self.dt_ms),
            }),
        }
    }

    /// The times of the spikes of each group, ms, ascending.
    pub fn times_ms(&self, records: &Records) -> Vec<Vec<f64>> {
        let mut times_ms = vec![Vec::new(); self.groups];
        for spike in &records.spikes[CELLS] {
            times_ms[self.group_of(spike.neuron)].push(spike.step as f64 * self.dt_ms);
        }
        times_ms
    }

    /// Whether the random streams of a purpose draw the chain itself, and not what happens in it.
    pub fn is_wiring(purpose: &str) -> bool {
        purpose.ends_with(&format!(" of {SYNAPSES}"))
    }

    /// Where the first group's spikes may begin because of a stimulus, ms.
    pub fn before(stimulus: &Packet) -> f64 {
        stimulus.time_ms - (3.0 * stimulus.spread_ms).max(0.5 * Arrival::WINDOW_MS)
    }
}

/// Weights on y, mV, as peaks of α currents.
fn picoamperes(weight_mv: &Quantity) -> Quantity {
    let pa = IntegrateAndFire::alpha_peak_pa;
    match *weight_mv {
        Quantity::Constant(mv) => Quantity::Constant(pa(mv)),
        Quantity::Uniform { low, high } => Quantity::Uniform {
            low: pa(low),
            high: pa(high),
        },
        Quantity::Normal {
            mean,
            deviation,
            least,
            most,
        } => Quantity::Normal {
            mean: pa(mean),
            deviation: pa(deviation),
            least: pa(least),
            most: pa(most),
        },
        Quantity::Linear { at_zero, per_unit } => Quantity::Linear {
            at_zero: pa(at_zero),
            per_unit: pa(per_unit),
        },
        Quantity::Gaussian { peak, width } => Quantity::Gaussian {
            peak: pa(peak),
            width,
        },
    }
}
