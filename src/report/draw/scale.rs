//! Ranges of numbers along an axis and the map from numbers to places.

use crate::outcome::figure::Scale;

/// A range of numbers along an axis, possibly reversed (`from > to`).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    pub scale: Scale,
    pub from: f64,
    pub to: f64,
}

impl Range {
    /// Where a value lies: 0 at `from`, 1 at `to`. NaN where a logarithm does not exist.
    pub fn share(&self, value: f64) -> f64 {
        match self.scale {
            Scale::Linear => (value - self.from) / (self.to - self.from),
            Scale::Log if value > 0.0 => {
                (value.log10() - self.from.log10()) / (self.to.log10() - self.from.log10())
            }
            Scale::Log => f64::NAN,
        }
    }

    /// The value at a share: the inverse of [`Range::share`].
    pub fn value(&self, share: f64) -> f64 {
        match self.scale {
            Scale::Linear => self.from + share * (self.to - self.from),
            Scale::Log => {
                let (from, to) = (self.from.log10(), self.to.log10());
                10_f64.powf(from + share * (to - from))
            }
        }
    }

    /// The smaller and the larger end.
    pub fn ends(&self) -> (f64, f64) {
        (self.from.min(self.to), self.from.max(self.to))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn range(scale: Scale, from: f64, to: f64) -> Range {
        Range { scale, from, to }
    }

    proptest! {
        #[test]
        fn value_undoes_share(from in 0.01..10.0_f64, length in 0.1..1e4_f64, at in 0.0..1.0_f64) {
            for scale in [Scale::Linear, Scale::Log] {
                let range = range(scale, from, from + length);
                prop_assert!((range.share(range.value(at)) - at).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn a_logarithm_of_nothing_has_no_place() {
        let range = range(Scale::Log, 0.1, 10.0);
        assert!(range.share(0.0).is_nan() && range.share(-1.0).is_nan());
        assert!((range.share(1.0) - 0.5).abs() < 1e-12);
    }
}
