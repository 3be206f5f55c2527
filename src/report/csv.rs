//! CSV files: exactly what a figure draws as one tidy table, and the columns of a series.
//!
//! A row is one number drawn. The columns are `panel` (1, 2, …), `mark` (line, band, …), `label`
//! and `key` of the mark, then one column for each different axis label of the figure, headed
//! `x: time, ms` or `y: membrane potential, mV`, and of `low`, `high` (a band's or error bar's ends,
//! in the unit of its y), `value` (a cell's colour, a contour's samples), `class`, `place` (the name
//! under a bar or box) and `picture` those that the figure has. Cells that do not apply are empty.
//! So in pandas `table[table.mark == "line"].groupby("label")` gives the curves. Floats are
//! written in the shortest form that reads back as the same number.

use super::Error;
use crate::outcome::figure::{BarGroup, BoxGroup, Figure, Mark, Panel, Picture, Style};
use crate::outcome::{Language, Series, Text};
use std::collections::BTreeMap;

/// A figure's data with labels in one language.
///
/// # Errors
/// [`Error::Csv`] when the writer fails.
pub fn figure(figure: &Figure, language: Language) -> Result<String, Error> {
    let mut rows = Rows {
        language,
        rows: Vec::new(),
    };
    for (k, panel) in figure.panels.iter().enumerate() {
        for mark in &panel.marks {
            rows.mark(k + 1, panel, mark);
        }
    }
    let columns = columns(figure, &rows);
    let header: Vec<String> = columns.iter().map(Column::heading).collect();
    let records = rows.rows.iter().map(|row| {
        let cell = |column| row.get(column).cloned().unwrap_or_default();
        columns.iter().map(cell).collect()
    });
    write(&figure.name, header, records)
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
        .map_err(|e| failed(e.into_error().into()))?;
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

/// A column of a figure's table, in the order in which they stand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Column {
    Panel,
    Mark,
    Label,
    Key,
    Place,
    Picture,
    X(String),
    Y(String),
    Low,
    High,
    Value,
    Class,
}

impl Column {
    fn heading(&self) -> String {
        let axis = |name: &str, label: &str| match label {
            "" => name.to_owned(),
            label => format!("{name}: {label}"),
        };
        match self {
            Column::Panel => "panel".into(),
            Column::Mark => "mark".into(),
            Column::Label => "label".into(),
            Column::Key => "key".into(),
            Column::Place => "place".into(),
            Column::Picture => "picture".into(),
            Column::X(label) => axis("x", label),
            Column::Y(label) => axis("y", label),
            Column::Low => "low".into(),
            Column::High => "high".into(),
            Column::Value => "value".into(),
            Column::Class => "class".into(),
        }
    }
}

/// The columns that some row fills: axes in the order of the panels, the rest in their own.
fn columns(figure: &Figure, rows: &Rows) -> Vec<Column> {
    let used = |column: &Column| rows.rows.iter().any(|row| row.contains_key(column));
    let mut columns = vec![
        Column::Panel,
        Column::Mark,
        Column::Label,
        Column::Key,
        Column::Place,
        Column::Picture,
    ];
    let label = |text: &Text| text.get(rows.language).to_owned();
    let xs = figure.panels.iter().map(|p| Column::X(label(&p.x.label)));
    let ys = figure.panels.iter().map(|p| Column::Y(label(&p.y.label)));
    for axis in xs.chain(ys) {
        if !columns.contains(&axis) {
            columns.push(axis);
        }
    }
    columns.extend([Column::Low, Column::High, Column::Value, Column::Class]);
    let always = [Column::Panel, Column::Mark, Column::Label, Column::Key];
    columns.retain(|column| always.contains(column) || used(column));
    columns
}

type Row = BTreeMap<Column, String>;

struct Rows {
    language: Language,
    rows: Vec<Row>,
}

/// What all rows of a mark share.
struct Heading {
    row: Row,
    x: Column,
    y: Column,
}

impl Rows {
    fn heading(&self, panel: usize, axes: &Panel, kind: &str, label: &Text, key: &str) -> Heading {
        let label_of = |text: &Text| text.get(self.language).to_owned();
        Heading {
            row: Row::from([
                (Column::Panel, panel.to_string()),
                (Column::Mark, kind.to_owned()),
                (Column::Label, label_of(label)),
                (Column::Key, key.to_owned()),
            ]),
            x: Column::X(label_of(&axes.x.label)),
            y: Column::Y(label_of(&axes.y.label)),
        }
    }

    fn push(&mut self, heading: &Heading, cells: impl IntoIterator<Item = (Column, String)>) {
        let mut row = heading.row.clone();
        row.extend(cells);
        self.rows.push(row);
    }

    fn mark(&mut self, panel: usize, axes: &Panel, mark: &Mark) {
        let nothing = Text::default();
        match mark {
            Mark::Line { label, style, x, y } => self.xy((panel, axes, "line"), label, style, x, y),
            Mark::Points { label, style, x, y } => {
                self.xy((panel, axes, "points"), label, style, x, y);
            }
            Mark::Raster { label, style, x, y } => {
                self.xy((panel, axes, "raster"), label, style, x, y);
            }
            Mark::Path { label, style, x, y } => self.xy((panel, axes, "path"), label, style, x, y),
            Mark::Band {
                label,
                style,
                x,
                low,
                high,
            } => {
                let heading = self.heading(panel, axes, "band", label, &style.key);
                for (x, (low, high)) in x.iter().zip(low.iter().zip(high)) {
                    let x = (heading.x.clone(), number(*x));
                    let ends = [(Column::Low, number(*low)), (Column::High, number(*high))];
                    self.push(&heading, [x].into_iter().chain(ends));
                }
            }
            Mark::Horizontal { label, style, at } => {
                let heading = self.heading(panel, axes, "horizontal", label, &style.key);
                self.push(&heading, [(heading.y.clone(), number(*at))]);
            }
            Mark::Vertical { label, style, at } => {
                let heading = self.heading(panel, axes, "vertical", label, &style.key);
                self.push(&heading, [(heading.x.clone(), number(*at))]);
            }
            Mark::Bars { places, groups } => self.bars(panel, axes, places, groups),
            Mark::Boxes { places, groups } => self.boxes(panel, axes, places, groups),
            Mark::Images {
                label,
                width,
                pictures,
                ..
            } => {
                let heading = self.heading(panel, axes, "image", label, "");
                self.pictures(&heading, *width, pictures);
            }
            Mark::HeatMap {
                label,
                columns,
                x,
                y,
                z,
                ..
            } => {
                let heading = self.heading(panel, axes, "heat map", label, "");
                self.grid(&heading, *columns, centres(*x), centres(*y), z);
            }
            Mark::Contours {
                label,
                columns,
                x,
                y,
                z,
                levels,
            } => {
                let heading = self.heading(panel, axes, "contours", label, "");
                self.grid(&heading, *columns, ends(*x), ends(*y), z);
                let heading = self.heading(panel, axes, "level", label, "");
                for level in levels {
                    self.push(&heading, [(Column::Value, number(*level))]);
                }
            }
            Mark::Regions {
                columns,
                x,
                y,
                class,
                keys,
            } => {
                let heading = self.heading(panel, axes, "region", &nothing, "");
                let rows = class.len().checked_div(*columns).unwrap_or(0);
                for (k, &class) in class.iter().enumerate() {
                    let x = centres(*x)(k % columns, *columns);
                    let y = centres(*y)(k / columns, rows);
                    let key = keys.get(class).cloned().unwrap_or_default();
                    let cells = [
                        (heading.x.clone(), number(x)),
                        (heading.y.clone(), number(y)),
                        (Column::Class, class.to_string()),
                        (Column::Key, key),
                    ];
                    self.push(&heading, cells);
                }
            }
        }
    }

    fn xy(
        &mut self,
        (panel, axes, kind): (usize, &Panel, &str),
        label: &Text,
        style: &Style,
        x: &[f64],
        y: &[f64],
    ) {
        let heading = self.heading(panel, axes, kind, label, &style.key);
        for (x, y) in x.iter().zip(y) {
            let cells = [
                (heading.x.clone(), number(*x)),
                (heading.y.clone(), number(*y)),
            ];
            self.push(&heading, cells);
        }
    }

    fn grid(
        &mut self,
        heading: &Heading,
        columns: usize,
        x: impl Fn(usize, usize) -> f64,
        y: impl Fn(usize, usize) -> f64,
        z: &[f64],
    ) {
        let rows = z.len().checked_div(columns).unwrap_or(0);
        for (k, &z) in z.iter().enumerate().take(rows * columns) {
            let cells = [
                (heading.x.clone(), number(x(k % columns, columns))),
                (heading.y.clone(), number(y(k / columns, rows))),
                (Column::Value, number(z)),
            ];
            self.push(heading, cells);
        }
    }

    fn bars(&mut self, panel: usize, axes: &Panel, places: &[Text], groups: &[BarGroup]) {
        for group in groups {
            let heading = self.heading(panel, axes, "bar", &group.label, &group.style.key);
            for (k, place) in places.iter().enumerate() {
                let mut cells = vec![(Column::Place, place.get(self.language).to_owned())];
                let columns = [
                    (heading.y.clone(), &group.values),
                    (Column::Low, &group.low),
                    (Column::High, &group.high),
                ];
                for (column, values) in columns {
                    cells.extend(values.get(k).map(|&value| (column, number(value))));
                }
                self.push(&heading, cells);
            }
        }
    }

    fn boxes(&mut self, panel: usize, axes: &Panel, places: &[Text], groups: &[BoxGroup]) {
        for group in groups {
            let heading = self.heading(panel, axes, "box", &group.label, &group.style.key);
            for (place, sample) in places.iter().zip(&group.samples) {
                for &value in &sample.0 {
                    let place = (Column::Place, place.get(self.language).to_owned());
                    self.push(&heading, [place, (heading.y.clone(), number(value))]);
                }
            }
        }
    }

    fn pictures(&mut self, heading: &Heading, width: usize, pictures: &[Picture]) {
        for (k, picture) in pictures.iter().enumerate() {
            let caption = picture.caption.get(self.language);
            let name = match caption {
                "" => (k + 1).to_string(),
                caption => caption.to_owned(),
            };
            for (pixel, &value) in picture.values.iter().enumerate() {
                let cells = [
                    (Column::Picture, name.clone()),
                    (heading.x.clone(), (pixel % width.max(1)).to_string()),
                    (heading.y.clone(), (pixel / width.max(1)).to_string()),
                    (Column::Value, number(value)),
                ];
                self.push(heading, cells);
            }
        }
    }
}

/// The centre of cell `k` of `count` between two edges.
fn centres((from, to): (f64, f64)) -> impl Fn(usize, usize) -> f64 {
    move |k, count| from + (to - from) * (k as f64 + 0.5) / count as f64
}

/// Sample `k` of `count`, first and last on the edges.
fn ends((from, to): (f64, f64)) -> impl Fn(usize, usize) -> f64 {
    move |k, count| from + (to - from) * k as f64 / (count.max(2) - 1) as f64
}

#[cfg(test)]
mod tests;
