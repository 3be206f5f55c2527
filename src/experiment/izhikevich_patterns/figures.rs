//! The page of patterns, its table and the series of spikes.

use super::simulation::Course;
use super::stimulus::Stimulus;
use super::{Pattern, checks};
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};
use crate::outcome::{Cell, Column, Outcome, Series, Table, Text};

/// Panels in a row.
const COLUMNS: usize = 4;

/// Where the current is drawn below v, mV on the axis.
const CURRENT_BAND: (f64, f64) = (-106.0, -94.0);

/// Adds figure, table, series and notes.
pub fn add(runs: &[(Pattern, Course)], outcome: &mut Outcome) {
    outcome.figures.push(page(runs));
    outcome.tables.push(table(runs));
    outcome.series.push(spikes(runs));
    let stopped = runs.iter().filter_map(|(pattern, course)| {
        let (english, russian) = pattern.entry().title;
        course.stopped_ms.map(|t| {
            let letter = pattern.entry().letter;
            Text::new(
                format!("{letter}, {english}, ran away and was stopped at t = {t:.1} ms."),
                format!(
                    "{letter}, {russian}: неограниченный рост, остановка при t = {} мс.",
                    format!("{t:.1}").replace('.', ",")
                ),
            )
        })
    });
    outcome.notes.extend(stopped);
}

fn titled(pattern: Pattern) -> Text {
    let entry = pattern.entry();
    let (english, russian) = entry.title;
    let letter = entry.letter;
    Text::new(
        format!("{letter}: {english}"),
        format!("{letter}: {russian}"),
    )
}

fn page(runs: &[(Pattern, Course)]) -> Figure {
    let last_row = runs.len().saturating_sub(1) / COLUMNS;
    let panels = runs.iter().enumerate().map(|(place, (pattern, course))| {
        // Words on the outer panels only; all have the same axes.
        let bottom = place / COLUMNS == last_row || place + COLUMNS >= runs.len();
        panel(*pattern, course, place % COLUMNS == 0, bottom)
    });
    Figure::grid(
        "patterns",
        Text::new(
            "Firing patterns of Izhikevich's model",
            "Типы импульсной активности модели Ижикевича",
        ),
        COLUMNS,
        panels.collect(),
    )
}

fn panel(pattern: Pattern, course: &Course, left: bool, bottom: bool) -> Panel {
    let entry = pattern.entry();
    let only_if = |shown: bool, label: Text| if shown { label } else { Text::default() };
    let (x, y) = current_line(&entry.stimulus, entry.duration_ms);
    let marks = vec![
        Mark::Line {
            label: Text::new(
                "current I, each panel on its own scale",
                "ток I, на каждой панели в своём масштабе",
            ),
            style: Style::of("stimulus"),
            x,
            y,
        },
        Mark::Line {
            label: Text::new("potential v", "потенциал v"),
            style: Style::of("potential").width(1.2),
            x: course.t_ms.clone(),
            y: course.v_mv.clone(),
        },
    ];
    let time = only_if(bottom, Text::new("t, ms", "t, мс"));
    let potential = only_if(left, Text::new("v, mV", "v, мВ"));
    Panel::new(
        Axis::linear(time).from_to(0.0, entry.duration_ms),
        Axis::linear(potential).from_to(-110.0, 35.0),
        marks,
    )
    .titled(titled(pattern))
}

/// The corners of I, its range stretched over the band.
fn current_line(stimulus: &Stimulus, end_ms: f64) -> (Vec<f64>, Vec<f64>) {
    let lines = stimulus.stretches(end_ms);
    let ends = |line: &super::stimulus::Line| [line.from_ms, line.to_ms].map(|t| (t, line.at(t)));
    let corners: Vec<(f64, f64)> = lines.iter().flat_map(ends).collect();
    let low = corners.iter().map(|c| c.1).fold(f64::INFINITY, f64::min);
    let high = corners
        .iter()
        .map(|c| c.1)
        .fold(f64::NEG_INFINITY, f64::max);
    let (bottom, top) = CURRENT_BAND;
    let place = |pa: f64| bottom + (top - bottom) * (pa - low) / (high - low);
    corners.iter().map(|&(t, pa)| (t, place(pa))).unzip()
}

fn table(runs: &[(Pattern, Course)]) -> Table {
    let number = |value: f64, decimals| Cell::Number { value, decimals };
    let row = |(pattern, course): &(Pattern, Course)| {
        let shown = if checks::shown(*pattern, course) {
            Text::new("yes", "да")
        } else {
            Text::new("no", "нет")
        };
        let first = course.spikes_ms.first().copied().unwrap_or(f64::NAN);
        vec![
            Cell::Text(titled(*pattern)),
            number(course.spikes_ms.len() as f64, 0),
            number(first, 2),
            Cell::Text(checks::criterion(*pattern)),
            Cell::Text(shown),
        ]
    };
    Table {
        name: "patterns".into(),
        caption: Text::new(
            "The patterns and what is asked of each",
            "Типы активности и что требуется от каждого",
        ),
        header: vec![
            Text::new("pattern", "тип"),
            Text::new("spikes", "импульсов"),
            Text::new("first spike, ms", "первый импульс, мс"),
            Text::new("criterion", "признак"),
            Text::new("shown", "показан"),
        ],
        rows: runs.iter().map(row).collect(),
    }
}

/// All spikes; the patterns count from 1 (A) to 20 (T).
fn spikes(runs: &[(Pattern, Course)]) -> Series {
    let each = runs.iter().flat_map(|(pattern, course)| {
        let number = f64::from(*pattern as u8 + 1);
        course.spikes_ms.iter().map(move |t| (number, *t))
    });
    let (pattern, time): (Vec<f64>, Vec<f64>) = each.unzip();
    let column = |name: &str, unit: &str, values| Column {
        name: name.into(),
        unit: unit.into(),
        values,
    };
    Series {
        name: "spikes".into(),
        columns: vec![column("pattern", "", pattern), column("time", "ms", time)],
    }
}
