//! Metrics, table and figure of the kind `axon-convergence`.

use super::{AxonConvergence, ratio};
use crate::math;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};
use crate::outcome::{Cell, Outcome, Table, Text};

/// Puts the velocities together, Δt running fastest.
pub fn outcome(settings: &AxonConvergence, shot: f64, velocities: &[f64]) -> Outcome {
    let grid = Grid {
        settings,
        shot,
        velocities,
    };
    let mut outcome = Outcome::default();
    outcome.metric("shooting_m_s", shot, "m/s");
    for (i, dx_um) in settings.dx_um.iter().enumerate() {
        for (j, dt_ms) in settings.dt_ms.iter().enumerate() {
            let name = format!("error[dx_um={dx_um},dt_ms={dt_ms}]");
            outcome.metric(name, grid.error(i, j), "");
        }
    }
    let (along_dx, along_dt) = (grid.along_dx(), grid.along_dt());
    let finest = velocities.last().copied().unwrap_or(f64::NAN);
    let (order_dx, more_dx) = refined(&along_dx, ratio(&settings.dx_um));
    let (order_dt, more_dt) = refined(&along_dt, ratio(&settings.dt_ms));
    let extrapolated = finest + more_dx + more_dt;
    for (name, value, unit) in [
        ("finest_m_s", finest, "m/s"),
        ("order_dx", order_dx, ""),
        ("order_dt", order_dt, ""),
        ("extrapolated_m_s", extrapolated, "m/s"),
        ("extrapolated_error", extrapolated / shot - 1.0, ""),
    ] {
        outcome.metric(name, value, unit);
    }
    outcome.tables.push(grid.table());
    outcome.figures.push(grid.figure());
    outcome
}

/// The order that the last three velocities show, and what a method of second order still misses
/// after the last.
fn refined(velocities: &[f64], ratio: Option<f64>) -> (f64, f64) {
    let (Some(ratio), [.., a, b, c]) = (ratio, velocities) else {
        return (f64::NAN, f64::NAN);
    };
    let order = math::ln((a - b) / (b - c)) / math::ln(ratio);
    (order, (c - b) / (ratio * ratio - 1.0))
}

struct Grid<'a> {
    settings: &'a AxonConvergence,
    shot: f64,
    velocities: &'a [f64],
}

impl Grid<'_> {
    fn velocity(&self, i: usize, j: usize) -> f64 {
        self.velocities[i * self.settings.dt_ms.len() + j]
    }

    fn error(&self, i: usize, j: usize) -> f64 {
        self.velocity(i, j) / self.shot - 1.0
    }

    /// Velocities over Δx at the finest Δt.
    fn along_dx(&self) -> Vec<f64> {
        let finest = self.settings.dt_ms.len() - 1;
        let all = 0..self.settings.dx_um.len();
        all.map(|i| self.velocity(i, finest)).collect()
    }

    /// Velocities over Δt at the finest Δx.
    fn along_dt(&self) -> Vec<f64> {
        let finest = self.settings.dx_um.len() - 1;
        let all = 0..self.settings.dt_ms.len();
        all.map(|j| self.velocity(finest, j)).collect()
    }

    fn table(&self) -> Table {
        let mut header = vec![Text::new("dx, µm", "dx, мкм")];
        let steps = self.settings.dt_ms.iter();
        header.extend(steps.map(|dt| {
            let ru = format!("dt = {dt} мс").replace('.', ",");
            Text::new(format!("dt = {dt} ms"), ru)
        }));
        let rows = self.settings.dx_um.iter().enumerate().map(|(i, &dx_um)| {
            let mut cells = vec![Cell::Number {
                value: dx_um,
                decimals: 0,
            }];
            let all = 0..self.settings.dt_ms.len();
            cells.extend(all.map(|j| Cell::Number {
                value: self.velocity(i, j),
                decimals: 5,
            }));
            cells
        });
        Table {
            name: "velocities".into(),
            caption: Text::new(
                format!("Velocity in m/s; by shooting {:.6}", self.shot),
                format!("Скорость, м/с; стрельба даёт {:.6}", self.shot).replace('.', ","),
            ),
            header,
            rows: rows.collect(),
        }
    }

    fn figure(&self) -> Figure {
        let (dx, dt) = (&self.settings.dx_um, &self.settings.dt_ms);
        let left = self.panel(
            Text::new("cell length dx, µm", "длина ячейки dx, мкм"),
            dx,
            dt.iter().map(|dt| (format!("dt = {dt}"), "ms", "мс")),
            |line, point| self.error(point, line),
        );
        let right = self.panel(
            Text::new("step dt, ms", "шаг dt, мс"),
            dt,
            dx.iter().map(|dx| (format!("dx = {dx}"), "µm", "мкм")),
            |line, point| self.error(line, point),
        );
        let title = Text::new(
            "Error of the conduction velocity against that of shooting",
            "Погрешность скорости проведения относительно стрельбы",
        );
        Figure::grid("convergence", title, 2, vec![left, right])
    }

    fn panel<'a>(
        &self,
        x: Text,
        steps: &[f64],
        lines: impl Iterator<Item = (String, &'a str, &'a str)>,
        error: impl Fn(usize, usize) -> f64,
    ) -> Panel {
        let mut marks = Vec::new();
        for (line, (name, en, ru)) in lines.enumerate() {
            let all = 0..steps.len();
            let y: Vec<f64> = all.map(|point| error(line, point).abs()).collect();
            let label = Text::new(
                format!("{name} {en}"),
                format!("{name} {ru}").replace('.', ","),
            );
            let style = Style::of(format!("grid-{line}"));
            marks.extend(Mark::joined(label, style, steps.to_vec(), y));
        }
        // A slope of 2, from where the coarsest step of the finest other one is.
        let last = marks.len() / 2 - 1;
        let from = error(last, 0).abs();
        let guide = steps.iter().map(|step| from * (step / steps[0]).powi(2));
        marks.push(Mark::Line {
            label: Text::new("second order", "второй порядок"),
            style: Style::of("reference").dashed().width(1.0),
            x: steps.to_vec(),
            y: guide.collect(),
        });
        let y = Axis::log(Text::new("relative error", "относительная погрешность"));
        Panel::new(Axis::log(x), y, marks)
    }
}
