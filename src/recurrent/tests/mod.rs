//! Laws of the room.

mod gradients;
mod online;
mod plain;
mod sequences;
mod tasks;

use super::{Elman, Error, Lstm, Lstm1997, MemoryBlocks, Output, Readout};
use crate::perceptron::Activation;
use crate::random::Stream;

pub fn stream(purpose: &str) -> Stream {
    Stream::new(1997, "recurrent", purpose, 0)
}

pub fn draw(count: usize, stream: &mut Stream) -> Vec<f64> {
    (0..count).map(|_| stream.normal()).collect()
}

/// Output layers of three units with every function, with and without biases and shortcuts.
pub fn readouts() -> [Readout; 4] {
    let with = |output| Readout::new(3, output);
    [
        with(Output::Linear),
        Readout {
            biases: false,
            ..with(Output::Logistic)
        },
        Readout {
            shortcuts: true,
            ..with(Output::LogisticCrossEntropy)
        },
        Readout {
            biases: false,
            shortcuts: true,
            ..with(Output::SoftmaxCrossEntropy)
        },
    ]
}

pub fn elman(readout: Readout, activation: Activation) -> Elman {
    Elman::new(2, 4, activation, readout).unwrap()
}

pub fn lstm(readout: Readout) -> Lstm {
    Lstm::new(2, 3, readout).unwrap()
}

pub fn lstm_1997(readout: Readout, cell_biases: bool) -> Lstm1997 {
    let cells = MemoryBlocks {
        blocks: 2,
        size: 2,
        cell_biases,
    };
    Lstm1997::new(2, cells, readout).unwrap()
}

#[test]
fn impossible_networks_are_refused_with_a_reason() {
    let readout = Readout::new(1, Output::Linear);
    let refusal = |network: Result<Elman, Error>| network.unwrap_err().to_string();
    assert_eq!(
        refusal(Elman::new(0, 1, Activation::Tanh, readout)),
        "the network has 0 inputs, must have at least 1"
    );
    assert_eq!(
        refusal(Elman::new(1, 0, Activation::Tanh, readout)),
        "the network has 0 hidden units, must have at least 1"
    );
    assert_eq!(
        refusal(Elman::new(1, 1, Activation::Softmax, readout)),
        "the hidden layer has the activation Softmax, which only the output layer can have"
    );
    assert_eq!(
        refusal(Elman::new(1, 1 << 15, Activation::Tanh, readout)),
        "the network has more than 2^28 weights; use smaller layers"
    );
    let none = Readout::new(0, Output::Linear);
    assert_eq!(
        Lstm::new(1, 1, none).unwrap_err().to_string(),
        "the network has 0 outputs, must have at least 1"
    );
}
