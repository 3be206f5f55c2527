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
    let units_of = |trial: &Trial| -> Vec<Unit> {
        let weights = |u| unit(&trial.weights, n, units, u);
        (0..units).map(|u| Unit::of(&weights(u))).collect()
    };
    let trials: Vec<Vec<Unit>> = succeeded.map(units_of).collect();
    let found = trials
        .iter()
        .filter(|units| units.iter().all(Unit::is_near));
    let share = found.count() as f64 / trials.len() as f64;
    let middle = |of: &dyn Fn(&Unit) -> f64| {
        let sample: Vec<f64> = trials.iter().flatten().map(of).collect();
        median(&sample)
    };
    (!trials.is_empty()).then(|| Mirror {
        ratios: (0..n / 2 - 1)
            .map(|k| middle(&|unit| unit.ratios[k]))
            .collect(),
        asymmetry: middle(&|unit| unit.asymmetry),
        share,
    })
}

/// What the weights of one hidden unit are like.
struct Unit {
    /// Magnitudes of the mirrored pairs over the smallest of them, ascending, without that 1 itself.
    ratios: Vec<f64>,
    /// See [`Mirror::asymmetry`].
    asymmetry: f64,
}

impl Unit {
    fn of(weights: &[f64]) -> Self {
        let pairs = || {
            let (left, right) = (weights.iter(), weights.iter().rev());
            left.zip(right).take(weights.len() / 2)
        };
        let mut sizes: Vec<f64> = pairs().map(|(a, b)| (a - b).abs()).collect();
        let whole: f64 = sizes.iter().sum();
        let rest: f64 = pairs().map(|(a, b)| (a + b).abs()).sum();
        sizes.sort_by(f64::total_cmp);
        Unit {
            ratios: sizes[1..].iter().map(|size| size / sizes[0]).collect(),
            asymmetry: rest / whole,
        }
    }

    /// Whether the ratios are near 2, 4, 8 …
    fn is_near(&self) -> bool {
        let mut powers = self.ratios.iter().zip(1..);
        powers.all(|(ratio, k)| (ratio / 2.0_f64.powi(k) - 1.0).abs() <= NEAR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_papers_weights_are_recognised() {
        // Fig. 1 of the paper, left hidden unit.
        let unit = Unit::of(&[-14.2, 3.6, -7.2, 7.1, -3.6, 14.2]);
        assert!(unit.is_near());
        for (ratio, power) in unit.ratios.iter().zip([2.0, 4.0]) {
            assert!((ratio / power - 1.0).abs() < 0.02, "{ratio}");
        }
        // Only the pair 7.2, 7.1 is not quite opposite: 0.1 of 28.4 + 7.2 + 14.3.
        approx::assert_relative_eq!(unit.asymmetry, 0.1 / 49.9, epsilon = 1e-12);
    }

    #[test]
    fn equal_weights_on_both_sides_are_no_mirror() {
        let unit = Unit::of(&[1.0, 2.0, 2.5, 1.5]);
        assert!(!Unit::of(&[-4.0, -1.0, -1.0, 1.0, 1.0, 4.0]).is_near());
        approx::assert_relative_eq!(unit.asymmetry, (2.5 + 4.5) / (0.5 + 0.5), epsilon = 1e-12);
    }
}
