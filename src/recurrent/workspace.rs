//! Buffers that one call leaves to the next.

/// Buffers of [`Network`](super::Network)'s methods. They grow to the longest sequence seen; after
/// that no call allocates.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// b, with zeros where there is none.
    pub(super) biases: Vec<f64>,
    /// The activations that replaced a(t): steps × sums.
    pub(super) sums: Vec<f64>,
    /// y(t) from t = −1: (steps + 1) × outputs.
    pub(super) outputs: Vec<f64>,
    /// m(t) from t = −1: (steps + 1) × memory.
    pub(super) memory: Vec<f64>,
    /// What the output layer sees in the steps it answers: steps × (visible + inputs).
    pub(super) seen: Vec<f64>,
    /// Answers, on the way back ∂E/∂z.
    pub(super) answers: Vec<f64>,
    /// ∂E/∂seen.
    pub(super) outward: Vec<f64>,
    /// ∂E/∂a(t): steps × sums.
    pub(super) deltas: Vec<f64>,
    /// ∂E/∂y(t) and ∂E/∂contents(t) of the step at hand.
    pub(super) error: Vec<f64>,
    pub(super) carried: Vec<f64>,
    /// W_yᵀ.
    pub(super) transposed: Vec<f64>,
}

/// A buffer of exactly that length, its old numbers of no meaning.
pub(super) fn sized(buffer: &mut Vec<f64>, length: usize) -> &mut [f64] {
    buffer.resize(length, 0.0);
    buffer
}
