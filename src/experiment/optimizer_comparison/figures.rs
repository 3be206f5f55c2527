//! Loss against work, test accuracy, first-layer weights.

use super::run::Part;
use super::summary::Results;
use crate::experiment::supervised::{Spread, name_of_method, snake_case};
use crate::outcome::Text;
use crate::outcome::figure::{Axis, BoxGroup, Colours, Figure, Mark, Panel, Sample, Style};

/// Every figure of the outcome.
pub fn all(results: &Results) -> Vec<Figure> {
    let mut figures = Vec::new();
    let panels: Vec<Panel> = (0..results.datasets.len())
        .map(|dataset| loss_panel(results, dataset))
        .collect();
    if panels.len() > 1 {
        let short = |(panel, name): (&Panel, &String)| panel.clone().titled(Text::same(name));
        let small = panels.iter().zip(&results.datasets).map(short);
        figures.push(Figure::grid("loss", loss_title(), 2, small.collect()));
    }
    figures.push(accuracy(results));
    for (panel, dataset) in panels.into_iter().zip(&results.datasets) {
        let name = format!("loss_{}", snake_case(dataset));
        figures.push(Figure::single(name, loss_title(), panel));
    }
    figures.extend((0..results.datasets.len()).filter_map(|d| weights(results, d)));
    figures
}

fn loss_title() -> Text {
    Text::new(
        "Training loss against work: median and quartiles over the repeats",
        "Ошибка обучения в зависимости от затрат: медиана и квартили по повторам",
    )
}

fn loss_panel(results: &Results, dataset: usize) -> Panel {
    let mut bands = Vec::new();
    let mut lines = Vec::new();
    for (m, method) in results.methods.iter().enumerate() {
        let curve = results.curve(dataset, m);
        let numbers =
            |of: fn(&Spread) -> f64| -> Vec<f64> { curve.spread.iter().map(of).collect() };
        bands.push(Mark::Band {
            label: Text::default(),
            style: Style::of(method.name),
            x: curve.work.clone(),
            low: numbers(|spread| spread.low),
            high: numbers(|spread| spread.high),
        });
        lines.push(Mark::Line {
            label: name_of_method(method),
            style: Style::of(method.name),
            x: curve.work.clone(),
            y: numbers(|spread| spread.middle),
        });
    }
    let target = Mark::Horizontal {
        label: Text::new("target", "цель"),
        style: Style::of("reference").dashed().width(1.5),
        at: results.target_loss,
    };
    let marks = bands.into_iter().chain(lines).chain([target]).collect();
    let sizes = results.sizes(dataset);
    let name = &results.datasets[dataset];
    let (rows, features, classes, weights) = (
        sizes.train_rows,
        sizes.features,
        sizes.classes,
        sizes.weights,
    );
    Panel::new(
        Axis::log(Text::new(
            "work, gradient-equivalents",
            "затраты, вычислений градиента",
        ))
        .from_to(1.0, results.budget),
        Axis::log(Text::new(
            "cross-entropy, nats",
            "перекрёстная энтропия, нат",
        )),
        marks,
    )
    .titled(Text::new(
        format!(
            "{name}: {rows} examples, {features} features, {classes} classes, {weights} weights"
        ),
        format!(
            "{name}: примеров {rows}, признаков {features}, классов {classes}, весов {weights}"
        ),
    ))
}

fn accuracy(results: &Results) -> Figure {
    let places = results.datasets.iter().map(Text::same).collect();
    let groups = results
        .methods
        .iter()
        .enumerate()
        .map(|(m, method)| BoxGroup {
            label: name_of_method(method),
            style: Style::of(method.name),
            samples: (0..results.datasets.len())
                .map(|d| Sample(results.sample(d, m, |part: &Part| part.test.accuracy)))
                .collect(),
        })
        .collect();
    let title = Text::new(
        "Accuracy on the test part over the repeats",
        "Доля верных ответов на тестовой части по повторам",
    );
    let panel = Panel::new(
        Axis::linear(Text::new("data set", "набор данных")),
        Axis::linear(Text::new("accuracy", "доля верных ответов")),
        vec![Mark::Boxes { places, groups }],
    );
    Figure::single("test_accuracy", title, panel)
}

/// The first-layer weights of every method after the first repeat; `None` where the inputs are no
/// pictures.
fn weights(results: &Results, dataset: usize) -> Option<Figure> {
    let panels: Vec<Panel> = results
        .methods
        .iter()
        .enumerate()
        .filter_map(|(m, method)| {
            let pictures = results.runs(dataset, m)[0].pictures.as_ref()?;
            Some(
                pictures
                    .panel(8, Colours::Diverging)
                    .titled(name_of_method(method)),
            )
        })
        .collect();
    if panels.is_empty() {
        return None;
    }
    let name = &results.datasets[dataset];
    let title = Text::new(
        format!(
            "{name}: weights of the hidden units after the first repeat, each unit on its own scale"
        ),
        format!("{name}: веса скрытых нейронов после первого повтора, у каждого своя шкала"),
    );
    let stem = format!("weights_{}", snake_case(name));
    Some(Figure::grid(stem, title, 2, panels))
}
