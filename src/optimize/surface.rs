//! Functions with known minima on which methods are tried.
//!
//! * quadratic: E = ½ wᵀA w with A = diag(λ), minimum 0 at the origin, condition number λ_max/λ_min
//! * Rosenbrock 1960, Comput. J. 3:175: E = ½[(10(y − x²))² + (1 − x)²], half the printed function;
//!   minimum 0 at (1, 1), customary start (−1.2, 1)
//! * Beale 1958: E = ½[(1.5 − x(1 − y))² + (2.25 − x(1 − y²))² + (2.625 − x(1 − y³))²]; minimum 0 at
//!   (3, 0.5), customary start (1, 1)
//! * Himmelblau 1972: E = ½[(x² + y − 11)² + (x + y² − 7)²]; four minima of 0, one at (3, 2)
//!
//! The latter three are written as ½Σe², so that their Gauss–Newton matrix is JᵀJ; the residuals are
//! those of Moré, Garbow & Hillstrom 1981, ACM TOMS 7:17, problems 1 and 5.

use super::Objective;
use serde::{Deserialize, Serialize};

/// A function of the plane that is half a sum of squares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Surface {
    /// The curved valley.
    Rosenbrock,
    /// Flat with steep corners.
    Beale,
    /// Four minima.
    Himmelblau,
}

impl Surface {
    /// Every surface.
    pub const ALL: [Surface; 3] = [Surface::Rosenbrock, Surface::Beale, Surface::Himmelblau];

    /// The customary start.
    pub fn start(self) -> [f64; 2] {
        match self {
            Surface::Rosenbrock => [-1.2, 1.0],
            Surface::Beale => [1.0, 1.0],
            Surface::Himmelblau => [0.0, 0.0],
        }
    }

    /// The places where E = 0. Himmelblau's further three are given to six digits.
    pub fn minima(self) -> &'static [[f64; 2]] {
        match self {
            Surface::Rosenbrock => &[[1.0, 1.0]],
            Surface::Beale => &[[3.0, 0.5]],
            Surface::Himmelblau => &[
                [3.0, 2.0],
                [-2.805118, 3.131313],
                [-3.779310, -3.283186],
                [3.584428, -1.848127],
            ],
        }
    }

    /// The residuals e and their derivatives (∂e/∂x, ∂e/∂y); unused ones are 0.
    fn residuals(self, x: f64, y: f64) -> [(f64, [f64; 2]); 3] {
        match self {
            Surface::Rosenbrock => [
                (10.0 * (y - x * x), [-20.0 * x, 10.0]),
                (1.0 - x, [-1.0, 0.0]),
                (0.0, [0.0, 0.0]),
            ],
            Surface::Beale => [
                (1.5 - x * (1.0 - y), [y - 1.0, x]),
                (2.25 - x * (1.0 - y * y), [y * y - 1.0, 2.0 * x * y]),
                (
                    2.625 - x * (1.0 - y * y * y),
                    [y * y * y - 1.0, 3.0 * x * y * y],
                ),
            ],
            Surface::Himmelblau => [
                (x * x + y - 11.0, [2.0 * x, 1.0]),
                (x + y * y - 7.0, [1.0, 2.0 * y]),
                (0.0, [0.0, 0.0]),
            ],
        }
    }
}

impl Objective for Surface {
    fn dimension(&self) -> usize {
        2
    }

    fn value(&mut self, w: &[f64]) -> f64 {
        self.gradient(w, &mut [0.0; 2])
    }

    fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
        gradient.fill(0.0);
        let mut sum = 0.0;
        for (e, [dx, dy]) in self.residuals(w[0], w[1]) {
            sum += e * e;
            gradient[0] += e * dx;
            gradient[1] += e * dy;
        }
        0.5 * sum
    }

    fn normal_equations(
        &mut self,
        w: &[f64],
        matrix: &mut [f64],
        gradient: &mut [f64],
    ) -> Option<f64> {
        matrix.fill(0.0);
        for (_, [dx, dy]) in self.residuals(w[0], w[1]) {
            matrix[0] += dx * dx;
            matrix[1] += dx * dy;
            matrix[2] += dy * dx;
            matrix[3] += dy * dy;
        }
        Some(self.gradient(w, gradient))
    }
}

/// E = ½ Σ λᵢ wᵢ². It has no residuals and so no Gauss–Newton form.
#[derive(Clone, Debug, PartialEq)]
pub struct Quadratic {
    eigenvalues: Vec<f64>,
}

impl Quadratic {
    /// A = diag(λ).
    pub fn diagonal(eigenvalues: &[f64]) -> Self {
        Quadratic {
            eigenvalues: eigenvalues.to_vec(),
        }
    }

    /// n eigenvalues spread evenly on a logarithmic scale from 1 to κ, the condition number.
    pub fn conditioned(dimension: usize, kappa: f64) -> Self {
        let last = dimension.saturating_sub(1).max(1) as f64;
        let log_kappa = crate::math::ln(kappa);
        Quadratic {
            eigenvalues: (0..dimension)
                .map(|i| crate::math::exp(log_kappa * i as f64 / last))
                .collect(),
        }
    }
}

impl Objective for Quadratic {
    fn dimension(&self) -> usize {
        self.eigenvalues.len()
    }

    fn value(&mut self, w: &[f64]) -> f64 {
        let sum: f64 = w
            .iter()
            .zip(&self.eigenvalues)
            .map(|(w, l)| l * w * w)
            .sum();
        0.5 * sum
    }

    fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
        for ((g, w), l) in gradient.iter_mut().zip(w).zip(&self.eigenvalues) {
            *g = l * w;
        }
        self.value(w)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minima_are_zero_and_flat() {
        for mut surface in Surface::ALL {
            for minimum in surface.minima() {
                let mut gradient = [0.0; 2];
                let loss = surface.gradient(minimum, &mut gradient);
                assert!(loss < 1e-9, "{surface:?} at {minimum:?} is {loss}");
                assert!(gradient.iter().all(|g| g.abs() < 1e-4), "{gradient:?}");
            }
        }
    }

    #[test]
    fn known_values_at_the_customary_starts() {
        // Twice E: 24.2 and 14.203125 (Moré, Garbow & Hillstrom 1981), 170 by hand.
        for (mut surface, twice) in [
            (Surface::Rosenbrock, 24.2),
            (Surface::Beale, 14.203125),
            (Surface::Himmelblau, 170.0),
        ] {
            approx::assert_relative_eq!(2.0 * surface.value(&surface.start()), twice);
        }
    }

    #[test]
    fn gradients_are_the_central_differences_of_the_values() {
        let h = 1e-5;
        for mut surface in Surface::ALL {
            let mut gradient = [0.0; 2];
            surface.gradient(&[0.7, -0.4], &mut gradient);
            for i in 0..2 {
                let (mut ahead, mut behind) = ([0.7, -0.4], [0.7, -0.4]);
                ahead[i] += h;
                behind[i] -= h;
                let difference = (surface.value(&ahead) - surface.value(&behind)) / (2.0 * h);
                approx::assert_abs_diff_eq!(gradient[i], difference, epsilon = 1e-6);
            }
        }
    }
}
