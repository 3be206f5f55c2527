//! Targets of regression on a common scale: (t − mean)/deviation, both taken from the training part,
//! so that a loss says what share of the variance is left and one learning rate suits all sets.

use super::Examples;
use crate::dataset::Error;
use crate::math::statistics::mean;

/// Mean and standard deviation (of a population, √(Σ(t − mean)²/n)) of each output.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetScale {
    mean: Vec<f64>,
    deviation: Vec<f64>,
}

impl TargetScale {
    /// Learns the scale of the training part's targets.
    ///
    /// ```
    /// use galvani::dataset::{Encoder, Scaling, TargetScale, embedded};
    /// let servo = embedded("servo")?.load()?;
    /// let all: Vec<usize> = (0..servo.rows()).collect();
    /// let mut examples = Encoder::fit(&servo, &all, Scaling::Standard)?.encode(&servo, &all);
    /// let first = examples.target(0)[0];
    /// let scale = TargetScale::fit(&examples)?;
    /// scale.scale(&mut examples);
    /// let mut back = [examples.target(0)[0]];
    /// scale.unscale(&mut back);
    /// assert!((back[0] - first).abs() < 1e-12);
    /// # Ok::<(), galvani::dataset::Error>(())
    /// ```
    ///
    /// # Errors
    /// For an output that is the same in all examples.
    pub fn fit(train: &Examples) -> Result<Self, Error> {
        let mut scale = TargetScale {
            mean: Vec::new(),
            deviation: Vec::new(),
        };
        for output in train.targets.columns() {
            let values = output.to_vec();
            let centre = mean(&values);
            let squares: Vec<f64> = values.iter().map(|t| (t - centre) * (t - centre)).collect();
            let deviation = mean(&squares).sqrt();
            if !(deviation > 0.0 && deviation.is_finite()) {
                return Err(Error::ConstantTarget {
                    value: values.first().copied().unwrap_or(f64::NAN),
                });
            }
            scale.mean.push(centre);
            scale.deviation.push(deviation);
        }
        Ok(scale)
    }

    /// Brings targets to the scale.
    pub fn scale(&self, examples: &mut Examples) {
        for mut row in examples.targets.rows_mut() {
            for ((t, mean), deviation) in row.iter_mut().zip(&self.mean).zip(&self.deviation) {
                *t = (*t - mean) / deviation;
            }
        }
    }

    /// Brings outputs, example after example, back to the units of the table.
    pub fn unscale(&self, outputs: &mut [f64]) {
        for row in outputs.chunks_exact_mut(self.mean.len()) {
            for ((y, mean), deviation) in row.iter_mut().zip(&self.mean).zip(&self.deviation) {
                *y = *y * deviation + mean;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::{Encoder, Scaling, Table, Target, Values};

    fn examples(targets: &[f64]) -> Examples {
        let numbers = (0..targets.len()).map(|i| i as f64).collect();
        let table = Table {
            name: "t".into(),
            columns: vec![crate::dataset::Column {
                name: "x".into(),
                values: Values::Numeric(numbers),
            }],
            target: Target::Real {
                name: "y".into(),
                values: targets.to_vec(),
            },
            parts: None,
            picture: None,
        };
        let rows: Vec<usize> = (0..targets.len()).collect();
        let encoder = Encoder::fit(&table, &rows, Scaling::Standard).unwrap();
        encoder.encode(&table, &rows)
    }

    #[test]
    fn scaled_targets_have_mean_0_and_deviation_1() {
        // Mean 5, deviation √((16 + 0 + 16)/3).
        let mut scaled = examples(&[1.0, 5.0, 9.0]);
        let scale = TargetScale::fit(&scaled).unwrap();
        scale.scale(&mut scaled);
        let end = 4.0 / (32.0_f64 / 3.0).sqrt();
        for (row, t) in [-end, 0.0, end].into_iter().enumerate() {
            approx::assert_relative_eq!(scaled.target(row)[0], t);
        }
    }

    #[test]
    fn a_constant_target_has_no_scale() {
        let error = TargetScale::fit(&examples(&[2.0, 2.0])).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the number to predict is 2 in all training examples, so there is nothing to learn"
        );
    }
}
