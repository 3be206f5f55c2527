//! How one column becomes features.

use super::Scaling;
use crate::dataset::table::{Column, Values};

/// The coding of one column, learnt from the training rows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Coding {
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

impl Coding {
    /// Number of features.
    pub fn features(&self) -> usize {
        match self {
            Coding::Dropped => 0,
            Coding::Number { .. } | Coding::Either { .. } => 1,
            Coding::OneHot { categories } => categories.len(),
        }
    }

    /// Names of the features.
    pub fn names(&self, column: &str) -> Vec<String> {
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

    /// The x behind a feature's number.
    pub fn unscaled(&self, number: f64) -> f64 {
        match self {
            Coding::Number {
                offset, divisor, ..
            } => number * divisor + offset,
            _ => number,
        }
    }

    /// Writes the features of the given rows, a slice for each, into `places`, which hold zeros.
    pub fn write<'a>(
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
pub(super) fn number(rows: &[usize], values: &[f64], scaling: Scaling) -> Coding {
    let mut present: Vec<f64> = rows
        .iter()
        .map(|&row| values[row])
        .filter(|value| !value.is_nan())
        .collect();
    let Some(min) = present.iter().copied().reduce(f64::min) else {
        return Coding::Dropped;
    };
    let max = present.iter().copied().fold(min, f64::max);
    if min == max && scaling != Scaling::None {
        return Coding::Dropped;
    }
    let median = median(&mut present);
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
    // Numbers so close (or so far apart) that their scale is not a number are as good as constant.
    if !(divisor > 0.0 && divisor.is_finite()) {
        return Coding::Dropped;
    }
    Coding::Number {
        median,
        offset,
        divisor,
    }
}

/// The middle one of some numbers, or the mean of the middle two.
fn median(numbers: &mut [f64]) -> f64 {
    let even = numbers.len().is_multiple_of(2);
    let (lower, middle, _) = numbers.select_nth_unstable_by(numbers.len() / 2, f64::total_cmp);
    if even {
        0.5 * (lower.iter().copied().fold(f64::NEG_INFINITY, f64::max) + *middle)
    } else {
        *middle
    }
}

/// The coding of a column of categories: of those that the training rows have, in natural order,
/// the missing last.
pub(super) fn categories(rows: &[usize], levels: &[String], codes: &[Option<u32>]) -> Coding {
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
        .filter(|&(_, present)| present)
        .map(|(level, _)| Some(level.clone()))
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
pub(super) fn share_range(codings: &mut [Coding]) {
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
