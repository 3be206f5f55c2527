//! One experiment: its points and repeats, the jobs of each, all in parallel; the outcomes put
//! together in their order, never in the order of finishing.

use super::combine::{self, Runs};
use super::panics;
use crate::config::Planned;
use crate::experiment::{Context, Experiment, Failure};
use crate::outcome::Outcome;
use rayon::prelude::*;

/// Runs an experiment on the current rayon pool, each job on up to `threads` threads.
/// `interrupted` is asked before every job; `job_done` is told of every finished one.
///
/// # Errors
/// The failure of the run. In a sweep or among repeats a run that diverges is a gap with a note and
/// fails the experiment only when all runs do.
pub fn compute(
    planned: &Planned,
    threads: usize,
    interrupted: &(dyn Fn() -> bool + Sync),
    job_done: &(dyn Fn() + Sync),
) -> Result<Outcome, Failure> {
    let repeats = if planned.kind.gathers_repeats {
        1
    } else {
        planned.repeat
    };
    let context = |repeat: u64| Context {
        seed: planned.seed,
        experiment: &planned.name,
        repeat,
        repeats: if planned.kind.gathers_repeats {
            planned.repeat
        } else {
            1
        },
        base: &planned.base,
        threads,
        interrupted,
    };
    let runs: Vec<(usize, u64)> = (0..planned.points.len())
        .flat_map(|point| (0..repeats).map(move |repeat| (point, repeat)))
        .collect();
    let outcomes: Vec<Result<Outcome, Failure>> = runs
        .into_par_iter()
        .with_max_len(1)
        .map(|(point, repeat)| {
            one_run(
                planned.points[point].settings.as_ref(),
                &context(repeat),
                job_done,
            )
        })
        .collect();
    if outcomes.len() == 1 {
        return outcomes.into_iter().next().expect("one outcome");
    }
    panics::caught(|| {
        combine::combine(Runs {
            points: planned
                .points
                .iter()
                .map(|point| point.values.clone())
                .collect(),
            repeats: repeats as usize,
            outcomes,
            view: planned.view.clone(),
        })
    })
}

fn one_run(
    settings: &dyn Experiment,
    context: &Context<'_>,
    job_done: &(dyn Fn() + Sync),
) -> Result<Outcome, Failure> {
    let jobs = panics::caught(|| Ok(settings.jobs(context)))?;
    // One by one: left to itself rayon hands them out in stretches, and a stretch of long jobs keeps
    // one thread busy while the others have nothing left to do.
    let parts = (0..jobs)
        .into_par_iter()
        .with_max_len(1)
        .map(|job| {
            context.go_on()?;
            let part = panics::caught(|| settings.run(job, context));
            job_done();
            part
        })
        .collect::<Vec<_>>();
    // Not collected into a Result at once: which of several failures rayon sees first is chance.
    let parts = parts.into_iter().collect::<Result<Vec<_>, _>>()?;
    context.go_on()?;
    panics::caught(|| settings.assemble(parts, context))
}

/// How many threads each job of these experiments may take, so that all together keep the current
/// rayon pool busy: more than one only where there are fewer jobs than threads.
pub fn threads_per_job(experiments: &[&Planned]) -> usize {
    let jobs: usize = experiments.iter().map(|planned| count_jobs(planned)).sum();
    (rayon::current_num_threads() / jobs.max(1)).max(1)
}

/// Number of jobs of an experiment, for the progress display.
pub fn count_jobs(planned: &Planned) -> usize {
    let gathers = planned.kind.gathers_repeats;
    let context = Context {
        seed: planned.seed,
        experiment: &planned.name,
        repeat: 0,
        repeats: if gathers { planned.repeat } else { 1 },
        base: &planned.base,
        threads: 1,
        interrupted: &|| false,
    };
    let runs = if gathers { 1 } else { planned.repeat as usize };
    planned
        .points
        .iter()
        .map(|point| runs * point.settings.jobs(&context))
        .sum()
}
