//! Losses against work on one data set: medians with their quartiles over the runs.

use crate::experiment::optimizer_comparison::results::{On, Results, Variant};
use crate::experiment::supervised::{Spread, snake_case};
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Figure, Mark, Panel};

/// Most methods in one panel.
const IN_A_PANEL: usize = 4;

/// A figure for each variant: training beside validation, groups of methods one below the other.
pub fn of_dataset(results: &Results, dataset: usize) -> Vec<Figure> {
    let variants = results.variants().iter();
    variants
        .map(|&variant| figure(results, dataset, variant))
        .collect()
}

fn figure(results: &Results, dataset: usize, variant: Variant) -> Figure {
    let entrants: Vec<usize> = (0..results.entrants.len()).collect();
    let panels = entrants.len().div_ceil(IN_A_PANEL);
    let groups: Vec<&[usize]> = entrants.chunks(entrants.len().div_ceil(panels)).collect();
    let all = groups
        .iter()
        .flat_map(|group| On::BOTH.map(|on| (on, *group)));
    let panels: Vec<Panel> = all
        .map(|(on, group)| panel(results, dataset, variant, on, group))
        .collect();
    let panels = with_one_range(panels);
    let (name, of) = (&results.datasets[dataset], variant.text());
    let title = Text::new(
        format!(
            "{name}: {}, median and quartiles over {} runs",
            of.en, results.runs
        ),
        format!(
            "{name}: {}, медиана и квартили, запусков: {}",
            of.ru, results.runs
        ),
    );
    let stem = format!("loss_{}_{}", snake_case(name), variant.stem());
    Figure::grid(stem, title, On::BOTH.len(), panels)
}

fn panel(results: &Results, dataset: usize, variant: Variant, on: On, entrants: &[usize]) -> Panel {
    let mut bands = Vec::new();
    let mut lines = Vec::new();
    for &m in entrants {
        let curve = results.curve(dataset, m, variant, on);
        let of = |number: fn(&Spread) -> f64| curve.spread.iter().map(number).collect::<Vec<f64>>();
        if results.runs > 1 {
            bands.push(Mark::Band {
                label: Text::default(),
                style: results.style(m),
                x: curve.work.clone(),
                low: of(|spread| spread.low),
                high: of(|spread| spread.high),
            });
        }
        lines.push(Mark::Line {
            label: results.entrants[m].text(),
            style: results.style(m),
            y: of(|spread| spread.middle),
            x: curve.work,
        });
    }
    let work = Text::new("gradient-equivalents", "вычислений градиента");
    Panel::new(
        Axis::log(work).from_to(1.0, results.settings.budget),
        Axis::log(on.text()),
        bands.into_iter().chain(lines).collect(),
    )
}

/// Panels of one column on one range, so that they can be compared.
fn with_one_range(mut panels: Vec<Panel>) -> Vec<Panel> {
    for on in On::BOTH {
        let column = panels.iter().skip(on as usize).step_by(On::BOTH.len());
        let values: Vec<f64> = column
            .flat_map(|panel| &panel.marks)
            .flat_map(|mark| match mark {
                Mark::Line { y, .. } => y.clone(),
                Mark::Band { low, high, .. } => [low.as_slice(), high].concat(),
                _ => Vec::new(),
            })
            .filter(|y| y.is_finite() && *y > 0.0)
            .collect();
        let low = values.iter().copied().fold(f64::INFINITY, f64::min);
        let high = values.iter().copied().fold(0.0, f64::max);
        if low < high {
            for panel in panels.iter_mut().skip(on as usize).step_by(On::BOTH.len()) {
                panel.y.range = Some((low / 1.1, high * 1.1));
            }
        }
    }
    panels
}
