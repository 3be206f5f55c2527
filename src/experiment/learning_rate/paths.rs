//! The paths of the weights on contour lines of E.

use super::descent::Run;
use super::examples::{Examples, dot};
use super::quadratic::Quadratic;
use super::report::run_label;
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Text};

/// Samples along x and y.
const GRID: (usize, usize) = (81, 65);
/// Panels in a row.
const COLUMNS: usize = 3;

/// A plane of weights through the minimum.
struct Plane {
    /// Two directions at right angles.
    axes: [Vec<f64>; 2],
    /// Coordinates of the minimum, as they are shown.
    origin: [f64; 2],
    labels: [Text; 2],
    /// Half the width and half the height of the picture.
    half: (f64, f64),
}

impl Plane {
    /// The plane of both weights where there are two inputs, else that of the steepest and the
    /// flattest direction; `None` for a single weight.
    fn of(examples: &Examples, quadratic: &Quadratic, runs: &[Run]) -> Option<Plane> {
        let inputs = examples.width - usize::from(examples.with_bias);
        let minimum = &quadratic.minimum;
        let last = quadratic.eigenvalues().len().checked_sub(1)?;
        let mut plane = if inputs == 2 {
            let unit = |place| (0..examples.width).map(|k| f64::from(k == place)).collect();
            Plane {
                axes: [unit(0), unit(1)],
                origin: [minimum[0], minimum[1]],
                labels: [Text::same("w₁"), Text::same("w₂")],
                half: (0.0, 0.0),
            }
        } else if last > 0 {
            let label = |name: &str, k: usize| {
                let lambda = quadratic.eigenvalues()[k];
                Text::same(format!("{name}, λ = {lambda:.3e}"))
            };
            Plane {
                axes: [0, last].map(|k| quadratic.direction(k).to_vec()),
                origin: [0.0, 0.0],
                labels: [label("ν₁", 0), label("νₙ", last)],
                half: (0.0, 0.0),
            }
        } else {
            return None;
        };
        let start = plane.place(&runs[0].path[0], quadratic);
        let far = (start[0] - plane.origin[0])
            .abs()
            .max(1.25 * (start[1] - plane.origin[1]).abs());
        let half = 1.3 * far.max(1e-9);
        plane.half = (half, 0.8 * half);
        Some(plane)
    }

    /// Where the weights stand in the picture.
    fn place(&self, w: &[f64], quadratic: &Quadratic) -> [f64; 2] {
        let off: Vec<f64> = w
            .iter()
            .zip(&quadratic.minimum)
            .map(|(w, m)| w - m)
            .collect();
        [0, 1].map(|axis| self.origin[axis] + dot(&self.axes[axis], &off))
    }

    fn range(&self, axis: usize) -> (f64, f64) {
        let half = if axis == 0 { self.half.0 } else { self.half.1 };
        (self.origin[axis] - half, self.origin[axis] + half)
    }

    /// E − E_min over the grid.
    fn heights(&self, quadratic: &Quadratic) -> Vec<f64> {
        let n = quadratic.weights();
        let product = |a: &[f64], b: &[f64]| -> f64 {
            let rows = quadratic.hessian.chunks_exact(n).zip(a);
            rows.map(|(row, a)| a * dot(row, b)).sum()
        };
        let [u, v] = &self.axes;
        let (uu, uv, vv) = (product(u, u), product(u, v), product(v, v));
        let along =
            |k: usize, count: usize, half: f64| half * (2.0 * k as f64 / (count - 1) as f64 - 1.0);
        let height = |k: usize| {
            let a = along(k % GRID.0, GRID.0, self.half.0);
            let b = along(k / GRID.0, GRID.1, self.half.1);
            0.5 * (a * a * uu + 2.0 * a * b * uv + b * b * vv)
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

/// A panel for each run.
pub fn paths(examples: &Examples, quadratic: &Quadratic, runs: &[Run]) -> Option<Figure> {
    let plane = Plane::of(examples, quadratic, runs)?;
    let heights = plane.heights(quadratic);
    let levels = levels(&heights);
    let (x, y) = (plane.range(0), plane.range(1));
    let with_bar = runs.len().min(COLUMNS) - 1;
    let panels = runs.iter().enumerate().map(|(index, run)| {
        let bar = if index == with_bar { "E − min E" } else { "" };
        let contours = Mark::Contours {
            label: Text::same(bar),
            columns: GRID.0,
            x,
            y,
            z: heights.clone(),
            levels: levels.clone(),
        };
        let marks = vec![contours, minimum(&plane), path(run, &plane, quadratic)];
        let mut panel = Panel::new(
            Axis::linear(plane.labels[0].clone()).from_to(x.0, x.1),
            Axis::linear(plane.labels[1].clone()).from_to(y.0, y.1),
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

fn minimum(plane: &Plane) -> Mark {
    Mark::Points {
        label: Text::new("minimum w*", "минимум w*"),
        style: Style::of("reference").radius(4.5),
        x: vec![plane.origin[0]],
        y: vec![plane.origin[1]],
    }
}

fn path(run: &Run, plane: &Plane, quadratic: &Quadratic) -> Mark {
    let places = run.path.iter().map(|w| plane.place(w, quadratic));
    let finite = places.filter(|[x, y]| x.is_finite() && y.is_finite());
    let (x, y) = finite.map(|[x, y]| (x, y)).unzip();
    Mark::Path {
        label: Text::default(),
        style: Style::of("path").width(1.6).radius(2.2),
        x,
        y,
    }
}
