//! `check` and `accept`.

use super::progress::Progress;
use super::{FAILED, FINE, INTERRUPTED, SelectArgs, interrupt, print, usage_error};
use crate::config::{Plan, Planned};
use crate::experiment::Failure;
use crate::outcome::{Outcome, Verdict};
use crate::suite::{self, Difference, Event, Finished, Observer, Reference, State};
use rayon::prelude::*;
use std::path::PathBuf;
use std::time::Instant;

/// An experiment with what it gave.
struct Computed<'a> {
    planned: &'a Planned,
    outcome: Result<Outcome, Failure>,
}

/// Computes the selected experiments in parallel without storing anything.
fn compute<'a>(select: &SelectArgs, plan: &'a Plan) -> Result<Vec<Computed<'a>>, u8> {
    let selected = select.selected(plan)?;
    interrupt::listen();
    let progress = Progress::new(select.quiet, select.color.on());
    let one = |planned: &'a Planned, threads: usize| {
        let start = Instant::now();
        progress.event(Event::Planned {
            jobs: suite::count_jobs(planned),
        });
        let outcome = suite::compute(planned, threads, &interrupt::asked, &|| {
            progress.event(Event::JobDone)
        });
        let state = match &outcome {
            Ok(_) => State::Done,
            Err(Failure::Interrupted) => State::Interrupted,
            Err(failure) => State::Failed(failure.to_string()),
        };
        progress.event(Event::Ended(&Finished {
            name: planned.name.clone(),
            state,
            seconds: start.elapsed().as_secs_f64(),
        }));
        Computed { planned, outcome }
    };
    let computed = select.in_pool(|| {
        let threads = suite::threads_per_job(&selected);
        let one = |planned| one(planned, threads);
        selected.into_par_iter().map(one).collect()
    })?;
    progress.end();
    Ok(computed)
}

/// Where the references of the files are: beside the first.
fn folder(select: &SelectArgs) -> Result<PathBuf, u8> {
    match select.files.as_slice() {
        [file] => Ok(suite::reference_folder(file)),
        _ => Err(usage_error(
            &"check and accept take one file: its references are in the folder reference/ beside it",
        )),
    }
}

/// Compares a new run with the committed references.
pub fn check(select: &SelectArgs) -> Result<u8, u8> {
    let plan = select.plan()?;
    let folder = folder(select)?;
    let computed = compute(select, &plan)?;
    if interrupt::asked() {
        return Ok(INTERRUPTED);
    }
    let mut text = String::new();
    let mut bad = 0;
    let mut metrics = 0;
    for Computed { planned, outcome } in &computed {
        let lines = match outcome {
            Ok(outcome) => {
                metrics += outcome.metrics.len();
                let reference =
                    Reference::read(&folder, &planned.name).map_err(|error| usage_error(&error))?;
                let mut lines = differences(&reference, outcome, select);
                lines.extend(claims(planned, outcome));
                lines
            }
            Err(failure) => vec![format!("failed: {failure}")],
        };
        bad += lines.len();
        for line in lines {
            text.push_str(&format!("{}  {line}\n", planned.name));
        }
    }
    if select.only.is_empty() && select.shard.is_none() {
        for name in suite::unclaimed_references(&folder, &plan) {
            bad += 1;
            text.push_str(&format!(
                "{name}  has a reference but is not in the file any more; `accept` removes it\n"
            ));
        }
    }
    text.push_str(&match bad {
        0 => format!(
            "{metrics} metrics of {} experiments are as in {}\n",
            computed.len(),
            folder.display()
        ),
        1 => "1 difference; if it is meant, store it with `galvani accept`\n".to_string(),
        _ => format!("{bad} differences; if they are meant, store them with `galvani accept`\n"),
    });
    print(&text);
    Ok(if bad == 0 { FINE } else { FAILED })
}

fn differences(reference: &Reference, outcome: &Outcome, select: &SelectArgs) -> Vec<String> {
    match reference {
        Reference::Missing => vec![format!(
            "has no reference yet; store one with `galvani accept {}`",
            select.files[0].display()
        )],
        Reference::Metrics(metrics) => suite::compare(metrics, &outcome.metrics)
            .iter()
            .map(sentence)
            .collect(),
    }
}

fn sentence(difference: &Difference) -> String {
    match difference {
        Difference::Moved {
            metric,
            from,
            to,
            tolerances,
        } => {
            let by = if tolerances.is_finite() {
                format!("{tolerances:.3} tolerances")
            } else {
                format!(
                    "{:.2e} relative; must be exact",
                    (to - from).abs() / from.abs()
                )
            };
            format!("{metric} moved from {from} to {to} ({by})")
        }
        Difference::Missing { metric, from } => format!("{metric} is missing (was {from})"),
        Difference::Extra { metric, to } => format!("{metric} is new (is {to})"),
    }
}

fn claims(planned: &Planned, outcome: &Outcome) -> Vec<String> {
    let verdicts = planned
        .claims
        .iter()
        .map(|claim| (claim, claim.judge(&outcome.metrics)));
    verdicts
        .filter(|(_, verdict)| !verdict.is_fine())
        .map(|(claim, verdict)| {
            let ours = outcome
                .find_metric(&claim.metric)
                .map_or("none".to_string(), |metric| metric.value.to_string());
            let words = match verdict {
                Verdict::NoSuchMetric => "names a metric that does not exist",
                Verdict::AgreesUnexpectedly => "agrees although a difference was expected",
                _ => "is not reproduced",
            };
            format!(
                "published {} = {} {words} (ours: {ours}; {})",
                claim.metric, claim.published, claim.source
            )
        })
        .collect()
}

/// Stores the metrics of a new run as the references.
pub fn accept(select: &SelectArgs) -> Result<u8, u8> {
    let plan = select.plan()?;
    let folder = folder(select)?;
    let computed = compute(select, &plan)?;
    if interrupt::asked() {
        return Ok(INTERRUPTED);
    }
    let failed = |error: suite::Error| {
        usage_error(&error);
        FAILED
    };
    let mut accepted = 0;
    for Computed { planned, outcome } in &computed {
        if let Ok(outcome) = outcome {
            suite::accept(&folder, &planned.name, outcome).map_err(failed)?;
            accepted += 1;
        }
    }
    if select.only.is_empty() && select.shard.is_none() {
        suite::remove_unclaimed_references(&folder, &plan).map_err(failed)?;
    }
    print(&format!(
        "stored the references of {accepted} experiments in {}\n",
        folder.display()
    ));
    Ok(if accepted == computed.len() {
        FINE
    } else {
        FAILED
    })
}
