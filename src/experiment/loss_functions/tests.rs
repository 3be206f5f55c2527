use super::*;
use crate::experiment::testing::{self, value};
use crate::outcome::figure::Mark;

fn outcome(settings: &LossFunctions) -> Outcome {
    testing::outcome(settings, &testing::context("loss-functions/test", 1952))
}

#[test]
fn the_curves_are_the_formulas_of_the_table() {
    let t = 0.8;
    let settings = LossFunctions {
        target: t,
        ..LossFunctions::default()
    };
    let context_free = LOSSES.iter().map(|entry| {
        let curve = Curve::new(entry, t, settings.reach, 11).unwrap();
        (entry.metric, curve)
    });
    for (metric, curve) in context_free {
        for (i, y) in curve.answer.iter().enumerate() {
            let d = t - y;
            let atanh = ((1.0 + d) / (1.0 - d)).ln();
            let cross_entropy = -t * y.ln() - (1.0 - t) * (1.0 - y).ln();
            let (loss, pull) = match metric {
                "squared_error" => (d * d / 2.0, d * y * (1.0 - y)),
                "hyperbolic_error" => (
                    (1.0 + d) * (1.0 + d).ln() + (1.0 - d) * (1.0 - d).ln(),
                    atanh * y * (1.0 - y),
                ),
                "kullback_leibler" => (cross_entropy - entropy(t), d),
                _ => (cross_entropy, d),
            };
            approx::assert_abs_diff_eq!(curve.loss[i], loss, epsilon = 1e-12);
            approx::assert_abs_diff_eq!(curve.pull[i], pull, epsilon = 1e-12);
        }
    }
}

#[test]
fn the_squared_error_pulls_hardest_at_a_third() {
    let settings = LossFunctions {
        points: 10_001,
        ..LossFunctions::default()
    };
    let outcome = outcome(&settings);
    let strongest = value(&outcome, "squared_error_strongest_pull");
    approx::assert_abs_diff_eq!(strongest, 4.0 / 27.0, epsilon = 1e-7);
    let at = value(&outcome, "squared_error_strongest_at");
    approx::assert_abs_diff_eq!(at, 1.0 / 3.0, epsilon = 1e-3);
}

#[test]
fn pulls_are_slopes_and_the_entropies_differ_by_that_of_the_target() {
    let outcome = outcome(&LossFunctions::default());
    for entry in LOSSES {
        let check = value(&outcome, &format!("{}_slope_check", entry.metric));
        assert!(check < 1e-9, "{}: {check}", entry.metric);
    }
    assert!(value(&outcome, "softmax_of_two_differs") < 1e-14);
    assert!(value(&outcome, "cross_entropy_less_divergence_differs") < 1e-14);
    let entropy = value(&outcome, "entropy_of_soft_target");
    approx::assert_abs_diff_eq!(entropy, 0.610_864_302_054_893_6, epsilon = 1e-15);
}

#[test]
fn a_wrong_unit_is_pulled_from_the_far_side_whatever_the_target() {
    for target in [0.0, 1.0] {
        let settings = LossFunctions {
            target,
            ..LossFunctions::default()
        };
        let outcome = outcome(&settings);
        let weak = value(&outcome, "squared_error_pull_when_wrong");
        let strong = value(&outcome, "cross_entropy_pull_when_wrong");
        assert!(weak < 4e-4 && strong > 0.999, "{target}: {weak}, {strong}");
    }
}

#[test]
fn the_page_has_four_panels_with_lines_in_them() {
    let outcome = outcome(&LossFunctions::default());
    let panels = &outcome.figures[0].panels;
    let lines = |marks: &[Mark]| {
        let is_line = |mark: &&Mark| matches!(mark, Mark::Line { .. });
        marks.iter().filter(is_line).count()
    };
    let counts: Vec<usize> = panels.iter().map(|panel| lines(&panel.marks)).collect();
    assert_eq!(counts, [3, 3, 3, 2]);
}

#[test]
fn values_out_of_range_are_told() {
    let settings: LossFunctions =
        toml::from_str("target = 2\nsoft_target = 1\nreach = 0\npoints = 1").unwrap();
    let problems = Settings::problems(&settings, Path::new(""));
    let keys: Vec<&str> = problems
        .iter()
        .map(|problem| problem.key.as_str())
        .collect();
    assert_eq!(keys, ["target", "soft_target", "reach", "points"]);
    assert_eq!(problems[1].message, "is 1, must be above 0 and below 1");
}
