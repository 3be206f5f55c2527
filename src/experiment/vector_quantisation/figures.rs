//! Regions of the classes, and accuracy on the way and at the end.

use super::VectorQuantisation;
use super::judged::Judged;
use super::learn::Part;
use crate::experiment::supervised::Spread;
use crate::outcome::figure::{Axis, BarGroup, Mark, Panel, Style};
use crate::outcome::{Figure, Text};

/// The figures of all repeats.
pub fn all(settings: &VectorQuantisation, parts: &[Part], methods: &[Judged]) -> Vec<Figure> {
    let mut figures = Vec::new();
    figures.extend(regions(settings, &parts[0], methods));
    figures.push(accuracy(parts, methods));
    figures
}

/// A method's name with its test accuracy in the first repeat.
fn headed(method: &Judged) -> Text {
    let percent = format!("{:.1}", 100.0 * method.test[0]);
    Text::new(
        format!("{}: {percent}\u{a0}% right", method.name.en),
        format!(
            "{}: {}\u{a0}% верно",
            method.name.ru,
            percent.replace('.', ",")
        ),
    )
}

fn regions(settings: &VectorQuantisation, part: &Part, methods: &[Judged]) -> Option<Figure> {
    let plane = part.plane.as_ref()?;
    let mut panels = vec![
        plane.of_prototypes(headed(&methods[0])),
        plane.of_means(headed(&methods[2])),
    ];
    if settings.neighbours > 0 {
        panels.extend(plane.of_neighbours(headed(&methods[3])));
    }
    let columns = panels.len();
    let title = Text::new(
        "Prototypes move to their class and part the plane (ring: start, star: end)",
        "Прототипы движутся к своему классу и делят плоскость (кольцо — начало, звезда — конец)",
    );
    Some(Figure::grid("regions", title, columns, panels))
}

fn accuracy(parts: &[Part], methods: &[Judged]) -> Figure {
    let learning = Panel::new(
        Axis::linear(Text::new("inputs shown", "показано входов")),
        Axis::linear(Text::new("part classified rightly", "доля верных ответов")),
        learning_curves(parts),
    );
    let value = |method: &Judged| method.mean();
    let group = BarGroup {
        label: Text::new("test", "контроль"),
        style: Style::of("test"),
        values: methods.iter().map(value).collect(),
        low: methods.iter().map(|m| m.mean() - m.deviation()).collect(),
        high: methods.iter().map(|m| m.mean() + m.deviation()).collect(),
    };
    let bars = Mark::Bars {
        places: methods.iter().map(|method| method.name.clone()).collect(),
        groups: vec![group],
    };
    let methods = Panel::new(
        Axis::default(),
        Axis::linear(Text::new("part classified rightly", "доля верных ответов")).from_to(0.0, 1.0),
        vec![bars],
    );
    Figure::grid(
        "accuracy",
        Text::new(
            "LVQ1 learns, and what simpler and larger methods reach",
            "Обучение LVQ1 и результаты более простых и более громоздких методов",
        ),
        2,
        vec![learning, methods],
    )
}

/// Medians over the repeats, with quartiles.
fn learning_curves(parts: &[Part]) -> Vec<Mark> {
    let steps: Vec<f64> = parts[0].looks.iter().map(|look| look.step as f64).collect();
    let mut marks = Vec::new();
    for (label, key, of_test) in [
        (Text::new("training", "обучение"), "train", false),
        (Text::new("test", "контроль"), "test", true),
    ] {
        let spread = |k: usize| {
            // Repeats may differ in length where a class is small.
            let at = |part: &Part| part.looks[k.min(part.looks.len() - 1)].accuracy;
            let values = parts.iter().map(at);
            let values = values.map(|at| if of_test { at.test } else { at.train });
            Spread::of(&values.collect::<Vec<f64>>())
        };
        let spreads: Vec<Spread> = (0..steps.len()).map(spread).collect();
        if parts.len() > 1 {
            marks.push(Mark::Band {
                label: label.clone(),
                style: Style::of(key),
                x: steps.clone(),
                low: spreads.iter().map(|spread| spread.low).collect(),
                high: spreads.iter().map(|spread| spread.high).collect(),
            });
        }
        marks.push(Mark::Line {
            label,
            style: Style::of(key),
            x: steps.clone(),
            y: spreads.iter().map(|spread| spread.middle).collect(),
        });
    }
    marks
}
