//! Counting what a method asks of its objective.
//!
//! Methods differ in what a step costs: one gradient (gradient descent), several gradients of a line
//! search (BFGS), a Gauss–Newton matrix and some values (Levenberg–Marquardt). The common currency is
//! the *gradient-equivalent*: the work of one gradient over all examples. For a network the forward
//! pass, the backward pass and the products for the weights are of one size, hence a value is 1/3.
//! Linear algebra between evaluations (the n² of BFGS, the n³/3 of Levenberg–Marquardt) is not
//! counted here; it shows in seconds.

use super::Objective;

/// What one call of each kind costs, in gradients over all examples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cost {
    /// One E(w).
    pub value: f64,
    /// One ∇E(w), which brings E(w) with it.
    pub gradient: f64,
    /// One Gauss–Newton matrix, which brings E(w) and ∇E(w) with it.
    pub normal_equations: f64,
}

impl Default for Cost {
    /// A value costs a third of a gradient; a Gauss–Newton matrix of a single output as much as a
    /// gradient.
    fn default() -> Self {
        Cost {
            value: 1.0 / 3.0,
            gradient: 1.0,
            normal_equations: 1.0,
        }
    }
}

/// Calls so far.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    /// Calls of [`Objective::value`].
    pub values: u64,
    /// Calls of [`Objective::gradient`].
    pub gradients: u64,
    /// Calls of [`Objective::normal_equations`].
    pub normal_equations: u64,
    /// The sum of their costs at the time of each call.
    pub gradient_equivalents: f64,
}

/// An objective that counts its calls.
pub struct Counted<'a> {
    objective: &'a mut dyn Objective,
    counts: &'a mut Counts,
}

impl<'a> Counted<'a> {
    /// Adds every call on `objective` to `counts`.
    pub fn new(objective: &'a mut dyn Objective, counts: &'a mut Counts) -> Self {
        Counted { objective, counts }
    }
}

impl Objective for Counted<'_> {
    fn dimension(&self) -> usize {
        self.objective.dimension()
    }

    fn value(&mut self, w: &[f64]) -> f64 {
        self.counts.values += 1;
        self.counts.gradient_equivalents += self.objective.cost().value;
        self.objective.value(w)
    }

    fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
        self.counts.gradients += 1;
        self.counts.gradient_equivalents += self.objective.cost().gradient;
        self.objective.gradient(w, gradient)
    }

    fn normal_equations(
        &mut self,
        w: &[f64],
        matrix: &mut [f64],
        gradient: &mut [f64],
    ) -> Option<f64> {
        let loss = self.objective.normal_equations(w, matrix, gradient)?;
        self.counts.normal_equations += 1;
        self.counts.gradient_equivalents += self.objective.cost().normal_equations;
        Some(loss)
    }

    fn fan_in(&self, weight: usize) -> Option<usize> {
        self.objective.fan_in(weight)
    }

    fn cost(&self) -> Cost {
        self.objective.cost()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::optimize::surface::{Quadratic, Surface};

    #[test]
    fn every_call_is_counted_at_its_price() {
        let mut surface = Surface::Rosenbrock;
        let mut counts = Counts::default();
        let mut counted = Counted::new(&mut surface, &mut counts);
        let (w, mut g, mut matrix) = ([0.0; 2], [0.0; 2], [0.0; 4]);
        counted.value(&w);
        counted.value(&w);
        counted.value(&w);
        counted.gradient(&w, &mut g);
        assert_eq!(counted.normal_equations(&w, &mut matrix, &mut g), Some(0.5));
        assert_eq!(
            (counts.values, counts.gradients, counts.normal_equations),
            (3, 1, 1)
        );
        assert!((counts.gradient_equivalents - 3.0).abs() < 1e-15);
    }

    #[test]
    fn a_matrix_that_does_not_exist_costs_nothing() {
        let mut quadratic = Quadratic::diagonal(&[1.0, 2.0]);
        let mut counts = Counts::default();
        let matrix = Counted::new(&mut quadratic, &mut counts).normal_equations(
            &[0.0; 2],
            &mut [0.0; 4],
            &mut [0.0; 2],
        );
        assert_eq!((matrix, counts), (None, Counts::default()));
    }
}
