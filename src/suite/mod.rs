//! Runs a plan: in parallel, with finished experiments kept and not run twice, one failing
//! experiment never taking the others down; then compares with references and assembles the
//! results folder.
//!
//! A suite knows outcomes and nothing of models. The same plan and seed give the same bytes for
//! any number of threads and any subset, because every random stream is keyed by name
//! ([`crate::random`]) and parallel results are collected in order.

mod assemble;
mod check;
mod combine;
mod execute;
mod fingerprint;
mod panics;
mod run;
mod select;
mod shard;
mod store;

pub use assemble::{Summary, assemble};
pub use check::{
    Difference, Reference, accept, compare, reference_folder, remove_unclaimed_references,
    unclaimed_references,
};
pub use execute::{compute, count_jobs, threads_per_job};
pub use run::{Drawing, Event, Finished, Observer, Options, State, redraw, run};
pub use select::select;
pub use shard::Shard;
pub use store::{Record, Status, Store, Timings, write_atomically};

use crate::report;
use std::path::PathBuf;

/// What can go wrong with the results folder.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be written; what was finished before is kept.
    #[error("cannot write {path}: {reason}; what is already finished is kept")]
    Write { path: PathBuf, reason: String },
    /// A stored file could not be read.
    #[error("cannot read {path}: {reason}")]
    Read { path: PathBuf, reason: String },
    /// Something could not be drawn or written down.
    #[error(transparent)]
    Report(#[from] report::Error),
    /// A shard that does not exist.
    #[error("{0}")]
    Shard(String),
    /// A pattern of `--only` that matches nothing or cannot be read.
    #[error("{0}")]
    Select(String),
}

/// The system's words without "(os error 28)".
fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_lowercase(),
        None => text,
    }
}

impl Error {
    fn write(path: impl Into<PathBuf>, error: &std::io::Error) -> Self {
        Error::Write {
            path: path.into(),
            reason: plain(error),
        }
    }

    fn read(path: impl Into<PathBuf>, reason: impl ToString) -> Self {
        Error::Read {
            path: path.into(),
            reason: reason.to_string(),
        }
    }
}
