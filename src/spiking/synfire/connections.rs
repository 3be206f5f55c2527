//! Synapses in compressed rows: the targets of neuron i are `offsets[i]..offsets[i + 1]` of three
//! parallel arrays.

/// One synapse.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Synapse {
    /// The neuron whose spikes it carries.
    pub source: u32,
    /// The neuron that receives them.
    pub target: u32,
    /// What a spike adds to the target's y, mV.
    pub weight_mv: f64,
    /// Grid points between the spike and its arrival.
    pub delay_steps: u32,
}

/// All synapses of a network, by source.
#[derive(Clone, Debug, PartialEq)]
pub struct Connections {
    offsets: Vec<usize>,
    targets: Vec<u32>,
    weights_mv: Vec<f64>,
    delays_steps: Vec<u32>,
}

impl Connections {
    /// Sorts synapses into rows, keeping the given order within each.
    ///
    /// # Panics
    /// When a synapse names a neuron that is not in `0..neurons`.
    pub fn new(neurons: usize, synapses: &[Synapse]) -> Self {
        let mut offsets = vec![0; neurons + 1];
        for synapse in synapses {
            assert!(
                (synapse.target as usize) < neurons,
                "a synapse to neuron {} of {neurons}",
                synapse.target
            );
            offsets[synapse.source as usize + 1] += 1;
        }
        for i in 0..neurons {
            offsets[i + 1] += offsets[i];
        }
        let mut sorted = Connections {
            targets: vec![0; synapses.len()],
            weights_mv: vec![0.0; synapses.len()],
            delays_steps: vec![0; synapses.len()],
            offsets: offsets.clone(),
        };
        for synapse in synapses {
            let place = &mut offsets[synapse.source as usize];
            sorted.targets[*place] = synapse.target;
            sorted.weights_mv[*place] = synapse.weight_mv;
            sorted.delays_steps[*place] = synapse.delay_steps;
            *place += 1;
        }
        sorted
    }

    /// The synapses that leave a neuron.
    pub fn row(&self, source: usize) -> impl Iterator<Item = Synapse> + '_ {
        let row = self.offsets[source]..self.offsets[source + 1];
        row.map(move |i| Synapse {
            source: source as u32,
            target: self.targets[i],
            weight_mv: self.weights_mv[i],
            delay_steps: self.delays_steps[i],
        })
    }

    /// Number of neurons.
    pub fn neurons(&self) -> usize {
        self.offsets.len() - 1
    }

    /// Number of synapses.
    pub fn len(&self) -> usize {
        self.targets.len()
    }

    /// Whether there is no synapse.
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// The longest delay, in steps.
    pub fn longest_delay_steps(&self) -> u32 {
        self.delays_steps.iter().copied().max().unwrap_or(0)
    }
}
