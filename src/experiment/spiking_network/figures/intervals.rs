//! The histogram of the intervals between spikes.

use super::steps;
use crate::experiment::spiking_network::results::{Measured, Results};
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};

/// Bins of the histogram.
const BINS: f64 = 60.0;
/// The share of the intervals that the axis takes in at least.
const SHOWN: f64 = 0.95;
/// How far the axis goes beyond them: regular spikes have their peak right at that end.
const MARGIN: f64 = 1.1;

/// The densities of the intervals of all populations of cells that have some.
pub fn figure(results: &Results) -> Option<Figure> {
    if !results.settings.show.intervals {
        return None;
    }
    let firing: Vec<(&Measured, f64)> = results
        .cells()
        .filter_map(|population| Some((population, most_ms(population)?)))
        .collect();
    if firing.is_empty() {
        return None;
    }
    let most = MARGIN * firing.iter().map(|(_, most)| *most).fold(0.0, f64::max);
    let dt_ms = results.settings.dt_ms;
    let bin_ms = (most / BINS / dt_ms).ceil() * dt_ms;
    let curves = firing
        .iter()
        .map(|(population, _)| curve(population, bin_ms, most));
    let marks: Vec<Mark> = curves.collect();
    let panel = Panel::new(
        Axis::linear(Text::new("interval, ms", "интервал, мс")).from_to(0.0, most),
        Axis::linear(Text::new("density, 1/ms", "плотность, 1/мс")).with_zero(),
        marks,
    );
    let title = Text::new("Intervals between spikes", "Межимпульсные интервалы");
    Some(Figure::single("intervals", title, panel))
}

/// The interval below which most are, ms; `None` without intervals.
fn most_ms(population: &Measured) -> Option<f64> {
    let trains = &population.trains;
    let all = (0..trains.neurons()).flat_map(|neuron| trains.intervals_ms(neuron));
    let mut all: Vec<f64> = all.collect();
    if all.is_empty() {
        return None;
    }
    let place = ((all.len() - 1) as f64 * SHOWN) as usize;
    let (_, most, _) = all.select_nth_unstable_by(place, f64::total_cmp);
    Some(*most)
}

fn curve(population: &Measured, bin_ms: f64, most_ms: f64) -> Mark {
    let (x, y) = steps(&population.trains.interval_histogram(bin_ms, most_ms));
    Mark::Line {
        label: population.label.clone(),
        style: Style::of(population.key.clone()),
        x,
        y,
    }
}
