//! Eigenvalues of a small real matrix, by the QR algorithm of nalgebra.

use nalgebra::DMatrix;

/// The eigenvalues (real part, imaginary part) of a square matrix given by rows, in descending
/// order of the real part; of a conjugate pair the one with positive imaginary part comes first.
/// Correct to rounding, not to the bit: the QR algorithm may take another path elsewhere.
///
/// ```
/// use galvani::math::eigenvalues::eigenvalues;
/// // y″ = −2 y′ − 5 y: −1 ± 2i.
/// let found = eigenvalues(&[[0.0, 1.0], [-5.0, -2.0]]);
/// assert!((found[0].0 + 1.0).abs() < 1e-14 && (found[0].1 - 2.0).abs() < 1e-14);
/// ```
pub fn eigenvalues<const N: usize>(rows: &[[f64; N]; N]) -> Vec<(f64, f64)> {
    let matrix = DMatrix::from_fn(N, N, |i, j| rows[i][j]);
    let mut found: Vec<(f64, f64)> = matrix
        .complex_eigenvalues()
        .iter()
        .map(|value| (value.re, value.im))
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The companion matrix of (x − 1)(x + 2)(x² + 2x + 10).
    #[test]
    fn roots_of_a_polynomial() {
        let companion = [
            [-3.0, -10.0, -6.0, 20.0],
            [1.0, 0.0, 0.0, 0.0],
            [0.0, 1.0, 0.0, 0.0],
            [0.0, 0.0, 1.0, 0.0],
        ];
        let expected = [(1.0, 0.0), (-1.0, 3.0), (-1.0, -3.0), (-2.0, 0.0)];
        for (found, expected) in eigenvalues(&companion).into_iter().zip(expected) {
            assert!((found.0 - expected.0).abs() < 1e-12, "{found:?}");
            assert!((found.1 - expected.1).abs() < 1e-12, "{found:?}");
        }
    }
}
