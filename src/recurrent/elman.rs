//! Elman's simple recurrent network: a hidden layer that sees, beside the inputs, a copy of what it
//! was one step before, the context.
//!
//! y(t) = σ(x(t) W_x + y(t−1) W_y + b).
//!
//! Elman treats the context as further inputs: back-propagation ends there, which is
//! [`Rule::Truncated`](super::Rule); [`Rule::Full`](super::Rule) goes on through all earlier steps. The
//! flat weights are those of a [`Perceptron`] whose inputs are [x(t), y(t−1)].
//!
//! J. L. Elman, *Cognitive Science* 14:179–211, 1990.

use super::{Cell, Error, Moment, Network, Readout};
use crate::perceptron::{Activation, Layer, Loss, Perceptron};

/// A hidden layer that feeds back on itself; the context begins at 0.
///
/// ```
/// use galvani::perceptron::Activation;
/// use galvani::recurrent::{Elman, Output, Readout};
/// // Temporal XOR: 1 input, 2 hidden units and as many context units, 1 output.
/// let readout = Readout::new(1, Output::LogisticCrossEntropy);
/// assert_eq!(Elman::new(1, 2, Activation::Logistic, readout)?.weights(), 2 * (1 + 2 + 1) + 3);
/// # Ok::<(), galvani::recurrent::Error>(())
/// ```
pub type Elman = Network<ElmanCell>;

/// The hidden layer of [`Elman`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ElmanCell {
    /// Number of hidden units, and of context units.
    pub units: usize,
    /// Their activation.
    pub activation: Activation,
}

impl Elman {
    /// A network of so many inputs and hidden units. The activation is any but softmax; the paper's
    /// is the logistic function.
    ///
    /// # Errors
    /// When a layer is empty, the network too large, or the activation softmax.
    pub fn new(
        inputs: usize,
        hidden: usize,
        activation: Activation,
        readout: Readout,
    ) -> Result<Elman, Error> {
        if activation == Activation::Softmax {
            return Err(Error::HiddenSoftmax);
        }
        let units = hidden;
        Network::with_cell(inputs, ElmanCell { units, activation }, readout)
    }

    /// The perceptron of the same flat weights that sees [x(t), y(t−1)]: what
    /// [`Rule::Truncated`](super::Rule) trains. It draws initial weights by their fans.
    ///
    /// # Errors
    /// When the output layer sees the inputs or has no biases, which no perceptron does.
    pub fn perceptron(&self) -> Result<Perceptron, Error> {
        let readout = self.readout();
        if readout.shortcuts || !readout.biases {
            return Err(Error::NoPerceptron);
        }
        let ElmanCell { units, activation } = *self.cell();
        let (output, loss) = readout.output.as_layer();
        let layers = [
            Layer { units, activation },
            Layer {
                units: readout.units,
                activation: output,
            },
        ];
        // What a perceptron forbids has been refused when the network was made.
        Perceptron::new(self.inputs() + units, &layers, loss).map_err(|_| Error::NoPerceptron)
    }
}

impl Cell for ElmanCell {
    fn sums(&self) -> usize {
        self.units
    }

    fn outputs(&self) -> usize {
        self.units
    }

    fn contents(&self) -> usize {
        0
    }

    fn memory(&self) -> usize {
        0
    }

    fn advance(&self, sums: &mut [f64], _: &[f64], _: &mut [f64], outputs: &mut [f64]) {
        self.activation.apply(sums);
        outputs.copy_from_slice(sums);
    }

    fn retreat(&self, moment: Moment<'_>, outward: &[f64], _: &mut [f64], deltas: &mut [f64]) {
        for (delta, (error, y)) in deltas.iter_mut().zip(outward.iter().zip(moment.outputs)) {
            *delta = error * self.activation.slope(*y);
        }
    }
}

impl super::Output {
    /// The same output layer and loss in the words of the perceptron.
    fn as_layer(self) -> (Activation, Loss) {
        match self {
            super::Output::Linear => (Activation::Linear, Loss::SquaredError),
            super::Output::Logistic => (Activation::Logistic, Loss::SquaredError),
            super::Output::LogisticCrossEntropy => (Activation::Linear, Loss::LogisticCrossEntropy),
            super::Output::SoftmaxCrossEntropy => (Activation::Linear, Loss::SoftmaxCrossEntropy),
        }
    }
}
