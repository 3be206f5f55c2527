//! The theory met by both methods, problems told.

use super::*;
use crate::experiment::testing::{self};
use crate::outcome::Outcome;

fn run(settings: &MapMagnification) -> Outcome {
    testing::outcome(settings, &testing::context("test", 1986))
}

fn parsed(text: &str) -> MapMagnification {
    toml::from_str(text).unwrap()
}

#[test]
fn both_methods_meet_the_theory() {
    let outcome = run(&parsed(
        "reaches = [1, 2]\nequilibrium.units = 60\n\
         on_line = { units = 20, settling = 50000, measured = 300000, runs = 2 }",
    ));
    let value = |name: &str| outcome.find_metric(name).unwrap().value;
    assert!((value("theory_reach_2") - (2.0 / 3.0 - 1.0 / 39.0)).abs() < 1e-15);
    assert!(value("largest_equilibrium_difference") < 5e-3);
    assert!(value("largest_on_line_difference") < 0.05);
    assert_eq!(outcome.notes, []);
    assert_eq!(outcome.figures[0].panels.len(), 2);
}

/// Where inputs are denser, the other way round.
#[test]
fn a_falling_density_has_the_same_exponent() {
    let outcome = run(&parsed(
        "density = { exponential = -2.0 }\nreaches = [1]\nequilibrium.units = 60\n\
         on_line = { settling = 0, measured = 1000, runs = 1 }",
    ));
    let value = outcome.find_metric("equilibrium_reach_1").unwrap().value;
    assert!((value - 0.6).abs() < 1e-3, "{value}");
    assert!(outcome.find_metric("on_line_reach_1_sd").is_none());
}

#[test]
fn problems_name_key_value_and_what_is_allowed() {
    for (text, message) in [
        (
            "density = { exponential = 0.0 }",
            "density.exponential is 0, must be from 0.1 to 8 or from -8 to -0.1: an even density \
             has no exponent to measure",
        ),
        (
            "density = { power = 9.0 }",
            "density.power is 9, must be from 0.1 to 4",
        ),
        (
            "reaches = []",
            "reaches has 0 entries, must have from 1 to 8",
        ),
        (
            "reaches = [1, 1]",
            "reaches[1] is there already, must be another",
        ),
        (
            "reaches = [5]\non_line.units = 24",
            "on_line.units is 24, must be at least 36 with a reach of 5: the ends of the chain \
             bend its density",
        ),
        (
            "on_line.rate = 0.0",
            "on_line.rate is 0, must be above 0 and at most 0.5",
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
