//! The raster, with the population rates below it on the same time.

use super::{time_axis, window};
use crate::experiment::spiking_network::results::Results;
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};

/// So many rows make a raster as high as the rates below it.
const ROWS_OF_A_PANEL: f64 = 50.0;
/// Fewer bins are drawn as steps.
const BINS_OF_A_LINE: usize = 200;

/// The raster (unless none is wanted) above the rates of the populations of cells.
pub fn figure(results: &Results) -> Option<Figure> {
    let mut panels = Vec::new();
    let parts = &results.run.translated.raster;
    if !parts.is_empty() {
        panels.push(raster(results));
    }
    panels.extend(rates(results));
    let title = if parts.is_empty() {
        Text::new("Population rates", "Частоты популяций")
    } else {
        Text::new(
            "Spikes and population rates",
            "Импульсы и частоты популяций",
        )
    };
    (!panels.is_empty()).then(|| Figure::grid("raster", title, 1, panels))
}

fn raster(results: &Results) -> Panel {
    let parts = &results.run.translated.raster;
    let (from_ms, to_ms) = window(results);
    let mut first = 0.0;
    let mut marks = Vec::new();
    for part in parts {
        let population = &results.populations[part.population];
        let spikes = results.spikes(part.population).iter();
        let shown = spikes
            .filter(|spike| part.cells.contains(&(spike.neuron as usize)))
            .map(|spike| {
                let row = spike.neuron as usize - part.cells.start;
                (results.time_ms(spike.step), first + row as f64)
            })
            .filter(|&(t, _)| t >= from_ms && t <= to_ms);
        let (x, y) = shown.unzip();
        marks.push(Mark::Raster {
            label: population.label.clone(),
            style: Style::of(population.key.clone()),
            x,
            y,
        });
        first += part.cells.len() as f64;
    }
    // Colours go by the order of appearance: cells first, as in the other figures.
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&i| {
        let population = parts[i].population;
        (!results.populations[population].is_cells, population, i)
    });
    let marks = order.into_iter().map(|i| marks[i].clone()).collect();
    let label = match &parts[..] {
        [part] if part.cells.start == 0 => Text::new("neuron", "номер нейрона"),
        _ => Text::new("neurons", "нейроны"),
    };
    let axis = Axis::linear(label).from_to(-0.5, (first - 0.5).max(0.5));
    let mut panel = Panel::new(time_axis((from_ms, to_ms)), axis.whole(), marks);
    panel.height = (first / ROWS_OF_A_PANEL).clamp(0.5, 2.0);
    panel
}

/// The rates of the populations of cells; none where there are only generators.
fn rates(results: &Results) -> Option<Panel> {
    let (from_ms, to_ms) = window(results);
    let marks = results.cells().map(|population| {
        let rate = &population.rate;
        let points = rate.times_ms().into_iter().zip(rate.hz.iter().copied());
        let shown: Vec<_> = points
            .filter(|&(t, _)| t >= from_ms && t <= to_ms)
            .collect();
        let (x, y) = if shown.len() < BINS_OF_A_LINE {
            let half = 0.5 * rate.bin_ms;
            let ends = |&(t, hz): &(f64, f64)| [(t - half, hz), (t + half, hz)];
            shown.iter().flat_map(ends).unzip()
        } else {
            shown.into_iter().unzip()
        };
        Mark::Line {
            label: population.label.clone(),
            style: Style::of(population.key.clone()).width(1.2),
            x,
            y,
        }
    });
    let marks: Vec<Mark> = marks.collect();
    let label = Text::new("rate, Hz", "частота, Гц");
    let axis = Axis::linear(label).with_zero();
    (!marks.is_empty()).then(|| Panel::new(time_axis((from_ms, to_ms)), axis, marks))
}
