//! CSV files: exactly what a figure draws as one tidy table, and the columns of a series.
//!
//! A row is one number drawn. The columns are `panel` (1, 2, …), `title` of the panel where one has
//! any, `mark` (line, band, …), `label` and `key` of the mark, then one column for each different axis label of the figure, headed
//! `x: time, ms` or `y: membrane potential, mV`, and of `low`, `high` (a band's or error bar's ends,
//! in the unit of its y), `value` (a cell's colour, a contour's samples, a weight), `text` (the words in
//! a cell), `class` (also the number of a group of methods that do not differ), `place` (the name
//! under a bar or box), `picture`, `row` and `column` (of a matrix; `row` is also the
//! number of a schematic's line) those that the figure has. Cells that do not apply are empty.
//! So in pandas `table[table.mark == "line"].groupby("label")` gives the curves. Floats are
//! written in the shortest form that reads back as the same number.

mod rows;

use super::Error;
use crate::outcome::{Figure, Language, Series};
use rows::Data;

/// A figure's data with labels in one language.
///
/// # Errors
/// [`Error::Csv`] when the writer fails.
pub fn figure(figure: &Figure, language: Language) -> Result<String, Error> {
    let data = Data::of(figure, language);
    let columns = data.columns();
    let header = columns.iter().map(|&column| data.heading(column)).collect();
    write(&figure.name, header, data.records(&columns))
}

/// A series under the header `name [unit]`; shorter columns end in empty cells.
///
/// # Errors
/// [`Error::Csv`] when the writer fails.
pub fn series(series: &Series) -> Result<String, Error> {
    let heading = |name: &str, unit: &str| match unit {
        "" => name.to_owned(),
        unit => format!("{name} [{unit}]"),
    };
    let header = series.columns.iter().map(|c| heading(&c.name, &c.unit));
    let length = series.columns.iter().map(|c| c.values.len()).max();
    let records = (0..length.unwrap_or(0)).map(|row| {
        let cell = |values: &[f64]| values.get(row).copied().map(number).unwrap_or_default();
        series.columns.iter().map(|c| cell(&c.values)).collect()
    });
    write(&series.name, header.collect(), records)
}

fn write(
    name: &str,
    header: Vec<String>,
    records: impl Iterator<Item = Vec<String>>,
) -> Result<String, Error> {
    let failed = |error: csv::Error| Error::Csv {
        name: name.to_owned(),
        reason: error.to_string(),
    };
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).map_err(failed)?;
    for record in records {
        writer.write_record(record).map_err(failed)?;
    }
    let bytes = writer
        .into_inner()
        .map_err(|error| failed(error.into_error().into()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// A number in its shortest round-trip form; non-finite ones as pandas reads them.
fn number(value: f64) -> String {
    if value.is_nan() {
        return "NaN".into();
    }
    let size = value.abs();
    // Very small and large numbers are shorter with an exponent.
    if size != 0.0 && size.is_finite() && !(1e-5..1e15).contains(&size) {
        format!("{value:e}")
    } else {
        value.to_string()
    }
}

#[cfg(test)]
mod tests;
