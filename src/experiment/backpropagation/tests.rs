//! Mazur's numbers; gradients in three ways for every loss.

use super::*;
use crate::experiment::testing::{self, value};

fn outcome(settings: &Backpropagation) -> Outcome {
    testing::outcome(settings, &testing::context("test", 1952))
}

#[test]
fn the_default_is_the_step_by_step_example() {
    let outcome = outcome(&Backpropagation::default());
    for (name, published) in [
        ("loss_before", 0.298_371_109),
        ("weight_2_1_1_after_step", 0.358_916_48),
        ("weight_2_2_1_after_step", 0.408_666_186),
        ("weight_2_1_2_after_step", 0.511_301_27),
        ("weight_2_2_2_after_step", 0.561_370_121),
        ("weight_1_1_1_after_step", 0.149_780_716),
        ("weight_1_2_1_after_step", 0.199_561_43),
        ("weight_1_1_2_after_step", 0.249_751_14),
        ("weight_1_2_2_after_step", 0.299_502_29),
        ("bias_1_1_after_step", 0.35),
    ] {
        assert!((value(&outcome, name) - published).abs() < 6e-9, "{name}");
    }
}

/// The errors that the text quotes are those of the slip it warns of.
#[test]
fn outputs_first_is_another_step() {
    let settings = Backpropagation {
        outputs_first: true,
        ..Backpropagation::default()
    };
    let outcome = outcome(&settings);
    for (name, published) in [
        ("loss_after_one_step", 0.291_027_924),
        ("final_output_1", 0.015_912_196),
        ("final_output_2", 0.984_065_734),
    ] {
        assert!((value(&outcome, name) - published).abs() < 6e-10, "{name}");
    }
}

#[test]
fn three_ways_to_the_gradient_agree_for_every_loss() {
    for &loss in Loss::ALL {
        let output = match loss.output_function() {
            Some(_) => Activation::Linear,
            None => Activation::Logistic,
        };
        let settings = Backpropagation {
            layers: vec![3, 4, 2],
            activation: Activation::Tanh,
            output,
            loss,
            examples: vec![
                Example {
                    input: vec![0.3, -1.0, 0.5],
                    target: vec![0.25, 0.75],
                },
                Example {
                    input: vec![-0.6, 0.2, 1.5],
                    target: vec![1.0, 0.0],
                },
            ],
            biases_learn: true,
            steps: 5,
            ..Backpropagation::default()
        };
        let outcome = outcome(&settings);
        let difference = value(&outcome, "central_difference_deviation");
        assert!(difference < 1e-8, "{loss:?}: {difference}");
        let forward = value(&outcome, "forward_mode_deviation");
        assert!(forward < 1e-13, "{loss:?}: {forward}");
    }
}

#[test]
fn other_layers_alone_are_enough() {
    let settings = Backpropagation {
        layers: vec![3, 4, 1],
        steps: 200,
        ..Backpropagation::default()
    };
    let outcome = outcome(&settings);
    assert!(value(&outcome, "final_loss") < value(&outcome, "loss_before"));
}

#[test]
fn wrong_numbers_are_told() {
    let settings = Backpropagation {
        layers: vec![2, 3, 1],
        examples: vec![Example {
            input: vec![0.0, 1.0],
            target: vec![0.0, 1.0],
        }],
        initial_weights: Some(vec![0.5; 12]),
        ..Backpropagation::default()
    };
    let problems = settings.problems(Path::new("."));
    let keys: Vec<&str> = problems
        .iter()
        .map(|problem| problem.key.as_str())
        .collect();
    assert_eq!(keys, ["examples[0].target", "initial_weights"]);
    assert!(problems[1].message.contains("13 weights"));
}
