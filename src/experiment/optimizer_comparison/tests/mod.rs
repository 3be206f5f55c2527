//! `settings`: what files may say; `runs`: what one job does; `results`: what all jobs together give.

mod results;
mod runs;
mod settings;

use super::*;
use crate::optimize::METHODS;

fn context(repeats: u64) -> Context<'static> {
    Context {
        seed: 1952,
        experiment: "optimizer-comparison/test",
        repeat: 0,
        repeats,
        base: Path::new(""),
        threads: 1,
        interrupted: &|| false,
    }
}

fn named(names: &[&str]) -> Vec<Source> {
    let source = |name: &&str| Source::Named((*name).into());
    names.iter().map(source).collect()
}

fn entrants(names: &[&str]) -> Vec<Entrant> {
    let methods = names.iter().map(|name| Method::named(name).unwrap());
    methods.map(Entrant::of).collect()
}

fn parts(settings: &OptimizerComparison, context: &Context) -> Vec<run::Part> {
    (0..settings.jobs(context))
        .map(|job| settings.run(job, context).unwrap())
        .collect()
}

fn outcome(settings: &OptimizerComparison, context: &Context) -> Outcome {
    settings
        .assemble(parts(settings, context), context)
        .unwrap()
}

fn metric(outcome: &Outcome, name: &str) -> f64 {
    let found = outcome.find_metric(name);
    found.unwrap_or_else(|| panic!("no metric {name}")).value
}

fn problems(settings: &OptimizerComparison) -> Vec<String> {
    let problems = Settings::problems(settings, Path::new("")).into_iter();
    problems
        .map(|problem| format!("{} {}", problem.key, problem.message))
        .collect()
}

/// Every method of the registry on a set of classes and one of numbers, for a short while;
/// mini-batches for those that allow them.
fn small() -> OptimizerComparison {
    OptimizerComparison {
        datasets: named(&["iris", "servo"]),
        methods: METHODS
            .iter()
            .map(|entry| Entrant::of((entry.default)()))
            .collect(),
        hidden: vec![4],
        batch: BatchSize::Mini(16),
        budget: 20.0,
        ..OptimizerComparison::default()
    }
}
