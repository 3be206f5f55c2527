//! The background as a linear system driven by white noise: what a jump of y leaves behind, and the
//! covariances, in the order (y, x, V).

use super::IntegrateAndFire;
use crate::math;

/// A symmetric matrix over (y, x, V), or the lower triangle L of a covariance L Lᵀ, row by row.
pub type Matrix = [[f64; 3]; 3];

/// How x and y fade and what they leave behind after some time: elements of the matrix exponential.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Response {
    /// e^(−t/τ_s): y on y, x on x.
    pub fade: f64,
    pub y_to_x: f64,
    pub x_to_v: f64,
    pub y_to_v: f64,
    /// e^(−t/τ_m): V on V.
    pub membrane: f64,
}

impl IntegrateAndFire {
    /// Stationary covariance of (y, x, V) without threshold, mV²: the solution S of the Lyapunov
    /// equation A S + S Aᵀ + σ² e_y e_yᵀ = 0.
    pub(super) fn stationary_covariance(&self) -> Matrix {
        let (fast, slow) = (1.0 / self.tau_s_ms, 1.0 / self.tau_m_ms);
        let yy = 0.5 * self.noise_mv_per_sqrt_ms * self.noise_mv_per_sqrt_ms * self.tau_s_ms;
        let xy = 0.5 * yy;
        let vy = slow * xy / (slow + fast);
        let vx = (slow * xy + fast * vy) / (slow + fast);
        [[yy, xy, vy], [xy, xy, vx], [vy, vx, vx]]
    }

    /// The response after `t_ms`.
    pub(super) fn response(&self, t_ms: f64) -> Response {
        let fade = math::exp(-t_ms / self.tau_s_ms);
        let membrane = math::exp(-t_ms / self.tau_m_ms);
        let z = t_ms * (1.0 / self.tau_s_ms - 1.0 / self.tau_m_ms);
        let (first, second) = math::exponential_integrals(z);
        Response {
            fade,
            y_to_x: t_ms / self.tau_s_ms * fade,
            x_to_v: membrane * t_ms / self.tau_m_ms * first,
            y_to_v: membrane * t_ms / self.tau_m_ms * (t_ms / self.tau_s_ms) * second,
            membrane,
        }
    }

    /// Covariance of the noise gathered by (y, x, V) during a step: ∫ g(s) g(s)ᵀ ds over the step,
    /// g(s) being σ times the answer to a unit jump of y. Gauss–Legendre quadrature with 8 nodes
    /// (Abramowitz & Stegun 1964, table 25.4) on pieces of at most τ_s is exact to rounding and,
    /// unlike the closed form, sums only positive terms: nothing cancels when the step is short.
    pub(super) fn step_covariance(&self, dt_ms: f64) -> Matrix {
        const NODES: [(f64, f64); 4] = [
            (0.183_434_642_495_649_8, 0.362_683_783_378_362),
            (0.525_532_409_916_329, 0.313_706_645_877_887_3),
            (0.796_666_477_413_626_7, 0.222_381_034_453_374_5),
            (0.960_289_856_497_536_3, 0.101_228_536_290_376_3),
        ];
        let variance = self.noise_mv_per_sqrt_ms * self.noise_mv_per_sqrt_ms;
        let shortest = self.tau_s_ms.min(self.tau_m_ms);
        let pieces = (dt_ms / shortest).ceil().clamp(1.0, 1000.0);
        let half = 0.5 * dt_ms / pieces;
        let mut covariance = [[0.0; 3]; 3];
        for piece in 0..pieces as usize {
            let middle = half * (2 * piece + 1) as f64;
            for (node, weight) in NODES {
                for side in [-node, node] {
                    let answer = self.response(middle + half * side);
                    let g = [answer.fade, answer.y_to_x, answer.y_to_v];
                    for i in 0..3 {
                        for j in 0..3 {
                            covariance[i][j] += half * weight * variance * g[i] * g[j];
                        }
                    }
                }
            }
        }
        covariance
    }
}

/// The lower Cholesky factor of a covariance; rows of a vanishing variance are 0.
pub fn cholesky(covariance: &Matrix) -> Matrix {
    let mut l = [[0.0; 3]; 3];
    for i in 0..3 {
        for j in 0..=i {
            let explained: f64 = (0..j).map(|k| l[i][k] * l[j][k]).sum();
            let left = covariance[i][j] - explained;
            l[i][j] = if i == j {
                left.max(0.0).sqrt()
            } else if l[j][j] > 0.0 {
                left / l[j][j]
            } else {
                0.0
            };
        }
    }
    l
}

/// L z.
pub fn correlated(l: &Matrix, z: [f64; 3]) -> [f64; 3] {
    [
        l[0][0] * z[0],
        l[1][0] * z[0] + l[1][1] * z[1],
        l[2][0] * z[0] + l[2][1] * z[1] + l[2][2] * z[2],
    ]
}
