//! Initial weights. Every variant but `Uniform` and `Normal` scales a layer's weights by its number of inputs
//! (fan-in, with shortcuts all it sees) and of its units (fan-out) and leaves the biases at 0.

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
    /// Weights and biases normal with mean 0 and standard deviation σ, finite and above 0.
    Normal(f64),
    /// Uniform on ±1/√fan-in, the "standard" initialisation of Glorot & Bengio 2010, eq. 1: the
    /// variance is 1/(3 fan-in), which shrinks what passes through a layer.
    Standard,
    /// Normal with variance 1/fan-in (LeCun, Bottou, Orr & Müller 1998, eq. 16).
    Lecun,
    /// Uniform on ±√(3/fan-in), of the same variance 1/fan-in (LeCun, Bottou, Orr & Müller 1998,
    /// eq. 16, which leaves the distribution open).
    LecunUniform,
    /// Uniform on ±√(6/(fan-in + fan-out)) (Glorot & Bengio 2010, eq. 16).
    GlorotUniform,
    /// Normal with variance 2/(fan-in + fan-out) (Glorot & Bengio 2010, eq. 12).
    GlorotNormal,
    /// Normal with variance 2/fan-in, for rectified linear units (He et al. 2015, eq. 10).
    He,
    /// Uniform on ±√(6/fan-in), of the same variance 2/fan-in (He et al. 2015, eq. 10).
    HeUniform,
}

impl Initialisation {
    /// One of each variant; tests of laws run over them all.
    pub const ALL: &'static [Initialisation] = &[
        Initialisation::Uniform(0.5),
        Initialisation::Normal(0.1),
        Initialisation::Standard,
        Initialisation::Lecun,
        Initialisation::LecunUniform,
        Initialisation::GlorotUniform,
        Initialisation::GlorotNormal,
        Initialisation::He,
        Initialisation::HeUniform,
    ];

    /// The variance of the weights of a layer with these fans.
    pub fn variance(&self, (fan_in, fan_out): (usize, usize)) -> f64 {
        let (fan_in, fan_out) = (fan_in as f64, fan_out as f64);
        match *self {
            Initialisation::Uniform(range) => range * range / 3.0,
            Initialisation::Normal(deviation) => deviation * deviation,
            Initialisation::Standard => 1.0 / (3.0 * fan_in),
            Initialisation::Lecun | Initialisation::LecunUniform => 1.0 / fan_in,
            Initialisation::GlorotUniform | Initialisation::GlorotNormal => {
                2.0 / (fan_in + fan_out)
            }
            Initialisation::He | Initialisation::HeUniform => 2.0 / fan_in,
        }
    }

    /// Whether biases are drawn like weights instead of being 0.
    fn draws_biases(&self) -> bool {
        matches!(self, Initialisation::Uniform(_) | Initialisation::Normal(_))
    }

    /// Err when the range of `Uniform` or the σ of `Normal` is not finite and above 0.
    pub fn check(&self) -> Result<(), Error> {
        match *self {
            Initialisation::Uniform(range) if !(range > 0.0 && range.is_finite()) => {
                Err(Error::Range { range })
            }
            Initialisation::Normal(deviation) if !(deviation > 0.0 && deviation.is_finite()) => {
                Err(Error::Deviation { deviation })
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
            if self.draws_biases() {
                for bias in network.biases_mut(layer, &mut weights) {
                    *bias = self.draw_one(sizes, stream);
                }
            }
        }
        weights
    }

    fn draw_one(&self, (fan_in, fan_out): (f64, f64), stream: &mut Stream) -> f64 {
        let mut uniform = |range: f64| stream.uniform_between(-range, range);
        match *self {
            Initialisation::Uniform(range) => uniform(range),
            Initialisation::Normal(deviation) => deviation * stream.normal(),
            Initialisation::Standard => uniform(1.0 / fan_in.sqrt()),
            Initialisation::LecunUniform => uniform((3.0 / fan_in).sqrt()),
            Initialisation::HeUniform => uniform((6.0 / fan_in).sqrt()),
            Initialisation::Lecun => stream.normal() / fan_in.sqrt(),
            Initialisation::GlorotUniform => uniform((6.0 / (fan_in + fan_out)).sqrt()),
            Initialisation::GlorotNormal => stream.normal() * (2.0 / (fan_in + fan_out)).sqrt(),
            Initialisation::He => stream.normal() * (2.0 / fan_in).sqrt(),
        }
    }
}
