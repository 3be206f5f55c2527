//! The distribution of the weights that learn, before and after the run.

use super::{russian, steps};
use crate::experiment::spiking_network::results::Results;
use crate::experiment::spiking_network::run::Learned;
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};

/// A panel for each projection with plasticity.
pub fn figure(results: &Results) -> Option<Figure> {
    let learned = results.run.learned.iter();
    let panels: Vec<Panel> = learned.map(|learned| panel(results, learned)).collect();
    let title = Text::new("Weights before and after", "Веса до и после");
    (!panels.is_empty()).then(|| Figure::grid("weights", title, 1, panels))
}

fn panel(results: &Results, learned: &Learned) -> Panel {
    let curve = |label: Text, key: &str, weights: &[f64]| {
        let (x, y) = steps(&results.weights(learned.projection, weights).histogram);
        Mark::Line {
            label,
            style: Style::of(key),
            x,
            y,
        }
    };
    let unit = results.unit(learned.projection);
    let of_unit = russian(unit);
    let name = &results.run.translated.network.projections[learned.projection].name;
    Panel::new(
        Axis::linear(Text::new(
            format!("weight, {unit}"),
            format!("вес, {of_unit}"),
        )),
        Axis::linear(Text::new(
            format!("density, 1/{unit}"),
            format!("плотность, 1/{of_unit}"),
        ))
        .with_zero(),
        vec![
            curve(Text::new("before", "до"), "before", &learned.before),
            curve(Text::new("after", "после"), "after", &learned.after),
        ],
    )
    .titled(Text::same(name.clone()))
}
