//! Buffers that evaluations reuse: once they have their size, nothing is allocated.

/// Examples that pass through the network together: their outputs stay in the cache.
pub(super) const ROWS_IN_BLOCK: usize = 256;

/// The intermediate results of one evaluation. One workspace serves any network and batch, one
/// evaluation at a time.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// Outputs of each layer for one block of examples, rows × units.
    pub(super) outputs: Vec<Vec<f64>>,
    /// With shortcuts: what enters each layer but the first, rows × fan-in.
    pub(super) joined: Vec<Vec<f64>>,
    /// ∂E/∂s of the layer that back-propagation has reached, and of the one below.
    pub(super) deltas: Vec<f64>,
    pub(super) deltas_below: Vec<f64>,
    /// With shortcuts: what the layers above have sent down.
    pub(super) descent: super::backpropagation::Descent,
    /// Answers to the whole batch.
    pub(super) answers: Vec<f64>,
    /// For the Gauss–Newton matrix and the Jacobian.
    pub(super) curvature: super::gauss_newton::Curvature,
    /// For Hessian–vector products.
    pub(super) along: super::hessian_vector::Along,
}
