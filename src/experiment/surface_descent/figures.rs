//! The paths on contour lines, one panel a method, and E against iterations and work.

use super::descend::{End, Run, length};
use super::report::{name_of, title_of};
use super::{Name, SurfaceDescent};
use crate::experiment::thinning;
use crate::optimize::Objective;
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};

/// Samples of the surface along x and y, as a panel of three columns shows them.
pub const GRID: (usize, usize) = (81, 65);
/// Panels in a row.
const COLUMNS: usize = 3;
/// Points of a path nearer than this share of the picture's width to the last one are left out.
const THINNEST: f64 = 0.003;
/// Points of a curve over iterations; they thin out as on the logarithmic axis.
const CURVE_POINTS: f64 = 600.0;

/// A part of the plane.
#[derive(Clone, Copy)]
struct Window {
    x: (f64, f64),
    y: (f64, f64),
}

impl Window {
    /// What is worth seeing of a surface, five wide to four high, widened to a start outside.
    fn of(settings: &SurfaceDescent) -> Self {
        let (centre, half) = match settings.surface {
            Name::Quadratic => ([0.0, 0.0], 4.0),
            Name::Rosenbrock => ([0.0, 1.0], 2.0),
            Name::Beale => ([1.75, 0.0], 2.75),
            Name::Himmelblau => ([0.0, 0.0], 6.25),
            Name::Rastrigin => ([1.25, -0.75], 1.75),
        };
        let start = settings.start();
        let needed = ((start[0] - centre[0]).abs()).max((start[1] - centre[1]).abs() * 1.25);
        let half = if needed > 0.95 * half {
            1.2 * needed
        } else {
            half
        };
        Window {
            x: (centre[0] - half, centre[0] + half),
            y: (centre[1] - 0.8 * half, centre[1] + 0.8 * half),
        }
    }

    /// E at evenly spaced points.
    fn samples(self, settings: &SurfaceDescent) -> Vec<f64> {
        let mut surface = settings.surface();
        let along = |(from, to): (f64, f64), k: usize, count: usize| {
            from + (to - from) * k as f64 / (count - 1) as f64
        };
        (0..GRID.0 * GRID.1)
            .map(|k| {
                let x = along(self.x, k % GRID.0, GRID.0);
                let y = along(self.y, k / GRID.0, GRID.1);
                surface.value(&[x, y])
            })
            .collect()
    }
}

/// Levels of the contour lines: evenly spaced on Rastrigin's even slope, else 1 and 3 times the
/// powers of ten over three and a half decades below the highest sample.
fn levels(name: Name, samples: &[f64]) -> Vec<f64> {
    let highest = samples.iter().copied().fold(0.0, f64::max);
    if name == Name::Rastrigin {
        return (1..=8)
            .map(|k| 3.0 * f64::from(k))
            .filter(|level| *level < highest)
            .collect();
    }
    let decades = (-6..=12).flat_map(|k| {
        // Divided by a whole power, 0.3 is the nearest number to it.
        [1.0, 3.0].map(|digit| match k {
            ..0 => digit / 10.0_f64.powi(-k),
            _ => digit * 10.0_f64.powi(k),
        })
    });
    decades
        .filter(|level| *level < highest && *level > 3e-4 * highest)
        .collect()
}

/// A panel for each method: the contour lines, the minima, the path. The colour bar, one for all
/// panels, stands at the end of the first row.
pub fn paths(settings: &SurfaceDescent, runs: &[Run]) -> Figure {
    let window = Window::of(settings);
    let samples = window.samples(settings);
    let levels = levels(settings.surface, &samples);
    let contours = |label: Text| Mark::Contours {
        label,
        columns: GRID.0,
        x: window.x,
        y: window.y,
        levels: levels.clone(),
        z: samples.clone(),
    };
    let minima = settings.surface().minima();
    let minima = Mark::Points {
        label: Text::new("minimum, E = 0", "минимум, E = 0"),
        style: Style::of("reference").radius(4.5),
        x: minima.iter().map(|minimum| minimum[0]).collect(),
        y: minima.iter().map(|minimum| minimum[1]).collect(),
    };
    let with_bar = runs.len().min(COLUMNS) - 1;
    let panels = runs.iter().enumerate().map(|(index, run)| {
        let label = if index == with_bar { "E" } else { "" };
        let marks = vec![
            contours(Text::same(label)),
            minima.clone(),
            path(run, window),
        ];
        let mut panel = Panel::new(
            Axis::linear(Text::same("x")).from_to(window.x.0, window.x.1),
            Axis::linear(Text::same("y")).from_to(window.y.0, window.y.1),
            marks,
        )
        .titled(panel_title(run));
        panel.equal_aspect = true;
        panel
    });
    let name = title_of(settings.surface());
    let start = settings.start();
    let [x, y] = start.map(|value| value.to_string().replace('-', "−"));
    let title = Text::new(
        format!("{} from ({x}, {y}): iterations to a minimum", name.en),
        format!("{}, старт ({x}, {y}): число итераций до минимума", name.ru),
    );
    Figure::grid("paths", title, COLUMNS, panels.collect())
}

/// The method's name with its iterations, or with how it failed.
fn panel_title(run: &Run) -> Text {
    let (name, iterations) = (name_of(&run.method), run.iterations());
    let (en, ru) = match run.end {
        End::AtMinimum => (iterations.to_string(), iterations.to_string()),
        End::Elsewhere => (
            format!("{iterations}, not global"),
            format!("{iterations}, не глобальный"),
        ),
        End::NoProgress => (
            format!("{iterations}, stuck"),
            format!("{iterations}, застрял"),
        ),
        End::Iterations | End::Budget => (format!("> {iterations}"), format!("> {iterations}")),
        End::Diverged => ("diverges".into(), "расходится".into()),
    };
    Text::new(format!("{}: {en}", name.en), format!("{}: {ru}", name.ru))
}

fn path(run: &Run, window: Window) -> Mark {
    let least = THINNEST * (window.x.1 - window.x.0);
    let count = run.visits.len();
    let (mut x, mut y, mut drawn) = (Vec::new(), Vec::new(), [f64::INFINITY; 2]);
    for (index, visit) in run.visits.iter().enumerate() {
        let at = visit.at;
        let moved = length([at[0] - drawn[0], at[1] - drawn[1]]);
        let finite = at[0].is_finite() && at[1].is_finite();
        if finite && (moved >= least || index + 1 == count) {
            x.push(at[0]);
            y.push(at[1]);
            drawn = at;
        }
    }
    Mark::Path {
        label: Text::default(),
        style: Style::of(run.method.name()).width(1.6).radius(2.2),
        x,
        y,
    }
}

/// E, whose minimum is 0, against iterations and against work.
pub fn convergence(runs: &[Run]) -> Figure {
    let (lowest, highest) = heights(runs);
    let panel = |label: Text, x: &dyn Fn(usize, &Run) -> f64| {
        let curves = runs.iter().map(|run| curve(run, x)).collect();
        let loss = Axis::log(Text::same("E − min E")).from_to(lowest, highest);
        Panel::new(Axis::log(label), loss, curves)
    };
    let panels = vec![
        panel(
            Text::new("iteration + 1", "итерация + 1"),
            &|iteration, _| (iteration + 1) as f64,
        ),
        panel(
            Text::new(
                "work + 1, gradient-equivalents",
                "затраты + 1, вычислений градиента",
            ),
            &|iteration, run| run.visits[iteration].work + 1.0,
        ),
    ];
    let title = Text::new("Height above the minimum", "Высота над минимумом");
    Figure::grid("convergence", title, 1, panels)
}

/// The powers of ten that take in every E, but nothing far below rounding or far above the start.
fn heights(runs: &[Run]) -> (f64, f64) {
    let start = runs.iter().map(|run| run.visits[0].loss);
    let start = start.fold(0.0, f64::max);
    let losses = runs.iter().flat_map(|run| &run.visits);
    let least = losses
        .map(|visit| visit.loss)
        .filter(|loss| *loss > 0.0)
        .fold(start, f64::min);
    let powers = || (-16..=24).map(|k| 10.0_f64.powi(k));
    let below = powers().rfind(|power| *power < least);
    let lowest = below.unwrap_or(1e-16);
    let above = powers().find(|power| *power > lowest && *power > 10.0 * start);
    (lowest, above.unwrap_or(1e24))
}

fn curve(run: &Run, place: &dyn Fn(usize, &Run) -> f64) -> Mark {
    let shown = thinning::logarithmic(run.visits.len(), CURVE_POINTS);
    Mark::Line {
        label: name_of(&run.method),
        style: Style::of(run.method.name()),
        x: shown
            .iter()
            .map(|&iteration| place(iteration, run))
            .collect(),
        y: shown
            .iter()
            .map(|&iteration| run.visits[iteration].loss)
            .collect(),
    }
}
