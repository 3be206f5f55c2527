//! The laws data sets keep.

mod broken_files;
mod embedded;
mod encode;
mod formats;
mod generate;
mod settings;
mod split;

use super::content::Content;
use super::csv::{self, Layout, Task};
use super::{Column, Error, Table, Target, Values};
use crate::random::Stream;

fn stream() -> Stream {
    Stream::new(1952, "test", "data", 0)
}

fn content(file: &str, bytes: &[u8]) -> Content {
    Content::unpack(file.to_owned(), bytes.to_vec()).expect("readable")
}

/// A CSV file `my.csv` of which nothing is declared but the target, `class`.
fn csv_table(text: &str) -> Result<Table, Error> {
    csv_layout(text, |_| {})
}

fn csv_layout(text: &str, declare: impl Fn(&mut Layout)) -> Result<Table, Error> {
    let mut layout = Layout {
        target: "class",
        task: Task::Inferred,
        nominal: Vec::new(),
        ignore: Vec::new(),
        missing: vec!["", "?", "NA"],
    };
    declare(&mut layout);
    csv::read("my.csv", &[content("my.csv", text.as_bytes())], &layout)
}

/// A table of one column `x` of numbers, with the given classes.
fn classes(codes: &[u32]) -> Table {
    let most = codes.iter().max().map_or(0, |&code| code + 1);
    Table {
        name: "test".into(),
        columns: vec![Column {
            name: "x".into(),
            values: Values::Numeric((0..codes.len()).map(|row| row as f64).collect()),
        }],
        target: Target::Classes {
            names: (0..most).map(|code| format!("c{code}")).collect(),
            codes: codes.to_vec(),
        },
        parts: None,
        picture: None,
    }
}
