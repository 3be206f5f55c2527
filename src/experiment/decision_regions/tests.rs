use super::shape::{Shape, convex_hull};
use super::*;
use crate::experiment::testing::{self};

fn outcome(settings: &DecisionRegions) -> Outcome {
    testing::outcome(settings, &testing::context("regions", 1952))
}

fn small() -> DecisionRegions {
    let mut settings = DecisionRegions {
        grid: 60,
        ..DecisionRegions::default()
    };
    settings.trained.examples = 1000;
    settings.trained.sweep = vec![2];
    settings.trained.iterations = 60;
    settings
}

#[test]
fn by_hand_every_set_is_met_and_two_trained_layers_are_no_convex_region() {
    let outcome = outcome(&small());
    let value = |name: &str| outcome.find_metric(name).unwrap().value;
    for net in ["hand_one_layer", "hand_two_layers", "hand_three_layers"] {
        assert_eq!(value(&format!("{net}_accuracy")), 1.0, "{net}");
    }
    // A half-plane, an AND and its hull are convex; the set of two pieces is not.
    for net in [
        "hand_one_layer",
        "hand_two_layers",
        "hand_hull",
        "trained_linear_layers",
    ] {
        assert_eq!(value(&format!("{net}_outside")), 0.0, "{net}");
        assert_eq!(value(&format!("{net}_components")), 1.0, "{net}");
    }
    assert_eq!(value("hand_three_layers_components"), 2.0);
    assert!(value("counter_example_outside") > 0.1);
    assert!(value("counter_example_accuracy") > 0.95);
    assert!(value("counter_example_accuracy") > value("hand_hull_accuracy"));
    // The pentagon: five sides and their AND; the ring: 10 triangles of 3 sides, the square of 4.
    assert_eq!(value("hand_two_layers_units"), 6.0);
    assert_eq!(value("hand_three_layers_units"), 30.0 + 4.0 + 11.0 + 1.0);
}

#[test]
fn the_areas_of_grid_and_polygon_agree() {
    // Gauss's formula for the pentagon of the defaults.
    let corners = DecisionRegions::default().convex;
    let n = corners.len();
    let area: f64 = (0..n)
        .map(|i| (corners[i], corners[(i + 1) % n]))
        .map(|(p, q)| 0.5 * (p[0] * q[1] - p[1] * q[0]))
        .sum();
    let shape = Shape::Union(vec![corners]);
    let window = DecisionRegions::default().window();
    let middles = window.middles(200);
    let inside = middles
        .chunks_exact(2)
        .filter(|p| shape.contains([p[0], p[1]]));
    approx::assert_relative_eq!(inside.count() as f64 / 4e4, area, max_relative = 0.01);
}

#[test]
fn the_hull_of_a_square_with_a_point_inside_is_the_square() {
    let square = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];
    let mut points = square.to_vec();
    points.extend([[0.5, 0.4], [0.5, 0.0]]);
    assert_eq!(convex_hull(&points), square);
}

#[test]
fn impossible_settings_are_refused_by_key() {
    let mut settings = DecisionRegions {
        x: [1.0, 0.0],
        convex: vec![[0.0, 0.0], [1.0, 0.0]],
        grid: 5,
        ..DecisionRegions::default()
    };
    settings.half_plane.normal = [0.0, 0.0];
    settings.trained.three_layers = vec![3];
    settings.trained.activation = Activation::Threshold;
    let problems = settings.problems(Path::new("."));
    let keys: Vec<&str> = problems.iter().map(|problem| &*problem.key).collect();
    let expected = [
        "x",
        "half_plane.normal",
        "convex",
        "regions[0][0]",
        "regions[1][0]",
        "grid",
        "trained.three_layers",
        "trained.activation",
    ];
    assert_eq!(keys, expected);
}

#[test]
fn a_polygon_that_is_not_convex_is_refused_for_two_layers_only() {
    let dart = vec![[0.1, 0.1], [0.9, 0.1], [0.5, 0.3], [0.5, 0.9]];
    let settings = DecisionRegions {
        convex: dart.clone(),
        regions: vec![dart],
        ..DecisionRegions::default()
    };
    let problems = settings.problems(Path::new("."));
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].message.contains("not convex at corner 3"));
}
