//! Laws of the kind: codes and ideal predictors, the learning itself, outcomes, problems.

mod floors;
mod learning;

use super::*;
use crate::experiment::testing::{self, outcome, value};
use crate::perceptron::Loss;
use crate::random::Stream;

fn context(repeats: u64) -> Context<'static> {
    Context {
        repeats,
        ..testing::context("elman/test", 1990)
    }
}

fn read(toml: &str) -> Elman {
    toml::from_str(toml).unwrap()
}

fn stream(purpose: &str) -> Stream {
    Stream::new(1990, "elman/test", purpose, 0)
}

#[test]
fn the_experiments_of_the_files_are_read_and_have_no_problems() {
    for file in ["experiments/elman.toml", "experiments/full/elman.toml"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let file: toml::Table = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        for experiment in file["experiment"].as_array().unwrap() {
            let mut table = experiment.as_table().unwrap().clone();
            for key in ["name", "kind", "title", "repeat", "claim"] {
                table.remove(key);
            }
            let settings: Elman = table.try_into().unwrap();
            assert_eq!(Settings::problems(&settings, Path::new("")), []);
        }
    }
}

#[test]
fn a_small_net_dips_at_every_third_bit() {
    let settings = read("length = 600\npasses = 500\nlearning_rate = 0.5\nrules = ['full']");
    let outcome = outcome(&settings, &context(3));
    let at = |bit: usize| value(&outcome, &format!("full_bit_{bit}_rms"));
    assert!(at(3) < 0.46, "{}", at(3));
    assert!(at(1) > 0.49 && at(2) > 0.49);
    assert!(value(&outcome, "full_share_with_dips") > 0.6);
    assert!(value(&outcome, "gradient_check_full") < 1e-7);
    assert_eq!(value(&outcome, "ideal_bit_3_rms"), 0.0);
}

#[test]
fn words_of_the_user_in_their_own_code() {
    let settings = read(
        "task = 'words'\nwords = ['пол', 'кот', 'мим']\ncode = 'one-of-n'\nlength = 200\n\
         test_length = 100\npasses = 30\nhidden = 8\nlearning_rate = 0.5\nerror = 'cross-entropy'",
    );
    let outcome = outcome(&settings, &context(1));
    for rule in ["truncated", "full"] {
        let ratio = value(&outcome, &format!("{rule}_ratio"));
        assert!(ratio > 2.0, "{rule}: {ratio}");
        assert!(value(&outcome, &format!("gradient_check_{rule}")) < 1e-7);
    }
    // п, к, м with chances ⅓ in a code of seven letters: √(3·2/9/7).
    let floor = value(&outcome, "ideal_first_letters_rms");
    approx::assert_abs_diff_eq!(floor, (2.0_f64 / 21.0).sqrt(), epsilon = 1e-12);
    // Every first letter tells its word.
    approx::assert_abs_diff_eq!(
        value(&outcome, "ideal_later_letters_rms"),
        0.0,
        epsilon = 1e-12
    );
}

#[test]
fn weights_that_leave_the_numbers_are_told() {
    let settings = read(
        "activation = 'linear'\nlearning_rate = 100\ninitial_range = 10\nlength = 60\npasses = 50\n\
         rules = ['truncated']\nerror = 'cross-entropy'",
    );
    let part = Settings::run(&settings, 0, &context(1)).unwrap();
    assert!(part.diverged.is_some());
    let failure = Settings::assemble(&settings, vec![part], &context(1)).unwrap_err();
    assert!(matches!(failure, Failure::Diverged { .. }), "{failure}");
}

#[test]
fn the_perceptron_of_the_check_has_the_same_loss() {
    let settings = read("error = 'cross-entropy'");
    let perceptron = settings.network(1).unwrap().perceptron().unwrap();
    assert_eq!(perceptron.loss_function(), Loss::LogisticCrossEntropy);
}

#[test]
fn settings_out_of_range_are_named() {
    let keys = |toml: &str| -> Vec<String> {
        let problems = Settings::problems(&read(toml), Path::new(""));
        problems.into_iter().map(|problem| problem.key).collect()
    };
    assert_eq!(keys("words = ['ba']\ncode = 'one-of-n'"), ["words", "code"]);
    assert_eq!(
        keys(
            "length = 11\ntest_length = 100001\nhidden = 0\nactivation = 'softmax'\nrules = []\n\
             steps_back = 0\nupdate_every = 0\npasses = 0\nlearning_rate = 0\nmomentum = 1\n\
             initial_range = -1"
        ),
        [
            "length",
            "test_length",
            "hidden",
            "activation",
            "rules",
            "steps_back",
            "update_every",
            "passes",
            "learning_rate",
            "momentum",
            "initial_range",
        ]
    );
    let of_words = |rest: &str| keys(&format!("task = 'words'\n{rest}"));
    assert_eq!(
        of_words("words = ['ba', 'Di', '', 'ba']"),
        ["words[3]", "words[1]", "words[2]"]
    );
    assert_eq!(of_words("words = ['b', 'd']"), ["words"]);
    assert_eq!(of_words("words = ['moon']"), ["code"]);
    assert_eq!(of_words("code = { random = 2 }"), ["code.random"]);
    assert_eq!(
        of_words("words = ['ab']\ncode = { own = { a = [2, 0], c = [1] } }"),
        ["code.own", "code.own.a", "code.own.c"]
    );
    assert_eq!(
        of_words("words = ['aaaaaaaaaaaaaaaaaaa']\nlength = 100000"),
        ["length"]
    );
}
