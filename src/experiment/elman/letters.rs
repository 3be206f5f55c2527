//! The error letter by letter, as figures 5 and 6 of Elman 1990, and number by number of the code.

use super::code::Code;
use super::figures::{error_axis, floor_style};
use super::results::{Results, Trained};
use crate::outcome::figure::{Axis, BarGroup, Mark, Panel, Style};
use crate::outcome::{Figure, Text};

/// Letters that are shown.
const SHOWN: usize = 32;
/// Most numbers of a code that are shown side by side.
const MOST_NUMBERS: usize = 30;

/// Both figures; the second where a code has few enough numbers.
pub fn figures(results: &Results) -> Vec<Figure> {
    let mut figures = vec![by_letter(results)];
    if (2..=MOST_NUMBERS).contains(&results.numbers.len()) {
        figures.push(by_number(results));
    }
    figures
}

/// The error over the first letters of the fresh stream: of the whole code, of the number that can be
/// foretold best, and of the one that cannot.
fn by_letter(results: &Results) -> Figure {
    let mut panels = vec![panel(results, None)];
    // Single bits of other codes mean nothing.
    let code = results.settings.code();
    if results.numbers.len() > 1 && matches!(code, Code::Features | Code::Own(_)) {
        let (best, worst) = extremes(results);
        panels.push(panel(results, Some(best)));
        panels.push(panel(results, Some(worst)));
    }
    Figure::grid(
        "error_by_letter",
        Text::new(
            "Error in foretelling each letter from the letters before",
            "Ошибка предсказания каждой буквы по предыдущим",
        ),
        1,
        panels,
    )
}

fn panel(results: &Results, number: Option<usize>) -> Panel {
    let symbols = results.fresh.foretold();
    let shown = symbols.len().min(SHOWN);
    let width = results.fresh.width;
    let x: Vec<f64> = (1..=shown).map(|place| place as f64).collect();
    // Of one number the error itself, of several their root mean square.
    let along = |rows: &[f64]| -> Vec<f64> {
        let rows = rows.chunks_exact(width).take(shown);
        rows.map(|row| match number {
            Some(k) => row[k].abs(),
            None => (row.iter().map(|e| e * e).sum::<f64>() / width as f64).sqrt(),
        })
        .collect()
    };
    let mut marks = vec![Mark::Bars {
        places: symbols[..shown]
            .iter()
            .map(|s| Text::same(s.sign))
            .collect(),
        groups: Vec::new(),
    }];
    let begins = symbols[..shown]
        .iter()
        .zip(&x)
        .filter(|(s, _)| s.place == 0);
    marks.extend(begins.map(|(_, at)| Mark::Vertical {
        label: Text::new("a word begins", "начало слова"),
        style: Style::of("reference").dotted().width(1.0),
        at: at - 0.5,
    }));
    marks.push(Mark::Line {
        label: results.floors[0].label.clone(),
        style: floor_style(0),
        x: x.clone(),
        y: along(&results.ideal_errors),
    });
    for rule in &results.rules {
        let part = &rule.parts[results.shown];
        let style = Style::of(rule.training.key()).radius(4.0);
        marks.extend(Mark::joined(
            rule.training.label(),
            style,
            x.clone(),
            along(&part.errors),
        ));
    }
    let x_axis = Axis::linear(Text::new("letter to be foretold", "предсказываемая буква"));
    let (title, y_axis) = match number {
        None => (Text::new("whole letter", "буква целиком"), error_axis()),
        Some(k) => {
            let name = &results.numbers[k];
            let label = Text::new("size of the error", "величина ошибки");
            (
                Text::new(
                    format!("the number “{}” of the code alone", name.en),
                    format!("только компонента «{}» кода", name.ru),
                ),
                Axis::linear(label).from_to(-0.05, 1.05),
            )
        }
    };
    Panel::new(x_axis, y_axis, marks).titled(title)
}

/// The number of the code whose ideal predictor is best where words begin, and the one whose is worst.
fn extremes(results: &Results) -> (usize, usize) {
    let variances = &results.floors[0].variances;
    let symbols = results.fresh.foretold();
    let at_start = |k| results.of_number(symbols, variances, 0, k);
    let (mut best, mut worst) = (0, 0);
    for k in 1..results.numbers.len() {
        if at_start(k) < at_start(best) {
            best = k;
        }
        if at_start(k) > at_start(worst) {
            worst = k;
        }
    }
    (best, worst)
}

/// The error of each number of the code: where words begin and within them, on one scale.
fn by_number(results: &Results) -> Figure {
    let classes = results.settings.task.classes();
    let groups: Vec<Vec<BarGroup>> = (0..classes.len())
        .map(|class| bars(results, class))
        .collect();
    let ends = groups.iter().flatten().flat_map(|group| &group.high);
    let most = ends.fold(0.0_f64, |most, end| most.max(*end));
    let panels = classes.into_iter().zip(groups).map(|((_, label), groups)| {
        let bars = Mark::Bars {
            places: results.numbers.clone(),
            groups,
        };
        let x = Axis::linear(Text::new("number of the code", "компонента кода"));
        let y = error_axis().from_to(0.0, 1.08 * most);
        Panel::new(x, y, vec![bars]).titled(label)
    });
    Figure::grid(
        "error_by_number",
        Text::new(
            "What of a letter can be foretold",
            "Что в букве предсказуемо",
        ),
        2,
        panels.collect(),
    )
}

/// The bars of every rule and of the ideal predictor in one class.
fn bars(results: &Results, class: usize) -> Vec<BarGroup> {
    let numbers = results.numbers.len();
    let of_rule = |rule: &Trained| {
        let spreads = results.spreads(rule, numbers, |part, symbols, k| {
            results.of_number(symbols, &part.errors, class, k)
        });
        BarGroup {
            label: rule.training.label(),
            style: Style::of(rule.training.key()),
            values: spreads.middle,
            low: spreads.low,
            high: spreads.high,
        }
    };
    let mut groups: Vec<BarGroup> = results.rules.iter().map(of_rule).collect();
    let floor = &results.floors[0];
    let deviations: Vec<f64> = floor.variances.iter().map(|v| v.sqrt()).collect();
    let symbols = results.fresh.foretold();
    let values: Vec<f64> = (0..numbers)
        .map(|k| results.of_number(symbols, &deviations, class, k))
        .collect();
    groups.push(BarGroup {
        label: floor.label.clone(),
        style: Style::of("reference"),
        low: values.clone(),
        high: values.clone(),
        values,
    });
    groups
}
