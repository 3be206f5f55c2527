//! Errors by place, and how they fall as the networks learn.

use super::Task;
use super::results::{Floor, Results, Spreads, Trained};
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Text};

/// Median with quartiles.
fn curve(label: Text, style: Style, x: &[f64], spreads: Spreads) -> [Mark; 3] {
    let band = Mark::Band {
        label: Text::default(),
        style: style.clone(),
        x: x.to_vec(),
        low: spreads.low,
        high: spreads.high,
    };
    let [line, points] = Mark::joined(label, style, x.to_vec(), spreads.middle);
    [band, line, points]
}

/// The look of an ideal predictor.
pub fn floor_style(index: usize) -> Style {
    let style = Style::of("reference").radius(2.5);
    if index == 0 {
        style.dashed()
    } else {
        style.dotted()
    }
}

pub fn error_axis() -> Axis {
    let label = Text::new("root mean squared error", "среднеквадратичная ошибка");
    Axis::linear(label).with_zero()
}

/// The error over twelve bits (Elman 1990, figure 3), or over the letters of a word.
pub fn by_place(results: &Results) -> Figure {
    let places = results.places();
    let x: Vec<f64> = (1..=places).map(|place| place as f64).collect();
    let number = |place: usize| Text::same((place + 1).to_string());
    // Without bars of its own this mark names every place.
    let mut marks = vec![Mark::Bars {
        places: (0..places).map(number).collect(),
        groups: Vec::new(),
    }];
    for (index, floor) in results.floors.iter().enumerate() {
        marks.push(floor_line(results, floor, index, &x));
    }
    for rule in &results.rules {
        let spreads = results.spreads(rule, places, |part, symbols, place| {
            results.at_place(symbols, &part.errors, place)
        });
        let style = Style::of(rule.training.key()).radius(5.0);
        marks.extend(curve(rule.training.label(), style, &x, spreads));
    }
    let (title, label) = match results.settings.task {
        Task::TemporalXor => (
            Text::new(
                "Temporal XOR: every third bit can be foretold",
                "Исключающее ИЛИ во времени: предсказуем каждый третий бит",
            ),
            Text::new(
                "bit; 3, 6, 9 and 12 are the exclusive or of the two before",
                "бит; 3, 6, 9 и 12 — исключающее ИЛИ двух предыдущих",
            ),
        ),
        Task::Words => (
            Text::new(
                "The error is greatest where a word begins",
                "Ошибка больше всего там, где начинается слово",
            ),
            Text::new("letter of the word", "номер буквы в слове"),
        ),
    };
    let x_axis = Axis::linear(label)
        .from_to(0.5, places as f64 + 0.5)
        .whole();
    Figure::single(
        "error_by_place",
        title,
        Panel::new(x_axis, error_axis(), marks),
    )
}

fn floor_line(results: &Results, floor: &Floor, index: usize, x: &[f64]) -> Mark {
    let deviations: Vec<f64> = floor.variances.iter().map(|v| v.sqrt()).collect();
    let at = |place| results.at_place(results.fresh.foretold(), &deviations, place);
    Mark::Line {
        label: floor.label.clone(),
        style: floor_style(index),
        x: x.to_vec(),
        y: (0..x.len()).map(at).collect(),
    }
}

/// The error of every class of symbols after 1, 2 … passes, a panel for each rule.
pub fn learning_curves(results: &Results) -> Figure {
    let panels = results.rules.iter().map(|rule| curves_of(results, rule));
    Figure::grid(
        "learning_curves",
        match results.settings.task {
            Task::TemporalXor => Text::new(
                "Learning: error on a fresh stream; dashed: ideal, dotted: rule without place",
                "Обучение: ошибка на новом потоке; штрих — идеал, точки — правило без места",
            ),
            Task::Words => Text::new(
                "Learning: error on a fresh stream; dashed: ideal predictor",
                "Обучение: ошибка на новом потоке; штрих — идеальный предсказатель",
            ),
        },
        2,
        panels.collect(),
    )
}

fn curves_of(results: &Results, rule: &Trained) -> Panel {
    let whole = rule.parts.iter().find(|part| part.diverged.is_none());
    let passes: Vec<f64> = whole.map_or_else(Vec::new, |part| {
        part.passes.iter().map(|pass| *pass as f64).collect()
    });
    let mut marks = Vec::new();
    for (class, (name, label)) in results.settings.task.classes().into_iter().enumerate() {
        let style = Style::of(name);
        for (index, floor) in results.floors.iter().enumerate() {
            let dash = floor_style(index).dash;
            marks.push(Mark::Horizontal {
                label: Text::default(),
                style: Style {
                    dash,
                    ..style.clone()
                },
                at: results.floor_of_class(floor, class),
            });
        }
        let spreads = results.spreads(rule, passes.len(), |part, _, place| {
            part.curve[place][class]
        });
        marks.extend(curve(label, style, &passes, spreads));
    }
    let x = Axis::log(Text::new("passes through the stream", "проходов по потоку"));
    Panel::new(x, error_axis(), marks).titled(rule.training.label())
}
