//! Laws of the ridge, of the decay's effect, of the curve; what users do wrong.

use super::*;
use crate::dataset::Examples;
use crate::experiment::testing::{self, value};
use ndarray::Array2;

fn context(repeats: u64) -> Context<'static> {
    Context {
        repeats,
        ..testing::context("test", 1952)
    }
}

fn outcome(settings: &WeightDecay, repeats: u64) -> Outcome {
    testing::outcome(settings, &context(repeats))
}

/// x = −1, 0, 2 and t = 1, 0, 3 by hand: with ρ = 1/3 and N = 3 the normal equations are
/// [[5+1, 1], [1, 3+1]] (w, b) = (5, 4), so w = 16/23 and b = 19/23.
#[test]
fn the_closed_form_by_hand() {
    let examples = Examples {
        feature_names: vec!["x".into()],
        inputs: Array2::from_shape_vec((3, 1), vec![-1.0, 0.0, 2.0]).unwrap(),
        targets: Array2::from_shape_vec((3, 1), vec![1.0, 0.0, 3.0]).unwrap(),
        labels: Vec::new(),
        classes: Vec::new(),
    };
    let w = ridge::closed_form(1.0 / 3.0, &examples).unwrap();
    assert!((w[0] - 16.0 / 23.0).abs() < 1e-14 && (w[1] - 19.0 / 23.0).abs() < 1e-14);
    let checked = ridge::compare(1.0 / 3.0, &examples, &context(1))
        .unwrap()
        .unwrap();
    assert!(checked.deviation < 1e-8, "{}", checked.deviation);
    // Two equal inputs do not determine their weights; with decay they share one.
    let twice = Examples {
        inputs: Array2::from_shape_vec((2, 2), vec![1.0, 1.0, 2.0, 2.0]).unwrap(),
        targets: Array2::from_shape_vec((2, 1), vec![1.0, 3.0]).unwrap(),
        ..examples
    };
    assert_eq!(ridge::closed_form(0.0, &twice), None);
    let w = ridge::closed_form(0.1, &twice).unwrap();
    assert!((w[0] - w[1]).abs() < 1e-12);
}

#[test]
fn decay_shrinks_weights_and_spares_the_test_part() {
    let settings = WeightDecay {
        decays: vec![0.0, 1e-3, 0.01],
        epochs: 1500,
        ..WeightDecay::default()
    };
    let outcome = outcome(&settings, 2);
    assert_eq!(value(&outcome, "norm_rises"), 0.0);
    assert_eq!(value(&outcome, "ridge_norm_rises"), 0.0);
    assert!(value(&outcome, "ridge_largest_deviation") < 1e-7);
    assert!(value(&outcome, "test_loss_rise") > 1.2);
    assert!(value(&outcome, "test_loss_gain") > 1.2);
    assert!(value(&outcome, "best_decay") > 0.0);
    assert_eq!(value(&outcome, "train_wrong_rho_0"), 0.0);
}

#[test]
fn a_curve_and_sizes_are_learned() {
    let settings = WeightDecay {
        curve: Some(Curve::default()),
        hidden: vec![8],
        method: Method::named("levenberg-marquardt").unwrap(),
        decays: vec![0.0, 1e-3],
        epochs: 60,
        sizes: vec![1, 3],
        ..WeightDecay::default()
    };
    let outcome = outcome(&settings, 1);
    let names: Vec<&str> = outcome
        .figures
        .iter()
        .map(|figure| figure.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "loss_curves",
            "against_decay",
            "fits",
            "weights",
            "against_size"
        ]
    );
    assert!(value(&outcome, "train_loss_rho_0") < value(&outcome, "train_loss_rho_0_001"));
}

#[test]
fn wrong_settings_are_told() {
    let settings = WeightDecay {
        decays: vec![0.1, 0.01, f64::NAN],
        sizes: vec![0],
        epochs: 0,
        method: Method::named("rprop")
            .unwrap()
            .with("weight_decay", 0.5)
            .unwrap(),
        ..WeightDecay::default()
    };
    let problems = settings.problems(Path::new("."));
    let keys: Vec<&str> = problems
        .iter()
        .map(|problem| problem.key.as_str())
        .collect();
    assert_eq!(
        keys,
        [
            "decays[2]",
            "decays[1]",
            "sizes[0]",
            "method.weight_decay",
            "epochs"
        ]
    );
}
