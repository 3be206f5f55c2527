//! Overlaps of every size and load as metrics, series and a table.

use super::size::{Point, Size, over_networks};
use super::{Capacity, Sample, figures};
use crate::experiment::hopfield::add_unsettled;
use crate::experiment::hopfield::names::number_key;
use crate::memory::{Units, theory};
use crate::outcome::{Cell, Column, Outcome, Series, Table, Text};

/// Up to this load finite networks are expected to follow the theory.
const WELL_BELOW: f64 = 0.12;

/// The outcome of all jobs, in their order.
pub fn outcome(settings: &Capacity, samples: &[Sample]) -> Outcome {
    let mut networks = samples.chunks_exact(settings.networks);
    let sizes: Vec<Size> = settings
        .neurons
        .iter()
        .map(|&neurons| Size {
            neurons,
            points: settings
                .loads
                .iter()
                .zip(networks.by_ref())
                .map(|(&load, samples)| Point::of(load, samples, settings))
                .collect(),
        })
        .collect();
    let mut outcome = Outcome::default();
    add_metrics(settings, &sizes, &mut outcome);
    let unsettled: usize = samples.iter().map(|sample| sample.unsettled).sum();
    add_unsettled(unsettled, settings.sweeps, &mut outcome);
    outcome.tables.push(table(settings, &sizes));
    outcome.series.push(series(settings, &sizes));
    outcome.figures.push(figures::capacity(settings, &sizes));
    outcome.figures.push(figures::overlaps(&sizes));
    outcome
}

fn add_metrics(settings: &Capacity, sizes: &[Size], outcome: &mut Outcome) {
    if let Some(largest) = sizes.last() {
        let mut difference = 0.0_f64;
        for point in &largest.points {
            let name = |what| format!("n{}_{what}_at_{}", largest.neurons, number_key(point.load));
            outcome.metric(name("overlap"), point.overlap(), "");
            outcome.metric(name("retrieved"), point.share(), "");
            if let Some(m) = theory::retrieval_overlap(point.load)
                && point.load <= WELL_BELOW
            {
                difference = difference.max((point.overlap() - m).abs());
            }
        }
        if settings.units == Units::Bipolar {
            outcome.metric("mean_field_difference", difference, "");
        }
    }
    for size in sizes {
        let neurons = size.neurons;
        outcome.metric(format!("n{neurons}_transition_load"), size.load_at(0.5), "");
        let width = size.load_at(0.25) - size.load_at(0.75);
        outcome.metric(format!("n{neurons}_transition_width"), width, "");
    }
    let (load, overlap) = theory::critical_load();
    outcome.metric("critical_load", load, "");
    outcome.metric("critical_overlap", overlap, "");
}

fn table(settings: &Capacity, sizes: &[Size]) -> Table {
    let mut header = vec![Text::same("α")];
    header.extend(
        sizes
            .iter()
            .map(|size| Text::same(format!("m, N = {}", size.neurons))),
    );
    header.push(Text::new("m, mean field", "m, среднее поле"));
    let row = |(place, &load): (usize, &f64)| {
        let mut row = vec![Cell::Number {
            value: load,
            decimals: 3,
        }];
        row.extend(sizes.iter().map(|size| {
            let point = &size.points[place];
            let interval = over_networks(&point.means, -1.0);
            Cell::Spread {
                low: interval.low,
                middle: point.overlap(),
                high: interval.high,
                decimals: 3,
            }
        }));
        row.push(match theory::retrieval_overlap(load) {
            Some(value) => Cell::Number { value, decimals: 3 },
            None => Cell::Text(Text::new("none", "нет")),
        });
        row
    };
    Table {
        name: "overlaps".into(),
        caption: Text::new(
            format!(
                "Mean overlap after relaxation with 95 % intervals over {} networks",
                settings.networks
            ),
            format!(
                "Среднее перекрытие после релаксации с интервалами 95 % по сетям (их {})",
                settings.networks
            ),
        ),
        header,
        rows: settings.loads.iter().enumerate().map(row).collect(),
    }
}

fn series(settings: &Capacity, sizes: &[Size]) -> Series {
    let column = |name: String, values: Vec<f64>| Column {
        name,
        unit: String::new(),
        values,
    };
    let mut columns = vec![column("load".into(), settings.loads.clone())];
    for size in sizes {
        let of = |value: fn(&Point) -> f64| size.points.iter().map(value).collect();
        columns.push(column(
            format!("n{}_overlap", size.neurons),
            of(Point::overlap),
        ));
        let retrieved = of(Point::share);
        columns.push(column(format!("n{}_retrieved", size.neurons), retrieved));
    }
    Series {
        name: "loads".into(),
        columns,
    }
}
