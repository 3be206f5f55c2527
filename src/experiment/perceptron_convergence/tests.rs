//! Novikoff's theorem, the cycle by hand, the user's data, and what is told of wrong settings.

use super::*;
use crate::experiment::testing::{self, value};
use crate::random::Stream;
use crate::threshold::{End, Examples, max_margin};

fn outcome(settings: &PerceptronConvergence) -> Outcome {
    testing::outcome(settings, &testing::context("test", 1962))
}

fn small() -> PerceptronConvergence {
    PerceptronConvergence {
        sets: Sets {
            dimensions: vec![1, 3],
            margins: vec![0.3, 0.1],
            examples: 40,
            repeats: 3,
            orthogonal: vec![2, 16],
            ..Sets::default()
        },
        ..PerceptronConvergence::default()
    }
}

#[test]
fn no_set_has_more_mistakes_than_the_bound_and_orthogonal_ones_nearly_as_many() {
    let outcome = outcome(&small());
    assert_eq!(value(&outcome, "sets"), 14.0);
    assert_eq!(value(&outcome, "violations"), 0.0);
    assert_eq!(value(&outcome, "unconverged"), 0.0);
    let ratio = value(&outcome, "orthogonal_ratio");
    assert!((ratio - 1.0 / 1.0001).abs() < 1e-9, "{ratio}");
    assert!(value(&outcome, "learning_mistakes") <= value(&outcome, "learning_bound"));
    assert_eq!(value(&outcome, "learning_most_right"), 1.0);
    let names: Vec<&str> = outcome.figures.iter().map(|f| f.name.as_str()).collect();
    assert_eq!(names, ["bound", "learning", "proof", "cycling"]);
}

#[test]
fn planted_sets_lie_in_the_ball_and_keep_their_margin() {
    let mut stream = Stream::new(1, "test", "planted", 0);
    for dimension in [1, 2, 7] {
        let (points, classes) = sets::planted(dimension, (0.2, 1.0), 50, &mut stream);
        let longest = points.iter().map(|x| x.iter().map(|x| x * x).sum::<f64>());
        assert!(longest.fold(0.0, f64::max) <= 1.0 + 1e-12);
        let examples = Examples::new(&points, &classes).unwrap();
        assert!(max_margin(&examples).unwrap().margin >= 0.2 - 1e-9);
    }
}

/// w after each correction of exclusive or, worked out by hand.
#[test]
fn exclusive_or_goes_round_as_by_hand() {
    let cycle = cycling::cycle(&Cycling::default());
    assert_eq!(
        cycle.end,
        End::Cycling {
            start: 0,
            period: 1
        }
    );
    let weights: Vec<&[f64]> = cycle.one_period().map(|step| &step.weights[..]).collect();
    let expected: [&[f64]; 4] = [
        &[0.0, 0.0, -1.0],
        &[0.0, 1.0, 0.0],
        &[1.0, 1.0, 1.0],
        &[0.0, 0.0, 0.0],
    ];
    assert_eq!(weights, expected);
    assert_eq!(cycle.mistakes_per_pass(), 4.0);
    assert_eq!(cycle.right[..4], [2, 2, 2, 2]);
}

/// Parity needs a hidden layer however its inputs are coded; conjunction does not.
#[test]
fn what_a_line_separates_is_learned_and_what_none_does_cycles() {
    for (table, is_separable) in [("01101001", false), ("0001", true), ("10010110", false)] {
        for coding in [Coding::Binary, Coding::Bipolar] {
            let cycle = cycling::cycle(&Cycling {
                table: table.into(),
                coding,
                ..Cycling::default()
            });
            let all = cycle.points.len();
            assert_eq!(cycle.end == End::Converged, is_separable, "{table}");
            assert_eq!(cycle.right.contains(&all), is_separable, "{table}");
        }
    }
}

#[test]
fn a_data_set_is_learned_and_its_names_are_checked() {
    let of = |positive: &str, features: &[&str]| PerceptronConvergence {
        learning: Learning {
            data: Some(Source::Named("iris".into())),
            positive: Some(positive.into()),
            features: Some(features.iter().map(|f| (*f).to_owned()).collect()),
            max_passes: 50,
            ..Learning::default()
        },
        ..small()
    };
    let lengths = ["petal_length", "petal_width"];
    let setosa = outcome(&of("setosa", &lengths));
    assert_eq!(value(&setosa, "learning_converged"), 1.0);
    let versicolor = outcome(&of("versicolor", &lengths));
    assert_eq!(value(&versicolor, "learning_converged"), 0.0);
    assert!(versicolor.find_metric("learning_bound").is_none());
    assert_eq!(versicolor.notes.len(), 1);
    for (positive, features, key) in [
        ("rose", &lengths[..], "learning.positive"),
        ("setosa", &["colour"][..], "learning.features"),
    ] {
        let problems = of(positive, features).problems(Path::new("."));
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].key, key);
    }
}

#[test]
fn wrong_settings_are_named() {
    let settings = PerceptronConvergence {
        sets: Sets {
            dimensions: vec![0, 2, 2],
            margins: vec![1.5],
            orthogonal: vec![3],
            ..Sets::default()
        },
        learning: Learning {
            points: vec![vec![0.0, 1.0], vec![2.0], vec![f64::INFINITY, 0.0]],
            classes: vec![0, 2],
            features: Some(vec!["a".into()]),
            ..Learning::default()
        },
        cycling: Cycling {
            table: "01x1".into(),
            ..Cycling::default()
        },
    };
    let problems = settings.problems(Path::new("."));
    let keys: Vec<_> = problems.iter().map(|p| p.key.as_str()).collect();
    let expected = [
        "sets.dimensions[2]",
        "sets.dimensions[0]",
        "sets.margins[0]",
        "sets.orthogonal[0]",
        "learning.features",
        "learning.classes",
        "learning.points[1]",
        "learning.points[2]",
        "learning.classes[1]",
        "cycling.table",
    ];
    assert_eq!(keys, expected);
}
