//! Errors against the grid and against the number of weights; the error during training.

use super::KolmogorovArnold;
use super::learn::{Errors, Refined};
use super::results::Results;
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
            against_weights(results),
        ],
    )
}

fn error() -> Axis {
    Axis::log(Text::new("error", "ошибка"))
}

fn against_intervals(settings: &KolmogorovArnold, results: &Results) -> Panel {
    let g: Vec<f64> = settings.intervals.iter().map(|&g| g as f64).collect();
    let best = &results.best().errors;
    let mut marks = vec![other_starts(&g, &results.refined)];
    for (label, key, of) in [
        (
            Text::new("RMS error, learned points", "СКО на точках обучения"),
            "class-0",
            (|e| e.train) as fn(&Errors) -> f64,
        ),
        (
            Text::new("RMS error, test", "СКО на тесте"),
            "class-1",
            |e| e.test,
        ),
        (
            Text::new(
                "√ of the median squared error, test",
                "√ медианы квадрата ошибки, тест",
            ),
            "class-2",
            |e| e.typical,
        ),
    ] {
        let style = Style::of(key).radius(4.0);
        marks.extend(Mark::joined(
            label,
            style,
            g.clone(),
            best.iter().map(of).collect(),
        ));
    }
    // Through the test error of the second grid: the first is too coarse for a power law.
    let anchor = best[1].test;
    marks.push(Mark::Line {
        label: Text::same("G⁻⁴"),
        style: Style::of("reference").dashed(),
        y: g.iter().map(|one| anchor * (one / g[1]).powi(-4)).collect(),
        x: g,
    });
    let axis = Axis::log(Text::new(
        "intervals of a spline, G",
        "интервалов сплайна, G",
    ));
    Panel::new(axis, error(), marks).titled(Text::new(
        "Finer grids, best start",
        "Измельчение сетки, лучший старт",
    ))
}

/// The test errors of all starts as dots.
fn other_starts(x: &[f64], starts: &[Refined]) -> Mark {
    let points = starts.iter().flat_map(|one| x.iter().zip(&one.errors));
    let (x, y) = points.map(|(x, errors)| (*x, errors.test)).unzip();
    Mark::Points {
        label: Text::new(
            "RMS error, test, other starts",
            "СКО на тесте, другие старты",
        ),
        style: Style::of("class-5").radius(3.0),
        x,
        y,
    }
}

fn against_weights(results: &Results) -> Panel {
    let best = &results.best().errors;
    let weights: Vec<f64> = best.iter().map(|e| e.weights as f64).collect();
    let mut marks = vec![other_starts(&weights, &results.refined)];
    let tests = best.iter().map(|e| e.test).collect();
    let style = Style::of("class-1").radius(4.0);
    marks.extend(Mark::joined(
        Text::new("RMS error, test", "СКО на тесте"),
        style,
        weights,
        tests,
    ));
    if !results.perceptrons.is_empty() {
        let all = || results.perceptrons.iter().flatten();
        marks.push(Mark::Points {
            label: Text::default(),
            style: Style::of("class-3").radius(3.0),
            x: all().map(|e| e.weights as f64).collect(),
            y: all().map(|e| e.test).collect(),
        });
        let least =
            |starts: &Vec<Errors>| starts.iter().map(|e| e.test).fold(f64::INFINITY, f64::min);
        let counts = results
            .perceptrons
            .iter()
            .map(|starts| starts[0].weights as f64);
        marks.extend(Mark::joined(
            Text::new(
                "perceptron with one hidden layer of tanh, test",
                "персептрон с одним скрытым слоем tanh, тест",
            ),
            Style::of("class-3").radius(4.0),
            counts.collect(),
            results.perceptrons.iter().map(least).collect(),
        ));
    }
    let axis = Axis::log(Text::new("weights", "число весов"));
    Panel::new(axis, error(), marks).titled(Text::new(
        "As many weights, best starts",
        "При том же числе весов, лучшие старты",
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
