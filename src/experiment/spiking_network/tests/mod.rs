//! Runs of the kind, its problems and its TOML.

mod problems;
mod projections;
mod runs;
mod translation;

use super::*;

fn context<'a>() -> Context<'a> {
    Context {
        seed: 1952,
        experiment: "spiking/test",
        repeat: 0,
        repeats: 1,
        base: Path::new("."),
        threads: 1,
        interrupted: &|| false,
    }
}

fn read(toml: &str) -> SpikingNetwork {
    toml::from_str(toml).unwrap()
}

fn outcome(settings: &SpikingNetwork) -> Outcome {
    let context = context();
    assert_eq!(settings.problems(context.base), []);
    let part = settings.run(0, &context).unwrap();
    settings.assemble(vec![part], &context).unwrap()
}

fn value(outcome: &Outcome, name: &str) -> f64 {
    outcome.find_metric(name).unwrap().value
}

/// (time in ms, population, neuron) of every spike.
fn spikes(outcome: &Outcome) -> Vec<(f64, f64, f64)> {
    let series = outcome.series.iter().find(|series| series.name == "spikes");
    let columns = &series.unwrap().columns;
    (0..columns[0].values.len())
        .map(|i| {
            (
                columns[0].values[i],
                columns[1].values[i],
                columns[2].values[i],
            )
        })
        .collect()
}
