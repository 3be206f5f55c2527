//! Mistakes against the bound on many sets, and the proof's inequalities along one training.

use super::bound::{Group, SetResult};
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

/// Every set as a point: mistakes over the bound.
pub fn bound(sets: &[SetResult]) -> Figure {
    let least = sets
        .iter()
        .map(|set| set.bound)
        .fold(f64::INFINITY, f64::min);
    let most = sets.iter().map(|set| set.bound).fold(0.0, f64::max);
    let ends = vec![0.7 * least, 1.4 * most];
    let mut marks = vec![
        Mark::Band {
            label: Text::new("excluded by the theorem", "исключено теоремой"),
            style: Style::of("dies"),
            x: ends.clone(),
            low: ends.clone(),
            high: vec![10.0 * ends[1]; 2],
        },
        Mark::Line {
            label: Text::new("bound (R/γ)²", "граница (R/γ)²"),
            style: Style::of("potential").width(2.5),
            x: ends.clone(),
            y: ends.clone(),
        },
    ];
    let mut dimensions: Vec<usize> = Vec::new();
    for set in sets {
        let dimension = set.group.dimension();
        if matches!(set.group, Group::Planted { .. }) && !dimensions.contains(&dimension) {
            dimensions.push(dimension);
        }
    }
    for dimension in dimensions {
        let is_of =
            |group: Group| matches!(group, Group::Planted { .. }) && group.dimension() == dimension;
        let (english, russian) = (inputs(dimension), russian_inputs(dimension));
        let label = Text::new(
            format!("{dimension} {english}"),
            format!("{dimension} {russian}"),
        );
        let style = Style::of(format!("inputs-{dimension}")).radius(4.0);
        marks.push(scatter(sets, is_of, label, style));
    }
    let is_orthogonal = |group: Group| matches!(group, Group::Orthogonal { .. });
    if sets.iter().any(|set| is_orthogonal(set.group)) {
        let label = Text::new("orthogonal examples", "ортогональные примеры");
        let style = Style::of("rprop").radius(6.5);
        marks.push(scatter(sets, is_orthogonal, label, style));
    }
    let x = Text::new("bound (R/γ)² of the set", "граница (R/γ)² множества");
    let y = Text::new("mistakes until all is right", "ошибок до безошибочности");
    Figure::single(
        "bound",
        Text::new(
            "The perceptron never makes more mistakes than (R/γ)²",
            "Перцептрон никогда не делает более (R/γ)² ошибок",
        ),
        Panel::new(
            Axis::log(x).from_to(ends[0], ends[1]),
            Axis::log(y).from_to(0.8, 2.0 * ends[1]),
            marks,
        ),
    )
}

fn inputs(number: usize) -> &'static str {
    if number == 1 { "input" } else { "inputs" }
}

/// вход, входа, входов.
fn russian_inputs(number: usize) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=14) => "входов",
        (1, _) => "вход",
        (2..=4, _) => "входа",
        _ => "входов",
    }
}

fn scatter(sets: &[SetResult], is_of: impl Fn(Group) -> bool, label: Text, style: Style) -> Mark {
    let chosen = sets.iter().filter(|set| is_of(set.group));
    let (x, y) = chosen.map(|set| (set.bound, set.mistakes as f64)).unzip();
    Mark::Points { label, style, x, y }
}

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
    let shown = thinning::logarithmic(lesson.steps.len(), CURVE_POINTS);
    let last = lesson
        .bound()
        .map_or(lesson.steps.len() as f64, |bound| 2.0 * bound);
    let many =
        (0..=100).map(|i| crate::math::exp(f64::from(i) / 100.0 * crate::math::ln(last.max(2.0))));
    let many: Vec<f64> = many.collect();
    let line = |label: Text, style: Style, f: &dyn Fn(f64) -> f64| Mark::Line {
        label,
        style,
        x: many.clone(),
        y: many.iter().map(|k| f(*k)).collect(),
    };
    let radius = lesson.radius;
    let mut marks = vec![line(
        Text::new("no more than R √k", "не более R √k"),
        Style::of("class-0"),
        &|k| radius * k.sqrt(),
    )];
    if let (Some(margin), Some(bound)) = (lesson.margin, lesson.bound()) {
        marks.push(line(
            Text::new("no less than γ k", "не менее γ k"),
            Style::of("class-2"),
            &|k| margin * k,
        ));
        marks.push(Mark::Vertical {
            label: Text::new("the two meet at k = (R/γ)²", "встречаются при k = (R/γ)²"),
            style: Style::of("reference").width(1.6),
            at: bound,
        });
    }
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
        Axis::log(Text::new("mistakes k", "ошибок k")).from_to(1.0, last.max(2.0)),
        Axis::log(Text::same("‖w‖")),
        marks,
    )
    .titled(title)
}

fn mistakes(lesson: &Lesson, cycle: &Cycle) -> Panel {
    let curve = |label: Text, key: &str, values: &[usize]| {
        let x = (1..=values.len()).map(|pass| pass as f64).collect();
        let y = values.iter().map(|count| *count as f64).collect();
        let style = Style::of(key);
        if values.len() > MOST_DISCS {
            vec![Mark::Line { label, style, x, y }]
        } else {
            Mark::joined(label, style.radius(4.0), x, y).to_vec()
        }
    };
    // A cycle goes on for as many passes as there is to show of the other training.
    let start = cycle.start();
    let length = lesson.mistakes.len().clamp(16, 200);
    let of_pass = |pass: usize| match cycle.end {
        End::Cycling { period, .. } if pass >= start => {
            cycle.shown_mistakes.get(start + (pass - start) % period)
        }
        _ => cycle.shown_mistakes.get(pass),
    };
    let endless: Vec<usize> = (0..length).map_while(of_pass).copied().collect();
    let mut marks = Vec::new();
    let label = if lesson.margin.is_some() {
        Text::new("separable set", "разделимое множество")
    } else {
        Text::new("the set learned from", "обучающее множество")
    };
    let shown = lesson.mistakes.len().min(200);
    marks.extend(curve(label, "class-1", &lesson.mistakes[..shown]));
    let label = match cycle.end {
        End::Cycling { .. } => Text::new(
            "truth table without a line: for ever",
            "таблица без прямой: вечно",
        ),
        _ => Text::new("truth table", "таблица истинности"),
    };
    marks.extend(curve(label, "class-0", &endless));
    let pass = Text::new("pass over the examples", "проход по примерам");
    Panel::new(
        Axis::linear(pass).whole(),
        Axis::linear(Text::new("mistakes in the pass", "ошибок за проход"))
            .with_zero()
            .whole(),
        marks,
    )
    .titled(Text::new("mistakes pass by pass", "ошибки по проходам"))
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
