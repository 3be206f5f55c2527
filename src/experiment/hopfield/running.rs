//! Running an experiment in a test.

use crate::experiment::{Context, Failure, Settings};
use crate::outcome::Outcome;
use std::path::Path;

/// The outcome of an experiment with seed 1982.
pub fn outcome<S: Settings>(settings: &S, experiment: &str) -> Outcome {
    let context = Context {
        seed: 1982,
        experiment,
        repeat: 0,
        repeats: 1,
        base: Path::new("."),
        threads: 1,
        interrupted: &|| false,
    };
    let told = settings.problems(context.base);
    assert!(told.is_empty(), "{told:?}");
    let jobs = 0..settings.jobs(&context);
    let parts: Result<Vec<S::Part>, Failure> =
        jobs.map(|job| settings.run(job, &context)).collect();
    settings.assemble(parts.unwrap(), &context).unwrap()
}

/// A metric that must be there.
pub fn value(outcome: &Outcome, name: &str) -> f64 {
    let metric = outcome.find_metric(name);
    metric.unwrap_or_else(|| panic!("no metric {name}")).value
}

/// Keys of all problems.
pub fn keys<S: Settings>(settings: &S) -> Vec<String> {
    let problems = settings.problems(Path::new("."));
    problems.into_iter().map(|problem| problem.key).collect()
}
