//! The plane, and the table of fates.

use super::StateSpace;
use super::separatrix::Edge;
use crate::experiment::synfire::propagation::Propagation;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};
use crate::outcome::{Cell, Table, Text};

/// Trajectories in the colours of their fates, the separatrix, the attractor.
pub fn state_space(
    settings: &StateSpace,
    trajectories: &[Propagation],
    edges: &[Edge],
    (size, spread_ms): (f64, f64),
) -> Figure {
    // What dies lies below what survives.
    let (alive, dead): (Vec<_>, Vec<_>) = trajectories.iter().partition(|t| t.survived());
    let mut marks: Vec<Mark> = dead.into_iter().chain(alive).map(trajectory).collect();
    if !edges.is_empty() {
        let mut edges: Vec<_> = edges
            .iter()
            .map(|e| (e.spread_ms, e.least_spikes))
            .collect();
        edges.sort_by(|one, other| one.0.total_cmp(&other.0));
        let (x, y) = edges.into_iter().unzip();
        let label = Text::new(
            "separatrix: the least packet that survives",
            "сепаратриса: наименьшая пачка, которая проходит",
        );
        let style = Style::of("separatrix").width(3.5).radius(5.0);
        marks.extend(Mark::joined(label, style, x, y));
    }
    if size.is_finite() {
        marks.push(Mark::Points {
            label: Text::new("attractor", "аттрактор"),
            style: Style::of("potential").radius(8.0),
            x: vec![spread_ms],
            y: vec![size],
        });
    }
    let panel = Panel::new(
        Axis::linear(Text::new("spread σ, ms", "разброс σ, мс")).with_zero(),
        Axis::linear(Text::new("spikes in the packet, a", "импульсов в пачке, a")).with_zero(),
        marks,
    );
    let w = settings.group_size;
    let title = Text::new(
        format!("Packets in groups of {w}, from the stimulus (ring) to the last group (star)"),
        format!(
            "Пачки в группах по {w} нейронов: от стимула (кольцо) до последней группы (звезда)"
        ),
    );
    Figure::single("state-space", title, panel)
}

fn trajectory(way: &Propagation) -> Mark {
    let (x, y) = way.path();
    let (label, key) = if way.survived() {
        (Text::new("survives", "проходит"), "survives")
    } else {
        (Text::new("dies out", "затухает"), "dies")
    };
    Mark::Path {
        label,
        style: Style::of(key).width(1.2).radius(2.0),
        x,
        y,
    }
}

/// What reaches the last group: a row a number of spikes, a column a spread.
pub fn fates(settings: &StateSpace, trajectories: &[Propagation]) -> Table {
    let ms = |spread_ms: &f64| {
        let ru = spread_ms.to_string().replace('.', ",");
        Text::new(format!("σ = {spread_ms} ms"), format!("σ = {ru} мс"))
    };
    let first = Text::new("spikes a", "импульсов a");
    let rows = settings.spikes.len();
    let row = |row: usize| {
        let number = |value: usize| Cell::Number {
            value: value as f64,
            decimals: 0,
        };
        let last = |way: &Propagation| number(way.arrivals[way.arrivals.len() - 1].size);
        std::iter::once(number(settings.spikes[row]))
            .chain(trajectories[row..].iter().step_by(rows).map(last))
            .collect()
    };
    Table {
        name: "fates".into(),
        caption: Text::new(
            "Spikes of the last group in the packet, by the packet at the beginning",
            "Импульсы последней группы в пачке в зависимости от начальной пачки",
        ),
        header: std::iter::once(first)
            .chain(settings.spreads_ms.iter().map(ms))
            .collect(),
        rows: (0..rows).map(row).collect(),
    }
}
