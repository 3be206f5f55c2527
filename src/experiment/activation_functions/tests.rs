//! Derivatives, closed forms, the stochastic neuron's law, and what is told of wrong settings.

use super::*;
use crate::experiment::testing::{self, value};
use crate::outcome::figure::Mark;

fn context() -> Context<'static> {
    testing::context("test", 1985)
}

fn outcome(settings: &ActivationFunctions) -> Outcome {
    testing::outcome(settings, &context())
}

#[test]
fn formulas_of_all_activations_are_their_derivatives() {
    let outcome = outcome(&ActivationFunctions {
        functions: Activation::ALL.to_vec(),
        firing: Firing {
            gains: Vec::new(),
            ..Firing::default()
        },
        ..ActivationFunctions::default()
    });
    assert!(value(&outcome, "derivative_deviation") < 1e-9);
    assert!(value(&outcome, "curvature_deviation") < 1e-9);
    assert_eq!(outcome.figures.len(), 1);
    assert_eq!(outcome.figures[0].panels.len(), Activation::ALL.len());
}

#[test]
fn the_largest_slopes_and_bends_have_their_closed_forms() {
    let outcome = outcome(&ActivationFunctions::default());
    let near = |name: &str, expected: f64, tolerance: f64| {
        let found = value(&outcome, name);
        assert!((found - expected).abs() < tolerance, "{name}: {found}");
    };
    near("logistic_largest_slope", 0.25, 1e-12);
    near("tanh_largest_slope", 1.0, 1e-12);
    near("lecun_tanh_largest_slope", 1.7159 * 2.0 / 3.0, 1e-12);
    near("softmax_largest_slope", 0.25, 1e-4);
    // σ‴ = 0 where tanh² = 1/3.
    let tanh = 3_f64.sqrt().recip().atanh();
    near("tanh_bends_most_at", tanh, 1e-6);
    near("lecun_tanh_bends_most_at", 1.5 * tanh, 1e-6);
    near("logistic_bends_most_at", (2.0 + 3_f64.sqrt()).ln(), 1e-6);
    near("lecun_tanh_at_1", 1.0, 1e-4);
}

#[test]
fn the_stochastic_neuron_follows_its_law() {
    let outcome = outcome(&ActivationFunctions::default());
    assert!(value(&outcome, "largest_abs_z") < 4.0);
    assert!(value(&outcome, "chi_square_p") > 1e-3);
    assert!(value(&outcome, "interval_coverage") > 0.85);
    // The law's curve passes through ½ at 0 at every gain.
    let panel = &outcome.figures[1].panels[1];
    let crosses = panel.marks.iter().filter(|mark| match mark {
        Mark::Line { x, y, .. } => x.iter().zip(y).any(|(x, y)| x.abs() < 1e-12 && *y == 0.5),
        _ => false,
    });
    assert_eq!(crosses.count(), 3);
}

/// A test that can fail: frequencies of one gain are far from the law of another.
#[test]
fn another_law_is_refused() {
    let settings = Firing::default();
    let mut measured = firing::measure(&settings, 1, &context()).unwrap();
    let other = firing::measure(&settings, 2, &context()).unwrap();
    for (point, other) in measured.points.iter_mut().zip(&other.points) {
        point.probability = other.probability;
    }
    assert!(measured.z().any(|z| z.abs() > 10.0));
}

#[test]
fn wrong_settings_are_named() {
    let settings = ActivationFunctions {
        functions: vec![Activation::Tanh, Activation::Tanh],
        range: [2.0, f64::NAN],
        step: 0.5,
        softmax_others: Vec::new(),
        firing: Firing {
            gains: vec![0.0],
            range: [1.0, 1.0],
            points: 1000,
            trials: 10_000_000,
        },
        ..ActivationFunctions::default()
    };
    let problems = settings.problems(Path::new("."));
    let keys: Vec<_> = problems.iter().map(|p| p.key.as_str()).collect();
    let expected = [
        "functions[1]",
        "range[1]",
        "step",
        "softmax_others",
        "firing.gains[0]",
        "firing.range",
        "firing.trials",
    ];
    assert_eq!(keys, expected);
}
