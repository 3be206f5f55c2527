//! `run` and `report`.

use super::progress::Progress;
use super::{FAILED, FINE, INTERRUPTED, RunArgs, complain, interrupt, print, usage_error};
use crate::config::Planned;
use crate::outcome::Verdict;
use crate::suite::{self, Finished, Options, State, Store, Summary};

/// Runs what was asked for and puts the report together.
pub fn run(arguments: &RunArgs) -> Result<u8, u8> {
    let select = &arguments.select;
    let plan = select.plan()?;
    let selected = select.selected(&plan)?;
    if arguments.out.exists() && !arguments.out.is_dir() {
        let out = arguments.out.display();
        return Err(usage_error(&format!(
            "`--out {out}` is a file; give a folder, new or of an earlier run"
        )));
    }
    interrupt::listen();
    let progress = Progress::new(select.quiet, select.color.on());
    let options = Options {
        results: arguments.out.clone(),
        fresh: arguments.fresh,
        drawing: arguments.drawing(),
        interrupted: &interrupt::asked,
        observer: &progress,
    };
    let finished = select.in_pool(|| suite::run(&selected, &options))?;
    progress.end();
    if select.verbose {
        metrics(&selected, arguments);
    }
    if select.shard.is_some() {
        // Several parts may write to one folder at once: the report is put together afterwards.
        if !select.quiet {
            print(
                "part finished; once all are, `galvani report` with the same files assembles the report\n",
            );
        }
        return Ok(exit_code(&finished, None));
    }
    // With --only, the report still shows all experiments of the files that have results.
    let everything: Vec<&Planned> = plan.experiments.iter().collect();
    let summary = assemble(&everything, arguments)?;
    if !select.quiet {
        print(&closing(&summary, arguments));
    }
    Ok(exit_code(&finished, Some(&summary)))
}

/// Draws stored outcomes again and puts the report together.
pub fn report(arguments: &RunArgs) -> Result<u8, u8> {
    let select = &arguments.select;
    let plan = select.plan()?;
    let selected = select.selected(&plan)?;
    let drawing = arguments.drawing();
    let redrawn = select.in_pool(|| suite::redraw(&selected, &arguments.out, &drawing))?;
    for (name, error) in &redrawn {
        complain(&format!("error: {name}: {error}; run it again\n"));
    }
    let summary = assemble(&selected, arguments)?;
    print(&closing(&summary, arguments));
    let is_whole = redrawn.is_empty() && summary.missing.is_empty();
    Ok(if is_whole {
        exit_code(&[], Some(&summary))
    } else {
        FAILED
    })
}

fn assemble(experiments: &[&Planned], arguments: &RunArgs) -> Result<Summary, u8> {
    let files: Vec<String> = arguments
        .select
        .files
        .iter()
        .map(|file| shell_word(&file.display().to_string()))
        .collect();
    suite::assemble(
        experiments,
        &arguments.out,
        &arguments.drawing(),
        &files.join(" "),
    )
    .map_err(|error| {
        usage_error(&error);
        FAILED
    })
}

/// A path as a shell takes it: quoted where it holds more than the usual characters.
fn shell_word(path: &str) -> String {
    let is_usual = |c: char| c.is_alphanumeric() || "/._-+,:@%".contains(c);
    if !path.is_empty() && path.chars().all(is_usual) {
        path.to_string()
    } else {
        format!("'{}'", path.replace('\'', r"'\''"))
    }
}

fn exit_code(finished: &[Finished], summary: Option<&Summary>) -> u8 {
    let any = |wanted: fn(&State) -> bool| finished.iter().any(|finished| wanted(&finished.state));
    let claims_without_metric =
        summary.is_some_and(|summary| summary.count(Verdict::NoSuchMetric) > 0);
    if any(|state| matches!(state, State::Interrupted)) {
        INTERRUPTED
    } else if any(|state| matches!(state, State::Failed(_))) || claims_without_metric {
        FAILED
    } else {
        FINE
    }
}

/// The last lines of a run: how the published numbers fared and where to look.
fn closing(summary: &Summary, arguments: &RunArgs) -> String {
    let mut text = String::new();
    for name in &summary.missing {
        text.push_str(&format!("no results yet: {name}\n"));
    }
    let total = summary.verdicts.len();
    if total > 0 {
        let mut parts = vec![format!(
            "{} of {total} reproduced",
            summary.count(Verdict::Reproduced)
        )];
        for (verdict, words) in [
            (Verdict::DiffersAsExpected, "differ as expected"),
            (Verdict::NotReproduced, "NOT REPRODUCED"),
            (
                Verdict::AgreesUnexpectedly,
                "agree although a difference was expected",
            ),
            (Verdict::NoSuchMetric, "name a metric that does not exist"),
            (Verdict::NotRun, "not run"),
        ] {
            match summary.count(verdict) {
                0 => {}
                count => parts.push(format!("{count} {words}")),
            }
        }
        text.push_str(&format!("published numbers: {}\n", parts.join(", ")));
    }
    text.push_str(&format!(
        "report: {}\n",
        arguments.out.join("index.html").display()
    ));
    text
}

fn metrics(experiments: &[&Planned], arguments: &RunArgs) {
    let mut text = String::new();
    for planned in experiments {
        let Ok(record) = Store::new(&arguments.out, &planned.name).record() else {
            continue;
        };
        text.push_str(&format!("{}\n", planned.name));
        for metric in &record.outcome.metrics {
            text.push_str(&format!(
                "  {} = {} {}\n",
                metric.name, metric.value, metric.unit
            ));
        }
    }
    print(&text);
}
