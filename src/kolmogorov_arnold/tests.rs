use super::refit::fit;
use super::*;
use crate::random::Stream;

fn drawn(sizes: &[usize], intervals: usize) -> (Network, Vec<f64>) {
    let network = Network::new(sizes, intervals).unwrap();
    let mut stream = Stream::new(2024, "kolmogorov-arnold", "weights", 0);
    let w = (0..network.weights())
        .map(|_| 0.5 * stream.normal())
        .collect();
    (network, w)
}

#[test]
fn splines_sum_to_one_within_the_grid_and_fade_beyond() {
    let grid = Grid {
        low: -1.0,
        high: 2.0,
        intervals: 7,
    };
    for k in 0..=30 {
        let x = -1.0 + 0.1 * k as f64;
        let local = grid.at(x);
        let sum: f64 = local.existing(grid.splines()).map(|(_, b, _)| b).sum();
        approx::assert_relative_eq!(sum, 1.0, epsilon = 1e-14);
        let slopes: f64 = local.existing(grid.splines()).map(|(_, _, s)| s).sum();
        assert!(slopes.abs() < 1e-13);
    }
    for x in [-3.0, 4.0, 1e300, f64::NEG_INFINITY] {
        assert_eq!(grid.at(x).existing(grid.splines()).count(), 0, "{x}");
    }
}

#[test]
fn splines_reproduce_cubic_polynomials() {
    let grid = Grid {
        low: -1.0,
        high: 1.0,
        intervals: 5,
    };
    let cubic = |x: f64| 1.0 - 2.0 * x + 0.5 * x * x + 3.0 * x * x * x;
    let c = fit(grid, cubic);
    for k in 0..=20 {
        let x = -1.0 + 0.1 * k as f64;
        let local = grid.at(x);
        let value: f64 = local
            .existing(grid.splines())
            .map(|(m, b, _)| c[m] * b)
            .sum();
        approx::assert_relative_eq!(value, cubic(x), epsilon = 1e-10);
    }
}

#[test]
fn derivatives_equal_central_differences() {
    let (network, mut w) = drawn(&[2, 3, 2, 1], 4);
    let mut workspace = Workspace::default();
    for x in [[0.3, -0.7], [-0.95, 0.5], [0.0, 1.0]] {
        network.differentiate(&w, &x, &mut workspace);
        let mut derivatives = vec![0.0; w.len()];
        for &(i, d) in &workspace.derivatives {
            derivatives[i] += d;
        }
        let h = 1e-6;
        for i in 0..w.len() {
            let kept = w[i];
            w[i] = kept + h;
            let above = network.answer(&w, &x, &mut workspace);
            w[i] = kept - h;
            let below = network.answer(&w, &x, &mut workspace);
            w[i] = kept;
            let difference = (above - below) / (2.0 * h);
            assert!(
                (difference - derivatives[i]).abs() < 1e-8,
                "weight {i} at {x:?}"
            );
        }
    }
}

#[test]
fn a_finer_grid_of_split_intervals_changes_nothing() {
    let (network, w) = drawn(&[2, 2, 1], 3);
    let ranges = vec![vec![(-1.0, 1.0); 2]; 2];
    let (fine, fine_w) = network.refitted(&w, 12, &ranges);
    assert_eq!(fine.weights(), fine.edges() * 16);
    let mut workspace = Workspace::default();
    for edge in [(0, 0, 1), (0, 1, 0), (1, 1, 0)] {
        for k in 0..=40 {
            let x = -1.0 + 0.05 * k as f64;
            let (old, new) = (
                network.function(&w, edge, x),
                fine.function(&fine_w, edge, x),
            );
            assert!(
                (old.0 - new.0).abs() < 1e-9,
                "{edge:?} at {x}: {old:?} {new:?}"
            );
        }
    }
    assert!(
        fine.answer(&fine_w, &[0.1, 0.2], &mut workspace)
            .is_finite()
    );
}

#[test]
fn networks_without_nodes_intervals_or_a_single_output_are_none() {
    assert_eq!(Network::new(&[2], 3), None);
    assert_eq!(Network::new(&[2, 0, 1], 3), None);
    assert_eq!(Network::new(&[2, 2], 3), None);
    assert_eq!(Network::new(&[2, 1], 0), None);
    assert_eq!(Network::new(&[2, 1, 1], 5).unwrap().weights(), 27);
}
