//! The weights with which networks see symmetry.
//!
//! Rumelhart, Hinton & Williams 1986 (Nature 323:533, Fig. 1): with n = 6 inputs, each of the two
//! hidden units has weights that are equal and opposite about the middle, so that a symmetric
//! pattern cancels, and in the proportion 1 : 2 : 4 on either side, so that no other pattern does.

use super::summary::Variant;
use super::task::Task;
use super::trial::Trial;
use crate::math::statistics::median;

/// A network has found the solution of the paper where both ratios are within this share of 2 and
/// 4 at every hidden unit.
const NEAR: f64 = 0.25;

/// What the hidden units of all successful trials have in common.
pub struct Mirror {
    /// Medians of the larger magnitudes over the smallest, ascending: 2 and 4 for six inputs.
    pub ratios: Vec<f64>,
    /// Median of Σ|wᵢ + wᵢ′| / Σ|wᵢ − wᵢ′| over mirrored pairs: 0 where weights are opposite.
    pub asymmetry: f64,
    /// Share of the trials in which every hidden unit has ratios near 2, 4, 8 …
    pub share: f64,
}

/// The weights from the inputs to one unit of the first layer, in the order of the inputs.
pub fn unit(weights: &[f64], inputs: usize, units: usize, unit: usize) -> Vec<f64> {
    (0..inputs).map(|i| weights[i * units + unit]).collect()
}

/// `None` for another task, other than one hidden layer, or no trial that succeeded.
pub fn mirror(variant: &Variant) -> Option<Mirror> {
    let (Task::Symmetry(n), &[units]) = (&variant.setup.task, variant.setup.hidden.as_slice())
    else {
        return None;
    };
    let n = *n;
    if n < 4 {
        return None;
    }
    let succeeded = variant.trials.iter().filter(|trial| trial.succeeded());
    let of_trial = |trial: &Trial| -> Vec<(Vec<f64>, f64)> {
        (0..units)
            .map(|u| of_unit(&unit(&trial.weights, n, units, u)))
            .collect()
    };
    let trials: Vec<Vec<(Vec<f64>, f64)>> = succeeded.map(of_trial).collect();
    let is_near = |ratios: &[f64]| {
        let powers = ratios.iter().zip(1..);
        powers.into_iter().all(|(ratio, k)| {
            let power = 2.0_f64.powi(k);
            (ratio / power - 1.0).abs() <= NEAR
        })
    };
    let found = trials
        .iter()
        .filter(|units| units.iter().all(|(ratios, _)| is_near(ratios)))
        .count();
    let all: Vec<&(Vec<f64>, f64)> = trials.iter().flatten().collect();
    let middle = |of: &dyn Fn(&(Vec<f64>, f64)) -> f64| {
        let sample: Vec<f64> = all.iter().map(|unit| of(unit)).collect();
        median(&sample)
    };
    (!trials.is_empty()).then(|| Mirror {
        ratios: (0..n / 2 - 1).map(|k| middle(&|unit| unit.0[k])).collect(),
        asymmetry: middle(&|unit| unit.1),
        share: found as f64 / trials.len() as f64,
    })
}

/// Magnitudes of the mirrored pairs over the smallest of them, ascending, without that 1 itself;
/// and how far the weights are from opposite.
fn of_unit(weights: &[f64]) -> (Vec<f64>, f64) {
    let pairs = || {
        let (left, right) = (weights.iter(), weights.iter().rev());
        left.zip(right).take(weights.len() / 2)
    };
    let mut sizes: Vec<f64> = pairs().map(|(a, b)| (a - b).abs()).collect();
    let whole: f64 = sizes.iter().sum();
    let rest: f64 = pairs().map(|(a, b)| (a + b).abs()).sum();
    sizes.sort_by(f64::total_cmp);
    let ratios = sizes[1..].iter().map(|size| size / sizes[0]).collect();
    (ratios, rest / whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_papers_weights_are_recognised() {
        // Fig. 1 of the paper, left hidden unit.
        let (ratios, asymmetry) = of_unit(&[-14.2, 3.6, -7.2, 7.1, -3.6, 14.2]);
        for (ratio, power) in ratios.iter().zip([2.0, 4.0]) {
            assert!((ratio / power - 1.0).abs() < 0.02, "{ratio}");
        }
        // Only the pair 7.2, 7.1 is not quite opposite: 0.1 of 28.4 + 7.2 + 14.3.
        approx::assert_relative_eq!(asymmetry, 0.1 / 49.9, epsilon = 1e-12);
    }

    #[test]
    fn equal_weights_on_both_sides_are_no_mirror() {
        let (_, asymmetry) = of_unit(&[1.0, 2.0, 2.5, 1.5]);
        approx::assert_relative_eq!(asymmetry, (2.5 + 4.5) / (0.5 + 0.5), epsilon = 1e-12);
    }
}
