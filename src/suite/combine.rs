//! The outcomes of a sweep and of repeats, put into one: every metric of every point, a table of
//! them, the metrics as curves over the swept setting (median with a quartile band where there are
//! repeats), and the single runs' own figures where the points are few.

use crate::experiment::Failure;
use crate::math::statistics;
use crate::outcome::figure::{Axis, Mark, Panel, Scale, Style};
use crate::outcome::{Cell, Figure, Metric, Outcome, Table, Text};

/// Most points of which the single runs' figures are kept.
const MAX_POINTS_WITH_FIGURES: usize = 12;
/// Most metrics that are drawn over the swept setting.
const MAX_CURVES: usize = 12;

/// What is combined: `outcomes[point * repeats + repeat]`.
pub struct Runs {
    /// The swept (key, value) pairs of each point.
    pub points: Vec<Vec<(String, String)>>,
    pub repeats: usize,
    pub outcomes: Vec<Result<Outcome, Failure>>,
}

/// One metric over all points and repeats.
struct Row {
    metric: Metric,
    /// For each point the finite or non-finite values of the runs that have it.
    values: Vec<Vec<f64>>,
}

/// Puts the runs into one outcome.
///
/// # Errors
/// An interruption or a failure other than divergence of any run; divergence only when no run is
/// left.
pub fn combine(runs: Runs) -> Result<Outcome, Failure> {
    for outcome in &runs.outcomes {
        if let Err(failure @ (Failure::Interrupted | Failure::Failed(_))) = outcome {
            return Err(failure.clone());
        }
    }
    if let Some(Err(failure)) = runs
        .outcomes
        .iter()
        .find(|_| runs.outcomes.iter().all(Result::is_err))
    {
        return Err(failure.clone());
    }
    let rows = rows(&runs);
    let mut combined = Outcome {
        metrics: metrics(&runs, &rows),
        tables: vec![table(&runs, &rows)],
        notes: notes(&runs),
        ..Outcome::default()
    };
    combined.figures.extend(curves(&runs, &rows));
    if runs.points.len() <= MAX_POINTS_WITH_FIGURES {
        combined.figures.extend(overlays(&runs));
        for point in 0..runs.points.len() {
            append_own(&runs, point, &mut combined);
        }
    }
    Ok(combined)
}

impl Runs {
    fn of_point(&self, point: usize) -> &[Result<Outcome, Failure>] {
        &self.outcomes[point * self.repeats..(point + 1) * self.repeats]
    }

    /// The first run of a point, whose figures stand for it.
    fn first(&self, point: usize) -> Option<&Outcome> {
        self.of_point(point)
            .first()
            .and_then(|outcome| outcome.as_ref().ok())
    }

    fn label(&self, point: usize) -> String {
        let parts: Vec<String> = self.points[point]
            .iter()
            .map(|(key, value)| format!("{key}={value}"))
            .collect();
        parts.join(",")
    }

    fn is_swept(&self) -> bool {
        self.points.len() > 1 || !self.points[0].is_empty()
    }
}

/// Every metric that any run gave, in the order of first appearance.
fn rows(runs: &Runs) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for (run, outcome) in runs.outcomes.iter().enumerate() {
        for metric in outcome.iter().flat_map(|outcome| &outcome.metrics) {
            let place = rows
                .iter()
                .position(|row| row.metric.name == metric.name)
                .unwrap_or_else(|| {
                    rows.push(Row {
                        metric: metric.clone(),
                        values: vec![Vec::new(); runs.points.len()],
                    });
                    rows.len() - 1
                });
            rows[place].values[run / runs.repeats].push(metric.value);
        }
    }
    rows
}

fn metrics(runs: &Runs, rows: &[Row]) -> Vec<Metric> {
    let mut metrics = Vec::new();
    for point in 0..runs.points.len() {
        let label = match runs.is_swept() {
            true => format!("[{}]", runs.label(point)),
            false => String::new(),
        };
        for row in rows {
            let mut push = |part: &str, value: f64| {
                metrics.push(Metric {
                    name: format!("{}{part}{label}", row.metric.name),
                    value,
                    ..row.metric.clone()
                });
            };
            match (row.values[point].as_slice(), runs.repeats) {
                ([], _) => {}
                ([value], 1) => push("", *value),
                (values, _) => {
                    let (low, middle, high) = statistics::quartiles(values);
                    push("_median", middle);
                    push("_q1", low);
                    push("_q3", high);
                }
            }
        }
    }
    metrics
}

fn notes(runs: &Runs) -> Vec<Text> {
    let mut notes = Vec::new();
    for (run, outcome) in runs.outcomes.iter().enumerate() {
        let Err(failure) = outcome else { continue };
        let point = runs.label(run / runs.repeats);
        let repeat = run % runs.repeats + 1;
        notes.push(Text::new(
            format!("Run {point} #{repeat}: {failure}."),
            format!("Запуск {point} №{repeat}: {failure}."),
        ));
    }
    notes
}

fn table(runs: &Runs, rows: &[Row]) -> Table {
    let keys: Vec<&str> = runs.points[0].iter().map(|(key, _)| key.as_str()).collect();
    let shown = |row: &Row| match row.metric.unit.is_empty()
        || row.metric.name.ends_with(&unit_suffix(&row.metric.unit))
    {
        true => row.metric.name.clone(),
        false => format!("{}, {}", row.metric.name, row.metric.unit),
    };
    Table {
        name: "runs".into(),
        caption: if runs.repeats > 1 {
            Text::new(
                format!("Medians over {} repeats, with quartiles", runs.repeats),
                format!("Медианы по {} повторам, с квартилями", runs.repeats),
            )
        } else {
            Text::new("Metrics of every run", "Показатели каждого запуска")
        },
        header: keys
            .into_iter()
            .map(Text::same)
            .chain(rows.iter().map(|row| Text::same(shown(row))))
            .collect(),
        rows: (0..runs.points.len())
            .map(|point| {
                let values = runs.points[point]
                    .iter()
                    .map(|(_, value)| Cell::Text(Text::same(value.clone())));
                values
                    .chain(rows.iter().map(|row| cell(&row.values[point])))
                    .collect()
            })
            .collect(),
    }
}

/// `ms` → `_ms`, `µA/cm²` → `_ua_cm2`: whether a metric's name already says its unit.
fn unit_suffix(unit: &str) -> String {
    let plain = unit
        .to_lowercase()
        .replace(['µ', 'μ'], "u")
        .replace('²', "2")
        .replace('/', "_");
    format!("_{plain}")
}

fn cell(values: &[f64]) -> Cell {
    match values {
        [] => Cell::Number {
            value: f64::NAN,
            decimals: 0,
        },
        [value] => Cell::Number {
            value: *value,
            decimals: decimals(*value),
        },
        _ => {
            let (low, middle, high) = statistics::quartiles(values);
            Cell::Spread {
                low,
                middle,
                high,
                decimals: decimals(middle),
            }
        }
    }
}

/// Decimals that show six significant digits; none for whole numbers.
fn decimals(value: f64) -> usize {
    if value == value.trunc() || !value.is_finite() {
        return 0;
    }
    (5 - value.abs().log10().floor() as i64).clamp(0, 12) as usize
}

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

/// Every varying metric over the swept setting, one panel each.
fn curves(runs: &Runs, rows: &[Row]) -> Option<Figure> {
    let key = numeric_key(runs)?;
    let panels: Vec<Panel> = rows
        .iter()
        .filter(|row| varies(row))
        .take(MAX_CURVES)
        .map(|row| curve_panel(runs, row, key))
        .collect();
    let name = &runs.points[0][key].0;
    let columns = if panels.len() > 2 { 2 } else { 1 };
    (!panels.is_empty()).then(|| {
        Figure::grid(
            "sweep",
            Text::new(
                format!("Metrics over {name}"),
                format!("Показатели в зависимости от {name}"),
            ),
            columns,
            panels,
        )
    })
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
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for (point, values) in runs.points.iter().enumerate() {
        let others: Vec<String> = values
            .iter()
            .enumerate()
            .filter(|(place, _)| *place != key)
            .map(|(_, (key, value))| format!("{key} = {value}"))
            .collect();
        let label = others.join(", ");
        match groups.iter_mut().find(|(other, _)| *other == label) {
            Some((_, members)) => members.push(point),
            None => groups.push((label, vec![point])),
        }
    }
    let mut marks = Vec::new();
    for (place, (label, mut members)) in groups.into_iter().enumerate() {
        let x = |point: &usize| runs.points[*point][key].1.parse().unwrap_or(f64::NAN);
        members.sort_by(|a, b| x(a).total_cmp(&x(b)));
        let style = Style::of(if label.is_empty() {
            "result".to_string()
        } else {
            format!("point-{place}")
        });
        let xs: Vec<f64> = members.iter().map(x).collect();
        let quartiles: Vec<(f64, f64, f64)> = members
            .iter()
            .map(|&point| statistics::quartiles(&row.values[point]))
            .collect();
        if runs.repeats > 1 {
            marks.push(Mark::Band {
                label: Text::default(),
                style: style.clone(),
                x: xs.clone(),
                low: quartiles.iter().map(|q| q.0).collect(),
                high: quartiles.iter().map(|q| q.2).collect(),
            });
        }
        let y: Vec<f64> = quartiles.iter().map(|q| q.1).collect();
        let label = Text::same(label);
        marks.push(Mark::Line {
            label: label.clone(),
            style: style.clone(),
            x: xs.clone(),
            y: y.clone(),
        });
        marks.push(Mark::Points {
            label,
            style,
            x: xs,
            y,
        });
    }
    let x_axis = Axis {
        scale: scale(runs, key),
        ..Axis::linear(Text::same(runs.points[0][key].0.clone()))
    };
    let unit = &row.metric.unit;
    let y_label = if unit.is_empty() {
        row.metric.name.clone()
    } else {
        format!("{}, {unit}", row.metric.name)
    };
    Panel::new(x_axis, Axis::linear(Text::same(y_label)), marks)
}

/// Logarithmic where the swept values are positive and span two decades.
fn scale(runs: &Runs, key: usize) -> Scale {
    let values = runs
        .points
        .iter()
        .filter_map(|point| point[key].1.parse::<f64>().ok());
    let (low, high) = values.fold((f64::INFINITY, 0.0_f64), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    if low > 0.0 && high / low >= 100.0 {
        Scale::Log
    } else {
        Scale::Linear
    }
}

/// For each figure that all points have: its one-line panels with every point's line in them.
fn overlays(runs: &Runs) -> Vec<Figure> {
    let firsts: Option<Vec<&Outcome>> = (0..runs.points.len())
        .map(|point| runs.first(point))
        .collect();
    let Some(firsts) = firsts.filter(|firsts| firsts.len() > 1) else {
        return Vec::new();
    };
    let overlay = |figure: &Figure| {
        let alike: Option<Vec<&Figure>> = firsts
            .iter()
            .map(|outcome| {
                outcome.figures.iter().find(|other| {
                    other.name == figure.name && other.panels.len() == figure.panels.len()
                })
            })
            .collect();
        let alike = alike?;
        let panels: Vec<Panel> = (0..figure.panels.len())
            .filter_map(|place| overlaid_panel(runs, &alike, place))
            .collect();
        (!panels.is_empty()).then(|| Figure {
            name: format!("{}-overlay", figure.name),
            title: figure.title.clone(),
            columns: figure.columns,
            panels,
        })
    };
    firsts[0].figures.iter().filter_map(overlay).collect()
}

fn overlaid_panel(runs: &Runs, figures: &[&Figure], place: usize) -> Option<Panel> {
    let mut panel = Panel {
        marks: Vec::new(),
        ..figures[0].panels[place].clone()
    };
    for (point, figure) in figures.iter().enumerate() {
        let mut lines = figure.panels[place]
            .marks
            .iter()
            .filter(|mark| matches!(mark, Mark::Line { .. }));
        let (Some(Mark::Line { x, y, style, .. }), None) = (lines.next(), lines.next()) else {
            return None;
        };
        panel.marks.push(Mark::Line {
            label: Text::same(runs.label(point).replace('=', " = ")),
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

/// Adds the figures and series of a point's first run under names of their own.
fn append_own(runs: &Runs, point: usize, combined: &mut Outcome) {
    let Some(outcome) = runs.first(point) else {
        return;
    };
    let label = runs.label(point);
    let suffix = if label.is_empty() {
        String::new()
    } else {
        format!("-{}", file_stem(&label))
    };
    for figure in &outcome.figures {
        let mut figure = figure.clone();
        figure.name.push_str(&suffix);
        if !label.is_empty() {
            let shown = label.replace('=', " = ");
            figure.title = Text::new(
                format!("{} ({shown})", figure.title.en),
                format!("{} ({shown})", figure.title.ru),
            );
        }
        combined.figures.push(figure);
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

#[cfg(test)]
mod tests;
