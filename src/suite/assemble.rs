//! The files over all experiments: `index.html`, `summary.md`, `claims.md`, `timings.md` and
//! `manifest.json`, put together from what is stored. Of them `timings.md` alone changes from run to
//! run.

use super::fingerprint::{CODE_HASH, fingerprint};
use super::store::{Record, Stamp, Status, Store, json};
use super::{Drawing, Error, write_atomically};
use crate::config::Planned;
use crate::outcome::{Claim, Comparison, Metric, Outcome, Text, Verdict};
use crate::report::{self, ClaimRow, FigureFiles, Page, Section, Timed};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// How a report came out.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Of every claim, in order.
    pub verdicts: Vec<Verdict>,
    /// Experiments without results.
    pub missing: Vec<String>,
}

impl Summary {
    /// How many claims have that verdict.
    pub fn count(&self, verdict: Verdict) -> usize {
        self.verdicts
            .iter()
            .filter(|other| **other == verdict)
            .count()
    }
}

/// `manifest.json`: what made the results, and the hashes of all of them.
#[derive(Serialize)]
struct Manifest<'a> {
    galvani: &'a str,
    code: &'a str,
    commit: &'a str,
    compiler: &'a str,
    cpu: String,
    /// Name → what it was made from and what it gave.
    experiments: BTreeMap<&'a str, Entry>,
}

#[derive(Serialize)]
struct Entry {
    seed: u64,
    /// Of code, settings, seed and inputs.
    fingerprint: String,
    /// BLAKE3 of every file.
    files: BTreeMap<String, String>,
}

/// Puts the report over `experiments` together. `files` are the experiment files as they are shown
/// in command lines.
///
/// # Errors
/// A file that cannot be written.
pub fn assemble(
    experiments: &[&Planned],
    results: &Path,
    drawing: &Drawing,
    files: &str,
) -> Result<Summary, Error> {
    let mut summary = Summary::default();
    let mut page = Page {
        language: drawing.language,
        title: Text::new("Galvani: results", "Galvani: результаты"),
        command: format!("galvani {files}"),
        facts: facts(experiments),
        sections: Vec::new(),
    };
    let mut entries = BTreeMap::new();
    let mut timed = Vec::new();
    for planned in experiments {
        let store = Store::new(results, &planned.name);
        // Without a stamp the folder is unfinished, whatever stands in it; so it is when a file that
        // the stamp names is gone or spoilt.
        let stored = store
            .valid_stamp()
            .and_then(|stamp| Some((stamp, store.record().ok()?)));
        let verdicts = verdicts(planned, stored.as_ref().map(|(_, record)| record));
        summary
            .verdicts
            .extend(verdicts.iter().map(|(_, verdict)| *verdict));
        match stored {
            Some((stamp, record)) => {
                let timings = timings(planned, &store, &record);
                let mut section = section(planned, &store, &stamp, record, &verdicts, files)?;
                section.is_timed = timings.iter().any(|timed| !timed.tables.is_empty());
                page.sections.push(section);
                timed.extend(timings);
                entries.insert(
                    planned.name.as_str(),
                    Entry {
                        seed: planned.seed,
                        fingerprint: stamp.fingerprint,
                        files: stamp.files,
                    },
                );
            }
            None => {
                summary.missing.push(planned.name.clone());
                page.sections.push(unfinished(planned, &verdicts, files));
            }
        }
    }
    let manifest = Manifest {
        galvani: env!("CARGO_PKG_VERSION"),
        code: CODE_HASH,
        commit: env!("GALVANI_COMMIT"),
        compiler: env!("GALVANI_COMPILER"),
        cpu: cpu(),
        experiments: entries,
    };
    let claims: Vec<ClaimRow> = page.claims().cloned().collect();
    write_atomically(&results.join("manifest.json"), &json(&manifest))?;
    write_atomically(
        &results.join("claims.md"),
        report::claims::markdown(&claims, drawing.language).as_bytes(),
    )?;
    write_atomically(
        &results.join("summary.md"),
        page.summary_markdown().as_bytes(),
    )?;
    write_atomically(
        &results.join("timings.md"),
        report::timings::markdown(&timed, drawing.language).as_bytes(),
    )?;
    write_atomically(&results.join("index.html"), page.html()?.as_bytes())?;
    Ok(summary)
}

/// The wall-clock times of a finished experiment.
fn timings(planned: &Planned, store: &Store, record: &Record) -> Option<Timed> {
    // A failed one may have those of an earlier run.
    let finished = record.status == Status::Finished;
    let timings = store.timings().filter(|_| finished)?;
    Some(Timed {
        experiment: planned.name.clone(),
        seconds: timings.seconds,
        tables: timings.tables,
    })
}

fn verdicts<'a>(planned: &'a Planned, record: Option<&Record>) -> Vec<(&'a Claim, Verdict)> {
    let outcome = record
        .filter(|record| record.status == Status::Finished)
        .map(|record| &record.outcome);
    let judge =
        |claim: &Claim| outcome.map_or(Verdict::NotRun, |outcome| claim.judge(&outcome.metrics));
    planned
        .claims
        .iter()
        .map(|claim| (claim, judge(claim)))
        .collect()
}

fn section(
    planned: &Planned,
    store: &Store,
    stamp: &Stamp,
    record: Record,
    verdicts: &[(&Claim, Verdict)],
    files: &str,
) -> Result<Section, Error> {
    let Record {
        status,
        mut outcome,
        ..
    } = record;
    outcome.notes.extend(stale(planned, stamp));
    let link = |file: String| format!("{}/{file}", planned.name);
    let if_there = |file: String| stamp.files.contains_key(&file).then(|| link(file));
    let mut figures = Vec::new();
    for figure in &outcome.figures {
        let png = format!("{}.png", figure.name);
        if stamp.files.contains_key(&png) {
            figures.push(FigureFiles {
                title: figure.title.clone(),
                png: store.read(&png)?,
                csv: if_there(format!("{}.csv", figure.name)),
                svg: if_there(format!("{}.svg", figure.name)),
            });
        }
    }
    let series = outcome
        .series
        .iter()
        .flat_map(|series| ["csv", "npy"].map(|ending| format!("{}.{ending}", series.name)))
        .filter(|file| stamp.files.contains_key(file));
    let data = series.chain(["metrics.json".to_string(), "outcome.json".to_string()]);
    let settings = store.read("settings.toml")?;
    Ok(Section {
        status: match status {
            Status::Finished => match &outcome.ended_early {
                Some(why) => report::Status::EndedEarly(why.en.clone()),
                None => report::Status::Done,
            },
            Status::Failed(reason) => report::Status::Failed(reason),
        },
        claims: rows(planned, &outcome, verdicts),
        files: data.map(|name| (name.clone(), link(name))).collect(),
        settings_toml: String::from_utf8_lossy(&settings).into_owned(),
        notes: outcome.notes,
        figures,
        tables: outcome.tables,
        metrics: outcome.metrics,
        ..unfinished(planned, &[], files)
    })
}

/// Says so where the stored results are not those that a run would give now.
fn stale(planned: &Planned, stamp: &Stamp) -> Option<Text> {
    // A failed experiment has no fingerprint.
    let is_other = |now: String| !stamp.fingerprint.is_empty() && now != stamp.fingerprint;
    fingerprint(planned).is_ok_and(is_other).then(|| {
        Text::new(
            "These results were made with other settings, other input files or another version of \
             the program; run the experiment again.",
            "Эти результаты получены с другими настройками, другими входными файлами или другой \
             версией программы; запустите эксперимент снова.",
        )
    })
}

/// The section of an experiment without results.
fn unfinished(planned: &Planned, verdicts: &[(&Claim, Verdict)], files: &str) -> Section {
    Section {
        name: planned.name.clone(),
        kind: planned.kind.name.to_string(),
        title: planned.title.clone(),
        status: report::Status::Interrupted,
        claims: rows(planned, &Outcome::default(), verdicts),
        run_alone: format!("galvani {files} --only {}", planned.name),
        ..Section::default()
    }
}

fn rows(planned: &Planned, outcome: &Outcome, verdicts: &[(&Claim, Verdict)]) -> Vec<ClaimRow> {
    let row = |(claim, verdict): &(&Claim, Verdict)| {
        let metric: Option<&Metric> = outcome.find_metric(&claim.metric);
        ClaimRow {
            experiment: planned.name.clone(),
            metric: claim.metric.clone(),
            unit: metric.map(|metric| metric.unit.clone()).unwrap_or_default(),
            published: claim.published,
            measured: metric.map(|metric| metric.value),
            tolerance: tolerance(claim),
            verdict: *verdict,
            source: claim.source.clone(),
            checked: claim.checked,
            reason: claim.reason.clone(),
        }
    };
    verdicts.iter().map(row).collect()
}

/// What counts as agreement, in symbols: `±2 %`, `±0.1`, `≤`, `= `.
fn tolerance(claim: &Claim) -> String {
    let mut parts = Vec::new();
    if claim.tolerance > 0.0 {
        parts.push(format!(
            "{} %",
            report::table::significant(100.0 * claim.tolerance, 3)
        ));
    }
    if claim.tolerance_abs > 0.0 {
        parts.push(report::table::significant(claim.tolerance_abs, 3));
    }
    let by = parts.join(" + ");
    match (claim.compare, by.is_empty()) {
        (Comparison::Equal, true) => "=".to_string(),
        (Comparison::Equal, false) => format!("± {by}"),
        (Comparison::AtMost, true) => "≤".to_string(),
        (Comparison::AtMost, false) => format!("≤, + {by}"),
        (Comparison::AtLeast, true) => "≥".to_string(),
        (Comparison::AtLeast, false) => format!("≥, − {by}"),
    }
}

/// What identifies a run, for people.
fn facts(experiments: &[&Planned]) -> Vec<(Text, String)> {
    let mut seeds: Vec<u64> = experiments.iter().map(|planned| planned.seed).collect();
    seeds.sort_unstable();
    seeds.dedup();
    let seeds: Vec<String> = seeds.iter().map(ToString::to_string).collect();
    vec![
        (
            Text::new("version", "версия"),
            env!("CARGO_PKG_VERSION").to_string(),
        ),
        (
            Text::new("commit", "коммит"),
            env!("GALVANI_COMMIT").to_string(),
        ),
        (
            Text::new("compiler", "компилятор"),
            env!("GALVANI_COMPILER").to_string(),
        ),
        (Text::new("processor", "процессор"), cpu()),
        (Text::new("seed", "начальное число"), seeds.join(", ")),
    ]
}

/// The processor's name as the system tells it, or its architecture.
fn cpu() -> String {
    std::fs::read_to_string("/proc/cpuinfo")
        .ok()
        .and_then(|text| {
            let line = text.lines().find(|line| line.starts_with("model name"))?;
            Some(line.split_once(':')?.1.trim().to_string())
        })
        .unwrap_or_else(|| std::env::consts::ARCH.to_string())
}
