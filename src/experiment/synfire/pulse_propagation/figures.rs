//! Figures, tables and the series of a packet's way along the chain.

use super::PulsePropagation;
use super::simulation::Run;
use crate::experiment::synfire::propagation::Propagation;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};
use crate::outcome::{Cell, Column, Series, Table, Text};
use crate::spiking::Arrival;

/// Every figure: without a packet, or with a single group, only the raster.
pub fn all(settings: &PulsePropagation, runs: &[Run]) -> Vec<Figure> {
    let mut figures = vec![raster(settings, &runs[0])];
    if settings.packet.spikes > 0 && settings.groups > 1 {
        figures.push(packet(settings, &runs[0].propagation));
        figures.push(state_space(runs));
    }
    figures
}

/// All spikes as ticks, each group in a colour of its own, from 10 ms before the packet.
fn raster(settings: &PulsePropagation, run: &Run) -> Figure {
    let chain = settings.chain();
    let time_ms = |step: u64| step as f64 * settings.dt_ms;
    let first_ms = match settings.packet.spikes {
        0 => 0.0,
        _ => (settings.packet.time_ms - 10.0).max(0.0),
    };
    let arrived = |arrival: &Arrival| arrival.time_ms.max(settings.packet.time_ms);
    let last_ms = run
        .propagation
        .arrivals
        .iter()
        .map(arrived)
        .fold(0.0, f64::max)
        + 10.0;
    let last_ms = last_ms.min(settings.duration_ms);
    let mut groups = vec![(Vec::new(), Vec::new()); settings.groups];
    for spike in &run.spikes {
        let t = time_ms(spike.step);
        if t >= first_ms && t <= last_ms {
            let (x, y) = &mut groups[chain.group_of(spike.neuron)];
            x.push(t);
            y.push(f64::from(spike.neuron));
        }
    }
    let marks = groups
        .into_iter()
        .enumerate()
        .map(|(group, (x, y))| Mark::Raster {
            label: Text::default(),
            style: Style::of(format!("group-{}", group + 1)),
            x,
            y,
        });
    let panel = Panel::new(
        time_axis().from_to(first_ms, last_ms),
        Axis::linear(Text::new("neuron", "номер нейрона")).from_to(0.0, chain.neurons() as f64),
        marks.collect(),
    );
    let title = Text::new("Spikes of all groups", "Импульсы всех групп");
    Figure::single("raster", title, panel)
}

/// Size, spread and latency of the packet in each group; the latter two as long as it lives.
fn packet(settings: &PulsePropagation, run: &Propagation) -> Figure {
    let groups: Vec<f64> = (1..=settings.groups).map(|group| group as f64).collect();
    let panel = |label: Text, y: Vec<f64>| {
        Panel::new(
            Axis::linear(Text::new("group", "группа"))
                .from_to(0.5, settings.groups as f64 + 0.5)
                .whole(),
            Axis::linear(label).with_zero(),
            Mark::joined(
                Text::default(),
                Style::of("packet").radius(4.0),
                groups.clone(),
                y,
            )
            .into(),
        )
    };
    let sizes = run.arrivals.iter().map(|arrival| arrival.size as f64);
    let only = |(lives, value)| if lives { value } else { f64::NAN };
    let while_alive =
        |values: Vec<f64>| -> Vec<f64> { run.lived().zip(values).map(only).collect() };
    let spreads = run.arrivals.iter().map(|arrival| arrival.spread_ms);
    Figure::grid(
        "packet",
        Text::new(
            "The packet from group to group",
            "Пачка импульсов от группы к группе",
        ),
        3,
        vec![
            panel(
                Text::new("spikes in the packet, a", "импульсов в пачке, a"),
                sizes.collect(),
            ),
            panel(
                Text::new("spread σ, ms", "разброс σ, мс"),
                while_alive(spreads.collect()),
            ),
            panel(
                Text::new("latency, ms", "задержка, мс"),
                while_alive(run.latencies_ms()),
            ),
        ],
    )
}

/// The packets' ways through the plane of spread and size, each from its stimulus on.
fn state_space(runs: &[Run]) -> Figure {
    let path = |run: &Run| {
        let (x, y) = run.propagation.path();
        let (label, key) = if run.propagation.survived() {
            (Text::new("survives", "проходит"), "survives")
        } else {
            (Text::new("dies out", "затухает"), "dies")
        };
        Mark::Path {
            label,
            style: Style::of(key),
            x,
            y,
        }
    };
    let panel = Panel::new(
        Axis::linear(Text::new("spread σ, ms", "разброс σ, мс")).with_zero(),
        Axis::linear(Text::new("spikes in the packet, a", "импульсов в пачке, a")).with_zero(),
        runs.iter().map(path).collect(),
    );
    let title = Text::new(
        "State space of the packet: from the stimulus (ring) to the last group (star)",
        "Пространство состояний пачки: от стимула (кольцо) до последней группы (звезда)",
    );
    Figure::single("state-space", title, panel)
}

/// The packet in each group.
pub fn group_table(run: &Propagation) -> Table {
    let number = |value: f64, decimals: usize| Cell::Number { value, decimals };
    let rows = run.arrivals.iter().zip(run.latencies_ms()).enumerate().map(
        |(group, (arrival, latency_ms))| {
            vec![
                number((group + 1) as f64, 0),
                number(arrival.size as f64, 0),
                number(arrival.spread_ms, 3),
                number(arrival.time_ms, 3),
                number(latency_ms, 3),
            ]
        },
    );
    Table {
        name: "groups".into(),
        caption: Text::new(
            "The packet in each group",
            "Пачка импульсов в каждой группе",
        ),
        header: vec![
            Text::new("group", "группа"),
            Text::new("spikes a", "импульсов a"),
            Text::new("spread σ, ms", "разброс σ, мс"),
            Text::new("median time, ms", "медиана времени, мс"),
            Text::new("latency, ms", "задержка, мс"),
        ],
        rows: rows.collect(),
    }
}

/// The fate of each packet of the portrait.
pub fn portrait_table(runs: &[Run]) -> Table {
    let number = |value: f64, decimals: usize| Cell::Number { value, decimals };
    let row = |run: &Run| {
        let run = &run.propagation;
        let last = run.arrivals[run.arrivals.len() - 1];
        let fate = if run.survived() {
            Text::new("survives", "проходит")
        } else {
            Text::new("dies out", "затухает")
        };
        vec![
            number(run.stimulus.spikes as f64, 0),
            number(run.stimulus.spread_ms, 1),
            number(last.size as f64, 0),
            number(last.spread_ms, 2),
            Cell::Text(fate),
        ]
    };
    Table {
        name: "portrait".into(),
        caption: Text::new(
            "Packets from different beginnings, and what reaches the last group",
            "Пачки с разными начальными условиями и то, что доходит до последней группы",
        ),
        header: vec![
            Text::new("spikes a", "импульсов a"),
            Text::new("spread σ, ms", "разброс σ, мс"),
            Text::new("a in the last group", "a в последней группе"),
            Text::new("σ in the last group, ms", "σ в последней группе, мс"),
            Text::new("fate", "исход"),
        ],
        rows: runs.iter().map(row).collect(),
    }
}

/// Every spike of the main run.
pub fn spike_series(settings: &PulsePropagation, run: &Run) -> Series {
    let column = |name: &str, unit: &str, values: Vec<f64>| Column {
        name: name.into(),
        unit: unit.into(),
        values,
    };
    let spikes = &run.spikes;
    Series {
        name: "spikes".into(),
        columns: vec![
            column(
                "time",
                "ms",
                spikes
                    .iter()
                    .map(|spike| spike.step as f64 * settings.dt_ms)
                    .collect(),
            ),
            column(
                "neuron",
                "",
                spikes.iter().map(|spike| f64::from(spike.neuron)).collect(),
            ),
        ],
    }
}

fn time_axis() -> Axis {
    Axis::linear(Text::new("time, ms", "время, мс"))
}
