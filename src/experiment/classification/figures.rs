//! Confusion matrix, ROC curves, loss curves, decision regions.

use super::results::{Curve, Results};
use crate::experiment::supervised::{Spread, class_key, name_of_method};
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Colours, Figure, Mark, Panel, Style};
use crate::train::BatchSize;

/// Where all areas are larger, the curves can be told apart in their corner only.
const NEAR_PERFECT: f64 = 0.95;
/// Width and height of that corner.
const CORNER: f64 = 0.2;

/// Every figure of the outcome.
pub fn all(results: &Results) -> Vec<Figure> {
    let mut figures = vec![confusion(results), roc(results), losses(results)];
    figures.extend(regions(results));
    figures
}

/// How many examples were judged, and two measures.
fn judged(results: &Results) -> Text {
    let first = results.first();
    let (accuracy, mcc) = (first.scores.accuracy, first.scores.mcc);
    let all = first.confusion.examples();
    Text::new(
        format!("{all} examples, accuracy {accuracy:.3}, MCC {mcc:.3}"),
        format!("примеров {all}, верно {accuracy:.3}, MCC {mcc:.3}"),
    )
}

/// A figure's title with the name of the data.
fn titled(results: &Results, en: &str, ru: &str) -> Text {
    let data = results.data();
    Text::new(format!("{en}: {data}"), format!("{ru}: {data}"))
}

/// Counts as words, the share of the actual class as colour.
fn confusion(results: &Results) -> Figure {
    let confusion = &results.first().confusion;
    let names: Vec<Text> = results.classes().iter().map(Text::same).collect();
    let cells = || {
        let classes = confusion.classes();
        (0..classes * classes).map(move |cell| (cell / classes, cell % classes))
    };
    let share = |(actual, predicted): (usize, usize)| {
        // NaN, an empty cell, for a class without examples.
        confusion.count(actual, predicted) as f64 / confusion.support(actual) as f64
    };
    let count = |(actual, predicted)| confusion.count(actual, predicted).to_string();
    let matrix = Mark::Matrix {
        label: Text::new("share of the actual class", "доля среди примеров класса"),
        rows: names.clone(),
        columns: names,
        z: cells().map(share).collect(),
        texts: cells().map(count).collect(),
        colours: Colours::Blues,
        limits: Some((0.0, 1.0)),
    };
    let panel = Panel::new(
        Axis::linear(Text::new("predicted", "предсказанный класс")),
        Axis::linear(Text::new("actual", "действительный класс")),
        vec![matrix],
    )
    .titled(judged(results));
    let title = titled(results, "Confusion matrix", "Матрица ошибок");
    Figure::single("confusion", title, panel)
}

/// A curve for each class against all others; for two classes that of the second.
fn roc(results: &Results) -> Figure {
    let first = results.first();
    let classes = results.classes();
    let shown = if classes.len() == 2 { 1.. } else { 0.. };
    let mut marks = vec![Mark::Line {
        label: Text::new("chance", "наугад"),
        style: Style::of("reference").dashed().width(1.5),
        x: vec![0.0, 1.0],
        y: vec![0.0, 1.0],
    }];
    for class in shown.take_while(|&class| class < classes.len()) {
        let area = first.areas.areas[class];
        // A class that does not occur has no curve.
        if area.is_nan() {
            continue;
        }
        let curve = first.curve(class);
        marks.push(Mark::Line {
            label: Text::same(format!("{} (AUC {area:.3})", classes[class])),
            style: Style::of(class_key(class)),
            x: curve.false_positive_rate,
            y: curve.true_positive_rate,
        });
    }
    let plane = |corner: f64| {
        let rate = |en: &str, ru: &str| Axis::linear(Text::new(en, ru));
        let mut panel = Panel::new(
            rate("false positive rate", "доля ложных срабатываний").from_to(0.0, corner),
            rate("true positive rate", "доля верных срабатываний").from_to(1.0 - corner, 1.0),
            marks.clone(),
        );
        panel.equal_aspect = true;
        panel
    };
    let mut panels = vec![plane(1.0).titled(judged(results))];
    let areas = first.areas.areas.iter().copied();
    let least = areas.fold(f64::INFINITY, f64::min);
    // Infinite where no class has an area.
    if least > NEAR_PERFECT && least.is_finite() {
        let title = Text::new("the upper left corner", "левый верхний угол");
        panels.push(plane(CORNER).titled(title));
    }
    let (en, ru) = match classes {
        [_, second] => (
            format!("ROC of class {second}"),
            format!("ROC класса {second}"),
        ),
        _ => (
            "ROC, each class against the rest".into(),
            "ROC каждого класса против остальных".into(),
        ),
    };
    let title = titled(results, &en, &ru);
    Figure::grid("roc", title, 2, panels)
}

/// Training and validation loss against epochs.
fn losses(results: &Results) -> Figure {
    let training = results.curve(|record| record.loss);
    let validation = results.curve(|record| record.validation);
    let mut marks = Vec::new();
    let several = results.parts.len() > 1;
    if let Some(curve) = training {
        let label = match validation {
            // One line needs no legend.
            None => Text::default(),
            Some(_) => Text::new("training", "обучение"),
        };
        let style = Style::of(results.settings.method.name());
        marks.extend(band_and_line(&curve, label, style, several));
    }
    if let Some(curve) = validation {
        let label = Text::new("validation", "валидация");
        let style = Style::of("reference").dashed();
        marks.extend(band_and_line(&curve, label, style, several));
    }
    let panel = Panel::new(
        Axis::linear(Text::new("epoch", "эпоха")),
        Axis::log(Text::new(
            "cross-entropy, nats",
            "перекрёстная энтропия, нат",
        )),
        marks,
    )
    .titled(setting(results));
    let title = if several {
        Text::new(
            "Loss while training: median and quartiles over the runs",
            "Ошибка в ходе обучения: медиана и квартили по запускам",
        )
    } else {
        Text::new("Loss while training", "Ошибка в ходе обучения")
    };
    Figure::single("losses", title, panel)
}

fn band_and_line(curve: &Curve, label: Text, style: Style, with_band: bool) -> Vec<Mark> {
    let of = |number: fn(&Spread) -> f64| -> Vec<f64> { curve.spread.iter().map(number).collect() };
    let band = Mark::Band {
        label: Text::default(),
        style: style.clone(),
        x: curve.epochs.clone(),
        low: of(|spread| spread.low),
        high: of(|spread| spread.high),
    };
    let line = Mark::Line {
        label,
        style,
        x: curve.epochs.clone(),
        y: of(|spread| spread.middle),
    };
    with_band
        .then_some(band)
        .into_iter()
        .chain([line])
        .collect()
}

/// The data, the method and its batches.
fn setting(results: &Results) -> Text {
    let sizes = results.sizes();
    let (train, features, weights) = (sizes.train, sizes.features, sizes.weights);
    let (data, classes) = (results.data(), results.classes().len());
    let method = name_of_method(results.settings.method.entry());
    let batch = results.settings.batch();
    let russian = match batch {
        BatchSize::Full => "все примеры сразу".to_owned(),
        BatchSize::Stochastic => "по одному примеру".to_owned(),
        BatchSize::Mini(rows) => format!("мини-пакеты по {rows}"),
    };
    Text::new(
        format!(
            "{data}: {train} training examples, {features} features, {classes} classes, {weights} \
             weights; {}, {batch}",
            method.en
        ),
        format!(
            "{data}: обучающих примеров {train}, признаков {features}, классов {classes}, весов \
             {weights}; {}, {russian}",
            method.ru
        ),
    )
}

/// The test examples over the regions of the classes, where there are two features.
fn regions(results: &Results) -> Option<Figure> {
    let plane = results.parts[0].plane.as_ref()?;
    let title = match results.folds() {
        1 => Text::new(
            "Decision regions, test examples by predicted class",
            "Области решений, тестовые примеры по предсказанному классу",
        ),
        _ => Text::new(
            "Decision regions, test examples of the first fold by predicted class",
            "Области решений, тестовые примеры первого блока по предсказанному классу",
        ),
    };
    Some(Figure::single("regions", title, plane.panel()))
}
