//! Softmax, y = e^s / Σ e^s over the units of a layer, and the product with its Jacobian
//! ∂y/∂s = diag y − y yᵀ, which is symmetric (Bridle 1990, *Neurocomputing*, NATO ASI F68:227).

use crate::math::elementary::{exp_in_place, ln};

/// Subtracts from each row of `width` its largest s, so that no exponential overflows.
pub(super) fn shift_by_largest(s: &mut [f64], width: usize) {
    for row in s.chunks_exact_mut(width) {
        let largest = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        row.iter_mut().for_each(|s| *s -= largest);
    }
}

/// Replaces each row of `width` shifted s by e^s / Σ e^s and returns the sum of ln Σ e^s over the
/// rows.
pub(super) fn normalise_exponentials(s: &mut [f64], width: usize) -> f64 {
    exp_in_place(s);
    let mut log_sums = 0.0;
    for row in s.chunks_exact_mut(width) {
        let sum: f64 = row.iter().sum();
        log_sums += ln(sum);
        row.iter_mut().for_each(|y| *y /= sum);
    }
    log_sums
}

/// Replaces the vector v by (diag y − y yᵀ) v = y ∘ (v − yᵀv).
pub(super) fn multiply_by_jacobian(y: &[f64], v: &mut [f64]) {
    let mean: f64 = y.iter().zip(v.iter()).map(|(y, v)| y * v).sum();
    for (v, y) in v.iter_mut().zip(y) {
        *v = y * (*v - mean);
    }
}
