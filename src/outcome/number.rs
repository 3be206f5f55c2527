//! Serde for numbers that may be non-finite. JSON has no NaN or infinity: they are written as the
//! strings `"NaN"`, `"inf"` and `"-inf"`, everything else as a plain number that round-trips.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Stored {
    Finite(f64),
    Named(String),
}

impl From<f64> for Stored {
    fn from(value: f64) -> Self {
        if value.is_finite() {
            Stored::Finite(value)
        } else if value.is_nan() {
            Stored::Named("NaN".into())
        } else {
            Stored::Named(if value > 0.0 { "inf" } else { "-inf" }.into())
        }
    }
}

impl Stored {
    fn value<E: serde::de::Error>(self) -> Result<f64, E> {
        match self {
            Stored::Finite(value) => Ok(value),
            Stored::Named(name) => match name.as_str() {
                "NaN" => Ok(f64::NAN),
                "inf" => Ok(f64::INFINITY),
                "-inf" => Ok(f64::NEG_INFINITY),
                other => Err(E::custom(format!(
                    "`{other}` is not a number; expected a number, \"NaN\", \"inf\" or \"-inf\""
                ))),
            },
        }
    }
}

/// Writes one number.
pub fn serialize<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    Stored::from(*value).serialize(serializer)
}

/// Reads one number.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    Stored::deserialize(deserializer)?.value()
}

/// The same for `Vec<f64>`.
pub mod vec {
    use super::Stored;
    use serde::{Deserialize, Deserializer, Serializer};

    /// Writes an array of numbers.
    pub fn serialize<S: Serializer>(values: &[f64], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(values.iter().map(|&value| Stored::from(value)))
    }

    /// Reads an array of numbers.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<f64>, D::Error> {
        Vec::<Stored>::deserialize(deserializer)?
            .into_iter()
            .map(Stored::value)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::outcome::{Column, Metric};

    #[test]
    fn every_number_survives_a_round_trip_through_json() {
        let values = vec![
            0.1 + 0.2,
            -0.0,
            f64::MIN_POSITIVE,
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
        ];
        let column = Column {
            name: "x".into(),
            unit: String::new(),
            values: values.clone(),
        };
        let text = serde_json::to_string(&column).unwrap();
        let back: Column = serde_json::from_str(&text).unwrap();
        for (a, b) in values.iter().zip(&back.values) {
            assert!(
                a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan()),
                "{a} became {b}"
            );
        }
    }

    #[test]
    fn a_word_that_is_no_number_is_refused_by_name() {
        let error = serde_json::from_str::<Metric>(r#"{"name":"x","value":"many"}"#).unwrap_err();
        assert!(
            error.to_string().contains("`many` is not a number"),
            "{error}"
        );
    }
}
