//! Outcomes of small settings, the checks among the metrics, the problems.

use super::net::{Kind, Net, Paths};
use super::task::{Adding, EmbeddedReber, LongTimeLag};
use super::*;
use crate::experiment::testing::{self, value};

fn outcome(settings: &SequenceLearning, repeats: u64) -> Outcome {
    let context = Context {
        repeats,
        ..testing::context("sequence-learning/test", 1997)
    };
    testing::outcome(settings, &context)
}

fn named(name: &str, cell: Kind) -> Net {
    Net {
        name: name.into(),
        cell,
        units: 3,
        ..Net::default()
    }
}

/// All cells on a task, with a budget of a few sequences.
fn glance(task: Task) -> SequenceLearning {
    let old = Net {
        block_size: 2,
        on_line_rate: Some(0.5),
        ..named("Old", Kind::Lstm1997)
    };
    let truncated = Net {
        gradient: Paths::Truncated,
        ..named("Truncated", Kind::Elman)
    };
    SequenceLearning {
        task,
        networks: vec![
            named("New", Kind::Lstm),
            old,
            named("Elman", Kind::Elman),
            truncated,
        ],
        budget: 24,
        test_every: 10,
        required_share: 1.0,
    }
}

fn tasks() -> [Task; 3] {
    [
        Task::Adding(Adding {
            test_sequences: 5,
            ..Adding::default()
        }),
        Task::EmbeddedReber(EmbeddedReber {
            training_strings: 8,
            test_strings: 8,
        }),
        Task::LongTimeLag(LongTimeLag {
            lags: vec![3, 5],
            every_step: true,
        }),
    ]
}

#[test]
fn gradients_are_central_differences_and_the_on_line_rule_is_truncated_back_propagation() {
    for task in tasks() {
        let outcome = outcome(&glance(task), 2);
        let differences = outcome
            .metrics
            .iter()
            .filter(|m| m.name.contains("difference"));
        let (mut central, mut on_line) = (0, 0);
        for metric in differences {
            let (count, most) = match metric.name.contains("on_line") {
                true => (&mut on_line, 1e-12),
                false => (&mut central, 1e-6),
            };
            *count += 1;
            assert!(metric.value < most, "{metric:?}");
        }
        assert!(central >= 4 && on_line >= 1);
    }
}

#[test]
fn a_run_that_fails_counts_as_infinite() {
    let outcome = outcome(&glance(tasks()[0].clone()), 1);
    assert_eq!(value(&outcome, "new_solved"), 0.0);
    assert_eq!(value(&outcome, "new_sequences_median"), f64::INFINITY);
    assert!(outcome.find_metric("new_sequences_mean").is_none());
    let table = &outcome.tables[0];
    assert_eq!(table.rows.len(), 4);
    assert!(table.rows.iter().all(|row| row.len() == table.header.len()));
}

#[test]
fn every_network_has_its_inside_and_every_lag_its_curves() {
    let names = |task: &Task| -> Vec<String> {
        let figures = outcome(&glance(task.clone()), 2).figures;
        figures.into_iter().map(|figure| figure.name).collect()
    };
    let insides = [
        "inside_new",
        "inside_old",
        "inside_elman",
        "inside_truncated",
    ];
    let [adding, _, lag] = tasks();
    assert_eq!(names(&adding), [&["learning"], &insides[..]].concat());
    let first = ["success_by_lag", "learning_lag_3", "learning_lag_5"];
    assert_eq!(names(&lag), [&first[..], &insides[..]].concat());
}

/// The paper's network for the long time lag learns a short one within a few thousand sequences.
#[test]
fn the_cell_with_an_input_gate_learns_a_short_lag() {
    let settings = SequenceLearning {
        task: Task::LongTimeLag(LongTimeLag {
            lags: vec![10],
            every_step: true,
        }),
        networks: vec![Net {
            initial_range: Some(0.2),
            ..named("2a", Kind::InputGate1997)
        }],
        budget: 10_000,
        test_every: 100,
        required_share: 1.0,
    };
    let outcome = outcome(&settings, 2);
    assert_eq!(value(&outcome, "2a_solved"), 1.0);
    assert_eq!(value(&outcome, "2a_weights"), 11.0 * 11.0 + 33.0);
}

#[test]
fn problems_name_key_value_and_range() {
    let mut settings = glance(Task::LongTimeLag(LongTimeLag {
        lags: vec![10, 10, 1],
        every_step: true,
    }));
    settings.networks[0].on_line_rate = Some(1.0);
    settings.networks[1].input_gate_biases = vec![-1.0; 4];
    settings.networks[2].name = "new".into();
    settings.networks[3].method = Method::named("bfgs").unwrap();
    settings.required_share = f64::NAN;
    let problems = settings.problems(Path::new("."));
    let keys: Vec<&str> = problems.iter().map(|problem| &*problem.key).collect();
    let expected = [
        "task.long-time-lag.lags[1]",
        "task.long-time-lag.lags[2]",
        "required_share",
        "networks[0].on_line_rate",
        "networks[1].input_gate_biases",
        "networks[2].name",
        "networks[3].method",
    ];
    assert_eq!(keys, expected);
    assert_eq!(problems[1].message, "is 1, must be from 2 to 1000");
}
