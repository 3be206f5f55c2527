//! The operations on vectors of weights that the methods share.

pub use crate::math::sums::dot;

/// ‖a‖₂.
pub fn norm(a: &[f64]) -> f64 {
    dot(a, a).sqrt()
}

/// difference ← a − b.
pub fn subtract(a: &[f64], b: &[f64], difference: &mut [f64]) {
    for ((d, a), b) in difference.iter_mut().zip(a).zip(b) {
        *d = a - b;
    }
}

/// sum ← sum + factor · a.
pub fn add_scaled(sum: &mut [f64], factor: f64, a: &[f64]) {
    for (sum, a) in sum.iter_mut().zip(a) {
        *sum += factor * a;
    }
}
