use super::path::Path as Way;
use super::*;
use crate::experiment::testing::{self, keys, value};
use crate::memory::{Hopfield, Patterns, distance};
use crate::random::Stream;

fn outcome<S: Settings>(settings: &S, experiment: &str) -> Outcome {
    testing::outcome(settings, &testing::context(experiment, 1982))
}

fn of_letters(letters: &str) -> Recall {
    Recall {
        pictures: Bitmaps::of_letters(letters),
        basin: Basin {
            noise: vec![0.0, 0.2, 0.4, 0.6, 1.0],
            trials: 100,
        },
        ..Recall::default()
    }
}

/// One pattern: T_ij = ξ_i ξ_j, so that a state nearer to it than to its reverse ends in it.
#[test]
fn a_single_picture_is_recalled_from_less_than_half_of_the_units_reversed() {
    for rule in ["hebb", "pseudo_inverse"] {
        for update in ["asynchronous", "synchronous"] {
            let outcome = outcome(&of_letters("T"), "one picture");
            let at = |noise: &str| value(&outcome, &format!("{rule}_{update}_recall_at_{noise}"));
            assert_eq!((at("0"), at("0_2"), at("0_4")), (1.0, 1.0, 1.0));
            assert_eq!((at("0_6"), at("1")), (0.0, 0.0));
        }
    }
}

#[test]
fn energies_fall_and_are_those_of_the_matrix() {
    for units in [Units::Bipolar, Units::Binary] {
        let settings = Recall {
            units,
            ..of_letters("ABCEFHKOXZ")
        };
        let outcome = outcome(&settings, "ten letters");
        for rule in ["hebb", "pseudo_inverse"] {
            let of = |name: &str| value(&outcome, &format!("{rule}_{name}"));
            assert_eq!(of("energy_rises"), 0.0);
            assert!(of("energy_misfit") < 1e-9);
        }
        let stable = |rule: &str| value(&outcome, &format!("{rule}_stable_pictures"));
        assert!(stable("hebb") < 10.0);
        // With ±1 units a pseudo-inverse keeps what is linearly independent.
        assert!(units == Units::Binary || stable("pseudo_inverse") == 10.0);
    }
}

#[test]
fn a_way_leads_from_the_cue_to_a_fixed_point_by_its_flips() {
    let mut stream = Stream::new(1982, "test", "way", 0);
    let patterns = Patterns::random(5, 60, &mut stream);
    let network = Hopfield::new(Units::Bipolar, Rule::Hebb, patterns).unwrap();
    let cue = Patterns::random(1, 60, &mut stream).get(0).to_vec();
    for update in [Update::Asynchronous, Update::Synchronous] {
        let way = Way::follow(&network, &cue, update, 100, &mut stream);
        let end = way.end_state();
        if way.end == crate::memory::End::FixedPoint {
            assert_eq!(network.unstable_units(&end), 0);
        }
        let (_, energy) = *way.energies.last().unwrap();
        assert_eq!(energy, network.energy(&end));
        let moments = way.moments(5);
        assert_eq!((moments[0], moments[4]), (0, way.flips.len()));
        assert!(moments.is_sorted());
        assert_eq!(distance(&way.state_after(0), &cue), 0);
    }
}

/// Two units that want to be like each other, in different states: both follow the other for ever.
#[test]
fn two_units_updated_at_once_go_round_in_a_cycle() {
    let patterns = Patterns::from_text(&["##"]).unwrap();
    let network = Hopfield::new(Units::Bipolar, Rule::Hebb, patterns).unwrap();
    let mut stream = Stream::new(1982, "test", "cycle", 0);
    let way = Way::follow(&network, &[1, -1], Update::Synchronous, 10, &mut stream);
    assert_eq!(way.end, crate::memory::End::TwoCycle);
    assert_eq!(way.moments(3), [0, 2, 4]);
}

/// T = 1 without its diagonal: no connections, so every state stays and has the energy 0.
#[test]
fn as_many_pictures_as_units_leave_the_pseudo_inverse_without_connections() {
    let settings: Recall =
        toml::from_str("pictures.drawn = \"\"\"\n##\n\n#.\n\"\"\"\ncue.flip = 0.5").unwrap();
    let outcome = outcome(&settings, "full");
    assert_eq!(value(&outcome, "pseudo_inverse_cue_errors"), 2.0);
    assert_eq!(value(&outcome, "pseudo_inverse_end_errors"), 2.0);
    let text = serde_json::to_string(&outcome.figures[0]).unwrap();
    assert!(!text.contains("inf") && !text.contains("NaN"), "{text}");
}

#[test]
fn a_hidden_half_is_put_out_from_below() {
    let settings = Recall {
        cue: Cue::Hide(0.5),
        ..of_letters("L")
    };
    let outcome = outcome(&settings, "hidden");
    // Four of seven rows of L have a unit on each, the last five: 3 + 5.
    assert_eq!(value(&outcome, "hebb_cue_errors"), 8.0);
    assert_eq!(value(&outcome, "hebb_end_errors"), 0.0);
}

#[test]
fn impossible_settings_are_told_by_their_keys() {
    let mut settings = Recall {
        cue: Cue::Flip(1.5),
        scale: 0,
        rules: vec![],
        ..Recall::default()
    };
    settings.basin.noise = vec![0.2, 0.1, f64::NAN];
    let expected = [
        "scale",
        "rules",
        "cue.flip",
        "basin.noise[2]",
        "basin.noise[1]",
    ];
    assert_eq!(keys(&settings), expected);
    assert_eq!(keys(&of_letters("ABA")), ["pictures"]);
    let large = Recall {
        scale: 60,
        ..Recall::default()
    };
    assert_eq!(keys(&large), ["scale"]);
    let many = Recall {
        random_patterns: 100,
        ..Recall::default()
    };
    assert_eq!(keys(&many), ["rules"]);
    let drawn: Recall = toml::from_str(
        "pictures.drawn = \"\"\"\n##\n\n..\n\"\"\"\nrules = ['hebb', 'pseudo-inverse']",
    )
    .unwrap();
    let problems = Settings::problems(&drawn, Path::new("."));
    assert!(
        problems[0].message.contains("linear combination"),
        "{problems:?}"
    );
}
