//! What the settings of models and methods have in common: how a value out of its range is told.

/// A setting out of its range; prints as "is -1, must be above 0".
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("is {value}, must be {allowed}")]
pub struct OutOfRange {
    /// The field.
    pub key: &'static str,
    /// What was found.
    pub value: f64,
    /// What is allowed.
    pub allowed: &'static str,
}

impl OutOfRange {
    /// A problem with `key` unless `fine`.
    pub fn unless(
        fine: bool,
        key: &'static str,
        value: f64,
        allowed: &'static str,
    ) -> Option<Self> {
        (!fine).then_some(OutOfRange {
            key,
            value,
            allowed,
        })
    }

    /// A problem with `key` unless `value` is finite and above 0.
    pub fn unless_positive(key: &'static str, value: f64) -> Option<Self> {
        Self::unless(
            value > 0.0 && value.is_finite(),
            key,
            value,
            "finite and above 0",
        )
    }

    /// A problem with `key` unless `value` is finite and at least 0.
    pub fn unless_not_negative(key: &'static str, value: f64) -> Option<Self> {
        Self::unless(
            value >= 0.0 && value.is_finite(),
            key,
            value,
            "finite and at least 0",
        )
    }

    /// A problem with `key` unless `value` lies in [0, 1).
    pub fn unless_fraction(key: &'static str, value: f64) -> Option<Self> {
        Self::unless((0.0..1.0).contains(&value), key, value, "in [0, 1)")
    }

    /// A problem with `key` unless `value` is finite.
    pub fn unless_finite(key: &'static str, value: f64) -> Option<Self> {
        Self::unless(value.is_finite(), key, value, "finite")
    }
}
