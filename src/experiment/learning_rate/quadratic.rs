//! The error of a linear unit, E(w) = (1/2P) Σ (d − w·x)² = E_min + ½ (w − w*)ᵀ H (w − w*), with
//! H = (1/P) Σ x xᵀ (LeCun et al. 1998, eq. 28–30).

use super::examples::{Examples, dot};
use crate::math::singular_values::{Decomposition, decompose};

/// E around its minimum.
pub struct Quadratic {
    /// H, weights × weights.
    pub hessian: Vec<f64>,
    /// λ₁ ≥ … ≥ λₙ in `values`, the eigenvectors in `right`.
    eigen: Decomposition,
    /// w*, of all minima the one nearest to 0.
    pub minimum: Vec<f64>,
    /// E(w*).
    pub least: f64,
}

impl Quadratic {
    /// E of these examples. H is symmetric and not negative, so that its singular values are its
    /// eigenvalues.
    pub fn of(examples: &Examples) -> Self {
        let n = examples.width;
        let hessian = examples.second_moments();
        let eigen = decompose(n, n, &hessian);
        let rows = examples.rows() as f64;
        let mut correlation = vec![0.0; n];
        for (row, d) in examples.targets.iter().enumerate() {
            for (sum, x) in correlation.iter_mut().zip(examples.row(row)) {
                *sum += d * x / rows;
            }
        }
        let mut minimum = vec![0.0; n];
        for k in 0..eigen.rank() {
            let direction = &eigen.right[k * n..][..n];
            let share = dot(direction, &correlation) / eigen.values[k];
            for (w, v) in minimum.iter_mut().zip(direction) {
                *w += share * v;
            }
        }
        let mut quadratic = Quadratic {
            hessian,
            eigen,
            minimum,
            least: 0.0,
        };
        quadratic.least = error(examples, &quadratic.minimum);
        quadratic
    }

    /// Number of weights.
    pub fn weights(&self) -> usize {
        self.minimum.len()
    }

    /// Eigenvalues that are told from 0, in descending order.
    pub fn eigenvalues(&self) -> &[f64] {
        &self.eigen.values[..self.eigen.rank()]
    }

    /// The eigenvector of an eigenvalue.
    pub fn direction(&self, k: usize) -> &[f64] {
        let n = self.weights();
        &self.eigen.right[k * n..][..n]
    }

    /// Largest eigenvalue.
    pub fn largest(&self) -> f64 {
        self.eigen.values.first().copied().unwrap_or(f64::NAN)
    }

    /// Smallest eigenvalue that is told from 0.
    pub fn smallest(&self) -> f64 {
        self.eigenvalues().last().copied().unwrap_or(f64::NAN)
    }

    /// κ = λ_max/λ_min.
    pub fn condition(&self) -> f64 {
        self.largest() / self.smallest()
    }

    /// Σ λ.
    pub fn trace(&self) -> f64 {
        self.eigenvalues().iter().sum()
    }

    /// ν = Θ (w − w*): the coordinates along the eigenvectors.
    pub fn coordinates(&self, w: &[f64]) -> Vec<f64> {
        let off: Vec<f64> = w.iter().zip(&self.minimum).map(|(w, m)| w - m).collect();
        let along = |k| dot(self.direction(k), &off);
        (0..self.eigenvalues().len()).map(along).collect()
    }

    /// E − E_min = ½ Σ λ ν².
    pub fn excess(&self, coordinates: &[f64]) -> f64 {
        let terms = self.eigenvalues().iter().zip(coordinates);
        0.5 * terms.map(|(lambda, nu)| lambda * nu * nu).sum::<f64>()
    }
}

/// E(w) from the examples themselves.
pub fn error(examples: &Examples, w: &[f64]) -> f64 {
    let squares = examples.targets.iter().enumerate().map(|(row, d)| {
        let miss = d - dot(w, examples.row(row));
        miss * miss
    });
    0.5 * squares.sum::<f64>() / examples.rows() as f64
}
