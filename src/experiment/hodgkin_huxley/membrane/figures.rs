//! The figure of a membrane, panels over one another with a common time axis, and its series.

use super::simulation::{Response, Sample};
use super::{Membrane, PanelName};
use crate::experiment::hodgkin_huxley::{Channels, Convention};
use crate::neuron::hodgkin_huxley::{H, M, N, V};
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};
use crate::outcome::{Column, Series, Text};

/// All panels asked for as one figure.
pub fn traces(settings: &Membrane, response: &Response) -> Option<Figure> {
    let panels: Vec<Panel> = settings
        .panels
        .iter()
        .map(|&name| panel(settings, response, name))
        .collect();
    (!panels.is_empty())
        .then(|| Figure::grid("traces", title(settings.membrane.channels), 1, panels))
}

fn title(channels: Channels) -> Text {
    match channels {
        Channels::Squid => Text::new(
            "Membrane of the squid giant axon",
            "Мембрана гигантского аксона кальмара",
        ),
        Channels::TraubMiles => Text::new(
            "Membrane of a hippocampal pyramidal cell",
            "Мембрана пирамидной клетки гиппокампа",
        ),
    }
}

/// Times of the spikes and the intervals before them.
pub fn spike_times(response: &Response) -> Series {
    let spikes = &response.spikes_ms;
    let mut intervals = vec![f64::NAN; spikes.len().min(1)];
    intervals.extend(spikes.windows(2).map(|pair| pair[1] - pair[0]));
    let column = |name: &str, values: Vec<f64>| Column {
        name: name.into(),
        unit: "ms".into(),
        values,
    };
    Series {
        name: "spikes".into(),
        columns: vec![
            column("time", spikes.clone()),
            column("interval", intervals),
        ],
    }
}

fn panel(settings: &Membrane, response: &Response, name: PanelName) -> Panel {
    let (label, height) = match name {
        PanelName::Potential => (settings.convention.potential_label(), 1.6),
        PanelName::Gates => (Text::new("gates", "воротные переменные"), 1.0),
        PanelName::Conductances => (Text::new("g, mS/cm²", "g, мСм/см²"), 1.0),
        PanelName::Currents if settings.convention == Convention::Paper => (
            Text::new(
                "ionic current, µA/cm² (inward > 0)",
                "ионный ток, мкА/см² (входящий > 0)",
            ),
            1.0,
        ),
        PanelName::Currents => (
            Text::new("ionic current, µA/cm²", "ионный ток, мкА/см²"),
            1.0,
        ),
        PanelName::Stimulus => (Text::new("I, µA/cm²", "I, мкА/см²"), 0.6),
    };
    let value = match name {
        PanelName::Stimulus => Axis::linear(label).with_zero(),
        _ => Axis::linear(label),
    };
    let time = Axis::linear(Text::new("time, ms", "время, мс")).from_to(0.0, response.duration_ms);
    Panel {
        height,
        ..Panel::new(time, value, marks(settings, response, name))
    }
}

fn marks(settings: &Membrane, response: &Response, name: PanelName) -> Vec<Mark> {
    let model = settings.membrane.model();
    let line = |label: Text, key: &str, value: &dyn Fn(&Sample) -> f64| Mark::Line {
        label,
        style: Style::of(key),
        x: response.trace.iter().map(|sample| sample.t_ms).collect(),
        y: response.trace.iter().map(value).collect(),
    };
    let potential = |v_mv: f64| settings.convention.potential_mv(v_mv, model.channels);
    let current = |i: f64| settings.convention.current(i);
    let (na, k) = (Text::same("Na⁺"), Text::same("K⁺"));
    match name {
        PanelName::Potential => {
            let trace = line(Text::default(), "potential", &|s| potential(s.state[V]));
            // A membrane that fires without current has a steady state, but does not rest there.
            let rests = model.eigenvalues_at(response.rest_mv)[0].0 < 0.0;
            let rest = rests.then(|| Mark::Horizontal {
                label: Text::new("rest", "потенциал покоя"),
                style: Style::of("rest").dashed().width(1.0),
                at: potential(response.rest_mv),
            });
            std::iter::once(trace).chain(rest).collect()
        }
        PanelName::Gates => vec![
            line(Text::same("m"), "m", &|s| s.state[M]),
            line(Text::same("h"), "h", &|s| s.state[H]),
            line(Text::same("n"), "n", &|s| s.state[N]),
        ],
        PanelName::Conductances => vec![
            line(na, "sodium", &|s| model.conductances(&s.state).0),
            line(k, "potassium", &|s| model.conductances(&s.state).1),
        ],
        PanelName::Currents => vec![
            line(na, "sodium", &|s| current(model.currents(&s.state).na)),
            line(k, "potassium", &|s| current(model.currents(&s.state).k)),
            line(Text::new("leak", "утечка"), "leak", &|s| {
                current(model.currents(&s.state).l)
            }),
        ],
        PanelName::Stimulus => vec![line(Text::default(), "stimulus", &|s| current(s.i_ua_cm2))],
    }
}
