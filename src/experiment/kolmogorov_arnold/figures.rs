//! Errors against the grid and against the number of weights; the error during training.

use super::KolmogorovArnold;
use super::learn::{Errors, Refined};
use super::results::Results;
use crate::experiment::supervised::Spread;
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Text};

/// Errors against G, and against the number of weights.
pub fn refinement(settings: &KolmogorovArnold, results: &Results) -> Figure {
    let name = settings.function.label();
    let sizes: Vec<String> = settings.sizes().iter().map(usize::to_string).collect();
    let sizes = sizes.join(", ");
    Figure::grid(
        "refinement",
        Text::new(
            format!("A KAN [{sizes}] learns {}", name.en),
            format!("KAN [{sizes}] обучается функции {}", name.ru),
        ),
        2,
        vec![
            against_intervals(settings, results),
            against_weights(settings, results),
        ],
    )
}

fn error() -> Axis {
    Axis::log(Text::new("error", "ошибка"))
}

/// Median with quartiles over all grids.
fn curve(label: Text, key: &str, x: &[f64], spreads: &[Spread]) -> Vec<Mark> {
    let of = |value: fn(&Spread) -> f64| spreads.iter().map(value).collect::<Vec<f64>>();
    let mut marks = vec![Mark::Band {
        label: Text::default(),
        style: Style::of(key),
        x: x.to_vec(),
        low: of(|s| s.low),
        high: of(|s| s.high),
    }];
    let style = Style::of(key).radius(4.0);
    marks.extend(Mark::joined(label, style, x.to_vec(), of(|s| s.middle)));
    marks
}

fn against_intervals(settings: &KolmogorovArnold, results: &Results) -> Panel {
    let g: Vec<f64> = settings.intervals.iter().map(|&g| g as f64).collect();
    let spreads = |of: fn(&Errors) -> f64| -> Vec<Spread> {
        (0..g.len()).map(|grid| results.spread(grid, of)).collect()
    };
    let mut marks = Vec::new();
    for (label, key, of) in [
        (
            Text::new("RMS error, learned points", "СКО на точках обучения"),
            "class-0",
            (|e| e.train) as fn(&Errors) -> f64,
        ),
        (Text::new("RMS error, test", "СКО на тесте"), "class-1", |e| e.test),
        (
            Text::new("√ of the median squared error, test", "√ медианы квадрата ошибки, тест"),
            "class-2",
            |e| e.typical,
        ),
    ] {
        marks.extend(curve(label, key, &g, &spreads(of)));
    }
    // Through the test error of the second grid: the first is too coarse for a power law.
    let anchor = results.spread(1, |e| e.test).middle;
    marks.push(Mark::Line {
        label: Text::same("G⁻⁴"),
        style: Style::of("reference").dashed(),
        y: g.iter().map(|one| anchor * (one / g[1]).powi(-4)).collect(),
        x: g,
    });
    let axis = Axis::log(Text::new("intervals of a spline, G", "интервалов сплайна, G"));
    Panel::new(axis, error(), marks).titled(Text::new("Finer grids", "Измельчение сетки"))
}

fn against_weights(settings: &KolmogorovArnold, results: &Results) -> Panel {
    let grids = settings.intervals.len();
    let weights: Vec<f64> = results.best().errors.iter().map(|e| e.weights as f64).collect();
    let spreads: Vec<Spread> = (0..grids).map(|grid| results.spread(grid, |e| e.test)).collect();
    let label = Text::new("KAN: RMS error, test", "KAN: СКО на тесте");
    let mut marks = curve(label, "class-1", &weights, &spreads);
    if !results.perceptrons.is_empty() {
        let counts = results.perceptrons.iter().map(|all| all[0].weights as f64);
        let counts: Vec<f64> = counts.collect();
        let spreads: Vec<Spread> =
            (0..grids).map(|grid| results.spread_of_perceptrons(grid)).collect();
        let label = Text::new(
            "perceptron, one hidden layer of tanh",
            "персептрон, один скрытый слой tanh",
        );
        marks.extend(curve(label, "class-3", &counts, &spreads));
    }
    let axis = Axis::log(Text::new("weights", "число весов"));
    Panel::new(axis, error(), marks).titled(Text::new(
        "As many weights",
        "При том же числе весов",
    ))
}

/// The error at the beginning of every step of the best start.
pub fn history(settings: &KolmogorovArnold, best: &Refined) -> Figure {
    let mut marks = vec![Mark::Line {
        label: Text::new("RMS error, learned points", "СКО на точках обучения"),
        style: Style::of("class-0"),
        x: (0..best.history.len()).map(|step| step as f64).collect(),
        y: best.history.clone(),
    }];
    for &begin in best.begins.iter().skip(1) {
        marks.push(Mark::Vertical {
            label: Text::new("a finer grid", "сетка измельчена"),
            style: Style::of("reference").dotted(),
            at: begin as f64,
        });
    }
    let list: Vec<String> = settings.intervals.iter().map(usize::to_string).collect();
    let list = list.join(", ");
    Figure::single(
        "history",
        Text::new(
            format!("Training on one grid after another: G = {list}"),
            format!("Обучение на сетках одна за другой: G = {list}"),
        ),
        Panel::new(
            Axis::linear(Text::new("step", "шаг")),
            Axis::log(Text::new("RMS error", "СКО")),
            marks,
        ),
    )
}
