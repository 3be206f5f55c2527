//! What the tests of the kinds have in common: settings read, run to their outcome, and asked.

use super::{Context, Failure, Settings};
use crate::outcome::Outcome;
use std::path::Path;

/// The first repeat of an experiment of that name in a suite of that seed.
pub fn context(experiment: &str, seed: u64) -> Context<'_> {
    Context {
        seed,
        experiment,
        repeat: 0,
        repeats: 1,
        base: Path::new(""),
        threads: 1,
        interrupted: &|| false,
    }
}

/// Settings from TOML, all others at their defaults.
pub fn read<S: Settings>(toml: &str) -> S {
    toml::from_str(toml).unwrap_or_else(|error| panic!("{error}"))
}

/// The outcome of settings with which nothing is wrong: all jobs one after the other.
pub fn outcome<S: Settings>(settings: &S, context: &Context) -> Outcome {
    assert_eq!(settings.problems(context.base), []);
    let jobs = 0..settings.jobs(context);
    let parts: Result<Vec<S::Part>, Failure> = jobs.map(|job| settings.run(job, context)).collect();
    settings.assemble(parts.unwrap(), context).unwrap()
}

/// A metric that must be there.
pub fn value(outcome: &Outcome, name: &str) -> f64 {
    let metric = outcome.find_metric(name);
    metric.unwrap_or_else(|| panic!("no metric {name}")).value
}

/// Keys and messages of all problems.
pub fn problems<S: Settings>(settings: &S) -> Vec<(String, String)> {
    let problems = settings.problems(Path::new("")).into_iter();
    problems
        .map(|problem| (problem.key, problem.message))
        .collect()
}

/// Keys of all problems.
pub fn keys<S: Settings>(settings: &S) -> Vec<String> {
    problems(settings).into_iter().map(|told| told.0).collect()
}
