//! Metrics that eigenvalues enter: they carry a tolerance, because the QR algorithm behind them may
//! round differently on another machine.

use crate::outcome::{Metric, Tolerance};

/// A metric with a relative tolerance.
pub fn rounded(name: &str, value: f64, unit: &str, relative: f64) -> Metric {
    Metric {
        name: name.into(),
        value,
        unit: unit.into(),
        tolerance: Some(Tolerance {
            absolute: 0.0,
            relative,
            reason: "eigenvalues by a QR algorithm that may round differently elsewhere".into(),
        }),
    }
}

/// The complex pair with the greatest real part among eigenvalues in 1/ms, (real, imaginary).
pub fn leading_pair(eigenvalues: &[(f64, f64)]) -> Option<(f64, f64)> {
    eigenvalues.iter().copied().find(|value| value.1 > 0.0)
}

/// Decay δ and period 2π/ω of the oscillation with the eigenvalues −δ ± iω, as `<prefix>_decay_per_ms`
/// and `<prefix>_period_ms`.
pub fn oscillation(prefix: &str, (real, imaginary): (f64, f64)) -> [Metric; 2] {
    let period_ms = std::f64::consts::TAU / imaginary;
    [
        rounded(&format!("{prefix}_decay_per_ms"), -real, "1/ms", 1e-9),
        rounded(&format!("{prefix}_period_ms"), period_ms, "ms", 1e-9),
    ]
}
