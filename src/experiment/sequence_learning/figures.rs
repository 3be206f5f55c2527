//! Learning curves, the share of solved runs, and success against the lag.

use super::results::{Group, Results};
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Text};

/// Every figure but the insides.
pub fn all(results: &Results<'_>) -> Vec<Figure> {
    let mut figures = Vec::new();
    if results.many_lags() {
        figures.push(by_lag(results));
    }
    for lag in results.settings.task.lags() {
        figures.push(learning(results, lag));
    }
    figures
}

/// The colour of a network.
fn style(group: &Group<'_>) -> Style {
    Style::of(group.net.key())
}

/// Error and share of solved runs over training sequences.
fn learning(results: &Results<'_>, lag: Option<usize>) -> Figure {
    let groups = || results.groups.iter().filter(move |group| group.lag == lag);
    let errors = groups().flat_map(error_curve).collect();
    let end = groups()
        .flat_map(|group| group.tests().last().copied())
        .max();
    let solved = groups()
        .map(|group| solved_curve(group, end.unwrap_or(0)))
        .collect();
    let sequences = || {
        Axis::linear(Text::new(
            "training sequences",
            "обучающих последовательностей",
        ))
        .with_zero()
    };
    let label = results.settings.task.error_label();
    let runs = groups().map(|group| group.runs.len()).max().unwrap_or(0);
    let share = Axis::linear(Text::new("share of runs", "доля запусков")).from_to(-0.03, 1.03);
    let ending = results.groups.iter().find(|group| group.lag == lag);
    let ending = ending
        .map(|group| results.ending(group))
        .unwrap_or_default();
    let (of_runs, of_runs_ru) = match runs {
        1 => (String::new(), String::new()),
        _ => (
            format!(", median and quartiles of {runs} runs"),
            format!(", медиана и квартили по {runs} запускам"),
        ),
    };
    Figure::grid(
        format!("learning{ending}"),
        title(results, lag),
        2,
        vec![
            Panel::new(sequences(), Axis::linear(label).with_zero(), errors).titled(Text::new(
                format!("Error on test sequences{of_runs}"),
                format!("Ошибка на тестовых данных{of_runs_ru}"),
            )),
            Panel::new(sequences(), share, solved).titled(Text::new(
                "Runs that have solved the task",
                "Запуски, решившие задачу",
            )),
        ],
    )
}

fn title(results: &Results<'_>, lag: Option<usize>) -> Text {
    use super::Task;
    match (&results.settings.task, lag) {
        (Task::Adding(adding), _) => Text::new(
            format!("Adding two marked numbers among {} and more", adding.length),
            format!("Сумма двух отмеченных чисел, длина от {}", adding.length),
        ),
        (Task::EmbeddedReber(_), _) => Text::new(
            "Foretelling strings of the embedded Reber grammar",
            "Предсказание строк вложенной грамматики Ребера",
        ),
        (Task::LongTimeLag(_), lag) => {
            let lag = lag.unwrap_or(0);
            Text::new(
                format!("The last symbol is the first, {lag} steps before"),
                format!("Последний символ повторяет первый, шагов между ними: {lag}"),
            )
        }
    }
}

fn error_curve(group: &Group<'_>) -> Vec<Mark> {
    let x: Vec<f64> = group.tests().iter().map(|n| *n as f64).collect();
    let quartiles = group.quartiles(|run| &run.errors);
    let of = |place: usize| quartiles.iter().map(|q| q[place]).collect::<Vec<f64>>();
    let mut marks = Vec::new();
    if group.runs.len() > 1 {
        marks.push(Mark::Band {
            label: Text::default(),
            style: style(group),
            x: x.clone(),
            low: of(0),
            high: of(2),
        });
    }
    marks.push(Mark::Line {
        label: group.net.title(),
        style: style(group),
        x,
        y: of(1),
    });
    marks
}

/// Up to the end of the longest run: what is solved stays solved.
fn solved_curve(group: &Group<'_>, end: u64) -> Mark {
    let (mut x, mut y) = (group.tests(), group.solved_by());
    x.push(end);
    y.push(group.solved());
    Mark::Steps {
        label: group.net.title(),
        style: style(group),
        x: x.into_iter().map(|n| n as f64).collect(),
        y,
    }
}

/// Success and sequences against the lag.
fn by_lag(results: &Results<'_>) -> Figure {
    let (mut solved, mut sequences) = (Vec::new(), Vec::new());
    for net in &results.settings.networks {
        let mut groups: Vec<&Group<'_>> = results
            .groups
            .iter()
            .filter(|group| group.net.name == net.name)
            .collect();
        groups.sort_by_key(|group| group.lag);
        let x = || groups.iter().map(|group| group.lag.unwrap_or(0) as f64);
        let style = || Style::of(net.key()).radius(4.0);
        let shares = groups.iter().map(|group| group.solved()).collect();
        solved.extend(Mark::joined(net.title(), style(), x().collect(), shares));
        let medians = groups
            .iter()
            .map(|group| crate::math::statistics::median(&group.sequences()))
            .collect();
        sequences.extend(Mark::joined(net.title(), style(), x().collect(), medians));
    }
    let lag = || Axis::log(Text::new("lag p, steps", "задержка p, шагов"));
    let share = Text::new("share of runs that solved it", "доля решивших запусков");
    let number = Text::new(
        "sequences to success, median",
        "последовательностей до решения, медиана",
    );
    Figure::grid(
        "success_by_lag",
        Text::new(
            "How far back can a network learn to remember?",
            "Как далеко в прошлое сеть может научиться помнить?",
        ),
        2,
        vec![
            Panel::new(lag(), Axis::linear(share).from_to(-0.03, 1.03), solved)
                .titled(Text::new("Success", "Успех")),
            Panel::new(lag(), Axis::log(number), sequences).titled(Text::new(
                "Work (no point: most runs failed)",
                "Затраты (нет точки: большинство запусков неудачно)",
            )),
        ],
    )
}
