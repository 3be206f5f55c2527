//! Running a selection of experiments: what is finished is kept, what is new is computed, drawn and
//! stored, each experiment as soon as it is done.

use super::execute::{self, compute};
use super::store::{self, Record, Stamp, Status, Store, Timings};
use super::{Error, fingerprint};
use crate::config::Planned;
use crate::experiment::Failure;
use crate::outcome::{Figure, Language};
use crate::report::{self, Format};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// How figures are drawn and series written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    pub language: Language,
    /// The pictures of each figure.
    pub formats: Vec<Format>,
    /// Whether each series is also written as a NumPy array.
    pub npy: bool,
    /// Width of a picture in pixels.
    pub width: u32,
}

impl Drawing {
    /// The words by which a stamp remembers how its figures were drawn.
    fn key(&self) -> String {
        let pictures = self.formats.iter().map(|format| format.extension());
        let formats: Vec<&str> = pictures.chain(self.npy.then_some("npy")).collect();
        format!(
            "{} {} {}",
            self.language.tag(),
            formats.join(","),
            self.width
        )
    }
}

/// Where and how to run.
pub struct Options<'a> {
    pub results: PathBuf,
    /// Run again what is finished.
    pub fresh: bool,
    pub drawing: Drawing,
    /// True once the user has asked to stop.
    pub interrupted: &'a (dyn Fn() -> bool + Sync),
    pub observer: &'a dyn Observer,
}

/// Told of what happens, from any thread.
pub trait Observer: Sync {
    /// Something happened.
    fn event(&self, event: Event<'_>);
}

/// What an [`Observer`] is told.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// A number of jobs was added to the work ahead.
    Planned { jobs: usize },
    /// One of them is done.
    JobDone,
    /// An experiment has ended.
    Ended(&'a Finished),
}

/// How one experiment of a run ended.
#[derive(Clone, Debug)]
pub struct Finished {
    pub name: String,
    pub state: State,
    /// Computing and drawing; 0 for what was kept.
    pub seconds: f64,
}

/// The end of an experiment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Computed now.
    Done,
    /// Kept from an earlier run.
    Kept,
    /// Ended without an outcome, for the reason said.
    Failed(String),
    /// The user asked to stop before it was done.
    Interrupted,
}

/// Runs experiments on the current rayon pool, in parallel. The answers are in the order of the
/// experiments.
pub fn run(experiments: &[&Planned], options: &Options<'_>) -> Vec<Finished> {
    let threads = execute::threads_per_job(experiments);
    experiments
        .par_iter()
        .with_max_len(1)
        .map(|planned| {
            let start = Instant::now();
            let state = one(planned, threads, options)
                .unwrap_or_else(|error| State::Failed(error.to_string()));
            let seconds = if state == State::Kept {
                0.0
            } else {
                start.elapsed().as_secs_f64()
            };
            let finished = Finished {
                name: planned.name.clone(),
                state,
                seconds,
            };
            options.observer.event(Event::Ended(&finished));
            finished
        })
        .collect()
}

fn one(planned: &Planned, threads: usize, options: &Options<'_>) -> Result<State, Error> {
    if (options.interrupted)() {
        return Ok(State::Interrupted);
    }
    let store = Store::new(&options.results, &planned.name);
    let fingerprint = fingerprint::fingerprint(planned)?;
    let drawing = options.drawing.key();
    let settings = settings_text(planned);
    let kept = store
        .valid_stamp()
        .filter(|stamp| !options.fresh && stamp.fingerprint == fingerprint);
    if let Some(stamp) = kept {
        let same_settings = store
            .read("settings.toml")
            .is_ok_and(|stored| stored == settings.as_bytes());
        if stamp.drawing != drawing || !same_settings {
            draw_again(&store, &settings, fingerprint, &options.drawing)?;
        }
        return Ok(State::Kept);
    }
    let start = Instant::now();
    let record = match record(planned, threads, options) {
        Some(record) => record,
        None => return Ok(State::Interrupted),
    };
    let files = files(&record, &settings, &options.drawing)?;
    match record.status {
        Status::Finished => {
            store.write(&files, fingerprint, drawing)?;
            store.write_timings(&Timings {
                seconds: start.elapsed().as_secs_f64(),
                tables: record.outcome.timings,
            })?;
            Ok(State::Done)
        }
        // An empty fingerprint is nobody's: the next run tries again.
        Status::Failed(reason) => {
            store.write(&files, String::new(), drawing)?;
            Ok(State::Failed(reason))
        }
    }
}

/// Draws everything that is stored again, also where nothing but the program has changed. Answers
/// with the experiments of which that failed; one without results is not among them.
pub fn redraw(experiments: &[&Planned], results: &Path, drawing: &Drawing) -> Vec<(String, Error)> {
    let one = |planned: &&Planned| {
        let store = Store::new(results, &planned.name);
        let stamp = store.stamp()?;
        let redrawn = redraw_one(planned, &store, stamp, drawing);
        redrawn.err().map(|error| (planned.name.clone(), error))
    };
    experiments
        .par_iter()
        .map(one)
        .collect::<Vec<_>>()
        .into_iter()
        .flatten()
        .collect()
}

fn redraw_one(
    planned: &Planned,
    store: &Store,
    stamp: Stamp,
    drawing: &Drawing,
) -> Result<(), Error> {
    let is_current = fingerprint::fingerprint(planned).is_ok_and(|now| now == stamp.fingerprint);
    let settings = if is_current {
        settings_text(planned)
    } else {
        // Results of other settings keep the settings they were made with.
        String::from_utf8_lossy(&store.read("settings.toml")?).into_owned()
    };
    draw_again(store, &settings, stamp.fingerprint, drawing)
}

/// Writes an experiment's folder anew from its stored record.
fn draw_again(
    store: &Store,
    settings: &str,
    fingerprint: String,
    drawing: &Drawing,
) -> Result<(), Error> {
    let files = files(&store.record()?, settings, drawing)?;
    store.write(&files, fingerprint, drawing.key())
}

/// Computes an experiment; `None` when the user asked to stop.
fn record(planned: &Planned, threads: usize, options: &Options<'_>) -> Option<Record> {
    options.observer.event(Event::Planned {
        jobs: execute::count_jobs(planned),
    });
    let job_done = || options.observer.event(Event::JobDone);
    let (status, outcome) = match compute(planned, threads, options.interrupted, &job_done) {
        Ok(outcome) => (Status::Finished, outcome),
        Err(Failure::Interrupted) => return None,
        Err(failure) => (Status::Failed(failure.to_string()), Default::default()),
    };
    Some(Record {
        name: planned.name.clone(),
        status,
        outcome,
    })
}

/// Every file of an experiment's folder.
fn files(
    record: &Record,
    settings: &str,
    drawing: &Drawing,
) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let mut files = store::data_files(record, settings);
    let outcome = &record.outcome;
    for series in &outcome.series {
        let csv = report::csv::series(series)?.into_bytes();
        files.insert(format!("{}.csv", series.name), csv);
        if drawing.npy {
            files.insert(format!("{}.npy", series.name), report::npy::series(series)?);
        }
    }
    if !outcome.tables.is_empty() {
        let tables: Vec<String> = outcome
            .tables
            .iter()
            .map(|table| report::table::markdown(table, drawing.language))
            .collect();
        files.insert("table.md".into(), tables.join("\n").into_bytes());
    }
    let pictures = outcome
        .figures
        .par_iter()
        .map(|figure| figure_files(figure, drawing))
        .collect::<Vec<_>>();
    for picture in pictures {
        files.extend(picture?);
    }
    Ok(files)
}

/// A figure's CSV and its pictures.
fn figure_files(figure: &Figure, drawing: &Drawing) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let csv = report::csv::figure(figure, drawing.language)?.into_bytes();
    let mut files = vec![(format!("{}.csv", figure.name), csv)];
    for format in &drawing.formats {
        let picture = report::render(figure, drawing.language, *format, drawing.width)?;
        files.push((format!("{}.{}", figure.name, format.extension()), picture));
    }
    Ok(files)
}

/// The settings with all defaults filled in, as a file that runs this experiment alone.
fn settings_text(planned: &Planned) -> String {
    let mut experiment = toml::Table::new();
    experiment.insert("name".into(), planned.name.clone().into());
    experiment.insert("kind".into(), planned.kind.name.into());
    let title = [("en", &planned.title.en), ("ru", &planned.title.ru)];
    let title: toml::Table = title
        .into_iter()
        .map(|(tag, words)| (tag.into(), words.clone().into()))
        .collect();
    experiment.insert("title".into(), title.into());
    if planned.repeat > 1 {
        experiment.insert("repeat".into(), toml::Value::Integer(planned.repeat as i64));
    }
    let resolved = planned
        .points
        .first()
        .and_then(|point| point.settings.resolved().ok());
    experiment.extend(resolved.unwrap_or_default());
    if let Some(sweep) = &planned.sweep {
        experiment.insert("sweep".into(), sweep.clone().into());
    }
    let claims: Vec<toml::Value> = planned
        .claims
        .iter()
        .filter_map(|claim| toml::Value::try_from(claim).ok())
        .collect();
    if !claims.is_empty() {
        experiment.insert("claim".into(), claims.into());
    }
    let mut file = toml::Table::new();
    file.insert("seed".into(), toml::Value::Integer(planned.seed as i64));
    file.insert(
        "experiment".into(),
        vec![toml::Value::from(experiment)].into(),
    );
    toml::to_string(&file).unwrap_or_else(|error| format!("# {error}\n"))
}
