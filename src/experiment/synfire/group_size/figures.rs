//! Survival, attractor and latency against the size of the groups.

use super::{GroupSize, Size, Trials};
use crate::experiment::synfire::trial::State;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};
use crate::outcome::{Cell, Table, Text};

/// Three panels: the share of survivors of each packet, the attractor's size, the latency.
pub fn all(settings: &GroupSize, parts: &[Trials], sizes: &[Size]) -> Figure {
    let w: Vec<f64> = sizes.iter().map(|size| size.group_size as f64).collect();
    let curves = settings
        .packets
        .iter()
        .enumerate()
        .flat_map(|(index, &packet)| {
            let of_packet = parts.iter().skip(index).step_by(settings.packets.len());
            let shares = of_packet.map(Trials::survival).collect();
            let style = Style::of(format!("class-{index}"));
            Mark::joined(words(packet), style, w.clone(), shares)
        });
    let survival = Panel::new(
        size_axis(),
        Axis::linear(Text::new("share that survives", "доля прошедших")).from_to(-0.05, 1.05),
        curves.collect(),
    );
    let values = |value: fn(&Size) -> f64| -> Vec<f64> { sizes.iter().map(value).collect() };
    let mut attractor = vec![Mark::Line {
        label: Text::same("a = w"),
        style: Style::of("reference").width(1.5),
        x: w.clone(),
        y: w.clone(),
    }];
    let found = values(|size| size.attractor.0);
    attractor.extend(Mark::joined(
        Text::new("survivors", "прошедшие пачки"),
        Style::of("class-3"),
        w.clone(),
        found,
    ));
    let attractor = Panel::new(
        size_axis(),
        Axis::linear(Text::new("spikes in the packet, a", "импульсов в пачке, a")),
        attractor,
    );
    let latency = Panel::new(
        size_axis(),
        Axis::linear(Text::new("time per group, ms", "время на группу, мс")).with_zero(),
        Mark::joined(
            Text::default(),
            Style::of("class-3"),
            w,
            values(|size| size.latency_ms),
        )
        .into(),
    );
    let title = Text::new(
        format!("Packets after {} groups", settings.chain.groups),
        format!("Пачки после {} групп", settings.chain.groups),
    );
    Figure::grid("group-size", title, 3, vec![survival, attractor, latency])
}

/// A row a size.
pub fn table(settings: &GroupSize, parts: &[Trials], sizes: &[Size]) -> Table {
    let number = |value: f64, decimals: usize| Cell::Number { value, decimals };
    let mut header = vec![Text::new("neurons w", "нейронов w")];
    header.extend(settings.packets.iter().map(|&packet| words(packet)));
    header.extend([
        Text::new("all packets", "все пачки"),
        Text::new("spikes a", "импульсов a"),
        Text::new("spread σ, ms", "разброс σ, мс"),
        Text::new("time per group, ms", "время на группу, мс"),
    ]);
    let rows = sizes.iter().zip(parts.chunks(settings.packets.len()));
    let row = |(size, packets): (&Size, &[Trials])| {
        let mut row = vec![number(size.group_size as f64, 0)];
        row.extend(packets.iter().map(|trials| number(trials.survival(), 2)));
        row.extend([
            number(size.survival, 2),
            number(size.attractor.0, 1),
            number(size.attractor.1, 2),
            number(size.latency_ms, 2),
        ]);
        row
    };
    Table {
        name: "group_sizes".into(),
        caption: Text::new(
            "Share of packets that survive, and what survives, by the size of the groups",
            "Доля прошедших пачек и то, что прошло, в зависимости от величины групп",
        ),
        header,
        rows: rows.map(row).collect(),
    }
}

fn size_axis() -> Axis {
    Axis::linear(Text::new("neurons in a group, w", "нейронов в группе, w"))
}

fn words(State { spikes, spread_ms }: State) -> Text {
    let ru = spread_ms.to_string().replace('.', ",");
    Text::new(
        format!("a = {spikes}, σ = {spread_ms} ms"),
        format!("a = {spikes}, σ = {ru} мс"),
    )
}
