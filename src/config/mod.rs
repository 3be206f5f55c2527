//! From TOML text to a checked plan.
//!
//! All files are read and checked before anything runs, and all mistakes of all files are reported
//! together ([`Diagnostics`]). What comes out ([`Plan`]) holds settings of the kinds' own types that
//! have passed their checks: nothing runs with unchecked settings.
//!
//! ```toml
//! include = ["membrane.toml"]      # paths and globs, relative to this file
//! seed = 1952
//!
//! [defaults]
//! repeat = 10
//! [defaults.membrane]              # for every experiment of that kind in this file
//! membrane.temperature_c = 6.3
//!
//! [[experiment]]
//! name = "membrane/threshold"      # unique; also its folder under results/
//! kind = "membrane"
//! title.en = "All-or-none response"
//! title.ru = "Порог: всё или ничего"
//! sweep.cross.shock_mv = [6, 7, 15, 90]
//! sweep.draw = ["peak_mv"]         # metrics to draw over the swept setting; without it all
//! sweep.label.shock_mv = { en = "shock, mV", ru = "толчок, мВ" }
//! ```

mod diagnostic;
mod document;
mod entry;
mod memory;
mod reading;
mod schema;
mod suggest;
mod sweep;
mod tables;
mod title;

pub use diagnostic::{Diagnostic, Diagnostics, Source};
pub use schema::schema;
pub use suggest::help as suggestion;
pub use sweep::View;

use crate::experiment::{Experiment, Kind};
use crate::outcome::{Claim, Text};
use std::path::PathBuf;

/// The seed where neither file nor command line gives one: the year of Hodgkin and Huxley's paper.
pub const DEFAULT_SEED: u64 = 1952;

/// Everything that a command line's files ask for, checked.
pub struct Plan {
    /// In the order of the files, included ones first.
    pub experiments: Vec<Planned>,
    /// Every file that was read, in the order of reading.
    pub files: Vec<PathBuf>,
}

/// One experiment of the plan.
pub struct Planned {
    /// Unique name, also the folder under `results/`.
    pub name: String,
    pub kind: &'static Kind,
    pub title: Text,
    pub seed: u64,
    /// How often it is repeated with derived seeds.
    pub repeat: u64,
    /// One point without a sweep; otherwise the grid, the first swept key slowest.
    pub points: Vec<Point>,
    pub claims: Vec<Claim>,
    /// Folder to which paths in the settings are relative.
    pub base: PathBuf,
    /// The `sweep` table as written, for the record of the settings.
    pub sweep: Option<toml::Table>,
    /// How a sweep is shown.
    pub view: View,
}

/// One combination of swept values, with settings that have passed their checks.
pub struct Point {
    /// (swept key, value as written), empty without a sweep.
    pub values: Vec<(String, String)>,
    pub settings: Box<dyn Experiment>,
}

impl Point {
    /// `shock_mv=7` or `a=1,b=2`: the part of a metric's name that tells points apart.
    pub fn label(&self) -> String {
        let parts: Vec<String> = self
            .values
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        parts.join(",")
    }
}

/// What the command line sets above the files.
#[derive(Clone, Copy, Debug, Default)]
pub struct Overrides {
    /// Used by every experiment in place of the files' seeds.
    pub seed: Option<u64>,
    /// Memory that a run may take, in bytes; `None`: what the machine has available.
    pub memory_bytes: Option<u64>,
}

/// Reads and checks files and everything they include.
///
/// # Errors
/// All mistakes of all files.
pub fn load(paths: &[PathBuf], overrides: &Overrides) -> Result<Plan, Diagnostics> {
    let mut reader = document::Reader::new(*overrides);
    for path in paths {
        reader.file(path);
    }
    reader.finish()
}

#[cfg(test)]
mod tests;
