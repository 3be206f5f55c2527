//! Overlaps of every size and load as metrics, series and a table.

use super::{Capacity, Sample, figures};
use crate::experiment::hopfield::add_unsettled;
use crate::experiment::hopfield::names::number_key;
use crate::experiment::hopfield::share::LEVEL;
use crate::math::statistics::interval::{self, Interval};
use crate::math::statistics::mean;
use crate::memory::{Units, theory};
use crate::outcome::{Cell, Column, Outcome, Series, Table, Text};

/// Up to this load finite networks are expected to follow the theory.
const WELL_BELOW: f64 = 0.12;

/// All networks of one size at one load.
pub struct Point {
    pub load: f64,
    /// Final overlaps of all networks.
    pub overlaps: Vec<f64>,
    /// Their mean in each network.
    pub means: Vec<f64>,
    /// The share of patterns that were retrieved in each network.
    pub retrieved: Vec<f64>,
}

impl Point {
    fn of(load: f64, samples: &[Sample], settings: &Capacity) -> Self {
        let retrieved = |sample: &Sample| {
            let found = sample.overlaps.iter().filter(|&&m| m > settings.retrieved);
            found.count() as f64 / sample.overlaps.len() as f64
        };
        let all = samples
            .iter()
            .flat_map(|sample| sample.overlaps.iter().copied());
        Point {
            load,
            overlaps: all.collect(),
            means: samples
                .iter()
                .map(|sample| mean(&sample.overlaps))
                .collect(),
            retrieved: samples.iter().map(retrieved).collect(),
        }
    }

    /// The mean overlap over networks.
    pub fn overlap(&self) -> f64 {
        mean(&self.means)
    }

    /// The mean share of retrieved patterns over networks.
    pub fn share(&self) -> f64 {
        mean(&self.retrieved)
    }
}

/// Student's interval of a mean over networks within the possible values; the mean itself with a
/// single network.
pub fn over_networks(sample: &[f64], least: f64) -> Interval {
    let found = interval::of_mean(sample, LEVEL);
    let within = |end: f64| match end.is_finite() {
        true => end.clamp(least, 1.0),
        false => mean(sample),
    };
    Interval {
        low: within(found.low),
        high: within(found.high),
    }
}

/// All loads of one size.
pub struct Size {
    pub neurons: usize,
    pub points: Vec<Point>,
}

impl Size {
    /// The load at which the share of retrieved patterns falls through `level`, between two loads by
    /// a straight line; NaN where it does not.
    pub fn load_at(&self, level: f64) -> f64 {
        let share = |k: usize| self.points[k].share();
        let falls = |&k: &usize| share(k - 1) > level && share(k) <= level;
        match (1..self.points.len()).find(falls) {
            Some(k) => {
                let along = (share(k - 1) - level) / (share(k - 1) - share(k));
                let (before, after) = (self.points[k - 1].load, self.points[k].load);
                before + along * (after - before)
            }
            None => f64::NAN,
        }
    }
}

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
