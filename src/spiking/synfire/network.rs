//! The clock-driven simulation of integrate-and-fire neurons.

use super::connections::Connections;
use super::delays::Delays;
use crate::neuron::IntegrateAndFire;
use crate::neuron::integrate_and_fire::{Cell, Propagator, cholesky};
use crate::random::Stream;
use crate::spiking::Spike;

/// A spike from outside that reaches the neurons `first..first + count` at a grid point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Input {
    /// Grid point.
    pub step: u64,
    /// First neuron it reaches.
    pub first: usize,
    /// How many it reaches.
    pub count: usize,
    /// What it adds to y of each of them, mV.
    pub weight_mv: f64,
}

/// Neurons, their synapses and the spikes under way, at a grid point. Nothing is allocated in a
/// step, except where the record of spikes outgrows its room.
pub struct Network {
    step: u64,
    propagator: Propagator,
    threshold_mv: f64,
    reset_mv: f64,
    refractory_steps: u32,
    noisy: bool,
    v_mv: Vec<f64>,
    x_mv: Vec<f64>,
    y_mv: Vec<f64>,
    /// Steps until the neuron may fire again.
    silent_steps: Vec<u32>,
    connections: Connections,
    delays: Delays,
    /// External spikes still to come, in order of time.
    inputs: std::iter::Peekable<std::vec::IntoIter<Input>>,
    noise: Stream,
    spikes: Vec<Spike>,
    synaptic_events: u64,
}

impl Network {
    /// A network at grid point 0 of a grid of `dt_ms`. The cells start from the stationary
    /// distribution of the potential without threshold, drawn from `noise`, which then gives the
    /// noise of every step; without noise they start at its mean.
    pub fn new(
        neuron: &IntegrateAndFire,
        dt_ms: f64,
        connections: Connections,
        mut inputs: Vec<Input>,
        mut noise: Stream,
    ) -> Self {
        let n = connections.neurons();
        let noisy = neuron.noise_mv_per_sqrt_ms != 0.0;
        let factor = cholesky(&neuron.stationary_covariance());
        let cells: Vec<Cell> = (0..n)
            .map(|_| neuron.stationary_state(&factor, normals(noisy, &mut noise)))
            .collect();
        inputs.sort_by_key(|input| input.step);
        Network {
            step: 0,
            propagator: neuron.propagator(dt_ms),
            threshold_mv: neuron.threshold_mv,
            reset_mv: neuron.reset_mv,
            refractory_steps: (neuron.refractory_ms / dt_ms).round() as u32,
            noisy,
            v_mv: cells.iter().map(|cell| cell.v_mv).collect(),
            x_mv: cells.iter().map(|cell| cell.x_mv).collect(),
            y_mv: cells.iter().map(|cell| cell.y_mv).collect(),
            silent_steps: vec![0; n],
            delays: Delays::new(n, connections.longest_delay_steps()),
            connections,
            inputs: inputs.into_iter().peekable(),
            noise,
            spikes: Vec::with_capacity(16 * n),
            synaptic_events: 0,
        }
    }

    /// Moves on by one step: inputs arrive, the cells advance, those at the threshold fire.
    pub fn advance(&mut self) {
        for (y, input) in self.y_mv.iter_mut().zip(self.delays.arriving()) {
            *y += input;
        }
        while let Some(input) = self.inputs.next_if(|input| input.step <= self.step) {
            for y in &mut self.y_mv[input.first..][..input.count] {
                *y += input.weight_mv;
            }
        }
        self.delays.advance();
        self.step += 1;
        for neuron in 0..self.v_mv.len() {
            if self.advance_cell(neuron) {
                self.fire(neuron);
            }
        }
    }

    /// Advances one cell; true when it reaches the threshold and may fire.
    fn advance_cell(&mut self, neuron: usize) -> bool {
        let cell = Cell {
            v_mv: self.v_mv[neuron],
            x_mv: self.x_mv[neuron],
            y_mv: self.y_mv[neuron],
        };
        let normal = normals(self.noisy, &mut self.noise);
        let next = self.propagator.advance(cell, normal);
        self.x_mv[neuron] = next.x_mv;
        self.y_mv[neuron] = next.y_mv;
        self.v_mv[neuron] = next.v_mv;
        if self.silent_steps[neuron] > 0 {
            self.silent_steps[neuron] -= 1;
            self.v_mv[neuron] = self.reset_mv;
            return false;
        }
        next.v_mv >= self.threshold_mv
    }

    /// Resets a neuron, records its spike and sends it to the targets.
    fn fire(&mut self, neuron: usize) {
        self.v_mv[neuron] = self.reset_mv;
        self.silent_steps[neuron] = self.refractory_steps;
        self.spikes.push(Spike {
            step: self.step,
            neuron: neuron as u32,
        });
        for synapse in self.connections.row(neuron) {
            self.synaptic_events += 1;
            self.delays.add(
                synapse.target as usize,
                synapse.delay_steps,
                synapse.weight_mv,
            );
        }
    }

    /// The grid point reached.
    pub fn step(&self) -> u64 {
        self.step
    }

    /// All spikes so far, in order of time and, at one grid point, of neurons.
    pub fn spikes(&self) -> &[Spike] {
        &self.spikes
    }

    /// Membrane potentials, mV.
    pub fn v_mv(&self) -> &[f64] {
        &self.v_mv
    }

    /// Spikes that synapses have carried so far.
    pub fn synaptic_events(&self) -> u64 {
        self.synaptic_events
    }
}

fn normals(noisy: bool, stream: &mut Stream) -> [f64; 3] {
    if noisy {
        [stream.normal(), stream.normal(), stream.normal()]
    } else {
        [0.0; 3]
    }
}
