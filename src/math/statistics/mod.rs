//! Statistics: moments and order statistics of a sample here, and in the files the statistics by
//! which a benchmark of methods is judged. Demšar (2006, J. Mach. Learn. Res. 7:1) is the guide to
//! comparing k methods on N data sets: [`friedman`], then [`nemenyi`]; for two methods on the splits
//! of one data set there is [`paired`] with [`multiple`]; for work, [`profile`].

pub mod distributions;
pub mod friedman;
pub mod interval;
pub mod multiple;
pub mod nemenyi;
pub mod paired;
mod power_law;
pub mod profile;
pub mod studentized_range;

pub use power_law::power_law_exponent;

/// Σ x / n; NaN for an empty sample.
pub fn mean(sample: &[f64]) -> f64 {
    sample.iter().sum::<f64>() / sample.len() as f64
}

/// Unbiased variance Σ (x − x̄)²/(n − 1); NaN for fewer than two numbers. Two passes, so that a
/// large mean does not cost digits.
pub fn variance(sample: &[f64]) -> f64 {
    if sample.len() < 2 {
        return f64::NAN;
    }
    let centre = mean(sample);
    let squares = sample.iter().map(|x| (x - centre) * (x - centre));
    squares.sum::<f64>() / (sample.len() - 1) as f64
}

/// Standard deviation, the root of [`variance`].
pub fn standard_deviation(sample: &[f64]) -> f64 {
    variance(sample).sqrt()
}

/// The p-quantile, 0 ≤ p ≤ 1, by linear interpolation between order statistics at the place
/// (n − 1)·p (type 7 of Hyndman & Fan 1996, Am. Stat. 50:361; R's and NumPy's default). NaN for an
/// empty sample or one that holds NaN.
///
/// ```
/// use galvani::math::statistics::quantile;
/// assert_eq!(quantile(&[4.0, 1.0, 2.0, 3.0], 0.25), 1.75);
/// ```
///
/// # Panics
/// When p is outside of 0 to 1.
pub fn quantile(sample: &[f64], p: f64) -> f64 {
    quantile_of_sorted(&sorted(sample), p)
}

/// The middle of the sample, the 0.5-quantile.
pub fn median(sample: &[f64]) -> f64 {
    quantile(sample, 0.5)
}

/// Lower quartile, median and upper quartile.
pub fn quartiles(sample: &[f64]) -> [f64; 3] {
    let sorted = sorted(sample);
    [0.25, 0.5, 0.75].map(|p| quantile_of_sorted(&sorted, p))
}

fn sorted(sample: &[f64]) -> Vec<f64> {
    let mut sorted = sample.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

fn quantile_of_sorted(sorted: &[f64], p: f64) -> f64 {
    assert!((0.0..=1.0).contains(&p), "no quantile lies at p = {p}");
    if sorted.is_empty() || sorted.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    let place = (sorted.len() - 1) as f64 * p;
    let below = sorted[place.floor() as usize];
    let above = sorted[place.ceil() as usize];
    // Equal neighbours may be infinite, whose difference is not a number.
    if below == above {
        return below;
    }
    below + (above - below) * place.fract()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_one_to_five() {
        let sample = [5.0, 3.0, 1.0, 4.0, 2.0];
        assert_eq!(mean(&sample), 3.0);
        assert_eq!(variance(&sample), 2.5);
        assert_eq!(standard_deviation(&sample), 2.5_f64.sqrt());
        let far: Vec<f64> = sample.iter().map(|x| x + 1e9).collect();
        assert_eq!(variance(&far), 2.5);
    }

    #[test]
    fn quantiles_interpolate_between_order_statistics() {
        // R: quantile(c(1, 2, 4, 8, 16, 32), c(0, .1, .25, .5, .75, 1)).
        let sample = [32.0, 1.0, 16.0, 2.0, 8.0, 4.0];
        let expected = [(0.0, 1.0), (0.1, 1.5), (0.5, 6.0), (1.0, 32.0)];
        for (p, value) in expected {
            assert_eq!(quantile(&sample, p), value);
        }
        assert_eq!(quartiles(&sample), [2.5, 6.0, 14.0]);
        assert_eq!(median(&[7.0]), 7.0);
        assert_eq!(median(&[f64::INFINITY, 1.0, f64::INFINITY]), f64::INFINITY);
    }

    #[test]
    fn samples_without_an_answer_give_nan() {
        assert!(mean(&[]).is_nan() && median(&[]).is_nan() && variance(&[1.0]).is_nan());
        assert!(median(&[1.0, f64::NAN, 2.0]).is_nan());
    }
}
