//! One network's region, and what is told of all.

use super::measure::{Measured, measure};
use super::net::Net;
use super::{DecisionRegions, by_hand, trained};
use crate::experiment::{Context, Failure};
use crate::outcome::{Cell, Outcome, Table, Text};
use crate::threshold::{Network, Unit, Workspace};

/// What one job gives.
pub struct Region {
    pub net: Net,
    /// Whether each cell lies in the region, row by row from the lowest.
    pub class: Vec<bool>,
    /// The lines of the first layer's units.
    pub lines: Vec<Unit>,
    pub measured: Measured,
    /// Units of all processing layers.
    pub units: usize,
    /// Weights, thresholds included.
    pub weights: usize,
    /// Cross-entropy at the end of training.
    pub loss: Option<f64>,
    /// What the set itself is like.
    pub target: Measured,
}

/// Builds or trains one network and measures its region.
pub fn region(net: Net, settings: &DecisionRegions, context: &Context) -> Result<Region, Failure> {
    context.go_on()?;
    if let Some(network) = by_hand::network(net, settings)? {
        let lines = network.layers()[0].clone();
        let classify = |points: &[f64]| fires(&network, points);
        let layers = network.layers().iter().flatten();
        let weights = layers.map(|unit| unit.weights.len() + 1).sum();
        let units = network.layers().iter().map(Vec::len).sum();
        let region = measured(net, settings, context, lines, &classify);
        return Ok(Region {
            units,
            weights,
            ..region
        });
    }
    let learned = trained::learn(net, settings, context)?;
    let learned = learned.ok_or_else(|| Failure::Failed("a net without weights".into()))?;
    let classify = |points: &[f64]| learned.classify(points, settings.window());
    let lines = learned.lines(settings.window());
    let layers = learned.network.layers().iter();
    Ok(Region {
        units: layers.map(|layer| layer.units).sum(),
        weights: learned.network.weights(),
        loss: Some(learned.loss),
        ..measured(net, settings, context, lines, &classify)
    })
}

fn fires(network: &Network, points: &[f64]) -> Vec<bool> {
    let mut workspace = Workspace::default();
    let points = points.chunks_exact(2);
    points
        .map(|point| network.fires(point, &mut workspace))
        .collect()
}

fn measured(
    net: Net,
    settings: &DecisionRegions,
    context: &Context,
    lines: Vec<Unit>,
    classify: &dyn Fn(&[f64]) -> Vec<bool>,
) -> Region {
    let (window, side) = (settings.window(), settings.grid);
    let middles = window.middles(side);
    let class = classify(&middles);
    let shape = net.target(settings);
    let of_shape = |points: &[f64]| -> Vec<bool> {
        let points = points.chunks_exact(2);
        points.map(|p| shape.contains([p[0], p[1]])).collect()
    };
    let mut stream = context.stream("pairs of points");
    let is_by_hand = trained::hidden(net, settings).is_none();
    let exact: &[Unit] = if is_by_hand { &lines } else { &[] };
    let at = (window, side);
    let target = measure(at, &of_shape(&middles), &shape, &[], &mut stream, of_shape);
    Region {
        net,
        measured: measure(at, &class, &shape, exact, &mut stream, classify),
        target,
        class,
        lines,
        units: 0,
        weights: 0,
        loss: None,
    }
}

/// Adds metrics and the table.
pub fn report(regions: &[Region], outcome: &mut Outcome) {
    for region in regions {
        let key = region.net.key();
        let measured = &region.measured;
        outcome.metric(format!("{key}_accuracy"), measured.accuracy, "");
        if matches!(region.net, Net::Sweep(_)) {
            continue;
        }
        outcome.metric(format!("{key}_units"), region.units as f64, "");
        outcome.metric(format!("{key}_components"), measured.components as f64, "");
        outcome.metric(format!("{key}_outside"), measured.outside, "");
        if region.net == Net::CounterExample {
            let target = &region.target;
            outcome.metric("target_components", target.components as f64, "");
            outcome.metric("target_outside", target.outside, "");
        }
    }
    outcome.tables.push(table(regions));
}

fn table(regions: &[Region]) -> Table {
    let number = |value: f64, decimals| Cell::Number { value, decimals };
    let rows = regions.iter().map(|region| {
        vec![
            Cell::Text(region.net.label()),
            number(region.units as f64, 0),
            number(region.weights as f64, 0),
            number(region.measured.accuracy, 4),
            number(region.measured.area, 4),
            number(region.target.area, 4),
            number(region.measured.components as f64, 0),
            number(region.measured.outside, 4),
            match region.loss {
                Some(loss) => number(loss, 5),
                None => Cell::Text(Text::same("—")),
            },
        ]
    });
    Table {
        name: "networks".into(),
        caption: Text::new(
            "The regions of all networks, judged on a grid. A convex region has no midpoints outside.",
            "Области всех сетей, проверенные на сетке. У выпуклой области нет середин вне её.",
        ),
        header: vec![
            Text::new("network", "сеть"),
            Text::new("units", "нейронов"),
            Text::new("weights", "весов"),
            Text::new("accuracy", "точность"),
            Text::new("area", "площадь"),
            Text::new("area of the set", "площадь множества"),
            Text::new("pieces", "частей"),
            Text::new("midpoints outside", "середин вне области"),
            Text::new("loss", "потери"),
        ],
        rows: rows.collect(),
    }
}
