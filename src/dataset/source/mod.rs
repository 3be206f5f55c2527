//! Where a data set comes from, as settings say it:
//!
//! ```toml
//! data = "iris"
//! data = { csv = "my.csv", target = "species", nominal = ["colour"], train_rows = 100 }
//! data = { idx_images = "train-images-idx3-ubyte.gz", idx_labels = "train-labels-idx1-ubyte.gz" }
//! data = { proben1 = "cancer1.dt" }
//! data = { generate = "two-spirals", noise = 0.1 }
//! ```

mod options;

use crate::dataset::content::Content;
use crate::dataset::csv::{self, Layout, Task};
use crate::dataset::embedded::embedded;
use crate::dataset::error::Error;
use crate::dataset::generate::generator;
use crate::dataset::idx::Labelled;
use crate::dataset::proben1;
use crate::dataset::table::Table;
use crate::random::Stream;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Where a data set comes from. Paths are relative to the folder of the settings.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Source {
    /// An embedded set by its name, one of [`EMBEDDED`](super::EMBEDDED).
    Named(String),
    Csv(CsvFile),
    Idx(IdxFiles),
    Proben1(Proben1File),
    Generated(Generated),
}

/// A CSV file: UTF-8, comma-separated, names of the columns in the first line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CsvFile {
    pub csv: PathBuf,
    /// The column to predict; `target` by default.
    pub target: String,
    pub task: Task,
    /// Columns of categories. A column most of whose cells are not numbers needs no mention.
    pub nominal: Vec<String>,
    /// Columns to leave out.
    pub ignore: Vec<String>,
    /// Texts that mark a missing value; the empty text, `?` and `NA` by default.
    pub missing: Vec<String>,
    /// How many first rows are the customary training part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub train_rows: Option<usize>,
}

/// Pictures and labels in IDX files, plain or gzip-compressed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IdxFiles {
    pub idx_images: PathBuf,
    pub idx_labels: PathBuf,
    /// Images of the customary test part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idx_test_images: Option<PathBuf>,
    /// Labels of the customary test part.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idx_test_labels: Option<PathBuf>,
}

/// A Proben1 file, plain or gzip-compressed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Proben1File {
    pub proben1: PathBuf,
}

/// A set drawn from a random stream.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Generated {
    /// One of [`GENERATORS`](super::GENERATORS).
    pub generate: String,
    pub examples: usize,
    pub noise: f64,
    pub classes: usize,
}

impl Source {
    /// Reads or draws the set. `base` is the folder to which paths are relative; only generated
    /// sets draw from `stream`.
    pub fn load(&self, base: &Path, stream: &mut Stream) -> Result<Table, Error> {
        match self {
            Source::Named(name) => embedded(name)?.load(),
            Source::Csv(file) => file.load(base),
            Source::Idx(files) => files.load(base),
            Source::Proben1(file) => {
                let path = file.proben1.display().to_string();
                proben1::read(&path, &Content::read(&base.join(&file.proben1))?)
            }
            Source::Generated(set) => {
                generator(&set.generate)?.draw(set.examples, set.noise, set.classes, stream)
            }
        }
    }

    /// The user's files it is read from.
    pub fn files(&self, base: &Path) -> Vec<PathBuf> {
        let files: Vec<&PathBuf> = match self {
            Source::Named(_) | Source::Generated(_) => Vec::new(),
            Source::Csv(file) => vec![&file.csv],
            Source::Proben1(file) => vec![&file.proben1],
            Source::Idx(files) => [&files.idx_images, &files.idx_labels]
                .into_iter()
                .chain(&files.idx_test_images)
                .chain(&files.idx_test_labels)
                .collect(),
        };
        files.into_iter().map(|file| base.join(file)).collect()
    }
}

impl CsvFile {
    fn load(&self, base: &Path) -> Result<Table, Error> {
        let layout = Layout {
            target: &self.target,
            task: self.task,
            nominal: self.nominal.iter().map(String::as_str).collect(),
            ignore: self.ignore.iter().map(String::as_str).collect(),
            missing: self.missing.iter().map(String::as_str).collect(),
        };
        let content = Content::read(&base.join(&self.csv))?;
        let table = csv::read(&self.csv.display().to_string(), &[content], &layout)?;
        match self.train_rows {
            Some(train_rows) => table.with_train_rows(train_rows),
            None => Ok(table),
        }
    }
}

impl IdxFiles {
    fn load(&self, base: &Path) -> Result<Table, Error> {
        let pair = |images: &Path, labels: &Path| {
            Labelled::read(
                &Content::read(&base.join(images))?,
                &Content::read(&base.join(labels))?,
            )
        };
        let train = pair(&self.idx_images, &self.idx_labels)?;
        let test = match (&self.idx_test_images, &self.idx_test_labels) {
            (Some(images), Some(labels)) => Some(pair(images, labels)?),
            _ => None,
        };
        Labelled::table(&self.idx_images.display().to_string(), train, test)
    }
}
