//! Methods that minimise a function of one flat vector of weights. They know no network: an
//! [`Objective`] gives value, gradient and, where it has one, its Gauss–Newton matrix.

/// A function of n weights to be minimised. `&mut self` because evaluations reuse buffers.
pub trait Objective {
    /// Number of weights, n.
    fn dimension(&self) -> usize;

    /// E(w).
    fn value(&mut self, w: &[f64]) -> f64;

    /// Writes ∇E(w) into `gradient` (length n) and returns E(w).
    fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64;

    /// Where E has a Gauss–Newton form: writes the matrix G ≈ ∇²E(w) (n × n, row by row, both
    /// triangles) and ∇E(w), and returns E(w). For E = ½Σe² these are JᵀJ and Jᵀe; other losses
    /// scale both alike. `None`: the objective has no such form.
    fn normal_equations(
        &mut self,
        _w: &[f64],
        _matrix: &mut [f64],
        _gradient: &mut [f64],
    ) -> Option<f64> {
        None
    }
}
