use super::*;
use crate::experiment::testing::{self, keys, value};

fn outcome<S: Settings>(settings: &S, experiment: &str) -> Outcome {
    testing::outcome(settings, &testing::context(experiment, 1982))
}

fn small() -> Storage {
    Storage {
        patterns: vec![5, 10, 15],
        networks: 300,
        ..Storage::default()
    }
}

#[test]
fn counts_agree_with_exact_probabilities_and_the_paper() {
    let outcome = outcome(&small(), "storage");
    let of = |name: &str| value(&outcome, name);
    assert!(of("largest_deviation") < 4.0, "{}", of("largest_deviation"));
    assert!((of("binary_10_stable") - 0.6).abs() < 0.05);
    assert!((of("binary_10_stable_independent") - 0.4).abs() < 0.005);
    assert!(of("bipolar_10_stable") > 0.95);
    // What is stable is recalled; errors come together, so more is stable than if they did not.
    for n in [10, 15] {
        let stable = of(&format!("binary_{n}_stable"));
        assert!(stable <= of(&format!("binary_{n}_within")));
        assert!(stable > of(&format!("binary_{n}_stable_independent")));
    }
    assert_eq!(of("unsettled"), 0.0);
}

#[test]
fn one_pattern_is_always_kept() {
    let settings = Storage {
        neurons: 7,
        patterns: vec![1],
        networks: 20,
        ..Storage::default()
    };
    let outcome = outcome(&settings, "one pattern");
    for units in ["binary", "bipolar"] {
        assert_eq!(value(&outcome, &format!("{units}_1_stable")), 1.0);
        assert_eq!(value(&outcome, &format!("{units}_1_bit_error")), 0.0);
    }
}

#[test]
fn impossible_settings_are_told_by_their_keys() {
    let settings = Storage {
        neurons: 1,
        networks: 0,
        patterns: vec![5, 5, 0],
        units: vec![Units::Binary, Units::Binary],
        ..Storage::default()
    };
    let expected = [
        "neurons",
        "networks",
        "errors",
        "units[1]",
        "patterns[2]",
        "patterns[1]",
    ];
    assert_eq!(keys(&settings), expected);
}
