//! Loss curves and iterations of all runs; of each run its error history in two parts, its answers
//! on the test part and its first-layer weights.

use super::Run;
use super::learn::{Curve, Part};
use super::results::{Results, final_loss};
use crate::experiment::supervised::{Plane, Spread, snake_case};
use crate::outcome::Text;
use crate::outcome::figure::{Axis, BoxGroup, Colours, Figure, Mark, Panel, Sample, Style};
use crate::perceptron::Loss;
use crate::train::Record;

/// Points of one part of an error history, at most about.
const POINTS: usize = 2000;

/// Every figure of the outcome.
pub fn all(results: &Results) -> Vec<Figure> {
    let mut figures = vec![losses(results)];
    if results
        .settings
        .runs
        .iter()
        .any(|run| results.target(run).is_some())
    {
        figures.push(iterations(results));
    }
    for (run, part, drawn) in results.drawn() {
        figures.push(history(results, run, part));
        if let Some(plane) = &drawn.plane {
            figures.push(predictions(run, part, plane));
        }
        if let Some(curve) = &drawn.curve {
            figures.push(answers(run, part, curve));
        }
        if let Some(maps) = &drawn.maps {
            let panel = maps.panel(results.settings.weights_per_row, Colours::Grey);
            let title = with_name(
                run,
                "weights of the first layer, each unit on its own scale",
                "веса первого слоя, у каждого нейрона своя шкала",
            );
            figures.push(Figure::single(named("weights", run), title, panel));
        }
    }
    figures
}

fn named(what: &str, run: &Run) -> String {
    format!("{what}_{}", run.stem())
}

fn with_name(run: &Run, en: &str, ru: &str) -> Text {
    let name = run.text();
    Text::new(format!("{}: {en}", name.en), format!("{}: {ru}", name.ru))
}

/// A method's colour: solid where the run bears the method's name (else for its first run), dotted
/// for a second run of the method; further ones have colours of their own.
fn style(results: &Results, run: &Run) -> Style {
    let method = run.method.name();
    let same = || {
        results
            .settings
            .runs
            .iter()
            .filter(|other| other.method.name() == method)
    };
    let bears_name = |other: &&Run| other.stem() == snake_case(method);
    let in_order = same()
        .filter(bears_name)
        .chain(same().filter(|run| !bears_name(run)));
    match in_order
        .take_while(|other| !std::ptr::eq(*other, run))
        .count()
    {
        0 => Style::of(method),
        1 => Style::of(method).dotted(),
        _ => Style::of(run.stem()),
    }
}

fn loss_label(results: &Results) -> Text {
    match results.settings.loss {
        Loss::SoftmaxCrossEntropy | Loss::LogisticCrossEntropy => {
            Text::new("cross-entropy, nats", "перекрёстная энтропия, нат")
        }
        _ => Text::new("loss", "ошибка"),
    }
}

fn iteration_label() -> Text {
    Text::new("iteration", "итерация")
}

fn losses(results: &Results) -> Figure {
    let mut bands = Vec::new();
    let mut lines = Vec::new();
    for (run, parts) in results.runs() {
        let curve = results.curve(parts);
        let of =
            |number: fn(&Spread) -> f64| -> Vec<f64> { curve.spread.iter().map(number).collect() };
        if results.repeats > 1 {
            bands.push(Mark::Band {
                label: Text::default(),
                style: style(results, run),
                x: curve.iterations.clone(),
                low: of(|spread| spread.low),
                high: of(|spread| spread.high),
            });
        }
        lines.push(Mark::Line {
            label: run.text(),
            style: style(results, run),
            x: curve.iterations.clone(),
            y: of(|spread| spread.middle),
        });
    }
    let target = results
        .settings
        .stopping
        .target_loss
        .map(|at| Mark::Horizontal {
            label: Text::new("target", "цель"),
            style: Style::of("reference").dashed().width(1.5),
            at,
        });
    let marks = bands.into_iter().chain(lines).chain(target).collect();
    let sizes = results.sizes();
    let (train, test, weights) = (sizes.train, sizes.test, sizes.weights);
    let data = results.data();
    let panel = Panel::new(
        Axis::log(iteration_label()),
        Axis::log(loss_label(results)),
        marks,
    )
    .titled(Text::new(
        format!("{data}: {train} training and {test} test examples, {weights} weights"),
        format!("{data}: обучающих примеров {train}, тестовых {test}, весов {weights}"),
    ));
    let title = if results.repeats > 1 {
        Text::new(
            "Training loss: median and quartiles over the repeats",
            "Ошибка обучения: медиана и квартили по повторам",
        )
    } else {
        Text::new("Training loss", "Ошибка обучения")
    };
    Figure::single("losses", title, panel)
}

/// Iterations to the target: every repeat's, and what somebody else needed.
fn iterations(results: &Results) -> Figure {
    let places: Vec<Text> = results.settings.runs.iter().map(Run::text).collect();
    let samples = results.runs().map(|(run, parts)| {
        let counts = results.iterations(run, parts);
        Sample(
            counts
                .into_iter()
                .filter(|count| count.is_finite())
                .collect(),
        )
    });
    let ours = BoxGroup {
        label: Text::new("here", "здесь"),
        style: Style::of("bfgs"),
        samples: samples.collect(),
    };
    let published = results
        .settings
        .runs
        .iter()
        .map(|run| Sample(Vec::from_iter(run.published_iterations)));
    let mut groups = vec![ours];
    if results
        .settings
        .runs
        .iter()
        .any(|run| run.published_iterations.is_some())
    {
        groups.push(BoxGroup {
            label: Text::new("published", "опубликовано"),
            style: Style::of("rprop"),
            samples: published.collect(),
        });
    }
    let panel = Panel::new(
        Axis::linear(Text::default()),
        Axis::log(Text::new(
            "iterations to the target loss",
            "итераций до целевой ошибки",
        )),
        vec![Mark::Boxes { places, groups }],
    );
    let title = Text::new(
        "Iterations to the target loss over the repeats",
        "Число итераций до целевой ошибки по повторам",
    );
    Figure::single("iterations", title, panel)
}

/// The error history of the first repeat in two parts, titled as in the lecture.
fn history(results: &Results, run: &Run, part: &Part) -> Figure {
    let records = &part.history;
    let middle = records.len().div_ceil(2).max(1);
    let (first, second) = records.split_at(middle);
    let mut panels = vec![half(results, run, first)];
    if !second.is_empty() {
        panels.push(half(results, run, second));
    }
    let title = with_name(run, "error history", "история изменения ошибки");
    Figure::grid(named("history", run), title, 2, panels)
}

fn half(results: &Results, run: &Run, records: &[Record]) -> Panel {
    let (first, last) = (&records[0], &records[records.len() - 1]);
    let thin = records.len().div_ceil(POINTS);
    let shown = || records.iter().step_by(thin);
    let mut marks = vec![Mark::Line {
        label: Text::new("training", "обучение"),
        style: style(results, run),
        x: shown().map(|record| record.iteration as f64).collect(),
        y: shown().map(|record| record.loss).collect(),
    }];
    let validated: Vec<&Record> = records
        .iter()
        .filter(|record| !record.validation.is_nan())
        .collect();
    if validated.is_empty() {
        // One line needs no legend.
        if let Mark::Line { label, .. } = &mut marks[0] {
            *label = Text::default();
        }
    } else {
        marks.push(Mark::Line {
            label: Text::new("validation", "валидация"),
            style: Style::of("reference").dashed(),
            x: validated
                .iter()
                .map(|record| record.iteration as f64)
                .collect(),
            y: validated.iter().map(|record| record.validation).collect(),
        });
    }
    // The lecture counts from 1; record 0 is the initial loss.
    let (from, to, loss) = (first.iteration.max(1), last.iteration, last.loss);
    Panel::new(
        Axis::linear(iteration_label()),
        Axis::linear(loss_label(results)),
        marks,
    )
    .titled(Text::same(format!("iter: {from}-{to}, error {loss:.5}")))
}

/// The test examples by predicted class over the regions of the classes.
fn predictions(run: &Run, part: &Part, plane: &Plane) -> Figure {
    let title = with_name(
        run,
        "test examples by predicted class",
        "тестовые примеры по предсказанному классу",
    );
    Figure::single(
        named("predictions", run),
        title,
        plane.panel().titled(tested(part)),
    )
}

/// The network's function over the test examples.
fn answers(run: &Run, part: &Part, curve: &Curve) -> Figure {
    let unzip = |points: &[[f64; 2]]| points.iter().map(|&[x, y]| (x, y)).unzip();
    let (x, y) = unzip(&curve.points);
    let examples = Mark::Points {
        label: Text::new("examples", "примеры"),
        style: Style::of("reference"),
        x,
        y,
    };
    let (x, y) = unzip(&curve.line);
    let answers = Mark::Line {
        label: Text::new("network", "сеть"),
        style: Style::of(run.method.name()),
        x,
        y,
    };
    let panel = Panel::new(
        Axis::linear(Text::same(&curve.names[0])),
        Axis::linear(Text::new("output", "выход")),
        vec![answers, examples],
    )
    .titled(tested(part));
    let title = with_name(run, "the network's answers", "ответы сети");
    Figure::single(named("predictions", run), title, panel)
}

fn tested(part: &Part) -> Text {
    if part.sizes.test == 0 {
        let loss = final_loss(part);
        return Text::new(
            format!("training error {loss:.6}"),
            format!("ошибка обучения {loss:.6}"),
        );
    }
    let loss = part.test_loss;
    Text::new(
        format!("test error {loss:.6}"),
        format!("ошибка на тесте {loss:.6}"),
    )
}
