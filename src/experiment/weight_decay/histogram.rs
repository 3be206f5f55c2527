//! Histograms of the weights of all repeats, one for each ρ, on the same axis.

use super::figures::key;
use super::results::{Results, rho};
use super::ridge::sum_of_squares;
use crate::math::statistics::quantile;
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Text};

const BINS: usize = 61;
/// Histograms side by side are no more than these.
const MOST_PANELS: usize = 6;
/// Weights beyond this quantile of |w| at the least ρ are counted in the outermost bins.
const SHOWN: f64 = 0.98;

pub fn figure(results: &Results) -> Figure {
    let least: Vec<f64> = weights(results, 0).map(f64::abs).collect();
    let finite = least.iter().all(|w| w.is_finite());
    let edge = if finite { quantile(&least, SHOWN) } else { 1.0 };
    let edge = edge.max(f64::MIN_POSITIVE);
    let panels = chosen(results.groups.len())
        .into_iter()
        .map(|place| panel(results, place, edge))
        .collect::<Vec<Panel>>();
    let title = Text::new(
        "Weights at the end of training: decay draws them to 0",
        "Веса после обучения: регуляризация стягивает их к 0",
    );
    Figure::grid("weights", title, panels.len().min(3), panels)
}

/// All places, or as many as there are panels, evenly spread with both ends.
fn chosen(count: usize) -> Vec<usize> {
    let shown = count.min(MOST_PANELS);
    let spread = |k: usize| (k * (count - 1) + (shown - 1) / 2) / (shown - 1).max(1);
    (0..shown).map(spread).collect()
}

fn weights<'a>(results: &'a Results, place: usize) -> impl Iterator<Item = f64> + 'a {
    let parts = results.groups[place].parts.iter();
    parts.flat_map(|part| part.weights.iter().copied())
}

fn panel(results: &Results, place: usize, edge: f64) -> Panel {
    let width = 2.0 * edge / BINS as f64;
    let mut counts = [0.0; BINS];
    let mut all = 0.0;
    for w in weights(results, place).filter(|w| !w.is_nan()) {
        let bin = ((w + edge) / width).clamp(0.0, (BINS - 1) as f64);
        counts[bin as usize] += 1.0;
        all += 1.0;
    }
    // Each bar is a step up and down; the last one ends at the edge.
    let x = (0..=BINS).map(|bin| -edge + width * bin as f64).collect();
    let share = |count: &f64| 100.0 * count / f64::max(all, 1.0);
    let y = counts.iter().map(share).chain([0.0]).collect();
    let steps = Mark::Steps {
        label: Text::default(),
        style: Style::of(key(place)).width(2.5),
        x,
        y,
    };
    let group = &results.groups[place];
    let norm = group.median(|part| sum_of_squares(&part.weights));
    let norm = if norm >= 10.0 {
        format!("{norm:.0}")
    } else {
        format!("{norm:.2}")
    };
    let rho = rho(group.decay);
    let title = Text::new(
        format!("{}: |w|² = {norm}", rho.en),
        format!("{}: |w|² = {}", rho.ru, norm.replace('.', ",")),
    );
    Panel::new(
        Axis::linear(Text::new("weight", "вес")).from_to(-edge, edge),
        Axis::linear(Text::new("share of weights, %", "доля весов, %")).with_zero(),
        vec![steps],
    )
    .titled(title)
}
