//! The data set as points of the unit cube.

use super::FuzzyArt;
use crate::dataset::{Encoder, Scaling, Table, Target};
use crate::experiment::Problem;
use crate::experiment::supervised::name_of_source;
use crate::random::Stream;
use std::path::Path;

/// Points in [0, 1]^M and their classes.
pub struct Inputs {
    /// What the data set is called.
    pub set: String,
    pub points: Vec<Vec<f64>>,
    /// Of each point; 0 where there are no classes.
    pub labels: Vec<usize>,
    /// Names of the classes; empty where there are none.
    pub classes: Vec<String>,
    /// Names of the features.
    pub names: Vec<String>,
    encoder: Encoder,
}

/// A stream for checks that only ask whether a set can be drawn.
pub fn any_stream() -> Stream {
    Stream::new(0, "fuzzy-art", "examples", 0)
}

impl Inputs {
    /// Reads or draws the set.
    pub fn load(settings: &FuzzyArt, base: &Path, stream: &mut Stream) -> Result<Self, Problem> {
        let unusable = |error: crate::dataset::Error| Problem::new("data", error.to_string());
        let mut table = settings.data.load(base, stream).map_err(unusable)?;
        if let Some(wanted) = &settings.features {
            choose(&mut table, wanted)?;
        }
        let rows: Vec<usize> = (0..table.rows()).collect();
        let encoder = Encoder::fit(&table, &rows, Scaling::MinMax).map_err(unusable)?;
        let examples = encoder.encode(&table, &rows);
        let point = |row: usize| {
            let numbers = examples.input(row).iter();
            numbers.map(|a| a.clamp(0.0, 1.0)).collect()
        };
        let (classes, labels) = match &table.target {
            Target::Classes { names, codes } => {
                let codes = codes.iter().map(|code| *code as usize);
                (names.clone(), codes.collect())
            }
            _ => (Vec::new(), vec![0; rows.len()]),
        };
        Ok(Inputs {
            set: name_of_source(&settings.data),
            points: rows.iter().map(|row| point(*row)).collect(),
            labels,
            classes,
            names: examples.feature_names.clone(),
            encoder,
        })
    }

    /// A coordinate in the unit of the data set.
    pub fn unscaled(&self, feature: usize, coordinate: f64) -> f64 {
        self.encoder.unscaled(feature, coordinate)
    }
}

/// Keeps the columns of these names, in their order.
fn choose(table: &mut Table, wanted: &[String]) -> Result<(), Problem> {
    if wanted.is_empty() {
        return Err(Problem::new(
            "features",
            "is empty, must have a feature or be left out",
        ));
    }
    let mut columns = Vec::new();
    for (index, name) in wanted.iter().enumerate() {
        let key = format!("features[{index}]");
        if wanted[..index].contains(name) {
            return Err(Problem::new(key, "is there already, must be another"));
        }
        let Some(column) = table.columns.iter().find(|column| column.name == *name) else {
            let names = table.columns.iter().map(|column| column.name.as_str());
            let names = names.collect::<Vec<&str>>().join(", ");
            let message = format!("is `{name}`, must be a feature of the data: {names}");
            return Err(Problem::new(key, message));
        };
        columns.push(column.clone());
    }
    table.columns = columns;
    table.picture = None;
    Ok(())
}
