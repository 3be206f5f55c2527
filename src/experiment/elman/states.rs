//! Hidden states in the plane: of two units their activations, of more the two principal axes.

use super::Task;
use super::material::Symbol;
use super::results::{Results, Trained};
use crate::math::singular_values::decompose;
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Text};

/// Most kinds of states that are told apart by colour.
const MOST_COLOURS: usize = 10;
/// Of the range of the states, so that no disc is cut.
const MARGIN: f64 = 0.08;

/// So few that their points have different sizes.
const FEW_COLOURS: usize = 4;

/// A panel for each rule and each way of telling states apart; none of a single hidden unit.
pub fn figure(results: &Results) -> Option<Figure> {
    if results.settings.hidden() < 2 {
        return None;
    }
    let groupings = groupings(results);
    let mut panels = Vec::new();
    for rule in &results.rules {
        for (name, groups) in &groupings {
            panels.push(panel(results, rule, name, groups));
        }
    }
    let columns = if groupings.len() > 1 {
        groupings.len()
    } else {
        2
    };
    let title = Text::new(
        "What the network remembers: its hidden states",
        "Что помнит сеть: состояния её скрытого слоя",
    );
    Some(Figure::grid("hidden_states", title, columns, panels))
}

/// A way of telling states apart: its title, and the name of each step's state.
type Grouping = (Text, Vec<Text>);

fn groupings(results: &Results) -> Vec<Grouping> {
    let symbols = &results.fresh.symbols;
    let seen = |name: &dyn Fn(usize, &Symbol) -> Text| -> Vec<Text> {
        let steps = symbols.iter().enumerate();
        steps.map(|(t, symbol)| name(t, symbol)).collect()
    };
    match results.settings.task {
        Task::TemporalXor => {
            let pair = |t: usize, symbol: &Symbol| {
                let before = symbols[t.saturating_sub(1)].sign;
                Text::same(format!("{before}{}", symbol.sign))
            };
            let classes = results.settings.task.classes();
            let next = |_: usize, symbol: &Symbol| classes[(symbol.place + 1) % 3].1.clone();
            vec![
                (
                    Text::new("the last two bits", "последние два бита"),
                    seen(&pair),
                ),
                (
                    Text::new("what comes next", "что будет дальше"),
                    seen(&next),
                ),
            ]
        }
        Task::Words => {
            let words = results.settings.words();
            let prefix = |_: usize, symbol: &Symbol| {
                let word = words[symbol.word].chars();
                Text::same(word.take(symbol.place + 1).collect::<String>())
            };
            let place = |_: usize, symbol: &Symbol| Text::same((symbol.place + 1).to_string());
            let by_prefix = seen(&prefix);
            if distinct(&by_prefix).len() <= MOST_COLOURS {
                vec![(
                    Text::new("the word up to here", "прочитанная часть слова"),
                    by_prefix,
                )]
            } else {
                vec![(
                    Text::new("letters of the word so far", "прочитано букв слова"),
                    seen(&place),
                )]
            }
        }
    }
}

/// Different names in the order of the alphabet.
fn distinct(names: &[Text]) -> Vec<Text> {
    let mut distinct = names.to_vec();
    distinct.sort_by(|a, b| a.en.cmp(&b.en));
    distinct.dedup();
    distinct
}

fn panel(results: &Results, rule: &Trained, name: &Text, names: &[Text]) -> Panel {
    let hidden = results.settings.hidden();
    let part = &rule.parts[results.shown];
    let plane = plane(&part.states, hidden);
    let labels = distinct(names);
    // States of several names often lie on one spot: rings of one show behind the next.
    let radius = |place: usize| {
        if labels.len() <= FEW_COLOURS {
            4.0 + 3.0 * (labels.len() - 1 - place) as f64
        } else {
            4.0
        }
    };
    let mut marks: Vec<Mark> = labels
        .iter()
        .enumerate()
        .map(|(place, label)| {
            let of_label = plane.iter().zip(names).filter(|(_, name)| *name == label);
            let (x, y) = of_label.map(|(point, _)| *point).unzip();
            Mark::Points {
                style: Style::of(format!("state {}", label.en)).radius(radius(place)),
                label: label.clone(),
                x,
                y,
            }
        })
        .collect();
    let title = |rule: &str, name: &str| format!("{rule}: {name}");
    let training = rule.training.label();
    let title = Text::new(title(&training.en, &name.en), title(&training.ru, &name.ru));
    if hidden > 2 {
        let axis = |words: (&str, &str)| Axis::linear(Text::new(words.0, words.1));
        let x = axis(("first principal axis", "первая главная ось"));
        let y = axis(("second principal axis", "вторая главная ось"));
        return Panel::new(x, y, marks).titled(title);
    }
    if results.fresh.width == 1 {
        marks.extend(boundary(
            &part.output_weights,
            part.output_biases[0],
            &plane,
        ));
    }
    let axis = |name: &str, (low, high): (f64, f64)| {
        let margin = MARGIN * (high - low).max(0.01);
        Axis::linear(Text::same(name)).from_to(low - margin, high + margin)
    };
    let x = axis("y₁", ends(plane.iter().map(|point| point.0)));
    let y = axis("y₂", ends(plane.iter().map(|point| point.1)));
    Panel::new(x, y, marks).titled(title)
}

/// The least and the greatest.
fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
        (low.min(value), high.max(value))
    })
}

/// The line on which the output unit answers ½, as far as the states reach.
fn boundary(weights: &[f64], bias: f64, plane: &[(f64, f64)]) -> Option<Mark> {
    let (left, right) = ends(plane.iter().map(|point| point.0));
    let (bottom, top) = ends(plane.iter().map(|point| point.1));
    let line = |x: f64| -(weights[0] * x + bias) / weights[1];
    let points: Vec<(f64, f64)> = (0..=200)
        .map(|k| left + (right - left) * f64::from(k) / 200.0)
        .map(|x| (x, line(x)))
        .filter(|(_, y)| (bottom..=top).contains(y))
        .collect();
    let (x, y) = points.iter().copied().unzip();
    (points.len() > 1).then_some(Mark::Line {
        label: Text::new("answer ½", "ответ ½"),
        style: Style::of("reference").dashed(),
        x,
        y,
    })
}

/// Two numbers of each state.
fn plane(states: &[f64], hidden: usize) -> Vec<(f64, f64)> {
    if hidden == 2 {
        return states.chunks_exact(2).map(|y| (y[0], y[1])).collect();
    }
    let steps = states.len() / hidden;
    let mut centred = states.to_vec();
    for unit in 0..hidden {
        let of_unit = states.iter().skip(unit).step_by(hidden);
        let mean = of_unit.sum::<f64>() / steps as f64;
        let of_unit = centred.iter_mut().skip(unit).step_by(hidden);
        of_unit.for_each(|y| *y -= mean);
    }
    let axes = decompose(steps, hidden, &centred).right;
    let along = |y: &[f64], axis: usize| -> f64 {
        let axis = &axes[axis * hidden..(axis + 1) * hidden];
        y.iter().zip(axis).map(|(y, a)| y * a).sum()
    };
    centred
        .chunks_exact(hidden)
        .map(|y| (along(y, 0), along(y, 1)))
        .collect()
}
