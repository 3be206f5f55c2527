//! Small runs, second methods, problems told.

use super::*;
use crate::dataset::{Encoder, embedded};
use crate::experiment::testing::{self};
use crate::outcome::Outcome;
use crate::outcome::figure::Mark;

fn run(settings: &VectorQuantisation, repeats: u64) -> Outcome {
    let context = Context {
        repeats,
        ..testing::context("test", 1990)
    };
    testing::outcome(settings, &context)
}

fn parsed(text: &str) -> VectorQuantisation {
    toml::from_str(text).unwrap()
}

#[test]
fn learning_helps_and_beats_the_class_means_on_moons() {
    let outcome = run(&VectorQuantisation::default(), 3);
    let value = |name: &str| outcome.find_metric(name).unwrap().value;
    assert!(value("accuracy") > value("initial_accuracy"));
    assert!(value("accuracy") > value("nearest_mean_accuracy"));
    assert!(value("accuracy") > 0.85);
    assert!(value("accuracy_sd") > 0.0);
    let names: Vec<&str> = outcome.figures.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["regions", "accuracy"]);
    let paths = outcome.figures[0].panels[0].marks.iter();
    assert_eq!(
        paths
            .filter(|mark| matches!(mark, Mark::Path { .. }))
            .count(),
        8
    );
}

#[test]
fn more_than_two_features_have_no_plane() {
    let outcome = run(&parsed("data = \"iris\"\nneighbours = 0\nsteps = 50"), 1);
    assert_eq!(outcome.figures.len(), 1);
    assert!(outcome.find_metric("nearest_neighbours_accuracy").is_none());
    assert!(outcome.find_metric("accuracy_sd").is_none());
    assert_eq!(outcome.find_metric("steps").unwrap().value, 50.0);
}

/// One neighbour of an example of the training part is the example itself; all of them together
/// have the most frequent class.
#[test]
fn nearest_neighbours_at_both_ends() {
    let wine = embedded("wine").unwrap().load().unwrap();
    let rows: Vec<usize> = (0..wine.rows()).collect();
    let encoder = Encoder::fit(&wine, &rows, Scaling::Standard).unwrap();
    let examples = encoder.encode(&wine, &rows);
    for row in 0..examples.rows() {
        let x = examples.input(row);
        assert_eq!(
            learn::nearest_neighbours(&examples, 1, x),
            examples.labels[row]
        );
        assert_eq!(learn::nearest_neighbours(&examples, rows.len(), x), 1);
    }
}

#[test]
fn problems_name_key_value_and_what_is_allowed() {
    for (text, message) in [
        ("prototypes = 0", "prototypes is 0, must be from 1 to 1000"),
        ("rate = 1.5", "rate is 1.5, must be above 0 and at most 1"),
        (
            "test_fraction = 1.0",
            "test_fraction is 1, must be above 0 and below 1",
        ),
        (
            "data = \"iris\"\nneighbours = 120",
            "neighbours is 120, must be at most 105, the number of examples for training",
        ),
        (
            "data = \"servo\"",
            "data `servo` has numbers to predict, but prototypes have classes; in a CSV file of \
             classes say `task = \"classification\"`",
        ),
    ] {
        let found = parsed(text).problems("".as_ref());
        let told: Vec<String> = found
            .iter()
            .map(|p| format!("{} {}", p.key, p.message))
            .collect();
        assert_eq!(told, [message], "{text}");
    }
}
