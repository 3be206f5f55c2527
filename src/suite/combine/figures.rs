//! Figures of a sweep: metrics over the swept setting, the runs' own lines laid over each other, and
//! the runs' own figures.

use super::{Row, Runs};
use crate::math::statistics;
use crate::outcome::figure::{Axis, Mark, Panel, Scale, Style};
use crate::outcome::{Figure, Language, Outcome, Text};

/// Most metrics that are drawn over the swept setting.
const MAX_CURVES: usize = 12;

/// The place, among the swept keys, of the numeric one with most values: the x axis of the curves.
fn numeric_key(runs: &Runs) -> Option<usize> {
    (0..runs.points[0].len())
        .map(|key| {
            let mut values: Vec<f64> = runs
                .points
                .iter()
                .filter_map(|point| point[key].1.parse().ok())
                .collect();
            let is_numeric = values.len() == runs.points.len();
            values.sort_by(f64::total_cmp);
            values.dedup();
            (key, if is_numeric { values.len() } else { 0 })
        })
        .filter(|(_, distinct)| *distinct >= 3)
        .max_by_key(|(key, distinct)| (*distinct, std::cmp::Reverse(*key)))
        .map(|(key, _)| key)
}

/// The metrics that the view asks for, or all that vary, over the swept setting, one panel each.
pub fn curves(runs: &Runs, rows: &[Row]) -> Option<Figure> {
    let key = numeric_key(runs)?;
    let is_drawn = |row: &&Row| match &runs.view.draw {
        Some(names) => names.contains(&row.metric.name),
        None => varies(row),
    };
    let panels: Vec<Panel> = rows
        .iter()
        .filter(is_drawn)
        .take(MAX_CURVES)
        .map(|row| curve_panel(runs, row, key))
        .collect();
    let name = runs.view.label(&runs.points[0][key].0);
    let columns = if panels.len() > 2 { 2 } else { 1 };
    let title = Text::new(
        format!("Dependence on {}", without_unit(&name.en)),
        format!("Зависимость от параметра «{}»", without_unit(&name.ru)),
    );
    (!panels.is_empty()).then(|| Figure::grid("sweep", title, columns, panels))
}

/// A label without its unit: `current density, µA/cm²` → `current density`.
fn without_unit(label: &str) -> &str {
    label.rsplit_once(", ").map_or(label, |(name, _)| name)
}

/// A label and a value of it, the unit behind the number: `shock, mV` and 7 → `shock = 7 mV`.
fn with_value(label: &str, value: &str) -> String {
    // A number has a minus, not a hyphen.
    let minus = value.parse::<f64>().is_ok_and(|number| number < 0.0);
    let value = &value.replacen('-', if minus { "−" } else { "-" }, 1);
    match label.rsplit_once(", ") {
        Some((name, unit)) => format!("{name} = {value} {unit}"),
        None => format!("{label} = {value}"),
    }
}

/// `shock = 7 mV; temperature = 18.5 °C`: the swept values of a point but the one at `except`.
fn values_text(runs: &Runs, point: usize, except: Option<usize>) -> Text {
    let part = |language: Language| {
        let shown: Vec<String> = runs.points[point]
            .iter()
            .enumerate()
            .filter(|(place, _)| Some(*place) != except)
            .map(|(_, (key, value))| with_value(runs.view.label(key).get(language), value))
            .collect();
        shown.join("; ")
    };
    Text::new(part(Language::En), part(Language::Ru))
}

fn varies(row: &Row) -> bool {
    let mut values = row
        .values
        .iter()
        .flatten()
        .filter(|value| value.is_finite());
    match values.next() {
        Some(first) => values.any(|value| value != first),
        None => false,
    }
}

fn curve_panel(runs: &Runs, row: &Row, key: usize) -> Panel {
    // Settings that go with the one on the axis do not tell curves apart.
    let mut values: Vec<&str> = runs
        .points
        .iter()
        .map(|point| point[key].1.as_str())
        .collect();
    values.sort_unstable();
    values.dedup();
    let is_one_curve = values.len() == runs.points.len();
    let mut groups: Vec<(Text, Vec<usize>)> = Vec::new();
    for point in 0..runs.points.len() {
        let label = match is_one_curve {
            true => Text::default(),
            false => values_text(runs, point, Some(key)),
        };
        match groups.iter_mut().find(|(other, _)| *other == label) {
            Some((_, members)) => members.push(point),
            None => groups.push((label, vec![point])),
        }
    }
    let mut marks = Vec::new();
    for (place, (label, mut members)) in groups.into_iter().enumerate() {
        let x = |point: &usize| runs.points[*point][key].1.parse().unwrap_or(f64::NAN);
        members.sort_by(|a, b| x(a).total_cmp(&x(b)));
        let style = Style::of(if label.en.is_empty() {
            "result".to_string()
        } else {
            format!("point-{place}")
        });
        let xs: Vec<f64> = members.iter().map(x).collect();
        let quartiles: Vec<[f64; 3]> = members
            .iter()
            .map(|&point| statistics::quartiles(&row.values[point]))
            .collect();
        if runs.repeats > 1 {
            marks.push(Mark::Band {
                label: Text::default(),
                style: style.clone(),
                x: xs.clone(),
                low: quartiles.iter().map(|q| q[0]).collect(),
                high: quartiles.iter().map(|q| q[2]).collect(),
            });
        }
        let y: Vec<f64> = quartiles.iter().map(|q| q[1]).collect();
        marks.extend(Mark::joined(label, style, xs, y));
    }
    let swept = runs
        .points
        .iter()
        .filter_map(|point| point[key].1.parse().ok());
    let axis = |name: &str, scale: Scale| Axis {
        scale,
        ..Axis::linear(runs.view.label(name))
    };
    // A power law is a line on two logarithmic axes; over a linear one a logarithm would hide more
    // than it shows.
    let across = scale(swept);
    let up = match across {
        Scale::Linear => Scale::Linear,
        Scale::Log => scale(row.values.iter().flatten().copied()),
    };
    Panel::new(
        axis(&runs.points[0][key].0, across),
        axis(&row.metric.name, up),
        marks,
    )
}

/// Logarithmic where the finite values are positive and span two decades.
fn scale(values: impl Iterator<Item = f64>) -> Scale {
    let (low, high) = values
        .filter(|value| value.is_finite())
        .fold((f64::INFINITY, 0.0_f64), |(low, high), value| {
            (low.min(value), high.max(value))
        });
    if low > 0.0 && high / low >= 100.0 {
        Scale::Log
    } else {
        Scale::Linear
    }
}

/// For each figure that all points have, those that diverged left out: its one-line panels with
/// every point's line in them.
pub fn overlays(runs: &Runs) -> Vec<Figure> {
    let firsts: Vec<(usize, &Outcome)> = (0..runs.points.len())
        .filter_map(|point| Some((point, runs.first(point)?)))
        .collect();
    if firsts.len() < 2 {
        return Vec::new();
    }
    let overlay = |figure: &Figure| {
        let alike: Option<Vec<(usize, &Figure)>> = firsts
            .iter()
            .map(|&(point, outcome)| {
                let found = outcome.figures.iter().find(|other| {
                    other.name == figure.name && other.panels.len() == figure.panels.len()
                });
                Some((point, found?))
            })
            .collect();
        let alike = alike?;
        let panels: Vec<Panel> = (0..figure.panels.len())
            .filter_map(|place| overlaid_panel(runs, &alike, place))
            .collect();
        (!panels.is_empty()).then(|| Figure {
            name: overlay_name(figure),
            title: figure.title.clone(),
            columns: figure.columns,
            panels,
        })
    };
    firsts[0].1.figures.iter().filter_map(overlay).collect()
}

fn overlay_name(figure: &Figure) -> String {
    format!("{}-overlay", figure.name)
}

fn overlaid_panel(runs: &Runs, figures: &[(usize, &Figure)], place: usize) -> Option<Panel> {
    let mut panel = Panel {
        marks: Vec::new(),
        ..figures[0].1.panels[place].clone()
    };
    for &(point, figure) in figures {
        let mut lines = figure.panels[place]
            .marks
            .iter()
            .filter(|mark| matches!(mark, Mark::Line { .. }));
        let (Some(Mark::Line { x, y, style, .. }), None) = (lines.next(), lines.next()) else {
            return None;
        };
        panel.marks.push(Mark::Line {
            label: values_text(runs, point, None),
            style: Style {
                key: format!("point-{point}"),
                ..style.clone()
            },
            x: x.clone(),
            y: y.clone(),
        });
    }
    Some(panel)
}

/// Whether an overlay shows every panel of a figure, so that the single runs' own say no more.
fn is_overlaid(figure: &Figure, overlays: &[Figure]) -> bool {
    let name = overlay_name(figure);
    overlays
        .iter()
        .any(|overlay| overlay.name == name && overlay.panels.len() == figure.panels.len())
}

/// Adds the figures of a point's first run that are not overlaid, and its series, under names of
/// their own.
pub fn append_own(runs: &Runs, point: usize, overlays: &[Figure], combined: &mut Outcome) {
    let Some(outcome) = runs.first(point) else {
        return;
    };
    let label = runs.label(point);
    let suffix = if label.is_empty() {
        String::new()
    } else {
        format!("-{}", file_stem(&label))
    };
    let alone = |figure: &&Figure| !is_overlaid(figure, overlays);
    for figure in outcome.figures.iter().filter(alone) {
        let mut figure = figure.clone();
        figure.name.push_str(&suffix);
        if !label.is_empty() {
            let values = values_text(runs, point, None);
            figure.title = Text::new(
                format!("{} ({})", figure.title.en, values.en),
                format!("{} ({})", figure.title.ru, values.ru),
            );
        }
        combined.figures.push(figure);
    }
    for table in &outcome.timings {
        let mut table = table.clone();
        table.name.push_str(&suffix);
        if !label.is_empty() {
            table.caption = Text::new(
                format!("{} ({label})", table.caption.en),
                format!("{} ({label})", table.caption.ru),
            );
        }
        combined.timings.push(table);
    }
    for series in &outcome.series {
        let mut series = series.clone();
        series.name.push_str(&suffix);
        combined.series.push(series);
    }
    combined.notes.extend(
        outcome
            .notes
            .iter()
            .cloned()
            .map(|note| match label.is_empty() {
                true => note,
                false => Text::new(
                    format!("{label}: {}", note.en),
                    format!("{label}: {}", note.ru),
                ),
            }),
    );
}

/// A label as part of a file name: `shock_mv=7` → `shock_mv-7`.
fn file_stem(label: &str) -> String {
    let kept = |letter: char| {
        if letter.is_ascii_alphanumeric() || "._".contains(letter) {
            letter
        } else {
            '-'
        }
    };
    label.chars().map(kept).collect()
}
