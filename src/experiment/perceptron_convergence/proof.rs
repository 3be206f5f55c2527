//! The proof's inequalities along one training, and what becomes of one that has no end.

use super::cycling::Cycle;
use super::learning::Lesson;
use crate::experiment::thinning;
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Text};
use crate::threshold::End;

/// Points of a curve over the mistakes.
const CURVE_POINTS: f64 = 600.0;
/// Points of a curve up to which each has its disc.
const MOST_DISCS: usize = 60;
/// Passes that are shown at most, and of an endless training at least.
const MOST_PASSES: usize = 200;
const LEAST_PASSES: usize = 16;

/// Above ‖w‖ of the set learned from between its bounds, and its mistakes beside those of the truth
/// table; below what becomes of the truth table.
pub fn proof(lesson: &Lesson, cycle: &Cycle) -> Figure {
    Figure::grid(
        "proof",
        Text::new(
            "Why it must end, and why it need not where no line separates",
            "Почему обучение обязано закончиться — и почему не обязано, если прямой нет",
        ),
        2,
        vec![
            norms(lesson),
            mistakes(lesson, cycle),
            right_rows(cycle),
            norms_of_cycle(cycle),
        ],
    )
}

fn norms(lesson: &Lesson) -> Panel {
    let steps = lesson.steps.len();
    let last = lesson
        .bound()
        .map_or(steps as f64, |bound| 2.0 * bound)
        .max(2.0);
    let shown = thinning::logarithmic(steps, CURVE_POINTS);
    let mut marks = bounds(lesson, last);
    marks.push(Mark::Line {
        label: Text::new("‖w‖ of the perceptron", "‖w‖ перцептрона"),
        style: Style::of("class-1").width(3.5),
        x: shown.iter().map(|&k| (k + 1) as f64).collect(),
        y: shown.iter().map(|&k| lesson.steps[k].norm).collect(),
    });
    let title = if lesson.margin.is_some() {
        Text::new(
            "separable set: ‖w‖ is caught between two bounds",
            "разделимое множество: ‖w‖ зажата между границами",
        )
    } else {
        Text::new(
            "no line: nothing bounds ‖w‖ from below",
            "прямой нет: снизу ‖w‖ ничто не ограничивает",
        )
    };
    Panel::new(
        Axis::log(Text::new("mistakes k", "ошибок k")).from_to(1.0, last),
        Axis::log(Text::same("‖w‖")),
        marks,
    )
    .titled(title)
}

/// R √k, and γ k where there is a margin; both are straight on logarithmic axes.
fn bounds(lesson: &Lesson, last: f64) -> Vec<Mark> {
    let line = |label: Text, key: &str, y: [f64; 2]| Mark::Line {
        label,
        style: Style::of(key),
        x: vec![1.0, last],
        y: y.to_vec(),
    };
    let label = Text::new("no more than R √k", "не более R √k");
    let radius = lesson.radius;
    let mut marks = vec![line(label, "class-0", [radius, radius * last.sqrt()])];
    if let (Some(margin), Some(bound)) = (lesson.margin, lesson.bound()) {
        let label = Text::new("no less than γ k", "не менее γ k");
        marks.push(line(label, "class-2", [margin, margin * last]));
        marks.push(Mark::Vertical {
            label: Text::new("the two meet at k = (R/γ)²", "встречаются при k = (R/γ)²"),
            style: Style::of("reference").width(1.6),
            at: bound,
        });
    }
    marks
}

fn mistakes(lesson: &Lesson, cycle: &Cycle) -> Panel {
    let shown = &lesson.mistakes[..lesson.mistakes.len().min(MOST_PASSES)];
    let label = if lesson.margin.is_some() {
        Text::new("separable set", "разделимое множество")
    } else {
        Text::new("the set learned from", "обучающее множество")
    };
    let mut marks = by_pass(label, "class-1", shown);
    let label = match cycle.end {
        End::Cycling { .. } => Text::new(
            "truth table without a line: for ever",
            "таблица без прямой: вечно",
        ),
        _ => Text::new("truth table", "таблица истинности"),
    };
    let passes = shown.len().max(LEAST_PASSES);
    marks.extend(by_pass(label, "class-0", &for_ever(cycle, passes)));
    let pass = Text::new("pass over the examples", "проход по примерам");
    let count = Text::new("mistakes in the pass", "ошибок за проход");
    Panel::new(
        Axis::linear(pass).whole(),
        Axis::linear(count).with_zero().whole(),
        marks,
    )
    .titled(Text::new("mistakes pass by pass", "ошибки по проходам"))
}

fn by_pass(label: Text, key: &str, mistakes: &[usize]) -> Vec<Mark> {
    let x = (1..=mistakes.len()).map(|pass| pass as f64).collect();
    let y = mistakes.iter().map(|count| *count as f64).collect();
    let style = Style::of(key);
    if mistakes.len() > MOST_DISCS {
        vec![Mark::Line { label, style, x, y }]
    } else {
        Mark::joined(label, style.radius(4.0), x, y).to_vec()
    }
}

/// The mistakes of so many passes: a cycle is repeated.
fn for_ever(cycle: &Cycle, passes: usize) -> Vec<usize> {
    let start = cycle.start();
    let of_pass = |pass: usize| match cycle.end {
        End::Cycling { period, .. } if pass >= start => {
            cycle.shown_mistakes.get(start + (pass - start) % period)
        }
        _ => cycle.shown_mistakes.get(pass),
    };
    (0..passes).map_while(of_pass).copied().collect()
}

/// The numbers of the corrections on a truth table, as an axis and as values.
fn corrections(cycle: &Cycle) -> (Axis, Vec<f64>) {
    let label = Text::new("correction", "исправление");
    let numbers = (1..=cycle.steps.len()).map(|k| k as f64).collect();
    (Axis::linear(label).whole(), numbers)
}

fn of_truth_table(cycle: &Cycle, english: &str, russian: &str) -> Text {
    let answers = cycle
        .classes
        .iter()
        .map(|class| if *class { '1' } else { '0' });
    let answers: String = answers.collect();
    Text::new(
        format!("truth table {answers}: {english}"),
        format!("таблица {answers}: {russian}"),
    )
}

fn right_rows(cycle: &Cycle) -> Panel {
    let (axis, x) = corrections(cycle);
    let all = cycle.points.len() as f64;
    let y = cycle.right.iter().map(|right| *right as f64).collect();
    let mut marks = vec![Mark::Horizontal {
        label: Text::new("all rows right", "верны все строки"),
        style: Style::of("reference").dotted().width(1.8),
        at: all,
    }];
    let style = Style::of("class-0").radius(4.0);
    marks.extend(Mark::joined(Text::default(), style, x, y));
    let rows = Text::new("rows right", "верных строк");
    Panel::new(
        axis,
        Axis::linear(rows).from_to(0.0, 1.1 * all).whole(),
        marks,
    )
    .titled(of_truth_table(cycle, "rows right", "верные строки"))
}

fn norms_of_cycle(cycle: &Cycle) -> Panel {
    let (axis, x) = corrections(cycle);
    let y = cycle.steps.iter().map(|step| step.norm).collect();
    let style = Style::of("class-0").radius(4.0);
    let marks = Mark::joined(Text::default(), style, x, y).to_vec();
    Panel::new(axis, Axis::linear(Text::same("‖w‖")).with_zero(), marks)
        .titled(of_truth_table(cycle, "‖w‖", "‖w‖"))
}
