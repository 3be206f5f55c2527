//! The inside of each network while it reads a sequence after learning.

use super::inside::{Part, Signal, Trace};
use super::results::{Group, Results};
use super::task::{Item, Lesson};
use super::{Kind, Task};
use crate::experiment::Context;
use crate::outcome::figure::{Axis, Colours, Mark, Panel, Style};
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
            Task::Adding(_) => adding(group, &items[0]),
            Task::EmbeddedReber(_) => reber(group, &items),
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

/// Numbers and marks, the gates and the state of the cell that follows the running sum, the answer.
fn adding(group: &Group<'_>, item: &Item) -> Figure {
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
            format!("Inside {} while it adds ({})", name_of.en, how.en),
            format!("{}: что внутри при сложении ({})", name_of.ru, how.ru),
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
            Style::of("train"),
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

/// All states over two strings that differ in the second symbol, symbol by symbol, and their
/// difference.
fn reber(group: &Group<'_>, items: &[Item]) -> Figure {
    let traces = &group.shown().traces;
    let read = items[0].string.len() - 1;
    let keeper = telling(traces, read - 2);
    let states = |trace: &Trace| -> Vec<Vec<f64>> {
        trace.of(Part::State).map(|s| s.values.clone()).collect()
    };
    let (first, second) = (states(&traces[0]), states(&traces[1]));
    let differences: Vec<Vec<f64>> = first
        .iter()
        .zip(&second)
        .map(|(a, b)| a.iter().zip(b).map(|(a, b)| a - b).collect())
        .collect();
    let largest = [&first, &second, &differences]
        .into_iter()
        .flatten()
        .flatten()
        .fold(0.0_f64, |most, value| most.max(value.abs()));
    let panel = |rows: &[Vec<f64>], columns: Vec<Text>, title: Text| {
        let unit = Text::new("cell", "ячейка");
        let mark = Mark::Matrix {
            label: Text::new("state", "состояние"),
            rows: (0..rows.len())
                .map(|row| {
                    let mark = if row == keeper { "→ " } else { "" };
                    Text::same(format!("{mark}{}", row + 1))
                })
                .collect(),
            columns,
            z: rows.iter().flatten().copied().collect(),
            texts: Vec::new(),
            colours: Colours::Diverging,
            limits: Some((-largest, largest)),
        };
        let symbol = Axis::linear(Text::new("symbol read", "прочитанный символ"));
        Panel::new(symbol, Axis::linear(unit), vec![mark]).titled(title)
    };
    let letters = |item: &Item| -> Vec<Text> {
        let symbols = item.string.chars().take(read);
        symbols.map(|c| Text::same(c.to_string())).collect()
    };
    let both = items[0]
        .string
        .chars()
        .zip(items[1].string.chars())
        .take(read);
    let both = both.map(|(a, b)| match a == b {
        true => Text::same(a.to_string()),
        false => Text::same(format!("{a}/{b}")),
    });
    let (name_of, how) = (group.net.title(), how(group));
    let string = |item: &Item| {
        Text::new(
            format!("States over {}", item.string),
            format!("Состояния на строке {}", item.string),
        )
    };
    Figure::grid(
        name(group),
        Text::new(
            format!(
                "Inside {}: which cell remembers the second symbol? ({})",
                name_of.en, how.en
            ),
            format!(
                "{}: какая ячейка помнит второй символ? ({})",
                name_of.ru, how.ru
            ),
        ),
        1,
        vec![
            panel(&first, letters(&items[0]), string(&items[0])),
            panel(&second, letters(&items[1]), string(&items[1])),
            panel(
                &differences,
                both.collect(),
                Text::new(
                    "Difference: what is left of the second symbol",
                    "Разность: что осталось от второго символа",
                ),
            ),
        ],
    )
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
        .zip(begins.into_iter().zip(["class-0", "class-1"]))
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
            format!("Inside {} over a lag of {lag} ({})", name_of.en, how.en),
            format!("{}: что внутри при задержке {lag} ({})", name_of.ru, how.ru),
        ),
        1,
        panels,
    )
}
