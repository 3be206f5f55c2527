//! Data sets in CSV files: UTF-8, comma-separated, quotes as in RFC 4180, names of the columns in
//! the first line.

use super::Error;
use super::content::Content;
use super::error::{listed, nearest};
use super::table::{Column, Table, Target, Values, coded, finite_number};
use ::csv::{ErrorKind, Position, StringRecord};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether the target of a CSV file is a class or a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Task {
    /// Classes when some target is not a number, or when all are whole numbers with at most 20
    /// different values; else regression.
    #[default]
    Inferred,
    /// The target is a class.
    Classification,
    /// The target is a number.
    Regression,
}

/// How the columns of a CSV file are to be understood.
pub(super) struct Layout<'a> {
    pub target: &'a str,
    pub task: Task,
    /// Columns of categories.
    pub nominal: Vec<&'a str>,
    /// Columns to leave out.
    pub ignore: Vec<&'a str>,
    /// Texts that mark a missing value.
    pub missing: Vec<&'a str>,
}

/// At most so many different whole numbers are taken for classes when the task is inferred.
const MOST_NUMBERED_CLASSES: usize = 20;

/// Reads one table from one or several files with the same header, one below the other.
pub(super) fn read(name: &str, files: &[Content], layout: &Layout) -> Result<Table, Error> {
    let mut sheet = Sheet::read(&files[0])?;
    for file in &files[1..] {
        sheet.append(Sheet::read(file)?);
    }
    let target = sheet.position("target", layout.target)?;
    let nominal = sheet.positions("nominal", &layout.nominal)?;
    let ignored = sheet.positions("ignore", &layout.ignore)?;
    let columns = (0..sheet.header.len())
        .filter(|column| *column != target && !ignored.contains(column))
        .map(|column| sheet.feature(column, nominal.contains(&column), &layout.missing))
        .collect::<Result<Vec<_>, _>>()?;
    if columns.is_empty() {
        return Err(Error::TargetOnly {
            file: sheet.file,
            target: layout.target.to_owned(),
        });
    }
    Ok(Table {
        name: name.to_owned(),
        columns,
        target: sheet.target(target, layout)?,
        parts: None,
        picture: None,
    })
}

/// The cells of a file, in few large pieces of memory.
struct Sheet {
    file: String,
    header: Vec<String>,
    /// All cells, row by row, one behind the other without the space around them.
    text: String,
    /// Where each cell starts in `text`, and where the last ends.
    edges: Vec<usize>,
    /// The line of the file on which each row starts.
    lines: Vec<u64>,
}

impl Sheet {
    fn read(content: &Content) -> Result<Self, Error> {
        let file = content.file.clone();
        let text = content.text()?;
        if text.trim().is_empty() {
            return Err(Error::EmptyFile { file });
        }
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        let header = reader
            .headers()
            .map_err(|error| broken(&file, text, error))?;
        let mut last = line_of(text, header.position(), (0, 1));
        let header: Vec<String> = header
            .iter()
            .map(|name| name.trim_ascii().to_owned())
            .collect();
        check_names(&file, last.1, &header)?;
        let mut sheet = Sheet {
            file,
            header,
            text: String::with_capacity(text.len()),
            edges: vec![0],
            lines: Vec::new(),
        };
        let mut record = StringRecord::new();
        while reader
            .read_record(&mut record)
            .map_err(|error| broken(&content.file, text, error))?
        {
            last = line_of(text, record.position(), last);
            sheet.lines.push(last.1);
            for cell in &record {
                sheet.text.push_str(cell.trim_ascii());
                sheet.edges.push(sheet.text.len());
            }
        }
        if sheet.lines.is_empty() {
            return Err(Error::HeaderOnly { file: sheet.file });
        }
        Ok(sheet)
    }

    /// Adds the rows of a sheet with the same header below.
    fn append(&mut self, below: Sheet) {
        let offset = self.text.len();
        self.text.push_str(&below.text);
        let edges = below.edges[1..].iter().map(|edge| offset + edge);
        self.edges.extend(edges);
        self.lines.extend(below.lines);
    }

    /// The texts of one column from the top.
    fn cells(&self, column: usize) -> impl Iterator<Item = &str> + Clone {
        (column..self.edges.len() - 1)
            .step_by(self.header.len())
            .map(|cell| &self.text[self.edges[cell]..self.edges[cell + 1]])
    }

    fn position(&self, key: &'static str, name: &str) -> Result<usize, Error> {
        let names = || self.header.iter().map(String::as_str);
        names()
            .position(|candidate| candidate == name)
            .ok_or_else(|| Error::NoSuchColumn {
                file: self.file.clone(),
                key,
                name: name.to_owned(),
                nearest: nearest(name, names()),
                list: listed(names()),
            })
    }

    fn positions(&self, key: &'static str, names: &[&str]) -> Result<Vec<usize>, Error> {
        names.iter().map(|name| self.position(key, name)).collect()
    }

    /// A column of categories when it is declared so or when most of its cells are not numbers;
    /// else a column of numbers.
    fn feature(&self, column: usize, nominal: bool, missing: &[&str]) -> Result<Column, Error> {
        let cells: Vec<Option<&str>> = self
            .cells(column)
            .map(|cell| Some(cell).filter(|cell| !missing.contains(cell)))
            .collect();
        let numbers: Vec<Option<f64>> = cells
            .iter()
            .map(|cell| cell.and_then(finite_number))
            .collect();
        let is_word = |&row: &usize| cells[row].is_some() && numbers[row].is_none();
        let words = (0..cells.len()).filter(is_word).count();
        let values = if nominal || 2 * words > cells.iter().flatten().count() {
            let (levels, codes) = coded(cells.into_iter());
            Values::Nominal { levels, codes }
        } else if let Some(row) = (0..cells.len()).find(is_word) {
            return Err(Error::NotANumber {
                file: self.file.clone(),
                line: self.lines[row],
                column: column + 1,
                name: self.header[column].clone(),
                cell: cells[row].unwrap_or_default().to_owned(),
            });
        } else {
            let numbers = numbers.into_iter();
            Values::Numeric(numbers.map(|number| number.unwrap_or(f64::NAN)).collect())
        };
        Ok(Column {
            name: self.header[column].clone(),
            values,
        })
    }

    fn target(&self, column: usize, layout: &Layout) -> Result<Target, Error> {
        let cells: Vec<&str> = self.cells(column).collect();
        if let Some(row) = cells.iter().position(|cell| layout.missing.contains(cell)) {
            return Err(Error::MissingTarget {
                file: self.file.clone(),
                line: self.lines[row],
                column: column + 1,
                name: self.header[column].clone(),
            });
        }
        let numbers: Vec<Option<f64>> = cells.iter().map(|cell| finite_number(cell)).collect();
        let classes = match layout.task {
            Task::Classification => true,
            Task::Regression => false,
            Task::Inferred => look_like_classes(&numbers),
        };
        if classes {
            return Ok(Target::classes(cells.into_iter()));
        }
        if let Some(row) = numbers.iter().position(Option::is_none) {
            return Err(Error::TargetNotANumber {
                file: self.file.clone(),
                line: self.lines[row],
                column: column + 1,
                name: self.header[column].clone(),
                cell: cells[row].to_owned(),
            });
        }
        Ok(Target::Real {
            name: self.header[column].clone(),
            values: numbers.into_iter().flatten().collect(),
        })
    }
}

/// See [`Task::Inferred`].
fn look_like_classes(targets: &[Option<f64>]) -> bool {
    let Some(mut numbers) = targets.iter().copied().collect::<Option<Vec<f64>>>() else {
        return true;
    };
    numbers.sort_by(f64::total_cmp);
    numbers.dedup();
    numbers.len() <= MOST_NUMBERED_CLASSES && numbers.iter().all(|number| number.fract() == 0.0)
}

/// Every column has a name, and no two the same.
fn check_names(file: &str, line: u64, header: &[String]) -> Result<(), Error> {
    for (index, name) in header.iter().enumerate() {
        if name.is_empty() {
            return Err(Error::NamelessColumn {
                file: file.to_owned(),
                line,
                column: index + 1,
            });
        }
        if let Some(first) = header[..index].iter().position(|other| other == name) {
            return Err(Error::DuplicateColumn {
                file: file.to_owned(),
                line,
                name: name.clone(),
                first: first + 1,
                column: index + 1,
            });
        }
    }
    Ok(())
}

/// Byte and line at which a record starts, counted on from those of an earlier one. (The reader's
/// own count of lines is that of the blank lines above the record.)
fn line_of(text: &str, position: Option<&Position>, earlier: (usize, u64)) -> (usize, u64) {
    let found = position.map_or(earlier.0, |position| position.byte() as usize);
    let rest = &text.as_bytes()[found..];
    let start = found
        + rest
            .iter()
            .take_while(|byte| b"\r\n".contains(byte))
            .count();
    let passed = &text.as_bytes()[earlier.0..start];
    let lines = passed.iter().filter(|&&byte| byte == b'\n').count();
    (start, earlier.1 + lines as u64)
}

fn broken(file: &str, text: &str, error: ::csv::Error) -> Error {
    let file = file.to_owned();
    match error.kind() {
        ErrorKind::UnequalLengths {
            pos,
            expected_len,
            len,
        } => Error::Ragged {
            file,
            line: line_of(text, pos.as_ref(), (0, 1)).1,
            found: *len,
            expected: *expected_len,
        },
        _ => Error::Unreadable {
            file,
            reason: error.to_string(),
        },
    }
}
