//! Space against time: spikes as ticks, axons as lines.

use super::{DelayLine, Times};
use crate::experiment::delay_line::{axons, comma};
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};

/// The pulse in the chain of each delay: slanted lines are axons, the level gap before a spike is
/// the synaptic rise.
pub fn chains(settings: &DelayLine, chains: &[Times]) -> Figure {
    let mut marks = Vec::new();
    for (index, (&delay_ms, Times(times_ms))) in settings.delays_ms.iter().zip(chains).enumerate() {
        let key = format!("class-{index}");
        let rows = |neuron: usize| (neuron + 1) as f64;
        let ways = times_ms.iter().enumerate().take(times_ms.len() - 1);
        let ways = ways.map(|(neuron, &t)| [(t, rows(neuron)), (t + delay_ms, rows(neuron + 1))]);
        let label = Text::new(
            format!("D = {delay_ms} ms"),
            format!("D = {} мс", comma(delay_ms)),
        );
        marks.push(axons(label, &key, ways));
        marks.push(Mark::Points {
            label: Text::default(),
            style: Style::of(key).radius(4.0),
            x: times_ms.clone(),
            y: (0..times_ms.len()).map(rows).collect(),
        });
    }
    let times = chains.iter().flat_map(|times| &times.0).copied();
    let panel = Panel::new(
        time_axis(times),
        Axis::linear(Text::new("neuron of the chain", "нейрон цепи"))
            .from_to(0.5, settings.neurons as f64 + 0.5)
            .whole(),
        marks,
    );
    let title = Text::new(
        "A pulse in chains with axonal delays: spikes (discs) and their way along the axons (lines)",
        "Импульс в цепях с аксонными задержками: импульсы (точки) и их путь по аксонам (линии)",
    );
    Figure::single("chains", title, panel)
}

/// Latency against delay, simulated and in closed form.
pub fn latency(settings: &DelayLine, latencies_ms: &[f64], rise_ms: f64) -> Figure {
    let longest_ms = settings.delays_ms.iter().copied().fold(0.0, f64::max);
    let closed = Mark::Line {
        label: Text::new("closed form: rise + D", "точное решение: подъём + D"),
        style: Style::of("reference").width(1.5),
        x: vec![0.0, longest_ms],
        y: vec![rise_ms, rise_ms + longest_ms],
    };
    let simulated = Mark::Points {
        label: Text::new("simulation", "моделирование"),
        style: Style::of("packet").radius(5.0),
        x: settings.delays_ms.clone(),
        y: latencies_ms.to_vec(),
    };
    let panel = Panel::new(
        Axis::linear(Text::new("axonal delay D, ms", "аксонная задержка D, мс")).with_zero(),
        Axis::linear(Text::new(
            "latency per neuron, ms",
            "задержка на нейрон, мс",
        ))
        .with_zero(),
        vec![closed, simulated],
    );
    let title = Text::new(
        "From neuron to neuron: synaptic rise and axonal delay",
        "От нейрона к нейрону: синаптический подъём и аксонная задержка",
    );
    Figure::single("latency", title, panel)
}

/// The delay line: one pulse comes in at the bottom and leaves as a pattern in time.
pub fn taps(settings: &DelayLine, times_ms: &[f64]) -> Figure {
    let row = |neuron: usize| (neuron + 1) as f64;
    let ways = settings.taps_ms.iter().enumerate();
    let ways = ways.map(|(neuron, &tap_ms)| [(0.0, 0.0), (tap_ms, row(neuron))]);
    let points = |label, key: &str, x, y| Mark::Points {
        label,
        style: Style::of(key).radius(5.0),
        x,
        y,
    };
    let marks = vec![
        axons(Text::new("axons", "аксоны"), "leak", ways),
        points(
            Text::new("the pulse", "входной импульс"),
            "stimulus",
            vec![0.0],
            vec![0.0],
        ),
        points(
            Text::new("spikes of the taps", "импульсы отводов"),
            "packet",
            times_ms.to_vec(),
            (0..times_ms.len()).map(row).collect(),
        ),
    ];
    let panel = Panel::new(
        time_axis(times_ms.iter().copied()),
        Axis::linear(Text::new("neuron (0: the pulse)", "нейрон (0 — вход)"))
            .from_to(-0.5, times_ms.len() as f64 + 0.5)
            .whole(),
        marks,
    );
    let title = Text::new(
        "A delay line: one pulse leaves as a pattern in time",
        "Линия задержки: один импульс превращается в последовательность",
    );
    Figure::single("taps", title, panel)
}

/// From a little before 0 to a little after the last spike.
fn time_axis(times_ms: impl Iterator<Item = f64>) -> Axis {
    let last_ms = times_ms.fold(0.0, f64::max);
    Axis::linear(Text::new("time, ms", "время, мс")).from_to(-0.02 * last_ms, 1.03 * last_ms)
}
