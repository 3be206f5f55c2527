//! How fast one quantity falls or rises with another.

use crate::math::ln;

/// The exponent p of the power law y = c x^p that is nearest to the points on logarithmic axes: the slope
/// of the least-squares line through (ln x, ln y). `None` for fewer than two points or for points of one x;
/// every x and y must be above 0.
///
/// ```
/// use galvani::math::statistics::power_law_exponent;
/// let points = [(1.0, 3.0), (2.0, 3.0 / 4.0), (4.0, 3.0 / 16.0)];
/// assert!((power_law_exponent(&points).unwrap() + 2.0).abs() < 1e-12);
/// ```
pub fn power_law_exponent(points: &[(f64, f64)]) -> Option<f64> {
    let logs: Vec<(f64, f64)> = points.iter().map(|&(x, y)| (ln(x), ln(y))).collect();
    let n = logs.len() as f64;
    let mean_x = logs.iter().map(|p| p.0).sum::<f64>() / n;
    let mean_y = logs.iter().map(|p| p.1).sum::<f64>() / n;
    let rise: f64 = logs.iter().map(|p| (p.0 - mean_x) * (p.1 - mean_y)).sum();
    let run: f64 = logs.iter().map(|p| (p.0 - mean_x).powi(2)).sum();
    (run > 0.0).then(|| rise / run)
}
