//! placeholder
use super::{Batch, Perceptron, Workspace};

#[derive(Clone, Debug, Default)]
pub(super) struct Curvature {}

impl Perceptron {
    /// Gauss–Newton
    pub fn gauss_newton(
        &self,
        w: &[f64],
        batch: Batch,
        workspace: &mut Workspace,
        matrix: &mut [f64],
        gradient: &mut [f64],
    ) -> f64 {
        matrix.fill(0.0);
        self.gradient(w, batch, workspace, gradient)
    }
}
