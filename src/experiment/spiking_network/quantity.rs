//! How weights, delays and starting values are written: a number, or a table that names a
//! distribution.

use crate::experiment::NEEDS_ONE_OF;
use crate::spiking;
use schemars::JsonSchema;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A quantity of each synapse or cell: a number that all share, `{ uniform = [low, high] }`,
/// `{ normal = [mean, deviation] }`, or, in patterns with space, a function of the distance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Quantity {
    /// The same for all.
    Constant(f64),
    /// Uniform from low (included) to high (excluded).
    Uniform {
        /// Low and high; low is below high.
        uniform: [f64; 2],
    },
    /// Normal; draws beyond what is possible are repeated.
    Normal {
        /// Mean and standard deviation; the latter at least 0.
        normal: [f64; 2],
    },
    /// `at_zero + per_unit · r` at the distance r.
    Linear {
        /// The line.
        linear: Linear,
    },
    /// `peak · e^(−r²/(2 width²))` at the distance r.
    Gaussian {
        /// The bell.
        gaussian: Gaussian,
    },
}

/// A line over the distance of source and target.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Linear {
    /// At distance 0.
    pub at_zero: f64,
    /// Added with every unit of distance: places of a ring, spacings of a grid, groups of a chain.
    pub per_unit: f64,
}

/// A bell over the distance of source and target.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gaussian {
    /// At distance 0.
    pub peak: f64,
    /// Standard deviation, in the units of distance; above 0.
    pub width: f64,
}

impl Quantity {
    /// For the simulation; normal draws outside of [least, most] are repeated.
    pub fn within(&self, least: f64, most: f64) -> spiking::Quantity {
        match *self {
            Quantity::Constant(value) => spiking::Quantity::Constant(value),
            Quantity::Uniform {
                uniform: [low, high],
            } => spiking::Quantity::Uniform { low, high },
            Quantity::Normal {
                normal: [mean, deviation],
            } => spiking::Quantity::Normal {
                mean,
                deviation,
                least,
                most,
            },
            Quantity::Linear {
                linear: Linear { at_zero, per_unit },
            } => spiking::Quantity::Linear { at_zero, per_unit },
            Quantity::Gaussian {
                gaussian: Gaussian { peak, width },
            } => spiking::Quantity::Gaussian { peak, width },
        }
    }

    /// Whether it is a function of the distance.
    pub fn needs_distance(&self) -> bool {
        self.within(0.0, 0.0).needs_distance()
    }

    /// The number that decides about the sign: the constant, the lower end (the upper one of a
    /// negative interval), the mean, the value at distance 0.
    pub fn typical(&self) -> f64 {
        match *self {
            Quantity::Constant(value) => value,
            Quantity::Uniform {
                uniform: [low, high],
            } => {
                if high <= 0.0 {
                    high
                } else {
                    low
                }
            }
            Quantity::Normal { normal: [mean, _] } => mean,
            Quantity::Linear { linear } => linear.at_zero,
            Quantity::Gaussian { gaussian } => gaussian.peak,
        }
    }

    /// What is wrong with it in itself: the key below it, and a sentence.
    pub fn problem(&self) -> Option<(&'static str, String)> {
        let wrong = |key, message: String| Some((key, message));
        match *self {
            Quantity::Constant(value) if !value.is_finite() => {
                wrong("", format!("is {value}, must be finite"))
            }
            Quantity::Uniform {
                uniform: [low, high],
            } if !(low < high && low.is_finite() && high.is_finite()) => wrong(
                ".uniform",
                format!("is from {low} to {high}, must be two finite numbers, the lower first"),
            ),
            Quantity::Normal {
                normal: [mean, deviation],
            } if !(mean.is_finite() && deviation >= 0.0 && deviation.is_finite()) => wrong(
                ".normal",
                format!(
                    "is {mean} with deviation {deviation}, must be two finite numbers, the \
                     deviation at least 0"
                ),
            ),
            Quantity::Linear {
                linear: Linear { at_zero, per_unit },
            } if !(at_zero.is_finite() && per_unit.is_finite()) => wrong(
                ".linear",
                format!("is {at_zero} + {per_unit} r, must be of finite numbers"),
            ),
            Quantity::Gaussian {
                gaussian: Gaussian { peak, width },
            } if !(peak.is_finite() && width > 0.0 && width.is_finite()) => wrong(
                ".gaussian",
                format!("has peak {peak} and width {width}, must be finite, the width above 0"),
            ),
            _ => None,
        }
    }
}

/// The keys of a quantity that is a table; exactly one is given.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forms {
    uniform: Option<[f64; 2]>,
    normal: Option<[f64; 2]>,
    linear: Option<Linear>,
    gaussian: Option<Gaussian>,
}

impl Forms {
    fn quantity(self) -> Result<Quantity, String> {
        let forms = [
            self.uniform.map(|uniform| Quantity::Uniform { uniform }),
            self.normal.map(|normal| Quantity::Normal { normal }),
            self.linear.map(|linear| Quantity::Linear { linear }),
            self.gaussian
                .map(|gaussian| Quantity::Gaussian { gaussian }),
        ];
        let mut given = forms.into_iter().flatten();
        match (given.next(), given.next()) {
            (Some(one), None) => Ok(one),
            (None, _) => Err(format!("{NEEDS_ONE_OF}{KEYS}")),
            (Some(_), Some(_)) => Err(format!("has several of {KEYS}, must have one")),
        }
    }
}

// serde's own reading of a choice without a tag could only say that nothing matched.
impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberOrTable)
    }
}

struct NumberOrTable;

const KEYS: &str = "`uniform`, `normal`, `linear` and `gaussian`";

const FORMS: &str = "a number, or a table with one of `uniform`, `normal`, `linear` and `gaussian`";

impl<'de> Visitor<'de> for NumberOrTable {
    type Value = Quantity;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str(FORMS)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Quantity, E> {
        Ok(Quantity::Constant(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Quantity, E> {
        Ok(Quantity::Constant(value as f64))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Quantity, E> {
        Ok(Quantity::Constant(value as f64))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Quantity, A::Error> {
        let forms = Forms::deserialize(MapAccessDeserializer::new(map))?;
        forms.quantity().map_err(Error::custom)
    }
}
