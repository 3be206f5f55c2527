//! The patterns with the ways of their spikes, and the plane of timings.

use super::{FiringPattern, PolychronousGroup, RECEIVERS, SENDERS, Scan};
use crate::experiment::delay_line::{axons, comma};
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};

/// Rows of the receivers: a below the senders (2, 3, 4), e above.
const RECEIVER_ROWS: [f64; 2] = [1.0, 5.0];

/// A panel a pattern.
pub fn patterns(settings: &PolychronousGroup, shown: &[Vec<(f64, usize)>]) -> Figure {
    let latest = settings.patterns.iter().flat_map(|p| p.times_ms);
    let spikes = shown.iter().flatten().map(|spike| spike.0);
    let longest_ms = settings.longest_delay_ms();
    let end_ms = spikes
        .chain(latest.map(|t| t + longest_ms))
        .fold(0.0, f64::max);
    let panels = settings
        .patterns
        .iter()
        .zip(shown)
        .map(|(pattern, spikes)| {
            Panel::new(
                Axis::linear(Text::new("time, ms", "время, мс")).from_to(-0.5, end_ms + 1.0),
                Axis::linear(Text::new("neuron: 1 = a … 5 = e", "нейрон: 1 = a … 5 = e"))
                    .from_to(0.5, 5.5)
                    .whole(),
                marks(settings, pattern, spikes),
            )
            .titled(timing(pattern))
        });
    let title = Text::new(
        "Spikes of b, c, d (discs) on their way to a and e: who fires (larger disc) where they meet",
        "Импульсы b, c, d (точки) на пути к a и e: кто возбуждается (большая точка), где они \
         встречаются",
    );
    Figure::grid("patterns", title, 3, panels.collect())
}

/// When each sender fires: `b 8, c 4, d 0 ms`.
fn timing(pattern: &FiringPattern) -> Text {
    let words = |number: fn(f64) -> String| {
        let times = SENDERS.iter().zip(pattern.times_ms);
        let times: Vec<_> = times
            .map(|(letter, t)| format!("{letter} {}", number(t)))
            .collect();
        times.join(", ")
    };
    Text::new(
        format!("{} ms", words(|t| t.to_string())),
        format!("{} мс", words(comma)),
    )
}

fn marks(
    settings: &PolychronousGroup,
    pattern: &FiringPattern,
    spikes: &[(f64, usize)],
) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (sender, letter) in SENDERS.into_iter().enumerate() {
        let (t, row) = (pattern.times_ms[sender], (sender + 2) as f64);
        let key = format!("class-{}", [0, 2, 4][sender]);
        let ways = settings.delays_ms().into_iter().zip(RECEIVER_ROWS);
        let ways = ways.map(|(delays_ms, to)| [(t, row), (t + delays_ms[sender], to)]);
        marks.push(axons(Text::same(letter), &key, ways));
        marks.push(Mark::Points {
            label: Text::same(letter),
            style: Style::of(key).radius(5.0),
            x: vec![t],
            y: vec![row],
        });
    }
    for (receiver, letter) in RECEIVERS.into_iter().enumerate() {
        let own = spikes.iter().filter(|spike| spike.1 == receiver);
        let x: Vec<f64> = own.map(|spike| spike.0).collect();
        marks.push(Mark::Points {
            label: Text::new(format!("{letter} fires"), format!("импульс {letter}")),
            style: Style::of(key_of(receiver)).radius(9.0),
            y: vec![RECEIVER_ROWS[receiver]; x.len()],
            x,
        });
    }
    marks
}

fn key_of(receiver: usize) -> &'static str {
    ["class-1", "class-3"][receiver]
}

/// Which receiver fires at which timing.
pub fn timings(settings: &PolychronousGroup, scan: &Scan) -> Figure {
    let columns = settings.columns();
    let half_ms = 0.5 * settings.scan_ms / settings.scan_steps as f64;
    let edge = settings.scan_ms + half_ms;
    let fires_where = |receiver: usize| {
        let firing = scan.fires.iter().enumerate();
        let firing = firing.filter(move |(_, fires)| fires[receiver]);
        firing.map(|(copy, _)| {
            (
                settings.after_c_ms(copy % columns),
                settings.after_c_ms(copy / columns),
            )
        })
    };
    let mut marks = Vec::new();
    for (receiver, letter) in RECEIVERS.into_iter().enumerate() {
        let (x, y) = fires_where(receiver).unzip();
        marks.push(Mark::Points {
            label: Text::new(format!("{letter} fires"), format!("{letter} возбуждается")),
            style: Style::of(key_of(receiver)).radius(4.5),
            x,
            y,
        });
    }
    let (x, y) = [0, 1]
        .map(|receiver| settings.matched_ms(receiver))
        .into_iter()
        .unzip();
    marks.push(Mark::Points {
        label: Text::new(
            "the delays' differences: all spikes meet",
            "разности задержек: импульсы встречаются",
        ),
        style: Style::of("potential").radius(6.0),
        x,
        y,
    });
    let axis = |letter: &str| {
        Axis::linear(Text::new(
            format!("{letter} after c, ms"),
            format!("{letter} после c, мс"),
        ))
        .from_to(-edge, edge)
    };
    let mut panel = Panel::new(axis("b"), axis("d"), marks);
    panel.equal_aspect = true;
    let title = Text::new(
        "All timings of b and d against c: only the matched ones fire a or e",
        "Все моменты b и d относительно c: только согласованные возбуждают a или e",
    );
    Figure::single("timings", title, panel)
}
