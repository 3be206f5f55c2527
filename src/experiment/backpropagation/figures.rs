//! The network of both passes, and the loss.

use super::picture::{Pass, panel};
use super::results::Results;
use crate::experiment::thinning;
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Text};

const POINTS: f64 = 600.0;

/// Every figure of the outcome.
pub fn all(results: &Results) -> Vec<Figure> {
    let forward = Figure::single(
        "forward",
        Text::new(
            "Back-propagation: the way forward",
            "Обратное распространение ошибки: прямой ход",
        ),
        panel(results, Pass::Forward),
    );
    let backward = Figure::single(
        "backward",
        Text::new(
            "Back-propagation: the way back",
            "Обратное распространение ошибки: обратный ход",
        ),
        panel(results, Pass::Backward),
    );
    vec![forward, backward, loss(results)]
}

fn loss(results: &Results) -> Figure {
    let losses = &results.descent.losses;
    let shown = thinning::logarithmic(losses.len(), POINTS);
    let line = Mark::Line {
        label: Text::default(),
        style: Style::of("gradient-descent"),
        x: shown.iter().map(|&step| (step + 1) as f64).collect(),
        y: shown.iter().map(|&step| losses[step]).collect(),
    };
    let panel = Panel::new(
        Axis::log(Text::new("step + 1", "шаг + 1")),
        Axis::log(Text::new("loss E", "ошибка E")),
        vec![line],
    );
    let title = Text::new(
        "Gradient descent with this gradient, again and again",
        "Градиентный спуск: тот же шаг много раз подряд",
    );
    Figure::single("loss", title, panel)
}
