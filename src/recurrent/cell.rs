//! What distinguishes one recurrent network from another: a time step of its hidden layer.

use std::fmt::Debug;

/// One time step of a hidden layer, forwards and backwards.
pub trait Cell: Clone + Debug + PartialEq {
    /// Number of weighted sums a(t).
    fn sums(&self) -> usize;

    /// How many of them, the first ones, have no bias.
    fn unbiased(&self) -> usize {
        0
    }

    /// Number of outputs y(t), all of which feed back into the next step's sums.
    fn outputs(&self) -> usize;

    /// How many of the outputs, the first ones, the output layer reads.
    fn visible(&self) -> usize {
        self.outputs()
    }

    /// Number of memory contents through which an error is carried back in time.
    fn contents(&self) -> usize;

    /// Length of m(t): the contents and whatever else is worth keeping until the way back.
    fn memory(&self) -> usize;

    /// Replaces the sums a(t) by their activations and writes m(t) and y(t). `before` is m(t−1).
    fn advance(&self, sums: &mut [f64], before: &[f64], memory: &mut [f64], outputs: &mut [f64]);

    /// Writes ∂E/∂a(t) into `deltas`. `outward` is ∂E/∂y(t); `carried` is ∂E/∂contents(t) by way of
    /// later steps, and becomes that of t − 1.
    fn retreat(&self, moment: Moment<'_>, outward: &[f64], carried: &mut [f64], deltas: &mut [f64]);
}

/// What a time step left behind.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// The activations that replaced the sums.
    pub activations: &'a [f64],
    /// m(t−1).
    pub before: &'a [f64],
    /// m(t).
    pub memory: &'a [f64],
    /// y(t).
    pub outputs: &'a [f64],
}
