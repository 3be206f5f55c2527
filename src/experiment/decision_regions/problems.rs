//! Settings that cannot be run.

use super::DecisionRegions;
use crate::experiment::Problem;
use crate::experiment::ranges::Ranges;
use crate::experiment::supervised::{check_hidden_at, untrainable};
use crate::optimize::MethodSettings;
use crate::perceptron::Activation;
use crate::threshold::regions::{ConvexPolygon, Point, triangles};

/// Most units in a hidden layer.
const MOST_UNITS: usize = 200;
/// Most corners of one polygon.
const MOST_CORNERS: usize = 40;
/// Most corners of all polygons of the union.
const MOST_CORNERS_IN_ALL: usize = 100;

/// Everything wrong with the settings.
pub fn of(settings: &DecisionRegions) -> Vec<Problem> {
    let mut ranges = Ranges::default();
    check_window(settings, &mut ranges);
    check_half_plane(settings, &mut ranges);
    check_polygon(
        "convex",
        &settings.convex,
        settings,
        &mut ranges,
        |corners| {
            ConvexPolygon::new(corners)
                .map(|_| ())
                .map_err(|e| e.to_string())
        },
    );
    ranges.entries("regions", settings.regions.len(), 1, 20);
    for (index, corners) in settings.regions.iter().enumerate() {
        let key = format!("regions[{index}]");
        check_polygon(&key, corners, settings, &mut ranges, |corners| {
            triangles(corners).map(|_| ()).map_err(|e| e.to_string())
        });
    }
    let all = settings.regions.iter().map(Vec::len).sum::<usize>();
    if all > MOST_CORNERS_IN_ALL {
        let message = format!("have {all} corners in all, must have at most {MOST_CORNERS_IN_ALL}");
        ranges.wrong("regions", message);
    }
    check_count("grid", settings.grid, 20, 400, &mut ranges);
    check_trained(settings, &mut ranges);
    ranges.problems
}

fn check_window(settings: &DecisionRegions, ranges: &mut Ranges) {
    for (key, [low, high]) in [("x", settings.x), ("y", settings.y)] {
        if !(low < high && (high - low).is_finite()) {
            let message =
                format!("is [{low}, {high}], must be two finite ends, the lower one first");
            ranges.wrong(key, message);
        }
    }
}

fn check_half_plane(settings: &DecisionRegions, ranges: &mut Ranges) {
    let [a, b] = settings.half_plane.normal;
    if !(a.is_finite() && b.is_finite()) || (a == 0.0 && b == 0.0) {
        let message = format!("is [{a}, {b}], must be finite and not both 0");
        ranges.wrong("half_plane.normal", message);
    }
    let offset = settings.half_plane.offset;
    if !offset.is_finite() {
        ranges.wrong("half_plane.offset", format!("is {offset}, must be finite"));
    }
}

fn check_polygon(
    key: &str,
    corners: &[Point],
    settings: &DecisionRegions,
    ranges: &mut Ranges,
    build: impl Fn(&[Point]) -> Result<(), String>,
) {
    if !(3..=MOST_CORNERS).contains(&corners.len()) {
        let found = corners.len();
        let message = format!("has {found} corners, must have from 3 to {MOST_CORNERS}");
        ranges.wrong(key, message);
        return;
    }
    let ([left, right], [low, high]) = (settings.x, settings.y);
    let is_out = |[x, y]: &Point| !((left..=right).contains(x) && (low..=high).contains(y));
    if let Some(i) = corners.iter().position(is_out) {
        let [x, y] = corners[i];
        let message = format!(
            "is [{x}, {y}], must lie in the window, from {left} to {right} and from {low} to {high}"
        );
        ranges.wrong(format!("{key}[{i}]"), message);
        return;
    }
    if let Err(message) = build(corners) {
        ranges.wrong(key, format!("cannot be drawn: {message}"));
    }
}

fn check_trained(settings: &DecisionRegions, ranges: &mut Ranges) {
    let trained = &settings.trained;
    check_count(
        "trained.two_layers",
        trained.two_layers,
        1,
        MOST_UNITS,
        ranges,
    );
    if trained.three_layers.len() != 2 {
        let found = trained.three_layers.len();
        let message =
            format!("has {found} hidden layers, must have 2: the output is the third layer");
        ranges.wrong("trained.three_layers", message);
    }
    check_hidden_at("trained.three_layers", &trained.three_layers, ranges);
    for (i, &units) in trained.three_layers.iter().enumerate() {
        check_count(
            &format!("trained.three_layers[{i}]"),
            units,
            1,
            MOST_UNITS,
            ranges,
        );
    }
    ranges.entries("trained.sweep", trained.sweep.len(), 0, 12);
    ranges.distinct("trained.sweep", &trained.sweep);
    for (i, &units) in trained.sweep.iter().enumerate() {
        check_count(&format!("trained.sweep[{i}]"), units, 1, MOST_UNITS, ranges);
    }
    if let Some(message) = untrainable(trained.activation) {
        ranges.wrong("trained.activation", message);
    }
    if trained.activation == Activation::Softmax {
        ranges.wrong(
            "trained.activation",
            "is `softmax`, which only an output layer can have",
        );
    }
    check_count("trained.examples", trained.examples, 10, 20_000, ranges);
    check_count("trained.starts", trained.starts, 1, 20, ranges);
    ranges.within(
        "trained.iterations",
        trained.iterations as f64,
        1.0,
        20_000.0,
    );
    let method = settings.method().name;
    for problem in trained.method.problems() {
        ranges.wrong(
            format!("trained.method.{}", problem.key),
            format!("{problem} ({method})"),
        );
    }
}

fn check_count(key: &str, value: usize, least: usize, most: usize, ranges: &mut Ranges) {
    ranges.within(key, value as f64, least as f64, most as f64);
}
