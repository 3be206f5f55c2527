//! Data files: spikes, population rates, traces.

use super::results::Results;
use crate::outcome::{Column, Series};
use crate::spiking::Trace;

/// Every data file.
pub fn all(results: &Results) -> Vec<Series> {
    let mut series = Vec::new();
    if results.settings.show.spikes {
        series.push(spikes(results));
    }
    series.push(rates(results));
    for (index, trace) in results.run.records.traces.iter().enumerate() {
        series.push(traces(results, index, trace));
    }
    series
}

fn column(name: impl Into<String>, unit: &str, values: Vec<f64>) -> Column {
    Column {
        name: name.into(),
        unit: unit.into(),
        values,
    }
}

/// Every spike in order of time, with the number of its population (in the order of the settings,
/// from 0) and of its neuron.
fn spikes(results: &Results) -> Series {
    let populations = 0..results.populations.len();
    let of = |index| {
        results
            .spikes(index)
            .iter()
            .map(move |spike| (spike, index))
    };
    let mut all: Vec<_> = populations.flat_map(of).collect();
    all.sort_by_key(|(spike, population)| (spike.step, *population, spike.neuron));
    let times = all.iter().map(|(spike, _)| results.time_ms(spike.step));
    let indices = all.iter().map(|(_, population)| *population as f64);
    let neurons = all.iter().map(|(spike, _)| f64::from(spike.neuron));
    Series {
        name: "spikes".into(),
        columns: vec![
            column("time", "ms", times.collect()),
            column("population", "", indices.collect()),
            column("neuron", "", neurons.collect()),
        ],
    }
}

/// The rate of every population in the course of time.
fn rates(results: &Results) -> Series {
    let times = results.populations[0].rate.times_ms();
    let populations = results.populations.iter();
    let of = populations.map(|p| column(p.label.en.clone(), "Hz", p.rate.hz.clone()));
    Series {
        name: "rates".into(),
        columns: std::iter::once(column("time", "ms", times))
            .chain(of)
            .collect(),
    }
}

/// What one recorder saw, a column for each cell.
fn traces(results: &Results, index: usize, trace: &Trace) -> Series {
    let recorder = &results.run.translated.listening.recorders[index];
    let record = &results.settings.record[index];
    let population = &results.settings.population[recorder.cells.population].name;
    let times = trace.steps.iter().map(|&step| results.time_ms(step));
    let cells = recorder.cells.cells.clone().zip(&trace.columns);
    let cells = cells.map(|(cell, values)| column(cell.to_string(), "", values.clone()));
    Series {
        name: format!("trace-{}-{population}-{}", index + 1, record.variable),
        columns: std::iter::once(column("time", "ms", times.collect()))
            .chain(cells)
            .collect(),
    }
}
