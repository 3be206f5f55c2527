//! What the networks answer, and the pictures of their first layer: for the least, the best and the
//! largest ρ.

use super::learn::{Drawn, Fit, Part};
use super::results::{Results, comma, rho};
use super::task::Curve;
use crate::outcome::figure::{Axis, Colours, Mark, Panel, Style};
use crate::outcome::{Figure, Text};

/// The figures that the task allows.
pub fn all(results: &Results) -> Vec<Figure> {
    [regions(results), fits(results), weight_maps(results)]
        .into_iter()
        .flatten()
        .collect()
}

/// The panels of the chosen ρ, each with its title; `None` where there is nothing to show.
fn panels(
    results: &Results,
    draw: impl Fn(&Drawn) -> Option<Panel>,
    told: impl Fn(&Part) -> Text,
) -> Option<Vec<Panel>> {
    let panel = |&place: &usize| {
        let group = &results.groups[place];
        let part = &group.parts[0];
        let panel = draw(part.picture.as_ref()?)?;
        let (rho, told) = (rho(group.decay), told(part));
        Some(panel.titled(Text::new(
            format!("{}: {}", rho.en, told.en),
            format!("{}: {}", rho.ru, told.ru),
        )))
    };
    results.chosen().iter().map(panel).collect()
}

/// The share of wrong answers of a part, named in both languages.
fn wrong(share: f64, (en, ru): (&str, &str)) -> Text {
    let percent = format!("{:.1}", 100.0 * share);
    Text::new(
        format!("{en}, {percent} % wrong"),
        format!("{ru}, неверно {} %", percent.replace('.', ",")),
    )
}

fn regions(results: &Results) -> Option<Figure> {
    let of_part = |place: usize| {
        let told = move |part: &Part| match place {
            0 => wrong(part.train.wrong, ("training", "обучение")),
            _ => wrong(part.test.wrong, ("test", "тест")),
        };
        let draw = move |drawn: &Drawn| Some(drawn.planes.as_ref()?[place].panel());
        panels(results, draw, told)
    };
    let mut all = of_part(0)?;
    let columns = all.len();
    all.extend(of_part(1)?);
    let title = Text::new(
        "Decision regions for the least, the best and the largest ρ",
        "Области решений при наименьшем, лучшем и наибольшем ρ",
    );
    Some(Figure::grid("regions", title, columns, all))
}

fn fits(results: &Results) -> Option<Figure> {
    let loss = |part: &Part| {
        let loss = (part.test.loss * 1e4).round() / 1e4;
        Text::new(
            format!("test loss {loss}"),
            format!("ошибка на тесте {}", comma(loss)),
        )
    };
    let is_wave = results.settings.curve.is_some();
    // One scale for all, that of the examples: a curve that leaves it leaves the panel.
    let drawn = results.groups[0].parts[0].picture.as_ref()?;
    let range = range_of(&drawn.fit.as_ref()?.examples);
    let draw = |drawn: &Drawn| Some(fit_panel(drawn.fit.as_ref()?, is_wave, range));
    let panels = panels(results, draw, loss)?;
    let title = Text::new(
        "The network's curve through noisy examples: the least, the best, the largest ρ",
        "Кривая сети по зашумлённым примерам: наименьшее, лучшее и наибольшее ρ",
    );
    Some(Figure::grid("fits", title, panels.len(), panels))
}

fn range_of(examples: &[[f64; 2]]) -> (f64, f64) {
    let values = examples.iter().map(|point| point[1]);
    let low = values.clone().fold(f64::INFINITY, f64::min);
    let high = values.fold(f64::NEG_INFINITY, f64::max);
    let margin = 0.4 * (high - low).max(1e-9);
    (low - margin, high + margin)
}

fn fit_panel(fit: &Fit, is_wave: bool, (low, high): (f64, f64)) -> Panel {
    let x = || fit.line.iter().map(|point| point[0]).collect::<Vec<f64>>();
    let mut marks = Vec::new();
    if is_wave {
        marks.push(Mark::Line {
            label: Text::same("sin 2πx"),
            style: Style::of("rest"),
            y: x().iter().map(|&x| Curve::truth(x)).collect(),
            x: x(),
        });
    }
    marks.push(Mark::Line {
        label: Text::new("network", "сеть"),
        style: Style::of("train").width(2.5),
        x: x(),
        y: fit.line.iter().map(|point| point[1]).collect(),
    });
    let (examples_x, examples_y) = fit.examples.iter().map(|&[x, y]| (x, y)).unzip();
    marks.push(Mark::Points {
        label: Text::new("training examples", "обучающие примеры"),
        style: Style::of("class-0").radius(5.0),
        x: examples_x,
        y: examples_y,
    });
    Panel::new(
        Axis::linear(Text::same(&fit.names[0])),
        Axis::linear(Text::same(&fit.names[1])).from_to(low, high),
        marks,
    )
}

fn weight_maps(results: &Results) -> Option<Figure> {
    let per_row = results.settings.weights_per_row;
    let told = |part: &Part| wrong(part.test.wrong, ("test", "тест"));
    let draw = |drawn: &Drawn| {
        let maps = drawn.maps.as_ref()?;
        Some(maps.panel(per_row, Colours::Diverging))
    };
    let panels = panels(results, draw, told)?;
    let title = Text::new(
        "Weights of the first layer as pictures: the least, the best, the largest ρ",
        "Веса первого слоя как картинки: наименьшее, лучшее и наибольшее ρ",
    );
    Some(Figure::grid("weight_maps", title, panels.len(), panels))
}
