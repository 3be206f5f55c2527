//! How much the main setting of every method matters: the loss at the end against its value.

use crate::experiment::optimizer_comparison::results::Results;
use crate::experiment::supervised::Spread;
use crate::optimize::search::Scale;
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Dash, Figure, Mark, Panel, Style};

/// The largest relative loss that is drawn; a training that diverged lies here.
const TOP: f64 = 3.0;

/// A panel a method; `None` where nothing is tuned.
pub fn figure(results: &Results) -> Option<Figure> {
    if results.settings.trials == 0 {
        return None;
    }
    let panels: Vec<Panel> = (0..results.entrants.len())
        .map(|m| panel(results, m))
        .collect();
    let title = Text::new(
        "Training loss at the end, in parts of that of the initial weights, against the setting that \
         is tuned",
        "Ошибка обучения в конце (в долях начальной) в зависимости от подбираемой настройки",
    );
    let columns = panels.len().min(3);
    Some(Figure::grid("sensitivity", title, columns, panels))
}

/// Thin lines: the median of a data set; thick: of all data sets and runs, with quartiles.
fn panel(results: &Results, m: usize) -> Panel {
    let entrant = &results.entrants[m];
    let ranges = entrant.ranges();
    let main = &ranges[0];
    // The first run shows which values were tried; they are the same in all.
    let trials = &results.parts(0, m)[0].trials;
    let mut order: Vec<usize> = (1..trials.len()).collect();
    order.sort_by(|&a, &b| trials[a].values[0].total_cmp(&trials[b].values[0]));
    let x: Vec<f64> = order.iter().map(|&trial| trials[trial].values[0]).collect();
    let losses = |d: usize, trial: usize| -> Vec<f64> {
        let parts = results.parts(d, m).iter();
        let relative = parts.map(|part| part.trials[trial].train_loss / part.initial[0]);
        relative
            .map(|loss| if loss < TOP { loss } else { TOP })
            .collect()
    };
    let datasets = 0..results.datasets.len();
    let mut marks = Vec::new();
    if datasets.len() > 1 {
        marks.extend(datasets.clone().map(|d| {
            Mark::Line {
                label: Text::default(),
                style: Style::of("reference").width(0.7),
                x: x.clone(),
                y: order
                    .iter()
                    .map(|&trial| Spread::of(&losses(d, trial)).middle)
                    .collect(),
            }
        }));
    }
    let all: Vec<Spread> = order
        .iter()
        .map(|&trial| {
            let losses = datasets.clone().flat_map(|d| losses(d, trial));
            Spread::of(&losses.collect::<Vec<f64>>())
        })
        .collect();
    let of = |number: fn(&Spread) -> f64| all.iter().map(number).collect::<Vec<f64>>();
    let style = results.style(m);
    marks.push(Mark::Band {
        label: Text::default(),
        style: style.clone(),
        x: x.clone(),
        low: of(|spread| spread.low),
        high: of(|spread| spread.high),
    });
    marks.extend(Mark::joined(
        Text::default(),
        style,
        x,
        of(|spread| spread.middle),
    ));
    marks.push(Mark::Vertical {
        label: Text::new("default", "по умолчанию"),
        style: Style {
            dash: Dash::Dashed,
            ..Style::of("reference").width(1.0)
        },
        at: trials[0].values[0],
    });
    let label = Text::same(main.key.as_ref());
    let axis = match main.scale {
        Scale::Log => Axis::log(label),
        Scale::Linear => Axis::linear(label),
    };
    let loss = Text::new("loss / initial loss", "ошибка / начальная");
    Panel::new(axis, Axis::log(loss), marks).titled(entrant.text())
}
