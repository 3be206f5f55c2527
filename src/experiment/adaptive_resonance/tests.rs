//! Both kinds' outcomes obey the laws of adaptive resonance.

use super::art1::Art1;
use super::fuzzy_art::FuzzyArt;
use crate::experiment::Settings;
use crate::experiment::testing::{self, read, value};
use crate::outcome::Outcome;
use crate::outcome::figure::Mark;

fn outcome<S: Settings>(toml: &str) -> Outcome {
    testing::outcome(
        &read::<S>(toml),
        &testing::context("adaptive-resonance/test", 1987),
    )
}

fn problems<S: Settings>(toml: &str) -> Vec<(String, String)> {
    testing::problems(&read::<S>(toml))
}

#[test]
fn the_alphabet_keeps_the_laws_of_art1() {
    let outcome = outcome::<Art1>("orders = 3");
    let expected = [("rho_0_5", 12.0, 2.0), ("rho_0_8", 19.0, 3.0)];
    for (rho, categories, passes) in expected {
        let value = |name: &str| value(&outcome, &format!("{rho}_{name}"));
        assert_eq!((value("categories"), value("passes")), (categories, passes));
        assert_eq!((value("stable"), value("direct_access")), (1.0, 1.0));
        assert_eq!((value("grown_pixels"), value("outside")), (0.0, 0.0));
        assert_eq!(value("differ_from_fuzzy_art"), 0.0);
    }
    assert_eq!(value(&outcome, "falls"), 7.0);
    assert_eq!(value(&outcome, "unstable"), 0.0);
    assert!(value(&outcome, "most_passes") <= value(&outcome, "sizes_of_pictures"));
}

/// Of two bars that share one of two pixels, ρ = 0.5 keeps what they share and ρ = 0.6 both.
#[test]
fn drawn_pictures_fall_into_categories_as_by_hand() {
    let outcome = outcome::<Art1>(
        "vigilance = [0.5, 0.6]\npresentations_drawn = 1\n[pictures]\nnames = ['left', 'right']\n\
         drawn = '''\n##.\n\n.##\n'''",
    );
    assert_eq!(value(&outcome, "rho_0_5_categories"), 1.0);
    assert_eq!(value(&outcome, "rho_0_6_categories"), 2.0);
    let templates = outcome
        .figures
        .iter()
        .find(|f| f.name == "rho_0_5_templates");
    let Mark::Images { pictures, .. } = &templates.unwrap().panels[0].marks[0] else {
        panic!("no pictures");
    };
    assert_eq!(pictures[0].caption.en, "left right");
    assert_eq!(pictures[0].values, [0.225, 1.0, 0.225]);
}

#[test]
fn blank_pictures_and_a_full_network_are_noted() {
    let outcome = outcome::<Art1>(
        "vigilance = [1.0]\nmax_categories = 1\nsteps = 2\norders = 0\n[pictures]\ndrawn = '''\n\
         #..\n\n...\n\n..#\n'''",
    );
    assert_eq!(outcome.notes.len(), 2);
    assert_eq!(value(&outcome, "rho_1_categories"), 1.0);
    assert_eq!(value(&outcome, "rho_1_direct_access"), 1.0);
}

#[test]
fn boxes_of_fuzzy_art_keep_their_laws() {
    let outcome = outcome::<FuzzyArt>("steps = 10\norders = 2\nrandom_inputs = 500");
    for rho in ["rho_0_5", "rho_0_75", "rho_0_9"] {
        let value = |name: &str| value(&outcome, &format!("{rho}_{name}"));
        assert_eq!((value("oversized_boxes"), value("outside")), (0.0, 0.0));
        assert!(value("box_difference") < 1e-15);
        assert!(value("largest_box") <= 1.0 + 1e-9);
        assert_eq!((value("stable"), value("direct_access")), (1.0, 1.0));
    }
    let coded = value(&outcome, "random_categories_coded");
    assert!(value(&outcome, "random_categories_uncoded") > coded);
}

#[test]
fn fuzzy_art_without_complement_coding_or_with_slow_recoding_runs_too() {
    let bare = outcome::<FuzzyArt>(
        "data = 'iris'\ncomplement_coding = false\nsteps = 4\norders = 0\nrandom_inputs = 0",
    );
    assert!(bare.find_metric("rho_0_9_oversized_boxes").is_none());
    let slow = outcome::<FuzzyArt>(
        "beta = 0.5\nsteps = 4\norders = 1\nrandom_inputs = 10\nmax_passes = 2",
    );
    assert_eq!(value(&slow, "rho_0_9_oversized_boxes"), 0.0);
    assert_eq!(slow.notes.len(), 1);
}

#[test]
fn what_is_wrong_is_told_at_its_key() {
    let keys = |told: Vec<(String, String)>| -> Vec<String> {
        told.into_iter().map(|(key, _)| key).collect()
    };
    let told = problems::<Art1>(
        "vigilance = [0.5, nan, 0.5]\nbeta = 0\nmax_passes = 0\nsteps = 10000\norders = 1000",
    );
    let expected = [
        "vigilance[1]",
        "vigilance[2]",
        "beta",
        "max_passes",
        "orders",
    ];
    assert_eq!(keys(told), expected);
    let told = problems::<Art1>("vigilance = []\n[pictures]\ndrawn = '..'");
    assert_eq!(keys(told), ["pictures.drawn", "vigilance"]);
    let told = problems::<FuzzyArt>("vigilance = [2]\nbeta = 0\nsteps = 0\nalpha = -1");
    assert_eq!(keys(told), ["vigilance[0]", "alpha", "beta", "steps"]);
    let told = problems::<FuzzyArt>("data = 'iris'\nfeatures = ['petal_size']");
    assert_eq!(told[0].0, "features[0]");
    assert!(told[0].1.contains("petal_length"), "{}", told[0].1);
}
