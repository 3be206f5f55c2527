//! The first layer before and after training: pictures for all methods, Hinton diagrams for the one
//! that was best on validation.

use crate::experiment::optimizer_comparison::first_layer::FirstLayer;
use crate::experiment::optimizer_comparison::results::Results;
use crate::experiment::supervised::snake_case;
use crate::outcome::Text;
use crate::outcome::figure::{Figure, Panel};

/// `None` where the inputs are neither pixels nor few.
pub fn of_dataset(results: &Results, dataset: usize) -> Option<Figure> {
    let entrants = 0..results.entrants.len();
    let layers = |m: usize| results.parts(dataset, m)[0].first_layer.as_ref();
    let [before, _] = layers(0)?;
    let shown: Vec<usize> = match before {
        FirstLayer::Pictures(_) => entrants.collect(),
        _ => vec![results.best_on_validation(dataset)],
    };
    let titled = |layer: &FirstLayer, title: Text| Some(layer.panel()?.titled(title));
    let start = titled(before, Text::new("initial weights", "начальные веса"))?;
    let after = shown
        .iter()
        .filter_map(|&m| titled(&layers(m)?[1], results.entrants[m].text()));
    let panels: Vec<Panel> = std::iter::once(start).chain(after).collect();
    let name = &results.datasets[dataset];
    let title = match before {
        FirstLayer::Pictures(_) => Text::new(
            format!(
                "{name}: weights of the hidden units in the first run, each unit on its own scale"
            ),
            format!("{name}: веса скрытых нейронов в первом запуске, у каждого своя шкала"),
        ),
        _ => Text::new(
            format!(
                "{name}: weights of the first layer before and after training, the best method on validation"
            ),
            format!("{name}: веса первого слоя до и после обучения, лучший на валидации метод"),
        ),
    };
    let columns = panels.len().min(if shown.len() > 1 { 3 } else { 2 });
    Some(Figure::grid(
        format!("weights_{}", snake_case(name)),
        title,
        columns,
        panels,
    ))
}
