//! Softmax, y = e^s / Σ e^s over the units of a layer, and the product with its Jacobian
//! ∂y/∂s = diag y − y yᵀ, which is symmetric (Bridle 1990, *Neurocomputing*, NATO ASI F68:227).

use crate::math::elementary::{exp_in_place, ln};

/// Rows whose maxima and sums are found side by side: one after the other the additions of a row
/// would wait for each other.
const SIDE_BY_SIDE: usize = 8;

/// Subtracts from each row of `width` its largest s, so that no exponential overflows.
pub(super) fn shift_by_largest(z: &mut [f64], width: usize) {
    for rows in z.chunks_mut(SIDE_BY_SIDE * width) {
        let mut largest = [f64::NEG_INFINITY; SIDE_BY_SIDE];
        for o in 0..width {
            for (largest, row) in largest.iter_mut().zip(rows.chunks_exact(width)) {
                // NaN is never the larger one, and stays where it is.
                *largest = if row[o] > *largest { row[o] } else { *largest };
            }
        }
        for (row, largest) in rows.chunks_exact_mut(width).zip(largest) {
            row.iter_mut().for_each(|z| *z -= largest);
        }
    }
}

/// Replaces each row of `width` shifted z by e^z / Σ e^z and returns the sum of ln Σ e^z over the
/// rows. Each Σ e^z lies between 1 and `width`, so that the logarithm of a product of some of them
/// is the sum of their logarithms.
pub(super) fn normalise_exponentials(s: &mut [f64], width: usize) -> f64 {
    exp_in_place(s);
    let mut log_sums = 0.0;
    for rows in s.chunks_mut(SIDE_BY_SIDE * width) {
        let mut sums = [0.0; SIDE_BY_SIDE];
        for o in 0..width {
            for (sum, row) in sums.iter_mut().zip(rows.chunks_exact(width)) {
                *sum += row[o];
            }
        }
        let mut product = 1.0;
        for (row, sum) in rows.chunks_exact_mut(width).zip(sums) {
            // One division a row.
            let inverse = 1.0 / sum;
            row.iter_mut().for_each(|y| *y *= inverse);
            product *= sum;
        }
        log_sums += ln(product);
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
