//! Both kinds' outcomes obey the laws of the memory.

use super::bam::Bam;
use super::capacity::BamCapacity;
use crate::experiment::Settings;
use crate::experiment::testing::{self, read, value};
use crate::outcome::Outcome;

fn outcome<S: Settings>(toml: &str) -> Outcome {
    testing::outcome(
        &read::<S>(toml),
        &testing::context("bidirectional-memory/test", 1988),
    )
}

fn problems<S: Settings>(toml: &str) -> Vec<(String, String)> {
    testing::problems(&read::<S>(toml))
}

#[test]
fn the_worked_example_comes_out_as_published() {
    let outcome = outcome::<Bam>("");
    let entry = |row, column| value(&outcome, &format!("matrix_{row}_{column}"));
    let rows = [1, 2, 5].map(|row| [1, 2, 3, 4].map(|column| entry(row, column)));
    let expected = [
        [2.0, 0.0, 0.0, -2.0],
        [0.0, -2.0, 2.0, 0.0],
        [0.0, 2.0, -2.0, 0.0],
    ];
    assert_eq!(rows, expected);
    let field = |of: &str| [1, 2, 3, 4].map(|unit| value(&outcome, &format!("{of}_field_{unit}")));
    assert_eq!(field("pair_1"), [4.0, 2.0, -2.0, -4.0]);
    assert_eq!(field("pair_2"), [4.0, -2.0, 2.0, -4.0]);
    assert_eq!(field("cue_1"), [2.0, -2.0, 2.0, -2.0]);
    let recalls = ["cue_1_recalls", "cue_2_recalls"].map(|name| value(&outcome, name));
    assert_eq!(recalls, [2.0, -2.0]);
    assert_eq!(value(&outcome, "pair_1_energy"), -6.0);
    assert_eq!(value(&outcome, "noise_0_recalled"), 1.0);
}

#[test]
fn the_energy_never_rises_and_every_recall_ends() {
    for units in ["binary", "bipolar"] {
        let outcome = outcome::<Bam>(&format!(
            "units = '{units}'\ntrials = 20\nnoise = [0, 0.2, 0.5, 1]\n\
             a = {{ letters = 'ABCDEF' }}\nb = {{ letters = 'QRSTUV' }}"
        ));
        for law in [
            "energy_rises",
            "unstable_recalls",
            "matrix_difference",
            "energy_difference",
        ] {
            assert_eq!(value(&outcome, law), 0.0, "{law}, {units}");
        }
        // With all pixels flipped the cue is the complement.
        if units == "bipolar" {
            let same = (
                value(&outcome, "noise_0_recalled"),
                value(&outcome, "stable_pairs"),
            );
            assert_eq!(same.0 * 6.0, same.1);
            assert_eq!(value(&outcome, "noise_1_recalled"), 0.0);
        }
    }
}

#[test]
fn random_pairs_are_kept_as_statistics_say() {
    for units in ["binary", "bipolar"] {
        let outcome = outcome::<BamCapacity>(&format!(
            "units = '{units}'\nlayers = [[80, 60]]\nloads = [0.05, 0.1, 0.2, 0.5, 1]\nmemories = 300"
        ));
        let value = |name: &str| value(&outcome, name);
        assert!(value("n80_p60_unit_error_difference") < 0.01);
        let difference = value("n80_p60_difference_from_closed_form");
        assert!(difference < 0.08, "{units}: {difference}");
        assert_eq!(
            (value("energy_rises"), value("unstable_recalls")),
            (0.0, 0.0)
        );
        assert_eq!(value("n80_p60_stable_at_most_pairs"), 0.0);
    }
}

#[test]
fn what_is_wrong_is_told_at_its_key() {
    let keys = |told: Vec<(String, String)>| -> Vec<String> {
        told.into_iter().map(|(key, _)| key).collect()
    };
    let told = problems::<Bam>(
        "noise = [0.1, 2, 0.1]\ntrials = 0\nflips = 99\na = { letters = 'AB' }\n\
         cues = { drawn = '#' }",
    );
    let expected = ["flips", "flips", "cues", "noise[1]", "noise[2]", "trials"];
    assert_eq!(keys(told), expected);
    let told = problems::<Bam>("a = { letters = 'ABC' }");
    assert_eq!(
        told[0],
        (
            "b".into(),
            "has 2 pictures, must have 3, one for each picture of a".into()
        )
    );
    let told = problems::<BamCapacity>("layers = [[1, 5], [1, 5]]\nloads = []\nnoise = nan");
    let expected = [
        "layers[1]",
        "layers[0][0]",
        "layers[1][0]",
        "loads",
        "noise",
    ];
    assert_eq!(keys(told), expected);
}
