//! Numbers, the table and the sentences under the figures.

use super::inputs::{Distribution, Inputs};
use super::learn::Course;
use super::{SelfOrganisingMap, figures, ideal, units};
use crate::map::quality::{
    hits, majority_labels, mean_squared_error, quantisation_error, topographic_error,
};
use crate::map::{Adjacency, Codebook, Lattice};
use crate::outcome::{Cell, Column, Outcome, Series, Table, Text};

/// Most numbers of the file of weights.
const MOST_NUMBERS: usize = 200_000;

/// How well weights fit all inputs.
struct Quality {
    quantisation: f64,
    squared: f64,
    topographic: f64,
    without_inputs: f64,
    /// NaN where there are no classes.
    purity: f64,
}

impl Quality {
    fn of(map: &Codebook, lattice: &Lattice, inputs: &Inputs) -> Self {
        let data = &inputs.data;
        let empty = hits(map, data).iter().filter(|hits| **hits == 0).count();
        Quality {
            quantisation: quantisation_error(map, data),
            squared: mean_squared_error(map, data),
            topographic: topographic_error(lattice, map, Adjacency::Edges, data),
            without_inputs: empty as f64,
            purity: purity(map, inputs),
        }
    }
}

/// The part of the inputs that are of the class most frequent at their unit.
fn purity(map: &Codebook, inputs: &Inputs) -> f64 {
    if inputs.labels.is_empty() {
        return f64::NAN;
    }
    let classes = inputs.classes.len();
    let majority = majority_labels(map, &inputs.data, &inputs.labels, classes);
    let mut right = 0;
    map.for_each_nearest(&inputs.data, |input, unit, _| {
        right += usize::from(majority[unit] == Some(inputs.labels[input]));
    });
    right as f64 / inputs.count() as f64
}

/// The outcome of the map, and of vector quantisation where that was asked for.
pub fn outcome(settings: &SelfOrganisingMap, inputs: &Inputs, parts: &[Course]) -> Outcome {
    let lattice = settings.lattice();
    let qualities: Vec<Quality> = parts
        .iter()
        .map(|part| Quality::of(&part.map, &lattice, inputs))
        .collect();
    let ideal = ideal(settings);
    let mut outcome = Outcome::default();
    add_metrics(&mut outcome, parts, &qualities, ideal);
    outcome.tables.push(table(&qualities, ideal));
    outcome.figures = figures::all(settings, inputs, parts);
    outcome
        .figures
        .extend(units::all(settings, inputs, &parts[0].map));
    outcome
        .series
        .extend(weights(&lattice, inputs, &parts[0].map));
    outcome
}

/// What an even lattice of as many units would have on this figure; chains and bodies have none.
fn ideal(settings: &SelfOrganisingMap) -> Option<f64> {
    let is_plane = settings.lattice.rows.min(settings.lattice.columns) > 1;
    if settings.data.is_some() || !is_plane {
        return None;
    }
    let area = settings.inputs.unwrap_or(Distribution::Square).area()?;
    let topology = settings.lattice.topology;
    Some(ideal::quantisation_error(topology, area, settings.units()))
}

fn add_metrics(outcome: &mut Outcome, parts: &[Course], qualities: &[Quality], ideal: Option<f64>) {
    let map = &qualities[0];
    outcome.metric("quantisation_error", map.quantisation, "");
    outcome.metric("mean_squared_error", map.squared, "");
    outcome.metric("topographic_error", map.topographic, "");
    outcome.metric("units_without_inputs", map.without_inputs, "");
    let first = &parts[0].history[0];
    outcome.metric("initial_quantisation_error", first.quantisation, "");
    outcome.metric("initial_topographic_error", first.topographic, "");
    if let Some(ideal) = ideal {
        outcome.metric("ideal_quantisation_error", ideal, "");
        let ratio = map.quantisation / ideal;
        outcome.metric("quantisation_error_to_ideal", ratio, "");
    }
    if !map.purity.is_nan() {
        outcome.metric("purity", map.purity, "");
    }
    let Some(plain) = qualities.get(1) else {
        return;
    };
    outcome.metric("unordered_quantisation_error", plain.quantisation, "");
    outcome.metric("unordered_mean_squared_error", plain.squared, "");
    outcome.metric("unordered_topographic_error", plain.topographic, "");
    outcome.metric("unordered_units_without_inputs", plain.without_inputs, "");
    if let Some(difference) = parts[1].difference {
        outcome.metric("zero_radius_difference", difference, "");
    }
    if !plain.purity.is_nan() {
        outcome.metric("unordered_purity", plain.purity, "");
    }
}

fn table(qualities: &[Quality], ideal: Option<f64>) -> Table {
    let nothing = || Cell::Text(Text::same("—"));
    let number = |value: f64, decimals| match value.is_nan() {
        true => nothing(),
        false => Cell::Number { value, decimals },
    };
    let names = [
        Text::new("map", "карта"),
        Text::new("without neighbourhood", "без соседства"),
    ];
    let mut rows: Vec<Vec<Cell>> = names
        .into_iter()
        .zip(qualities)
        .map(|(name, quality)| {
            vec![
                Cell::Text(name),
                number(quality.quantisation, 5),
                number(quality.squared, 5),
                number(quality.topographic, 4),
                number(quality.without_inputs, 0),
                number(quality.purity, 4),
            ]
        })
        .collect();
    if let Some(ideal) = ideal {
        let name = Text::new("endless even lattice", "бесконечная ровная решётка");
        let mut row = vec![Cell::Text(name), number(ideal, 5)];
        row.extend((0..4).map(|_| nothing()));
        rows.push(row);
    }
    Table {
        name: "quality".into(),
        caption: Text::new(
            "How well the units fit all inputs, and whether neighbours answer like inputs",
            "Насколько точно нейроны представляют входы и отвечают ли соседи на похожие входы",
        ),
        header: vec![
            Text::default(),
            Text::new("quantisation error", "ошибка квантования"),
            Text::new("mean squared error", "средний квадрат ошибки"),
            Text::new("topographic error", "топографическая ошибка"),
            Text::new("units without inputs", "нейронов без входов"),
            Text::new("purity", "чистота классов"),
        ],
        rows,
    }
}

/// Every unit with its place and its weights, in the units of the data.
fn weights(lattice: &Lattice, inputs: &Inputs, map: &Codebook) -> Option<Series> {
    let (units, dimensions) = (map.units(), map.dimensions());
    if units * dimensions > MOST_NUMBERS {
        return None;
    }
    let column = |name: &str, values: Vec<f64>| Column {
        name: name.into(),
        unit: String::new(),
        values,
    };
    let columns = lattice.columns();
    let mut all = vec![
        column("row", (0..units).map(|u| (u / columns) as f64).collect()),
        column("column", (0..units).map(|u| (u % columns) as f64).collect()),
    ];
    let weights = map.weights();
    for (k, name) in inputs.names.iter().enumerate() {
        let of_unit = weights.iter().skip(k).step_by(dimensions);
        let values = of_unit.map(|w| inputs.unscaled(k, *w)).collect();
        all.push(column(&name.en, values));
    }
    Some(Series {
        name: "weights".into(),
        columns: all,
    })
}
