//! The data sets that the binary carries, so that it runs from any folder.
//!
//! The files are those of `experiments/data/`. Most come from the UCI Machine Learning Repository;
//! where UCI gives a licence it is CC BY 4.0, which asks for credit: creators, years, DOIs,
//! licences and what was checked are in `SOURCES.md` ([`SOURCES`]). The handwritten digits of
//! `mnist-subset` are of the MNIST database (LeCun, Cortes & Burges), 3,000 + 1,000 images.
//! `MANIFEST.csv` says which columns are categories and which first rows are the customary training
//! part, `SHA256SUMS` has the checksum of every file; both are embedded, and each file is checked
//! when it is loaded.
//!
//! To add a set: put its CSV in the folder, a row in `MANIFEST.csv`, its checksum in `SHA256SUMS`,
//! its source and licence in `SOURCES.md`, and a line in [`EMBEDDED`].

use super::Error;
use super::content::{Content, verify};
use super::csv::{self, Layout, Task};
use super::error::{listed, nearest};
use super::idx::Labelled;
use super::table::{Picture, Table};
use std::sync::OnceLock;

/// Sources, licences and checks of the embedded sets, in Markdown. Whoever publishes results on
/// them, or passes them on, credits the creators named here.
pub const SOURCES: &str = include_str!("../../experiments/data/SOURCES.md");

const MANIFEST: &str = include_str!("../../experiments/data/MANIFEST.csv");
const SHA256SUMS: &str = include_str!("../../experiments/data/SHA256SUMS");

/// One embedded set: a line of [`EMBEDDED`].
pub struct Embedded {
    /// By which settings call it.
    pub name: &'static str,
    files: Files,
    picture: Option<Picture>,
}

/// A file's name in the folder, and its bytes.
type File = (&'static str, &'static [u8]);

enum Files {
    /// One CSV, or a training part and a test part; packed.
    Csv(&'static [File]),
    /// Images and labels of the training part, images and labels of the test part.
    Idx([File; 4]),
}

macro_rules! file {
    ($name:expr) => {
        (
            $name,
            include_bytes!(concat!("../../experiments/data/", $name)) as &[u8],
        )
    };
}

/// A file of the folder as build.rs has packed it.
macro_rules! packed {
    ($name:expr) => {
        (
            $name,
            include_bytes!(concat!(env!("OUT_DIR"), "/data/", $name, ".gz")) as &[u8],
        )
    };
}

macro_rules! csv {
    ($name:literal) => {
        csv!($name, [concat!($name, ".csv")], None)
    };
    ($name:literal, [$($file:expr),+], $picture:expr) => {
        Embedded {
            name: $name,
            files: Files::Csv(&[$(packed!($file)),+]),
            picture: $picture,
        }
    };
}

const EIGHT_BY_EIGHT: Option<Picture> = Some(Picture {
    width: 8,
    height: 8,
});

/// Every embedded set, by name. `optdigits` is `optdigits-train` with `optdigits-test` below it.
pub const EMBEDDED: &[Embedded] = &[
    csv!("abalone"),
    csv!("breast-cancer-wisconsin"),
    csv!("computer-hardware"),
    csv!("concrete"),
    csv!("german-credit"),
    csv!("glass"),
    csv!("house-votes-84"),
    csv!("ionosphere"),
    csv!("iris"),
    csv!("letter-recognition"),
    Embedded {
        name: "mnist-subset",
        files: Files::Idx([
            file!("mnist-subset/train-images-idx3-ubyte.gz"),
            file!("mnist-subset/train-labels-idx1-ubyte.gz"),
            file!("mnist-subset/test-images-idx3-ubyte.gz"),
            file!("mnist-subset/test-labels-idx1-ubyte.gz"),
        ]),
        picture: None,
    },
    csv!(
        "optdigits",
        ["optdigits-train.csv", "optdigits-test.csv"],
        EIGHT_BY_EIGHT
    ),
    csv!("optdigits-test", ["optdigits-test.csv"], EIGHT_BY_EIGHT),
    csv!("optdigits-train", ["optdigits-train.csv"], EIGHT_BY_EIGHT),
    csv!("page-blocks"),
    csv!("pima-indians-diabetes"),
    csv!("satimage"),
    csv!("seeds"),
    csv!("segment"),
    csv!("servo"),
    csv!("sonar"),
    csv!("soybean"),
    csv!("spambase"),
    csv!("tic-tac-toe"),
    csv!("vehicle"),
    csv!("vowel"),
    csv!("wdbc"),
    csv!("wine"),
    csv!("yeast"),
    csv!("zoo"),
];

/// The tables that have been read, in the order of [`EMBEDDED`]: a comparison of methods asks for
/// them in every job.
static TABLES: [OnceLock<Table>; EMBEDDED.len()] = [const { OnceLock::new() }; EMBEDDED.len()];

/// The embedded set of a name.
pub fn embedded(name: &str) -> Result<&'static Embedded, Error> {
    let names = || EMBEDDED.iter().map(|set| set.name);
    EMBEDDED
        .iter()
        .find(|set| set.name == name)
        .ok_or_else(|| Error::UnknownSet {
            name: name.to_owned(),
            nearest: nearest(name, names()),
            list: listed(names()),
        })
}

impl Embedded {
    /// Checks the files against their checksums and reads them; the second time gives a copy of what
    /// was read.
    ///
    /// ```
    /// let iris = galvani::dataset::embedded("iris")?.load()?;
    /// assert_eq!((iris.rows(), iris.columns.len()), (150, 4));
    /// assert_eq!(iris.class_counts(), [50, 50, 50]);
    /// # Ok::<(), galvani::dataset::Error>(())
    /// ```
    pub fn load(&self) -> Result<Table, Error> {
        let place = EMBEDDED.iter().position(|set| set.name == self.name);
        let kept = &TABLES[place.expect("the sets of the list are all there are")];
        if let Some(table) = kept.get() {
            return Ok(table.clone());
        }
        let table = self.read()?;
        Ok(kept.get_or_init(|| table).clone())
    }

    fn read(&self) -> Result<Table, Error> {
        match &self.files {
            Files::Csv(files) => self.load_csv(files),
            Files::Idx([images, labels, test_images, test_labels]) => Labelled::table(
                self.name,
                Labelled::read(&checked(images)?, &checked(labels)?)?,
                Some(Labelled::read(
                    &checked(test_images)?,
                    &checked(test_labels)?,
                )?),
            ),
        }
    }

    fn load_csv(&self, files: &[File]) -> Result<Table, Error> {
        let contents = files
            .iter()
            .map(checked_unpacked)
            .collect::<Result<Vec<_>, _>>()?;
        let facts = manifest(files[0].0);
        let header = contents[0].text()?.lines().next().unwrap_or_default();
        let layout = Layout {
            target: "target",
            task: if facts.task == "regression" {
                Task::Regression
            } else {
                Task::Classification
            },
            nominal: match facts.nominal_columns.as_str() {
                "all" => header.split(',').filter(|&name| name != "target").collect(),
                some => some.split(';').filter(|name| !name.is_empty()).collect(),
            },
            ignore: Vec::new(),
            missing: vec![""],
        };
        let mut table = csv::read(self.name, &contents, &layout)?;
        table.picture = self.picture;
        match facts.train_rows.or((files.len() > 1).then_some(facts.rows)) {
            Some(train_rows) => table.with_train_rows(train_rows),
            None => Ok(table),
        }
    }
}

/// A row of MANIFEST.csv.
#[derive(serde::Deserialize)]
struct Facts {
    file: String,
    task: String,
    rows: usize,
    train_rows: Option<usize>,
    nominal_columns: String,
}

fn manifest(file: &str) -> Facts {
    ::csv::Reader::from_reader(MANIFEST.as_bytes())
        .deserialize()
        .map(|row| row.expect("the embedded MANIFEST.csv is well-formed"))
        .find(|facts: &Facts| facts.file == file)
        .expect("every embedded CSV has a row in MANIFEST.csv")
}

/// The content of an embedded file, the checksum of the file itself verified.
fn checked(&(file, bytes): &File) -> Result<Content, Error> {
    verify(file, bytes, checksum(file))?;
    Content::unpack(file.to_owned(), bytes.to_vec())
}

/// The content of a packed file, the checksum of what was packed verified.
fn checked_unpacked(&(file, packed): &File) -> Result<Content, Error> {
    let content = Content::unpack(file.to_owned(), packed.to_vec())?;
    verify(file, &content.bytes, checksum(file))?;
    Ok(content)
}

fn checksum(file: &str) -> &'static str {
    SHA256SUMS
        .lines()
        .filter_map(|line| line.split_once("  "))
        .find_map(|(sum, name)| (name == file).then_some(sum))
        .expect("every embedded file has a line in SHA256SUMS")
}
