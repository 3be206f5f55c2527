//! Functions with known minima on which methods are tried.
//!
//! * quadratic: E = ½ wᵀA w with A = diag(λ), or in the plane with A = R diag(1, κ) Rᵀ, R the
//!   rotation by an angle θ; minimum 0 at the origin, condition number κ = λ_max/λ_min
//! * Rosenbrock 1960, Comput. J. 3:175: E = ½[(10(y − x²))² + (1 − x)²], half the printed function;
//!   minimum 0 at (1, 1), customary start (−1.2, 1)
//! * Beale 1958: E = ½[(1.5 − x(1 − y))² + (2.25 − x(1 − y²))² + (2.625 − x(1 − y³))²]; minimum 0 at
//!   (3, 0.5), customary start (1, 1)
//! * Himmelblau 1972: E = ½[(x² + y − 11)² + (x + y² − 7)²]; four minima of 0, one at (3, 2)
//! * Rastrigin 1974 (two variables, as in Törn & Žilinskas 1989, Global Optimization, p. 185):
//!   E = ½[20 + x² + y² − 10 cos 2πx − 10 cos 2πy], half the printed function; minimum 0 at the
//!   origin, a local minimum near every other pair of whole numbers
//!
//! All those of the plane are written as ½Σe², so that their Gauss–Newton matrix is JᵀJ. The residuals
//! of Rosenbrock and Beale are those of Moré, Garbow & Hillstrom 1981, ACM TOMS 7:17, problems 1 and
//! 5; Rastrigin's follow from 1 − cos 2φ = 2 sin²φ; those of the quadratic are u and √κ v, the
//! coordinates along its axes, so that its JᵀJ is the Hessian.

use super::Objective;
use crate::math::{cos, elementary::sin};
use std::f64::consts::PI;

/// A function of the plane that is half a sum of squares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Surface {
    /// The elliptic bowl.
    Quadratic {
        /// Condition number κ: the larger eigenvalue of the Hessian; the smaller is 1.
        condition: f64,
        /// Direction θ in which the bowl is flat, counter-clockwise from the x axis.
        angle_deg: f64,
    },
    /// The curved valley.
    Rosenbrock,
    /// Flat with steep corners.
    Beale,
    /// Four minima.
    Himmelblau,
    /// A minimum in every cell of a lattice.
    Rastrigin,
}

/// A residual e and its derivatives (∂e/∂x, ∂e/∂y).
type Residual = (f64, [f64; 2]);

/// A residual that is not there.
const NONE: Residual = (0.0, [0.0, 0.0]);

impl Surface {
    /// One of each.
    pub const ALL: [Surface; 5] = [
        Surface::Quadratic {
            condition: 25.0,
            angle_deg: 30.0,
        },
        Surface::Rosenbrock,
        Surface::Beale,
        Surface::Himmelblau,
        Surface::Rastrigin,
    ];

    /// The customary start; for the quadratic and Rastrigin, which have none, one that is off
    /// every axis of symmetry.
    pub fn start(self) -> [f64; 2] {
        match self {
            Surface::Quadratic { .. } => [-2.0, 1.0],
            Surface::Rosenbrock => [-1.2, 1.0],
            Surface::Beale => [1.0, 1.0],
            Surface::Himmelblau => [0.0, 0.0],
            Surface::Rastrigin => [2.3, -1.3],
        }
    }

    /// The places where E = 0. Himmelblau's further three are given to six digits.
    pub fn minima(self) -> &'static [[f64; 2]] {
        match self {
            Surface::Quadratic { .. } | Surface::Rastrigin => &[[0.0, 0.0]],
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

    fn residuals(self, x: f64, y: f64) -> [Residual; 4] {
        match self {
            Surface::Quadratic {
                condition,
                angle_deg,
            } => {
                let theta = angle_deg * (PI / 180.0);
                let (c, s, root) = (cos(theta), sin(theta), condition.sqrt());
                [
                    (c * x + s * y, [c, s]),
                    (root * (c * y - s * x), [-root * s, root * c]),
                    NONE,
                    NONE,
                ]
            }
            Surface::Rosenbrock => [
                (10.0 * (y - x * x), [-20.0 * x, 10.0]),
                (1.0 - x, [-1.0, 0.0]),
                NONE,
                NONE,
            ],
            Surface::Beale => [
                (1.5 - x * (1.0 - y), [y - 1.0, x]),
                (2.25 - x * (1.0 - y * y), [y * y - 1.0, 2.0 * x * y]),
                (
                    2.625 - x * (1.0 - y * y * y),
                    [y * y * y - 1.0, 3.0 * x * y * y],
                ),
                NONE,
            ],
            Surface::Himmelblau => [
                (x * x + y - 11.0, [2.0 * x, 1.0]),
                (x + y * y - 7.0, [1.0, 2.0 * y]),
                NONE,
                NONE,
            ],
            Surface::Rastrigin => {
                let height = 20.0_f64.sqrt();
                let wave = |t: f64| (height * sin(PI * t), height * PI * cos(PI * t));
                let ((along_x, slope_x), (along_y, slope_y)) = (wave(x), wave(y));
                [
                    (x, [1.0, 0.0]),
                    (y, [0.0, 1.0]),
                    (along_x, [slope_x, 0.0]),
                    (along_y, [0.0, slope_y]),
                ]
            }
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
    fn known_values() {
        // Twice E: 24.2 and 14.203125 (Moré, Garbow & Hillstrom 1981); 170 by hand; 20 + 0.5 + 20
        // where both cosines are −1; u = 3, v = 4, 9 + 2·16.
        let quadratic = Surface::Quadratic {
            condition: 2.0,
            angle_deg: 90.0,
        };
        for (mut surface, at, twice) in [
            (Surface::Rosenbrock, [-1.2, 1.0], 24.2),
            (Surface::Beale, [1.0, 1.0], 14.203125),
            (Surface::Himmelblau, [0.0, 0.0], 170.0),
            (Surface::Rastrigin, [0.5, -0.5], 40.5),
            (quadratic, [-4.0, 3.0], 41.0),
        ] {
            approx::assert_relative_eq!(2.0 * surface.value(&at), twice, max_relative = 1e-14);
        }
    }

    #[test]
    fn the_matrix_of_the_rotated_quadratic_is_its_hessian() {
        let mut surface = Surface::Quadratic {
            condition: 9.0,
            angle_deg: 30.0,
        };
        let mut matrix = [0.0; 4];
        surface.normal_equations(&[0.3, 0.2], &mut matrix, &mut [0.0; 2]);
        // cos² + 9 sin², −8 sin cos, sin² + 9 cos².
        let off = -2.0 * 3.0_f64.sqrt();
        approx::assert_relative_eq!(
            matrix.as_slice(),
            [3.0, off, off, 7.0].as_slice(),
            max_relative = 1e-14
        );
    }

    /// Where x + 10π sin 2πx = 0 next to 1: x = 0.994959, and 2E = 0.994959 there as well.
    #[test]
    fn rastrigin_has_a_local_minimum_beside_every_whole_number() {
        let mut gradient = [0.0; 2];
        let loss = Surface::Rastrigin.gradient(&[0.994_958_637_7, 0.0], &mut gradient);
        assert!(
            gradient[0].abs() < 1e-7 && gradient[1] == 0.0,
            "{gradient:?}"
        );
        approx::assert_abs_diff_eq!(2.0 * loss, 0.994_959, epsilon = 1e-6);
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
