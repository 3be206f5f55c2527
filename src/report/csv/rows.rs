//! The rows of a figure's table: one for each number that is drawn.

mod grids;
mod named;

use super::number;
use crate::outcome::figure::{BarGroup, BoxGroup, Figure, Mark, Panel, Picture, Style};
use crate::outcome::{Language, Text};

/// A column of a figure's table, in the order in which they stand. Those of axes count the
/// different labels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Panel,
    Title,
    Mark,
    Label,
    Key,
    Place,
    Picture,
    /// The name of a matrix row.
    Row,
    /// The name of a matrix column.
    Across,
    X(usize),
    Y(usize),
    Low,
    High,
    Value,
    Red,
    Green,
    Blue,
    Words,
    Class,
}

/// What a cell holds until it is written.
#[derive(Clone, Copy, Debug)]
enum Datum<'a> {
    Number(f64),
    Count(usize),
    Words(&'a str),
}

/// What all rows of a mark share.
#[derive(Clone, Copy, Debug)]
struct Heading<'a> {
    panel: usize,
    title: &'a str,
    mark: &'static str,
    label: &'a str,
    key: &'a str,
    x: Column,
    y: Column,
}

struct Row<'a> {
    heading: Heading<'a>,
    cells: Vec<(Column, Datum<'a>)>,
}

impl Row<'_> {
    fn cell(&self, column: Column) -> String {
        match column {
            Column::Panel => self.heading.panel.to_string(),
            Column::Title => self.heading.title.to_owned(),
            Column::Mark => self.heading.mark.to_owned(),
            Column::Label => self.heading.label.to_owned(),
            Column::Key => self.heading.key.to_owned(),
            _ => match self.cells.iter().find(|(own, _)| *own == column) {
                Some((_, Datum::Number(value))) => number(*value),
                Some((_, Datum::Count(count))) => count.to_string(),
                Some((_, Datum::Words(words))) => (*words).to_owned(),
                None => String::new(),
            },
        }
    }
}

/// The rows of a figure.
pub struct Data<'a> {
    language: Language,
    /// The different labels of x and y axes, in the order of the panels.
    x_labels: Vec<&'a str>,
    y_labels: Vec<&'a str>,
    /// The panel whose marks are being taken in, from 1.
    panel: usize,
    rows: Vec<Row<'a>>,
}

impl<'a> Data<'a> {
    /// All numbers that a figure draws.
    pub fn of(figure: &'a Figure, language: Language) -> Self {
        let mut data = Data::empty(figure, language);
        for panel in &figure.panels {
            data.panel += 1;
            for mark in &panel.marks {
                data.mark(panel, mark);
            }
        }
        data
    }

    fn empty(figure: &'a Figure, language: Language) -> Self {
        let different = |label: fn(&Panel) -> &Text| {
            let mut labels: Vec<&str> = Vec::new();
            for panel in &figure.panels {
                let label = label(panel).get(language);
                if !labels.contains(&label) {
                    labels.push(label);
                }
            }
            labels
        };
        Data {
            language,
            x_labels: different(|panel| &panel.x.label),
            y_labels: different(|panel| &panel.y.label),
            panel: 0,
            rows: Vec::new(),
        }
    }

    /// The columns that some row fills.
    pub fn columns(&self) -> Vec<Column> {
        let mut columns = vec![Column::Panel];
        if self.rows.iter().any(|row| !row.heading.title.is_empty()) {
            columns.push(Column::Title);
        }
        columns.extend([Column::Mark, Column::Label, Column::Key]);
        let used = |column: &Column| {
            let mut cells = self.rows.iter().flat_map(|row| &row.cells);
            cells.any(|(own, _)| own == column)
        };
        let axes = (0..self.x_labels.len())
            .map(Column::X)
            .chain((0..self.y_labels.len()).map(Column::Y));
        let names = [Column::Place, Column::Picture, Column::Row, Column::Across];
        let others = names.into_iter().chain(axes);
        let last = [
            Column::Low,
            Column::High,
            Column::Value,
            Column::Red,
            Column::Green,
            Column::Blue,
            Column::Words,
            Column::Class,
        ];
        columns.extend(others.chain(last).filter(used));
        columns
    }

    /// What stands at the head of a column.
    pub fn heading(&self, column: Column) -> String {
        let axis = |name: &str, label: &str| match label {
            "" => name.to_owned(),
            label => format!("{name}: {label}"),
        };
        match column {
            Column::Panel => "panel".into(),
            Column::Title => "title".into(),
            Column::Mark => "mark".into(),
            Column::Label => "label".into(),
            Column::Key => "key".into(),
            Column::Place => "place".into(),
            Column::Picture => "picture".into(),
            Column::Row => "row".into(),
            Column::Across => "column".into(),
            Column::X(label) => axis("x", self.x_labels[label]),
            Column::Y(label) => axis("y", self.y_labels[label]),
            Column::Low => "low".into(),
            Column::High => "high".into(),
            Column::Value => "value".into(),
            Column::Red => "red".into(),
            Column::Green => "green".into(),
            Column::Blue => "blue".into(),
            Column::Words => "text".into(),
            Column::Class => "class".into(),
        }
    }

    /// The cells of some columns, row by row.
    pub fn records(&self, columns: &[Column]) -> impl Iterator<Item = Vec<String>> {
        self.rows.iter().map(|row| {
            let cell = |&column| row.cell(column);
            columns.iter().map(cell).collect()
        })
    }

    fn start(
        &self,
        axes: &'a Panel,
        mark: &'static str,
        label: Option<&'a Text>,
        key: &'a str,
    ) -> Heading<'a> {
        let place = |labels: &[&str], own: &Text| {
            let own = own.get(self.language);
            labels.iter().position(|label| *label == own).unwrap_or(0)
        };
        Heading {
            panel: self.panel,
            title: axes.title.get(self.language),
            mark,
            label: label.map_or("", |label| label.get(self.language)),
            key,
            x: Column::X(place(&self.x_labels, &axes.x.label)),
            y: Column::Y(place(&self.y_labels, &axes.y.label)),
        }
    }

    fn push(&mut self, heading: Heading<'a>, cells: Vec<(Column, Datum<'a>)>) {
        self.rows.push(Row { heading, cells });
    }

    fn mark(&mut self, axes: &'a Panel, mark: &'a Mark) {
        match mark {
            Mark::Line { label, style, x, y } => self.xy(axes, "line", (label, style), x, y),
            Mark::Steps { label, style, x, y } => self.xy(axes, "steps", (label, style), x, y),
            Mark::Points { label, style, x, y } => self.xy(axes, "points", (label, style), x, y),
            Mark::Raster { label, style, x, y } => self.xy(axes, "raster", (label, style), x, y),
            Mark::Path { label, style, x, y } => self.xy(axes, "path", (label, style), x, y),
            Mark::Band {
                label,
                style,
                x,
                low,
                high,
            } => {
                let heading = self.start(axes, "band", Some(label), &style.key);
                for (x, (low, high)) in x.iter().zip(low.iter().zip(high)) {
                    let columns = [(heading.x, x), (Column::Low, low), (Column::High, high)];
                    let cells = columns.map(|(column, &value)| (column, Datum::Number(value)));
                    self.push(heading, cells.to_vec());
                }
            }
            Mark::Horizontal { label, style, at } => {
                let heading = self.start(axes, "horizontal", Some(label), &style.key);
                self.push(heading, vec![(heading.y, Datum::Number(*at))]);
            }
            Mark::Vertical { label, style, at } => {
                let heading = self.start(axes, "vertical", Some(label), &style.key);
                self.push(heading, vec![(heading.x, Datum::Number(*at))]);
            }
            Mark::Bars { places, groups } => self.bars(axes, places, groups),
            Mark::Boxes { places, groups } => self.boxes(axes, places, groups),
            Mark::Images {
                label,
                width,
                pictures,
                ..
            } => {
                let heading = self.start(axes, "image", Some(label), "");
                self.pictures(heading, (*width).max(1), pictures);
            }
            Mark::Matrix { .. }
            | Mark::Hinton { .. }
            | Mark::CriticalDifference { .. }
            | Mark::Schematic { .. } => self.named(axes, mark),
            grids => self.grids(axes, grids),
        }
    }

    fn xy(
        &mut self,
        axes: &'a Panel,
        mark: &'static str,
        (label, style): (&'a Text, &'a Style),
        x: &[f64],
        y: &[f64],
    ) {
        let heading = self.start(axes, mark, Some(label), &style.key);
        for (&x, &y) in x.iter().zip(y) {
            let cells = [(heading.x, x), (heading.y, y)];
            let cells = cells.map(|(column, value)| (column, Datum::Number(value)));
            self.push(heading, cells.to_vec());
        }
    }

    fn bars(&mut self, axes: &'a Panel, places: &'a [Text], groups: &'a [BarGroup]) {
        for group in groups {
            let heading = self.start(axes, "bar", Some(&group.label), &group.style.key);
            for (k, place) in places.iter().enumerate() {
                let columns = [
                    (heading.y, &group.values),
                    (Column::Low, &group.low),
                    (Column::High, &group.high),
                ];
                let numbers = columns.into_iter().filter_map(|(column, values)| {
                    values.get(k).map(|&value| (column, Datum::Number(value)))
                });
                let place = (Column::Place, Datum::Words(place.get(self.language)));
                self.push(heading, [place].into_iter().chain(numbers).collect());
            }
        }
    }

    fn boxes(&mut self, axes: &'a Panel, places: &'a [Text], groups: &'a [BoxGroup]) {
        for group in groups {
            let heading = self.start(axes, "box", Some(&group.label), &group.style.key);
            for (place, sample) in places.iter().zip(&group.samples) {
                let place = (Column::Place, Datum::Words(place.get(self.language)));
                for &value in &sample.0 {
                    self.push(heading, vec![place, (heading.y, Datum::Number(value))]);
                }
            }
        }
    }

    fn pictures(&mut self, heading: Heading<'a>, width: usize, pictures: &'a [Picture]) {
        for (k, picture) in pictures.iter().enumerate() {
            let name = match picture.caption.get(self.language) {
                "" => Datum::Count(k + 1),
                caption => Datum::Words(caption),
            };
            for (pixel, &value) in picture.values.iter().enumerate() {
                let cells = vec![
                    (Column::Picture, name),
                    (heading.x, Datum::Count(pixel % width)),
                    (heading.y, Datum::Count(pixel / width)),
                    (Column::Value, Datum::Number(value)),
                ];
                self.push(heading, cells);
            }
        }
    }
}
