//! The results folder: what stands in an experiment's folder, written so that a killed run leaves
//! no half file and the next run picks up where it stopped.
//!
//! Every file is written under another name and renamed; `stamp.json` is written last and lists all
//! others with their hashes. An experiment is finished when its stamp says so and the files are
//! as the stamp says.

use super::Error;
use crate::outcome::{Metric, Outcome, Table, number};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

const STAMP: &str = "stamp.json";
const RECORD: &str = "outcome.json";
const TIMINGS: &str = "timings.json";

/// The endings of files that a run may write and a later one remove.
const OURS: [&str; 8] = [
    ".csv", ".npy", ".png", ".svg", ".md", ".json", ".toml", ".partial",
];

/// How an experiment ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// It gave an outcome.
    Finished,
    /// It gave none, for the reason said.
    Failed(String),
}

/// What is stored of an experiment: how it ended and what it gave (nothing, when it failed).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    pub name: String,
    pub status: Status,
    pub outcome: Outcome,
}

/// The metrics alone, as `metrics.json` and as the committed references hold them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MetricsFile {
    pub experiment: String,
    pub metrics: Vec<Metric>,
}

/// Wall-clock times, as `timings.json` holds them: no part of what is stamped or compared.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timings {
    /// Of the whole experiment, computing and drawing.
    #[serde(with = "number")]
    pub seconds: f64,
    /// What the experiment measured itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tables: Vec<Table>,
}

/// The mark of a finished experiment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// Of code, settings, seed and inputs.
    pub fingerprint: String,
    /// Language and size of the figures, formats of figures and series.
    pub drawing: String,
    /// Every file of the folder but this one and the timings, with its BLAKE3 hash.
    pub files: BTreeMap<String, String>,
}

/// An experiment's folder under the results.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
}

impl Store {
    /// The folder of one experiment.
    pub fn new(results: &Path, experiment: &str) -> Self {
        Store {
            folder: results.join(experiment),
        }
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The stamp, if the experiment is finished and its files are as they were written.
    pub fn valid_stamp(&self) -> Option<Stamp> {
        let stamp = self.stamp()?;
        let is_whole = stamp.files.iter().all(|(name, hash)| {
            fs::read(self.folder.join(name)).is_ok_and(|bytes| hash_of(&bytes) == *hash)
        });
        is_whole.then_some(stamp)
    }

    /// The stamp as it stands, without a look at the files.
    pub fn stamp(&self) -> Option<Stamp> {
        serde_json::from_slice(&fs::read(self.folder.join(STAMP)).ok()?).ok()
    }

    /// The stored record.
    ///
    /// # Errors
    /// No record, or one that another version wrote.
    pub fn record(&self) -> Result<Record, Error> {
        let path = self.folder.join(RECORD);
        let bytes = fs::read(&path).map_err(|error| Error::read(&path, error))?;
        serde_json::from_slice(&bytes).map_err(|error| Error::read(&path, error))
    }

    /// A file of the folder.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, Error> {
        let path = self.folder.join(name);
        fs::read(&path).map_err(|error| Error::read(path, error))
    }

    /// Writes a finished experiment: all files, then the stamp; removes files of an earlier run that
    /// this one did not make.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn write(
        &self,
        files: &BTreeMap<String, Vec<u8>>,
        fingerprint: String,
        drawing: String,
    ) -> Result<(), Error> {
        let stamp_path = self.folder.join(STAMP);
        // Without its stamp the folder counts as unfinished while the files change.
        match fs::remove_file(&stamp_path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::write(stamp_path, &error));
            }
            _ => {}
        }
        for (name, bytes) in files {
            write_atomically(&self.folder.join(name), bytes)?;
        }
        self.remove_others(files)?;
        let stamp = Stamp {
            fingerprint,
            drawing,
            files: files
                .iter()
                .map(|(name, bytes)| (name.clone(), hash_of(bytes)))
                .collect(),
        };
        write_atomically(&stamp_path, &json(&stamp))
    }

    /// Stores how long the run took; not part of what is compared.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write_timings(&self, timings: &Timings) -> Result<(), Error> {
        write_atomically(&self.folder.join(TIMINGS), &json(timings))
    }

    /// How long the stored run took, where that is known.
    pub fn timings(&self) -> Option<Timings> {
        serde_json::from_slice(&fs::read(self.folder.join(TIMINGS)).ok()?).ok()
    }

    fn remove_others(&self, files: &BTreeMap<String, Vec<u8>>) -> Result<(), Error> {
        let entries =
            fs::read_dir(&self.folder).map_err(|error| Error::read(&self.folder, error))?;
        for entry in entries.filter_map(Result::ok) {
            let name = entry.file_name().to_string_lossy().into_owned();
            let ours = OURS.iter().any(|end| name.ends_with(end));
            let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
            if is_file && ours && name != TIMINGS && !files.contains_key(&name) {
                fs::remove_file(entry.path())
                    .map_err(|error| Error::write(entry.path(), &error))?;
            }
        }
        Ok(())
    }
}

/// The files of a record that hold data: everything but the figures' pictures and CSVs.
pub fn data_files(record: &Record, settings: &str) -> BTreeMap<String, Vec<u8>> {
    let metrics = MetricsFile {
        experiment: record.name.clone(),
        metrics: record.outcome.metrics.clone(),
    };
    let mut compact = serde_json::to_vec(record).expect("a record is plain data");
    compact.push(b'\n');
    BTreeMap::from([
        ("settings.toml".into(), settings.as_bytes().to_vec()),
        ("metrics.json".into(), json(&metrics)),
        (RECORD.into(), compact),
    ])
}

/// Pretty JSON with a newline at its end.
pub fn json(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(value).expect("plain data with string keys");
    bytes.push(b'\n');
    bytes
}

fn hash_of(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

/// Writes a file under a name of its own and renames it, so that the file is there whole or not at
/// all. The name is fixed: what a killed run left is overwritten by the next.
///
/// # Errors
/// A folder that cannot be made, a full disk.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let partial = folder.join(format!(".{name}.partial"));
    let write = || -> std::io::Result<()> {
        fs::create_dir_all(folder)?;
        let mut file = fs::File::create(&partial)?;
        file.write_all(bytes)?;
        drop(file);
        fs::rename(&partial, path)
    };
    write().map_err(|error| {
        // A full disk leaves a useless piece; whether it can be removed changes nothing.
        let _ = fs::remove_file(&partial);
        Error::write(path, &error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(names: &[&str]) -> BTreeMap<String, Vec<u8>> {
        names
            .iter()
            .map(|name| (name.to_string(), name.as_bytes().to_vec()))
            .collect()
    }

    #[test]
    fn a_stamp_is_valid_until_a_file_changes() {
        let results = tempfile::tempdir().unwrap();
        let store = Store::new(results.path(), "a/b");
        store
            .write(&files(&["metrics.json", "v.png"]), "f".into(), "d".into())
            .unwrap();
        assert_eq!(store.valid_stamp().unwrap().fingerprint, "f");
        fs::write(store.folder().join("v.png"), "cut").unwrap();
        assert_eq!(store.valid_stamp(), None);
        assert_eq!(store.stamp().unwrap().fingerprint, "f");
    }

    #[test]
    fn files_of_an_earlier_run_go_and_strangers_stay() {
        let results = tempfile::tempdir().unwrap();
        let store = Store::new(results.path(), "a");
        store
            .write(
                &files(&["metrics.json", "old.png"]),
                "1".into(),
                String::new(),
            )
            .unwrap();
        let timings = Timings {
            seconds: 1.5,
            tables: Vec::new(),
        };
        store.write_timings(&timings).unwrap();
        fs::write(store.folder().join("thesis.odt"), "mine").unwrap();
        fs::create_dir(store.folder().join("b")).unwrap();
        store
            .write(
                &files(&["metrics.json", "new.png"]),
                "2".into(),
                String::new(),
            )
            .unwrap();
        let mut names: Vec<String> = fs::read_dir(store.folder())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(
            names,
            [
                "b",
                "metrics.json",
                "new.png",
                "stamp.json",
                "thesis.odt",
                "timings.json"
            ]
        );
    }

    #[test]
    fn a_file_that_cannot_be_written_is_named() {
        let results = tempfile::tempdir().unwrap();
        fs::write(results.path().join("a"), "a file where a folder should be").unwrap();
        let error = Store::new(results.path(), "a")
            .write(&files(&["x.csv"]), String::new(), String::new())
            .unwrap_err();
        assert!(error.to_string().contains("cannot write"), "{error}");
    }
}
