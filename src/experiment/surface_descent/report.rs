//! Metrics, tables and notes.

use super::SurfaceDescent;
use super::descend::{End, Run, length};
use crate::math;
use crate::optimize::Method;
use crate::optimize::surface::Surface;
use crate::outcome::{Cell, Outcome, Table, Text};

/// The name of a method in running text.
pub fn name_of(method: &Method) -> Text {
    let entry = method.entry();
    Text::new(entry.english, entry.russian)
}

/// A surface in titles.
pub fn title_of(surface: Surface) -> Text {
    match surface {
        Surface::Quadratic { condition, .. } => Text::new(
            format!("Quadratic bowl of condition {condition}"),
            format!("Квадратичная чаша, число обусловленности {condition}"),
        ),
        Surface::Rosenbrock => Text::new("Rosenbrock's valley", "Долина Розенброка"),
        Surface::Beale => Text::new("Beale's function", "Функция Била"),
        Surface::Himmelblau => Text::new("Himmelblau's function", "Функция Химмельблау"),
        Surface::Rastrigin => Text::new("Rastrigin's function", "Функция Растригина"),
    }
}

/// Numbers of every method, and gradient descent's rate on the quadratic.
pub fn add_metrics(settings: &SurfaceDescent, runs: &[Run], outcome: &mut Outcome) {
    for run in runs {
        let name = run.method.name().replace('-', "_");
        let last = run.last();
        let reached = f64::from(u8::from(run.end == End::AtMinimum));
        outcome.metric(format!("{name}_iterations"), run.iterations() as f64, "");
        outcome.metric(format!("{name}_gradient_equivalents"), last.work, "");
        outcome.metric(format!("{name}_final_loss"), last.loss, "");
        outcome.metric(format!("{name}_distance"), run.distance, "");
        outcome.metric(format!("{name}_reached"), reached, "");
    }
    let at_minimum = runs.iter().filter(|run| run.end == End::AtMinimum).count();
    outcome.metric("methods_at_minimum", at_minimum as f64, "");
    if let Surface::Quadratic { condition, .. } = settings.surface() {
        let best = (condition - 1.0) / (condition + 1.0);
        outcome.metric("best_rate_theory", best, "");
        for run in runs {
            if let Method::GradientDescent(descent) = &run.method {
                let shrink = |eigenvalue: f64| {
                    (1.0 - descent.learning_rate * (eigenvalue + descent.weight_decay)).abs()
                };
                let theory = shrink(1.0).max(shrink(condition));
                outcome.metric("gradient_descent_rate", measured_rate(run), "");
                outcome.metric("gradient_descent_rate_theory", theory, "");
            }
        }
    }
}

/// The factor by which a step changes the distance from the origin, over the second half of a path.
fn measured_rate(run: &Run) -> f64 {
    let (middle, last) = (run.iterations() / 2, run.iterations());
    let distance = |iteration: usize| length(run.visits[iteration].at);
    let steps = (last - middle) as f64;
    math::exp(math::ln(distance(last) / distance(middle)) / steps)
}

/// How each method ended.
pub fn results(runs: &[Run]) -> Table {
    let number = |value: f64, decimals| Cell::Number { value, decimals };
    // Powers of ten are for what is far from 1.
    let size = |value: f64| {
        let near = (1e-3..1e4).contains(&value);
        let digits = if near {
            format!("{value:.3}")
        } else {
            format!("{value:.1e}").replace('-', "−")
        };
        Cell::Text(Text::same(digits))
    };
    let rows = runs.iter().map(|run| {
        let last = run.last();
        vec![
            Cell::Text(name_of(&run.method)),
            number(run.iterations() as f64, 0),
            number(last.work, 1),
            size(last.loss),
            size(run.distance),
            Cell::Text(ending(run.end)),
        ]
    });
    Table {
        name: "methods".into(),
        caption: Text::new(
            "Where each method ended and what it took to get there",
            "Где закончил каждый метод и каких затрат это потребовало",
        ),
        header: vec![
            Text::new("method", "метод"),
            Text::new("iterations", "итераций"),
            Text::new(
                "work, gradient-equivalents",
                "затраты, вычислений градиента",
            ),
            Text::new("final E", "конечное E"),
            Text::new("distance to a minimum", "расстояние до минимума"),
            Text::new("end", "итог"),
        ],
        rows: rows.collect(),
    }
}

/// Why a method ended, in a few words.
fn ending(end: End) -> Text {
    match end {
        End::AtMinimum => Text::new("minimum found", "минимум найден"),
        End::Elsewhere => Text::new(
            "gradient vanished elsewhere",
            "градиент исчез в другом месте",
        ),
        End::NoProgress => Text::new("no further progress", "дальше не продвигается"),
        End::Iterations => Text::new("iterations used up", "итерации исчерпаны"),
        End::Budget => Text::new("evaluations used up", "вычисления исчерпаны"),
        End::Diverged => Text::new("diverged", "расходится"),
    }
}

/// The settings of each method, as in files.
pub fn settings(runs: &[Run]) -> Table {
    let row = |run: &Run| {
        let table = toml::Table::try_from(&run.method).unwrap_or_default();
        let settings = table.iter().filter(|(key, _)| *key != "method");
        let settings: Vec<String> = settings
            .map(|(key, value)| match value {
                toml::Value::Float(number) => format!("{key} = {number:?}"),
                other => format!("{key} = {other}"),
            })
            .collect();
        vec![
            Cell::Text(name_of(&run.method)),
            Cell::Text(Text::same(settings.join(", "))),
        ]
    };
    Table {
        name: "settings".into(),
        caption: Text::new("Settings of the methods", "Параметры методов"),
        header: vec![
            Text::new("method", "метод"),
            Text::new("settings", "параметры"),
        ],
        rows: runs.iter().map(row).collect(),
    }
}

/// What a reader of the figures should know.
pub fn notes(settings: &SurfaceDescent, runs: &[Run]) -> Vec<Text> {
    let note = |run: &Run| {
        let (name, iteration) = (name_of(&run.method), run.iterations());
        let [x, y] = run.last().at;
        match run.end {
            End::Diverged => Some(Text::new(
                format!("{}: diverged at iteration {iteration}.", name.en),
                format!("{}: расходится на итерации {iteration}.", name.ru),
            )),
            End::Elsewhere => Some(Text::new(
                format!(
                    "{}: the gradient vanished at ({x:.3}, {y:.3}), which is no global minimum.",
                    name.en
                ),
                format!(
                    "{}: градиент исчез в точке ({x:.3}, {y:.3}), это не глобальный минимум.",
                    name.ru
                ),
            )),
            End::Iterations | End::Budget | End::NoProgress => Some(Text::new(
                format!(
                    "{}: stopped at iteration {iteration} before |∇E| ≤ {:e}: {}.",
                    name.en,
                    settings.tolerance,
                    ending(run.end).en
                ),
                format!(
                    "{}: остановлено на итерации {iteration} раньше |∇E| ≤ {:e}: {}.",
                    name.ru,
                    settings.tolerance,
                    ending(run.end).ru
                ),
            )),
            End::AtMinimum => None,
        }
    };
    runs.iter().filter_map(note).collect()
}
