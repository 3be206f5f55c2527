//! A superposition that is exact: xy = ((x + y)² − (x − y)²)/4, its functions set instead of learned.

use crate::kolmogorov_arnold::{Network, Workspace};

/// Points along either axis.
const SIDE: usize = 41;

/// Largest error on a grid of the square of a [2, 2, 1] network that draws xy, on so many intervals.
pub fn product_error(intervals: usize) -> f64 {
    let nodes = Network::new(&[2, 2, 1], intervals).expect("three layers of nodes");
    let sums = vec![
        vec![(-1.0, 1.0); 2],
        vec![(-2.0, 2.0); 2],
        vec![(-1.0, 1.0)],
    ];
    let (network, mut w) = nodes.refitted(&vec![0.0; nodes.weights()], intervals, &sums);
    network.set(&mut w, (0, 0, 0), |x| x);
    network.set(&mut w, (0, 1, 0), |y| y);
    network.set(&mut w, (0, 0, 1), |x| x);
    network.set(&mut w, (0, 1, 1), |y| -y);
    network.set(&mut w, (1, 0, 0), |s| 0.25 * s * s);
    network.set(&mut w, (1, 1, 0), |d| -0.25 * d * d);
    let mut workspace = Workspace::default();
    let at = |k: usize| -1.0 + 2.0 * k as f64 / (SIDE - 1) as f64;
    let points = (0..SIDE * SIDE).map(|k| (at(k % SIDE), at(k / SIDE)));
    points
        .map(|(x, y)| (network.answer(&w, &[x, y], &mut workspace) - x * y).abs())
        .fold(0.0, f64::max)
}
