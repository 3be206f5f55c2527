//! The examples with the line that separates them, the error and the coordinates along the
//! eigenvectors against epochs, and eigenvalues before and after preparing the inputs.

use super::descent::Run;
use super::examples::Examples;
use super::quadratic::Quadratic;
use super::report::{preprocessing_label, run_key, run_label, short};
use super::{LearningRate, Mode, Preprocessing};
use crate::experiment::thinning;
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Text};

/// Points of a curve over epochs.
const CURVE_POINTS: f64 = 600.0;
/// Panels in a row.
const COLUMNS: usize = 3;
/// Directions that are followed.
const DIRECTIONS: usize = 3;

/// The examples of two inputs and the line w*·x = 0; `None` for other numbers of inputs.
pub fn data(examples: &Examples, quadratic: &Quadratic) -> Option<Figure> {
    if examples.width - usize::from(examples.with_bias) != 2 {
        return None;
    }
    let class = |key: &str, label: Text, sign: f64| {
        let rows = (0..examples.rows()).filter(|&row| examples.targets[row] * sign > 0.0);
        let (x, y) = rows
            .map(|row| (examples.row(row)[0], examples.row(row)[1]))
            .unzip();
        Mark::Points {
            label,
            style: Style::of(key).radius(4.0),
            x,
            y,
        }
    };
    let far = examples
        .inputs
        .iter()
        .fold(0.0_f64, |far, x| far.max(x.abs()))
        * 1.1;
    let w = &quadratic.minimum;
    let bias = w.get(2).copied().unwrap_or(0.0);
    let (x, y) = separating_line([w[0], w[1], bias], far);
    let line = Mark::Line {
        label: Text::same("w*·x + b* = 0"),
        style: Style::of("reference").width(2.5),
        x,
        y,
    };
    let axis = |name: &str| Axis::linear(Text::same(name)).from_to(-far, far);
    let marks = vec![
        class("class-0", Text::new("target −1", "цель −1"), -1.0),
        class("class-1", Text::new("target 1", "цель 1"), 1.0),
        line,
    ];
    let mut panel = Panel::new(axis("x₁"), axis("x₂"), marks);
    panel.equal_aspect = true;
    let title = Text::new(
        "Examples and the line of least mean square error",
        "Примеры и прямая наименьшей среднеквадратичной ошибки",
    );
    Some(Figure::single("data", title, panel))
}

/// The line through the square from −far to far, from edge to edge.
fn separating_line([w1, w2, bias]: [f64; 3], far: f64) -> (Vec<f64>, Vec<f64>) {
    if w2.abs() > w1.abs() {
        let y = |x: f64| -(w1 * x + bias) / w2;
        (vec![-far, far], vec![y(-far), y(far)])
    } else {
        let x = |y: f64| -(w2 * y + bias) / w1;
        (vec![x(-far), x(far)], vec![-far, far])
    }
}

/// E − E_min of every run over epochs; dashed the theory of batch learning, and the height above
/// E_min at which stochastic learning ends.
pub fn loss(quadratic: &Quadratic, runs: &[Run]) -> Figure {
    let start = quadratic.excess(&runs[0].coordinates[0]);
    let mut marks = Vec::new();
    for run in runs {
        let style = Style::of(run_key(run));
        let epochs = shown(run);
        let expected = |epoch: usize| -> f64 {
            let first = run.coordinates[0].iter().zip(quadratic.eigenvalues());
            let nu: Vec<f64> = first
                .map(|(nu, &lambda)| nu * run.left(lambda, epoch))
                .collect();
            quadratic.excess(&nu)
        };
        marks.push(Mark::Line {
            label: run_label(run),
            style: style.clone(),
            x: axis_of(&epochs),
            y: epochs
                .iter()
                .map(|&e| quadratic.excess(&run.coordinates[e]))
                .collect(),
        });
        marks.push(match run.mode {
            Mode::Batch => Mark::Line {
                label: Text::default(),
                style: style.dashed().width(3.5),
                x: axis_of(&epochs),
                y: epochs.iter().map(|&epoch| expected(epoch)).collect(),
            },
            Mode::Stochastic => Mark::Horizontal {
                label: Text::default(),
                style: style.dashed().width(3.5),
                at: 0.5 * run.rate * quadratic.trace() * quadratic.least,
            },
        });
    }
    let theory = |mode: Mode, formula: &'static str| {
        let shown = runs.iter().any(|run| run.mode == mode);
        shown.then(|| formula.replace(' ', "\u{a0}"))
    };
    let formulas = [
        theory(Mode::Batch, "½ Σ λ ν₀² (1 − ηλ)²ᵗ"),
        theory(Mode::Stochastic, "½ η min E Σ λ"),
    ];
    let formulas = formulas
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", ");
    let title = Text::new(
        format!("Error above its minimum; dashed: {formulas}"),
        format!("Превышение ошибки над минимумом; пунктир: {formulas}"),
    );
    let epoch = Axis::linear(Text::new("epoch", "эпоха"));
    let height = Axis::log(Text::same("E − min E")).from_to(1e-8 * start, 1e6 * start);
    Figure::single("loss", title, Panel::new(epoch, height, marks))
}

/// Epochs of a run that are shown, all of a short one.
fn shown(run: &Run) -> Vec<usize> {
    thinning::logarithmic(run.coordinates.len(), CURVE_POINTS)
}

fn axis_of(epochs: &[usize]) -> Vec<f64> {
    epochs.iter().map(|&epoch| epoch as f64).collect()
}

/// |ν| along the eigenvectors, a panel for each run, with |ν₀ (1 − ηλ)ᵗ| dashed.
pub fn convergence(quadratic: &Quadratic, runs: &[Run]) -> Figure {
    let count = quadratic.eigenvalues().len();
    let directions: Vec<usize> = match count {
        0..=DIRECTIONS => (0..count).collect(),
        _ => vec![0, count / 2, count - 1],
    };
    let first = &runs[0].coordinates[0];
    let start = directions
        .iter()
        .map(|&k| first[k].abs())
        .fold(0.0, f64::max);
    let panels = runs.iter().map(|run| {
        let mut marks = Vec::new();
        for &k in &directions {
            let lambda = quadratic.eigenvalues()[k];
            let style = Style::of(format!("direction {k}"));
            let epochs = shown(run);
            let first = run.coordinates[0][k];
            marks.push(Mark::Line {
                label: Text::same(format!("λ = {}", short(lambda))),
                style: style.clone(),
                x: axis_of(&epochs),
                y: epochs
                    .iter()
                    .map(|&e| run.coordinates[e][k].abs())
                    .collect(),
            });
            marks.push(Mark::Line {
                label: Text::default(),
                style: style.dashed().width(3.5),
                x: axis_of(&epochs),
                y: epochs
                    .iter()
                    .map(|&e| (first * run.left(lambda, e)).abs())
                    .collect(),
            });
        }
        let epoch = Axis::linear(Text::new("epoch", "эпоха"));
        let distance = Axis::log(Text::same("|ν|")).from_to(1e-6 * start, 1e4 * start);
        Panel::new(epoch, distance, marks).titled(run_label(run))
    });
    let title = Text::new(
        "Distance from the minimum along eigenvectors; dashed: |ν₀ (1 − ηλ)ᵗ| after t steps",
        "Расстояние до минимума вдоль собственных векторов; пунктир: |ν₀ (1 − ηλ)ᵗ| после t шагов",
    );
    Figure::grid(
        "convergence",
        title,
        COLUMNS.min(runs.len()),
        panels.collect(),
    )
}

/// The eigenvalues of the Hessian for every preparation of the inputs.
pub fn spectrum(settings: &LearningRate, raw: &Examples) -> Figure {
    let mut marks = Vec::new();
    let mut most = 1;
    for preprocessing in Preprocessing::ALL {
        let quadratic = Quadratic::of(&raw.prepare(preprocessing, settings.bias));
        let values = quadratic.eigenvalues().to_vec();
        let places = (1..=values.len()).map(|place| place as f64).collect();
        most = most.max(values.len());
        let name = preprocessing_label(preprocessing);
        let condition = short(quadratic.condition());
        let label = Text::new(
            format!("{}: κ = {condition}", name.en),
            format!("{}: κ = {condition}", name.ru),
        );
        let style = Style::of(format!("inputs {preprocessing:?}")).radius(5.0);
        marks.extend(Mark::joined(label, style, places, values));
    }
    let place = Axis::linear(Text::new("place in descending order", "номер по убыванию"))
        .from_to(0.5, most as f64 + 0.5)
        .whole();
    let value = Axis::log(Text::new(
        "eigenvalue λ of H",
        "собственное число λ матрицы H",
    ));
    let title = Text::new(
        "Eigenvalues of the Hessian before and after preparing the inputs",
        "Собственные числа гессиана до и после подготовки входов",
    );
    Figure::single("spectrum", title, Panel::new(place, value, marks))
}
