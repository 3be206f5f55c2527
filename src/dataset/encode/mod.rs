//! From a table to the numbers a network takes. An [`Encoder`] learns everything it does from the
//! training rows, so that nothing of the test part leaks into training.
//!
//! | column | becomes |
//! |---|---|
//! | numbers | one feature, scaled as [`Scaling`] says; a missing one is the training median |
//! | two categories, none missing | one feature: 0 for the first in natural order, 1 for the second |
//! | other categories | one feature a category, 1 for its own and 0 for the others |
//! | constant on the training rows | nothing; [`Encoder::dropped`] lists it |
//!
//! With [`Scaling::None`] constant numbers are kept: files that are encoded already, such as
//! Proben1's, have such inputs, and the published networks count them.
//!
//! A missing category is a category of its own where the training rows miss one (in a survey, not
//! to answer is an answer). A category that no training row has is 0 in all features of its column,
//! and ½ where two categories share a feature. Features of categories are not scaled.

mod coding;
mod examples;
mod targets;

pub use examples::Examples;
pub use targets::TargetScale;

use super::Error;
use super::table::{Picture, Table, Values};
use coding::{Coding, categories, number, share_range};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How numbers are scaled. x is a value, and mean, standard deviation, min and max are over the
/// training rows, missing values filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scaling {
    /// x, also of a column that is constant on the training rows.
    None,
    /// (x − mean) / standard deviation, column by column; the deviation is that of a population,
    /// √(Σ(x − mean)² / n).
    #[default]
    Standard,
    /// (x − min) / (max − min), column by column: 0 to 1 on the training rows.
    MinMax,
    /// (x − min) / (max − min) with one min and max for all columns: the grey levels of pictures
    /// stay comparable.
    SharedMinMax,
}

/// An encoding of the columns of a table as numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoder {
    codings: Vec<Coding>,
    feature_names: Vec<String>,
    dropped: Vec<String>,
    picture: Option<Picture>,
}

impl Encoder {
    /// Learns an encoding from the given rows of a table, the training part.
    ///
    /// ```
    /// use galvani::dataset::{Encoder, Scaling, embedded};
    /// let zoo = embedded("zoo")?.load()?;
    /// let all: Vec<usize> = (0..zoo.rows()).collect();
    /// let examples = Encoder::fit(&zoo, &all, Scaling::MinMax)?.encode(&zoo, &all);
    /// // 15 yes-or-no columns, and legs: 0, 2, 4, 5, 6 or 8.
    /// assert_eq!(examples.features(), 15 + 6);
    /// assert_eq!((examples.rows(), examples.outputs()), (101, 7));
    /// # Ok::<(), galvani::dataset::Error>(())
    /// ```
    pub fn fit(table: &Table, rows: &[usize], scaling: Scaling) -> Result<Self, Error> {
        if rows.is_empty() {
            return Err(Error::NoTrainingRows {
                table: table.name.clone(),
            });
        }
        let codings = table.columns.iter().map(|column| match &column.values {
            Values::Numeric(values) => number(rows, values, scaling),
            Values::Nominal { levels, codes } => categories(rows, levels, codes),
        });
        let mut codings: Vec<Coding> = codings.collect();
        if scaling == Scaling::SharedMinMax {
            share_range(&mut codings);
        }
        let mut feature_names = Vec::new();
        let mut dropped = Vec::new();
        for (column, coding) in table.columns.iter().zip(&codings) {
            feature_names.extend(coding.names(&column.name));
            if *coding == Coding::Dropped {
                dropped.push(column.name.clone());
            }
        }
        if feature_names.is_empty() {
            return Err(Error::NothingVaries {
                table: table.name.clone(),
            });
        }
        Ok(Encoder {
            codings,
            feature_names,
            dropped,
            picture: table.picture,
        })
    }

    /// Columns left out because they are constant or always missing on the training rows.
    pub fn dropped(&self) -> &[String] {
        &self.dropped
    }

    /// Encodes the given rows of the table it was fitted on, or of one with the same columns.
    ///
    /// # Panics
    /// When the table has other columns.
    pub fn encode(&self, table: &Table, rows: &[usize]) -> Examples {
        assert_eq!(
            table.columns.len(),
            self.codings.len(),
            "the encoder was fitted on other columns"
        );
        let features = self.feature_names.len();
        let mut inputs = vec![0.0; rows.len() * features];
        let mut first = 0;
        for (column, coding) in table.columns.iter().zip(&self.codings) {
            let width = coding.features();
            let places = inputs.chunks_exact_mut(features);
            coding.write(
                column,
                rows,
                places.map(|row| &mut row[first..first + width]),
            );
            first += width;
        }
        Examples::new(self.feature_names.clone(), inputs, &table.target, rows)
    }

    /// The column's value behind one feature's number, in the units of the table: the number itself
    /// for a feature of categories.
    ///
    /// # Panics
    /// When there is no such feature.
    pub fn unscaled(&self, feature: usize, number: f64) -> f64 {
        let mut first = 0;
        for coding in &self.codings {
            let behind = first + coding.features();
            if feature < behind {
                return coding.unscaled(number);
            }
            first = behind;
        }
        panic!("feature {feature} of {first}");
    }

    /// Lays numbers that belong to the features (a neuron's weights) out as a picture, row by row
    /// from the top left, with 0 for the pixels that were dropped. `None` where the rows are no
    /// pictures.
    pub fn as_picture(&self, of_features: &[f64]) -> Option<(Picture, Vec<f64>)> {
        let picture = self.picture?;
        let mut numbers = of_features.iter();
        let pixels = self.codings.iter().map(|coding| match coding {
            Coding::Number { .. } => numbers.next().copied().unwrap_or(0.0),
            _ => 0.0,
        });
        Some((picture, pixels.collect()))
    }
}
