//! The rows of marks whose numbers belong to names: cells of matrices, ranks of methods.

use super::{Column, Data, Datum, Heading};
use crate::outcome::Text;
use crate::outcome::figure::{Connection, Item, Mark, Panel};

impl<'a> Data<'a> {
    pub(super) fn named(&mut self, axes: &'a Panel, mark: &'a Mark) {
        match mark {
            Mark::Matrix {
                label,
                rows,
                columns,
                z,
                texts,
                ..
            } => {
                let heading = self.start(axes, "matrix", Some(label), "");
                self.matrix(heading, (rows, columns), z, texts);
            }
            Mark::Hinton {
                label,
                rows,
                columns,
                z,
                ..
            } => {
                let heading = self.start(axes, "hinton", Some(label), "");
                self.matrix(heading, (rows, columns), z, &[]);
            }
            Mark::CriticalDifference {
                names,
                keys,
                ranks,
                distance,
                groups,
            } => {
                self.ranks(axes, names, keys, ranks);
                let heading = self.start(axes, "critical difference", None, "");
                self.push(heading, vec![(Column::Value, Datum::Number(*distance))]);
                self.groups(axes, groups, names, ranks);
            }
            Mark::Schematic { items, .. } => self.schematic(axes, items),
            _ => {}
        }
    }

    /// A row for each node with its words and for each point of a line; the lines count from 1.
    fn schematic(&mut self, axes: &'a Panel, items: &'a [Item]) {
        let mut lines = 0;
        for item in items {
            match item {
                Item::Node(node) => {
                    let heading = self.start(axes, "node", Some(&node.label), &node.key);
                    let (x, y) = node.at;
                    let cells = [(heading.x, x), (heading.y, y)];
                    let cells = cells.map(|(at, value)| (at, Datum::Number(value)));
                    self.push(heading, cells.to_vec());
                }
                Item::Line(line) => {
                    lines += 1;
                    self.connection(axes, lines, line);
                }
            }
        }
    }

    fn connection(&mut self, axes: &'a Panel, number: usize, line: &'a Connection) {
        let name = if line.arrow { "arrow" } else { "connection" };
        let heading = self.start(axes, name, None, &line.style.key);
        for &(x, y) in &line.points {
            let cells = vec![
                (Column::Row, Datum::Count(number)),
                (heading.x, Datum::Number(x)),
                (heading.y, Datum::Number(y)),
            ];
            self.push(heading, cells);
        }
    }

    fn matrix(
        &mut self,
        heading: Heading<'a>,
        (rows, columns): (&'a [Text], &'a [Text]),
        z: &[f64],
        texts: &'a [String],
    ) {
        for (k, &value) in z.iter().enumerate().take(rows.len() * columns.len()) {
            let (row, column) = (k / columns.len(), k % columns.len());
            let mut cells = vec![
                (Column::Row, self.name(rows, row)),
                (Column::Across, self.name(columns, column)),
                (Column::Value, Datum::Number(value)),
            ];
            if let Some(words) = texts.get(k) {
                cells.push((Column::Words, Datum::Words(words)));
            }
            self.push(heading, cells);
        }
    }

    /// The name of a row, column or method; its number from 1 where it has none.
    fn name(&self, names: &'a [Text], k: usize) -> Datum<'a> {
        match names[k].get(self.language) {
            "" => Datum::Count(k + 1),
            name => Datum::Words(name),
        }
    }

    fn ranks(&mut self, axes: &'a Panel, names: &'a [Text], keys: &'a [String], ranks: &[f64]) {
        for (k, (name, &rank)) in names.iter().zip(ranks).enumerate() {
            let key = keys.get(k).map_or("", String::as_str);
            let heading = self.start(axes, "rank", Some(name), key);
            self.push(heading, vec![(heading.x, Datum::Number(rank))]);
        }
    }

    /// A row for each method in a group of those that do not differ; the groups count from 1.
    fn groups(&mut self, axes: &'a Panel, groups: &[Vec<usize>], names: &'a [Text], ranks: &[f64]) {
        for (group, methods) in groups.iter().enumerate() {
            for &method in methods {
                let (Some(name), Some(&rank)) = (names.get(method), ranks.get(method)) else {
                    continue;
                };
                let heading = self.start(axes, "group", Some(name), "");
                let cells = vec![
                    (Column::Class, Datum::Count(group + 1)),
                    (heading.x, Datum::Number(rank)),
                ];
                self.push(heading, cells);
            }
        }
    }
}
