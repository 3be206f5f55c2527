//! A data set in memory: columns of numbers or categories, and a target.

use super::Error;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// A data set as read, before anything is encoded or scaled.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// As the user calls it: the name of an embedded set, or the path of a file.
    pub name: String,
    /// The features. All columns have [`rows`](Table::rows) entries.
    pub columns: Vec<Column>,
    /// What is to be predicted.
    pub target: Target,
    /// The customary split, where the set has one.
    pub parts: Option<Parts>,
    /// Where each row is a picture: its size. The columns are then its pixels, row by row from the
    /// top left.
    pub picture: Option<Picture>,
}

/// One feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub name: String,
    pub values: Values,
}

/// The values of one feature.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Numbers; NaN where missing.
    Numeric(Vec<f64>),
    /// Categories: `codes` index `levels`, `None` where missing. Levels are in natural order
    /// (numbers by size, then words by their bytes), whatever the order of the rows.
    Nominal {
        levels: Vec<String>,
        codes: Vec<Option<u32>>,
    },
}

/// What is to be predicted.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// One class a row: `codes` index `names`, which are in natural order.
    Classes { names: Vec<String>, codes: Vec<u32> },
    /// One number a row.
    Real { name: String, values: Vec<f64> },
    /// Several numbers a row, row by row: `values[row * names.len() + output]`.
    Outputs {
        names: Vec<String>,
        values: Vec<f64>,
    },
}

/// A customary split: the first `train` rows, then `validation` rows, then `test` rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    pub train: usize,
    pub validation: usize,
    pub test: usize,
}

/// The size of a picture in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture {
    pub width: usize,
    pub height: usize,
}

impl Table {
    /// Number of rows.
    pub fn rows(&self) -> usize {
        match &self.target {
            Target::Classes { codes, .. } => codes.len(),
            Target::Real { values, .. } => values.len(),
            Target::Outputs { names, values } => values.len() / names.len(),
        }
    }

    /// Number of missing values among the features.
    pub fn missing(&self) -> usize {
        self.columns.iter().map(|column| column.missing()).sum()
    }

    /// The same columns with the given rows alone, without a customary split.
    ///
    /// # Panics
    /// When there is no such row.
    pub fn of_rows(&self, rows: &[usize]) -> Table {
        fn pick<T: Copy>(from: &[T], rows: &[usize]) -> Vec<T> {
            rows.iter().map(|&row| from[row]).collect()
        }
        let columns = self.columns.iter().map(|column| Column {
            name: column.name.clone(),
            values: match &column.values {
                Values::Numeric(values) => Values::Numeric(pick(values, rows)),
                Values::Nominal { levels, codes } => Values::Nominal {
                    levels: levels.clone(),
                    codes: pick(codes, rows),
                },
            },
        });
        let target = match &self.target {
            Target::Classes { names, codes } => Target::Classes {
                names: names.clone(),
                codes: pick(codes, rows),
            },
            Target::Real { name, values } => Target::Real {
                name: name.clone(),
                values: pick(values, rows),
            },
            Target::Outputs { names, values } => Target::Outputs {
                names: names.clone(),
                values: rows
                    .iter()
                    .flat_map(|&row| &values[row * names.len()..(row + 1) * names.len()])
                    .copied()
                    .collect(),
            },
        };
        Table {
            name: self.name.clone(),
            columns: columns.collect(),
            target,
            parts: None,
            picture: self.picture,
        }
    }

    /// How many rows each class has, in the order of the class names; empty for a target of
    /// numbers.
    pub fn class_counts(&self) -> Vec<usize> {
        let Target::Classes { names, codes } = &self.target else {
            return Vec::new();
        };
        let mut counts = vec![0; names.len()];
        for &code in codes {
            counts[code as usize] += 1;
        }
        counts
    }

    /// Sets a customary split whose training part is the first `train_rows` rows.
    pub(super) fn with_train_rows(mut self, train_rows: usize) -> Result<Self, Error> {
        let rows = self.rows();
        if train_rows == 0 || train_rows >= rows {
            return Err(Error::TrainRows {
                file: self.name,
                train_rows,
                most: rows.saturating_sub(1),
            });
        }
        self.parts = Some(Parts {
            train: train_rows,
            validation: 0,
            test: rows - train_rows,
        });
        Ok(self)
    }
}

impl Column {
    /// Number of missing values.
    pub fn missing(&self) -> usize {
        match &self.values {
            Values::Numeric(values) => values.iter().filter(|value| value.is_nan()).count(),
            Values::Nominal { codes, .. } => codes.iter().filter(|code| code.is_none()).count(),
        }
    }
}

impl Target {
    /// Classes named by the given texts, one a row.
    pub(super) fn classes<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Self {
        let (names, codes) = coded(texts.map(Some));
        Target::Classes {
            names,
            codes: codes.into_iter().flatten().collect(),
        }
    }
}

/// Levels in natural order, and the code of each text; `None` stays `None`.
pub(super) fn coded<'a>(
    texts: impl Iterator<Item = Option<&'a str>> + Clone,
) -> (Vec<String>, Vec<Option<u32>>) {
    let mut codes: BTreeMap<&str, u32> = texts.clone().flatten().map(|text| (text, 0)).collect();
    let mut levels: Vec<&str> = codes.keys().copied().collect();
    levels.sort_by(|a, b| natural_order(a, b));
    for (code, &level) in (0..).zip(&levels) {
        codes.insert(level, code);
    }
    let coded = texts.map(|text| text.map(|text| codes[text])).collect();
    (levels.into_iter().map(str::to_owned).collect(), coded)
}

/// Numbers by size, before words by their bytes. The order of two texts depends on no third, so
/// levels that appear only among the test rows cannot reorder the others.
fn natural_order(a: &str, b: &str) -> Ordering {
    match (finite_number(a), finite_number(b)) {
        (Some(x), Some(y)) => x.total_cmp(&y).then_with(|| a.cmp(b)),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => a.cmp(b),
    }
}

/// The number a cell holds, if it holds one: `inf` and `nan` are words.
pub(super) fn finite_number(cell: &str) -> Option<f64> {
    cell.parse().ok().filter(|number: &f64| number.is_finite())
}
