//! BFGS as the lecture prints it, a slip kept for comparison:
//!
//! V ← V − V s sᵀ V/(sᵀ V s) + r rᵀ/(sᵀ s),   ΔW = V ∇E,   W ← W − ΔW,   V_0 = 1
//!
//! with s the last change of the weights and r that of the gradient. V is called the inverse
//! Hessian, but this is the update of the Hessian itself, its last term is divided by sᵀs instead of
//! rᵀs, and there is no line search. On E = ½aw² it makes V = a² where the inverse Hessian is 1/a.

use super::{Error, Objective, Optimizer, Step, vector};
use crate::math::symmetric;

/// State of the printed method.
pub(super) struct Printed {
    gradient: Vec<f64>,
    gradient_before: Vec<f64>,
    /// V, row by row, in its lower triangle.
    matrix: Vec<f64>,
    /// s; 0 before the first step.
    weight_change: Vec<f64>,
    /// r.
    gradient_change: Vec<f64>,
    /// V s, then V ∇E.
    product: Vec<f64>,
}

impl Printed {
    pub fn new(n: usize) -> Self {
        let mut matrix = vec![0.0; n * n];
        symmetric::set_to_identity(n, &mut matrix);
        Printed {
            gradient: vec![0.0; n],
            gradient_before: vec![0.0; n],
            matrix,
            weight_change: vec![0.0; n],
            gradient_change: vec![0.0; n],
            product: vec![0.0; n],
        }
    }

    fn update(&mut self) {
        let (s, r) = (&self.weight_change, &self.gradient_change);
        symmetric::product(&self.matrix, s, &mut self.product);
        let (svs, ss) = (vector::dot(s, &self.product), vector::dot(s, s));
        // Both divisors are 0 before the first step and at rest.
        if svs == 0.0 || ss == 0.0 {
            return;
        }
        let factors = [1.0 / ss, 0.0, -1.0 / svs];
        symmetric::add_rank_two(&mut self.matrix, r, &self.product, factors);
    }
}

impl Optimizer for Printed {
    fn name(&self) -> &'static str {
        "bfgs"
    }

    fn step(&mut self, w: &mut [f64], objective: &mut dyn Objective) -> Result<Step<'_>, Error> {
        assert_eq!(w.len(), self.gradient.len(), "the number of weights");
        std::mem::swap(&mut self.gradient, &mut self.gradient_before);
        let loss = objective.gradient(w, &mut self.gradient);
        vector::subtract(
            &self.gradient,
            &self.gradient_before,
            &mut self.gradient_change,
        );
        self.update();
        symmetric::product(&self.matrix, &self.gradient, &mut self.product);
        for ((w, s), change) in w.iter_mut().zip(&mut self.weight_change).zip(&self.product) {
            *s = -change;
            *w -= change;
        }
        Ok(Step::made(loss, &self.gradient))
    }
}

#[cfg(test)]
mod tests {
    use crate::optimize::bfgs::Bfgs;
    use crate::optimize::laws::path;
    use crate::optimize::surface::Quadratic;

    #[test]
    fn on_a_parabola_it_crawls_as_worked_by_hand() {
        // a = ½ from w = 1: V = 1, w = ½; then V = a² = ¼ for ever and w ← (1 − a³) w = ⅞ w.
        let printed = path(
            &Bfgs::printed(),
            &mut Quadratic::diagonal(&[0.5]),
            &[1.0],
            4,
        );
        for (w, by_hand) in printed.iter().zip([0.5, 0.4375, 0.3828125, 0.3349609375]) {
            approx::assert_abs_diff_eq!(w[0], by_hand, epsilon = 1e-15);
        }
        // With the update of the inverse, V = 1/a: the second step ends at the minimum.
        let inverse = path(
            &Bfgs::default(),
            &mut Quadratic::diagonal(&[0.5]),
            &[1.0],
            2,
        );
        approx::assert_abs_diff_eq!(inverse[1][0], 0.0, epsilon = 1e-15);
    }
}
