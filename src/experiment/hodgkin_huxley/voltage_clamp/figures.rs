//! The figures of a clamped membrane over time: currents and conductances.

use super::VoltageClamp;
use super::clamp::{Run, Sample};
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};

/// The command, the sodium and potassium current, and all ionic currents together.
pub fn currents(settings: &VoltageClamp, runs: &[Run]) -> Figure {
    let draw = Draw::new(settings, runs);
    let convention = settings.convention;
    let current = || Axis::linear(convention.current_label("I")).with_zero();
    let command = Axis::linear(convention.potential_label());
    let panels = vec![
        draw.panel(
            command,
            Text::new("command", "командный потенциал"),
            &|_, s| convention.potential_mv(s.state[0], draw.channels()),
        ),
        draw.panel(
            current(),
            Text::new("all ionic currents", "все ионные токи"),
            &|run, s| convention.current(run.currents(&s.state).total()),
        ),
        draw.panel(
            current(),
            Text::new("sodium current", "натриевый ток"),
            &|run, s| convention.current(run.currents(&s.state).na),
        ),
        draw.panel(
            current(),
            Text::new("potassium current", "калиевый ток"),
            &|run, s| convention.current(run.currents(&s.state).k),
        ),
    ];
    let title = Text::new(
        "Ionic currents under voltage clamp",
        "Ионные токи при фиксации потенциала",
    );
    Figure::grid("currents", title, 2, panels)
}

/// Figs 6 and 3 of the paper: the sodium and the potassium conductance.
pub fn conductances(settings: &VoltageClamp, runs: &[Run]) -> Figure {
    let draw = Draw::new(settings, runs);
    let conductance = || Axis::linear(Text::new("g, mS/cm²", "g, мСм/см²")).with_zero();
    let panels = vec![
        draw.panel(
            conductance(),
            Text::new("sodium conductance", "натриевая проводимость"),
            &|run, s| run.conductances(&s.state).0,
        ),
        draw.panel(
            conductance(),
            Text::new("potassium conductance", "калиевая проводимость"),
            &|run, s| run.conductances(&s.state).1,
        ),
    ];
    let title = Text::new(
        "Conductances under voltage clamp",
        "Проводимости при фиксации потенциала",
    );
    Figure::grid("conductances", title, 2, panels)
}

struct Draw<'a> {
    settings: &'a VoltageClamp,
    runs: &'a [Run],
    /// Label and style key of each run.
    looks: Vec<(Text, String)>,
}

impl<'a> Draw<'a> {
    fn new(settings: &'a VoltageClamp, runs: &'a [Run]) -> Self {
        let varied = |run: &Run| {
            if settings.conditions() {
                run.before_mv
            } else {
                run.test_mv
            }
        };
        let channels = settings.membrane.channels.set();
        let looks = runs.iter().map(|run| {
            let v_mv = varied(run);
            let shown = settings.convention.potential_mv(v_mv, channels);
            let rank = runs.iter().filter(|other| varied(other) < v_mv).count();
            let words = format!("{shown}").replace('-', "−");
            let label = Text::new(format!("{words} mV"), format!("{words} мВ"));
            (label, format!("step-{rank}"))
        });
        Draw {
            settings,
            runs,
            looks: looks.collect(),
        }
    }

    fn channels(&self) -> &'static crate::neuron::ChannelSet {
        self.settings.membrane.channels.set()
    }

    /// A panel over time with one line for each run.
    fn panel(&self, y: Axis, title: Text, value: &dyn Fn(&Run, &Sample) -> f64) -> Panel {
        let line = |(run, (label, key)): (&Run, &(Text, String))| {
            let samples = run.samples();
            Mark::Line {
                label: label.clone(),
                style: Style::of(key.as_str()),
                x: samples.iter().map(|sample| sample.t_ms).collect(),
                y: samples.iter().map(|sample| value(run, sample)).collect(),
            }
        };
        let settings = self.settings;
        let end = settings.duration_ms + settings.return_ms;
        let time = Axis::linear(Text::new("time, ms", "время, мс"));
        let marks = self.runs.iter().zip(&self.looks).map(line).collect();
        Panel::new(time.from_to(-settings.lead_ms(), end), y, marks).titled(title)
    }
}
