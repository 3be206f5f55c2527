//! Spikes under way: a ring of input vectors, one for each grid point from now to the longest
//! delay.

/// The input that will arrive at every neuron at the coming grid points.
#[derive(Clone, Debug)]
pub struct Delays {
    neurons: usize,
    slots: usize,
    /// The slot of the present grid point.
    now: usize,
    /// `input_mv[slot * neurons + neuron]`.
    input_mv: Vec<f64>,
}

impl Delays {
    /// An empty ring for delays of 0 to `longest_steps` grid points.
    pub fn new(neurons: usize, longest_steps: u32) -> Self {
        let slots = longest_steps as usize + 1;
        Delays {
            neurons,
            slots,
            now: 0,
            input_mv: vec![0.0; slots * neurons],
        }
    }

    /// Adds an input that arrives `delay_steps` grid points from now.
    #[inline]
    pub fn add(&mut self, neuron: usize, delay_steps: u32, weight_mv: f64) {
        let ahead = self.now + delay_steps as usize;
        let slot = if ahead < self.slots {
            ahead
        } else {
            ahead - self.slots
        };
        self.input_mv[slot * self.neurons + neuron] += weight_mv;
    }

    /// What arrives now, one number a neuron.
    pub fn arriving(&self) -> &[f64] {
        &self.input_mv[self.now * self.neurons..][..self.neurons]
    }

    /// Forgets what arrived now and moves on to the next grid point.
    pub fn advance(&mut self) {
        self.input_mv[self.now * self.neurons..][..self.neurons].fill(0.0);
        self.now = (self.now + 1) % self.slots;
    }
}
