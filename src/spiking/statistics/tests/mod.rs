//! Trains small enough to count by hand, processes whose statistics are known, second methods.

mod distributions;
mod intervals;
mod rates;
mod spectrum;
mod synchrony;

use super::*;
use crate::random::Stream;
use crate::spiking::Spike;

/// Spikes in order of time from the grid points of each neuron.
fn spikes(trains: &[&[u64]]) -> Vec<Spike> {
    let mut spikes: Vec<Spike> = (0..)
        .zip(trains)
        .flat_map(|(neuron, train)| train.iter().map(move |&step| Spike { step, neuron }))
        .collect();
    spikes.sort_by_key(|spike| (spike.step, spike.neuron));
    spikes
}

/// The trains of steps of 1 ms up to `to_ms`.
fn trains(of: &[&[u64]], to_ms: f64) -> Trains {
    Trains::new(&spikes(of), of.len(), 1.0, until(to_ms))
}

fn until(to_ms: f64) -> Window {
    Window {
        from_ms: 0.0,
        to_ms,
    }
}

fn stream(purpose: &str) -> Stream {
    Stream::new(1996, "test", purpose, 0)
}

/// Neurons that fire in a step of 1 ms with the probability that `p` gives for it.
fn bernoulli(neurons: usize, steps: u64, p: impl Fn(u64) -> f64) -> Trains {
    let mut stream = stream("Bernoulli trains");
    let mut spikes = Vec::new();
    for step in 1..=steps {
        let fires = (0..neurons as u32).filter(|_| stream.uniform() < p(step));
        spikes.extend(fires.map(|neuron| Spike { step, neuron }));
    }
    Trains::new(&spikes, neurons, 1.0, until(steps as f64))
}

/// Asserts that two numbers agree to a relative error.
#[track_caller]
fn assert_close(value: f64, expected: f64, relative: f64) {
    let error = (value - expected).abs();
    assert!(
        error <= relative * expected.abs(),
        "{value:?} is not {expected:?}"
    );
}
