//! What is read, kept and answered while two marked numbers are added.

use super::super::Kind;
use super::super::inside::{Part, Signal, Trace};
use super::super::lesson::Item;
use super::super::results::Group;
use super::{gate_panel, gates, how, line, name, steps, steps_to};
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Text};

/// Numbers and marks, the gates and the state of the cell that follows the running sum, the answer.
pub fn adding(group: &Group<'_>, item: &Item) -> Figure {
    let trace = &group.shown().traces[0];
    let pairs = || item.example.inputs.chunks_exact(2).enumerate();
    let numbers: Vec<f64> = pairs().map(|(_, pair)| pair[0]).collect();
    let marked: Vec<(f64, f64)> = pairs()
        .filter(|(_, pair)| pair[1] == 1.0)
        .map(|(t, pair)| ((t + 1) as f64, pair[0]))
        .collect();
    let last = numbers.len();
    let mut sum = 0.0;
    let sums: Vec<f64> = pairs()
        .map(|(_, pair)| {
            sum += if pair[1] == 1.0 { pair[0] } else { 0.0 };
            sum
        })
        .collect();
    let at_marks = || {
        marked.iter().map(|(t, _)| Mark::Vertical {
            label: Text::default(),
            style: Style::of("rest").width(1.0),
            at: *t,
        })
    };
    let keeper = closest(trace, &sums);
    let mut inputs: Vec<Mark> = at_marks().collect();
    inputs.push(Mark::Points {
        label: Text::new("number", "число"),
        style: Style::of("leak").radius(3.0),
        x: steps(numbers.len()),
        y: numbers,
    });
    inputs.push(Mark::Points {
        label: Text::new("marked", "отмечено"),
        style: Style::of("stimulus").radius(6.0),
        x: marked.iter().map(|m| m.0).collect(),
        y: marked.iter().map(|m| m.1).collect(),
    });
    let mut states: Vec<Mark> = at_marks().collect();
    for signal in trace.of(Part::State).filter(|s| !std::ptr::eq(*s, keeper)) {
        let thin = Style::of("leak").width(1.0);
        states.push(line(others(trace), thin, &signal.values));
    }
    states.push(line(
        state_name(group),
        Style::of("potential").width(3.0),
        &keeper.values,
    ));
    let mut panels = vec![
        Panel::new(
            steps_to(last),
            Axis::linear(Text::new("number", "число")),
            inputs,
        )
        .titled(Text::new("What is read", "Что читает сеть")),
    ];
    let gates = gates(trace, keeper.block);
    if !gates.is_empty() {
        let marks = at_marks().chain(gates).collect();
        panels.push(gate_panel(
            last,
            marks,
            Text::new(
                "Gates of the cell that keeps the sum",
                "Вентили ячейки, хранящей сумму",
            ),
        ));
    }
    let state = Axis::linear(Text::new("state", "состояние"));
    let kept = match group.net.cell {
        Kind::Elman => Text::new("The hidden units", "Скрытые нейроны"),
        _ => Text::new(
            "What is kept: the state steps at the marks",
            "Что хранится: состояние меняется у\u{a0}отметок",
        ),
    };
    panels.push(Panel::new(steps_to(last), state, states).titled(kept));
    panels.push(answers(trace, item));
    let (name_of, how) = (group.net.title(), how(group));
    Figure::grid(
        name(group),
        Text::new(
            format!("Inside: {} while it adds ({})", name_of.en, how.en),
            format!("Что внутри: {}, сложение ({})", name_of.ru, how.ru),
        ),
        1,
        panels,
    )
}

fn answers(trace: &Trace, item: &Item) -> Panel {
    let last = trace.answers.len();
    let marks = vec![
        line(
            Text::new("answer", "ответ"),
            Style::of("class-3"),
            &trace.answers,
        ),
        Mark::Points {
            label: Text::new("target: ½ + sum/4", "цель: ½ + сумма/4"),
            style: Style::of("test").radius(6.0),
            x: vec![last as f64],
            y: vec![item.example.targets[0]],
        },
    ];
    let axis = Axis::linear(Text::new("answer", "ответ"));
    Panel::new(steps_to(last), axis, marks).titled(Text::new(
        "What is answered (only the end counts)",
        "Что отвечает сеть (важен только конец)",
    ))
}

fn state_name(group: &Group<'_>) -> Text {
    match group.net.cell {
        Kind::Elman => Text::new(
            "hidden unit closest to the sum",
            "нейрон, ближайший к сумме",
        ),
        _ => Text::new("cell that keeps the sum", "ячейка, хранящая сумму"),
    }
}

fn others(trace: &Trace) -> Text {
    match trace.of(Part::Input).next() {
        Some(_) => Text::new("other cells", "другие ячейки"),
        None => Text::new("other units", "другие нейроны"),
    }
}

/// The state that correlates most with a course.
fn closest<'t>(trace: &'t Trace, course: &[f64]) -> &'t Signal {
    let correlation = |signal: &Signal| correlation(&signal.values, course).abs();
    trace
        .of(Part::State)
        .max_by(|a, b| correlation(a).total_cmp(&correlation(b)))
        .expect("a hidden layer has units")
}

fn correlation(a: &[f64], b: &[f64]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (ma, mb) = (mean(a), mean(b));
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        ab += (a - ma) * (b - mb);
        aa += (a - ma) * (a - ma);
        bb += (b - mb) * (b - mb);
    }
    if aa * bb > 0.0 {
        ab / (aa * bb).sqrt()
    } else {
        0.0
    }
}
