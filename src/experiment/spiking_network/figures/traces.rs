//! Recorded state variables and receptors in the course of time.

use super::{russian, time_axis, window};
use crate::experiment::spiking_network::results::Results;
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};
use crate::spiking::{Sort, Watched};

/// Most points of a line: more cannot be told apart.
const MOST_POINTS: usize = 20_000;

/// A panel for each recorder.
pub fn figure(results: &Results) -> Option<Figure> {
    let recorders = 0..results.run.records.traces.len();
    let panels: Vec<Panel> = recorders.map(|index| panel(results, index)).collect();
    let title = Text::new("Recorded traces", "Записанные кривые");
    (!panels.is_empty()).then(|| Figure::grid("traces", title, 1, panels))
}

fn panel(results: &Results, index: usize) -> Panel {
    let recorder = &results.run.translated.listening.recorders[index];
    let trace = &results.run.records.traces[index];
    let population = &results.populations[recorder.cells.population];
    let (from_ms, to_ms) = window(results);
    let first = trace
        .steps
        .partition_point(|&s| results.time_ms(s) < from_ms);
    let end = trace
        .steps
        .partition_point(|&s| results.time_ms(s) <= to_ms);
    let stride = (end.saturating_sub(first)).div_ceil(MOST_POINTS).max(1);
    let places = || (first..end).step_by(stride);
    let x: Vec<f64> = places().map(|i| results.time_ms(trace.steps[i])).collect();
    let cells = recorder.cells.cells.clone().zip(&trace.columns);
    let marks = cells
        .take(results.settings.show.traces)
        .map(|(cell, values)| Mark::Line {
            label: Text::new(format!("neuron {cell}"), format!("нейрон {cell}")),
            style: Style::of(format!("neuron {cell}")).width(1.5),
            x: x.clone(),
            // A divergence may leave a column without its last sample.
            y: places()
                .map(|i| values.get(i).copied().unwrap_or(f64::NAN))
                .collect(),
        });
    Panel::new(
        time_axis((from_ms, to_ms)),
        Axis::linear(label(results, index)),
        marks.collect(),
    )
    .titled(population.label.clone())
}

/// What is recorded, with its unit.
fn label(results: &Results, index: usize) -> Text {
    let recorder = &results.run.translated.listening.recorders[index];
    let record = &results.settings.record[index];
    let population = &results.run.translated.network.populations[recorder.cells.population];
    let Sort::Cells {
        model, receptors, ..
    } = &population.sort
    else {
        return Text::same(record.variable.clone());
    };
    match recorder.watched {
        Watched::Variable(0) => Text::new("potential, mV", "потенциал, мВ"),
        Watched::Variable(variable) => {
            let variable = model.neuron().variables()[variable];
            let (name, unit) = (symbol(variable.name, variable.unit), variable.unit);
            if unit.is_empty() {
                Text::same(name)
            } else {
                Text::new(
                    format!("{name}, {unit}"),
                    format!("{name}, {}", russian(unit)),
                )
            }
        }
        Watched::Receptor(receptor) => {
            let receptor = &receptors[receptor];
            let (english, word) = if receptor.is_conductance() {
                ("conductance", "проводимость")
            } else {
                ("current", "ток")
            };
            let (name, unit) = (&receptor.name, receptor.unit());
            Text::new(
                format!("{english} `{name}`, {unit}"),
                format!("{word} `{name}`, {}", russian(unit)),
            )
        }
    }
}

/// A variable's name without the unit at its end: `w` of `w_pa`.
fn symbol(name: &str, unit: &str) -> String {
    let end = format!("_{}", unit.to_lowercase().replace('/', "_"));
    name.strip_suffix(&end).unwrap_or(name).to_string()
}
