//! Runs of the kind and its problems.

use super::*;
use std::path::PathBuf;

fn context(experiment: &str) -> Context<'_> {
    Context {
        seed: 1952,
        experiment,
        repeat: 0,
        repeats: 1,
        threads: 1,
        base: Path::new("."),
        interrupted: &|| false,
    }
}

fn outcome(settings: &Stdp) -> Outcome {
    let context = context("test");
    assert_eq!(settings.problems(context.base), []);
    let jobs = 0..settings.jobs(&context);
    let parts = jobs.map(|job| settings.run(job, &context).unwrap());
    settings.assemble(parts.collect(), &context).unwrap()
}

fn value(outcome: &Outcome, name: &str) -> f64 {
    let metric = outcome.find_metric(name);
    metric.unwrap_or_else(|| panic!("no metric {name}")).value
}

/// Learns ten times as fast as the paper, so that 20 s are enough to see where it goes.
fn short() -> Stdp {
    Stdp {
        rates_hz: vec![20.0, 40.0],
        learning_s: 20.0,
        measured_s: 4.0,
        stdp: Plasticity {
            a_plus: 0.05,
            a_minus: 0.0525,
            ..Plasticity::song(0.015)
        },
        ..Stdp::default()
    }
}

#[test]
fn weights_part_to_both_bounds_and_the_output_is_buffered() {
    let outcome = outcome(&short());
    // Weights that are spread evenly have 0.4.
    let outer = value(&outcome, "outer_fraction");
    assert!(outer > 0.6, "{outer}");
    let shares = ["low", "high"].map(|end| value(&outcome, &format!("{end}_fraction_at_20")));
    assert!(shares[0] > 0.2 && shares[1] > 0.05, "{shares:?}");
    let growth = value(&outcome, "output_growth");
    assert!(
        growth < 0.5 * value(&outcome, "untrained_growth"),
        "{growth}"
    );
    let names: Vec<&str> = outcome.figures.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["weights", "courses", "window", "rates"]);
    assert_eq!(outcome.series[0].columns.len(), 4);
    assert_eq!(outcome.series[0].columns[1].values.len(), 1000);
}

#[test]
fn without_amplitudes_nothing_is_learned() {
    let settings = Stdp {
        rates_hz: vec![20.0],
        learning_s: 5.0,
        measured_s: 1.0,
        stdp: Plasticity {
            a_plus: 0.0,
            a_minus: 0.0,
            ..Plasticity::song(0.015)
        },
        ..Stdp::default()
    };
    let context = context("test");
    let run = learning::run(&settings, 20.0, &context).unwrap();
    assert_eq!(run.before, run.after);
    assert_eq!(run.followed.len(), 20);
    // The weights of the beginning are uniform: 0.5 ± 4 standard errors.
    assert!((run.mean[0] - 0.5).abs() < 4.0 * (1.0 / 12.0f64 / 1000.0).sqrt());
}

#[test]
fn the_window_is_the_closed_form() {
    for mu in [0.0, 0.3, 1.0] {
        for dt_ms in [0.1, 1.0] {
            let rule = Plasticity {
                tau_minus_ms: 33.0,
                mu,
                ..Plasticity::song(0.015)
            };
            let measured = window::measure(&rule, dt_ms);
            assert!(measured.misfit() < 1e-14, "{}", measured.misfit());
            let zero = measured.distances_ms.iter().position(|&d| d == 0.0);
            let change = measured.changes[zero.unwrap()];
            assert!((change + 0.00525 * 0.5f64.powf(mu)).abs() < 1e-15);
        }
    }
}

#[test]
fn without_inhibition_there_is_one_projection() {
    let mut settings = Stdp::default();
    assert_eq!(
        learning::network(&settings, 10.0, true).projections.len(),
        2
    );
    settings.inhibition.inputs = 0;
    assert_eq!(
        learning::network(&settings, 10.0, true).projections.len(),
        1
    );
}

#[test]
fn an_interruption_is_told() {
    let settings = short();
    let context = Context {
        threads: 1,
        interrupted: &|| true,
        ..context("test")
    };
    assert!(matches!(
        settings.run(1, &context),
        Err(Failure::Interrupted)
    ));
}

#[test]
fn values_out_of_range_are_told_by_key() {
    let mut settings = Stdp {
        rates_hz: vec![10.0, 5.0],
        learning_s: 10.0,
        measured_s: 5.0,
        initial: (0.5, 0.25),
        ..Stdp::default()
    };
    settings.stdp.mu = 2.0;
    settings.cell.threshold_mv = -60.0;
    settings.inputs = 0;
    let problems = settings.problems(Path::new("."));
    let keys: Vec<&str> = problems
        .iter()
        .map(|problem| problem.key.as_str())
        .collect();
    assert_eq!(
        keys,
        [
            "rates_hz[1]",
            "measured_s",
            "initial[1]",
            "inputs",
            "cell.threshold_mv",
            "stdp.mu"
        ]
    );
    let too_long = Stdp {
        learning_s: 1e5,
        rates_hz: vec![200.0],
        ..Stdp::default()
    };
    let problems = too_long.problems(Path::new("."));
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].key, "learning_s");
}

#[test]
fn the_file_s_settings_are_read() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("experiments/stdp.toml");
    let file: toml::Table = std::fs::read_to_string(path).unwrap().parse().unwrap();
    for experiment in file["experiment"].as_array().unwrap() {
        let mut table = experiment.as_table().unwrap().clone();
        for key in ["name", "kind", "title", "claim"] {
            table.remove(key);
        }
        let settings: Stdp = table.try_into().unwrap();
        assert_eq!(settings.problems(Path::new(".")), []);
    }
}
