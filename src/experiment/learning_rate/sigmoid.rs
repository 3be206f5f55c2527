//! The sigmoid that the same paper recommends, f(x) = 1.7159 tanh(2x/3), against what it says of it
//! (LeCun et al. 1998, §4.4): f(±1) = ±1, the second derivative is largest at x = 1, and outputs
//! have a variance of about 1 for inputs of variance 1.

use crate::math::normal;
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Outcome, Text};
use crate::perceptron::Activation;

/// Half the distance of the slopes whose difference is the second derivative.
const STEP: f64 = 1e-4;
/// How far the curves go to either side, and their points.
const END: f64 = 3.0;
const POINTS: usize = 241;

fn f(x: f64) -> f64 {
    Activation::LecunTanh.value(x)
}

fn slope(x: f64) -> f64 {
    Activation::LecunTanh.slope(f(x))
}

/// |f″|, from central differences of the slope.
fn bend(x: f64) -> f64 {
    ((slope(x + STEP) - slope(x - STEP)) / (2.0 * STEP)).abs()
}

/// Where |f″| is largest for x > 0: by golden section, to about 10⁻⁵.
pub fn sharpest() -> f64 {
    let golden = 0.5 * (5.0_f64.sqrt() - 1.0);
    let (mut low, mut high) = (0.2, 2.0);
    while high - low > 1e-6 {
        let (left, right) = (high - golden * (high - low), low + golden * (high - low));
        if bend(left) < bend(right) {
            low = left;
        } else {
            high = right;
        }
    }
    0.5 * (low + high)
}

/// Adds metrics and the figure.
pub fn report(outcome: &mut Outcome) {
    outcome.metric("sigmoid_at_one", f(1.0), "");
    // Golden section ends where rounding does not tell two heights apart: not the same bits elsewhere.
    outcome.metric(
        "sigmoid_sharpest_bend",
        (sharpest() * 1e5).round() / 1e5,
        "",
    );
    outcome.metric("sigmoid_slope_at_rest", slope(0.0), "");
    let variance = normal::mean(|z| f(z) * f(z));
    outcome.metric("sigmoid_output_variance", variance, "");
    outcome.figures.push(figure());
}

fn figure() -> Figure {
    let x: Vec<f64> = (0..POINTS)
        .map(|k| END * (2.0 * k as f64 / (POINTS - 1) as f64 - 1.0))
        .collect();
    let curve = |label: Text, key: &str, value: fn(f64) -> f64| Mark::Line {
        label,
        style: Style::of(key),
        y: x.iter().map(|&x| value(x)).collect(),
        x: x.clone(),
    };
    let at_one = Mark::Points {
        label: Text::same("(±1, ±1)"),
        style: Style::of("reference").radius(5.0),
        x: vec![-1.0, 1.0],
        y: vec![-1.0, 1.0],
    };
    let peak = sharpest();
    let summits = Mark::Points {
        label: Text::new(
            format!("largest at ±{peak:.4}"),
            format!("наибольшее при ±{peak:.4}"),
        ),
        style: Style::of("class-0").radius(5.0),
        x: vec![-peak, peak],
        y: vec![bend(peak), bend(peak)],
    };
    let axis = || Axis::linear(Text::same("x")).from_to(-END, END);
    let f_and_slope = vec![
        curve(Text::same("f"), "tanh", f),
        curve(Text::same("f′"), "linear", slope),
        at_one,
    ];
    let second = vec![curve(Text::same("|f″|"), "rprop", bend), summits];
    let panels = vec![
        Panel::new(axis(), Axis::linear(Text::same("f, f′")), f_and_slope),
        Panel::new(axis(), Axis::linear(Text::same("|f″|")).with_zero(), second),
    ];
    let title = Text::new(
        "The recommended sigmoid f(x) = 1.7159 tanh(2x/3)",
        "Рекомендуемая сигмоида f(x) = 1.7159 tanh(2x/3)",
    );
    Figure::grid("sigmoid", title, 2, panels)
}
