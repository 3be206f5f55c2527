//! Neurons without a membrane that emit given or random spikes.

use super::packet::Packet;
use super::spike::Spike;
use crate::random::{Family, Stream};

/// What makes the spikes.
#[derive(Clone, Debug, PartialEq)]
pub enum Generator {
    /// Independent Poisson trains of this rate (Hz) from `start_ms` on, before `stop_ms`: at every
    /// grid point with probability 1 − e^(−rate dt).
    Poisson {
        rate_hz: f64,
        start_ms: f64,
        stop_ms: f64,
    },
    /// Every neuron at `start_ms`, and then every `interval_ms`, before `stop_ms`; neuron i is later
    /// by i · `shift_ms`.
    Regular {
        interval_ms: f64,
        start_ms: f64,
        stop_ms: f64,
        shift_ms: f64,
    },
    /// One spike a neuron at a time drawn from a normal distribution: a packet of as many spikes as
    /// there are neurons.
    Packet { time_ms: f64, spread_ms: f64 },
    /// These spikes: (time in ms, neuron).
    List(Vec<(f64, u32)>),
}

/// A generator at work.
pub enum Generating {
    /// Spikes that are known beforehand, in order.
    Listed { spikes: Vec<Spike>, next: usize },
    /// Poisson trains, drawn as the distances between spikes when all neurons of all grid points
    /// are put in one row.
    Poisson {
        neurons: u64,
        /// Grid points with spikes: from the first to before the second.
        window: (u64, u64),
        /// 1/ln(1 − p).
        scale: f64,
        /// Place of the next spike in that row, counted from the first grid point.
        next: u64,
        stream: Box<Stream>,
    },
}

impl Generator {
    /// At work for so many neurons on a grid of `dt_ms`, up to grid point `steps`.
    pub fn start(&self, neurons: usize, dt_ms: f64, steps: u64, family: &Family) -> Generating {
        let grid = |ms: f64| (ms / dt_ms).round().max(0.0) as u64;
        let mut stream = family.member(0);
        let mut spikes = Vec::new();
        match *self {
            Generator::Poisson {
                rate_hz,
                start_ms,
                stop_ms,
            } => {
                let scale = -1000.0 / (rate_hz * dt_ms);
                let next = if rate_hz > 0.0 {
                    stream.geometric(scale)
                } else {
                    u64::MAX
                };
                return Generating::Poisson {
                    neurons: neurons as u64,
                    window: (grid(start_ms), grid(stop_ms)),
                    scale,
                    next,
                    stream: Box::new(stream),
                };
            }
            Generator::Regular {
                interval_ms,
                start_ms,
                stop_ms,
                shift_ms,
            } => {
                for neuron in 0..neurons {
                    let first = start_ms + shift_ms * neuron as f64;
                    let times = (0u64..).map(|k| first + interval_ms * k as f64);
                    let times = times.take_while(|&t| t < stop_ms && grid(t) <= steps);
                    spikes.extend(times.map(|t| Spike {
                        step: grid(t),
                        neuron: neuron as u32,
                    }));
                }
            }
            Generator::Packet { time_ms, spread_ms } => {
                let packet = Packet {
                    spikes: neurons,
                    spread_ms,
                    time_ms,
                };
                let times = packet.draw(&mut stream);
                spikes.extend(times.iter().zip(0..).map(|(&t, neuron)| Spike {
                    step: grid(t),
                    neuron,
                }));
            }
            Generator::List(ref list) => {
                spikes.extend(list.iter().map(|&(t, neuron)| Spike {
                    step: grid(t),
                    neuron,
                }));
            }
        }
        spikes.sort_by_key(|spike| (spike.step, spike.neuron));
        Generating::Listed { spikes, next: 0 }
    }

    /// How many spikes a neuron is expected to emit in so long.
    pub fn expected_spikes(&self, neurons: usize, duration_ms: f64) -> f64 {
        let within = |start: f64, stop: f64| (stop.min(duration_ms) - start).max(0.0);
        match *self {
            Generator::Poisson {
                rate_hz,
                start_ms,
                stop_ms,
            } => rate_hz * within(start_ms, stop_ms) / 1000.0,
            Generator::Regular {
                interval_ms,
                start_ms,
                stop_ms,
                ..
            } => within(start_ms, stop_ms) / interval_ms + 1.0,
            Generator::Packet { .. } => 1.0,
            Generator::List(ref list) => list.len() as f64 / neurons.max(1) as f64,
        }
    }
}

impl Generating {
    /// Appends the neurons that fire at a grid point, ascending. Grid points are asked for one by
    /// one from 0.
    pub fn emit(&mut self, step: u64, fired: &mut Vec<u32>) {
        match self {
            Generating::Listed { spikes, next } => {
                while let Some(spike) = spikes.get(*next).filter(|spike| spike.step <= step) {
                    fired.push(spike.neuron);
                    *next += 1;
                }
            }
            Generating::Poisson {
                neurons,
                window,
                scale,
                next,
                stream,
            } => {
                if step < window.0 || step >= window.1 {
                    return;
                }
                let row = (step - window.0) * *neurons;
                while *next < row + *neurons {
                    fired.push((*next - row) as u32);
                    *next += 1 + stream.geometric(*scale);
                }
            }
        }
    }
}
