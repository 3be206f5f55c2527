//! A quantity of each synapse (its weight, its delay) or of each cell (a starting value).

use crate::math;
use crate::random::Stream;

/// How a quantity is distributed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Quantity {
    /// The same for all.
    Constant(f64),
    /// Uniform on [low, high).
    Uniform { low: f64, high: f64 },
    /// Normal; draws outside of [least, most] are repeated.
    Normal {
        mean: f64,
        deviation: f64,
        least: f64,
        most: f64,
    },
    /// `at_zero + per_unit · r` with the distance r of source and target in the pattern's own unit:
    /// the delay of a signal of finite speed.
    Linear { at_zero: f64, per_unit: f64 },
    /// `peak · e^(−r²/(2 width²))` with the distance r: weights that fall off.
    Gaussian { peak: f64, width: f64 },
}

impl Quantity {
    /// The value where it is the same for all.
    pub fn constant(&self) -> Option<f64> {
        match *self {
            Quantity::Constant(value) => Some(value),
            _ => None,
        }
    }

    /// Whether it depends on the distance.
    pub fn needs_distance(&self) -> bool {
        matches!(self, Quantity::Linear { .. } | Quantity::Gaussian { .. })
    }

    /// One value; `distance` is that of source and target.
    pub fn draw(&self, distance: f64, stream: &mut Stream) -> f64 {
        match *self {
            Quantity::Constant(value) => value,
            Quantity::Uniform { low, high } => stream.uniform_between(low, high),
            Quantity::Normal {
                mean,
                deviation,
                least,
                most,
            } => truncated(mean, deviation, (least, most), stream),
            Quantity::Linear { at_zero, per_unit } => at_zero + per_unit * distance,
            Quantity::Gaussian { peak, width } => {
                let z = distance / width;
                peak * math::exp(-0.5 * z * z)
            }
        }
    }
}

/// Draws that miss the allowed interval so often in a row end at its nearest end: an interval far
/// out in the tail would be waited for without end.
const MOST_DRAWS: usize = 1000;

fn truncated(mean: f64, deviation: f64, (least, most): (f64, f64), stream: &mut Stream) -> f64 {
    for _ in 0..MOST_DRAWS {
        let value = mean + deviation * stream.normal();
        if (least..=most).contains(&value) {
            return value;
        }
    }
    mean.clamp(least, most)
}
