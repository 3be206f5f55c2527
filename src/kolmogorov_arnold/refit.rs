//! The same functions on other grids: finer ones ("grid extension", Liu et al. 2024, eq. 2.16), and ones
//! that span what the nodes hold.

use super::Network;
use super::spline::Grid;
use crate::math::cholesky;

/// Points per interval at which old and new functions are compared.
const POINTS: usize = 8;
/// Relative to the diagonal: keeps the equations solvable.
const RIDGE: f64 = 1e-13;

impl Network {
    /// The network with `intervals` intervals from end to end of `ranges` (one for each node of every
    /// layer; the output's is not used), and the weights for which its functions are nearest to these in
    /// the sense of least squares. Where a grid only splits the intervals of the old one, nothing changes.
    ///
    /// # Panics
    /// When there are no weights or ranges for every edge or node.
    pub fn refitted(
        &self,
        w: &[f64],
        intervals: usize,
        ranges: &[Vec<(f64, f64)>],
    ) -> (Network, Vec<f64>) {
        let grid = |&(low, high): &(f64, f64)| {
            // A node that holds one number only still needs an interval around it.
            let half = if high > low { 0.0 } else { 0.5 };
            Grid {
                low: low - half,
                high: high + half,
                intervals,
            }
        };
        let layers = ranges.iter().take(self.grids().len());
        let grids = layers
            .map(|nodes| nodes.iter().map(grid).collect())
            .collect();
        let network = self.on(grids);
        let mut weights = vec![0.0; network.weights()];
        for layer in 0..network.grids().len() {
            for from in 0..network.sizes()[layer] {
                for to in 0..network.sizes()[layer + 1] {
                    let edge = (layer, from, to);
                    let start = network.edge(layer, from, to);
                    let old = self.edge(layer, from, to);
                    // The base function has no grid.
                    weights[start] = w[old];
                    let target = |x: f64| self.spline(w, edge, x);
                    let coefficients = fit(network.grid(layer, from), target);
                    weights[start + 1..start + 1 + coefficients.len()]
                        .copy_from_slice(&coefficients);
                }
            }
        }
        (network, weights)
    }

    /// Gives an edge the spline nearest to a function, and no base function.
    pub fn set(
        &self,
        w: &mut [f64],
        (layer, from, to): (usize, usize, usize),
        target: impl Fn(f64) -> f64,
    ) {
        let start = self.edge(layer, from, to);
        let coefficients = fit(self.grid(layer, from), target);
        w[start] = 0.0;
        w[start + 1..start + 1 + coefficients.len()].copy_from_slice(&coefficients);
    }

    /// Σ c B(x) of an edge.
    fn spline(&self, w: &[f64], (layer, from, to): (usize, usize, usize), x: f64) -> f64 {
        let start = self.edge(layer, from, to);
        let grid = self.grid(layer, from);
        let local = grid.at(x);
        let existing = local.existing(grid.splines());
        existing.map(|(m, b, _)| w[start + 1 + m] * b).sum()
    }
}

/// The coefficients of least squares for a function on a grid.
pub(super) fn fit(grid: Grid, target: impl Fn(f64) -> f64) -> Vec<f64> {
    let n = grid.splines();
    let mut matrix = vec![0.0; n * n];
    let mut right = vec![0.0; n];
    let points = POINTS * grid.intervals;
    for k in 0..=points {
        let x = grid.low + (grid.high - grid.low) * k as f64 / points as f64;
        let y = target(x);
        let local = grid.at(x);
        for (i, a, _) in local.existing(n) {
            right[i] += a * y;
            for (j, b, _) in local.existing(n) {
                matrix[i * n + j] += a * b;
            }
        }
    }
    for i in 0..n {
        matrix[i * n + i] *= 1.0 + RIDGE;
        matrix[i * n + i] += RIDGE;
    }
    let mut workspace = cholesky::Workspace::default();
    cholesky::factor(n, &mut matrix, &mut workspace)
        .expect("B-splines are independent on their grid");
    cholesky::solve(n, &matrix, &mut right);
    right
}
