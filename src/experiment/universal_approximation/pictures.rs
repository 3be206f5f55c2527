//! The approximations themselves, for a few numbers of units.

use super::UniversalApproximation;
use super::construct::Construction;
use super::learn::{Learned, lattice};
use super::results::{Results, Trained};
use crate::outcome::figure::{Axis, Colours, Mark, Panel, Style};
use crate::outcome::{Figure, Text};
use crate::perceptron::{Perceptron, Workspace};

/// Points of a curve.
const CURVE: usize = 401;
/// Points of a surface along either axis.
const SURFACE: usize = 61;
/// Numbers of units that are shown.
const SHOWN: usize = 4;

/// Curves of one variable, surfaces of two.
pub fn approximations(settings: &UniversalApproximation, results: &Results) -> Figure {
    let shown = spread_out(&results.trained);
    let panels = match settings.function.inputs() {
        1 => shown.iter().map(|one| curve(settings, one)).collect(),
        _ => surfaces(settings, &shown),
    };
    let columns = if settings.function.inputs() == 1 {
        2
    } else {
        3
    };
    Figure::grid(
        "approximations",
        Text::new(
            "The more hidden units, the closer",
            "Чем больше скрытых нейронов, тем точнее",
        ),
        columns,
        panels,
    )
}

/// At most four, the first and the last among them.
fn spread_out(trained: &[Trained]) -> Vec<&Trained> {
    if trained.len() <= SHOWN {
        return trained.iter().collect();
    }
    let last = trained.len() - 1;
    (0..SHOWN)
        .map(|k| &trained[k * last / (SHOWN - 1)])
        .collect()
}

fn answers(network: &Perceptron, weights: &[f64], points: &[f64]) -> Vec<f64> {
    let mut workspace = Workspace::default();
    let rows = points.len() / network.inputs();
    network
        .predict(weights, points, rows, &mut workspace)
        .to_vec()
}

fn units(one: &Trained) -> Text {
    let n = one.units;
    let word = if n == 1 { "unit" } else { "units" };
    Text::new(
        format!("{n} hidden {word}"),
        format!("Скрытых нейронов: {n}"),
    )
}

/// f, the staircase and the best trained network.
fn curve(settings: &UniversalApproximation, one: &Trained) -> Panel {
    let function = settings.function;
    let x = lattice(function, CURVE);
    let line = |label: Text, style: Style, y: Vec<f64>| Mark::Line {
        label,
        style,
        x: x.clone(),
        y,
    };
    let truth = x.iter().map(|x| function.value(&[*x])).collect();
    let mut marks = vec![line(
        function.label(),
        Style::of("potential").width(5.0),
        truth,
    )];
    if let Some(built) = Construction::Staircase.build(function, one.units) {
        let label = Text::new("staircase, written down", "лестница, по формуле");
        let y = answers(&built.network, &built.weights, &x);
        marks.push(line(label, Style::of("class-0"), y));
    }
    let label = Text::new("trained, best start", "обученная, лучший старт");
    let y = answers(&one.best.network, &one.best.weights, &x);
    marks.push(line(label, Style::of("class-2").width(3.0), y));
    Panel::new(
        Axis::linear(Text::same("x")),
        Axis::linear(Text::same("y")),
        marks,
    )
    .titled(units(one))
}

/// f, then the best trained networks.
fn surfaces(settings: &UniversalApproximation, shown: &[&Trained]) -> Vec<Panel> {
    let function = settings.function;
    let points = lattice(function, SURFACE);
    let truth: Vec<f64> = points.chunks_exact(2).map(|x| function.value(x)).collect();
    let low = truth.iter().copied().fold(f64::INFINITY, f64::min);
    let high = truth.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let panel = |title: Text, z: Vec<f64>| {
        let (a, b) = function.domain();
        // Cells about the points of the lattice.
        let half = 0.5 * (b - a) / (SURFACE - 1) as f64;
        let edges = (a - half, b + half);
        let mark = Mark::HeatMap {
            label: Text::same("y"),
            columns: SURFACE,
            x: edges,
            y: edges,
            z,
            colours: Colours::Sequential,
            limits: Some((low, high)),
        };
        let axis = |name: &str| Axis::linear(Text::same(name)).from_to(edges.0, edges.1);
        let mut panel = Panel::new(axis("x₁"), axis("x₂"), vec![mark]).titled(title);
        panel.equal_aspect = true;
        panel
    };
    let of = |learned: &Learned| answers(&learned.network, &learned.weights, &points);
    let mut panels = vec![panel(function.label(), truth)];
    panels.extend(shown.iter().map(|one| panel(units(one), of(&one.best))));
    if let Some(last) = shown.last() {
        let errors = of(&last.best);
        let errors: Vec<f64> = errors
            .iter()
            .zip(points.chunks_exact(2))
            .map(|(y, x)| y - function.value(x))
            .collect();
        let largest = errors.iter().fold(0.0_f64, |most, e| most.max(e.abs()));
        let mut error = panel(Text::new("error of the last", "ошибка последней"), errors);
        if let Mark::HeatMap {
            colours, limits, ..
        } = &mut error.marks[0]
        {
            *colours = Colours::Diverging;
            *limits = Some((-largest, largest));
        }
        panels.push(error);
    }
    panels
}
