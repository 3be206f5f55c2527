//! Initial weights. Every variant but `Uniform` scales a layer's weights by its number of inputs
//! (fan-in) and outputs (fan-out) and leaves the biases at 0.

use super::{Error, Perceptron};
use crate::random::Stream;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How initial weights are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Initialisation {
    /// Weights and biases uniform on [−r, r); r is finite and above 0.
    Uniform(f64),
    /// Normal with variance 1/fan-in (LeCun, Bottou, Orr & Müller 1998, eq. 16).
    Lecun,
    /// Uniform on ±√(6/(fan-in + fan-out)) (Glorot & Bengio 2010, eq. 16).
    GlorotUniform,
    /// Normal with variance 2/(fan-in + fan-out) (Glorot & Bengio 2010, eq. 12).
    GlorotNormal,
    /// Normal with variance 2/fan-in, for rectified linear units (He et al. 2015, eq. 10).
    He,
}

impl Initialisation {
    /// Err when the range of `Uniform` is not finite and above 0.
    pub fn check(&self) -> Result<(), Error> {
        match *self {
            Initialisation::Uniform(range) if !(range > 0.0 && range.is_finite()) => {
                Err(Error::Range { range })
            }
            _ => Ok(()),
        }
    }

    /// Draws all weights of a network, layer by layer in the order of the flat vector (biases take
    /// a draw only where they are random).
    pub fn draw(&self, network: &Perceptron, stream: &mut Stream) -> Vec<f64> {
        let mut weights = vec![0.0; network.weights()];
        for layer in 0..network.layers().len() {
            let (fan_in, fan_out) = network.fans(layer);
            let sizes = (fan_in as f64, fan_out as f64);
            for weight in network.matrix_mut(layer, &mut weights) {
                *weight = self.draw_one(sizes, stream);
            }
            if let Initialisation::Uniform(_) = self {
                for bias in network.biases_mut(layer, &mut weights) {
                    *bias = self.draw_one(sizes, stream);
                }
            }
        }
        weights
    }

    fn draw_one(&self, (fan_in, fan_out): (f64, f64), stream: &mut Stream) -> f64 {
        match *self {
            Initialisation::Uniform(range) => stream.uniform_between(-range, range),
            Initialisation::Lecun => stream.normal() / fan_in.sqrt(),
            Initialisation::GlorotUniform => {
                let range = (6.0 / (fan_in + fan_out)).sqrt();
                stream.uniform_between(-range, range)
            }
            Initialisation::GlorotNormal => stream.normal() * (2.0 / (fan_in + fan_out)).sqrt(),
            Initialisation::He => stream.normal() * (2.0 / fan_in).sqrt(),
        }
    }
}
