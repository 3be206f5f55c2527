//! The planes as figures: nullclines, fixed points and trajectories, and beside them the same
//! trajectories over time.

use super::PhasePlane;
use super::frozen::{Frozen, Response};
use super::plane::{Closure, FixedPoint, Plane, Point};
use super::reduced::Reduced;
use crate::neuron::hodgkin_huxley::{H, N, V};
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};

/// Potentials of the nullclines.
const FINE: usize = 1501;

/// The fast plane, whole and near the threshold, and V over time with the gates frozen and free.
pub fn frozen(settings: &PhasePlane, found: &Frozen) -> Figure {
    let model = found.plane.model;
    let whole = (model.e_k_mv - 8.0, model.e_na_mv + 10.0);
    let mut panels = vec![fast_panel(found, whole, (0.0, 1.0)).titled(Text::new(
        "V and m, with h and n frozen at rest",
        "V и m; h и n заморожены на уровне покоя",
    ))];
    if let Some(saddle) = found.fixed_points.iter().find(|point| point.is_saddle()) {
        let rest = found.rest[V];
        let reach = (found.threshold_mv - rest).max(saddle.at[0] - rest);
        let near = (rest - 0.5 * reach, rest + 1.7 * reach);
        let open = (0.0, 2.0 * saddle.at[1]);
        panels.push(fast_panel(found, near, open).titled(Text::new(
            "the same near the threshold",
            "то же вблизи порога",
        )));
    }
    let traces = |title: Text, value: &dyn Fn(&Response) -> Vec<f64>| {
        let y = potential_axis().from_to(whole.0, whole.1);
        let marks = found.responses.iter().map(|response| {
            let (label, style) = shock_look(settings, response.shock_mv);
            Mark::Line {
                label,
                style,
                x: response.t_ms.clone(),
                y: value(response),
            }
        });
        Panel::new(time_axis(settings), y, marks.collect()).titled(title)
    };
    panels.push(traces(
        Text::new(
            "V over time, h and n frozen",
            "V во времени, h и n заморожены",
        ),
        &|response| response.frozen.iter().map(|at| at[0]).collect(),
    ));
    panels.push(traces(
        Text::new(
            "V over time, the whole membrane",
            "V во времени, полная система",
        ),
        &|response| response.whole.iter().map(|s| s[V]).collect(),
    ));
    let title = Text::new(
        "The fast plane: threshold as a separatrix",
        "Быстрая плоскость: порог как сепаратриса",
    );
    Figure::grid("plane", title, 2, panels)
}

/// The fast plane within a range of V and of m.
fn fast_panel(found: &Frozen, range: (f64, f64), open: (f64, f64)) -> Panel {
    let mut marks = nullclines(&found.plane, range);
    marks.push(line(
        Text::new("separatrix", "сепаратриса"),
        Style::of("separatrix").dashed().width(2.5),
        &found.separatrix,
    ));
    let shocks: Vec<f64> = found.responses.iter().map(|r| r.shock_mv).collect();
    for response in &found.responses {
        let (label, style) = ranked_look(&shocks, response.shock_mv);
        marks.push(line(label, style.width(1.5), &response.frozen));
    }
    marks.extend(fixed_points(&found.fixed_points));
    Panel::new(
        potential_axis().from_to(range.0, range.1),
        Axis::linear(Text::same("m")).from_to(open.0, open.1),
        marks,
    )
}

/// The slow plane, h against n, V over time, and h + n over time.
pub fn reduced(settings: &PhasePlane, found: &Reduced) -> Figure {
    let panels = vec![
        slow_panel(settings, found),
        relation_panel(settings, found),
        time_panel(settings, found),
        sum_panel(settings, found),
    ];
    let title = Text::new(
        "The slow plane: excitation and recovery",
        "Медленная плоскость: возбуждение и восстановление",
    );
    Figure::grid("plane", title, 2, panels)
}

fn slow_panel(settings: &PhasePlane, found: &Reduced) -> Panel {
    let model = found.plane.model;
    let range = (model.e_k_mv - 4.0, model.e_na_mv + 10.0);
    let mut marks = nullclines(&found.plane, range);
    for response in &found.responses {
        let (label, style) = shock_look(settings, response.shock_mv);
        let whole: Vec<Point> = response.whole.iter().map(|s| [s[V], s[N]]).collect();
        marks.push(line(label, style.clone().width(1.5), &whole));
        marks.push(line(
            reduced_label(settings, response.shock_mv),
            style.dashed().width(1.5),
            &response.reduced,
        ));
    }
    marks.extend(fixed_points(&found.fixed_points));
    Panel::new(
        potential_axis().from_to(range.0, range.1),
        Axis::linear(Text::same("n")).from_to(0.2, 0.9),
        marks,
    )
    .titled(Text::new("V and n", "V и n"))
}

fn relation_panel(settings: &PhasePlane, found: &Reduced) -> Panel {
    let mut marks = Vec::new();
    for response in &found.responses {
        let (label, style) = shock_look(settings, response.shock_mv);
        let path: Vec<Point> = response.whole.iter().map(|s| [s[N], s[H]]).collect();
        marks.push(line(label, style.width(1.5), &path));
    }
    if let Closure::Reduced { offset, slope } = found.plane.closure {
        let ends = [0.2, 0.9].map(|n| [n, offset - slope * n]);
        marks.push(line(
            Text::same("h = a − b n"),
            Style::of("reference"),
            &ends,
        ));
    }
    Panel::new(
        Axis::linear(Text::same("n")).from_to(0.2, 0.9),
        Axis::linear(Text::same("h")).from_to(0.0, 0.7),
        marks,
    )
    .titled(Text::new("h goes with n", "h следует за n"))
}

fn time_panel(settings: &PhasePlane, found: &Reduced) -> Panel {
    let mut marks = Vec::new();
    for response in &found.responses {
        let (label, style) = shock_look(settings, response.shock_mv);
        marks.push(Mark::Line {
            label,
            style: style.clone(),
            x: response.t_ms.clone(),
            y: response.whole.iter().map(|s| s[V]).collect(),
        });
        marks.push(Mark::Line {
            label: reduced_label(settings, response.shock_mv),
            style: style.dashed().width(1.5),
            x: response.t_ms.clone(),
            y: response.reduced.iter().map(|at| at[0]).collect(),
        });
    }
    Panel::new(time_axis(settings), potential_axis(), marks)
        .titled(Text::new("V over time", "V во времени"))
}

fn sum_panel(settings: &PhasePlane, found: &Reduced) -> Panel {
    let marks = found.responses.iter().map(|response| {
        let (label, style) = shock_look(settings, response.shock_mv);
        Mark::Line {
            label,
            style,
            x: response.t_ms.clone(),
            y: response.whole.iter().map(|s| s[H] + s[N]).collect(),
        }
    });
    Panel::new(
        time_axis(settings),
        Axis::linear(Text::same("h + n")).from_to(0.0, 1.2),
        marks.collect(),
    )
    .titled(Text::new(
        "the sum h + n of the whole membrane",
        "сумма h + n полной системы",
    ))
}

/// Where V and where the gate stands still.
fn nullclines(plane: &Plane, range: (f64, f64)) -> Vec<Mark> {
    let gate = match plane.closure {
        Closure::Frozen { .. } => "m",
        Closure::Reduced { .. } => "n",
    };
    let v_mv: Vec<f64> = (0..FINE)
        .map(|i| range.0 + (range.1 - range.0) * (i as f64 / (FINE - 1) as f64))
        .collect();
    let nullcline = |label: Text, key: &str, w: Vec<f64>| Mark::Line {
        label,
        style: Style::of(key).width(2.5),
        x: v_mv.clone(),
        y: w,
    };
    let potential = v_mv
        .iter()
        .map(|&v| plane.potential_nullcline(v).unwrap_or(f64::NAN));
    let gates = v_mv.iter().map(|&v| plane.gate_nullcline(v));
    vec![
        nullcline(Text::same("dV/dt = 0"), "potential", potential.collect()),
        nullcline(Text::same(format!("d{gate}/dt = 0")), gate, gates.collect()),
    ]
}

fn fixed_points(points: &[FixedPoint]) -> Vec<Mark> {
    let disc = |label: Text, key: &str, at: Point| Mark::Points {
        label,
        style: Style::of(key).radius(8.0),
        x: vec![at[0]],
        y: vec![at[1]],
    };
    points
        .iter()
        .map(|point| {
            let (label, key) = if point.is_stable() {
                (
                    Text::new("stable fixed point", "устойчивая особая точка"),
                    "stable",
                )
            } else if point.is_saddle() {
                (Text::new("saddle", "седло"), "saddle")
            } else {
                (
                    Text::new("unstable fixed point", "неустойчивая особая точка"),
                    "unstable",
                )
            };
            disc(label, key, point.at)
        })
        .collect()
}

fn line(label: Text, style: Style, path: &[Point]) -> Mark {
    Mark::Line {
        label,
        style,
        x: path.iter().map(|at| at[0]).collect(),
        y: path.iter().map(|at| at[1]).collect(),
    }
}

/// The same of the reduced membrane.
fn reduced_label(settings: &PhasePlane, shock_mv: f64) -> Text {
    if settings.shocks_mv.len() == 1 {
        return Text::new("reduced to V and n", "сокращённая до V и n");
    }
    let (label, _) = shock_look(settings, shock_mv);
    Text::new(
        format!("{}, reduced", label.en),
        format!("{}, сокращённая", label.ru),
    )
}

fn potential_axis() -> Axis {
    Axis::linear(Text::new("V, mV", "V, мВ"))
}

fn time_axis(settings: &PhasePlane) -> Axis {
    Axis::linear(Text::new("time, ms", "время, мс")).from_to(0.0, settings.duration_ms)
}

fn shock_look(settings: &PhasePlane, shock_mv: f64) -> (Text, Style) {
    ranked_look(&settings.shocks_mv, shock_mv)
}

/// Label and look of a trajectory after one of several shocks: alone it is the trajectory.
fn ranked_look(shocks_mv: &[f64], shock_mv: f64) -> (Text, Style) {
    if shocks_mv.len() == 1 {
        let label = Text::new("whole membrane", "полная система");
        return (label, Style::of("whole"));
    }
    let rank = shocks_mv.iter().filter(|&&other| other < shock_mv).count();
    let words = format!("{shock_mv}").replace('-', "−");
    let label = Text::new(format!("shock of {words} mV"), format!("толчок {words} мВ"));
    (label, Style::of(format!("shock-{rank}")))
}
