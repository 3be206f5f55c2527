//! The rows of grids: each cell or sample at its place.

use super::{Column, Data, Datum, Heading};
use crate::outcome::figure::{Fill, Mark, Panel};

impl<'a> Data<'a> {
    pub(super) fn grids(&mut self, axes: &'a Panel, mark: &'a Mark) {
        match mark {
            Mark::HeatMap {
                label,
                columns,
                x,
                y,
                z,
                ..
            } => {
                let heading = self.start(axes, "heat map", Some(label), "");
                let value = |&z: &f64| (heading, Column::Value, Datum::Number(z));
                self.grid(*columns, centres(*x), centres(*y), z.iter().map(value));
            }
            Mark::Contours {
                label,
                columns,
                x,
                y,
                z,
                levels,
            } => {
                let heading = self.start(axes, "contours", Some(label), "");
                let value = |&z: &f64| (heading, Column::Value, Datum::Number(z));
                self.grid(*columns, ends(*x), ends(*y), z.iter().map(value));
                let heading = self.start(axes, "level", Some(label), "");
                for &level in levels {
                    self.push(heading, vec![(Column::Value, Datum::Number(level))]);
                }
            }
            Mark::Regions {
                columns,
                x,
                y,
                class,
                keys,
            } => {
                let unnamed = self.start(axes, "region", None, "");
                let class = class.iter().map(|&class| {
                    let key = keys.get(class).map_or("", String::as_str);
                    let heading = Heading { key, ..unnamed };
                    (heading, Column::Class, Datum::Count(class))
                });
                self.grid(*columns, centres(*x), centres(*y), class);
            }
            Mark::Cells { .. } => self.cells(axes, mark),
            _ => {}
        }
    }

    /// The units of a map: the number that colours a cell or, where none does, its size.
    fn cells(&mut self, axes: &'a Panel, mark: &'a Mark) {
        let Mark::Cells {
            label,
            x,
            y,
            sizes,
            fill,
            texts,
            ..
        } = mark
        else {
            return;
        };
        let key = match fill {
            Fill::Style(style) => style.key.as_str(),
            _ => "",
        };
        let heading = self.start(axes, "cell", Some(label), key);
        for (k, (&x, &y)) in x.iter().zip(y).enumerate() {
            let mut cells = vec![(heading.x, Datum::Number(x)), (heading.y, Datum::Number(y))];
            let mut add = |column, number: Option<&f64>| {
                cells.extend(number.map(|&number| (column, Datum::Number(number))));
            };
            match fill {
                Fill::Values { z, .. } => add(Column::Value, z.get(k)),
                Fill::Own(parts) => {
                    add(Column::Red, parts.get(3 * k));
                    add(Column::Green, parts.get(3 * k + 1));
                    add(Column::Blue, parts.get(3 * k + 2));
                }
                Fill::Style(_) => add(Column::Value, sizes.get(k)),
            }
            let words = texts.get(k).filter(|words| !words.is_empty());
            cells.extend(words.map(|words| (Column::Words, Datum::Words(words))));
            self.push(heading, cells);
        }
    }

    /// The cells of a grid, row by row, each with its heading, column and datum.
    fn grid(
        &mut self,
        columns: usize,
        x: impl Fn(usize, usize) -> f64,
        y: impl Fn(usize, usize) -> f64,
        cells: impl ExactSizeIterator<Item = (Heading<'a>, Column, Datum<'a>)>,
    ) {
        let rows = cells.len().checked_div(columns).unwrap_or(0);
        for (k, (heading, column, datum)) in cells.enumerate().take(rows * columns) {
            let cells = vec![
                (heading.x, Datum::Number(x(k % columns, columns))),
                (heading.y, Datum::Number(y(k / columns, rows))),
                (column, datum),
            ];
            self.push(heading, cells);
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
mod tests {
    use super::*;

    #[test]
    fn cells_are_placed_at_their_centres_and_samples_on_the_edges() {
        assert_eq!(centres((0.0, 10.0))(0, 5), 1.0);
        assert_eq!(ends((0.0, 10.0))(4, 5), 10.0);
    }
}
