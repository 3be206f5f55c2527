//! What the tests of these kinds share: running settings, and reading an experiment file.

use crate::experiment::{Context, Failure, Settings};
use crate::outcome::Outcome;
use std::path::Path;

/// A context that is never interrupted.
pub fn context() -> Context<'static> {
    Context {
        seed: 1952,
        experiment: "test",
        repeat: 0,
        repeats: 1,
        base: Path::new("."),
        threads: 1,
        interrupted: &|| false,
    }
}

/// What is wrong with settings: `key message`, in the order in which it is found.
pub fn refusals<S: Settings>(settings: &S) -> Vec<String> {
    let problems = settings.problems(Path::new(".")).into_iter();
    problems
        .map(|problem| format!("{} {}", problem.key, problem.message))
        .collect()
}

/// Runs settings that must be without problems.
pub fn outcome<S: Settings>(settings: &S) -> Result<Outcome, Failure> {
    let context = context();
    assert_eq!(settings.problems(context.base), []);
    let parts = (0..settings.jobs(&context)).map(|job| settings.run(job, &context));
    let parts = parts.collect::<Result<_, _>>()?;
    settings.assemble(parts, &context)
}

/// The value of a metric that must be there.
pub fn value(outcome: &Outcome, name: &str) -> f64 {
    let metric = outcome.find_metric(name);
    metric.unwrap_or_else(|| panic!("no metric {name}")).value
}

/// The settings of the experiments of kind `S` in a file: each without problems, and the same
/// when it is written and read again.
pub fn experiments_on_file<S: Settings>(text: &str) -> Vec<S> {
    let file: toml::Table = text.parse().unwrap();
    let experiments = file["experiment"].as_array().unwrap().iter();
    experiments
        .map(|experiment| experiment.as_table().unwrap().clone())
        .filter(|table| table["kind"].as_str() == Some(S::KIND))
        .map(|mut table| {
            let name = table["name"].clone();
            for key in ["name", "kind", "title", "repeat", "sweep", "claim"] {
                table.remove(key);
            }
            let settings: S = table.try_into().unwrap();
            assert_eq!(settings.problems(Path::new(".")), [], "{name}");
            let text = toml::to_string(&settings).unwrap();
            let back: S = toml::from_str(&text).unwrap();
            assert_eq!(toml::to_string(&back).unwrap(), text, "{name}");
            settings
        })
        .collect()
}
