//! The paths of the weights on contour lines of E.

use super::descent::Run;
use super::examples::Examples;
use super::quadratic::Quadratic;
use super::report::run_label;
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Text};

/// Samples along x and y.
const GRID: (usize, usize) = (81, 65);
/// Panels in a row.
const COLUMNS: usize = 3;

/// What is shown of the plane of both weights; a bias stands at its minimum.
struct Window {
    x: (f64, f64),
    y: (f64, f64),
}

impl Window {
    /// Five wide to four high around the minimum, as far as the start and a bit farther.
    fn of(quadratic: &Quadratic, start: &[f64]) -> Window {
        let minimum = &quadratic.minimum;
        let far = (start[0] - minimum[0])
            .abs()
            .max(1.25 * (start[1] - minimum[1]).abs());
        let half = if far > 0.0 { 1.3 * far } else { 1.0 };
        let around = |centre: f64, half: f64| (centre - half, centre + half);
        Window {
            x: around(minimum[0], half),
            y: around(minimum[1], 0.8 * half),
        }
    }

    fn contains(&self, w: &[f64]) -> bool {
        let within = |(low, high): (f64, f64), w: f64| (low..=high).contains(&w);
        within(self.x, w[0]) && within(self.y, w[1])
    }

    /// E − E_min over the grid.
    fn heights(&self, quadratic: &Quadratic) -> Vec<f64> {
        let (h, n) = (&quadratic.hessian, quadratic.weights());
        let along = |(from, to): (f64, f64), k: usize, count: usize| {
            0.5 * (to - from) * (2.0 * k as f64 / (count - 1) as f64 - 1.0)
        };
        let height = |k: usize| {
            let a = along(self.x, k % GRID.0, GRID.0);
            let b = along(self.y, k / GRID.0, GRID.1);
            0.5 * (a * a * h[0] + 2.0 * a * b * h[1] + b * b * h[n + 1])
        };
        (0..GRID.0 * GRID.1).map(height).collect()
    }
}

/// 1 and 3 times the powers of ten over three decades below the highest sample.
fn levels(heights: &[f64]) -> Vec<f64> {
    let highest = heights.iter().copied().fold(0.0, f64::max);
    let decades = (-12..=12).flat_map(|k| {
        // Divided by a whole power, 0.3 is the nearest number to it.
        [1.0, 3.0].map(|digit| match k {
            ..0 => digit / 10.0_f64.powi(-k),
            _ => digit * 10.0_f64.powi(k),
        })
    });
    let shown = decades.filter(|level| *level < highest && *level > 1e-3 * highest);
    shown.collect()
}

/// A panel for each run; `None` for other numbers of inputs than two.
pub fn paths(examples: &Examples, quadratic: &Quadratic, runs: &[Run]) -> Option<Figure> {
    if examples.width - usize::from(examples.with_bias) != 2 {
        return None;
    }
    let window = Window::of(quadratic, &runs[0].path[0]);
    let heights = window.heights(quadratic);
    let levels = levels(&heights);
    let with_bar = runs.len().min(COLUMNS) - 1;
    let panels = runs.iter().enumerate().map(|(index, run)| {
        let bar = if index == with_bar { "E − min E" } else { "" };
        let contours = Mark::Contours {
            label: Text::same(bar),
            columns: GRID.0,
            x: window.x,
            y: window.y,
            z: heights.clone(),
            levels: levels.clone(),
        };
        let mut marks = vec![contours, minimum(quadratic)];
        marks.extend(path(run, &window));
        let mut panel = Panel::new(
            Axis::linear(Text::same("w₁")).from_to(window.x.0, window.x.1),
            Axis::linear(Text::same("w₂")).from_to(window.y.0, window.y.1),
            marks,
        )
        .titled(run_label(run));
        panel.equal_aspect = true;
        panel
    });
    let title = Text::new(
        "Paths of the weights over the error of a linear unit",
        "Траектории весов на поверхности ошибки линейного нейрона",
    );
    Some(Figure::grid("paths", title, COLUMNS, panels.collect()))
}

fn minimum(quadratic: &Quadratic) -> Mark {
    Mark::Points {
        label: Text::new("minimum w*", "минимум w*"),
        style: Style::of("reference").radius(4.5),
        x: vec![quadratic.minimum[0]],
        y: vec![quadratic.minimum[1]],
    }
}

/// The way from the start, a ring, to the end, a star; of a run that does not converge only the way
/// out of the window, from its start, a large disc.
fn path(run: &Run, window: &Window) -> Vec<Mark> {
    let style = Style::of("path").width(1.6).radius(2.2);
    let coordinates = |steps: &[Vec<f64>]| steps.iter().map(|w| (w[0], w[1])).unzip();
    if run.converged() {
        let (x, y) = coordinates(&run.path);
        let label = Text::default();
        return vec![Mark::Path { label, style, x, y }];
    }
    let outside = run.path.iter().position(|w| !window.contains(w));
    let shown = outside.map_or(run.path.len(), |step| step + 1);
    let (x, y) = coordinates(&run.path[..shown]);
    let start = Mark::Points {
        label: Text::default(),
        style: style.clone().radius(5.0),
        x: vec![run.path[0][0]],
        y: vec![run.path[0][1]],
    };
    let mut marks: Vec<Mark> = Mark::joined(Text::default(), style, x, y).into();
    marks.push(start);
    marks
}
