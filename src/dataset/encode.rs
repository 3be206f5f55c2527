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
//! A missing category is a category of its own where the training rows miss one (in a survey, not
//! to answer is an answer). A category that no training row has is 0 in all features of its column,
//! and ½ where two categories share a feature. Features of categories are not scaled.

use super::Error;
use super::table::{Column, Picture, Table, Target, Values};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How numbers are scaled. x is a value, and mean, standard deviation, min and max are over the
/// training rows, missing values filled in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scaling {
    /// x.
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

/// How one column becomes features.
#[derive(Clone, Debug, PartialEq)]
enum Coding {
    Dropped,
    /// (x − `offset`) / `divisor`, with `median` for a missing x.
    Number {
        median: f64,
        offset: f64,
        divisor: f64,
    },
    /// One feature for two categories.
    Either {
        zero: String,
        one: String,
    },
    /// One feature a category; `None` is the category of missing values.
    OneHot {
        categories: Vec<Option<String>>,
    },
}

/// Encoded rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Examples {
    /// Number of examples.
    pub rows: usize,
    /// Numbers a network takes for each: its inputs.
    pub features: usize,
    /// Names of the features: the column's, or `column=category`.
    pub feature_names: Vec<String>,
    /// `inputs[row * features + feature]`.
    pub inputs: Vec<f64>,
    /// `targets[row * outputs + output]`: for classes 1 at the row's class and 0 elsewhere, else
    /// the numbers as they are in the table, unscaled.
    pub targets: Vec<f64>,
    /// Numbers in each target: the number of classes (two also for two classes), or of numbers.
    pub outputs: usize,
    /// The class of each row, an index into `classes`; empty for a target of numbers.
    pub labels: Vec<usize>,
    /// Names of the classes; empty for a target of numbers.
    pub classes: Vec<String>,
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
    /// assert_eq!(examples.features, 15 + 6);
    /// assert_eq!((examples.rows, examples.outputs), (101, 7));
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

    /// Columns left out because they are constant (or always missing) on the training rows.
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
        let mut examples = Examples {
            rows: rows.len(),
            features,
            feature_names: self.feature_names.clone(),
            inputs,
            targets: Vec::new(),
            outputs: 0,
            labels: Vec::new(),
            classes: Vec::new(),
        };
        examples.set_targets(&table.target, rows);
        examples
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

impl Coding {
    /// Number of features.
    fn features(&self) -> usize {
        match self {
            Coding::Dropped => 0,
            Coding::Number { .. } | Coding::Either { .. } => 1,
            Coding::OneHot { categories } => categories.len(),
        }
    }

    /// Names of the features.
    fn names(&self, column: &str) -> Vec<String> {
        match self {
            Coding::Dropped => Vec::new(),
            Coding::Number { .. } => vec![column.to_owned()],
            Coding::Either { one, .. } => vec![format!("{column}={one}")],
            Coding::OneHot { categories } => categories
                .iter()
                .map(|category| match category {
                    Some(category) => format!("{column}={category}"),
                    None => format!("{column}=?"),
                })
                .collect(),
        }
    }

    /// Writes the features of the given rows, a slice for each, into `places`, which hold zeros.
    fn write<'a>(
        &self,
        column: &Column,
        rows: &[usize],
        places: impl Iterator<Item = &'a mut [f64]>,
    ) {
        match (self, &column.values) {
            (Coding::Dropped, _) => {}
            (
                Coding::Number {
                    median,
                    offset,
                    divisor,
                },
                Values::Numeric(values),
            ) => {
                for (place, &row) in places.zip(rows) {
                    let x = values[row];
                    let x = if x.is_nan() { *median } else { x };
                    place[0] = (x - offset) / divisor;
                }
            }
            (Coding::Either { zero, one }, Values::Nominal { levels, codes }) => {
                let known = |level: &String| match level {
                    level if level == zero => 0.0,
                    level if level == one => 1.0,
                    _ => 0.5,
                };
                let of_level: Vec<f64> = levels.iter().map(known).collect();
                for (place, &row) in places.zip(rows) {
                    place[0] = codes[row].map_or(0.5, |code| of_level[code as usize]);
                }
            }
            (Coding::OneHot { categories }, Values::Nominal { levels, codes }) => {
                let position = |wanted: Option<&String>| {
                    categories
                        .iter()
                        .position(|category| category.as_ref() == wanted)
                };
                let of_level: Vec<Option<usize>> =
                    levels.iter().map(|level| position(Some(level))).collect();
                let of_missing = position(None);
                for (place, &row) in places.zip(rows) {
                    let feature = codes[row].map_or(of_missing, |code| of_level[code as usize]);
                    if let Some(feature) = feature {
                        place[feature] = 1.0;
                    }
                }
            }
            _ => panic!("the encoder was fitted on other columns"),
        }
    }
}

/// The coding of a column of numbers. With [`Scaling::SharedMinMax`] it holds the column's own
/// range.
fn number(rows: &[usize], values: &[f64], scaling: Scaling) -> Coding {
    let mut present: Vec<f64> = rows
        .iter()
        .map(|&row| values[row])
        .filter(|value| !value.is_nan())
        .collect();
    present.sort_by(f64::total_cmp);
    let (Some(&min), Some(&max)) = (present.first(), present.last()) else {
        return Coding::Dropped;
    };
    if min == max {
        return Coding::Dropped;
    }
    let middle = present.len() / 2;
    let median = if present.len() % 2 == 1 {
        present[middle]
    } else {
        0.5 * (present[middle - 1] + present[middle])
    };
    let (offset, divisor) = match scaling {
        Scaling::None => (0.0, 1.0),
        Scaling::MinMax | Scaling::SharedMinMax => (min, max - min),
        Scaling::Standard => {
            let filled = || {
                rows.iter()
                    .map(|&row| values[row])
                    .map(|x| if x.is_nan() { median } else { x })
            };
            let n = rows.len() as f64;
            let mean = filled().sum::<f64>() / n;
            let variance = filled().map(|x| (x - mean) * (x - mean)).sum::<f64>() / n;
            (mean, variance.sqrt())
        }
    };
    Coding::Number {
        median,
        offset,
        divisor,
    }
}

/// The coding of a column of categories: of those that the training rows have, in natural order,
/// the missing last.
fn categories(rows: &[usize], levels: &[String], codes: &[Option<u32>]) -> Coding {
    let mut present = vec![false; levels.len()];
    let mut missing = false;
    for &row in rows {
        match codes[row] {
            Some(code) => present[code as usize] = true,
            None => missing = true,
        }
    }
    let mut categories: Vec<Option<String>> = levels
        .iter()
        .zip(present)
        .filter_map(|(level, present)| present.then(|| Some(level.clone())))
        .collect();
    if missing {
        categories.push(None);
    }
    match &categories[..] {
        [] | [_] => Coding::Dropped,
        [Some(zero), Some(one)] => Coding::Either {
            zero: zero.clone(),
            one: one.clone(),
        },
        _ => Coding::OneHot { categories },
    }
}

/// Gives all columns of numbers the range that holds all of their ranges.
fn share_range(codings: &mut [Coding]) {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for coding in codings.iter() {
        if let Coding::Number {
            offset, divisor, ..
        } = coding
        {
            low = low.min(*offset);
            high = high.max(offset + divisor);
        }
    }
    for coding in codings {
        if let Coding::Number {
            offset, divisor, ..
        } = coding
        {
            (*offset, *divisor) = (low, high - low);
        }
    }
}

impl Examples {
    /// The inputs of one example.
    pub fn input(&self, row: usize) -> &[f64] {
        &self.inputs[row * self.features..][..self.features]
    }

    /// The target of one example.
    pub fn target(&self, row: usize) -> &[f64] {
        &self.targets[row * self.outputs..][..self.outputs]
    }

    fn set_targets(&mut self, target: &Target, rows: &[usize]) {
        match target {
            Target::Classes { names, codes } => {
                self.outputs = names.len();
                self.targets = vec![0.0; rows.len() * names.len()];
                self.classes = names.clone();
                self.labels = rows.iter().map(|&row| codes[row] as usize).collect();
                for (target, &label) in self.targets.chunks_exact_mut(names.len()).zip(&self.labels)
                {
                    target[label] = 1.0;
                }
            }
            Target::Real { values, .. } => {
                self.outputs = 1;
                self.targets = rows.iter().map(|&row| values[row]).collect();
            }
            Target::Outputs { names, values } => {
                self.outputs = names.len();
                for &row in rows {
                    self.targets
                        .extend(&values[row * names.len()..][..names.len()]);
                }
            }
        }
    }
}
