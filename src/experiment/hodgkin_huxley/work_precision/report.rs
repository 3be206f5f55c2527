//! Figure, table and metrics of the kind `work-precision`.

use super::Part;
use crate::experiment::hodgkin_huxley::integrator::MethodName;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};
use crate::outcome::{Cell, Outcome, Table, Text};

/// Puts the runs together; `reference` are the spike times they are compared with.
pub fn outcome(reference: &[f64], parts: &[Part]) -> Outcome {
    let mut outcome = Outcome::default();
    let at = |place: Option<usize>| place.map_or(f64::NAN, |place| reference[place]);
    outcome.metric("spikes", reference.len() as f64, "");
    let first = (!reference.is_empty()).then_some(0);
    outcome.metric("first_spike_ms", at(first), "ms");
    outcome.metric("last_spike_ms", at(reference.len().checked_sub(1)), "ms");
    // The errors of ode_solvers are rounding and step control of the platform: in the table only.
    for part in parts {
        let method = part.integrator.method;
        if method.depends_on_platform() {
            continue;
        }
        let name = format!(
            "{}_{}",
            key(method).replace('-', "_"),
            number(part.setting())
        );
        outcome.metric(format!("error_ms[{name}]"), part.error_ms(reference), "ms");
        outcome.metric(format!("evaluations[{name}]"), part.evaluations as f64, "");
    }
    for part in parts {
        if let Some(why) = &part.diverged {
            let (method, setting) = (name_of(part), number(part.setting()));
            outcome.notes.push(Text::new(
                format!("{} at {setting}: {why}", method.en),
                format!("{} при {setting}: {why}", method.ru),
            ));
        }
    }
    outcome.tables.push(table(reference, parts));
    outcome.figures.push(figure(reference, parts));
    outcome
}

/// `1e-8` for tolerances, `0.025` for steps.
fn number(setting: f64) -> String {
    if setting < 1e-3 {
        format!("{setting:e}")
    } else {
        setting.to_string()
    }
}

fn key(method: MethodName) -> &'static str {
    match method {
        MethodName::Dop853 => "dop853",
        MethodName::OdeSolversDop853 => "ode-solvers-dop853",
        MethodName::OdeSolversDopri5 => "ode-solvers-dopri5",
        MethodName::Euler => "euler",
        MethodName::ExponentialEuler => "exponential-euler",
        MethodName::Rk4 => "rk4",
    }
}

fn name_of(part: &Part) -> Text {
    let method = part.integrator.method;
    match method {
        MethodName::Dop853 => Text::new(method.title(), "Дорман–Принс 8(5,3)"),
        MethodName::Euler => Text::new(method.title(), "Эйлер"),
        MethodName::ExponentialEuler => Text::new(method.title(), "экспоненциальный Эйлер"),
        MethodName::Rk4 => Text::new(method.title(), "Рунге–Кутта 4"),
        _ => Text::same(method.title()),
    }
}

fn table(reference: &[f64], parts: &[Part]) -> Table {
    let rows = parts.iter().map(|part| {
        let error = part.error_ms(reference);
        let words = if part.diverged.is_some() {
            Text::new("diverged", "расходится")
        } else if error.is_finite() {
            Text::same(format!("{error:.1e}"))
        } else {
            Text::new(
                format!("{} spikes", part.spikes_ms.len()),
                format!("импульсов: {}", part.spikes_ms.len()),
            )
        };
        let setting = number(part.setting());
        let setting = if part.integrator.method.is_adaptive() {
            Text::same(setting)
        } else {
            Text::new(format!("{setting} ms"), format!("{setting} мс"))
        };
        vec![
            Cell::Text(name_of(part)),
            Cell::Text(setting),
            Cell::Text(words),
            Cell::Number {
                value: part.evaluations as f64,
                decimals: 0,
            },
        ]
    });
    Table {
        name: "work_precision".into(),
        caption: Text::new(
            format!(
                "Greatest error of {} spike times, and work",
                reference.len()
            ),
            format!(
                "Наибольшая погрешность моментов импульсов (всего {}) и трудоёмкость",
                reference.len()
            ),
        ),
        header: vec![
            Text::new("method", "метод"),
            Text::new("tolerance or step", "допуск или шаг"),
            Text::new("error, ms", "погрешность, мс"),
            Text::new("evaluations", "вычислений правой части"),
        ],
        rows: rows.collect(),
    }
}

fn figure(reference: &[f64], parts: &[Part]) -> Figure {
    let mut marks = Vec::new();
    for runs in parts.chunk_by(|a, b| a.integrator.method == b.integrator.method) {
        let points = runs
            .iter()
            .map(|part| (part.evaluations as f64, part.error_ms(reference)))
            .filter(|point| point.1.is_finite() && point.1 > 0.0);
        let (x, y): (Vec<f64>, Vec<f64>) = points.unzip();
        let style = Style::of(key(runs[0].integrator.method));
        let label = name_of(&runs[0]);
        marks.extend(Mark::joined(label, style, x, y));
    }
    let panel = Panel::new(
        Axis::log(Text::new(
            "evaluations of the right-hand side",
            "вычислений правой части",
        )),
        Axis::log(Text::new(
            "error of the spike times, ms",
            "погрешность моментов импульсов, мс",
        )),
        marks,
    );
    let title = Text::new("Work and precision", "Трудоёмкость и точность");
    Figure::single("work-precision", title, panel)
}
