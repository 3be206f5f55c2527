//! Initial weights.

use super::{Cell, Network};
use crate::random::Stream;

impl<C: Cell> Network<C> {
    /// All weights and biases uniform on [−range, range), in the order of the flat vector, as the
    /// papers draw them (0.1 and 0.2 in 1997).
    pub fn uniform_weights(&self, range: f64, stream: &mut Stream) -> Vec<f64> {
        let draw = |_| stream.uniform_between(-range, range);
        (0..self.weights()).map(draw).collect()
    }

    /// Weights uniform on ±1/√n with n the numbers that the receiving unit sees, the biases 0.
    pub fn scaled_weights(&self, stream: &mut Stream) -> Vec<f64> {
        let mut w = vec![0.0; self.weights()];
        let hidden = self.inputs() + self.cell().outputs();
        let ranges = [
            (self.input_range(), hidden),
            (self.feedback_range(), hidden),
            (self.output_range(), self.seen()),
        ];
        for (range, fan_in) in ranges {
            let bound = 1.0 / (fan_in as f64).sqrt();
            let weights = w[range].iter_mut();
            weights.for_each(|weight| *weight = stream.uniform_between(-bound, bound));
        }
        w
    }
}
