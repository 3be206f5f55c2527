//! The inside of each network while it reads a sequence after learning.

mod adding;
mod strings;

use super::Task;
use super::inside::{Part, Trace};
use super::lesson::Lesson;
use super::results::{Group, Results};
use crate::experiment::Context;
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Text};

/// One figure a network, at the longest of several lags that it learnt.
pub fn all(results: &Results<'_>, context: &Context<'_>) -> Vec<Figure> {
    let figure = |net: &super::Net| {
        let groups = || {
            results
                .groups
                .iter()
                .filter(|group| group.net.name == net.name)
        };
        let learnt = groups()
            .filter(|group| group.solved() > 0.0)
            .max_by_key(|group| group.lag);
        let group = learnt.or_else(|| groups().next())?;
        let task = &results.settings.task;
        let items = Lesson::new(task, group.lag, 0, context).shown(context);
        Some(match task {
            Task::Adding(_) => adding::adding(group, &items[0]),
            Task::EmbeddedReber(_) => strings::strings(group, &items),
            Task::LongTimeLag(_) => lag(group),
        })
    };
    results
        .settings
        .networks
        .iter()
        .filter_map(figure)
        .collect()
}

fn name(group: &Group<'_>) -> String {
    format!("inside_{}", group.net.key())
}

/// Whether the shown run has learnt its task.
fn how(group: &Group<'_>) -> Text {
    let run = group.shown();
    let percent = 100.0 * run.right[run.right.len() - 1];
    Text::new(
        format!("{percent:.0}\u{a0}% right"),
        format!("верно {percent:.0}\u{a0}%"),
    )
}

fn steps(count: usize) -> Vec<f64> {
    (1..=count).map(|t| t as f64).collect()
}

fn step_axis() -> Axis {
    Axis::linear(Text::new("step t", "шаг t")).whole()
}

/// The axis of steps from the first to the last, the same in all panels of a figure.
fn steps_to(last: usize) -> Axis {
    step_axis().from_to(0.5, last as f64 + 0.5)
}

fn line(label: Text, style: Style, values: &[f64]) -> Mark {
    Mark::Line {
        label,
        style,
        x: steps(values.len()),
        y: values.to_vec(),
    }
}

fn part_name(part: Part) -> Text {
    match part {
        Part::Input => Text::new("input gate", "входной вентиль"),
        Part::Forget => Text::new("forget gate", "вентиль забывания"),
        Part::Output => Text::new("output gate", "выходной вентиль"),
        Part::State => Text::new("cell state", "состояние ячейки"),
    }
}

fn part_style(part: Part) -> Style {
    Style::of(match part {
        Part::Input => "m",
        Part::Forget => "h",
        Part::Output => "n",
        Part::State => "potential",
    })
}

/// Lines of the gates of a block.
fn gates(trace: &Trace, block: usize) -> Vec<Mark> {
    let all = [Part::Input, Part::Forget, Part::Output];
    let of = |part| trace.of(part).find(|signal| signal.block == block);
    let shown = all.into_iter().filter_map(|part| Some((part, of(part)?)));
    shown
        .map(|(part, signal)| line(part_name(part), part_style(part), &signal.values))
        .collect()
}

fn gate_panel(last: usize, marks: Vec<Mark>, title: Text) -> Panel {
    let opening = Text::new("opening", "открытие");
    Panel::new(
        steps_to(last),
        Axis::linear(opening).from_to(-0.03, 1.03),
        marks,
    )
    .titled(title)
}

/// The state that differs most between two sequences before the last judged step.
fn telling(traces: &[Trace], t: usize) -> usize {
    let difference = |place: &usize| {
        let of = |trace: &Trace| {
            let signal = trace.of(Part::State).nth(*place);
            signal.map_or(0.0, |signal| signal.values[t])
        };
        (of(&traces[0]) - of(&traces[1])).abs()
    };
    let count = traces[0].of(Part::State).count();
    (0..count)
        .max_by(|a, b| difference(a).total_cmp(&difference(b)))
        .unwrap_or(0)
}

/// The states and gates of the telling cell when the sequence begins with x and with y.
fn lag(group: &Group<'_>) -> Figure {
    let traces = &group.shown().traces;
    let last = traces[0].signals[0].values.len() - 1;
    let keeper = telling(traces, last);
    let mut states = Vec::new();
    let begins = ["x", "y"];
    for (trace, (begin, key)) in traces
        .iter()
        .zip(begins.into_iter().zip(["class-3", "class-8"]))
    {
        if let Some(signal) = trace.of(Part::State).nth(keeper) {
            let label = Text::new(
                format!("sequence begins with {begin}"),
                format!("первый символ {begin}"),
            );
            states.push(line(label, Style::of(key).width(3.0), &signal.values));
        }
    }
    let block = traces[0].of(Part::State).nth(keeper).map_or(0, |s| s.block);
    let state = Axis::linear(Text::new("state", "состояние"));
    let mut panels = vec![
        Panel::new(steps_to(last + 1), state, states).titled(Text::new(
            "State of the unit that differs most at the end",
            "Состояние элемента с наибольшим различием в\u{a0}конце",
        )),
    ];
    for (trace, begin) in traces.iter().zip(begins) {
        let gates = gates(trace, block);
        if !gates.is_empty() {
            panels.push(gate_panel(
                last + 1,
                gates,
                Text::new(
                    format!("Its gates, sequence begins with {begin}"),
                    format!("Его вентили, первый символ {begin}"),
                ),
            ));
        }
    }
    let (name_of, how) = (group.net.title(), how(group));
    let lag = group.lag.unwrap_or(0);
    Figure::grid(
        name(group),
        Text::new(
            format!("Inside: {} over a lag of {lag} ({})", name_of.en, how.en),
            format!("Что внутри: {}, задержка {lag} ({})", name_of.ru, how.ru),
        ),
        1,
        panels,
    )
}
